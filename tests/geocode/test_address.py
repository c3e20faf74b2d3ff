"""The address reader: a table of real spellings, and laws that hold for any text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.geocode.address import (
    normalise_street,
    parse,
    parse_input,
    parse_postcode,
    same_street,
)
from sociale_kaart.model import AddressInput

CASES = Path(__file__).parent.parent / "cases"


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases("adressen.csv"), ids=lambda case: case["text"] or "leeg")
def test_an_address_as_people_write_it_is_read_into_fields(case: dict[str, str]) -> None:
    read = parse(case["text"])
    number = "" if read.huisnummer is None else str(read.huisnummer)
    assert {
        "street": read.street,
        "huisnummer": number,
        "huisletter": read.huisletter,
        "huisnummertoevoeging": read.huisnummertoevoeging,
        "postcode": read.postcode,
        "woonplaats": read.woonplaats,
        "leftover": read.leftover,
        "po_box": "yes" if read.po_box else "",
    } == {name: value for name, value in case.items() if name not in ("text", "source")}


@pytest.mark.parametrize("case", cases("straten.csv"), ids=lambda case: f"{case['one']} / {case['other']}")
def test_two_spellings_of_a_street_compare_equal_and_two_streets_do_not(case: dict[str, str]) -> None:
    assert same_street(case["one"], case["other"]) is (case["same"] == "yes")
    assert same_street(case["other"], case["one"]) is (case["same"] == "yes")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7541 xk", "7541XK"),
        ("7541XK", "7541XK"),
        ("7541", "7541"),
        ("0541XK", ""),
        ("1944SS", ""),
        ("Borne", ""),
    ],
)
def test_a_postcode_is_read_in_any_spacing_and_case_or_not_at_all(typed: str, read: str) -> None:
    assert parse_postcode(typed) == read


def test_a_column_of_its_own_wins_over_the_text_and_what_it_overrules_is_left_over() -> None:
    read = parse_input(
        AddressInput(text="Dam 1, 1012 JS Amsterdam", postcode="1012 NP", woonplaats="Amsterdam")
    )
    assert (read.postcode, read.woonplaats, read.leftover) == ("1012NP", "Amsterdam", "1012JS")


@given(st.text(max_size=300))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    read = parse(text)
    assert read.huisnummer is None or read.huisnummer > 0


@given(st.text(alphabet=" 0123456789abcAB-/.,()\n'", max_size=120))
def test_no_jumble_of_numbers_and_points_makes_the_reader_fail(text: str) -> None:
    parse(text)


@pytest.mark.parametrize("bit", ["a", "1 ", "(", "a-", "1234 ab ", "a,", "'"])
def test_a_cell_of_any_length_is_read_as_far_as_an_address_goes(bit: str) -> None:
    read = parse(bit * 50_000)
    assert len(read.street) <= 300


@given(st.text(max_size=60))
def test_a_normal_street_name_is_as_normal_as_it_gets(street: str) -> None:
    assert (
        same_street(street, street.upper()) or not normalise_street(street) or "ß" in street or _odd(street)
    )


def _odd(street: str) -> bool:
    """Letters that have no way back from capitals (ı, ſ, ...); no Dutch street has one."""
    return street.upper().casefold() != street.casefold()


@given(
    street=st.sampled_from(
        ["Kerkstraat", "Plein 1944", "1e Oosterparkstraat", "'t Hoogt", "Burg. de Beaufortplein"]
    ),
    number=st.integers(1, 99_999),
    letter=st.sampled_from(["", "A", "b"]),
    suffix=st.sampled_from(["", "-1", "-III", " hs"]),
    place=st.sampled_from(["Borne", "Den Haag", "'s-Hertogenbosch", "Hengelo (Gld)"]),
)
def test_a_tidy_address_is_read_back_whole(
    street: str, number: int, letter: str, suffix: str, place: str
) -> None:
    read = parse(f"{street} {number}{letter}{suffix}, 7511 ZA {place}")
    assert (read.street, read.huisnummer, read.huisletter) == (street, number, letter.upper())
    assert read.huisnummertoevoeging == suffix.strip(" -").upper()
    assert (read.postcode, read.woonplaats, read.leftover) == ("7511ZA", place, "")
