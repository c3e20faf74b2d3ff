"""Our own sentences in a coordinator's sheet: read as they are meant, and nothing else taken for one."""

from __future__ import annotations

import pytest

from sociale_kaart.hours.reader import parse
from sociale_kaart.hours.reader.read import read_freely
from sociale_kaart.hours.sentence.readback import read_sentences

SAID = "Elke maandag van 14.00 tot 16.00 uur. Niet in schoolvakanties. U hoeft geen afspraak te maken."


@pytest.mark.parametrize(
    "pasted",
    [
        SAID,
        f"  {SAID}\n",
        SAID.replace(". ", ".\n"),
        SAID.replace(" ", "\u00a0"),  # as a web page may hand it over
    ],
)
def test_a_sentence_is_known_however_it_was_pasted(pasted: str) -> None:
    assert read_sentences(pasted) == read_sentences(SAID) is not None


def test_a_spreadsheets_apostrophe_makes_no_difference() -> None:
    night = "Elke vrijdag van 20.00 tot 01.00 uur 's nachts."
    assert read_sentences(night.replace("'", "’")) == read_sentences(night) is not None


def test_a_sentence_in_the_other_language_is_no_less_clear() -> None:
    english = "Every Monday from 14:00 to 16:00. Not in school holidays. No appointment needed."
    assert parse(english, "nl").hours == parse(SAID, "nl").hours


NOT_OURS = [
    "Elke maandag van 14.00 tot 16.00 uur",  # no stop
    "elke maandag van 14.00 tot 16.00 uur.",  # no capital
    "Elke maandag van 2.00 tot 4.00 uur.",  # the night or the afternoon: we say 02.00
    "Elke maandag van 14:00 tot 16:00 uur.",
    "Elke maandag, woensdag van 14.00 tot 16.00 uur.",
    "Elke maandag van 14.00 tot 16.00 uur. Vraag naar Jan.",
    "Op dinsdag 7 december 2026 van 14.00 tot 16.00 uur.",  # it is a Monday
    "Op 31 april 2026 van 14.00 tot 16.00 uur.",
    "Elke maandag van 25.00 tot 26.00 uur.",
    "Niet op feestdagen.",
    "Maar niet in juli.",
    ".",
    "",
]


@pytest.mark.parametrize("text", NOT_OURS)
def test_what_we_would_not_say_in_just_these_words_is_free_text(text: str) -> None:
    assert read_sentences(text) is None
    assert parse(text) == read_freely(text)


def test_a_long_run_of_half_a_sentence_ends_soon() -> None:
    assert read_sentences("Elke " + "eerste en " * 900 + "maandag.") is None
