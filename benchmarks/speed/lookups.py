"""Each kind of look-up, on one register."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any, cast

import numpy as np
import pandas as pd

from benchmarks.quality.real import Address
from benchmarks.quality.variants import Variant
from benchmarks.speed import questions
from benchmarks.speed.measure import RUNS, Figure, Timed, given_id, percentile, split, timed
from benchmarks.speed.questions import Make, Question
from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.geocode.backend import Outcome
from sociale_kaart.geocode.register.columns import ColumnMatches, match_postcodes, match_streets
from sociale_kaart.geocode.register.info import open_register
from sociale_kaart.geocode.register.layout import MAX_SERIAL, pack_key, pack_postcode
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.model import AddressInput, MatchLevel

SAMPLE = 420_000
# Questions in a run; rows in a run of whole columns.
_EXACT, _FUZZY, _NEAR, _TYPED, _ROWS = 100_000, 20_000, 2_000, 60, 500_000

# What each kind of question must reach a second (issue 3, bar 2).
_KINDS: tuple[tuple[str, Make, int, int], ...] = (
    ("postcode and number", questions.by_postcode, _EXACT, 50_000),
    ("street, number and place", questions.by_street, _EXACT, 25_000),
    ("misspelled street, number and place", questions.misspelled, _FUZZY, 5_000),
)
_MESSY_BAR, _COLUMNS_BAR, _SUGGEST_BAR_MS = 8_000, 250_000, 20.0
# Coordinates are stored in decimetres.
_ROUNDED_M = 0.3


def figures(register: Path, source: Path, few: int = 1) -> Iterator[Figure]:
    """Every figure on one register and the file it was made of; few: ask so many times fewer questions."""
    sample = questions.draw(source, SAMPLE // few, seed=1)
    read_through(register)
    yield sqlite_alone(register, sample.addresses[: _EXACT // few])
    with RegisterBackend(register) as backend:
        for what, make, size, bar in _KINDS:
            asked = questions.questions(sample.addresses, make, size // few * (RUNS + 1), seed=size)
            yield by_id(backend, what, asked, bar)
            yield by_id(backend, f"{what}, one process", asked[: len(asked) // 5], processes=1)
        made = questions.messy(sample, sample.addresses, _FUZZY // few * (RUNS + 1), seed=1)
        yield messy(backend, "messy text, end to end", made, _MESSY_BAR)
        yield messy(backend, "messy text, end to end, one process", made[: len(made) // 5], processes=1)
        yield from columns(register, questions.draw_rows(source, _ROWS // few * (RUNS + 1), seed=2))
        yield reverse(backend, sample.addresses[-(_NEAR // few) * (RUNS + 1) :])
        yield from suggest(backend, sample.addresses[: _TYPED * (RUNS + 1) // min(few, 4)])


def sqlite_alone(register: Path, addresses: Sequence[Address]) -> Figure:
    """What SQLite does with a key and nothing else, to tell a slow machine from slow code."""
    bases = [
        pack_key(pack_postcode(address.postcode), address.number) for address in addresses if address.postcode
    ]
    with closing(open_register(register)) as connection:

        def ask(keys: Sequence[int]) -> list[Any]:
            sql = "SELECT * FROM address WHERE key BETWEEN ? AND ?"
            return [connection.execute(sql, (key, key | MAX_SERIAL)).fetchall() for key in keys]

        warm_up, runs = split(bases)
        told = timed(ask, warm_up, runs)
    return Figure("SQLite alone, by key (for scale)", told.rate, "/s", of_cpu=told.of_cpu)


def read_through(path: Path) -> None:
    """Bring a file into the cache of the operating system."""
    with path.open("rb") as file:
        while file.read(1 << 24):
            pass


def by_id(
    backend: RegisterBackend,
    what: str,
    asked: Sequence[Question],
    bar: int = 0,
    processes: int | None = None,
) -> Figure:
    """How fast questions are answered, and how many with the right nummeraanduiding_id, or with a wrong one."""
    warm_up, runs = split(asked)
    told = timed(
        partial(backend.lookup_many, processes=processes),
        [one.asked for one in warm_up],
        [[one.asked for one in run] for run in runs],
    )
    found = [given_id(answer) for answer in told.all_answers]
    truths = [one.truth for run in runs for one in run]
    return per_second(what, told, *shares(found, truths), bar, processes)


def per_second(
    what: str, told: Timed[Any], right: float, wrong: float, bar: int = 0, processes: int | None = None
) -> Figure:
    """A rate, with its bar where there is one; processor time only of what had no helpers."""
    of_cpu = told.of_cpu if processes == 1 else None
    return Figure(what, told.rate, "/s", right, wrong, f">= {bar:,}" if bar else "", told.rate >= bar, of_cpu)


def shares(found: Sequence[str], truths: Sequence[str]) -> tuple[float, float]:
    """Of the answers, the shares that are right and that name another address than the right one."""
    right = sum(id_ == truth for id_, truth in zip(found, truths, strict=True))
    wrong = sum(bool(id_) and id_ != truth for id_, truth in zip(found, truths, strict=True))
    return right / len(truths), wrong / len(truths)


def messy(
    backend: RegisterBackend,
    what: str,
    made: Sequence[Variant],
    bar: int = 0,
    processes: int | None = None,
) -> Figure:
    """Messy text, from one line to an answer; right is also to find no address where the right one is not there."""
    warm_up, runs = split(made)
    texts = [[AddressInput(text=str(one.asked)) for one in part] for part in (warm_up, *runs)]
    told = timed(partial(backend.lookup_many, processes=processes), texts[0], texts[1:])
    variants = [variant for run in runs for variant in run]
    pairs = list(zip(variants, told.all_answers, strict=True))
    # Where a suffix was left out of a number that several addresses share, nobody could tell which is meant.
    tellable = [(variant, answer) for variant, answer in pairs if not variant.shared_number]
    right = sum(_is_right(*pair) for pair in tellable) / len(tellable)
    wrong = sum(_is_wrong(*pair) for pair in tellable) / len(tellable)
    return per_second(what, told, right, wrong, bar, processes)


def _is_right(variant: Variant, answer: Outcome) -> bool:
    return given_id(answer) == (variant.truth.id if variant.in_register else "")


def _is_wrong(variant: Variant, answer: Outcome) -> bool:
    given = given_id(answer)
    return bool(given) and given != variant.truth.id


def columns(register: Path, rows: pd.DataFrame) -> Iterator[Figure]:
    """Whole columns at once, by postcode and by street."""
    suffix = rows["huisletter"] + rows["huisnummertoevoeging"]
    table = rows.assign(suffix=suffix, id=rows["nummeraanduiding_id"].astype("int64"))
    warm_up, runs = split(table)
    for what, match, names in (
        ("columns, by postcode", match_postcodes, ["postcode", "huisnummer", "suffix"]),
        ("columns, by street", match_streets, ["openbare_ruimte", "huisnummer", "woonplaats", "suffix"]),
    ):

        def ask(
            part: pd.DataFrame, match: Callable[..., ColumnMatches] = match, names: Sequence[str] = names
        ) -> list[int]:
            matches = match(register, *(part[name].to_numpy() for name in names))
            return cast(list[int], matches.nummeraanduiding_id)

        told = timed(ask, warm_up, runs)
        found, truths = np.array(told.all_answers), pd.concat(runs)["id"].to_numpy()
        right, wrong = (found == truths).mean(), ((found != truths) & (found > 0)).mean()
        yield per_second(what, told, right, wrong, _COLUMNS_BAR)


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

    told = timed(ask, warm_up, runs)
    near = [
        answer.level is MatchLevel.ADRES
        and answer.x_rd is not None
        and answer.y_rd is not None
        and math.hypot(answer.x_rd - x, answer.y_rd - y)
        <= math.hypot(one.x_rd - x, one.y_rd - y) + _ROUNDED_M
        for (x, y, one), answer in zip(chain.from_iterable(asked), told.all_answers, strict=True)
    ]
    return Figure("reverse", told.rate, "/s", sum(near) / len(near), of_cpu=told.of_cpu)


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
