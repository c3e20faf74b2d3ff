"""Streets with a slip in them that are found without grading every other one: the grader would say the same."""

from __future__ import annotations

import pytest

from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.model import AddressInput, MatchLevel
from tests.geocode.register.country import rows

HOUSES = [house for house in rows() if not house.huisletter and not house.huisnummertoevoeging]


def slipped(street: str) -> list[str]:
    """A street with one letter less, one doubled, and two changed about, at every place but the first."""
    return [
        slip
        for i in range(1, len(street) - 1)
        for slip in (
            street[:i] + street[i + 1 :],
            street[:i] + street[i] + street[i:],
            street[:i] + street[i + 1] + street[i] + street[i + 2 :],
        )
    ]


def asked_with_slips() -> list[AddressInput]:
    return [
        asked
        for house in HOUSES[::3]
        for street in slipped(house.openbare_ruimte)
        for asked in (
            AddressInput(text=f"{street} {house.huisnummer}", woonplaats=house.woonplaats),
            AddressInput(text=f"{street} {house.huisnummer}, {house.postcode} {house.woonplaats}"),
        )
    ]


def test_an_address_found_so_is_the_one_that_the_grader_chooses(backend: RegisterBackend) -> None:
    asked = asked_with_slips()
    quickly = backend.lookup_many(asked, processes=1)
    carefully = [backend._lookup_read(one, None) for one in asked]
    found_to_the_letter = [
        not one.faults for one in quickly
    ]  # "Plein1 944 3": evident.py, and no slip at all
    assert [one for one, exact in zip(quickly, found_to_the_letter, strict=True) if not exact] == [
        one for one, exact in zip(carefully, found_to_the_letter, strict=True) if not exact
    ]
    assert (
        sum("street_fuzzy" in one.faults and one.level is MatchLevel.ADRES for one in quickly)
        > len(asked) / 2
    )


@pytest.mark.parametrize(
    ("text", "level", "fault"),
    [
        ("Oudegrach 104, Utrecht", MatchLevel.ADRES, "street_fuzzy"),
        ("Oudegrach 999, Utrecht", MatchLevel.STRAAT, "number_not_found"),
        ("t.o. Oudegracht 104, Utrecht", MatchLevel.HUISNUMMER, "opposite"),
    ],
)
def test_what_is_not_clear_is_left_to_the_grader(
    backend: RegisterBackend, text: str, level: MatchLevel, fault: str
) -> None:
    found = backend.lookup(AddressInput(text=text))
    assert found == backend._lookup_read(AddressInput(text=text), None)
    assert (found.level, fault in found.faults) == (level, True)


def test_a_street_of_that_name_elsewhere_in_the_gemeente_is_no_slip(backend: RegisterBackend) -> None:
    """Zandweg is in De Meern, in the gemeente of Utrecht: who types Utrecht may mean that one."""
    found = backend.lookup(AddressInput(text="Zandweg 4", woonplaats="Utrecht"))
    assert found.woonplaats == "De Meern"
