"""What holds for every text: it is read, in the same way each time, and no word about when is lost in silence."""

from __future__ import annotations

import csv
import re
from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.hours.cases import CASES
from sociale_kaart.hours.reader import Certainty, ParsedHours, parse
from sociale_kaart.hours.reader.result import MOST_CHARACTERS

with CASES.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
TEXTS = [row["text"] for row in ROWS]
PIECES = [piece for text in TEXTS for piece in re.split(r"(?<=[ ,;.\n])", text) if piece]
LANGUAGES = ("nl", "en")
AS_OF = (None, date(2026, 3, 1), date.min, date.max)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A text of the table with pieces lost, doubled, put elsewhere, or taken from another."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        until = min(len(text), at + draw(st.integers(0, 8)))
        text = (
            text[:at]
            + draw(st.sampled_from(["", *"-/.,;:()0123459\n|", text[at:until] * 2, *PIECES]))
            + text[until:]
        )
    return text[:MOST_CHARACTERS]


ANY_TEXT = st.text(max_size=300) | mutated() | st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=150)
@given(ANY_TEXT, st.sampled_from(LANGUAGES), st.sampled_from(AS_OF))
def test_no_text_makes_the_reader_fail_and_it_reads_alike_each_time(
    text: str, lang: str, as_of: date | None
) -> None:
    read = parse(text, lang, as_of)
    assert read == parse(text, lang, as_of)
    assert read.text == text
    assert read.hours.leftover == tuple(one.text for one in read.leftover)
    assert read.hours.doubtful == bool(read.doubts)


@settings(max_examples=100)
@given(ANY_TEXT)
def test_what_is_left_over_stands_where_it_says(text: str) -> None:
    for one in parse(text).leftover:
        assert one.text
        assert text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    "piece",
    [
        "ma 9-12, ", "ma t/m vr 9-17, do tot 21, ", "9", "a", "(", " ", "\n", "maandag 9-12 | ", "niet ma, ",
        "1 en ", "om de week ", "eerste en ", "valt op een feestdag ", "herfst-, kerst- en ", "zie de ", "e", "-",
    ],
)  # fmt: skip
def test_a_text_that_goes_on_and_on_is_read_up_to_its_limit_and_the_rest_left(piece: str) -> None:
    text = (piece * MOST_CHARACTERS)[: MOST_CHARACTERS + 500]
    read = parse(text)
    rest = text[MOST_CHARACTERS:]
    if rest.strip():
        assert (read.leftover[-1].start, read.leftover[-1].text) == (MOST_CHARACTERS, rest)
        assert read.certainty is Certainty.PARTIAL


# No word about when is lost: whatever order these stand in, each weekday and each time that is named comes back in a
# rule, in what is left over or in what is asked. Words that say nothing of when stand between them, and some that
# nobody could read. Signs that make an empty cell ("wo: ", "wo -") are left out: those say nothing on purpose.
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
FRAGMENTS = st.lists(
    st.sampled_from(WEEKDAYS)
    | st.sampled_from(["9.15-11.45", "van 13.05 tot 14.35 uur", "19.10", "vanaf 8.20 uur", "16.25 - 17.55"])
    | st.sampled_from(["en", ",", ";", ".", "\n", "(", ")", "t/m"])
    | st.sampled_from(
        [
            "inloop",
            "in de bibliotheek",
            "even weken",
            "eerste",
            "op afspraak",
            "soms",
            "juli",
            "ook",
            "overige dagen",
        ]
    ),
    min_size=1,
    max_size=14,
).map(" ".join)


def _said_of_days(read: ParsedHours) -> set[str]:
    each = [days for rule in read.hours.rules for days in (rule.days, *rule.except_days)]
    return {WEEKDAYS[day] for days in each for day in days.weekdays}


def _said_of_times(read: ParsedHours) -> set[time | None]:
    return {moment for rule in read.hours.rules for moment in (rule.opens_at, rule.closes_at)}


@settings(max_examples=300)
@given(FRAGMENTS)
def test_no_weekday_and_no_time_is_lost_in_silence(text: str) -> None:
    read = parse(text)
    left = set().union(*(range(one.start, one.end) for one in read.leftover))
    asked = " ".join(reading for doubt in read.doubts for reading in doubt.readings)
    for found in re.finditer("|".join(WEEKDAYS), text):
        day = found.group()
        assert day in _said_of_days(read) or found.start() in left or day in asked, (text, day)
    for found in re.finditer(r"(\d+)\.(\d+)", text):
        said = time(int(found[1]), int(found[2]))
        assert said in _said_of_times(read) or found.start() in left, (text, said)


@settings(max_examples=100)
@given(mutated())
def test_what_is_left_over_does_not_overlap(text: str) -> None:
    assert all(first.end <= second.start for first, second in pairwise(parse(text).leftover))
