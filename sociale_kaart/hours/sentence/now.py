"""What is true at a moment, in one or two plain sentences."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sociale_kaart.hours.moments import in_amsterdam
from sociale_kaart.hours.occur import Occurrence, StateAt
from sociale_kaart.hours.reason import Reason, State
from sociale_kaart.hours.schedule import MIDNIGHT
from sociale_kaart.hours.sentence.languages import Language, lexicon
from sociale_kaart.hours.sentence.lexicon import Lexicon
from sociale_kaart.model import Appointment

_ONE_DAY = timedelta(days=1)
_MORNING = time(8)  # closing up to here still belongs to the night before


def describe_now(found: StateAt, following: Occurrence | None, at: datetime, lang: Language = "nl") -> str:
    """What somebody who wants to come now must know, and when the next time is, where there is one.

    found : the state at that moment
    following : the first certain occurrence that begins after it; None where there is none, or none is known
    at : the moment; one without a zone is Amsterdam's
    """
    words, at = lexicon(lang), in_amsterdam(at)
    if found.state is State.OPEN:
        return words.now_open.format(until=_until(found.until, at, words))
    said = words.reasons[found.reason].format(day=_day_name(found.day_name, words))
    then = _next(following, found, at, words)
    return " ".join(filter(None, (said, then)))


def describe_occurrence(one: Occurrence, at: datetime, lang: Language = "nl") -> str:
    """One line of a list: the day, from when to when, and whether it needs an appointment or is uncertain.

    at : now; a day of another year is said with its year
    """
    words, at = lexicon(lang), in_amsterdam(at)
    day = words.day_of_list(one.start.date(), at.year)
    return "".join((f"{day}, ", _span(one, at, words), _remark(one, words)))


def _until(until: datetime | None, at: datetime, words: Lexicon) -> str:
    if until is None:
        return words.day_and_night
    until = in_amsterdam(until)
    clock = words.clock(until.time())
    if until.time() == MIDNIGHT and until.date() == at.date() + _ONE_DAY:
        return words.until_midnight
    if until.date() == at.date():
        return words.until_today.format(clock=clock)
    if until.date() == at.date() + _ONE_DAY:
        said = words.until_tonight if until.time() <= _MORNING else words.until_tomorrow
        return said.format(clock=clock)
    return words.until_day.format(day=words.day_of_list(until.date(), at.year), clock=clock)


def _next(following: Occurrence | None, found: StateAt, at: datetime, words: Lexicon) -> str:
    if following is None:
        return words.no_next if found.reason in _EXPECTS_ANOTHER else ""
    start = in_amsterdam(following.start)
    away = (start.date() - at.date()).days
    needs = following.appointment is Appointment.NEEDED
    forms = words.next_by_appointment if needs else words.next_open
    form = forms[min(away, 2)]
    return form.format(clock=words.clock(start.time()), day=words.day_of_list(start.date(), at.year))


_EXPECTS_ANOTHER = {Reason.OUTSIDE_HOURS, Reason.EXCEPTED, Reason.ON_HOLIDAY, Reason.IN_SCHOOL_HOLIDAY}


def _day_name(name: str, words: Lexicon) -> str:
    said = words.holiday_names.get(name, name)
    return said[:1].upper() + said[1:]


def _span(one: Occurrence, at: datetime, words: Lexicon) -> str:
    start, end = in_amsterdam(one.start), in_amsterdam(one.end)
    opens, closes = words.clock(start.time()), words.clock(end.time())
    if end.date() > start.date() and end.time() == MIDNIGHT:
        if start.time() == MIDNIGHT:
            return words.whole_day
        closes = words.clock_at_end
    elif end - start > timedelta(hours=12) and end.date() > start.date() and end.time() > _MORNING:
        closes = f"{words.day_of_list(end.date(), at.year)}, {closes}"
    return words.list_span.format(opens=opens, closes=closes)


def _remark(one: Occurrence, words: Lexicon) -> str:
    if not one.is_certain:
        return words.list_uncertain
    return words.list_by_appointment if one.appointment is Appointment.NEEDED else ""
