"""Weekdays and which of the month, from terms: "ma, wo en vr", "1e en 3e donderdag"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sociale_kaart.hours.reader.phrase import AND, TO, Phrase, Terms
from sociale_kaart.hours.reader.tokens import Term
from sociale_kaart.hours.reader.words import DAY_PARTS, DAY_STEMS, NTH_WORDS, WEEKDAYS

_FAR = 3
_GROUPS = {"work": (0, 1, 2, 3, 4), "weekend": (5, 6), "all": (0, 1, 2, 3, 4, 5, 6)}


def fold_nth_days(terms: Terms) -> Phrase | None:
    """As "1e en 3e maandag"; without weekdays an ordinal."""
    first = terms.at
    numbers = _numbers(terms)
    if not numbers:
        return None
    days = fold_days(terms) if terms.kind() in ("day", "typo") else None
    if days is not None and days.nth:
        return None
    if days is not None:
        return replace(terms.phrase(first, "days"), weekdays=days.weekdays, nth=numbers, part=days.part)
    return replace(terms.phrase(first, "ordinal"), nth=numbers)


def _numbers(terms: Terms) -> tuple[int, ...]:
    numbers: list[int] = []
    while terms.kind() in ("nth", "nthword"):
        term = terms.take()
        numbers.append(int(term.parts["nth_n"]) if term.kind == "nthword" else NTH_WORDS[term.text])
        if terms.kind() in AND and terms.kind(1) in ("nth", "nthword"):
            terms.take()
    return tuple(numbers)


def fold_days(terms: Terms) -> Phrase | None:
    """As "ma, wo en vr" and "di t/m vr"."""
    first = terms.at
    if terms.kind() not in ("day", "typo", "days"):
        return None
    if terms.kind() == "days":
        term = terms.take()
        return replace(terms.phrase(first, "days"), weekdays=_GROUPS[_group(term.text)])
    return _listed_days(terms, first)


def _listed_days(terms: Terms, first: int) -> Phrase:
    weekdays: list[int] = []
    part = ""
    may_be: tuple[int, ...] = ()
    signs: list[str] = []
    while True:
        day, part_here, doubted = weekday_of(terms.take())
        part, may_be = part_here or part, may_be or doubted
        weekdays.append(day)
        if not (terms.kind() in TO | AND and terms.kind(1) in ("day", "typo")):
            break
        signs.append(terms.take().kind)
    return replace(
        terms.phrase(first, "days"),
        weekdays=_through(weekdays, signs),
        part=part,
        far_pair=_far_pair(weekdays, signs),
        may_be=may_be,
    )


def _group(word: str) -> str:
    if word.startswith("weekend"):
        return "weekend"
    return "work" if word.startswith(("werk", "week", "door")) else "all"


def _through(weekdays: Sequence[int], signs: Sequence[str]) -> tuple[int, ...]:
    """The weekdays with those between a first and a last; three or more joined by dashes are a list."""
    if signs and len(signs) > 1 and set(signs) == {"dash"}:
        return tuple(weekdays)
    every = [weekdays[0]]
    for sign, day in zip(signs, weekdays[1:], strict=True):
        if sign in TO:
            before = every[-1]
            every.extend((before + n) % 7 for n in range(1, (day - before) % 7))
        every.append(day)
    return tuple(every)


def _far_pair(weekdays: Sequence[int], signs: Sequence[str]) -> tuple[int, ...]:
    """The two days of a pair such as "ma/do"; three days with slashes between them are a list."""
    for at, sign in enumerate(signs):
        alone = "slash" not in (*signs[max(0, at - 1) : at], *signs[at + 1 : at + 2])
        if sign == "slash" and alone and (weekdays[at + 1] - weekdays[at]) % 7 >= _FAR:
            return weekdays[at], weekdays[at + 1]
    return ()


def weekday_of(term: Term) -> tuple[int, str, tuple[int, ...]]:
    """The weekday of a term, the part of the day, and what else a typing error can be."""
    if term.kind == "typo":
        meant = tuple(int(one) for one in term.parts["days"].split())
        return meant[0], "", meant if len(meant) > 1 else ()
    if "dy_stem" in term.parts:
        return DAY_STEMS[term.parts["dy_stem"]], "", ()
    return WEEKDAYS[term.parts["dy"]], DAY_PARTS.get(term.parts.get("dy_part", ""), ""), ()
