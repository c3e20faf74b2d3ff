"""A made schedule in the syntax of OpenStreetMap, for the engine opening-hours-py, which is written in Rust."""

from __future__ import annotations

from datetime import date, datetime

from benchmarks.hours.made import Made, MadeDays, MadeRule, MonthDay

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class OsmEngine:
    """Says open or closed at a local moment; in the night in which the clock changes it goes by the wall."""

    name = "opening-hours-py"

    def __init__(self, made: Made) -> None:
        from opening_hours import OpeningHours

        self.text = as_osm(made)
        self._engine = OpeningHours(self.text, country="NL")

    def state(self, at: datetime) -> str:
        return "open" if self._engine.is_open(at.replace(tzinfo=None)) else "closed"


def as_osm(made: Made) -> str:
    """The schedule as an opening_hours string."""
    separator = "; " if made.replaces else ", "
    parts = [separator.join(_rule(rule) for rule in made.rules)]
    parts += [f"{_days(days)} off" for days in made.off]
    if made.on_holidays == "closed":
        parts.append("PH off")
    if made.holiday_hours is not None:
        parts.append(f"PH {_times(*made.holiday_hours)}")
    return "; ".join(parts)


def _rule(rule: MadeRule) -> str:
    # Without days, the comma before a rule would make its times one more of the rule before it.
    return f"{_days(rule.days) or 'Mo-Su'} {_times(rule.opens, rule.closes)}"


def _times(opens: int, closes: int) -> str:
    return f"{_clock(opens)}-{_clock(closes % (24 * 60) or 24 * 60)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _days(days: MadeDays) -> str:
    parts = []
    if days.span:
        parts.append("-".join(_dated(one) for one in days.span))
    if days.season:
        parts.append("-".join(_month_day(one) for one in days.season))
    if days.dates:
        parts.append(",".join(_dated(one) for one in days.dates))
    if days.parity:
        parts.append({"even": "week 02-52/2", "odd": "week 01-53/2"}[days.parity])
    if days.weekdays:
        nth = f"[{','.join(str(one) for one in days.nth)}]" if days.nth else ""
        parts.append(",".join(f"{WEEKDAYS[day]}{nth}" for day in days.weekdays))
    return " ".join(parts)


def _dated(day: date) -> str:
    return f"{day.year} {_month_day((day.month, day.day))}"


def _month_day(month_day: MonthDay) -> str:
    month, day = month_day
    return f"{MONTHS[month - 1]} {day:02}"
