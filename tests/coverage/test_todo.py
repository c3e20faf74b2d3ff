"""The to-do list names what a coordinator can mend, and the row of the sheet to do it in."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from makers import PILLAR, SOURCE, Plek, config, map_of
from sociale_kaart.coverage.todo import Todo, TodoKind, Where, todo_list
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import map_hours
from sociale_kaart.model import Match, MatchLevel, Presence, Schedule
from sociale_kaart.problems import Problem, Severity

HERE = "GM0153"
DAY = date(2026, 11, 22)
BIEB = Plek("Bibliotheek", 257_900, 471_600, HERE)


def todos(data: MapData, code: str = HERE) -> Sequence[Todo]:
    return todo_list(data, map_hours(data), DAY).get(code, ())


def kinds(data: MapData) -> set[TodoKind]:
    return {one.kind for one in todos(data)}


def told(
    plek: Plek = BIEB, *, schedule: str = "di 10-12", checked: date | None = DAY, **offer: Any
) -> MapData:
    """A map of one place of which everything is known, but for what a test leaves out."""
    part = {"pillar": PILLAR, "declared_by": "Proef", "as_of": date(2026, 1, 1)}
    source = config().sources[0].model_dump() | {"columns": {"organisation": "Naam", "schedule": "Tijden"}}
    made = map_of([plek], [HERE], completeness=[part], sources=[source])
    offers = tuple(
        replace(
            one,
            schedule=Schedule(text=schedule) if schedule else None,
            provenance=replace(one.provenance, checked=checked),
            **offer,
        )
        for one in made.inventory.offers
    )
    return replace(made, inventory=replace(made.inventory, offers=offers))


def test_where_all_is_known_there_is_nothing_to_do() -> None:
    assert todos(told()) == ()


def test_unknown_hours_are_asked_with_the_row_and_the_heading_of_the_coordinator() -> None:
    (one,) = todos(told(schedule=""))
    assert one.kind is TodoKind.HOURS_UNKNOWN
    assert one.name == "Bibliotheek"
    assert one.about == ("Spreekuur belasting en toeslagen",)
    assert one.where == Where("bron.csv", row=2, column="Tijden", source="Proefbron")


def test_of_help_that_may_not_be_there_no_hours_are_asked() -> None:
    data = told(replace(BIEB, says=Presence.UNKNOWN), schedule="")
    assert TodoKind.HOURS_UNKNOWN not in kinds(data)
    assert TodoKind.SERVICE_UNKNOWN in kinds(data)


def test_hours_that_cannot_be_read_for_certain_are_shown_as_they_stand() -> None:
    (one,) = todos(told(schedule="di 10-12 en soms 's avonds"))
    assert one.kind is TodoKind.HOURS_UNCLEAR
    assert one.about == ("di 10-12 en soms 's avonds",)


def test_after_a_year_it_is_stale_and_on_the_day_itself_not_yet() -> None:
    assert todos(told(checked=date(2025, 11, 22))) == ()
    (one,) = todos(told(checked=date(2025, 11, 21)))
    assert (one.kind, one.day) == (TodoKind.STALE, date(2025, 11, 21))


def test_what_was_never_checked_says_of_when_its_list_is() -> None:
    (one,) = todos(told(checked=None))
    assert (one.kind, one.day) == (TodoKind.NEVER_CHECKED, date(2026, 1, 1))


def test_an_address_that_is_not_exact_or_has_no_point_is_doubted() -> None:
    data = told()
    (location,) = data.inventory.locations
    street = replace(data.matches[location.id], level=MatchLevel.STRAAT, address="Pijpenstraat, Enschede")
    (one,) = todos(replace(data, matches={location.id: street}))
    assert (one.kind, one.about[-1]) == (TodoKind.ADDRESS_DOUBTFUL, "Pijpenstraat, Enschede")
    lost = Match(level=MatchLevel.NONE)
    assert TodoKind.ADDRESS_MISSING in kinds(replace(data, matches={location.id: lost}))


def test_a_list_that_nobody_declared_complete_is_asked_about_once() -> None:
    data = told()
    data = replace(data, config=data.config.model_copy(update={"completeness": ()}))
    (one,) = todos(data)
    assert (one.kind, one.where.file) == (TodoKind.NOT_DECLARED, "kaart.toml")


def test_a_problem_stands_with_the_gemeente_of_its_row_and_else_with_none() -> None:
    def problem(row: int) -> Problem:
        return Problem(
            code="kvk", severity=Severity.WARNING, message="fout", source=SOURCE, file="bron.csv", row=row
        )

    data = replace(told(), problems=(problem(2), problem(99)))
    assert [one.where.row for one in todos(data)] == [2]
    assert [one.where.row for one in todos(data, "")] == [99], "a row that was refused is in no gemeente"


def test_a_declaration_stands_ready_to_be_copied_into_kaart_toml() -> None:
    data = told()
    data = replace(data, config=data.config.model_copy(update={"completeness": ()}))
    (one,) = todos(data)
    (part,) = tomllib.loads("\n".join(one.write))["completeness"]
    assert part.pop("declared_by"), "somebody has to fill in who says so"
    assert part == {"pillar": PILLAR, "gemeenten": ["Enschede"], "as_of": DAY}


def test_where_a_sheet_has_no_column_the_field_that_it_lacks_is_named() -> None:
    data = told(schedule="")
    source = data.config.sources[0].model_copy(update={"columns": {"organisation": "Naam"}})
    data = replace(data, config=data.config.model_copy(update={"sources": (source,)}))
    (one,) = todos(data)
    assert (one.where.row, one.where.column, one.where.missing) == (2, "", "schedule")


def test_what_a_sheet_of_places_cannot_say_goes_in_a_new_row_of_the_sheet_of_offers() -> None:
    data = told(schedule="")
    of_places = data.config.sources[0].model_copy(update={"kind": "locations", "columns": {}})
    of_offers = of_places.model_copy(
        update={"id": "aanbod", "kind": "offers", "file": "aanbod.csv", "columns": {"schedule": "Wanneer"}}
    )
    config_ = data.config.model_copy(update={"sources": (of_places, of_offers)})
    (one,) = todos(replace(data, config=config_))
    assert one.where.is_new_row
    assert (one.where.file, one.where.row, one.where.column) == ("aanbod.csv", 0, "Wanneer")
