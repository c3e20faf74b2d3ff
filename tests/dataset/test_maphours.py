"""The hours of a whole map: whose they are, which holidays count, and what is true at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from makers import Plek, map_of, wide_toml
from sociale_kaart.dataset import store
from sociale_kaart.dataset.build import assemble
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours, map_hours
from sociale_kaart.dataset.readhours import read_hours
from sociale_kaart.dataset.report import summary_lines
from sociale_kaart.hours.reason import Reason, State
from sociale_kaart.hours.school import Region
from sociale_kaart.kaart import open_kaart
from sociale_kaart.model import Appointment, Location, OrganisationKind, Schedule

ZWOLLE, UTRECHT, RONDE_VENEN, TILBURG = "GM0193", "GM0344", "GM0736", "GM0855"
AREA = (ZWOLLE, UTRECHT, RONDE_VENEN, TILBURG)
MONDAY = datetime(2026, 11, 23, 10, 30)


def map_with(
    desk: str = "",
    offer: Schedule | None = None,
    *,
    building: str = "",
    kind: OrganisationKind = OrganisationKind.LIBRARY,
    appointment: Appointment = Appointment.UNKNOWN,
    gemeente: str = UTRECHT,
) -> MapData:
    """One organisation at one place: its desk's hours, those of its one offer, those of the building."""
    made = map_of([Plek("Bibliotheek", 136_000, 456_000, gemeente)], AREA)
    inventory = made.inventory
    (organisation,), (listing,), (location,) = (
        inventory.organisations,
        inventory.listings,
        inventory.locations,
    )
    return replace(
        made,
        inventory=replace(
            inventory,
            organisations=(replace(organisation, kind=kind),),
            listings=(replace(listing, schedule=_schedule(desk)),),
            locations=(replace(location, opening_hours=_schedule(building)),),
            offers=(replace(inventory.offers[0], schedule=offer),),
            services=tuple(replace(one, appointment=appointment) for one in inventory.services),
        ),
    )


def _schedule(text: str) -> Schedule | None:
    return Schedule(text=text) if text else None


def keys(data: MapData) -> tuple[str, str]:
    """Id of the listing and of the offer."""
    return data.inventory.listings[0].id, data.inventory.offers[0].id


def test_an_offer_has_its_own_hours_and_the_desk_has_its_own() -> None:
    data = map_with("ma-vr 9-17 uur", Schedule(text="ma 14-16 uur"))
    desk, offer = keys(data)
    states = map_hours(data).states(MONDAY)
    assert (states[desk].state, states[offer].state) == (State.OPEN, State.CLOSED)


def test_an_offer_without_hours_has_those_of_its_desk() -> None:
    data = map_with("ma-vr 9-17 uur")
    desk, offer = keys(data)
    hours = map_hours(data)
    assert hours.hours(offer) == hours.hours(desk)
    assert hours.text(offer) == "ma-vr 9-17 uur"


def test_dates_without_words_bound_the_hours_of_the_desk() -> None:
    data = map_with("ma-vr 9-17 uur", Schedule(text="", valid_to=date(2026, 10, 31)))
    desk, offer = keys(data)
    states = map_hours(data).states(MONDAY)
    assert (states[desk].state, states[offer].state) == (State.OPEN, State.CLOSED)


def test_what_has_no_hours_is_no_key() -> None:
    data = map_with()
    hours = map_hours(data)
    assert hours.keys == ()
    assert (hours.hours(keys(data)[1]), hours.text(keys(data)[1])) == (None, "")
    assert hours.states(MONDAY) == {}


def test_help_that_ended_is_closed_and_has_no_occurrence_any_more() -> None:
    # A coordinator's last day says that the help is gone, which is more than that nobody knows.
    data = map_with(offer=Schedule(text="ma 10-12 uur", valid_to=date(2026, 11, 16)))
    _, offer = keys(data)
    hours = map_hours(data)
    assert hours.states(MONDAY)[offer].state is State.CLOSED
    found = hours.occurrences(date(2026, 11, 9), date(2026, 12, 1))[offer]
    assert [one.start.day for one in found.certain] == [9, 16]
    assert found.uncertain == ()


def test_who_needs_an_appointment_by_the_column_beside_it_cannot_walk_in() -> None:
    data = map_with(offer=Schedule(text="ma 10-12 uur"), appointment=Appointment.NEEDED)
    _, offer = keys(data)
    hours = map_hours(data)
    assert hours.states(MONDAY)[offer].reason is Reason.BY_APPOINTMENT
    following = hours.following(MONDAY)[offer]
    assert following is not None
    assert (following.start.day, following.appointment) == (30, Appointment.NEEDED)


def test_what_the_words_say_of_an_appointment_wins_from_the_column() -> None:
    data = map_with(offer=Schedule(text="ma 10-12 uur zonder afspraak"), appointment=Appointment.NEEDED)
    assert map_hours(data).states(MONDAY)[keys(data)[1]].state is State.OPEN


@pytest.mark.parametrize(
    ("declared", "text", "found"),
    [
        (None, "vr 10-12 uur", State.UNKNOWN),
        ("closed", "vr 10-12 uur", State.CLOSED),
        ("open", "vr 10-12 uur", State.OPEN),
        ("closed", "vr 10-12 uur, ook op feestdagen", State.OPEN),
        ("open", "vr 10-12 uur, gesloten op feestdagen", State.CLOSED),
        ("closed", "25 december 2026 10-12 uur", State.OPEN),  # who names the day knows what day it is
    ],
)
def test_what_the_map_declares_of_public_holidays_counts_where_the_words_say_nothing(
    declared: str | None, text: str, found: State
) -> None:
    data = map_with(offer=Schedule(text=text))
    told = data.config.hours.model_copy(update={"public_holidays": declared})
    hours = map_hours(replace(data, config=data.config.model_copy(update={"hours": told})))
    # Eerste Kerstdag 2026 is a Friday.
    assert hours.states(datetime(2026, 12, 25, 11, 0))[keys(data)[1]].state is found


class TestTheBuilding:
    """What "tijdens openingstijden van de bibliotheek" is about."""

    FOLLOWING = Schedule(text="tijdens openingstijden van de bibliotheek")

    def test_the_place_s_own_hours_come_first(self) -> None:
        data = map_with("ma 9-11 uur", self.FOLLOWING, building="ma 10-17 uur")
        hours = map_hours(data)
        assert hours.location_hours(data.inventory.locations[0].id) != hours.hours(keys(data)[0])
        assert hours.states(datetime(2026, 11, 23, 16, 0))[keys(data)[1]].state is State.OPEN

    def test_else_those_of_the_library_that_is_there(self) -> None:
        data = map_with("ma 9-11 uur", self.FOLLOWING)
        assert map_hours(data).states(MONDAY)[keys(data)[1]].state is State.OPEN
        assert map_hours(data).states(datetime(2026, 11, 23, 16, 0))[keys(data)[1]].state is State.CLOSED

    def test_the_desk_of_somebody_else_says_nothing_of_the_building(self) -> None:
        data = map_with("ma 9-11 uur", self.FOLLOWING, kind=OrganisationKind.PARTNER)
        assert map_hours(data).location_hours(data.inventory.locations[0].id) is None
        assert map_hours(data).states(MONDAY)[keys(data)[1]].reason is Reason.LOCATION_UNKNOWN

    def test_a_library_that_refers_to_itself_says_nothing(self) -> None:
        data = map_with("tijdens openingstijden van de bibliotheek")
        assert map_hours(data).states(MONDAY)[keys(data)[0]].state is State.UNKNOWN


class TestTheSchoolRegion:
    TEXT = Schedule(text="ma 10-12 uur, niet in de schoolvakanties")
    # In the autumn of 2026 noord is free from 10 October on, midden and zuid from 17 October on.
    NOORD_IS_FREE, MIDDEN_IS_FREE = datetime(2026, 10, 12, 11, 0), datetime(2026, 10, 19, 11, 0)

    @pytest.mark.parametrize(
        ("gemeente", "region", "first_monday", "second_monday"),
        [
            (ZWOLLE, Region.NOORD, State.CLOSED, State.OPEN),
            (UTRECHT, Region.MIDDEN, State.OPEN, State.CLOSED),
            (TILBURG, Region.ZUID, State.OPEN, State.CLOSED),
            (RONDE_VENEN, None, State.UNKNOWN, State.UNKNOWN),
        ],
    )
    def test_is_that_of_the_gemeente_or_unknown(
        self, gemeente: str, region: Region | None, first_monday: State, second_monday: State
    ) -> None:
        data = map_with(offer=self.TEXT, gemeente=gemeente)
        hours = map_hours(data)
        _, offer = keys(data)
        assert hours.calendar(offer).region is region
        assert hours.states(self.NOORD_IS_FREE)[offer].state is first_monday
        assert hours.states(self.MIDDEN_IS_FREE)[offer].state is second_monday

    def test_is_what_kaart_toml_says_of_the_whole_map(self) -> None:
        data = map_with(offer=self.TEXT, gemeente=RONDE_VENEN)
        config = data.config.model_copy(
            update={"hours": data.config.hours.model_copy(update={"school_region": "noord"})}
        )
        hours = map_hours(replace(data, config=config))
        assert hours.states(self.NOORD_IS_FREE)[keys(data)[1]].state is State.CLOSED


@pytest.mark.parametrize(
    ("text", "morning", "afternoon"),
    [
        ("di 10-12 uur", State.OPEN, State.CLOSED),
        ("di 10-14 uur", State.OPEN, State.OPEN),
        ("di 10-12 uur alleen op afspraak", State.CLOSED, State.CLOSED),
        ("ma 10-12 uur", State.CLOSED, State.CLOSED),
        ("di vanaf 14.00 uur", State.UNKNOWN, State.UNKNOWN),
        ("wisselend", State.UNKNOWN, State.UNKNOWN),
        ("di 10-12 uur als er genoeg vrijwilligers zijn", State.UNKNOWN, State.UNKNOWN),
        ("om de week op dinsdag 10-12 uur", State.UNKNOWN, State.UNKNOWN),
        ("gesloten", State.CLOSED, State.CLOSED),
    ],
)
def test_a_part_of_a_day_is_open_where_somebody_is_there_in_it(
    text: str, morning: State, afternoon: State
) -> None:
    data = map_with(offer=Schedule(text=text))
    hours = map_hours(data)
    _, offer = keys(data)
    noon = datetime(2026, 11, 24, 12, 0)
    assert hours.within(datetime(2026, 11, 24, 0, 0), noon)[offer] is morning
    assert hours.within(noon, datetime(2026, 11, 25, 0, 0))[offer] is afternoon


def test_hours_a_week_count_what_is_sure_apart_from_what_needs_an_appointment() -> None:
    data = map_with("ma 9-12 uur inloop; di 9-12 uur op afspraak")
    found = map_hours(data).hours_per_week(date(2026, 11, 2), date(2026, 11, 30))[keys(data)[0]]
    assert (found.open, found.by_appointment, found.uncertain, found.is_complete) == (3, 3, 0, True)


def test_a_build_tells_how_many_texts_it_does_not_know_the_meaning_of() -> None:
    clear, unclear = map_with("ma 9-12 uur"), map_with("ma/do 9-12 uur")
    records = tuple(read_hours(unclear.inventory, unclear.config.hours))
    told = [line for line in summary_lines(replace(unclear, hours=records)) if "tijden" in line]
    assert told == ["Let op: 1 tekst over tijden is niet duidelijk (van de 1). Zie: sociale-kaart check MAP."]
    records = tuple(read_hours(clear.inventory, clear.config.hours))
    assert not [line for line in summary_lines(replace(clear, hours=records)) if "tijden" in line]


TOML = wide_toml(
    area='gemeenten = ["Utrecht"]',
    settings='[hours]\nschool_holidays = "vakanties.csv"',
    organisation="Naam",
    gemeente="Gemeente",
    x_rd="X",
    y_rd="Y",
    opening_hours="Open",
    schedule="Tijden",
    monday="Ma",
    tuesday="Di",
)
ROWS = (
    "Naam;Gemeente;X;Y;Open;Tijden;Ma;Di",
    "Buurthuis;Utrecht;136000;456000;ma-vr 9-17 uur;niet in de schoolvakanties;10-12;dicht",
)
# Invented: a school year that no table of ours has.
VACATIONS = (
    "schooljaar,vakantie,regio,van,tot_en_met,bron",
    "2030-2031,herfstvakantie,midden,2030-10-19,2030-10-27,verzonnen",
    "2030-2031,kerstvakantie,midden,2030-12-21,2031-01-05,verzonnen",
    "2030-2031,voorjaarsvakantie,midden,2031-02-22,2031-03-02,verzonnen",
    "2030-2031,meivakantie,midden,2031-04-26,2031-05-04,verzonnen",
    "2030-2031,zomervakantie,midden,2031-07-19,2031-08-31,verzonnen",
)


def folder(path: Path) -> MapData:
    for name, lines in (("kaart.toml", (TOML,)), ("bron.csv", ROWS), ("vakanties.csv", VACATIONS)):
        (path / name).write_text("\n".join(lines), encoding="utf-8")
    return assemble(open_kaart(path), today=date(2026, 11, 22))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[MapData, MapData]:
    """A map as it was assembled, and as it came back from its store."""
    path = tmp_path_factory.mktemp("kaart")
    data = store.with_hash(folder(path))
    store.write_map(data, path / "kaart.gpkg")
    return data, store.read_map(path / "kaart.gpkg")


def test_a_map_with_hours_comes_back_from_its_store_as_it_went(built: tuple[MapData, MapData]) -> None:
    data, back = built
    assert back == data
    assert back.content_hash == store.content_hash(back)
    assert [one.record for one in back.hours] == ["location", "listing"]
    assert back.hours[1].text == "maandag 10-12; niet in de schoolvakanties"
    assert back.hours[1].complete


def test_a_read_map_answers_as_the_built_one_did_without_reading_a_text_again(
    built: tuple[MapData, MapData], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, back = built
    answered = _answers(map_hours(data), [one.id for one in data.inventory.locations])
    monkeypatch.setattr("sociale_kaart.hours.reading.parse", lambda *_: pytest.fail("a text was read again"))
    assert _answers(map_hours(back), [one.id for one in back.inventory.locations]) == answered


def _answers(hours: MapHours, locations: Iterable[str]) -> tuple[object, ...]:
    states: Mapping[str, object] = hours.states(MONDAY)
    return dict(states), dict(hours.following(MONDAY)), [hours.location_hours(one) for one in locations]


def test_a_school_holiday_of_one_s_own_counts(built: tuple[MapData, MapData]) -> None:
    _, back = built
    (key,) = map_hours(back).keys
    hours = map_hours(back)
    assert hours.states(datetime(2030, 10, 21, 11, 0))[key].reason is Reason.IN_SCHOOL_HOLIDAY
    assert hours.states(datetime(2030, 11, 4, 11, 0))[key].state is State.OPEN
    # and of the years that it does not name ours counts, or nobody knows
    assert hours.states(datetime(2026, 10, 19, 11, 0))[key].reason is Reason.IN_SCHOOL_HOLIDAY
    assert hours.states(datetime(2028, 11, 6, 11, 0))[key].state is State.UNKNOWN


def test_a_location_keeps_what_its_row_says_of_the_building(built: tuple[MapData, MapData]) -> None:
    (location,) = built[1].inventory.locations
    assert isinstance(location, Location)
    assert location.opening_hours is not None
    assert location.opening_hours.text == "ma-vr 9-17 uur"
