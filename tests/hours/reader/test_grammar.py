"""Every kind of phrase is read or known to say nothing: none is forgotten, and none is read that cannot come."""

from __future__ import annotations

import csv

from benchmarks.hours.cases import CASES
from sociale_kaart.hours.reader.grammar import HANDLERS, SAY_NOTHING
from sociale_kaart.hours.reader.phrases import phrases_of
from sociale_kaart.hours.reader.tokens import plain, terms
from tests.hours.reader.further import FURTHER
from tests.hours.reader.limits import LIMITS
from tests.hours.reader.unseen import THIRD, UNSEEN


def _kinds(text: str) -> set[str]:
    said = plain(text)
    return {phrase.kind for phrase in phrases_of(list(terms(said)), said)}


def _every_text() -> set[str]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return {row["text"] for row in csv.DictReader(file)} | {
            one.text for one in (*FURTHER, *UNSEEN, *THIRD, *LIMITS)
        }


def test_no_kind_of_phrase_is_both_read_and_passed_over() -> None:
    assert set(HANDLERS) & SAY_NOTHING == set()


def test_every_kind_of_phrase_that_comes_up_is_read_or_known_to_say_nothing() -> None:
    found = set().union(*map(_kinds, _every_text()))
    assert found - set(HANDLERS) - SAY_NOTHING == set()


def test_every_handler_has_something_to_read_in_the_texts_we_know() -> None:
    found = set().union(*map(_kinds, _every_text()))
    assert set(HANDLERS) - found == set()
