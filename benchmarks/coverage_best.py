"""Bar 2 of coverage: the best set of places, beside spopt, each solver in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.coverage_country import Country
from benchmarks.coverage_covering import peak_mb
from benchmarks.coverage_rows import Row, at_least
from sociale_kaart.coverage.points import ALL, Points

PEERS = Path(".venv-benchmark/bin/python")
LIMIT_M = 5_000.0
PLACES = 25
UTRECHT = np.array([136_000.0, 456_000.0])
AROUND_M = 25_000.0


def best_places(made: Country, spopt_seconds: float) -> Iterator[Row]:
    """Around Utrecht, where spopt comes to its end; on all buurten; on all squares."""
    near = np.hypot(*(made.candidates_rd - UTRECHT).T) < AROUND_M
    utrecht = made.buurten.only(np.hypot(*(made.buurten.xy_rd - UTRECHT).T) < AROUND_M)
    # Too small for a ratio to say anything: it is there because spopt comes to its end, with the same optimum.
    yield from _beside(
        "buurten around Utrecht", utrecht, made.candidates_rd[near], 5, spopt_seconds, with_bar=False
    )
    yield from _beside("buurten", made.buurten, made.candidates_rd, PLACES, spopt_seconds)
    yield from _beside("squares", made.squares, made.candidates_rd, PLACES, spopt_seconds)


def _beside(
    what: str, points: Points, candidates_rd: np.ndarray, n: int, seconds: float, *, with_bar: bool = True
) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        problem = Path(folder) / "problem.npz"
        np.savez(
            problem,
            xy_rd=points.xy_rd,
            persons=points.persons[ALL],
            candidates_rd=candidates_rd,
            limit_m=LIMIT_M,
            n=n,
        )
        ours = solved(Path(sys.executable), "ours", problem, 600.0)
        yield Row(
            "2",
            f"the best {n} of {len(candidates_rd)} candidates, {len(points):,} {what}",
            f"{ours['seconds']:.2f} s, {ours['added_mb']:.0f} MB",
        )
        if not PEERS.exists():
            yield Row("2", "  spopt is not installed: make install-benchmark", "")
            return
        peer = solved(PEERS, "spopt", problem, seconds)
    finished = "reached" in peer
    if finished:
        assert abs(peer["reached"] - ours["reached"]) < 0.5, (peer, ours)
    its_s = peer["seconds"] if finished else seconds
    told = "the same optimum" if finished else "stopped"
    its_mb, our_mb = (one["added_mb"] if finished else one["peak_mb"] for one in (peer, ours))
    ratios = (
        at_least(
            "2",
            f"  spopt with CBC, {told}, {its_s:.0f} s",
            its_s / ours["seconds"],
            100,
            stopped=not finished,
        ),
        at_least("2", f"  its memory, {its_mb:.0f} MB", its_mb / our_mb, 10, stopped=not finished),
    )
    for one in ratios:
        yield one if with_bar else replace(one, wanted="", met=None)


def solved(python: Path, who: str, problem: Path, seconds: float) -> dict[str, float]:
    """Seconds, persons and memory; of one that was stopped its memory alone."""
    command = [str(python), "-m", "benchmarks.coverage_covering", who, str(problem)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            told, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            so_far = {"peak_mb": peak_mb(process.pid)}
            _end(process)
            return so_far
    assert process.returncode == 0, f"{who} failed"
    answer: dict[str, float] = json.loads(told)
    return answer


def _end(process: subprocess.Popen[str]) -> None:
    """With the solver that it started, which would run on."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
