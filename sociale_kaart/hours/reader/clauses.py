"""Signs between words: where a clause ends, and what becomes of days without times."""

from __future__ import annotations

from sociale_kaart.hours.reader.days import set_aside
from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.edges import limits_oddly, says_open, sentence_of
from sociale_kaart.hours.reader.exclusions import settle_holidays
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import BOUNDARY, EXCEPTIONS, TIMED, Reading
from sociale_kaart.hours.schedule import (
    Basis,
    HolidayPolicy,
    SchoolPolicy,
)

_CELL_ENDS = BOUNDARY | {"comma", "slash"}
_WORDS = {"word", "only", "also", "restyear", "comma"}


def read_comma(reading: Reading, _phrase: Phrase) -> None:
    """Between days, between items, or before an afterthought."""
    if reading.excepting and reading.next_kind() not in EXCEPTIONS - {"days", "dates", "ordinal"}:
        reading.excepting = False
    if reading.pending is not None and _trailing(reading):
        _settle_pending(reading)
    reading.only_rest = reading.only_rest and reading.next_kind() == "needed"


def _trailing(reading: Reading) -> bool:
    draft = reading.pending
    return draft is not None and bool(reading.clause_items) and draft.says_weeks and not draft.names_days


def read_colon(reading: Reading, _phrase: Phrase) -> None:
    """What stands before it holds for what follows."""
    draft = reading.pending
    if draft is None and reading.excepting:
        reading.excepting = reading.phrases[reading.at - 2].kind not in EXCEPTIONS - {
            "days",
            "dates",
            "ordinal",
        }
    if draft is None or (reading.next_kind() == "closed" and not draft.days.weekdays):
        return
    if draft.names_days:
        draft.colon = True
    elif not draft.is_empty:
        reading.scope, reading.scope_used = draft, False
        reading.drop()


def read_open(reading: Reading, phrase: Phrase) -> None:
    """The begin of a remark."""
    if reading.pending is None:
        reading.clause_start = phrase.end


def read_close(reading: Reading, _phrase: Phrase) -> None:
    """The end of a remark."""
    reading.excepting = reading.phone = reading.starting = False
    if reading.next_kind() in TIMED and reading.pending is not None and reading.pending.days.weekdays:
        return
    if reading.pending is not None and reading.items and reading.pending.start > reading.items[-1].end:
        _settle_parenthesis(reading, reading.pending)


def _settle_parenthesis(reading: Reading, pending: Draft) -> None:
    limits = reading.next_kind() != "colon" and not pending.days.weekdays and reading.clause_items
    if limits or _opened_after(reading, reading.items[-1].end):
        _settle_pending(reading)


def _opened_after(reading: Reading, place: int) -> bool:
    return reading.pending is not None and "(" in reading.text[place : reading.pending.start]


def read_semi(reading: Reading, phrase: Phrase) -> None:
    """The end of a clause."""
    end_clause(reading, "semi", phrase.end)


def read_stop(reading: Reading, phrase: Phrase) -> None:
    """The end of a sentence; what a question asks holds for its answer ("Liever een andere dag? Maak een afspraak")."""
    only_rest = reading.only_rest
    end_clause(reading, "stop", phrase.end)
    reading.only_rest = only_rest and phrase.text == "?"


def read_pipe(reading: Reading, _phrase: Phrase) -> None:
    """The edge of a cell."""
    if (
        reading.pending is not None
        and reading.pending.names_days
        and reading.ahead(TIMED | {"closed"}, {"pipe", "newline"})
    ):
        reading.pending.colon = True
        return
    if reading.pending is not None and reading.pending.colon:
        reading.drop()


def read_also(reading: Reading, _phrase: Phrase) -> None:
    """As "ook" and "extra": beside what was said, not in its place."""
    reading.adding = True


def read_dash(reading: Reading, _phrase: Phrase) -> None:
    """An empty cell: "wo -"."""
    draft = reading.pending
    if draft is None or not draft.names_days or reading.next_kind() not in _CELL_ENDS:
        return
    if not reading.ahead(TIMED, {"newline", "days", "semi", "comma", "slash"}):
        reading.drop()


def read_newline(reading: Reading, phrase: Phrase) -> None:
    """The end of a line, where times do not stand on the next."""
    end_clause(reading, "newline", phrase.end)


def end_clause(reading: Reading, kind: str, place: int) -> None:
    """Settle what is pending, and forget what held for the clause."""
    if _times_follow(reading, kind):
        return
    if reading.pending is not None:
        _settle_pending(reading)
    if reading.scope is not None and not reading.scope_used and reading.whole.appointment is None:
        reading.whole.appointment = reading.scope.appointment
    if reading.scope is not None and not reading.scope_used and kind in ("stop", "semi", "end"):
        _leave_scope(reading, reading.scope)
    reading.excepting = reading.phone = reading.starting = reading.only_rest = reading.adding = False
    reading.other_days = reading.by_appointment = False
    reading.clause_start, reading.clause_items = place, 0
    if kind != "newline" or reading.scope_used:
        reading.scope = None


def _leave_scope(reading: Reading, scope: Draft) -> None:
    """As "in maart: zie website": nothing came for which it could hold."""
    if scope.says_period or scope.says_weeks:
        reading.leave(scope.start, scope.end)
    reading.scope = None


def _times_follow(reading: Reading, kind: str) -> bool:
    """Whether days without times stand before a sign, and times without days behind it."""
    draft = reading.pending
    if draft is None or draft.only_limits or draft.undecided or reading.clause_items or reading.phone:
        return False
    if draft.colon and kind != "newline":
        return False
    following = (phrase.kind for phrase in reading.phrases[reading.at :] if phrase.kind not in _WORDS)
    return next(following, "end") in TIMED | {"from", "between"} | (
        {"closed"} if kind == "newline" else set()
    )


def _settle_pending(reading: Reading) -> None:
    """What was said without times, at the end of a clause."""
    draft = reading.pending
    reading.drop()
    if draft is None or draft.is_empty or reading.phone or _is_head_of_table(reading, draft):
        return
    if reading.items and _counts_weekday(reading.items[-1], draft):
        reading.items[-1].where(nth=draft.days.nth)
        return
    if draft.named and not draft.days.weekdays:
        _settle_named(reading, draft)
    elif reading.by_appointment and draft.days.weekdays and not reading.clause_items:
        draft.basis = Basis.APPOINTMENT
        reading.items.append(draft)
    elif draft.school is SchoolPolicy.ONLY and reading.whole.school is SchoolPolicy.CLOSED:
        reading.leave(draft.start, draft.end)
    elif limits_oddly(reading, draft):
        _leave_unless_open(reading, draft)
    else:
        _settle_limits(reading, draft)


def _settle_limits(reading: Reading, draft: Draft) -> None:
    if draft.period and draft.only_limits and reading.clause_items:
        _limit_all(reading, draft)
    elif draft.names_days or not reading.items:
        set_aside(reading, draft)
    elif draft.says_weeks:
        _limit_last(reading, draft)
    else:
        _limit_all(reading, draft)


def _leave_unless_open(reading: Reading, draft: Draft) -> None:
    """As "in schoolvakanties gewoon open", which changes nothing; of what else is said of them nothing is known."""
    if not (draft.school is SchoolPolicy.ONLY and says_open(sentence_of(reading, draft))):
        reading.leave(draft.start, draft.end)


def _settle_named(reading: Reading, draft: Draft) -> None:
    """A holiday is open where the text says so: "ook op feestdagen", "feestdagen open"."""
    said = sentence_of(reading, draft)
    beside_a_date = bool(reading.clause_items and reading.items[-1].days.dates)
    if beside_a_date or (draft.appointment is None and says_open(said)):
        settle_holidays(reading, draft.named, HolidayPolicy.OPEN)
    else:
        reading.leave(draft.start, draft.end)


def _is_head_of_table(reading: Reading, draft: Draft) -> bool:
    """As "| | ochtend | middag |": what stands below says when."""
    return bool(draft.part) and draft.only_limits and "|" in reading.text[: draft.end]


def _counts_weekday(item: Draft, draft: Draft) -> bool:
    """As in "dinsdag 14-16 uur (elke 2e en 4e dinsdag van de maand)"."""
    said, counted = item.days, draft.days
    return (
        bool(counted.nth)
        and not draft.others
        and not said.nth
        and not said.dates
        and counted.weekdays == said.weekdays
    )


def _limit_last(reading: Reading, draft: Draft) -> None:
    days = draft.days
    for item in reading.items[-max(1, reading.clause_items if reading.clause_items == 1 else 1) :]:
        item.where(
            weeks=days.weeks or item.days.weeks,
            interval=days.interval or item.days.interval,
            per_month=days.per_month or item.days.per_month,
        )


def _limit_all(reading: Reading, draft: Draft) -> None:
    for item in reading.items:
        if not item.days.dates:
            item.inherit_period(draft)
        if draft.days.year_unknown:
            item.where(year_unknown=True)
