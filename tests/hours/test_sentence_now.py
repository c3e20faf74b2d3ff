"""What is said of a moment and of one time, against cases that were written down before the sentences were."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from sociale_kaart.hours.occur import Occurrence, StateAt, next_occurrence, occurrences, state
from sociale_kaart.hours.reader import parse
from sociale_kaart.hours.reason import Reason, State
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.hours.sentence import Language, describe_now, describe_occurrence

CASES = Path(__file__).resolve().parent.parent / "cases" / "uren_nu.csv"
A_MONTH = timedelta(days=31)
LANGUAGES: tuple[Language, ...] = get_args(Language)

Row = dict[str, str]


def rows(asks: str) -> list[Row]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["asks"] == asks]


def hours_of(row: Row) -> tuple[Hours, Hours | None, datetime]:
    location = parse(row["location"]).hours if row["location"] else None
    return parse(row["text"]).hours, location, datetime.fromisoformat(row["at"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("row", rows("now"), ids=lambda row: f"{row['id']}: {row['why']}")
def test_a_moment_is_said_as_written_down(row: Row, lang: Language) -> None:
    hours, location, at = hours_of(row)
    found, following = state(hours, at, location=location), next_occurrence(hours, at, location=location)
    assert describe_now(found, following, at, lang) == row[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("row", rows("next"), ids=lambda row: f"{row['id']}: {row['why']}")
def test_a_time_in_a_list_is_said_as_written_down(row: Row, lang: Language) -> None:
    hours, location, at = hours_of(row)
    found = occurrences(hours, at.date(), at.date() + A_MONTH, location=location)
    assert describe_occurrence(min(found.certain + found.uncertain), at, lang) == row[lang]


def test_every_reason_has_a_case() -> None:
    """A reason without a case could say anything."""
    found = set()
    for row in rows("now"):
        hours, location, at = hours_of(row)
        found.add(state(hours, at, location=location).reason)
    # A text with two readings and one of vague days are never settled, which says it first.
    assert set(Reason) - found <= {Reason.DAYS_UNKNOWN}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reason", [reason for reason in Reason if reason.state is State.UNKNOWN])
def test_what_is_unknown_is_never_called_open_or_closed_and_tells_to_call(
    reason: Reason, lang: Language
) -> None:
    found = StateAt(state=reason.state, reason=reason, day_name="Koningsdag")
    said = describe_now(found, None, datetime(2026, 4, 27, 12), lang)
    assert said.endswith({"nl": "Bel even.", "en": "Please call first."}[lang])
    assert not said.startswith({"nl": ("Nu ", "Gesloten"), "en": ("Open ", "Closed")}[lang])


def test_a_moment_without_a_zone_is_amsterdams() -> None:
    noon_in_london = datetime.fromisoformat("2026-12-07T12:00+00:00")
    later = Occurrence(noon_in_london, noon_in_london + timedelta(hours=1))
    assert describe_occurrence(later, datetime(2026, 12, 7, 9)) == "maandag 7 december, 13.00 tot 14.00 uur"
