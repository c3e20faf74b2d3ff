"""Whole columns: the same address as a single look-up gives, or a level that says to look closer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sociale_kaart.geocode.register import columns
from sociale_kaart.geocode.register.columns import LEVELS, ColumnMatches, match_postcodes, match_streets
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.model import AddressInput, MatchLevel
from tests.geocode.register.country import rows

HOUSES = list(rows())
WITH_POSTCODE = [house for house in HOUSES if house.postcode]
# What the country has more than once can be no sole place.
SOLE = [house for house in HOUSES if not house.woonplaats.startswith(("Oosterhout", "Hengelo", "Bergen"))]


def levels(matches: ColumnMatches) -> list[str]:
    return [LEVELS[level].value for level in matches.level]


def test_every_address_is_found_by_its_postcode_number_and_suffix(register: Path) -> None:
    found = match_postcodes(
        register,
        [house.postcode for house in WITH_POSTCODE],
        [house.huisnummer for house in WITH_POSTCODE],
        [house.huisletter + house.huisnummertoevoeging for house in WITH_POSTCODE],
    )
    assert set(levels(found)) == {"adres"}
    assert found.nummeraanduiding_id.tolist() == [int(house.nummeraanduiding_id) for house in WITH_POSTCODE]
    assert found.x_rd.tolist() == pytest.approx([house.x_rd for house in WITH_POSTCODE], abs=0.05)
    assert found.y_rd.tolist() == pytest.approx([house.y_rd for house in WITH_POSTCODE], abs=0.05)


def test_every_address_is_found_by_its_street_number_suffix_and_place(register: Path) -> None:
    found = match_streets(
        register,
        [house.openbare_ruimte.upper() for house in SOLE],
        [str(house.huisnummer) for house in SOLE],
        [house.woonplaats.lower() for house in SOLE],
        [f"{house.huisletter} {house.huisnummertoevoeging}".strip() or None for house in SOLE],
    )
    assert set(levels(found)) == {"adres"}
    assert found.nummeraanduiding_id.tolist() == [int(house.nummeraanduiding_id) for house in SOLE]


@pytest.mark.parametrize(
    ("postcode", "number", "suffix", "level"),
    [
        ("3581RA", 1, "", "adres"),
        ("3581 ra", 1, "a", "adres"),
        ("3581RA", 1, "C", "huisnummer"),
        ("1012LH", 18, "", "huisnummer"),
        ("1012LH", 18, "-2", "adres"),
        ("3581RA", 99, "", "none"),
        ("3581RA", np.nan, "", "none"),
        ("3581RA", 1.5, "", "none"),
        ("3581RA", -1, "", "none"),
        ("3581RA", 10**9, "", "none"),
        ("0000AA", 1, "", "none"),
        ("hallo", 1, "", "none"),
        (None, 1, "", "none"),
    ],
)
def test_what_does_not_agree_to_the_letter_is_no_address(
    register: Path, postcode: str | None, number: float, suffix: str, level: str
) -> None:
    found = match_postcodes(register, [postcode], [number], [suffix])
    assert levels(found) == [level]
    assert bool(found.nummeraanduiding_id[0]) is (level == "adres")
    assert np.isnan(found.lon[0]) == (level == "none")


@pytest.mark.parametrize(
    ("street", "place", "level"),
    [
        ("Kerkstr.", "Utrecht", "adres"),
        ("Kerkstraat", "Hengelo", "none"),
        ("Kerkstraat", "Nergenshuizen", "none"),
        ("Kerkstraad", "Utrecht", "none"),
        (None, "Utrecht", "none"),
        ("Kerkstraat", None, "none"),
    ],
)
def test_a_street_is_to_be_called_so_in_a_place_called_so(
    register: Path, street: str | None, place: str | None, level: str
) -> None:
    assert levels(match_streets(register, [street], [3], [place])) == [level]


def test_of_places_with_one_name_that_which_has_the_street_is_meant(
    register: Path, backend: RegisterBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    for worth_norms in (0, columns.WORTH_NORMS):
        monkeypatch.setattr(columns, "WORTH_NORMS", worth_norms)
        found = match_streets(
            register, ["Klappeijstraat", "Dorpsstraat"], [2, 2], ["Oosterhout", "Oosterhout"]
        )
        assert levels(found) == ["adres", "none"]
        single = backend.lookup(AddressInput(text="Klappeijstraat 2", woonplaats="Oosterhout"))
        assert int(single.nummeraanduiding_id) == found.nummeraanduiding_id[0]


def test_an_address_in_a_column_is_the_one_that_a_single_look_up_gives(
    register: Path, backend: RegisterBackend
) -> None:
    numbers = [*range(1, 20), *range(101, 111)]
    for postcode in {house.postcode for house in WITH_POSTCODE}:
        found = match_postcodes(register, [postcode] * len(numbers), numbers)
        for number, level, its_id in zip(numbers, levels(found), found.nummeraanduiding_id, strict=True):
            single = backend.lookup(AddressInput(text=str(number), postcode=postcode))
            if level == "adres":
                assert (single.level, int(single.nummeraanduiding_id)) == (MatchLevel.ADRES, its_id)
            elif level == "none":
                assert single.level not in (MatchLevel.ADRES, MatchLevel.HUISNUMMER)


def test_columns_of_unequal_length_are_refused_by_name(register: Path) -> None:
    with pytest.raises(ValueError, match="postcode has 1, huisnummer has 2"):
        match_postcodes(register, ["3581RA"], [1, 2])
    with pytest.raises(ValueError, match="woonplaats has 2"):
        match_streets(register, ["Kerkstraat"], [1], ["Utrecht", "Utrecht"])
    with pytest.raises(ValueError, match="suffix has 0"):
        match_postcodes(register, ["3581RA"], [1], [])


def test_no_rows_give_no_answers(register: Path) -> None:
    assert len(match_postcodes(register, [], []).level) == 0
    assert len(match_streets(register, [], [], []).level) == 0


def test_workers_give_the_same_columns(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [house.postcode for house in WITH_POSTCODE], [house.huisnummer for house in WITH_POSTCODE]
    alone = match_postcodes(register, *asked, processes=1)
    monkeypatch.setattr(columns, "WORTH_WORKERS", 1)
    monkeypatch.setattr(columns, "_CHUNK", 3)
    together = match_postcodes(register, *asked, processes=2)
    for name in ("level", "nummeraanduiding_id", "x_rd", "y_rd", "lon", "lat"):
        assert np.array_equal(getattr(alone, name), getattr(together, name), equal_nan=True)
