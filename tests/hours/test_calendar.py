"""Public holidays and school holidays: what has a source is known, and nothing else."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from sociale_kaart.errors import ReferenceDataError
from sociale_kaart.hours.calendar import dutch_calendar, named_days, public_holidays
from sociale_kaart.hours.schedule import Holiday, SchoolHoliday
from sociale_kaart.hours.school import Period, Region, read_table, shipped_table

ROOT = Path(__file__).resolve().parent.parent.parent
ALWAYS = set(Holiday) - {Holiday.ANY, Holiday.BEVRIJDINGSDAG}
HEADING = "schooljaar,vakantie,regio,van,tot_en_met,bron"
YEAR = [
    "2030-2031,herfstvakantie,noord,2030-10-12,2030-10-20,brief",
    "2030-2031,kerstvakantie,noord,2030-12-21,2031-01-05,brief",
    "2030-2031,voorjaarsvakantie,noord,2031-02-15,2031-02-23,brief",
    "2030-2031,meivakantie,noord,2031-04-26,2031-05-04,brief",
    "2030-2031,zomervakantie,noord,2031-07-12,2031-08-24,brief",
]


@pytest.mark.parametrize("year", range(2014, 2041))
def test_the_days_we_know_by_name_are_the_public_holidays_of_every_year(year: int) -> None:
    ours = {day for holiday, day in named_days(year).items() if holiday in ALWAYS}
    liberation = {date(year, 5, 5)} if year % 5 == 0 else set()
    assert ours | liberation == set(public_holidays(year))


def test_they_have_the_names_that_the_package_gives_them() -> None:
    for holiday, day in named_days(2030).items():
        assert holiday.value.casefold() in public_holidays(2030)[day].casefold()


def test_koningsdag_is_a_day_earlier_where_it_would_be_a_sunday() -> None:
    assert named_days(2025)[Holiday.KONINGSDAG] == date(2025, 4, 26)
    assert named_days(2026)[Holiday.KONINGSDAG] == date(2026, 4, 27)


def test_a_day_has_its_name_whether_it_is_a_public_holiday_or_not() -> None:
    calendar = dutch_calendar()
    assert calendar.holiday_name(date(2026, 5, 5)) == "Bevrijdingsdag"
    assert calendar.public_holiday(date(2026, 5, 5)) == ""
    assert calendar.holiday_name(date(2026, 5, 6)) == ""


def test_the_shipped_table_is_the_one_that_the_cases_were_written_with() -> None:
    shipped, cases = (
        (ROOT / name).read_text(encoding="utf-8")
        for name in ("geodata/kalender/schoolvakanties.csv", "tests/cases/schoolvakanties.csv")
    )
    assert list(csv.DictReader(shipped.splitlines())) == list(csv.DictReader(cases.splitlines()))


def test_every_shipped_school_holiday_names_its_source() -> None:
    assert len(shipped_table().breaks) == 3 * 5 * len(Region)
    assert all(one.source for one in shipped_table().breaks)


def test_what_the_table_covers_runs_from_its_first_holiday_to_its_last() -> None:
    assert shipped_table().sourced(Region.NOORD) == (Period(date(2024, 10, 26), date(2027, 8, 22)),)
    assert shipped_table().sourced(Region.ZUID) == (Period(date(2024, 10, 19), date(2027, 9, 5)),)


def test_a_school_year_left_out_of_a_table_is_not_covered() -> None:
    later = [row.replace("2031", "2033").replace("2030", "2032") for row in YEAR]
    table = read_table("\n".join([HEADING, *YEAR, *later]), where="eigen.csv")
    assert table.sourced(Region.NOORD) == (
        Period(date(2030, 10, 12), date(2031, 8, 24)),
        Period(date(2032, 10, 12), date(2033, 8, 24)),
    )
    assert table.sourced(Region.MIDDEN) == ()


def test_the_holidays_of_a_day_are_those_of_the_region_or_of_all() -> None:
    day = date(2026, 10, 12)  # autumn holiday in the north alone
    assert [one.region for one in shipped_table().find(day, None)] == [Region.NOORD]
    assert shipped_table().find(day, Region.ZUID) == ()
    assert shipped_table().find(day, Region.NOORD)[0].holiday is SchoolHoliday.HERFST


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ([HEADING.replace("bron", "door"), *YEAR], "the columns bron are missing"),
        ([HEADING, *YEAR[:-1]], "2030-2031, region noord, has no zomervakantie"),
        ([HEADING, YEAR[0].replace("2030-10-12", "12-10-2030"), *YEAR[1:]], "row 2 cannot be read"),
        ([HEADING, YEAR[0].replace("noord", "oost"), *YEAR[1:]], "row 2 cannot be read"),
        ([HEADING, YEAR[0].replace("2030-10-20", "2030-10-02"), *YEAR[1:]], "row 2 ends before it begins"),
        ([HEADING, YEAR[0].replace("brief", ""), *YEAR[1:]], "or names no source"),
        ([HEADING, "2030-2031,herfstvakantie"], "row 2 cannot be read"),
    ],
)
def test_a_table_that_cannot_be_trusted_is_refused(wrong: list[str], told: str) -> None:
    with pytest.raises(ReferenceDataError, match=told):
        read_table("\n".join(wrong), where="eigen.csv")


def test_a_geodata_folder_of_ones_own_without_a_calendar_falls_back_on_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALE_KAART_GEODATA", str(tmp_path))
    shipped_table.cache_clear()
    try:
        assert shipped_table().breaks
    finally:
        monkeypatch.undo()
        shipped_table.cache_clear()
