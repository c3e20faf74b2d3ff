"""Texts of the same constructs that are not in the table: they are read date by date as a person reads them."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.hours.cases import same_leftover
from sociale_kaart.hours.occur import Occurrence, occurrences
from sociale_kaart.hours.reader import ParsedHours, parse
from sociale_kaart.hours.schedule import Basis, Hours
from tests.hours.reader.further import FURTHER, Further
from tests.hours.reader.limits import LIMITS
from tests.hours.reader.unseen import THIRD, UNSEEN

FIRST, END = date(2025, 1, 1), date(2027, 8, 1)
EVERY = (*FURTHER, *UNSEEN, *THIRD, *LIMITS)

Days = list[tuple[str, str]]


def _listed(found: tuple[Occurrence, ...]) -> Days:
    return [(f"{one.start:%Y-%m-%d %H:%M}", f"{one.end:%H:%M}") for one in found]


def _days(hours: Hours) -> tuple[Days, Days]:
    found = occurrences(hours, FIRST, END)
    return _listed(found.certain), _listed(found.uncertain)


def _bases(hours: Hours) -> set[Basis]:
    """What its rules are about; a closure can be said as one or as an exception."""
    return {rule.basis for rule in hours.rules} - {Basis.CLOSED}


def _read(one: Further) -> ParsedHours:
    return parse(one.text, one.lang, one.as_of)


@pytest.mark.parametrize("one", EVERY, ids=[one.text for one in EVERY])
def test_a_further_text_is_read_as_a_person_reads_it(one: Further) -> None:
    read = _read(one)
    assert _days(read.hours) == _days(one.hours)
    assert _bases(read.hours) == _bases(one.hours) or not one.hours.rules
    assert read.appointment == one.hours.appointment
    assert [str(doubt.kind) for doubt in read.doubts] == ([one.doubt] if one.doubt else [])
    assert same_leftover(read, one.leftover), read.leftover


def test_there_are_enough_of_them_and_none_is_in_the_table_already() -> None:
    assert len({one.text for one in EVERY}) == len(EVERY) > 300
