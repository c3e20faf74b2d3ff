"""Rows of uren.csv read by eye into the model: our engine gives what a careful reader wrote down, date by date."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from sociale_kaart.hours.almanac import day_of
from sociale_kaart.hours.canonical import normalised
from sociale_kaart.hours.moments import wall_clock
from sociale_kaart.hours.timetable import Timetable
from tests.hours.hand_built import HOURS

CASES = Path(__file__).resolve().parent.parent / "cases" / "uren.csv"
WINDOWS = {"1": (date(2026, 3, 28), date(2026, 5, 2)), "2": (date(2026, 12, 7), date(2027, 1, 11))}

Cells = Mapping[tuple[int, str], list[str]]


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def as_read() -> Cells:
    return _cells(Timetable([one.settled() for one in HOURS.values()]))


@pytest.fixture(scope="module")
def as_normalised() -> Cells:
    return _cells(Timetable([normalised(one).settled() for one in HOURS.values()]))


def _cells(timetable: Timetable) -> Cells:
    """Per schedule and column the occurrences as the table writes them."""
    cells = defaultdict(list)
    for window, (first, end) in WINDOWS.items():
        table = timetable.occurrences(first, end)
        columns = (table.offer, table.day, table.opens, table.closes, table.certain)
        for offer, number, opens, closes, certain in zip(*(one.tolist() for one in columns), strict=True):
            begin, finish = (wall_clock(day_of(number), minute) for minute in (opens, closes))
            cells[offer, f"{'window' if certain else 'uncertain'}_{window}"].append(_written(begin, finish))
    return cells


def _written(begin: datetime, end: datetime) -> str:
    same_day = begin.date() == end.date()
    return (
        f"{begin:%Y-%m-%dT%H:%M}/{end:%H:%M}" if same_day else f"{begin:%Y-%m-%dT%H:%M}/{end:%Y-%m-%dT%H:%M}"
    )


def test_there_is_a_good_sample_of_what_people_write(rows: dict[str, dict[str, str]]) -> None:
    assert len(HOURS) >= 100
    tags = {tag for number in HOURS for tag in rows[number]["construct"].split("|")}
    assert len(tags) >= 70


@pytest.mark.parametrize(("place", "number"), list(enumerate(HOURS)), ids=HOURS)
def test_hours_occur_when_a_careful_reader_says(
    place: int, number: str, rows: dict[str, dict[str, str]], as_read: Cells, as_normalised: Cells
) -> None:
    row = rows[number]
    for column in ("window_1", "window_2", "uncertain_1", "uncertain_2"):
        assert as_read.get((place, column), []) == row[column].split(), row["text"]
        assert as_normalised.get((place, column), []) == row[column].split(), row["text"]
    assert HOURS[number].appointment == row["appointment"], row["text"]
