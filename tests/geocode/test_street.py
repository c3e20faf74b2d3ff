"""Street names in one form: spellings of one street meet, streets of one gemeente do not."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.geocode.street import normalise_street, same_street

CASES = Path(__file__).parent.parent / "cases" / "straten.csv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['one']} / {case['other']}")
def test_two_spellings_of_a_street_compare_equal_and_two_streets_do_not(case: dict[str, str]) -> None:
    assert same_street(case["one"], case["other"]) is (case["same"] == "yes")
    assert same_street(case["other"], case["one"]) is (case["same"] == "yes")


def test_no_two_streets_of_a_whole_city_have_one_form(shared_data: Path) -> None:
    with (shared_data / "adressen" / "groningen_adressen.csv").open(encoding="utf-8", newline="") as file:
        streets = {row["street"] for row in csv.DictReader(file)}
    by_form = defaultdict(set)
    for street in streets:
        by_form[normalise_street(street)].add(street)
    assert len(streets) == 1299
    assert [names for names in by_form.values() if len(names) > 1] == []


def test_the_form_is_for_comparing_and_says_what_was_short_in_full() -> None:
    assert normalise_street("Burg. de Beaufortpln") == "burgemeesterdebeaufortplein"
    assert normalise_street("") == normalise_street(" .-' ") == ""


@given(st.text(max_size=60))
def test_case_and_spacing_make_no_difference(street: str) -> None:
    spaced = f"  {street.replace(' ', '   ')} "
    assert normalise_street(spaced) == normalise_street(street)
    assert normalise_street(street) == normalise_street(street.upper()) or _odd(street)


def _odd(street: str) -> bool:
    """Letters that have no way back from capitals (ı, ſ, ß, ...); no Dutch street has one."""
    return street.upper().casefold() != street.casefold() or "ß" in street


@given(st.text(alphabet="abijyvdt'. -1e9", max_size=60))
def test_the_form_is_letters_and_digits_only(street: str) -> None:
    form = normalise_street(street)
    assert form == "" or form.isalnum()
    assert "ij" not in form


@pytest.mark.parametrize("bit", ["v ", "v.d. ", "1e ", "a", ".", "str", "'t ", "19"])
def test_a_name_of_any_length_is_brought_to_its_form_at_once(bit: str) -> None:
    assert len(normalise_street(bit * 20_000)) <= 300
