"""What a map knows of a pillar at a part of the week: who counts then, and for how many hours."""

from __future__ import annotations

from datetime import date

import pytest

from makers import PILLAR, scheduled
from sociale_kaart.coverage.moment import parse_when
from sociale_kaart.coverage.report.helpof import HoursOf, help_in
from sociale_kaart.coverage.report.known import Help
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import map_hours
from sociale_kaart.model import Schedule

TUESDAY = date(2026, 11, 24)


def help_at(data: MapData, text: str) -> Help:
    when = parse_when(text)
    start, end = when.period(data.known_on)
    return help_in(data, PILLAR, hours_of=HoursOf(hours=map_hours(data), start=start, end=end, when=when))


def hours_of(found: Help) -> dict[str, float]:
    return dict(zip(found.certain.names.tolist(), found.certain.hours_per_week.tolist(), strict=True))


def test_one_date_has_the_hours_of_that_day_of_any_week() -> None:
    data = scheduled(
        {"a": Schedule(text="di 10:00-12:00, do 13:00-16:00"), "b": Schedule(text="di 9:00-17:00")}
    )
    assert (
        hours_of(help_at(data, TUESDAY.isoformat())) == hours_of(help_at(data, "dinsdag")) == {"a": 2, "b": 8}
    )
    assert hours_of(help_at(data, f"{TUESDAY.isoformat()} van 11:00 tot 14:00")) == {"a": 1, "b": 3}


AT_APPOINTMENTS = {
    "inloop": Schedule(text="di 10:00-12:00 inloop"),
    "afspraak": Schedule(text="di 14:00-17:00 op afspraak"),
    "beide": Schedule(text="di 10:00-11:00 inloop; di 13:00-16:00 op afspraak"),
}


@pytest.mark.parametrize(
    ("when", "hours"),
    [
        ("dinsdag", {"inloop": 2, "afspraak": 3, "beide": 4}),
        ("aangiftetijd op dinsdag", {"inloop": 18 / 62 * 7, "afspraak": 27 / 62 * 7, "beide": 36 / 62 * 7}),
        ("dinsdag zonder afspraak", {"inloop": 2, "beide": 1}),
        ("dinsdagmiddag zonder afspraak", {}),
    ],
)
def test_by_appointment_counts_unless_somebody_wants_to_walk_in(when: str, hours: dict[str, float]) -> None:
    found = help_at(scheduled(AT_APPOINTMENTS), when)
    assert hours_of(found) == pytest.approx(hours)
    assert {*found.no.names.tolist()} == AT_APPOINTMENTS.keys() - hours.keys()


def test_what_is_doubtful_then_gives_no_more_than_its_hours_then() -> None:
    """Easter Monday 6 April 2026: nobody says whether it goes on, and if so it is three hours of the six a week."""
    found = help_at(scheduled({"a": Schedule(text="ma en di 10:00-13:00")}), "2026-04-06")
    assert hours_of(found) == {}
    assert found.doubtful.hours_per_week.tolist() == [3.0]
