"""What is true at a moment, in one or two plain sentences."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

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
    return " ".join(filter(None, (_why(found, following, words), _next(found, following, at, words))))


def describe_occurrence(one: Occurrence, at: datetime, lang: Language = "nl") -> str:
    """One line of a list: the day, from when to when, and whether it needs an appointment or is uncertain.

    at : now; a day of another year is said with its year
    """
    words, at = lexicon(lang), in_amsterdam(at)
    day = words.day_of_list(in_amsterdam(one.start).date(), at.year)
    return f"{day}, {_span(one, at, words)}{_remarks(one, words)}"


def describe_times(one: Occurrence, at: datetime, lang: Language = "nl") -> str:
    """As `describe_occurrence`, without the day: for a table that has a row per day."""
    words, at = lexicon(lang), in_amsterdam(at)
    return f"{_span(one, at, words)}{_remarks(one, words)}"


def holiday_in(name: str, lang: Language = "nl") -> str:
    """The name of a holiday, as the calendar gives it in Dutch, in a language."""
    return lexicon(lang).holiday_names.get(name, name)


def _until(until: datetime | None, at: datetime, words: Lexicon) -> str:
    if until is None:
        return words.day_and_night
    day, clock = _end(in_amsterdam(until), words)
    if day == at.date():
        return words.until_midnight if clock == words.clock_at_end else words.until_today.format(clock=clock)
    if day == at.date() + _ONE_DAY:
        tonight = in_amsterdam(until).time() <= _MORNING and clock != words.clock_at_end
        return (words.until_tonight if tonight else words.until_tomorrow).format(clock=clock)
    return words.until_day.format(day=words.day_of_list(day, at.year), clock=clock)


def _end(until: datetime, words: Lexicon) -> tuple[date, str]:
    """The day and the time at which something ends: midnight is the end of the day before."""
    if until.time() == MIDNIGHT:
        return until.date() - _ONE_DAY, words.clock_at_end
    return until.date(), words.clock(until.time())


def _why(found: StateAt, following: Occurrence | None, words: Lexicon) -> str:
    if found.reason is Reason.OUTSIDE_HOURS and following is not None:
        return ""  # when it opens says that it is closed
    if found.reason is Reason.BY_APPOINTMENT and following is not None and not _needs(following):
        return words.now_by_appointment
    return words.reasons[found.reason].format(day=_day_name(found, words))


def _next(found: StateAt, following: Occurrence | None, at: datetime, words: Lexicon) -> str:
    if following is None:
        return words.no_next if found.reason in _EXPECTS_ANOTHER else ""
    if found.reason is Reason.BY_APPOINTMENT and _needs(following):
        return ""
    start = in_amsterdam(following.start)
    forms = words.next_by_appointment if _needs(following) else words.next_open
    form = forms[min((start.date() - at.date()).days, len(forms) - 1)]
    return form.format(clock=words.clock(start.time()), day=words.day_of_list(start.date(), at.year))


# Closed today, with other days to come; what is said closed, or by appointment alone, promises none.
_EXPECTS_ANOTHER = {Reason.OUTSIDE_HOURS, Reason.EXCEPTED, Reason.ON_HOLIDAY, Reason.IN_SCHOOL_HOLIDAY}


def _needs(one: Occurrence) -> bool:
    return one.appointment is Appointment.NEEDED


def _day_name(found: StateAt, words: Lexicon) -> str:
    """The holiday that it turns on; as the first word of a sentence where it is one."""
    said = words.holiday_names.get(found.day_name, found.day_name)
    return said if found.reason is Reason.IN_SCHOOL_HOLIDAY else said[:1].upper() + said[1:]


def _span(one: Occurrence, at: datetime, words: Lexicon) -> str:
    start, end = in_amsterdam(one.start), in_amsterdam(one.end)
    day, closes = _end(end, words)
    opens = words.clock(start.time())
    if start.time() == end.time() == MIDNIGHT and day == start.date():
        return words.whole_day
    if day > start.date() and end.time() > _MORNING:
        return words.list_span_of_days.format(opens=opens, day=words.day_of_list(day, at.year), closes=closes)
    return words.list_span.format(opens=opens, closes=closes)


def _remarks(one: Occurrence, words: Lexicon) -> str:
    needs = words.list_by_appointment if _needs(one) else ""
    return needs + ("" if one.is_certain else words.list_uncertain)
