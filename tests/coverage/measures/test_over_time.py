"""At a moment, over the years, and over and over again: what holds of the sites that are there then."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers import PILLAR, scheduled
from sociale_kaart.coverage.measures.areas import by_code, by_gemeente
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.overtime import Lives, curve, lives_of, reached
from sociale_kaart.coverage.measures.robust import match_levels, robustness
from sociale_kaart.coverage.sitehours import SiteHours, Window, best_states
from sociale_kaart.coverage.sites import Sites, sites_of
from sociale_kaart.dataset.maphours import map_hours
from sociale_kaart.hours.reason import State
from sociale_kaart.model import MatchLevel, Presence, Schedule, Target
from tests.coverage.measures.small_countries import Inhabited, Place, points_of, sites_of_places

ZWOLLE = "GM0193"


# A Tuesday.
EVENING = (datetime(2026, 2, 3, 18), datetime(2026, 2, 3, 22))
NEXT_EVENING = (EVENING[0] + timedelta(weeks=1), EVENING[1] + timedelta(weeks=1))
ON_TUESDAYS = {
    "altijd": Schedule(text="di 19:00-20:30"),
    "overdag": Schedule(text="di 10:00-18:00"),
    "even weken": Schedule(text="di 19:00-20:30 even weken"),
    "op afspraak": Schedule(text="di 19:00-20:30 op afspraak"),
    "niet begrepen": Schedule(text="di 19:00-"),
    "op afspraak, wanneer dan ook": Schedule(text="op afspraak"),
    "geen tijden": None,
}


def on_tuesdays(*windows: Window, walk_in: bool = False) -> dict[str, set[str]]:
    """State -> the places of ON_TUESDAYS that are in it within these windows."""
    data = scheduled(ON_TUESDAYS)
    sites, hours = sites_of(data, PILLAR), map_hours(data)
    states = SiteHours.of(data, sites, PILLAR, hours).states(best_states(hours, windows, walk_in=walk_in))
    return {state: {*sites.names[states == state].tolist()} for state in State}


def test_on_tuesday_evening_those_count_where_one_can_walk_in_for_certain() -> None:
    found = on_tuesdays(EVENING, walk_in=True)
    assert found[State.OPEN] == {"altijd", "even weken"}  # 3 February 2026 is in week 6
    assert found[State.UNKNOWN] == {"niet begrepen", "geen tijden"}
    assert on_tuesdays(NEXT_EVENING, walk_in=True)[State.OPEN] == {"altijd"}
    assert on_tuesdays(NEXT_EVENING, EVENING, walk_in=True)[State.OPEN] == {"altijd", "even weken"}


def test_by_appointment_is_open_to_whoever_did_not_ask_to_walk_in() -> None:
    found = on_tuesdays(EVENING)
    assert found[State.OPEN] == {"altijd", "even weken", "op afspraak"}
    assert found[State.UNKNOWN] == {"niet begrepen", "geen tijden", "op afspraak, wanneer dan ook"}
    in_a_week = on_tuesdays((EVENING[0], EVENING[0] + timedelta(weeks=1)))
    assert in_a_week[State.UNKNOWN] == {"niet begrepen", "geen tijden"}
    assert "op afspraak, wanneer dan ook" in in_a_week[State.OPEN]


FIRST = date(2016, 1, 1)
some_day = st.none() | st.integers(0, 1_500).map(lambda days: FIRST + timedelta(days=days))
dated = st.tuples(some_day, some_day).filter(
    lambda dates: None in dates or dates[0] <= dates[1]  # nothing ends before it begins
)


@settings(max_examples=200, deadline=None)
@given(
    lives=st.lists(st.tuples(dated, st.sampled_from(("GM1", "GM2"))), max_size=12),
    days=st.lists(st.integers(-10, 1_600), min_size=1, max_size=6).map(sorted),
)
def test_a_curve_is_what_asking_every_site_gives_and_rises_by_what_opened(
    lives: list[tuple[tuple[date | None, date | None], str]], days: list[int]
) -> None:
    wanted = [FIRST + timedelta(days=one) for one in days]
    codes = np.array([code for _, code in lives], dtype="U3")
    areas = by_code(codes[:0], codes, ("GM1", "GM2"))
    found = curve(
        Lives(
            np.array([opened for (opened, _), _ in lives], dtype="datetime64[D]"),
            np.array([closed for (_, closed), _ in lives], dtype="datetime64[D]"),
        ),
        areas,
        wanted,
    )
    for area, code in enumerate(("GM1", "GM2")):
        here = [dates for dates, its in lives if its == code]
        for number, day in enumerate(wanted):
            there = [(opened, closed) for opened, closed in here if closed is None or closed >= day]
            assert found.low[number, area] == sum(opened is not None and opened <= day for opened, _ in there)
            assert found.high[number, area] == sum(opened is None or opened <= day for opened, _ in there)
    np.testing.assert_array_equal(np.diff(found.high, axis=0), (found.opened - found.closed)[1:])
    assert not found.opened[0].any()
    assert not found.closed[0].any()


def test_a_place_counts_from_its_first_day_through_its_last() -> None:
    lives = Lives(np.array([FIRST], dtype="datetime64[D]"), np.array([FIRST], dtype="datetime64[D]"))
    days = [FIRST + timedelta(days=one) for one in (-1, 0, 1)]
    found = curve(lives, by_code(np.array([], dtype="U3"), np.array(["GM1"]), ("GM1",)), days)
    assert found.high.ravel().tolist() == [0, 1, 0]
    assert found.opened.ravel().tolist() == [0, 1, 0]
    assert found.closed.ravel().tolist() == [0, 0, 1]


def test_a_target_is_missed_only_where_the_list_is_complete() -> None:
    schedules = {
        "sinds 2017": Schedule(text="di 10:00-12:00", valid_from=date(2017, 5, 1)),
        "tot 2018": Schedule(text="", valid_from=date(2017, 5, 1), valid_to=date(2018, 6, 1)),
        "wie weet sinds wanneer": Schedule(text="di 10:00-12:00"),
        "zonder": None,
    }
    data = scheduled(schedules)
    sites = sites_of(data, PILLAR, ever=True)
    assert set(sites.names) == set(schedules)
    lives = lives_of(data, sites, PILLAR)

    def met(count: int, complete: bool) -> Presence:
        return reached(Target(pillar=PILLAR, count=count, by=date(2018, 12, 31)), lives, complete=complete)

    assert [met(count, complete=True) for count in (1, 2, 3, 4)] == [
        Presence.YES,
        Presence.UNKNOWN,  # the two of which nobody knows since when may have been there
        Presence.UNKNOWN,
        Presence.NO,
    ]
    assert met(4, complete=False) is Presence.UNKNOWN


# Two hamlets of 100 persons: one 4.2 km from the only site, one 20 km away.
HAMLETS = points_of((Inhabited(4_200, 0, "GM0002", 100, 0, 0), Inhabited(20_000, 0, "GM0003", 100, 0, 0)))
ELSEWHERE = sites_of_places((Place(0, 0, "GM0001", None),))
HERE = sites_of_places((Place(20_000, 0, "GM0003", None),))
NONE = sites_of_places(())


def gap_shares(perhaps: Sites, level: MatchLevel, *, known: bool = True) -> list[float]:
    both = together(ELSEWHERE, perhaps)
    areas = by_gemeente(HAMLETS, both, ("GM0002", "GM0003"))
    found = robustness(
        HAMLETS,
        ELSEWHERE,
        perhaps,
        areas,
        [known, known],
        levels=np.array([level] * len(both), dtype=np.str_),
        persons=HAMLETS.persons["all"],
        draws=400,
    )
    assert found.is_robust == tuple(one >= 0.95 for one in found.gap_share)
    assert ((found.reach_low >= 0) & (found.reach_low <= found.reach_high) & (found.reach_high <= 1)).all()
    return found.gap_share.tolist()


def test_a_far_hamlet_is_a_gap_in_every_draw_and_a_near_one_as_often_as_the_limit_is_short() -> None:
    near, far = gap_shares(NONE, MatchLevel.GIVEN)
    assert far == 1.0
    # The limit is uniform in 4,000-6,000 m; the hamlet is a gap below 4,200 m: one draw in ten.
    assert near == pytest.approx(0.1, abs=0.06)
    assert gap_shares(NONE, MatchLevel.GIVEN) == [near, far]


def test_a_vague_address_makes_the_near_hamlet_less_certain_of_its_site() -> None:
    assert gap_shares(NONE, MatchLevel.GEMEENTE)[0] > gap_shares(NONE, MatchLevel.GIVEN)[0] + 0.1


def test_a_gap_that_an_unknown_site_could_fill_is_not_robust() -> None:
    assert gap_shares(HERE, MatchLevel.GIVEN)[1] == 0.5


def test_nothing_is_a_robust_gap_where_nobody_vouches_for_the_list() -> None:
    assert gap_shares(NONE, MatchLevel.GIVEN, known=False) == [0.0, 0.0]


def test_match_levels_are_those_of_the_map() -> None:
    data = scheduled({"Zwolle": None})
    assert match_levels(data, sites_of(data, PILLAR)).tolist() == [MatchLevel.ADRES]


def test_a_place_without_a_first_day_is_there_for_certain_from_the_day_that_its_source_tells_about() -> None:
    nobody_told = np.array(["NaT"], dtype="datetime64[D]")
    lives = Lives(nobody_told, nobody_told, np.array([FIRST], dtype="datetime64[D]"))
    areas = by_code(np.array([], dtype="U3"), np.array(["GM1"]), ("GM1",))
    found = curve(lives, areas, [FIRST - timedelta(days=1), FIRST])
    assert found.low.ravel().tolist() == [0, 1]
    assert found.high.ravel().tolist() == [1, 1]
