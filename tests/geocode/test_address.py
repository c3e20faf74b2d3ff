"""The address reader: a table of real spellings, and laws that hold for any text."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.geocode.address import ParsedAddress, parse, parse_input, parse_postcode
from sociale_kaart.model import AddressInput, fold

CASES = Path(__file__).parent.parent / "cases"
_WORD = re.compile(r"[^\W_]+")
_LETTERS_OR_DIGITS = re.compile(r"[^\W\d_]+|\d+")


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(text: str) -> list[str]:
    """Words in order of the alphabet: what is left over is told by its words, not by the signs between them."""
    return sorted(_WORD.findall(text))


def said(read: ParsedAddress) -> dict[str, str | list[str]]:
    return {
        "street": read.street,
        "huisnummer": _number(read.huisnummer),
        "huisletter": read.huisletter,
        "huisnummertoevoeging": read.huisnummertoevoeging,
        "huisnummer_to": _number(read.huisnummer_to),
        "cross_street": read.cross_street,
        "postcode": read.postcode,
        "woonplaats": read.woonplaats,
        "leftover": words(read.leftover),
        "faults": "|".join(read.faults),
    }


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


@pytest.mark.parametrize("case", cases("adressen.csv"), ids=lambda case: "|".join(list(case.values())[:3]))
def test_an_address_as_people_write_it_is_read_into_fields(case: dict[str, str]) -> None:
    asked = AddressInput(
        text=case["text"], postcode=case["typed_postcode"], woonplaats=case["typed_woonplaats"]
    )
    expected = {**case, "leftover": words(case["leftover"])}
    read = said(parse_input(asked))
    assert read == {name: expected[name] for name in read}


def test_the_table_is_large_and_each_row_says_where_it_came_from() -> None:
    table = cases("adressen.csv")
    assert len(table) >= 300
    assert all(row["source"] for row in table)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7541 xk", "7541XK"),
        ("7541XK", "7541XK"),
        ("7541-xk", "7541XK"),
        ("NL-7541 XK", "7541XK"),
        (" 7541 . XK ", ""),
        ("7541", "7541"),
        ("0541XK", ""),
        ("1944SS", ""),
        ("75411XK", ""),
        ("Borne", ""),
        ("", ""),
    ],
)
def test_a_postcode_is_read_in_any_spacing_and_case_or_not_at_all(typed: str, read: str) -> None:
    assert parse_postcode(typed) == read


def test_what_is_left_over_stands_in_the_order_of_the_text() -> None:
    read = parse("Wijkcentrum De Schakel, Dorpsstraat 2, Borne, ingang achter")
    assert read.leftover == "Wijkcentrum De Schakel, ingang achter"


# What a text may say without any field keeping it: a fault, a range or a postcode says it instead.
_SAID_OTHERWISE = frozenset(
    {
        *("nr", "no", "nummer", "huisnummer", "huisnr", "te", "in", "gem", "gemeente", "nl", "hoog"),
        *(
            "t",
            "m",
            "tm",
            "tot",
            "en",
            "of",
            "ook",
            "met",
            "o",
            "to",
            "tegenover",
            "hoek",
            "van",
            "op",
            "de",
            "het",
        ),
    }
)


def lost(text: str, read: ParsedAddress) -> list[str]:
    """The words of a text that no field and no leftover holds."""
    numbers = [read.huisnummer or "", read.huisnummer_to or ""]
    kept = (
        read.street,
        *numbers,
        read.suffix,
        read.cross_street,
        read.postcode,
        read.woonplaats,
        read.leftover,
    )
    whole = "".join(_WORD.findall(fold(" ".join(str(part) for part in kept))))
    found = _LETTERS_OR_DIGITS.findall(re.sub(r"(?<![^\W\d_])huis\b", "hs", fold(text)))
    return [word for word in found if word not in _SAID_OTHERWISE and word not in whole]


def test_no_word_of_a_real_address_is_lost() -> None:
    texts = [case["text"] for case in cases("adressen.csv")]
    assert {text: words for text in texts if (words := lost(text, parse(text)))} == {}


_PIECES = st.sampled_from(
    (
        *(
            "Dorpsstraat",
            "Kerkstr.",
            "12",
            "3a",
            "Utrecht",
            "7511 AB",
            "Bibliotheek",
            "ingang",
            "achter",
            "14",
            "tot",
        ),
        *(
            "Plein 1944",
            "Bergen op Zoom",
            "hs",
            "2e verdieping",
            "7511",
            "Nederland",
            "053-4321234",
            "te",
            "Borne",
            "(Ov)",
            "t.o.",
            "Zuid",
        ),
    )
)


@given(st.lists(_PIECES, min_size=1, max_size=8), st.sampled_from([" ", ", ", "\n", " - "]))
def test_no_word_is_lost_however_the_parts_of_an_address_are_thrown_together(
    parts: list[str], sign: str
) -> None:
    text = sign.join(parts)
    assert lost(text, parse(text)) == []


@given(st.text(max_size=300))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    read = parse(text)
    assert read.huisnummer is None or 0 < read.huisnummer < 100_000
    assert read == parse(text)


@given(st.text(alphabet=" 0123456789abcAB-/.,()\n'#+&@:", max_size=120))
def test_no_jumble_of_numbers_and_points_makes_the_reader_fail(text: str) -> None:
    parse(text)


@pytest.mark.parametrize(
    "bit", ["a", "1 ", "(", "a-", "1234 ab ", "a,", "'", "hoek ", "t.o. 1 ", "0-", "a@", "1940-"]
)
def test_a_cell_of_any_length_is_read_as_far_as_an_address_goes(bit: str) -> None:
    read = parse(bit * 50_000)
    assert len(read.street) <= 300


_STREETS = st.sampled_from(
    (
        *("Kerkstraat", "Plein 1944", "1e Oosterparkstraat", "'t Hoogt", "Burg. de Beaufortplein", "Neude"),
        *("Laan 1940-1945", "Verlengde J. A. Feithstraat", "17 Oktoberplein", "Heer Bokelweg", "De Haven"),
        "Achter de Dom",
    )
)
_PLACES = st.sampled_from(
    [
        "Borne",
        "Den Haag",
        "'s-Hertogenbosch",
        "Hengelo (Gld)",
        "Bergen op Zoom",
        "Ee",
        "Nijmegen-Lent",
        "De Bilt",
    ]
)
_SUFFIXES = st.sampled_from(["", "-1", "-III", " hs", "-bis", " 2 hoog"])


@given(
    street=_STREETS, number=st.integers(1, 99_999), letter=st.sampled_from(["", "A", "b"]), suffix=_SUFFIXES
)
@pytest.mark.parametrize(
    "notation",
    [
        "{street} {house}, {digits} {letters} {place}",
        "{street} {house} {digits}{letters} {place}",
        "{street} nr. {house}\n{digits}{letters} {place}",
        "{digits} {letters} {place}, {street} {house}",
        "Bibliotheek De Schakel, {street} {house}, NL-{digits} {letters} {place}",
        "{street} {house}, {digits}-{letters} {place}, tel. 053-4321234",
    ],
)
def test_a_tidy_address_is_read_back_whole_in_every_notation(
    notation: str, street: str, number: int, letter: str, suffix: str
) -> None:
    house = f"{number}{letter}{suffix}"
    text = notation.format(street=street, house=house, digits="7511", letters="ZA", place="Borne")
    read = parse(text)
    assert (read.street, read.huisnummer, read.huisletter) == (street, number, letter.upper())
    assert read.huisnummertoevoeging == suffix.removesuffix(" hoog").strip(" -").upper()
    assert (read.postcode, read.woonplaats) == ("7511ZA", "Borne")


@given(street=_STREETS, number=st.integers(1, 999), place=_PLACES)
def test_a_place_of_any_shape_is_found_without_a_comma_or_postcode(
    street: str, number: int, place: str
) -> None:
    read = parse(f"{street} {number} {place}")
    assert (read.street, read.huisnummer, read.woonplaats, read.leftover) == (street, number, place, "")


def written(read: ParsedAddress) -> str:
    """An address as we would write it ourselves."""
    house = "" if read.huisnummer is None else f"{read.huisnummer}{read.huisletter}"
    house += f"-{read.huisnummertoevoeging}" if read.huisnummertoevoeging else ""
    return f"{read.street} {house}, {read.postcode} {read.woonplaats}"


@given(street=_STREETS, number=st.integers(1, 9999), suffix=_SUFFIXES, place=_PLACES)
def test_what_was_read_and_written_out_is_read_the_same_again(
    street: str, number: int, suffix: str, place: str
) -> None:
    read = parse(f"{street} {number}{suffix}, 7511 ZA {place}")
    assert parse(written(read)) == read
