"""Whose hours an export tells: each desk once, by a name that says what is done there."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from sociale_kaart.dataset.build import build
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours, map_hours
from sociale_kaart.export.desks import Desk, desk_of_offer, desks_of
from sociale_kaart.hours.schedule import Basis, Days, Hours, Interval, Rule, Weekday
from sociale_kaart.kaart import open_kaart
from sociale_kaart.model import Offer, Presence, Schedule, Service
from tests.export.reading_back import desk
from tests.web.smallmap import map_data

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference" / "hours.md"


@pytest.fixture(scope="module")
def data() -> MapData:
    return map_data()


@pytest.fixture(scope="module")
def hours(data: MapData) -> MapHours:
    return map_hours(data)


def offer(data: MapData, id_: str) -> Offer:
    (found,) = [one for one in data.inventory.offers if one.id == id_]
    return found


def told(data: MapData, listing_id: str) -> list[Desk]:
    return desks_of(data, map_hours(data), data.listings[listing_id])


def test_a_desk_and_an_offer_with_its_own_hours_are_told_apart(data: MapData) -> None:
    (library,) = told(data, "l-bieb-org-bibliotheek")
    assert (library.key, library.name, library.text) == (
        "l-bieb-org-bibliotheek",
        "Bibliotheek Enschede",
        "ma-vr 10:00-17:00",
    )
    (spreekuur,) = told(data, "l-bieb-org-humanitas")
    assert (spreekuur.key, spreekuur.name) == (
        "l-bieb-org-humanitas-spreekuur",
        "spreekuur, Humanitas Twente",
    )


def test_where_it_is_and_whom_to_call_come_along(data: MapData) -> None:
    (library,) = told(data, "l-bieb-org-bibliotheek")
    assert library.whereabouts == "Pijpenstraat 15, 7511GM Enschede"
    assert library.phone == "053-480 48 04"
    assert library.lon == pytest.approx(6.893, abs=0.01)
    assert library.lat == pytest.approx(52.219, abs=0.01)


def test_an_offer_without_hours_of_its_own_is_in_those_of_its_desk_and_not_a_second_time(
    data: MapData, hours: MapHours
) -> None:
    (library,) = told(data, "l-bieb-org-bibliotheek")
    computer = desk_of_offer(data, hours, offer(data, "l-bieb-org-bibliotheek-computer"))
    assert computer is not None
    assert (computer.key, computer.hours) == ("l-bieb-org-bibliotheek-computer", library.hours)


def test_what_is_not_offered_has_no_hours_to_tell(data: MapData) -> None:
    offers = tuple(
        replace(one, presence=Presence.NO) if one.id == "l-bieb-org-humanitas-spreekuur" else one
        for one in data.inventory.offers
    )
    changed = map_data(inventory=replace(data.inventory, offers=offers))
    assert told(changed, "l-bieb-org-humanitas") == []


def test_without_any_hours_there_is_no_desk(data: MapData) -> None:
    listings = tuple(replace(one, schedule=None) for one in data.inventory.listings)
    silent = map_data(inventory=replace(data.inventory, listings=listings))
    assert told(silent, "l-bieb-org-bibliotheek") == []
    assert desk_of_offer(silent, map_hours(silent), offer(silent, "l-bieb-org-bibliotheek-computer")) is None


def test_a_help_without_a_name_is_called_by_its_pillar_or_its_category(data: MapData) -> None:
    def named(**said: str) -> str:
        services = tuple(
            Service(id=one.id, organisation_id=one.organisation_id, name="", **said)
            for one in data.inventory.services
        )
        (found,) = told(
            map_data(inventory=replace(data.inventory, services=services)), "l-bieb-org-humanitas"
        )
        return found.name

    assert named(pillar="spreekuur") == "Spreekuur belasting en toeslagen, Humanitas Twente"
    assert named(category="formulieren") == "formulieren, Humanitas Twente"
    assert named() == "Humanitas Twente"


def test_who_follows_the_library_gets_its_hours_along(data: MapData) -> None:
    offers = tuple(
        replace(one, schedule=Schedule(text="tijdens openingstijden van de bibliotheek"))
        if one.id == "l-bieb-org-humanitas-spreekuur"
        else one
        for one in data.inventory.offers
    )
    changed = map_data(inventory=replace(data.inventory, offers=offers))
    (found,) = told(changed, "l-bieb-org-humanitas")
    assert found.location_hours == map_hours(changed).location_hours("l-bieb")


TIMED = Rule(days=Days(weekdays=(Weekday.MONDAY,)), opens_at=time(9), closes_at=time(12))


@pytest.mark.parametrize(
    ("rule", "has_more"),
    [
        (TIMED, False),
        (Rule(basis=Basis.CLOSED), False),
        (replace(TIMED, closes_at=None), True),
        (replace(TIMED, days=Days(interval=Interval(2, None))), True),
        (Rule(basis=Basis.APPOINTMENT), True),
        (Rule(basis=Basis.UNKNOWN), True),
        (Rule(basis=Basis.LOCATION), True),
    ],
)
def test_whether_there_is_more_than_dates_can_say(rule: Rule, has_more: bool) -> None:
    assert desk(Hours(rules=(TIMED, rule))).has_more is has_more


def test_known_hours_of_the_library_are_dates_and_words_not_understood_are_none() -> None:
    follows = Hours(rules=(Rule(basis=Basis.LOCATION),))
    assert not desk(follows, location_hours=Hours(rules=(TIMED,))).has_more
    assert desk(Hours(rules=(TIMED,), leftover=("soms",))).has_more


def test_the_example_in_the_reference_works_on_a_map_that_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "geodata" / "kaarten" / "overijssel", tmp_path / "kaart")
    build(open_kaart(tmp_path / "kaart"), today=date(2026, 11, 22))
    (example,) = re.findall(r"```python\n(.*?)```", REFERENCE.read_text(encoding="utf-8"), flags=re.DOTALL)
    monkeypatch.chdir(tmp_path / "kaart")
    found: dict[str, Any] = {}
    exec(example, found)
    assert len(found["desks"]) >= 2
    for told in (found["for_search_engines"], found["for_directories"]):
        assert set(told) == {one.key for one in found["desks"]}
        assert all(told.values())
