"""Times of day and dates as a text writes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from sociale_kaart.hours.reader.tokens import Term
from sociale_kaart.hours.reader.words import MONTHS, NUMBER_WORDS
from sociale_kaart.hours.schedule import DAYS_IN_MONTH

HALF_DAY = 12
DAYS_BACK = 60
_THIS_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as written: `spoken` in words, `firm` where it cannot be twelve hours off."""

    hour: int
    minute: int
    firm: bool = False
    spoken: bool = False
    meridiem: str = ""
    bare: bool = False

    @property
    def exists(self) -> bool:
        return self.minute < 60 and (self.hour < 24 or (self.hour, self.minute) == (24, 0))

    @property
    def minutes(self) -> int:
        return self.hour * 60 + self.minute

    def as_time(self) -> time:
        return time(self.hour % 24, self.minute)

    def later(self) -> Clock:
        return replace(self, hour=self.hour + HALF_DAY)


def clock_of(term: Term) -> Clock | None:
    """The time that a term names, if it names one."""
    if term.kind == "noon":
        return Clock(12, 0, firm=True)
    if term.kind == "saidtime":
        return _spoken(term.parts)
    if term.kind != "clock":
        return None
    hour, half = int(term.parts["ck_h"]), term.parts.get("ck_ap", "")[:1]
    bare = not ({"ck_m", "ck_ap", "ck_u"} & set(term.parts))
    clock = Clock(hour, int(term.parts.get("ck_m", 0)), term.parts["ck_h"].startswith("0"), bare=bare)
    return with_half(clock, half) if half else clock


def with_half(clock: Clock, half: str) -> Clock:
    """The time in the half of the day that "a" (before noon) or "p" names."""
    hour = clock.hour % HALF_DAY + (HALF_DAY if half == "p" else 0) if clock.hour <= HALF_DAY else clock.hour
    return replace(clock, hour=hour, firm=True, meridiem=half)


def _spoken(parts: dict[str, str]) -> Clock:
    if "st_w" in parts:
        return Clock(NUMBER_WORDS[parts["st_w"]], 0, spoken=True)
    if "st_half" in parts:
        return Clock((_hour(parts["st_h"]) - 1) or 12, 30, spoken=True)
    hour = _hour(parts["st_q"])
    if parts["st_kw"] == "over":
        return Clock(hour, 15, spoken=True)
    return Clock((hour - 1) or 12, 45, spoken=True)


def _hour(said: str) -> int:
    return int(said) if said.isdigit() else NUMBER_WORDS[said]


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written, the year perhaps missing."""

    day: int
    month: int
    year: int | None = None
    swappable: bool = False  # an English 03/04/2026

    @property
    def exists(self) -> bool:
        if not (1 <= self.month <= 12 and 1 <= self.day <= DAYS_IN_MONTH[self.month - 1]):
            return False
        return self.year is None or self._in(self.year) is not None

    def _in(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def resolved(self, as_of: date | None) -> date | None:
        """The date itself; without a year the first one from sixty days before `as_of` on."""
        if self.year is not None:
            return self._in(self.year)
        if as_of is None:
            return None
        first = as_of - timedelta(days=min(DAYS_BACK, as_of.toordinal() - 1))
        several = (self._in(year) for year in range(first.year, min(first.year + 9, 9999)))
        return next((one for one in several if one is not None and one >= first), None)


def dates_of(term: Term) -> list[WrittenDate]:
    """The dates that a term names, in order."""
    reader = _DATES.get(term.kind)
    return reader(term.parts) if reader else []


def _iso(parts: dict[str, str]) -> list[WrittenDate]:
    return [WrittenDate(int(parts["iso_d"]), int(parts["iso_m"]), int(parts["iso_y"]))]


def _numeric(parts: dict[str, str]) -> list[WrittenDate]:
    year = int(parts["num_y"])
    year += _THIS_CENTURY if year < 100 else 0
    day, month = int(parts["num_d"]), int(parts["num_m"])
    return [WrittenDate(day, month, year, swappable=day <= 12 and day != month and parts["num_sep"] == "/")]


def _slash(parts: dict[str, str]) -> list[WrittenDate]:
    return [WrittenDate(int(parts["sl_d"]), int(parts["sl_m"]))]


def _day_list(parts: dict[str, str]) -> list[WrittenDate]:
    figures = "".join(c if c.isdigit() else " " for c in parts["dl"]).split()
    return [WrittenDate(int(one), MONTHS[parts["dl_m"]], _year(parts, "dl_y")) for one in figures]


def _day_range(parts: dict[str, str]) -> list[WrittenDate]:
    month, year = MONTHS[parts["dr_m"]], _year(parts, "dr_y")
    return [WrittenDate(int(parts["dr_a"]), month, year), WrittenDate(int(parts["dr_b"]), month, year)]


def _day_month(parts: dict[str, str]) -> list[WrittenDate]:
    return [WrittenDate(int(parts["dm_d"]), MONTHS[parts["dm_m"]], _year(parts, "dm_y"))]


def _month_day(parts: dict[str, str]) -> list[WrittenDate]:
    return [WrittenDate(int(parts["md_d"]), MONTHS[parts["md_m"]], _year(parts, "md_y"))]


def _year(parts: dict[str, str], name: str) -> int | None:
    return int(parts[name]) if name in parts else None


_DATES = {
    "iso": _iso,
    "numeric": _numeric,
    "slashdate": _slash,
    "daysofmonth": _day_list,
    "rangeofmonth": _day_range,
    "daymonth": _day_month,
    "monthday": _month_day,
}
