"""What a page shows of a scenario at a glance is what the whole scenario says, whatever was done."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import numpy as np
import pytest

from makers import PILLAR, Plek, map_of
from sociale_kaart.coverage.blockfigures import Figures
from sociale_kaart.coverage.comparison import compare
from sociale_kaart.coverage.glance import Glance, after_changes, changes_at_a_glance, glances, whole_of
from sociale_kaart.coverage.measures.imported import Reach
from sociale_kaart.coverage.plans import scenario
from sociale_kaart.coverage.scenario import Scenario
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import Presence

OVERIJSSEL = tuple(sorted(code for code, one in gemeenten().items() if one.provincie == "Overijssel"))
ZWOLLE, DEVENTER, ENSCHEDE = "GM0193", "GM0150", "GM0153"
VOUCHED = {"completeness": [{"pillar": PILLAR, "declared_by": "wij", "as_of": date(2026, 1, 1)}]}


def now(places: int = 4, **changes: Any) -> Scenario:
    known = [
        Plek("Bieb Zwolle", 202_700, 502_200, ZWOLLE),
        Plek("Bieb Enschede", 257_800, 471_600, ENSCHEDE),
        Plek("Buurthuis Zwolle", 203_000, 503_000, ZWOLLE),
        Plek("Bieb Deventer", 207_500, 474_000, DEVENTER, Presence.UNKNOWN),
    ]
    found: Scenario = scenario(map_of(known[4 - places :], OVERIJSSEL, **changes), PILLAR)
    return found


def same(glance: Glance, figures: Figures) -> None:
    """Every figure that both tell, as one tells it."""
    assert (glance.gemeentecode, glance.reach, glance.places) == (
        figures.gemeentecode,
        figures.reach,
        figures.places,
    )
    share = figures.share_within_limit
    for ours, theirs in (
        (glance.inhabitants, figures.inhabitants),
        (glance.persons_within, None if share is None else share * figures.inhabitants),
        (glance.persons_beyond, figures.persons_beyond),
        (glance.mean_distance_m, figures.mean_distance_m),
        (glance.hours_per_week_low, figures.hours_per_week_low),
        (glance.hours_per_week_high, figures.hours_per_week_high),
    ):
        assert ours == (None if theirs is None else pytest.approx(theirs, rel=1e-9, abs=1e-6)), glance


def somewhere(one: Scenario, chance: random.Random) -> tuple[float, float]:
    """Near where somebody of the area lives."""
    told = np.flatnonzero(np.isin(one.points.gemeentecode, OVERIJSSEL))
    x, y = one.points.xy_rd[chance.choice(told.tolist())].tolist()
    return x + chance.uniform(-4_000, 4_000), y + chance.uniform(-4_000, 4_000)


def planned(one: Scenario, chance: random.Random) -> Scenario:
    """Up to six steps further."""
    for number in range(chance.randint(1, 6)):
        ids = one.sites.id.tolist()
        doing = chance.choice(("add", "close", "move")) if ids else "add"
        if doing == "add":
            one = one.add(f"nieuw {number}", *somewhere(one, chance))
        elif doing == "close":
            one = one.close(chance.choice(ids))
        else:
            one = one.move(chance.choice(ids), *somewhere(one, chance))
    return one


@pytest.mark.parametrize("group", ["all", "65+"])
@pytest.mark.parametrize("places", [4, 1], ids=["three places", "none but one that nobody knows of"])
@pytest.mark.parametrize("changes", [{}, VOUCHED], ids=["nobody vouches", "all lists complete"])
def test_it_says_what_the_scenario_says(places: int, changes: dict[str, Any], group: str) -> None:
    before, chance = now(places, **changes), random.Random(f"{places}{changes}")
    seen = glances(before, group)
    for glance, figures in zip(seen, before.figures(group), strict=True):
        same(glance, figures)
    for _ in range(3):
        after = planned(before, chance)
        found = tuple(changes_at_a_glance(before, after, seen, group))
        for glance, figures in zip(after_changes(seen, found), after.figures(group), strict=True):
            same(glance, figures)
        told = {one.gemeentecode: one for one in compare(before, after, group).changes}
        for one in found:
            theirs = told[one.gemeentecode]
            for name in ("persons_gaining", "persons_losing", "persons_nearer", "persons_farther"):
                assert getattr(one, name) == pytest.approx(getattr(theirs, name), abs=1e-6)


def test_the_whole_is_the_sum_of_its_gemeenten() -> None:
    before = now()
    whole, figures = whole_of(glances(before)), before.figures()
    assert whole.places == 3
    assert whole.places_unknown == 1
    assert sum(whole.reach.values()) == len(OVERIJSSEL)
    assert whole.reach[Reach.OWN] == 2
    assert whole.persons_within is not None
    assert whole.persons_beyond is not None
    assert whole.persons_within + whole.persons_beyond == pytest.approx(whole.inhabitants)
    metres = sum((one.mean_distance_m or 0) * one.inhabitants for one in figures)
    assert whole.mean_distance_m == pytest.approx(metres / whole.inhabitants)


def test_without_any_place_that_is_known_nobody_is_known_to_be_near_and_nothing_of_distance() -> None:
    whole = whole_of(glances(now(1)))
    assert (whole.persons_within, whole.persons_beyond, whole.mean_distance_m) == (0, whole.inhabitants, None)


def test_nobody_comes_nearer_than_what_nobody_knew() -> None:
    """Far from the first place that is known, that place says nothing of how near people had one before."""
    before = now(1)
    x, y = before.points.xy_rd[np.flatnonzero(before.points.gemeentecode == OVERIJSSEL[0])[0]].tolist()
    after = before.add("de eerste", x, y)
    for there, back in ((before, after), (after, before)):
        for change in compare(there, back).changes:
            assert change.persons_nearer == change.persons_gaining
            assert change.persons_farther == change.persons_losing


def test_a_step_that_touches_nobody_changes_nothing() -> None:
    before = now()
    after = before.add("in Maastricht", 176_000, 318_000)
    assert tuple(changes_at_a_glance(before, after, glances(before))) == ()
