"""The days with a name: public holidays from the package `holidays`, school holidays from a table with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from dateutil.easter import easter

from sociale_kaart.hours.schedule import Holiday
from sociale_kaart.hours.school import Region, SchoolTable, shipped_table

FROM_EASTER = MappingProxyType(
    {
        Holiday.GOEDE_VRIJDAG: -2,
        Holiday.EERSTE_PAASDAG: 0,
        Holiday.TWEEDE_PAASDAG: 1,
        Holiday.HEMELVAARTSDAG: 39,
        Holiday.EERSTE_PINKSTERDAG: 49,
        Holiday.TWEEDE_PINKSTERDAG: 50,
    }
)
FIXED = MappingProxyType(
    {
        Holiday.NIEUWJAARSDAG: (1, 1),
        Holiday.BEVRIJDINGSDAG: (5, 5),
        Holiday.EERSTE_KERSTDAG: (12, 25),
        Holiday.TWEEDE_KERSTDAG: (12, 26),
    }
)
FIRST_KONINGSDAG = 2014


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """What is known of the days: for the whole country, or for one school region."""

    school: SchoolTable
    region: Region | None = None

    def public_holiday(self, day: date) -> str:
        """The name of a public holiday as the package `holidays` writes it in Dutch; "" on any other day."""
        return public_holidays(day.year).get(day, "")

    def holiday_name(self, day: date) -> str:
        """The name of a day that has one, public holiday or not; "" on any other day."""
        named = (holiday.value for holiday, its in named_days(day.year).items() if its == day)
        return next(named, self.public_holiday(day))

    @property
    def regions(self) -> tuple[Region, ...]:
        """The school regions that must agree."""
        return tuple(Region) if self.region is None else (self.region,)


@cache
def dutch_calendar(region: Region | None = None) -> Calendar:
    """The calendar that the project ships; raises ReferenceDataError where its table is damaged."""
    return Calendar(shipped_table(), region)


@cache
def public_holidays(year: int) -> Mapping[date, str]:
    """The public holidays of a year: `holidays`, country NL, category public (it counts Goede Vrijdag)."""
    from holidays import country_holidays

    found = country_holidays("NL", years=year, language="nl", categories=("public",))
    return MappingProxyType(dict(sorted(found.items())))


@cache
def named_days(year: int) -> Mapping[Holiday, date]:
    """The date of every day with a name, whether it is a public holiday in that year or not."""
    sunday = easter(year)
    days = {holiday: date(year, *month_day) for holiday, month_day in FIXED.items()}
    days |= {holiday: sunday + timedelta(days=after) for holiday, after in FROM_EASTER.items()}
    if year >= FIRST_KONINGSDAG:
        days[Holiday.KONINGSDAG] = _koningsdag(year)
    return MappingProxyType(days)


def _koningsdag(year: int) -> date:
    """27 April, or the day before where that is a Sunday."""
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.isoweekday() == 7 else day
