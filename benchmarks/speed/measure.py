"""Rates and shares of right answers: a warm-up, then runs on questions of their own, for answers are remembered."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sociale_kaart.geocode.backend import Outcome
from sociale_kaart.model import MatchLevel

RUNS = 3

_Q = TypeVar("_Q")
_A = TypeVar("_A")


@dataclass(frozen=True)
class Figure:
    """What was measured: how fast, how much of it right, and the bar for it, if there is one."""

    what: str
    value: float
    unit: str
    right: float | None = None
    wrong: float | None = None
    bar: str = ""
    met: bool | None = None


def timed(
    ask: Callable[[Sequence[_Q]], Sequence[_A]], warm_up: Sequence[_Q], runs: Sequence[Sequence[_Q]]
) -> tuple[list[float], list[list[_A]]]:
    """The seconds that each run took, and its answers."""
    ask(warm_up)
    seconds, answers = [], []
    for questions in runs:
        started = time.perf_counter()
        given = ask(questions)
        seconds.append(time.perf_counter() - started)
        answers.append(list(given))
    return seconds, answers


def rate(seconds: Sequence[float], counts: Sequence[int]) -> float:
    """The median over the runs of how many a second."""
    return statistics.median(count / took for count, took in zip(counts, seconds, strict=True))


def split(questions: Sequence[_Q], runs: int = RUNS) -> tuple[Sequence[_Q], list[Sequence[_Q]]]:
    """A warm-up and runs, all of different questions and as many in each."""
    size = len(questions) // (runs + 1)
    parts = [questions[i * size : (i + 1) * size] for i in range(runs + 1)]
    return parts[0], parts[1:]


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def given_id(outcome: Outcome) -> str:
    """What an answer says is the address; "" where it does not say."""
    return outcome.nummeraanduiding_id if outcome.level is MatchLevel.ADRES else ""
