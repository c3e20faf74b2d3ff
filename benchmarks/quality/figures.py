"""The figures, printed plainly: per class and level, per confidence band, and beside each bar what it came to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from benchmarks.quality.measure import Result
from benchmarks.quality.variants import CLASSES
from sociale_kaart.geocode.confidence import best_of, table
from sociale_kaart.model import MatchLevel

BANDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0001)
FEWEST_IN_BAND = 200

_HEAD = ("n", "share", "adres", "right", "wrong gem.", "p50 m", "p95 m", "max m")


class Band(NamedTuple):
    """A band of confidence: what was promised on average, and what came true."""

    low: float
    cases: int
    promised: float
    right: float

    @property
    def error(self) -> float:
        return abs(self.promised - self.right)


@dataclass(frozen=True)
class Bar:
    """One bar of the issue: met where value is at least, or else at most, the limit."""

    told: str
    value: float
    limit: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        value, limit = (f"{n:,.0f}" if n > 1 else f"{n:.3%}" for n in (self.value, self.limit))
        met, side = "met " if self.met else "MISS", "at least" if self.at_least else "at most"
        return f"  {met}  {self.told}: {value} ({side} {limit})"


class Some:
    """Some of the results, and what can be said of them together."""

    def __init__(self, results: Iterable[Result]) -> None:
        self.results = list(results)

    def __len__(self) -> int:
        return len(self.results)

    def where(self, holds: Callable[[Result], bool]) -> Some:
        return Some(filter(holds, self.results))

    def share(self, holds: Callable[[Result], bool]) -> float:
        """Share of them for which this holds; 0 of none."""
        return sum(map(holds, self.results)) / len(self.results) if self.results else 0.0

    @property
    def at_address(self) -> Some:
        return self.where(lambda result: result.at_address)

    @property
    def at_address_share(self) -> float:
        return self.share(lambda result: result.at_address)

    @property
    def wrong(self) -> float:
        return self.share(lambda result: not result.right)

    @property
    def wrong_gemeente(self) -> float:
        return self.share(lambda result: result.wrong_gemeente)

    def by(self, key: Callable[[Result], str]) -> dict[str, Some]:
        """Them by a key, in order of that key."""
        found: defaultdict[str, list[Result]] = defaultdict(list)
        for result in self.results:
            found[key(result)].append(result)
        return {name: Some(found[name]) for name in sorted(found)}

    def off(self) -> str:
        """How many metres the points are off: half of them, 95 of a hundred, all of them at most so far."""
        off = sorted(result.distance_m for result in self.results if result.distance_m is not None)
        if not off:
            return "".join(f"{'-':>9}" for _ in range(3))
        return "".join(f"{off[at]:>9.0f}" for at in (len(off) // 2, int(len(off) * 0.95), -1))


def print_figures(results: Sequence[Result], half: str) -> None:
    """Everything about one half, but the bars."""
    every = Some(results)
    by_kind = every.by(lambda result: result.variant.kind)
    print(f"\nHalf: {half}, {len(every):,} variants. Per class:")
    print(f"  {'class':16}" + "".join(f"{name:>{11 if 'wrong' in name else 9}}" for name in _HEAD))
    for kind in CLASSES:
        _print_class(kind, by_kind.get(kind, Some([])), len(every))
    print(
        "\nPer class and level: answers, share of the class, right at that level, wrong gemeente, metres off"
    )
    for kind in by_kind:
        levels = by_kind[kind].by(lambda result: result.match.level.value)
        for level in (level.value for level in MatchLevel if level.value in levels):
            _print_level(f"{kind:16}{level:12}", levels[level], len(by_kind[kind]))
    print("\nPer detail: variants, at address level, right of those")
    for detail, some in every.by(lambda result: f"{result.variant.kind}: {result.variant.detail}").items():
        print(f"  {detail:38}{len(some):>7}{some.at_address_share:>9.2%}{1 - some.at_address.wrong:>9.2%}")
    print(
        "\nCalibration: answers with a confidence of so much and more, what they promised, how many were right"
    )
    for band in calibration(results):
        few = "" if band.cases >= FEWEST_IN_BAND else "  (too few to count)"
        print(
            f"  {band.low:5.3f}{band.cases:>8}{band.promised:>9.3f}{band.right:>9.3f}  error {band.error:.3f}{few}"
        )


def bars(results: Sequence[Result]) -> bool:
    """Print each bar with its figure, and beside it what it is without what was set apart; whether all are met."""
    every = Some(results)
    known = every.where(lambda result: result.variant.in_register)
    absent = every.where(lambda result: not result.variant.in_register)
    messy = known.where(lambda result: result.variant.kind != "clean")
    tellable = messy.where(lambda result: not result.variant.shared_number)
    accepted = tellable.at_address
    counted = [band.error for band in calibration(results) if band.cases >= FEWEST_IN_BAND]
    smallest = min(Counter(result.variant.kind for result in results).values()) / len(results)
    judged = (
        Bar("variants to report on", len(results), 20_000, at_least=True),
        Bar("share of the smallest class", smallest, 0.05, at_least=True),
        Bar("complete and messy, at address level", tellable.at_address_share, 0.97, at_least=True),
        Bar("of those wrong", accepted.wrong, 0.003),
        Bar("of those in a wrong gemeente", accepted.wrong_gemeente, 0.0005),
        Bar("absent from the register, accepted all the same", absent.at_address_share, 0.02),
        Bar("largest calibration error in a band", max(counted, default=1.0), 0.05),
    )
    print("\nBars:", *judged, sep="\n")
    print(
        "\nWith and without what is set apart: variants, at address level, of those wrong, in a wrong gemeente"
    )
    told_apart = known.where(lambda result: not result.variant.shared_number)
    _print_part("complete and messy (the bar)", tellable)
    _print_part("clean ones too", told_apart)
    _print_part("suffixes left out that nobody could tell, too", messy)
    _print_part("both", known)
    _print_part("those suffixes alone", messy.where(lambda result: result.variant.shared_number))
    _print_part(
        "real addresses alone", tellable.where(lambda result: result.variant.truth.origin != "made up")
    )
    _print_part(
        "made-up addresses alone", tellable.where(lambda result: result.variant.truth.origin == "made up")
    )
    placed = every.where(lambda result: bool(result.match.gemeentecode))
    print(
        f"  in a wrong gemeente at any level, absent ones too: {placed.wrong_gemeente:.3%} of {len(placed)}"
    )
    for what, some in absent.by(_what_is_absent).items():
        print(f"  absent {what}: {some.at_address_share:.2%} of {len(some)} accepted")
    return all(bar.met for bar in judged)


def _what_is_absent(result: Result) -> str:
    what = result.variant.detail.partition(",")[0]
    return f"{what}, {'made up' if result.variant.truth.origin == 'made up' else 'real'}"


def calibration(results: Sequence[Result]) -> list[Band]:
    """Each band of confidence that has answers, by the table in the package."""
    known = table()
    told = [(best_of(known, one.evidence), one.right) for one in results if one.evidence is not None]
    found = []
    for low, high in pairwise(BANDS):
        inside = [(sure, right) for sure, right in told if sure is not None and low <= sure < high]
        if inside:
            promised = sum(sure for sure, _ in inside) / len(inside)
            found.append(Band(low, len(inside), promised, sum(right for _, right in inside) / len(inside)))
    return found


def _print_class(kind: str, some: Some, of: int) -> None:
    shares = f"{len(some) / of:>9.1%}{some.at_address_share:>9.2%}{1 - some.at_address.wrong:>9.2%}"
    print(f"  {kind:16}{len(some):>9}{shares}{some.wrong_gemeente:>11.3%}{some.off()}")


def _print_level(named: str, some: Some, of: int) -> None:
    shares = f"{len(some) / of:>8.1%}{1 - some.wrong:>9.2%}{some.wrong_gemeente:>9.3%}"
    print(f"  {named}{len(some):>7}{shares}{some.off()}")


def _print_part(told: str, some: Some) -> None:
    good = some.at_address
    shares = f"{some.at_address_share:>9.2%}{good.wrong:>9.3%}{good.wrong_gemeente:>9.3%}"
    print(f"  {told:48}{len(some):>7}{shares}")
