"""When a visitor wants to go: now, today, this week, on a day of their choice, in a part of the day.

Read from the address of a page and checked, so that whatever else may be in an address ends in a plain sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from flask import request

from sociale_kaart.hours.dayparts import AFTERNOON, EVENING, MORNING
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.hours.timetable import YEARS
from sociale_kaart.web import words
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.unusable import Unusable

DAYS_IN_WEEK = 7
Window = tuple[datetime, datetime]


class Choice(StrEnum):
    """What can be chosen, as the address of a page says it."""

    ANY = "altijd"
    NOW = "nu"
    TODAY = "vandaag"
    WEEK = "week"
    DAY = "dag"
    NOT_KNOWN = "onbekend"


class Part(StrEnum):
    """A part of the day, as the address of a page says it."""

    MORNING = "ochtend"
    AFTERNOON = "middag"
    EVENING = "avond"

    @property
    def hours(self) -> str:
        """Such as "6 tot 12 uur"."""
        begins, ends = PARTS[self]
        return _("%(begins)s tot %(ends)s uur", begins=str(begins.hour), ends=str(ends.hour or 24))

    @property
    def label(self) -> str:
        """What the page calls it."""
        return {Part.MORNING: _("ochtend"), Part.AFTERNOON: _("middag"), Part.EVENING: _("avond")}[self]


PARTS: Mapping[Part, tuple[time, time]] = MappingProxyType(
    {Part.MORNING: MORNING, Part.AFTERNOON: AFTERNOON, Part.EVENING: EVENING}
)


@dataclass(frozen=True, slots=True)
class When:
    """What a visitor chose. A part of the day alone is about the coming week; now and not known have no part."""

    choice: Choice = Choice.ANY
    day: date | None = None
    part: Part | None = None

    @property
    def is_time(self) -> bool:
        """Whether it is about a moment or a period."""
        return self.choice not in (Choice.ANY, Choice.NOT_KNOWN) and not self.lacks_day

    @property
    def lacks_day(self) -> bool:
        """Whether the visitor chose to name a day, and did not."""
        return self.choice is Choice.DAY and self.day is None

    def windows(self, at: datetime) -> tuple[Window, ...]:
        """The periods it comes to, local time; without what has passed at a moment, so perhaps none.

        A day that the visitor named is the whole of that day, also where it has passed.
        """
        if self.choice is Choice.WEEK and self.part is None:
            return ((at, _midnight_after(week_ends(at.date()))),)
        found = (_window(day, self.part) for day in self._days(at.date()))
        if self.choice is Choice.DAY:
            return tuple(found)
        return tuple((max(begins, at), ends) for begins, ends in found if ends > at)

    def is_over(self, at: datetime) -> bool:
        """Whether all of what was chosen has passed, as this morning has at noon."""
        return self.is_time and self.choice is not Choice.NOW and not self.windows(at)

    def _days(self, today: date) -> list[date]:
        if self.choice is Choice.DAY and self.day is not None:
            return [self.day]
        if self.choice is Choice.TODAY:
            return [today]
        if self.choice is Choice.WEEK:
            return [today + timedelta(days=number) for number in range(DAYS_IN_WEEK)]
        return []

    def phrase(self, today: date) -> str:
        """As it stands in a sentence: places that are "nu", "op dinsdag 24 november in de middag" open."""
        if self.choice is Choice.NOW:
            return _("nu")
        if self.choice is Choice.TODAY:
            return self._on(_("vandaag"))
        if self.choice is Choice.WEEK:
            return self._on(_("deze week"))
        if self.choice is Choice.DAY and self.day is not None:
            return self._on(_("op %(day)s", day=words.weekday(self.day, today)))
        return ""

    def _on(self, day: str) -> str:
        if self.part is Part.MORNING:
            return _("%(day)s in de ochtend", day=day)
        if self.part is Part.AFTERNOON:
            return _("%(day)s in de middag", day=day)
        if self.part is Part.EVENING:
            return _("%(day)s in de avond", day=day)
        return day

    def parameters(self) -> dict[str, str]:
        """How the address of a page says it; empty where there is nothing to say."""
        return {
            "wanneer": "" if self.choice is Choice.ANY else self.choice.value,
            "dag": self.day.isoformat() if self.day else "",
            "deel": self.part.value if self.part else "",
        }


def _window(day: date, part: Part | None) -> Window:
    if part is None:
        return datetime.combine(day, time(0), AMSTERDAM), _midnight_after(day)
    opens, closes = PARTS[part]
    ends = datetime.combine(day, closes, AMSTERDAM) if closes > opens else _midnight_after(day)
    return datetime.combine(day, opens, AMSTERDAM), ends


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), AMSTERDAM)


def week_ends(today: date) -> date:
    """The last of seven days that begin today: on a Sunday "this week" is not almost over."""
    return today + timedelta(days=DAYS_IN_WEEK - 1)


def read_when(today: date) -> When:
    """What the address of this page says; raises Unusable on what we cannot use."""
    said, day, part = _one("wanneer"), _one("dag"), _one("deel")
    if said not in ("", *Choice):
        raise Unusable("wanneer", _("Dit moment kennen we niet. Kies er een uit de lijst."))
    if part not in ("", *Part):
        raise Unusable("deel", _("Dit deel van de dag kennen we niet. Kies ochtend, middag of avond."))
    # Whoever fills in a day and leaves the rest alone means that day.
    choice = Choice(said) if said else Choice.DAY if day else Choice.WEEK if part else Choice.ANY
    if choice in (Choice.ANY, Choice.NOW, Choice.NOT_KNOWN):
        return When(choice)
    chosen = read_day(day) if day and choice is Choice.DAY else None
    if chosen == today:
        choice, chosen = Choice.TODAY, None
    return When(choice, chosen, Part(part) if part else None)


def read_day(text: str) -> date:
    """A date as a browser sends it (2026-11-24) or as people write it (24-11-2026); raises Unusable on any other."""
    found = re.fullmatch(
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", text, re.ASCII
    ) or re.fullmatch(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})", text, re.ASCII)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        day = None
    if day is None:
        raise Unusable("dag", _("Deze dag kennen we niet. Schrijf een dag zo: 24-11-2026."))
    if day.year not in YEARS:
        first, last = str(YEARS[0]), str(YEARS[-1])
        raise Unusable("dag", _("Kies een dag tussen %(first)s en %(last)s.", first=first, last=last))
    return day


def _one(parameter: str) -> str:
    """The one value of a parameter; raises Unusable where there are two."""
    values = {value.strip() for value in request.args.getlist(parameter)} - {""}
    if len(values) > 1:
        raise Unusable(parameter, _("Kies één moment. In het adres van deze pagina staan er meer."))
    return values.pop() if values else ""
