"""For which of the items a remark holds: one service of several, some of the days, or a part of the day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from sociale_kaart.hours.reader.draft import Draft, weekdays
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import TIMED, Reading
from sociale_kaart.hours.schedule import Basis, Days
from sociale_kaart.model import Appointment

# Words before "op afspraak" that name one thing that is offered, where hours of others stand before it.
_SERVICE = re.compile(
    r"\w*(?:hulp|aangiftes?|belasting\w*|cursus(?:sen)?|lessen|advies|consult|formulieren|workshops?|trainingen|"
    r"begeleiding|reparaties?|gesprek(?:ken)?|rondleidingen?|taxatie|loket|taalles|rechtswinkel)"
)
_OF_ALL = frozenset(
    {
        "let", "op", "bezoek", "spreekuur", "inloop", "openingstijden", "openingsuren", "afspraak", "aanmelden",
        "aanmelding", "toegang", "locatie", "deelname", "reserveren", "nb", "attentie", "note", "appointment",
    }
)  # fmt: skip
_FILLERS = _OF_ALL | {
    "graag",
    "liefst",
    "maar",
    "wel",
    "werken",
    "bij",
    "kan",
    "altijd",
    "uur",
    "kom",
    "en",
    "dit",
}
_EVENING, _NOON = time(18), time(13)


def kind_before(reading: Reading) -> str:
    """The kind of the phrase before the one being read; "" at the beginning."""
    return reading.phrases[reading.at - 2].kind if reading.at > 1 else ""


def is_of_another(reading: Reading) -> bool:
    """Whether words about appointments are about one service, where hours of others stand before them."""
    if not any(item.spans for item in reading.items):
        return False
    before = _before_in_clause(reading)
    if [one.kind for one in before[-3:-1]] == ["except", "days"] or (
        [one.kind for one in before[-2:]] == ["except", "days"]
    ):
        return True
    last = next((at for at, one in enumerate(reversed(before)) if one.kind == "times"), len(before))
    if any(one.kind == "word" and _SERVICE.fullmatch(one.text) for one in before[len(before) - last :]):
        return True
    if reading.clause_items and not any(one.kind == "only" for one in before[-3:-1]):
        return [one.kind for one in before[-2:]] == ["comma", "word"] and before[-1].text not in _FILLERS
    words = [one.text for one in before if one.kind == "word"]
    if not words or not all(one.kind in ("word", "colon", "only", "and") for one in before[-2:]):
        return _is_under_label(reading, before)
    labelled = before[-1].kind == "colon" and not _OF_ALL & set(words)
    return (
        labelled
        or _SERVICE.fullmatch(words[-1]) is not None
        or (bool(reading.clause_items) and before[-1].kind == "word")
    )


def _before_in_clause(reading: Reading) -> list[Phrase]:
    before: list[Phrase] = []
    for one in reversed(reading.phrases[: reading.at - 1]):
        if one.kind in ("newline", "stop", "semi"):
            break
        before.append(one)
    return before[::-1]


def _is_under_label(reading: Reading, before: Sequence[Phrase]) -> bool:
    """As "Belastinghulp", and on the next line "op afspraak"."""
    if before or reading.at < 2 or reading.phrases[reading.at - 2].kind != "newline":
        return False
    line: list[Phrase] = []
    for one in reversed(reading.phrases[: reading.at - 2]):
        if one.kind == "newline":
            break
        line.append(one)
    return bool(line) and all(one.kind == "word" and one.text not in _OF_ALL for one in line)


def beginning(reading: Reading, phrase: Phrase) -> int:
    """Where the words begin that belong to it."""
    before = _before_in_clause(reading)
    if reading.clause_items:
        at = next((n for n in range(len(before) - 1, -1, -1) if before[n].kind in ("only", "except")), None)
        return before[at].start if at is not None else phrase.start
    return before[0].start if before else phrase.start


def goes_on_in(items: Sequence[Draft], part: str) -> bool:
    """Whether somebody is there in that part of the day by the hours that were read."""
    closing = [closes for item in items if not item.phone for _, closes in item.spans if closes is not None]
    opening = [opens for item in items if not item.phone for opens, _ in item.spans if opens is not None]
    if part == "am":
        return any(opens < _NOON for opens in opening)
    return any(closes > (_EVENING if part == "eve" else _NOON) for closes in closing)


def lines_apart(reading: Reading) -> bool:
    """Whether hours stand on several lines, so that a remark on one of them is not about the others."""
    line = reading.text.rfind("\n", 0, reading.items[-1].end)
    return line >= 0 and any(item.spans and item.end <= line for item in reading.items)


def is_aside_before_more(reading: Reading) -> bool:
    """Whether it stands in parentheses, and more hours follow: "di 10-12 (op afspraak), do 10-12"."""
    return kind_before(reading) == "open" and reading.ahead(TIMED, {"newline"})


def appoint_days(reading: Reading, pending: Draft, said: Appointment) -> bool:
    """Days by appointment of which hours were read already: those hours are by appointment on these days."""
    wanted = set(pending.days.weekdays)
    concerned = [
        item
        for item in reading.items
        if item.spans and not item.phone and not item.days.dates and wanted & set(item.days.weekdays)
    ]
    if not concerned:
        return False
    if pending.days != Days(weekdays=pending.days.weekdays, nth=pending.days.nth) or pending.others:
        reading.leave(pending.start, pending.end)
        return True
    for item in concerned:
        _appoint_some(reading, item, pending.days, said)
    others = wanted - {day for item in concerned for day in item.days.weekdays}
    if others and said is Appointment.NEEDED:
        rest = Draft(pending.start, pending.end, days=Days(weekdays=weekdays(*sorted(others))))
        rest.basis, rest.appointment = Basis.APPOINTMENT, said
        reading.items.append(rest)
    return True


def _appoint_some(reading: Reading, item: Draft, days: Days, said: Appointment) -> None:
    both = weekdays(*(day for day in item.days.weekdays if day in days.weekdays))
    if set(both) == set(item.days.weekdays) and not days.nth:
        item.appointment = said
        return
    concerned = replace(item.days, weekdays=both, nth=days.nth or item.days.nth)
    own = replace(item, days=concerned, appointment=said, excepts=list(item.excepts))
    item.excepts.append(Days(weekdays=both, nth=days.nth))
    reading.items.insert(reading.items.index(item) + 1, own)
