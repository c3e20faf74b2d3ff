"""Which columns hold the address, and what a row asks."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sociale_kaart.batch.headings import find_columns, parse_columns
from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.model import AddressInput

with (Path(__file__).parent.parent / "cases" / "koppen.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file, delimiter=";"))


def asked(headings: str, cells: str, **named: str) -> AddressInput:
    row = headings.split("|")
    return find_columns([row], named, "lijst.csv", len(row)).address(cells.split("|"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["koppen"][:60])
def test_the_address_is_found_by_its_headings_or_a_person_is_asked(case: dict[str, str]) -> None:
    headings = case["koppen"].split("|")
    if "=" not in case["velden"]:
        with pytest.raises(SourceUnreadable) as refused:
            find_columns([headings], {}, "lijst.csv", len(headings))
        assert "--columns" in str(refused.value)
        if field := case["velden"].removeprefix("dubbel").strip():
            assert field in str(refused.value) or field == "geen"
        return
    found = find_columns([headings], {}, "lijst.csv", len(headings))
    wanted = dict(pair.split("=") for pair in case["velden"].split(","))
    assert {field: headings[index].strip() for field, index in found.columns.items()} == wanted


def test_every_case_of_headings_says_where_it_came_from() -> None:
    assert all(case["herkomst"] for case in CASES)


def test_a_title_above_the_headings_is_passed_over() -> None:
    head = [["Adressen van 2024"], [], ["Naam", "Adres", "Plaats"], ["Borne", "De Haven 1", "Borne"]]
    assert find_columns(head, {}, "lijst.csv", 3).header_row == 3


def test_what_a_person_names_counts_and_nothing_else() -> None:
    found = asked("Locatie|Adres|Plaats", "De Haven 1|Postbus 2|Borne", adres="locatie", plaats="C")
    assert found == AddressInput(text="De Haven 1", woonplaats="Borne")


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"adres": "Lokatie"}, 'bedoelt u "Locatie"?'),
        ({"adres": "Dubbel"}, "staat er 2 keer (B en C); noem de letter"),
        ({"plaats": "Plaats"}, "geen kolom met een adres"),
    ],
)
def test_a_column_that_cannot_be_meant_is_answered_with_what_is_there(
    columns: dict[str, str], told: str
) -> None:
    head = [["Locatie", "Dubbel", "Dubbel", "Plaats"]]
    with pytest.raises(SourceUnreadable) as refused:
        find_columns(head, columns, "lijst.csv", 4)
    message = str(refused.value)
    assert told.replace("; noem", ". Noem") in message


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (["adres=Locatie,postcode=Pc"], {"adres": "Locatie", "postcode": "Pc"}),
        (["adres=Straat, met nummer,plaats=Stad"], {"adres": "Straat, met nummer", "plaats": "Stad"}),
        (["adres=A", "woonplaats=B"], {"adres": "A", "plaats": "B"}),
        (["Adres = Een=twee"], {"adres": "Een=twee"}),
    ],
)
def test_columns_are_named_in_one_option_or_in_several(text: list[str], columns: dict[str, str]) -> None:
    assert parse_columns(text) == columns


@pytest.mark.parametrize("text", ["adres", "adres=", "straatje=Straat", "adres=A,adres=B", ""])
def test_a_choice_of_columns_that_says_nothing_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"Schrijf bijvoorbeeld|twee keer"):
        parse_columns([text])


@pytest.mark.parametrize(
    ("headings", "cells", "address"),
    [
        ("Straat|Huisnummer|Huisletter|Toevoeging", "Dam|12|a|3", AddressInput(text="Dam 12a-3")),
        ("Straat|Huisnummer|Toevoeging", "Dam|12|", AddressInput(text="Dam 12")),
        # What pandas makes of a column of numbers with a gap in it.
        ("Straat|Huisnummer", "Dam|12.0", AddressInput(text="Dam 12")),
        ("Adres|Huisnummer", "Dam|12", AddressInput(text="Dam 12")),
        # The number stands in both.
        ("Adres|Huisnummer|Toevoeging", "Dam 12-3|12|3", AddressInput(text="Dam 12-3")),
        ("Postcode|Huisnummer", "1012 JS|1", AddressInput(text="1", postcode="1012 JS")),
        ("Adres|Postcode|Plaats", "onbekend|-|n.v.t.", AddressInput()),
        ("Adres|Gemeente", "Dam 1|Amsterdam", AddressInput(text="Dam 1", gemeentecode="GM0363")),
        # A village is no gemeente, but it may be the place that is meant.
        ("Adres|Gemeente", "Dam 1|Bovenkarspel", AddressInput(text="Dam 1", woonplaats="Bovenkarspel")),
        ("Adres|Plaats", "Dam 1", AddressInput(text="Dam 1")),
        ("Adres|Plaats", "  Dam 1 |", AddressInput(text="Dam 1")),
    ],
)
def test_a_row_asks_what_its_columns_say_together(headings: str, cells: str, address: AddressInput) -> None:
    assert asked(headings, cells) == address


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ("Bloemstraat 37|37|a", "Bloemstraat 37-a"),
        ("Bloemstraat 37a|37|a", "Bloemstraat 37a"),
        ("Bloemstraat|37|a", "Bloemstraat 37-a"),
        ("Bloemstraat 37|37|", "Bloemstraat 37"),
        ("Bloemstraat 37 a|37|a", "Bloemstraat 37 a"),
        ("Plein 1944 3|3|b", "Plein 1944 3-b"),
    ],
)
def test_a_suffix_with_a_column_of_its_own_is_kept_where_the_line_has_the_number(
    cells: str, text: str
) -> None:
    assert asked("Adres|Huisnummer|Toevoeging", cells).text == text
