"""Addresses written as the register has them, and those that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.geocode.register import lookup
from sociale_kaart.geocode.register.literal import LONGEST, literally
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.model import AddressInput


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        (
            AddressInput(text="Kerkstraat 12, 1234 AB Utrecht"),
            ("Kerkstraat", 12, "", "", "1234AB", "Utrecht"),
        ),
        (
            AddressInput(text="Kerkstraat 12a 1234ab Utrecht"),
            ("Kerkstraat", 12, "A", "", "1234AB", "Utrecht"),
        ),
        (AddressInput(text="Kerkstraat 12-2, Utrecht"), ("Kerkstraat", 12, "", "2", "", "Utrecht")),
        (AddressInput(text="Plein 1944 3, Nijmegen"), ("Plein 1944", 3, "", "", "", "Nijmegen")),
        (AddressInput(text="1e Dwarsweg 4 B-1", woonplaats="Ede"), ("1e Dwarsweg", 4, "B", "1", "", "Ede")),
        (AddressInput(text="12A-2", postcode="1234 AB"), ("", 12, "A", "2", "1234AB", "")),
        (AddressInput(text="4-107", postcode="1234 AB"), ("", 4, "", "107", "1234AB", "")),  # a flat
        (AddressInput(text="Biothof 27, 's-Gravenhage"), ("Biothof", 27, "", "", "", "'s-Gravenhage")),
    ],
    ids=str,
)
def test_the_parts_of_a_plain_address(asked: AddressInput, parts: tuple[object, ...]) -> None:
    found = literally(asked)
    assert found is not None
    assert (
        found.street,
        found.huisnummer,
        found.huisletter,
        found.huisnummertoevoeging,
        found.postcode,
        found.woonplaats,
    ) == parts


@pytest.mark.parametrize(
    "asked",
    [
        AddressInput(text="Kerkstraat 12"),  # no town
        AddressInput(text="Kerkstraat 12-14, Utrecht"),  # a range more often than a suffix
        AddressInput(text="4-64", postcode="1234 AB"),
        AddressInput(text="Bibliotheek, Kerkstraat 12, Utrecht"),
        AddressInput(text="Kerkstraat 12 (achterom), Utrecht"),
        AddressInput(text="Kerkstraat, Utrecht"),
        AddressInput(text="Kerkstraat 12", postcode="geen"),
        AddressInput(text="Kerkstraat 12, 1234 SS Utrecht"),  # no postcode has these letters
        AddressInput(text=f"{'Kerkstraat ' * LONGEST}12, Utrecht"),
    ],
    ids=lambda asked: str(asked)[:40],
)
def test_what_has_to_be_read_is_left_to_the_reader(asked: AddressInput) -> None:
    assert literally(asked) is None


@given(text=st.text(max_size=150), postcode=st.text(max_size=8), woonplaats=st.text(max_size=20))
def test_any_text_is_a_guess_or_none(text: str, postcode: str, woonplaats: str) -> None:
    found = literally(AddressInput(text=text, postcode=postcode, woonplaats=woonplaats))
    assert found is None or (found.huisnummer is not None and bool(found.postcode or found.woonplaats))


def test_trying_an_address_as_it_stands_changes_no_answer(
    backend: RegisterBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = backend.rows.connection.execute(
        "SELECT t.name, (a.key >> 12) & 131071, p.woonplaats FROM address a"
        " JOIN street t ON t.id = a.street_id JOIN place p ON p.id = t.place_id LIMIT 300"
    ).fetchall()
    asked = [
        AddressInput(text=text)
        for street, number, place in rows
        for text in (
            f"{street} {number}, {place}",
            f"{street} {number}a {place}",
            f"t.o. {street} {number}, {place}",
        )
    ]
    tried = backend.lookup_many(asked, processes=1)
    monkeypatch.setattr(lookup, "literally", lambda asked: None)
    assert backend.lookup_many(asked, processes=1) == tried
