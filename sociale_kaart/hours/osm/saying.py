"""Puts rules and cuts together into one opening_hours text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sociale_kaart.hours.canonical import normalised
from sociale_kaart.hours.osm.cuts import (
    CLOSED_ON_HOLIDAYS,
    UNKNOWN_ON_HOLIDAYS,
    CannotBeSaid,
    Cut,
    cuts_of,
    in_order,
)
from sociale_kaart.hours.osm.regrouping import days_together, with_short_closures
from sociale_kaart.hours.osm.words import WHOLE_WEEK, said_days, said_times, said_weekdays
from sociale_kaart.hours.reader.osm.remarks import ON_HOLIDAYS_TOO, WORDS
from sociale_kaart.hours.schedule import (
    EVERY_DAY,
    MIDNIGHT,
    Basis,
    Days,
    Holiday,
    HolidayPolicy,
    Hours,
    Rule,
    SchoolPolicy,
    Weekday,
)
from sociale_kaart.model import Appointment

_BY_APPOINTMENT = f'"{WORDS[Appointment.NEEDED]}"'
_FALLBACK = Rule(basis=Basis.APPOINTMENT, appointment=Appointment.NEEDED)
_PUBLIC_HOLIDAYS = Days(holidays=(Holiday.ANY,))


def to_osm(hours: Hours) -> str | None:
    """The value of opening_hours for a schedule; None where it cannot be said exactly.

    On a public holiday of which nothing is known it says unknown for the whole day (`PH unknown`). None too where part
    of the text behind the schedule was not understood, and where nobody vouches for it outside a period: a map that
    others use must not say more than we know.
    """
    if not hours.is_settled or hours.valid_from is not None or hours.valid_to is not None:
        return None
    rules = normalised(hours).rules
    if rules == (Rule(basis=Basis.CLOSED),):
        return "off"
    timed = days_together(rule for rule in rules if rule != _FALLBACK)
    for among in ([with_short_closures(rule) for rule in timed], timed):
        for for_its_weekdays in (False, True):
            try:
                return _said(among, has_fallback=_FALLBACK in rules, for_its_weekdays=for_its_weekdays)
            except CannotBeSaid:
                continue
    return None


def _said(rules: Sequence[Rule], *, has_fallback: bool, for_its_weekdays: bool) -> str:
    parts = in_order([(rule, cuts_of(rule, for_its_weekdays=for_its_weekdays)) for rule in rules])
    said = [_joined(list(_phrases(parts)))] if rules else []
    if has_fallback:
        said.append(_BY_APPOINTMENT)
    if not said:
        raise CannotBeSaid
    return " || ".join(said)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """`rules` is empty for a cut."""

    text: str
    rules: tuple[Rule, ...] = ()


def _phrases(parts: Iterable[Rule | Cut]) -> Iterator[_Phrase]:
    """Cuts, and rules that differ in their times alone together."""
    alike: list[Rule] = []
    is_all = sum(isinstance(part, Rule) for part in parts) == 1
    for part in parts:
        if isinstance(part, Rule) and (not alike or _but_times(part) == _but_times(alike[0])):
            alike.append(part)
            continue
        if alike:
            yield _phrase(alike, is_all=is_all)
        alike = [part] if isinstance(part, Rule) else []
        if isinstance(part, Cut):
            yield _Phrase(part.text)
    if alike:
        yield _phrase(alike, is_all=is_all)


def _but_times(rule: Rule) -> Rule:
    return replace(rule, opens_at=None, closes_at=None)


def _phrase(alike: Sequence[Rule], *, is_all: bool) -> _Phrase:
    rule = alike[0]
    if rule.basis is Basis.TIMES:
        return _Phrase(_timed(alike, is_all=is_all), tuple(alike))
    if rule.basis is Basis.APPOINTMENT:
        return _Phrase(f"{_days(rule)} {_BY_APPOINTMENT}", tuple(alike))
    if rule.basis is Basis.UNKNOWN and rule.appointment is Appointment.UNKNOWN:
        return _Phrase(f"{_days(rule)} unknown", tuple(alike))
    raise CannotBeSaid


def _timed(alike: Sequence[Rule], *, is_all: bool) -> str:
    rule = alike[0]
    spans = ",".join(_span(one) for one in alike)
    remark = _remark(rule)
    if is_all and remark == "" and _never_closes(rule):
        return "24/7"
    return f"{_days(rule)} {spans}{remark}"


def _span(rule: Rule) -> str:
    if rule.opens_at is None or rule.closes_at is None:
        raise CannotBeSaid
    return said_times(rule.opens_at, rule.closes_at)


def _never_closes(rule: Rule) -> bool:
    always = rule.days == EVERY_DAY and rule.opens_at == rule.closes_at == MIDNIGHT
    return always and rule.holidays is HolidayPolicy.OPEN and rule.school is not SchoolPolicy.ONLY


def _days(rule: Rule) -> str:
    said = said_days(rule.days, _narrow(rule))
    if said is None:
        raise CannotBeSaid
    return said


def _narrow(rule: Rule) -> str:
    """Days of the week always, for without them another engine may take a date for more times of the rule before."""
    if rule.school is SchoolPolicy.ONLY:
        return f"SH {said_weekdays(rule.days)}".strip()
    if rule.days.holidays or rule.days.dates:
        return said_weekdays(rule.days)
    return f"{said_weekdays(rule.days) or WHOLE_WEEK}{',PH' if _on_all_days(rule) else ''}"


def _on_all_days(rule: Rule) -> bool:
    """Whether it can be said of every day of the week and of holidays in one breath."""
    whole_week = rule.days.weekdays in ((), tuple(Weekday)) and not rule.days.nth
    return whole_week and _goes_on(rule) and rule.school is not SchoolPolicy.ONLY and not rule.days.holidays


def _goes_on(rule: Rule) -> bool:
    """Whether it must be said that a public holiday makes no difference."""
    return rule.holidays is HolidayPolicy.OPEN and not rule.days.names_days


def _remark(rule: Rule) -> str:
    """Its appointment and that it goes on on holidays, as a comment; "" for neither.

    `PH Mo` is no way to say the latter: by the specification it is a Monday that is a holiday, but opening-hours-py
    takes it for Mondays and holidays.
    """
    said = [WORDS[rule.appointment]] if rule.appointment in WORDS else []
    if _goes_on(rule) and not _on_all_days(rule):
        said.append(ON_HOLIDAYS_TOO)
    if not said:
        return ""
    # A comment alone says unknown in the specification, and for who walks in it is not open.
    modifier = "" if rule.appointment is Appointment.NEEDED else " open"
    return f'{modifier} "{", ".join(said)}"'


def _joined(phrases: Sequence[_Phrase]) -> str:
    """With a comma where rules may speak of one day, with a semicolon where they do not and before a cut."""
    text, rules, has_cut = "", list[Rule](), False
    for phrase in phrases:
        if not phrase.rules:
            _check_nights(phrase, rules)
            text, has_cut = f"{text}; {phrase.text}", True
        elif text.endswith(f"; {CLOSED_ON_HOLIDAYS.text}") and phrase.rules[0].days == _PUBLIC_HOLIDAYS:
            text = text.removesuffix(CLOSED_ON_HOLIDAYS.text) + phrase.text
        elif not text:
            text = phrase.text
        else:
            apart = not has_cut and all(_are_apart(one, phrase.rules[0]) for one in rules)
            text += f"{'; ' if apart else ', '}{phrase.text}"
        rules += phrase.rules
    return text


def _check_nights(cut: _Phrase, rules: Iterable[Rule]) -> None:
    """Hours past midnight belong to the day before with us; a closed day ends them in OpenStreetMap."""
    if cut.text != UNKNOWN_ON_HOLIDAYS.text and any(_lasts_past_midnight(rule) for rule in rules):
        raise CannotBeSaid


def _lasts_past_midnight(rule: Rule) -> bool:
    return rule.passes_midnight and rule.closes_at != MIDNIGHT


def _are_apart(one: Rule, other: Rule) -> bool:
    """Whether no day can be of both, nor the night after it."""
    nights = _lasts_past_midnight(one) or _lasts_past_midnight(other)
    weekdays = set(one.days.weekdays), set(other.days.weekdays)
    return all(weekdays) and not weekdays[0] & weekdays[1] and not nights
