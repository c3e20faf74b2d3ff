"""Rates and shares of right answers: a warm-up, then runs on questions of their own, for answers are remembered."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pandas as pd

from sociale_kaart.geocode.backend import Outcome
from sociale_kaart.model import MatchLevel

RUNS = 3

_Q = TypeVar("_Q")
_Several = TypeVar("_Several", Sequence[Any], pd.DataFrame)
_A = TypeVar("_A")


@dataclass(frozen=True)
class Figure:
    """What was measured: how fast, how much of it right, and the bar for it, if there is one.

    of_cpu is the same by the processor time of this process alone: on a busy machine it says more than the clock.
    """

    what: str
    value: float
    unit: str
    right: float | None = None
    wrong: float | None = None
    bar: str = ""
    met: bool | None = None
    of_cpu: float | None = None


@dataclass(frozen=True)
class Timed(Generic[_A]):
    """Seconds by the clock and of the processor that each run took, and its answers."""

    seconds: list[float]
    cpu_seconds: list[float]
    answers: list[list[_A]]

    @property
    def rate(self) -> float:
        """The median over the runs of how many a second."""
        return rate(self.seconds, [len(run) for run in self.answers])

    @property
    def of_cpu(self) -> float:
        return rate(self.cpu_seconds, [len(run) for run in self.answers])

    @property
    def all_answers(self) -> list[_A]:
        return [answer for run in self.answers for answer in run]


def timed(ask: Callable[[_Q], Sequence[_A]], warm_up: _Q, runs: Sequence[_Q]) -> Timed[_A]:
    """Ask for a warm-up, and then each run."""
    ask(warm_up)
    # The questions are ours: looking through them for garbage again and again is no part of an answer.
    gc.collect()
    gc.freeze()
    told = Timed[_A]([], [], [])
    for questions in runs:
        started, cpu = time.perf_counter(), time.process_time()
        given = ask(questions)
        told.seconds.append(time.perf_counter() - started)
        told.cpu_seconds.append(time.process_time() - cpu)
        told.answers.append(list(given))
    return told


def rate(seconds: Sequence[float], counts: Sequence[int]) -> float:
    """The median over the runs of how many a second."""
    return statistics.median(count / took for count, took in zip(counts, seconds, strict=True))


def split(questions: _Several, runs: int = RUNS) -> tuple[_Several, list[_Several]]:
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
