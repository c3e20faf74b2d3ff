"""What can be read in two ways is asked back in words a coordinator can choose from."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from benchmarks.hours.cases import outcomes
from sociale_kaart.hours.reader import Doubt, DoubtKind, parse

K = DoubtKind
# What is there can mean one thing or another; of the other kinds a part is missing or cannot be.
CHOICES = {
    K.PAIR_OR_RANGE,
    K.AM_PM,
    K.AMBIGUOUS_DATE,
    K.AMBIGUOUS_DAY,
    K.YEAR_MISSING,
    K.CONTRADICTION,
    K.END_BEFORE_START,
}
READINGS = {
    "ma/do 9.00-12.00 uur": (K.PAIR_OR_RANGE, "maandag en donderdag", "maandag tot en met donderdag"),
    "di 2-4": (K.AM_PM, "dinsdag van 14.00 tot 16.00 uur", "dinsdag van 2.00 tot 4.00 uur 's nachts"),
    "ma t/m do van 9 tot 5": (
        K.AM_PM,
        "maandag tot en met donderdag van 9.00 tot 17.00 uur",
        "maandag tot en met donderdag van 21.00 tot 5.00 uur",
    ),
    "1e en 3e wo 7-9": (
        K.AM_PM,
        "eerste en derde woensdag van de maand van 19.00 tot 21.00 uur",
        "eerste en derde woensdag van de maand van 7.00 tot 9.00 uur 's ochtends",
    ),
    "zdag 10-12 uur": (K.AMBIGUOUS_DAY, "zaterdag", "zondag"),
    "wo 16.00-14.00": (
        K.END_BEFORE_START,
        "woensdag van 14.00 tot 16.00 uur",
        "woensdag van 16.00 tot de volgende dag 14.00 uur",
    ),
    "woensdag 14 april 2026 10-12 uur": (K.CONTRADICTION, "dinsdag 14 april 2026", "woensdag 15 april 2026"),
    "dinsdag 3 en donderdag 6 maart 2026 10-12 uur": (
        K.CONTRADICTION,
        "vrijdag 6 maart 2026",
        "donderdag 5 maart 2026",
    ),
    "om de week op dinsdag 10-12 uur": (K.PHASE_MISSING, "dinsdag in de even weken", "dinsdag in de oneven weken"),
    "2x per maand op dinsdag 10-12 uur": (
        K.PHASE_MISSING,
        "eerste en derde dinsdag van de maand",
        "tweede en vierde dinsdag van de maand",
    ),
    "om de drie weken op vrijdag 9-11": (K.PHASE_MISSING, "vrijdag om de 3 weken: schrijf de eerste datum erbij"),
    "12 april 14-16 uur": (K.YEAR_MISSING, "12 april van dit jaar", "12 april van een ander jaar"),
    "ma 10-12 uur, vanaf 1 mei": (K.YEAR_MISSING, "vanaf 1 mei van dit jaar", "vanaf 1 mei van een ander jaar"),
    "ma 10-12 uur, gesloten op 13 april": (
        K.YEAR_MISSING,
        "ieder jaar 13 april",
        "alleen in één jaar 13 april: schrijf dat jaar erbij",
    ),
    "31 april 2026 10-12 uur": (K.IMPOSSIBLE, "Deze datum bestaat niet: 31 april 2026. April heeft 30 dagen."),
    "29 februari 2026 10-12 uur": (
        K.IMPOSSIBLE,
        "Deze datum bestaat niet: 29 februari 2026. 2026 is geen schrikkeljaar.",
    ),
    "vr 25.00-26.00 uur": (K.IMPOSSIBLE, "Deze tijd bestaat niet: 25.00-26.00 uur."),
    "donderdag vanaf 14.00 uur": (
        K.END_MISSING,
        "Het begint om 14.00 uur; hoe laat het eindigt, staat er niet.",
    ),
    "ma-vr tot 17.00 uur": (K.START_MISSING, "Het eindigt om 17.00 uur; hoe laat het begint, staat er niet."),
    "10.00-12.00 uur": (K.DAY_MISSING, "De tijd is bekend (10.00-12.00 uur), maar er staat niet op welke dag."),
    "eerste zaterdag van de maand": (K.TIME_MISSING, "Er staat wel “eerste zaterdag”, maar niet hoe laat."),
}  # fmt: skip


@pytest.mark.parametrize("text", READINGS)
def test_a_doubt_names_what_the_text_can_mean(text: str) -> None:
    kind, *readings = READINGS[text]
    assert parse(text).doubts == (Doubt(kind, tuple(readings)),)


def test_an_english_date_is_asked_back_with_the_month_in_words() -> None:
    (doubt,) = parse("03/04/2026 10:00-12:00", "en").doubts
    assert doubt == Doubt(K.AMBIGUOUS_DATE, ("3 april 2026", "4 maart 2026"))


@pytest.mark.slow
def test_every_kind_of_doubt_comes_up_in_the_table_with_readings_that_differ() -> None:
    asked: dict[DoubtKind, list[Doubt]] = defaultdict(list)
    for one in outcomes():
        for doubt in one.parsed.doubts:
            asked[doubt.kind].append(doubt)
    assert set(asked) == set(DoubtKind)
    for kind, doubts in asked.items():
        for doubt in doubts:
            assert len(set(doubt.readings)) == len(doubt.readings) >= (2 if kind in CHOICES else 1), doubt


@pytest.mark.parametrize(
    "text", ["di 2-4", "woensdag 7-9 uur", "ma t/m do van 9 tot 5", "vr 9-5", "dinsdag 10-2"]
)
def test_a_chosen_reading_of_the_time_is_not_asked_again(text: str) -> None:
    (doubt,) = parse(text).doubts
    chosen = [parse(reading) for reading in doubt.readings]
    assert [(one.doubts, one.leftover) for one in chosen] == [((), ()), ((), ())]
    assert chosen[0].hours.rules == parse(text).hours.rules
    assert chosen[1].hours != chosen[0].hours


@pytest.mark.parametrize("text", ["ma/do 9-12 uur", "wo/za 13-17 uur", "di/vr 10.00-12.00"])
def test_a_chosen_reading_of_the_days_is_not_asked_again(text: str) -> None:
    (doubt,) = parse(text).doubts
    both, through = (parse(f"{reading} 9-12 uur") for reading in doubt.readings)
    assert (both.doubts, through.doubts) == ((), ())
    (pair,), (whole,) = both.hours.rules, through.hours.rules
    assert len(pair.days.weekdays) == 2 < len(whole.days.weekdays)
    assert set(pair.days.weekdays) < set(whole.days.weekdays)


def test_the_date_of_the_source_answers_for_the_year() -> None:
    assert parse("12 april 14-16 uur", as_of=date(2026, 3, 1)).doubts == ()
