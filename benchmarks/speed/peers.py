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
    """Every kind of question to each of the three; to addok right after us, so that a busy moment hits both."""
    sample = questions.draw(source, SAMPLE // few, seed=1)
    asked = {
        what: questions.questions(sample.addresses, make, _SIZE // few * (RUNS + 1), seed=1)
        for what, make in _KINDS
    }
    documents = folder / "addok.sjson"
    addok.write_documents(source, documents)
    read_through(register)
    with addok.running(python, folder / "redis") as peer, RegisterBackend(register) as backend:
        started = time.perf_counter()
        peer.fill(documents)
        yield Figure("addok, import", time.perf_counter() - started, "s")
        documents.unlink()
        for what, these in asked.items():
            # addok answers in one process, beside that of its redis.
            ours = by_id(backend, f"{what}: register", these, processes=1)
            theirs = _addok(peer, what, these)
            yield from (ours, theirs, _times(what, ours, theirs))
    yield from _naive(source, asked, few)


def _addok(peer: addok.Addok, what: str, asked: Sequence[Question]) -> Figure:
    warm_up, runs = split([(one.asked.text, _FILTERS) for one in asked])
    answers = peer.ask(warm_up, runs)
    found = [id_ for run in answers.ids for id_ in run]
    truths = [one.truth for run in split(asked)[1] for one in run]
    speed = rate(answers.seconds, [len(run) for run in runs])
    return Figure(f"{what}: addok", speed, "/s", *shares(found, truths))


def _times(what: str, ours: Figure, theirs: Figure) -> Figure:
    """The bar: so many times as fast, and fewer errors."""
    times = ours.value / theirs.value
    fewer_errors = (ours.right or 0.0) > (theirs.right or 0.0)
    return Figure(
        f"{what}: ours to addok", times, "times", bar=f">= {_TIMES}", met=times >= _TIMES and fewer_errors
    )


def _naive(source: Path, asked: dict[str, list[Question]], few: int) -> Iterator[Figure]:
    naive = Naive(source)
    for what, these in asked.items():
        some = these[: _NAIVE // min(few, 5)]
        started = time.perf_counter()
        found = naive.ask([one.asked.text for one in some])
        speed = len(some) / (time.perf_counter() - started)
        yield Figure(f"{what}: naive", speed, "/s", *shares(found, [one.truth for one in some]))
