"""The register beside addok and beside the naive way: the same questions on the same addresses, judged alike."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.peers import addok
from benchmarks.peers.naive import Naive
from benchmarks.speed import questions
from benchmarks.speed.lookups import by_id, read_through, shares
from benchmarks.speed.measure import RUNS, Figure, rate, split
from benchmarks.speed.questions import Question
from sociale_kaart.geocode.register.lookup import RegisterBackend

SAMPLE = 60_000
_SIZE = 2_000
_NAIVE = 100
_TIMES = 5
_KINDS = (
    ("exact", questions.exact_line),
    ("exact, no postcode", questions.exact_line_without_postcode),
    ("misspelled", questions.misspelled_line),
    ("misspelled, no postcode", questions.misspelled_line_without_postcode),
)
# Documents with the house number asked for only, as our own level of address has it.
_FILTERS = {"type": "housenumber"}


def figures(source: Path, register: Path, python: Path, folder: Path, few: int = 1) -> Iterator[Figure]:
    """Every kind of question to each of the three."""
    sample = questions.draw(source, SAMPLE // few, seed=1)
    asked = {
        what: questions.questions(sample.addresses, make, _SIZE // few * (RUNS + 1), seed=1)
        for what, make in _KINDS
    }
    ours = _ours(register, asked)
    theirs = list(_addok(source, asked, python, folder))
    naive = list(_naive(source, asked, few))
    yield from ours
    yield from theirs
    yield from naive
    for (what, _), mine, other in zip(_KINDS, ours, theirs[1:], strict=True):
        times = mine.value / other.value
        mine_right, other_right = mine.right or 0.0, other.right or 0.0
        met = times >= _TIMES and mine_right > other_right
        yield Figure(f"ours to addok, {what}", times, "times", bar=f">= {_TIMES}", met=met)


def _ours(register: Path, asked: dict[str, list[Question]]) -> list[Figure]:
    read_through(register)
    with RegisterBackend(register) as backend:
        # addok answers in one process, beside that of its redis.
        return [by_id(backend, f"register, {what}", these, processes=1) for what, these in asked.items()]


def _addok(source: Path, asked: dict[str, list[Question]], python: Path, folder: Path) -> Iterator[Figure]:
    documents = folder / "addok.sjson"
    addok.write_documents(source, documents)
    with addok.running(python, folder / "redis") as peer:
        started = time.perf_counter()
        peer.fill(documents)
        yield Figure("addok, import", time.perf_counter() - started, "s")
        documents.unlink()
        for what, these in asked.items():
            warm_up, runs = split([(one.asked.text, _FILTERS) for one in these])
            answers = peer.ask(warm_up, runs)
            found = [id_ for run in answers.ids for id_ in run]
            speed = rate(answers.seconds, [len(run) for run in runs])
            yield Figure(f"addok, {what}", speed, "/s", *shares(found, _truths(these)))


def _truths(asked: Sequence[Question]) -> list[str]:
    return [one.truth for run in split(asked)[1] for one in run]


def _naive(source: Path, asked: dict[str, list[Question]], few: int) -> Iterator[Figure]:
    naive = Naive(source)
    for what, these in asked.items():
        some = these[: _NAIVE // min(few, 5)]
        started = time.perf_counter()
        found = naive.ask([one.asked.text for one in some])
        speed = len(some) / (time.perf_counter() - started)
        yield Figure(f"naive, {what}", speed, "/s", *shares(found, [one.truth for one in some]))
