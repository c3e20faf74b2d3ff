"""Every field by a table of examples (cases/velden.csv), and laws that hold for any text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.model import COVENANT_PILLARS
from sociale_kaart.problems import Severity
from sociale_kaart.sources.fields import address, contact, coordinates, dates, identity, numbers, text, words
from sociale_kaart.sources.reading import Reading

TODAY = date(2026, 11, 22)
CASES = list(
    csv.DictReader(
        io.StringIO((Path(__file__).parents[1] / "cases" / "velden.csv").read_text(encoding="utf-8")),
        delimiter=";",
    )
)
PARSERS: Mapping[str, Callable[[str], Reading[Any]]] = {
    "postcode": address.parse_postcode,
    "huisnummer": address.parse_huisnummer,
    "address": address.parse_address_line,
    "gemeente": address.parse_gemeente,
    "phone": contact.parse_phone,
    "email": contact.parse_email,
    "url": contact.parse_url,
    "date": dates.parse_date,
    "kvk": identity.parse_kvk,
    "isil": identity.parse_isil,
    "count": numbers.parse_count,
    "presence": words.parse_presence,
    "kind": words.parse_kind,
    "role": words.parse_role,
    "appointment": words.parse_appointment,
    "languages": words.parse_languages,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['veld']}: {case['tekst']}")
def test_a_field_reads_what_people_write(case: Mapping[str, str]) -> None:
    reading = PARSERS[case["veld"]](case["tekst"])
    assert as_text(reading.value) == case["waarde"]
    assert "|".join(fault.code for fault in reading.faults) == case["codes"]


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "|".join(value)
    return str(value.value) if isinstance(value, Enum) else str(value)


@pytest.mark.parametrize("name", PARSERS)
@given(written=st.text(max_size=60))
def test_no_text_makes_a_field_raise_and_every_fault_says_what_to_do(name: str, written: str) -> None:
    for fault in PARSERS[name](written).faults:
        assert fault.message.endswith((".", "?"))
        assert fault.remedy


@given(st.integers(1000, 9999), st.sampled_from(["AA", "XZ", "ST"]))
def test_a_postcode_reads_back_as_it_was_written(digits: int, letters: str) -> None:
    written = f"{digits} {letters}"
    assert address.parse_postcode(written).value == written
    assert address.parse_postcode(written.replace(" ", "").lower()).value == written


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_date_reads_back_from_each_way_of_writing_it(day: date) -> None:
    for written in (day.isoformat(), f"{day.day}-{day.month}-{day.year}", f"{day:%d/%m/%Y}"):
        assert dates.parse_date(written).value == day


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("01/02/2026", ["date_order"]),
        ("13/02/2026", []),
        ("02/02/2026", []),
        ("1-2-2026", []),
        ("2026/02/01", []),
    ],
)
def test_slashes_leave_it_open_whether_the_day_comes_first(written: str, codes: list[str]) -> None:
    reading = dates.parse_date(written)
    assert [fault.code for fault in reading.faults] == codes
    assert reading.value is not None
    assert reading.value.month == 2


def test_a_check_in_the_future_is_not_used_and_an_old_one_gets_a_hint() -> None:
    future = dates.parse_checked("1-1-2027", TODAY)
    old = dates.parse_checked("1-11-2025", TODAY)
    fresh = dates.parse_checked("22-11-2025", TODAY)
    assert (future.value, future.faults[0].code) == (None, "date_in_future")
    assert (old.value, old.faults[0].severity) == (date(2025, 11, 1), Severity.HINT)
    assert fresh == Reading(date(2025, 11, 22))


@pytest.mark.parametrize(
    ("first", "second", "system", "codes"),
    [
        ("6,90400645", "52,22306902", "wgs84", []),
        ("52.22306902", "6.90400645", "wgs84", ["coordinates_swapped"]),
        ("258638", "471638", "wgs84", ["coordinates_other_system"]),
        ("258638", "471638", "rd", []),
        ("258.638", "471.638", "rd", []),
        ("258.638,0", "471.638,4", "rd", []),
        ("258 638", "471 638", "rd", []),
        ("471638", "258638", "rd", ["coordinates_swapped"]),
        ("6.904006", "52.223069", "rd", ["coordinates_other_system"]),
        ("52.223069", "6.904006", "rd", ["coordinates_swapped", "coordinates_other_system"]),
    ],
)
def test_a_point_is_recognised_whatever_system_and_order_it_came_in(
    first: str, second: str, system: str, codes: list[str]
) -> None:
    reading = coordinates.parse_point(first, second, system)
    assert reading.value is not None
    assert reading.value == pytest.approx((258638, 471638), abs=1)
    assert [fault.code for fault in reading.faults] == codes


@pytest.mark.parametrize(
    ("first", "second"), [("2,35", "48,85"), ("x", "y"), ("0", "0"), ("6,9", ""), ("nan", "inf")]
)
def test_a_point_that_is_none_is_reported_and_not_used(first: str, second: str) -> None:
    reading = coordinates.parse_point(first, second, "wgs84")
    assert reading.value is None
    assert len(reading.faults) == 1


def test_pillars_are_named_by_id_or_name_and_the_nearest_is_offered() -> None:
    pillars = tuple(COVENANT_PILLARS.values())
    assert words.parse_pillars("spreekuur; Computer en printer", pillars).value == ("spreekuur", "computer")
    reading = words.parse_pillars("speekuur", pillars)
    assert reading.value == ()
    assert 'Bedoelt u "spreekuur"?' in reading.faults[0].message


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('=HYPERLINK("https://example.org")', "formula"),
        ("@SUM(1+1)", "formula"),
        ("+cmd|' /C calc'!A0", "formula"),
        ("<script>alert(1)</script>", "html"),
        ('<img src=x onerror="alert(1)">', "html"),
    ],
)
def test_formulas_and_html_stay_text_with_a_warning(written: str, code: str) -> None:
    reading = text.clean(written)
    assert reading.value == written
    assert [fault.code for fault in reading.faults] == [code]


@pytest.mark.parametrize(
    "written", ["+31 20 1234567", "- di 10-12", "info <hulp@example.org>", "3 < 4", "@home", "-"]
)
def test_ordinary_text_that_starts_oddly_gets_no_warning(written: str) -> None:
    assert text.clean(written) == Reading(written)


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert text.clean("Bieb\u200b \u202eoort\x07\r\n  Neude ").value == "Bieb oort\nNeude"


def test_letters_that_were_read_in_the_wrong_encoding_are_put_right() -> None:
    reading = text.clean("Noardeast-FryslÃ¢n")
    assert reading.value == "Noardeast-Fryslân"
    assert [fault.code for fault in reading.faults] == ["mojibake"]
    assert text.clean("São Paulo, Âge").faults == ()
