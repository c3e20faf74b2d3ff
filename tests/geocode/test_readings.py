"""The other readings of an address: which there are, in which order, and that a plain address has but one."""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.geocode.address import ParsedAddress, parse_input, readings
from sociale_kaart.model import AddressInput

CASES = Path(__file__).parent.parent / "cases" / "lezingen.csv"


def cases() -> list[tuple[AddressInput, list[tuple[str, str, str]]]]:
    """An address and its readings in order, each as street, house and where."""
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        (
            AddressInput(text=text, postcode=postcode, woonplaats=woonplaats),
            [(row["street"], row["house"], row["where"]) for row in group],
        )
        for (text, postcode, woonplaats), group in groupby(
            rows, key=lambda row: (row["text"], row["typed_postcode"], row["typed_woonplaats"])
        )
    ]


def shown(read: ParsedAddress) -> tuple[str, str, str]:
    """Street, house and where; 12..14 is a range."""
    house = "" if read.huisnummer is None else f"{read.huisnummer}{read.huisletter}"
    house += f"-{read.huisnummertoevoeging}" if read.huisnummertoevoeging else ""
    house += f"..{read.huisnummer_to}" if read.huisnummer_to is not None else ""
    return read.street, house, " ".join(part for part in (read.postcode, read.woonplaats) if part)


@pytest.mark.parametrize(("asked", "expected"), cases(), ids=lambda value: str(value)[:40])
def test_an_address_has_these_readings_in_this_order(
    asked: AddressInput, expected: list[tuple[str, str, str]]
) -> None:
    assert [shown(read) for read in readings(asked)] == expected


_TEXTS = st.text(alphabet="abcdeK straatplein0123456789-.,/ '", max_size=60)


@given(text=_TEXTS, postcode=st.sampled_from(["", "1234 AB", "Borne", "1234"]), place=_TEXTS)
def test_the_first_reading_is_the_parsers_own_and_none_comes_twice(
    text: str, postcode: str, place: str
) -> None:
    asked = AddressInput(text=text, postcode=postcode, woonplaats=place)
    found = list(readings(asked))
    assert found[0] == parse_input(asked)
    assert len(found) == len(set(found)) <= 6


def test_a_reading_is_made_only_when_it_is_asked_for() -> None:
    lazily = readings(AddressInput(text="Plein 1944 3"))
    assert next(lazily).street == "Plein 1944"
    assert next(lazily).street == "Plein"
