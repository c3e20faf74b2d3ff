"""The hours of the shipped maps as a person reads them: which days, from when until when.

Typed from the words in the sheets, never from what the program makes of them. Nothing of the program is used here:
the days with a name and the school holidays are written out too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FIRST, LAST = date(2025, 1, 1), date(2027, 1, 31)

# Public holidays of these years (the list of PyPI holidays, country NL, category public, read on 2026-11-22).
HOLIDAYS = frozenset(
    date(year, month, day)
    for year, named in {
        2025: (
            (1, 1),
            (4, 18),
            (4, 20),
            (4, 21),
            (4, 26),
            (5, 5),
            (5, 29),
            (6, 8),
            (6, 9),
            (12, 25),
            (12, 26),
        ),
        2026: ((1, 1), (4, 3), (4, 5), (4, 6), (4, 27), (5, 14), (5, 24), (5, 25), (12, 25), (12, 26)),
        2027: ((1, 1),),
    }.items()
    for month, day in named
)
# School holidays of the region midden (geodata/kalender/schoolvakanties.csv, by eye).
MIDDEN = tuple(
    (date.fromisoformat(first), date.fromisoformat(last))
    for first, last in (
        ("2024-12-21", "2025-01-05"),
        ("2025-02-22", "2025-03-02"),
        ("2025-04-26", "2025-05-04"),
        ("2025-07-19", "2025-08-31"),
        ("2025-10-18", "2025-10-26"),
        ("2025-12-20", "2026-01-04"),
        ("2026-02-14", "2026-02-22"),
        ("2026-04-25", "2026-05-03"),
        ("2026-07-18", "2026-08-30"),
        ("2026-10-17", "2026-10-25"),
        ("2026-12-19", "2027-01-03"),
    )
)

Filter = Callable[[date], bool]


@dataclass(frozen=True)
class Times:
    """From when until when, on the days that pass a filter."""

    begins: str
    ends: str
    on: Filter


@dataclass(frozen=True)
class ByEye:
    """What a person reads in one text of one map.

    times : when somebody is there; none where the text does not say on which days or at what time
    closed_on_holidays : the text says so; else a public holiday makes a day uncertain
    named : the days are named in so many words, holiday or not
    appointment : of the text, or of the column beside it
    """

    text: str
    times: tuple[Times, ...] = ()
    since: date | None = None
    until: date | None = None
    closed_on_holidays: bool = False
    appointment: str = "unknown"

    def certain(self) -> Iterator[tuple[str, str]]:
        """Begin and end of what is sure, as "2026-03-30T14:00"."""
        return self._listed(lambda day: day not in HOLIDAYS)

    def uncertain(self) -> Iterator[tuple[str, str]]:
        """The same, of what falls on a public holiday of which nobody spoke."""
        return self._listed(lambda day: day in HOLIDAYS and not self.closed_on_holidays)

    def _listed(self, chosen: Filter) -> Iterator[tuple[str, str]]:
        for day in days():
            bounded = (self.since is None or day >= self.since) and (self.until is None or day <= self.until)
            if bounded and chosen(day):
                for times in sorted(self.times, key=lambda one: one.begins):
                    if times.on(day):
                        yield f"{day}T{times.begins}", f"{day}T{times.ends}"


def days() -> Iterator[date]:
    """Every day that is looked at."""
    for number in range((LAST - FIRST).days + 1):
        yield FIRST + timedelta(days=number)


MA, DI, WO, DO, VR, ZA, ZO = range(7)


def on(*weekdays: int) -> Filter:
    """Those days of the week."""
    return lambda day: day.weekday() in weekdays


def odd(weekday: int) -> Filter:
    """In a week with an odd number; 2026-W53 and 2027-W01 are both odd."""
    return lambda day: day.weekday() == weekday and day.isocalendar().week % 2 == 1


def even(weekday: int) -> Filter:
    """In a week with an even number."""
    return lambda day: day.weekday() == weekday and day.isocalendar().week % 2 == 0


def nth(weekday: int, *which: int) -> Filter:
    """The first is the one among the first seven days of the month."""
    return lambda day: day.weekday() == weekday and (day.day - 1) // 7 + 1 in which


def last(weekday: int) -> Filter:
    """The one after which none comes in that month."""
    return lambda day: day.weekday() == weekday and (day + timedelta(days=7)).month != day.month


def at_school(*weekdays: int) -> Filter:
    """Those days of the week on which the schools of the region midden are open."""
    return lambda day: day.weekday() in weekdays and not any(one <= day <= end for one, end in MIDDEN)


def in_months(weekday: int, *months: int) -> Filter:
    """That day of the week, in those months."""
    return lambda day: day.weekday() == weekday and day.month in months


def dates(*named: str) -> Filter:
    """Just these."""
    return lambda day: day.isoformat() in named


def _one(text: str, *times: tuple[str, str, Filter], **more: object) -> ByEye:
    return ByEye(text, tuple(Times(*one) for one in times), **more)  # type: ignore[arg-type]


OVERIJSSEL = (
    _one("Maandag 10.00-15.00, dinsdag 10.00-15.00, donderdag 10.00-15.00 uur", ("10:00", "15:00", on(MA, DI, DO))),
    _one(
        "Taalspreekuur: maandag 13.30–17.00, dinsdag 09.30–12.00, woensdag 13.30–17.00 en donderdag 09.30–12.00 uur.",
        ("13:30", "17:00", on(MA, WO)),
        ("09:30", "12:00", on(DI, DO)),
    ),
)  # fmt: skip

_MONDAY_AND_WEDNESDAY = (("14:00", "16:00", on(MA)), ("10:00", "12:00", on(WO)))

VEENDAM = (
    _one("maandag 14.00-16.00 uur, woensdag 10.00-12.00 uur", *_MONDAY_AND_WEDNESDAY),
    _one("maandag 13.00-15.30 uur", ("13:00", "15:30", on(MA))),
    _one("maandag 14.00-16.00 uur", ("14:00", "16:00", on(MA))),
    _one("woensdag 10.00-12.00 uur (oneven weken)", ("10:00", "12:00", odd(WO))),
    _one("maandag 14.00-15.00 uur", ("14:00", "15:00", on(MA))),
    _one("1e maandag van de maand 14.00-16.00 uur", ("14:00", "16:00", nth(MA, 1))),
    _one("donderdag 17.30-19.30 uur (oneven weken)", ("17:30", "19:30", odd(DO))),
    _one("maandag 13.00-15.00 uur", ("13:00", "15:00", on(MA))),
    _one("1e en 3e maandag van de maand 14.00-16.00 uur", ("14:00", "16:00", nth(MA, 1, 3))),
    _one("31-12-2025 14.00-16.00 uur", ("14:00", "16:00", dates("2025-12-31"))),
    _one(
        "10-09-2025 10.00-12.00 uur, 08-10-2025 10.00-12.00 uur, "
        "05-11-2025 10.00-12.00 uur, 03-12-2025 10.00-12.00 uur",
        ("10:00", "12:00", dates("2025-09-10", "2025-10-08", "2025-11-05", "2025-12-03")),
    ),
)

_FREE: dict[str, object] = {"appointment": "none"}
_NEEDED: dict[str, object] = {"appointment": "needed"}
_POSSIBLE: dict[str, object] = {"appointment": "possible"}
AT_THE_LIBRARY = "tijdens de openingstijden van de bibliotheek"

# All of them began before 2025 unless it says otherwise; the column beside the hours says about appointments.
UTRECHT = (
    _one("maandag 13.00-15.00 uur en donderdag 10.00-12.00 uur",
         ("13:00", "15:00", on(MA)), ("10:00", "12:00", on(DO)), **_FREE),
    _one("dinsdag 10.00-12.00 uur (oneven weken)", ("10:00", "12:00", odd(DI)), **_FREE),
    _one("1e maandag van de maand 13.30-15.30 uur", ("13:30", "15:30", nth(MA, 1)), **_POSSIBLE),
    _one("woensdag 14.00-16.00 uur (even weken)", ("14:00", "16:00", even(WO)), **_FREE),
    _one("donderdag 10.00-12.00 uur, niet in de schoolvakanties", ("10:00", "12:00", at_school(DO)), **_FREE),
    _one("vrijdag 13.00-15.00 uur", ("13:00", "15:00", on(VR)), **_NEEDED),
    _one("1e en 3e maandag van de maand 14.00-16.00 uur", ("14:00", "16:00", nth(MA, 1, 3)), **_FREE),
    _one("dinsdag 14.00-16.00 uur", ("14:00", "16:00", on(DI)), **_FREE),
    _one("maandag 10.00-12.00 uur", ("10:00", "12:00", on(MA)), until=date(2022, 12, 19), **_FREE),
    _one("maandag t/m donderdag 9.00-12.00 uur", ("09:00", "12:00", on(MA, DI, WO, DO)), **_POSSIBLE),
    _one("laatste vrijdag van de maand 10.00-12.00 uur", ("10:00", "12:00", last(VR)), **_NEEDED),
    _one("woensdag 9.30-11.30 uur (oneven weken)", ("09:30", "11:30", odd(WO)), **_FREE),
    _one("donderdag 13.00-15.00 uur", ("13:00", "15:00", on(DO)), **_NEEDED),
    _one("dinsdag 10.00-12.00 uur; februari t/m april ook donderdag 18.30-20.30 uur",
         ("10:00", "12:00", on(DI)), ("18:30", "20:30", in_months(DO, 2, 3, 4)), **_FREE),
    _one("1e donderdag van de maand 14.00-16.00 uur", ("14:00", "16:00", nth(DO, 1)), **_NEEDED),
    _one("dinsdag 13.30-15.00 uur", ("13:30", "15:00", on(DI)), since=date(2026, 2, 3), **_FREE),
    _one("vrijdag 10.00-12.00 uur", ("10:00", "12:00", on(VR)), **_NEEDED),
    _one("maandag 13.30-15.30 uur en woensdag 19.00-21.00 uur",
         ("13:30", "15:30", on(MA)), ("19:00", "21:00", on(WO)), **_NEEDED),
    _one("dinsdag en donderdag 10.00-12.00 uur", ("10:00", "12:00", on(DI, DO)), **_NEEDED),
    _one("woensdag 10.00-12.00 uur", ("10:00", "12:00", on(WO)), **_NEEDED),
    _one("woensdag 13.30-15.30 uur (oneven weken)", ("13:30", "15:30", odd(WO)), **_NEEDED),
    _one("maandag 10.00-12.00 uur", ("10:00", "12:00", on(MA)), **_NEEDED),
    _one("dinsdag 14.00-16.00 uur, niet in de schoolvakanties", ("14:00", "16:00", at_school(DI)), **_NEEDED),
    _one("1e maandag van de maand 13.30-16.00 uur", ("13:30", "16:00", nth(MA, 1)), **_NEEDED),
    _one("3e maandag van de maand 10.00-12.00 uur", ("10:00", "12:00", nth(MA, 3))),
    # the library of Amersfoort, of Utrecht and of Nieuwegein; of Woerden nobody told us when it is open
    _one(AT_THE_LIBRARY, ("09:30", "17:30", on(MA, DI, WO, DO, VR)), ("10:00", "14:00", on(ZA)),
         closed_on_holidays=True, **_FREE),
    _one(AT_THE_LIBRARY, ("10:00", "20:00", on(MA, DI, WO, DO, VR, ZA)), ("12:00", "17:00", on(ZO)), **_FREE),
    _one(AT_THE_LIBRARY, ("10:00", "17:00", on(DI, WO, DO)), ("13:00", "20:00", on(VR)), **_FREE),
    _one(AT_THE_LIBRARY, **_FREE),
    _one("op aanvraag", **_NEEDED),
    _one("tijden volgen"),
    _one("elke tweede en vierde dinsdag van de maand 9.30-11.30 uur", ("09:30", "11:30", nth(DI, 2, 4)), **_NEEDED),
    _one(
        "in maart, april en oktober elke donderdag 14.00-16.00 uur",
        ("14:00", "16:00", in_months(DO, 3, 4, 10)), **_NEEDED,
    ),
)  # fmt: skip

BY_EYE = {"overijssel": OVERIJSSEL, "veendam": VEENDAM, "voorbeeld-utrecht": UTRECHT}
