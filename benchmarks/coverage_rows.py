"""What a benchmark of coverage tells: one row per bar, in one plain table; and how time is taken."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

RUNS = 3

_A = TypeVar("_A")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure beside its bar. met: None where there is no bar, or the peer was stopped and nothing is proven."""

    bar: str
    what: str
    figure: str
    wanted: str = ""
    met: bool | None = None


def at_most(bar: str, what: str, figure: float, limit: float, unit: str) -> Row:
    """A figure that should not exceed its bar."""
    return Row(bar, what, f"{_plain(figure)} {unit}", f"<= {limit:g} {unit}", figure <= limit)


def at_least(bar: str, what: str, ratio: float, limit: float, *, stopped: bool = False) -> Row:
    """How many times as fast as a peer. stopped: the peer was, so that the truth is at least this."""
    met = True if ratio >= limit else None if stopped else False
    return Row(bar, what, f"{'at least ' if stopped else ''}{ratio:.1f} x", f">= {limit:g} x", met)


def table(rows: Iterable[Row]) -> str:
    """The rows as text, columns wide enough for what is in them."""
    told = [("bar", "what", "measured", "wanted", "")]
    verdicts = {True: "met", False: "MISSED", None: ""}
    told += [(one.bar, one.what, one.figure, one.wanted, verdicts[one.met]) for one in rows]
    widths = [max(len(line[column]) for line in told) for column in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in told
    )


def median(work: Callable[[], _A]) -> tuple[float, _A]:
    """Seconds by the clock, the median of three runs, and the answer."""
    runs = [timed(work) for _ in range(RUNS)]
    return statistics.median(took for took, _ in runs), runs[-1][1]


def timed(work: Callable[[], _A]) -> tuple[float, _A]:
    """Seconds by the clock, and the answer."""
    began = time.perf_counter()
    answer = work()
    return time.perf_counter() - began, answer


def _plain(figure: float) -> str:
    return f"{figure:.0f}" if figure >= 100 else f"{figure:.2g}" if figure < 1 else f"{figure:.1f}"
