"""Reads what coordinators write about hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.grammar import Reader
from sociale_kaart.hours.reader.phrases import Folder
from sociale_kaart.hours.reader.result import (
    MOST_CHARACTERS,
    Doubt,
    DoubtKind,
    Leftover,
    ParsedHours,
)
from sociale_kaart.hours.reader.tokens import is_osm, osm_in_dutch, plain, terms
from sociale_kaart.hours.schedule import (
    Basis,
    Days,
    Holiday,
    HolidayPolicy,
    Hours,
    Rule,
    SchoolPolicy,
)
from sociale_kaart.model import Appointment


def parse(text: str, lang: str = "nl", as_of: date | None = None) -> ParsedHours:
    """The hours that a text describes (see `_parse`); what the model refuses is left over whole, never raised."""
    try:
        return _parse(text, lang, as_of)
    except (ValueError, OverflowError):
        return ParsedHours(text, Hours(leftover=(text,)), (Leftover(0, text),))


def _parse(text: str, lang: str, as_of: date | None) -> ParsedHours:
    """The hours that a text describes.

    lang : language of the text, "nl" or "en": it settles whether 03/04 must be asked back
    as_of : the date of the source, which settles dates without a year

    Of a text of more than 2,000 characters the rest is a leftover.
    """
    head = text[:MOST_CHARACTERS]
    osm = is_osm(head)
    said = plain(osm_in_dutch(head) if osm else head)
    reader = Reader(Folder(list(terms(said)), said).phrases(), head, as_of, lang)
    reader.read()
    if osm:
        _replace_earlier(reader.items, head)
    leftovers = list(reader.leftovers)
    if text[MOST_CHARACTERS:].strip():
        leftovers.append(Leftover(MOST_CHARACTERS, text[MOST_CHARACTERS:]))
    rules = tuple(_rules(reader))
    doubts = (*reader.doubts, *_phases(rules))
    hours = Hours(rules=rules, leftover=tuple(one.text for one in leftovers), doubtful=bool(doubts))
    return ParsedHours(
        text, hours, tuple(sorted(leftovers)), doubts, reader.appointment or Appointment.UNKNOWN
    )


def _replace_earlier(items: list[Draft], text: str) -> None:
    """After a semicolon an OpenStreetMap rule replaces what earlier ones say of the same days."""
    for at, later in enumerate(items):
        for earlier in items[:at]:
            if ";" in text[earlier.end : later.end] and set(earlier.days.weekdays) & set(later.days.weekdays):
                earlier.excepts.append(later.days)


def _phases(rules: tuple[Rule, ...]) -> list[Doubt]:
    vague = any(
        (rule.days.interval and rule.days.interval.anchor is None) or rule.days.per_month for rule in rules
    )
    if not vague:
        return []
    every_other = any(rule.days.interval for rule in rules)
    readings = (
        ("in de even weken", "in de oneven weken")
        if every_other
        else ("welke week van de maand staat er niet bij",)
    )
    return [Doubt(DoubtKind.PHASE_MISSING, readings)]


def _rules(reader: Reader) -> list[Rule]:
    items = [item for item in reader.items if not item.phone and not item.undecided]
    rules = [
        _with_whole(rule, reader, item)
        for item in items
        for rule in item.rules()
        if item.spans or item.basis is not Basis.TIMES
    ]
    rules += [_extra(draft, items, reader) for draft in reader.extra_bases]
    if not rules and reader.appointment is Appointment.NEEDED and not reader.items_said:
        rules.append(Rule(basis=Basis.APPOINTMENT))
    rules += [Rule(days=days, basis=Basis.CLOSED) for days in reader.closed if rules]
    if reader.closed_all and not rules:
        rules.append(Rule(basis=Basis.CLOSED))
    return rules


def _extra(draft: Draft, items: list[Draft], reader: Reader) -> Rule:
    known = tuple({Days(weekdays=item.days.weekdays) for item in items if item.days.weekdays})
    if draft.basis is Basis.LOCATION:
        return Rule(
            days=draft.days,
            basis=draft.basis,
            except_days=known,
            appointment=reader.appointment or Appointment.UNKNOWN,
        )
    return Rule(days=draft.days, basis=draft.basis, except_days=known)


def _with_whole(rule: Rule, reader: Reader, item: Draft) -> Rule:
    """The rule with what holds for the whole text."""
    if item.basis is not Basis.TIMES:
        return rule
    rule = _with_holidays(rule, reader)
    if reader.school is not SchoolPolicy.IGNORE and rule.school is SchoolPolicy.IGNORE:
        rule = replace(rule, school=reader.school, school_holidays=tuple(reader.school_holidays))
    elif rule.school is SchoolPolicy.IGNORE and reader.school_items:
        named = {one for other in reader.school_items for one in other.school_holidays}
        rule = replace(rule, school=SchoolPolicy.CLOSED, school_holidays=tuple(named))
    if item.appointment is None and reader.appointment is not None:
        rule = replace(rule, appointment=reader.appointment)
    return rule


def _with_holidays(rule: Rule, reader: Reader) -> Rule:
    if rule.days.holidays:
        return rule
    timed = [one for other in reader.items for one in other.named if other.spans]
    policy = reader.holidays or (HolidayPolicy.CLOSED if Holiday.ANY in timed else HolidayPolicy.UNKNOWN)
    closed = (reader.closed_on | set(timed)) - reader.open_on - {Holiday.ANY}
    if policy is HolidayPolicy.CLOSED:
        closed = set()
    return replace(
        rule,
        holidays=policy,
        moved_by=reader.moved_by if policy is HolidayPolicy.MOVED else 0,
        closed_on=tuple(closed),
        open_on=tuple(reader.open_on - closed),
    )
