"""The table of opening-hours cases is sound in itself: what a parser is measured against must not be sloppy.

What the columns mean, and by which rules the expectations were written, stands in tests/cases/uren.md.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

CASES = Path(__file__).resolve().parent.parent / "cases"
WINDOWS = {
    "1": (date(2026, 3, 28), date(2026, 5, 2)),
    "2": (date(2026, 12, 7), date(2027, 1, 11)),
}
# PyPI holidays 0.109, country NL, category public (tests/cases/uren.md).
PUBLIC_HOLIDAYS = {
    date(2026, 4, 3),
    date(2026, 4, 5),
    date(2026, 4, 6),
    date(2026, 4, 27),
    date(2026, 12, 25),
    date(2026, 12, 26),
    date(2027, 1, 1),
}
# A text settles a holiday only by one of these constructs, or by saying that it never closes.
SETTLES_HOLIDAYS = {
    "holiday_open", "holiday_hours", "holiday_named", "single_date", "date_list", "osm_ph", "osm_easter", "all_day",
}  # fmt: skip
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
# Constructs that only say how a weekly time is written, not when it holds.
WEEKLY = {
    "single_day", "multi_day_list", "time_dot", "time_colon", "time_between", "two_blocks", "three_blocks", "newline",
    "typographic_dash", "semicolon", "label", "remark", "days_apart", "daypart", "every_word", "plural_day", "caps",
    "walk_in", "appointment_needed", "appointment_possible", "no_spaces", "spacing", "bullets", "phone_number",
}  # fmt: skip
DOUBTS = {
    "pair_or_range", "am_pm", "ambiguous_date", "ambiguous_day", "year_missing", "phase_missing", "day_missing",
    "time_missing", "start_missing", "end_missing", "contradiction", "impossible", "end_before_start",
}  # fmt: skip
# The doubts of which no reading may be chosen; a missing part leaves nothing of that part.
UNDECIDED = {
    "ambiguous_day",
    "phase_missing",
    "day_missing",
    "contradiction",
    "impossible",
    "end_before_start",
}

Row = dict[str, str]
Occurrence = tuple[datetime, datetime]


def _rows(name: str) -> list[Row]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = _rows("uren.csv")


def _tags(row: Row) -> set[str]:
    return set(row["construct"].split("|"))


def _occurrences(cell: str) -> list[Occurrence]:
    return [_occurrence(item) for item in cell.split()]


def _occurrence(item: str) -> Occurrence:
    start_text, end_text = item.split("/")
    start = datetime.fromisoformat(start_text)
    if "T" in end_text:
        return start, datetime.fromisoformat(end_text)
    return start, datetime.combine(start.date(), time.fromisoformat(end_text))


def _certain_and_uncertain(row: Row, window: str) -> list[Occurrence]:
    return _occurrences(row[f"window_{window}"]) + _occurrences(row[f"uncertain_{window}"])


def _days(start: date, end: date) -> Iterator[date]:
    for offset in range((end - start).days):
        yield start + timedelta(days=offset)


def test_there_are_enough_texts_and_each_stands_there_once() -> None:
    assert len(ROWS) >= 400
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    repeated = [
        text
        for text, count in Counter((row["text"], row["lang"], row["as_of"]) for row in ROWS).items()
        if count > 1
    ]
    assert repeated == []


def test_every_row_says_where_it_comes_from_and_what_it_tries() -> None:
    assert [row["id"] for row in ROWS if not row["source"] or not row["construct"]] == []


def test_every_construct_has_three_rows_and_an_explanation() -> None:
    counts = Counter(tag for row in ROWS for tag in _tags(row))
    assert {tag: count for tag, count in counts.items() if count < 3} == {}
    explained = set(re.findall(r"`([a-z_0-9]+)`", (CASES / "uren.md").read_text(encoding="utf-8")))
    assert set(counts) - explained == set()


def test_a_made_text_says_which_construct_it_was_made_for() -> None:
    made = [row for row in ROWS if row["source"].startswith("made:")]
    assert [row["id"] for row in made if row["source"].removeprefix("made: ") not in _tags(row)] == []


def test_the_values_are_of_the_agreed_kinds() -> None:
    for row in ROWS:
        assert row["lang"] in {"nl", "en"}, row["id"]
        assert row["appointment"] in {"needed", "possible", "none", "unknown"}, row["id"]
        assert row["complete"] == ("no" if row["leftover"] else "yes"), row["id"]
        assert row["leftover"] in row["text"], row["id"]
        assert row["doubt"] in DOUBTS | {""}, row["id"]
        assert bool(row["doubt"]) == bool(row["doubt_readings"]), row["id"]
        if row["as_of"]:
            date.fromisoformat(row["as_of"])


def test_occurrences_lie_in_their_window_in_order_and_apart() -> None:
    for row in ROWS:
        for window, (first, end) in WINDOWS.items():
            for column in (f"window_{window}", f"uncertain_{window}"):
                occurrences = _occurrences(row[column])
                assert occurrences == sorted(set(occurrences)), row["id"]
            together = sorted(_certain_and_uncertain(row, window))
            assert all(first <= start.date() < end for start, _ in together), row["id"]
            assert all(timedelta() < stop - start <= timedelta(days=1) for start, stop in together), row["id"]
            assert all(earlier[1] <= later[0] for earlier, later in pairwise(together)), row["id"]


def test_only_a_public_holiday_is_uncertain_and_only_words_about_it_make_it_certain() -> None:
    for row in ROWS:
        for window in WINDOWS:
            assert {
                start.date() for start, _ in _occurrences(row[f"uncertain_{window}"])
            } <= PUBLIC_HOLIDAYS, row["id"]
            certain = {start.date() for start, _ in _occurrences(row[f"window_{window}"])}
            if certain & PUBLIC_HOLIDAYS:
                assert _tags(row) & SETTLES_HOLIDAYS, row["id"]


def test_a_text_that_nobody_can_decide_has_no_occurrences() -> None:
    undecided = [row for row in ROWS if row["doubt"] in UNDECIDED]
    assert len(undecided) > 10
    for row in undecided:
        assert not any(_certain_and_uncertain(row, window) for window in WINDOWS), row["id"]


def _is_plainly_weekly(row: Row) -> bool:
    return (
        row["lang"] == "nl"
        and _tags(row) <= WEEKLY
        and not row["doubt"]
        and row["complete"] == "yes"
        and not re.search(r"\b(ma|di|wo|do|vr|za|zo)\b", row["text"], flags=re.IGNORECASE)
        and any(day in row["text"].lower() for day in WEEKDAYS)
    )


PLAINLY_WEEKLY = [row for row in ROWS if _is_plainly_weekly(row)]


def test_there_are_plainly_weekly_texts_to_check_independently() -> None:
    assert len(PLAINLY_WEEKLY) >= 50


def test_a_plainly_weekly_text_occurs_on_every_day_it_names_and_on_no_other() -> None:
    for row in PLAINLY_WEEKLY:
        named = {number for number, day in enumerate(WEEKDAYS) if day in row["text"].lower()}
        for window, (first, end) in WINDOWS.items():
            expected = {day for day in _days(first, end) if day.weekday() in named}
            assert {start.date() for start, _ in _certain_and_uncertain(row, window)} == expected, row["id"]


FULLY_TIMED = [
    row for row in PLAINLY_WEEKLY if not re.search(r"\d", re.sub(r"\d{1,2}[.:]\d{2}", "", row["text"]))
]


def test_a_plainly_weekly_text_has_the_times_it_names_and_no_others() -> None:
    for row in FULLY_TIMED:
        named = {
            time(int(hour), int(minute)) for hour, minute in re.findall(r"(\d{1,2})[.:](\d{2})", row["text"])
        }
        found = {
            moment.time()
            for window in WINDOWS
            for occurrence in _certain_and_uncertain(row, window)
            for moment in occurrence
        }
        if named:  # "van half twee tot vier" names none in figures
            assert found == named, row["id"]


def test_odd_and_even_weeks_are_iso_weeks_and_two_odd_weeks_meet_at_new_year() -> None:
    for row in ROWS:
        parity = {"odd_weeks": 1, "even_weeks": 0}
        tags = _tags(row)
        if len(tags & set(parity)) == 1 and not tags & {"days_apart", "day_range", "newline", "combination"}:
            weeks = {
                start.isocalendar().week
                for window in WINDOWS
                for start, _ in _certain_and_uncertain(row, window)
            }
            assert {week % 2 for week in weeks} <= {parity[tag] for tag in tags & set(parity)}, row["id"]
    twice = next(row for row in ROWS if row["text"] == "Oneven weken op woensdag van 10:00 tot 12:00 uur.")
    assert "2026-12-30T10:00/12:00 2027-01-06T10:00/12:00" in twice["window_2"], row["id"]


def test_no_text_gives_away_an_address_or_a_number_of_somebody() -> None:
    for row in ROWS:
        assert re.findall(r"[\w.]+@(?!example\.org)[\w.]+", row["text"]) == [], row["id"]
        numbers = re.findall(r"\b0\d{1,3}[- ]?\d{6,8}\b", row["text"])
        assert all(set(re.sub(r"\D", "", number)[4:]) == {"0"} for number in numbers), row["id"]


SCHOOL_HOLIDAYS = _rows("schoolvakanties.csv")
REGIONS = {"noord", "midden", "zuid"}


def test_school_holidays_run_from_saturday_to_sunday_with_a_source() -> None:
    assert len(SCHOOL_HOLIDAYS) == 3 * 5 * len(REGIONS)
    for row in SCHOOL_HOLIDAYS:
        first, last = date.fromisoformat(row["van"]), date.fromisoformat(row["tot_en_met"])
        assert (first.isoweekday(), last.isoweekday()) == (6, 7), row
        advised = row["vakantie"] in {"herfstvakantie", "voorjaarsvakantie"}
        assert row["bindend"] == ("advies" if advised else "verplicht"), row
        assert row["bron"], row
        assert row["bron_noemt"].startswith("https://"), row
        date.fromisoformat(row["gezien_op"])


def test_in_both_windows_the_regions_agree_so_school_holidays_decide() -> None:
    free: dict[date, set[str]] = defaultdict(set)
    for row in SCHOOL_HOLIDAYS:
        for day in _days(
            date.fromisoformat(row["van"]), date.fromisoformat(row["tot_en_met"]) + timedelta(days=1)
        ):
            free[day].add(row["regio"])
    in_windows = {day for first, end in WINDOWS.values() for day in _days(first, end)}
    assert all(free[day] in (set(), REGIONS) for day in in_windows), row["id"]
    school_days = {day for day in in_windows if not free[day]}
    for row in ROWS:
        if "school_not" in _tags(row) and not _tags(row) & {"school_only"}:
            days = {start.date() for window in WINDOWS for start, _ in _certain_and_uncertain(row, window)}
            assert days <= school_days, row["id"]
