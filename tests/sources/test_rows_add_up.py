"""The law of the intake: every row is used or reported, and no id depends on the order of rows."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sociale_kaart.kaart import Kaart
from sociale_kaart.kaarttoml import KaartConfig
from sociale_kaart.problems import Severity
from sociale_kaart.sources.check import check
from sociale_kaart.sources.checkformats import FORMATS
from sociale_kaart.sources.checkresult import CheckResult

TODAY = date(2026, 11, 22)
NOT_USED_BUT_NO_ERROR = {"duplicate_row", "organisation_without_place", "place_without_organisation"}

NAMES = ("Voorbeeldhuis", "voorbeeldhuis", "Voorbeeldbibliotheek", "Bibliotheek Noord", "")
PLACES = ("Almelo", "Borne", "Hengelo", "")
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("1", "2", ""),
    "organisation": NAMES,
    "organisation_id": ("", "", "A1", "A2"),
    "organisation_kind": ("bibliotheek", "partner", "iets", ""),
    "parent": ("", "", "Stichting Voorbeeld", "A1"),
    "kvk": ("", "", "01234567", "1234567", "12"),
    "isil": ("", "", "NL-0123"),
    "phone": ("020-1234567", "201234567.0", "bel maar", ""),
    "website": ("https://example.org", "example.org", "javascript:alert(1)", "=1+1", ""),
    "location": ("", "Voorbeeldzaal", "Voorbeeldbibliotheek"),
    "location_id": ("", "P1", "P2"),
    "address": ("Voorbeeldstraat 1", "voorbeeldstraat  1", "Voorbeeldplein 2", "Postbus 3", ""),
    "postcode": ("7607 AA", "7607aa", "0000 AA", ""),
    "woonplaats": PLACES,
    "gemeente": ("Almelo", "GM0147", "Groesbeek", "Bergen", "Enschedee", ""),
    "x_rd": ("241000", "486000", "6,66", "", "x"),
    "y_rd": ("486000", "241000", "52,35", ""),
    "pillar": ("spreekuur", "computer; training", "speekuur", ""),
    "category": ("taal", "geld, taal", ""),
    "presence": ("ja", "nee", "?", "soms", ""),
    "schedule": ("di 10-12", "wo 14-16\nvr 9-11", "<b>di</b>", ""),
    "cost": ("gratis", "5 euro", ""),
    "checked": ("1-9-2026", "31-2-2026", "1-1-2099", ""),
}
FIELDS_OF_KIND = {
    "wide": tuple(COLUMNS),
    "organisations": ("id", "organisation", "organisation_id", "parent", "kvk", "isil", "phone", "checked"),
    "locations": (
        "id",
        "organisation",
        "location",
        "location_id",
        "address",
        "woonplaats",
        "gemeente",
        "x_rd",
        "y_rd",
    ),
    "offers": (
        "id",
        "organisation",
        "organisation_id",
        "location",
        "location_id",
        "pillar",
        "schedule",
        "cost",
    ),
}

Row = dict[str, str]

# Any text that a file can hold: no half of a surrogate pair, and no NUL (a file with one is refused as a whole).
GARBAGE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


def cells(choices: Sequence[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(choices), st.sampled_from(choices), GARBAGE)


def rows(kind: str, *, sane: bool = False) -> st.SearchStrategy[list[Row]]:
    cell = st.sampled_from if sane else cells
    one = st.fixed_dictionaries({name: cell(COLUMNS[name]) for name in FIELDS_OF_KIND[kind]})
    return st.lists(one, max_size=8)


@dataclass(frozen=True)
class Sheets:
    """Rows by kind of sheet."""

    by_kind: dict[str, list[Row]]

    @property
    def filled(self) -> int:
        return sum(
            any(cell.strip() for cell in row.values()) for rows in self.by_kind.values() for row in rows
        )

    def check(self) -> CheckResult:
        with tempfile.TemporaryDirectory() as folder:
            for kind, content in self.by_kind.items():
                (Path(folder) / f"{kind}.csv").write_bytes(as_csv(FIELDS_OF_KIND[kind], content))
            return check(Kaart(folder=Path(folder), config=config(self.by_kind)), TODAY)


def as_csv(header: Sequence[str], content: list[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(header)
    writer.writerows(row.values() for row in content)
    return text.getvalue().encode()


def config(kinds: dict[str, list[Row]]) -> KaartConfig:
    sources = [
        {
            "id": kind,
            "name": kind,
            "file": f"{kind}.csv",
            "kind": kind,
            "columns": {name: name for name in FIELDS_OF_KIND[kind]},
            "supplier": "Voorbeeld",
            "licence": "CC0",
            "as_of": date(2026, 9, 1),
        }
        for kind in kinds
    ]
    content: dict[str, Any] = {
        "title": "Proef",
        "publisher": {"name": "Proef"},
        "contact": {"name": "Proef"},
        "area": {"provincies": ["Overijssel"]},
        "categories": {"taal": ["training"]},
        "sources": sources,
    }
    return KaartConfig.model_validate(content)


def assert_adds_up(result: CheckResult, filled: int) -> None:
    assert result.rows_in == filled
    for count in result.counts:
        assert count.rows_in == count.rows_used + count.rows_reported
    named = {
        (problem.source, problem.row)
        for problem in result.problems
        if problem.row and (problem.severity is Severity.ERROR or problem.code in NOT_USED_BUT_NO_ERROR)
    }
    assert len(named) == result.rows_reported
    listed = {listing.location_id for listing in result.inventory.listings}
    shown = {(ref.source, ref.number) for place in listed for ref in result.rows_at[place]}
    for count in result.counts:
        if count.source != "organisations":
            assert sum(source == count.source for source, _ in shown) == count.rows_used
    assert not shown & named
    used = {
        (thing.provenance.source, thing.provenance.row)
        for things in (result.inventory.organisations, result.inventory.locations, result.inventory.offers)
        for thing in things
    }
    assert not used & named, "a row that was reported as unusable is in the inventory"


def assert_whole(result: CheckResult) -> None:
    """Every reference leads somewhere, and every id is there once."""
    inventory = result.inventory
    organisations = [one.id for one in inventory.organisations]
    locations = [one.id for one in inventory.locations]
    services = [one.id for one in inventory.services]
    for ids in (organisations, locations, services, [o.id for o in inventory.offers]):
        assert len(ids) == len(set(ids))
    for offer in inventory.offers:
        assert offer.organisation_id in organisations
        assert offer.location_id in locations
        assert offer.service_id in services
    listed = {(one.organisation_id, one.location_id) for one in inventory.listings}
    assert {(offer.organisation_id, offer.location_id) for offer in inventory.offers} <= listed
    assert all(one.parent in ("", *organisations) for one in inventory.organisations)
    # Everything is at a place, or above what is.
    listings = inventory.listings
    assert {one.location_id for one in listings} == set(locations)
    assert {one.organisation_id for one in listings} <= set(organisations)


def ids(result: CheckResult) -> list[list[str]]:
    inventory = result.inventory
    kinds = (
        inventory.organisations,
        inventory.locations,
        inventory.services,
        inventory.offers,
        inventory.listings,
    )
    return [[thing.id for thing in things] for things in kinds]


FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@FEW
@given(rows("wide"))
@example([])
def test_rows_of_a_wide_sheet_are_used_or_reported(content: list[Row]) -> None:
    sheets = Sheets({"wide": content})
    result = sheets.check()
    assert_adds_up(result, sheets.filled)
    assert_whole(result)
    for write in FORMATS.values():
        assert write(result)


@FEW
@given(rows("organisations"), rows("locations"), rows("offers"))
def test_rows_of_separate_sheets_are_used_or_reported(
    organisations: list[Row], locations: list[Row], offers: list[Row]
) -> None:
    sheets = Sheets({"organisations": organisations, "locations": locations, "offers": offers})
    result = sheets.check()
    assert_adds_up(result, sheets.filled)
    assert_whole(result)


@FEW
@given(rows("wide", sane=True), st.randoms(use_true_random=False))
def test_ids_do_not_depend_on_the_order_of_rows(content: list[Row], random: Any) -> None:
    shuffled = list(content)
    random.shuffle(shuffled)
    assert ids(Sheets({"wide": content}).check()) == ids(Sheets({"wide": shuffled}).check())


@FEW
@given(rows("organisations", sane=True), rows("locations", sane=True), rows("offers", sane=True))
def test_ids_do_not_depend_on_the_order_of_rows_in_separate_sheets(
    organisations: list[Row], locations: list[Row], offers: list[Row]
) -> None:
    one = Sheets({"organisations": organisations, "locations": locations, "offers": offers})
    turned = Sheets({kind: content[::-1] for kind, content in one.by_kind.items()})
    assert ids(one.check()) == ids(turned.check())
