"""Each kind of look-up, on one register."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.quality.real import Address
from benchmarks.quality.variants import Variant
from benchmarks.speed import questions
from benchmarks.speed.measure import RUNS, Figure, given_id, percentile, rate, split, timed
from benchmarks.speed.questions import Make, Question, Sample
from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.geocode.backend import Outcome
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.model import AddressInput, MatchLevel

SAMPLE = 240_000
# Questions in a run.
_EXACT, _FUZZY, _NEAR, _TYPED = 20_000, 5_000, 2_000, 60

# What each kind of question must reach a second (issue 3, bar 2).
_KINDS: tuple[tuple[str, Make, int, int], ...] = (
    ("postcode and number", questions.by_postcode, _EXACT, 50_000),
    ("street, number and place", questions.by_street, _EXACT, 25_000),
    ("misspelled street, number and place", questions.misspelled, _FUZZY, 5_000),
)
_MESSY_BAR, _SUGGEST_BAR_MS = 8_000, 20.0
# Coordinates are stored in decimetres.
_ROUNDED_M = 0.3


def figures(register: Path, sample: Sample, few: int = 1) -> Iterator[Figure]:
    """Every figure on one register; few: ask so many times fewer questions."""
    read_through(register)
    with RegisterBackend(register) as backend:
        for what, make, size, bar in _KINDS:
            asked = questions.questions(sample.addresses, make, size // few * (RUNS + 1), seed=size)
            yield by_id(backend, what, asked, bar)
        yield messy(backend, sample, _FUZZY // few)
        yield reverse(backend, sample.addresses[-(_NEAR // few) * (RUNS + 1) :])
        yield from suggest(backend, sample.addresses[: _TYPED * (RUNS + 1) // min(few, 4)])


def read_through(path: Path) -> None:
    """Bring a file into the cache of the operating system."""
    with path.open("rb") as file:
        while file.read(1 << 24):
            pass


def by_id(backend: RegisterBackend, what: str, asked: Sequence[Question], bar: int = 0) -> Figure:
    """How fast questions are answered, and how many with the right nummeraanduiding_id, or with a wrong one."""
    warm_up, runs = split(asked)
    seconds, answers = timed(
        backend.lookup_many, [one.asked for one in warm_up], [[one.asked for one in run] for run in runs]
    )
    speed = rate(seconds, [len(run) for run in runs])
    truths = [one.truth for run in runs for one in run]
    found = [given_id(answer) for run in answers for answer in run]
    right, wrong = shares(found, truths)
    return Figure(what, speed, "/s", right, wrong, f">= {bar:,}" if bar else "", speed >= bar)


def shares(found: Sequence[str], truths: Sequence[str]) -> tuple[float, float]:
    """Of the answers, the shares that are right and that name another address than the right one."""
    right = sum(id_ == truth for id_, truth in zip(found, truths, strict=True))
    wrong = sum(bool(id_) and id_ != truth for id_, truth in zip(found, truths, strict=True))
    return right / len(truths), wrong / len(truths)


def messy(backend: RegisterBackend, sample: Sample, size: int) -> Figure:
    """Messy text, from one line to an answer; right is also to find no address where the right one is not there."""
    made = questions.messy(sample, sample.addresses[: size * 8], size * (RUNS + 1), seed=1)
    warm_up, runs = split(made)
    texts = [[AddressInput(text=str(one.asked)) for one in part] for part in (warm_up, *runs)]
    seconds, answers = timed(backend.lookup_many, texts[0], texts[1:])
    speed = rate(seconds, [len(run) for run in runs])
    pairs = [pair for run, given in zip(runs, answers, strict=True) for pair in zip(run, given, strict=True)]
    # Where a suffix was left out of a number that several addresses share, nobody could tell which is meant.
    tellable = [(variant, answer) for variant, answer in pairs if not variant.shared_number]
    right = sum(_is_right(*pair) for pair in tellable) / len(tellable)
    wrong = sum(_is_wrong(*pair) for pair in tellable) / len(tellable)
    return Figure(
        "messy text, end to end", speed, "/s", right, wrong, f">= {_MESSY_BAR:,}", speed >= _MESSY_BAR
    )


def _is_right(variant: Variant, answer: Outcome) -> bool:
    return given_id(answer) == (variant.truth.id if variant.in_register else "")


def _is_wrong(variant: Variant, answer: Outcome) -> bool:
    given = given_id(answer)
    return bool(given) and given != variant.truth.id


def reverse(backend: RegisterBackend, addresses: Sequence[Address]) -> Figure:
    """The address nearest to a point some metres from one: right where none of ours is known to be nearer."""
    rng = Random("reverse")
    points = [(one.x_rd + rng.uniform(-4, 4), one.y_rd + rng.uniform(-4, 4), one) for one in addresses]
    lon, lat = rd_to_wgs84([x for x, _, _ in points], [y for _, y, _ in points])
    places = list(zip(lon.tolist(), lat.tolist(), strict=True))
    warm_up, runs = split(places)
    _, asked = split(points)

    def ask(these: Sequence[tuple[float, float]]) -> list[Outcome]:
        return [backend.reverse(*one) for one in these]

    seconds, answers = timed(ask, warm_up, runs)
    near = [
        answer.level is MatchLevel.ADRES
        and answer.x_rd is not None
        and answer.y_rd is not None
        and math.hypot(answer.x_rd - x, answer.y_rd - y)
        <= math.hypot(one.x_rd - x, one.y_rd - y) + _ROUNDED_M
        for points_, given in zip(asked, answers, strict=True)
        for (x, y, one), answer in zip(points_, given, strict=True)
    ]
    return Figure("reverse", rate(seconds, [len(run) for run in runs]), "/s", sum(near) / len(near))


def suggest(backend: RegisterBackend, addresses: Sequence[Address]) -> Iterator[Figure]:
    """How long somebody who types waits after each key; right where the address is offered when all of it is typed."""
    rng = Random("suggest")
    typed = [(questions.keystrokes(one, rng), one.id) for one in addresses]
    warm_up, runs = split(typed)
    _milliseconds(backend, warm_up)
    waited = [_milliseconds(backend, run) for run in runs]
    offered = [
        any(
            given_id(backend.lookup(AddressInput(text=one.label))) == truth
            for one in backend.suggest(texts[-1])
        )
        for texts, truth in typed
    ]
    for percent in (50, 95, 99):
        value = statistics.median(percentile(run, percent) for run in waited)
        bar, met = (f"<= {_SUGGEST_BAR_MS:.0f}", value <= _SUGGEST_BAR_MS) if percent == 95 else ("", None)
        yield Figure(
            f"suggest after each key, p{percent}", value, "ms", sum(offered) / len(offered), bar=bar, met=met
        )


def _milliseconds(backend: RegisterBackend, typed: Sequence[tuple[list[str], str]]) -> list[float]:
    waited = []
    for texts, _ in typed:
        for text in texts:
            started = time.perf_counter()
            backend.suggest(text)
            waited.append((time.perf_counter() - started) * 1000)
    return waited
