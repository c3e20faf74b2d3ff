"""Terms that belong together made one phrase: "ma, wo en vr", "van 9 tot 12.30", "1 maart t/m 30 april"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sociale_kaart.hours.reader.closedtimes import with_closed_times
from sociale_kaart.hours.reader.dates_of_terms import (
    fold_dash_dates,
    fold_dates,
    fold_dates_day_by_day,
    fold_months,
)
from sociale_kaart.hours.reader.days_of_terms import fold_days, fold_nth_days
from sociale_kaart.hours.reader.phrase import Phrase, Terms
from sociale_kaart.hours.reader.times_of_terms import fold_times
from sociale_kaart.hours.reader.tokens import Term

# The first that fits; each looks at a bounded number of terms.
_FOLDS: tuple[Callable[[Terms], Phrase | None], ...] = (
    fold_nth_days,
    fold_dates_day_by_day,
    fold_days,
    fold_dash_dates,
    fold_times,
    fold_dates,
    fold_months,
)


def phrases_of(terms: Sequence[Term], text: str) -> list[Phrase]:
    """The phrases of a text, in order."""
    reading = Terms(terms, text)
    found: list[Phrase] = []
    while reading.at < len(reading.terms):
        found.append(_next(reading))
    return with_closed_times(found)


def _next(terms: Terms) -> Phrase:
    first = terms.at
    for fold in _FOLDS:
        phrase = fold(terms)
        if phrase is not None:
            return phrase
        terms.at = first
    term = terms.take()
    return terms.phrase(first, term.kind)
