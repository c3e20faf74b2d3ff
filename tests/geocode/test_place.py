"""Place names: one place under many names, and many places under one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.geocode.place import aliases, compare_place, without_province
from sociale_kaart.geocode.placenames import are_apart, is_abroad, is_place, place_key, split_province

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "tests" / "cases" / "plaatsnamen.csv"
TABLE = ROOT / "sociale_kaart" / "geocode" / "plaatsnamen.csv"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", rows(CASES), ids=lambda case: f"{case['asked']} / {case['woonplaats']}")
def test_a_typed_place_agrees_with_a_woonplaats_in_a_named_way(case: dict[str, str]) -> None:
    agreement = compare_place(
        case["asked"],
        case["woonplaats"],
        gemeente=case["gemeente"],
        provincie=case["provincie"],
        neighbourhoods=(case["wijk"],) if case["wijk"] else (),
    )
    assert agreement == case["agreement"]


def test_every_name_of_our_table_has_its_source_and_works_in_both_directions() -> None:
    for row in rows(TABLE):
        assert row["bron"], row
        if row["soort"] == "buitenland":
            continue
        assert row["woonplaats"] in aliases(row["naam"]), row
        assert row["naam"] in aliases(row["woonplaats"]), row


def test_a_place_is_known_in_any_spelling_and_a_word_is_none() -> None:
    for name in (
        "Bergen op Zoom",
        "bergen-op-zoom",
        "'s-Hertogenbosch",
        "Den Bosch",
        "Alphen a/d Rijn",
        "Hengelo Gld",
    ):
        assert is_place(name), name
    for word in ("Dorpsstraat", "achterom", "Adam", ""):
        assert not is_place(word), word


def test_a_town_across_the_border_is_none_that_lies_here_too() -> None:
    assert is_abroad("Gronau")
    assert is_abroad("Antwerpen")
    assert not is_abroad("Meppen")


@pytest.mark.parametrize(
    ("typed", "place", "province"),
    [
        ("Hengelo (Ov)", "Hengelo", "overijssel"),
        ("Hengelo Gld.", "Hengelo", "gelderland"),
        ("Laren Noord-Holland", "Laren", "noordholland"),
        ("Bergen op Zoom", "Bergen op Zoom", ""),
        ("Utrecht", "Utrecht", ""),
        ("Vleuten Utrecht", "Vleuten Utrecht", ""),
        ("Den Ham (bij de kerk)", "Den Ham (bij de kerk)", ""),
    ],
)
def test_a_province_is_told_from_the_name_before_it(typed: str, place: str, province: str) -> None:
    assert split_province(typed) == (place, province)


def test_without_its_province_a_place_is_just_its_name() -> None:
    assert without_province("Hengelo (Ov)") == without_province("Hengelo Ov") == "Hengelo"
    assert without_province("Den Ham (bij de kerk)") == "Den Ham"


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_makes_the_comparison_fail(asked: str, woonplaats: str) -> None:
    compare_place(asked, woonplaats, gemeente=woonplaats, provincie=asked, neighbourhoods=(asked,))
    assert place_key(asked) == place_key(asked.lower()) or asked.lower().casefold() != asked.casefold()


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Deventer", "Utrecht", True),
        ("Lent", "Nijmegen", False),  # a place and its gemeente
        ("Amersfoort", "Utrecht", False),  # a place and its province
        ("Den Haag", "'s-Gravenhage", False),
        ("Hengelo (Gld)", "Enschede", True),
        ("Deventer", "De Schakel", False),  # a name that nobody lists
        ("", "Utrecht", False),
    ],
)
def test_two_names_are_apart_only_where_both_are_known_and_no_gemeente_or_province_joins_them(
    one: str, other: str, apart: bool
) -> None:
    assert are_apart(one, other) is apart
    assert are_apart(other, one) is apart
