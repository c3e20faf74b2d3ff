"""Bars 1 to 3 of coverage: nearest site, best set of places, and what if, on a generated country of 100 m squares.

    .venv/bin/python -m benchmarks.coverage [--squares 380000] [--sites 1500] [--candidates 500] [--spopt-seconds 60]

Beside each figure its peer in the same run, on the same points, with equal answers asserted: geopandas.sjoin_nearest;
the notebook's apply(distance.min()), on a sample and reckoned up; spopt, in `.venv-benchmark` (make install-benchmark),
stopped when its time is over: then "at least". Times are by the clock, of ours the median of three runs, of a peer one.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import numpy as np

from benchmarks.coverage_country import Country, country
from benchmarks.coverage_covering import peak_mb
from sociale_kaart.coverage import grid
from sociale_kaart.coverage.comparison import compare
from sociale_kaart.coverage.measures.nearest import nearest_m
from sociale_kaart.coverage.points import ALL, Points
from sociale_kaart.coverage.scenario import scenario

PEERS = Path(".venv-benchmark/bin/python")
LIMIT_M = 5_000.0
PLACES = 25
SAMPLE = 300
RUNS = 3
TRIES = 20

_A = TypeVar("_A")


def main() -> None:
    """Make the country, time each way, assert that they agree, tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--squares", type=int, default=380_000)
    parser.add_argument("--sites", type=int, default=1_500)
    parser.add_argument("--candidates", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spopt-seconds", type=float, default=60.0)
    arguments = parser.parse_args()
    made = country(arguments.squares, arguments.sites, arguments.candidates, arguments.seed)
    print(
        f"{len(made.squares)} inhabited squares in {len(set(made.squares.gemeentecode))} gemeenten, "
        f"{len(made.buurten)} buurten, {len(made.sites)} sites, {len(made.candidates_rd)} candidates"
    )
    sjoin_s = _nearest_site(made)
    _what_if(made, sjoin_s)
    _best_places(made, arguments.spopt_seconds)


def _nearest_site(made: Country) -> float:
    ours_s, distance_m = _median(lambda: nearest_m(made.squares.xy_rd, made.sites.xy_rd))
    points, sites = _frame(made.squares.xy_rd), _frame(made.sites.xy_rd)
    sjoin_s, joined = _timed(lambda: gpd.sjoin_nearest(points, sites, distance_col="metres"))
    np.testing.assert_allclose(joined.groupby(level=0)["metres"].min().to_numpy(), distance_m, rtol=1e-12)
    some = points.geometry.iloc[np.random.default_rng(1).choice(len(points), SAMPLE, replace=False)]
    part_s, least = _timed(lambda: some.apply(lambda point: sites.geometry.distance(point).min()))
    np.testing.assert_allclose(least.to_numpy(), distance_m[some.index], rtol=1e-12)
    apply_s = part_s * len(points) / SAMPLE
    print(f"1 nearest site: ours {ours_s:.3f} s")
    _ratio("geopandas.sjoin_nearest", sjoin_s, ours_s, 5)
    _ratio(f"apply(distance.min()), reckoned up from {SAMPLE} points", apply_s, ours_s, 200)
    return sjoin_s


def _best_places(made: Country, spopt_seconds: float) -> None:
    print(
        f"2 the best {PLACES} of {len(made.candidates_rd)} candidates, nobody reached before, within {LIMIT_M:.0f} m"
    )
    utrecht = _around(made.buurten, np.array([136_000.0, 456_000.0]), 25_000.0)
    near = np.hypot(*(made.candidates_rd - [136_000.0, 456_000.0]).T) < 25_000.0
    _side_by_side("buurten around Utrecht, 5 places", utrecht, made.candidates_rd[near], 5, spopt_seconds)
    _side_by_side("buurten", made.buurten, made.candidates_rd, PLACES, spopt_seconds)
    _side_by_side("squares", made.squares, made.candidates_rd, PLACES, spopt_seconds)


def _side_by_side(what: str, points: Points, candidates_rd: np.ndarray, n: int, seconds: float) -> None:
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
        ours = _solved(Path(sys.executable), "ours", problem, 600.0)
        print(
            f"  {what}: {len(points)} points, {len(candidates_rd)} candidates: ours {ours['seconds']:.2f} s, "
            f"{ours['added_mb']:.0f} MB above the start, {ours['reached']:.0f} persons"
        )
        if not PEERS.exists():
            print("    spopt is not installed: make install-benchmark")
            return
        peer = _solved(PEERS, "spopt", problem, seconds)
    if "reached" not in peer:
        print(
            f"    spopt stopped after {seconds:.0f} s: at least {seconds / ours['seconds']:.0f} x (bar 100), and at "
            f"least {peer['peak_mb']:.0f} MB without its solver; ours {ours['peak_mb']:.0f} MB, all in"
        )
        return
    assert abs(peer["reached"] - ours["reached"]) < 0.5, (peer, ours)
    _ratio("spopt with CBC, same optimum", peer["seconds"], ours["seconds"], 100)
    print(f"    its memory above the start: {peer['added_mb']:.0f} MB")


def _solved(python: Path, who: str, problem: Path, seconds: float) -> dict[str, float]:
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


def _what_if(made: Country, sjoin_s: float) -> None:
    base_s, now = _timed(lambda: scenario(made.squares, made.sites, LIMIT_M))
    now.figures()
    whole = now.nearest.distance_m
    took = []
    for at, (x, y) in enumerate(made.candidates_rd[:TRIES]):
        one_s, after = _timed(lambda x=x, y=y, at=at: now.add(f"new {at}", x, y, gemeentecode=""))
        told_s, _ = _timed(lambda after=after: compare(now, after))
        took.append((one_s, told_s))
    from_scratch_m = nearest_m(made.squares.xy_rd, after.sites.xy_rd)
    np.testing.assert_array_equal(after.nearest.distance_m, from_scratch_m)
    add_s, told_s = (statistics.median(column) for column in zip(*took, strict=True))
    close_s = statistics.median(_timed(lambda at=at: now.close(str(at)))[0] for at in range(TRIES))
    print(f"3 what if: made ready once in {base_s:.2f} s")
    print(
        f"  a site more: {add_s * 1e3:.2f} ms (bar 5), told per gemeente in {told_s * 1e3:.1f} ms more; "
        f"a site less: {close_s * 1e3:.2f} ms"
    )
    _ratio("geopandas.sjoin_nearest again", sjoin_s, add_s, 100)
    rank_s, gains = _median(lambda: now.gains(made.candidates_rd))
    print(f"  ranking {len(gains)} candidates: {rank_s:.3f} s (bar 0.2)")
    left = np.where(whole <= LIMIT_M, 0.0, made.squares.persons[ALL])

    def every_square() -> np.ndarray:
        on = grid.squares(made.squares.xy_rd)
        assert on is not None
        return grid.gains(on, left, LIMIT_M)

    grid_s, every = _median(every_square)
    number = {tuple(xy): at for at, xy in enumerate(made.squares.xy_rd.tolist())}
    here = [number[tuple(xy)] for xy in made.candidates_rd.tolist()]
    np.testing.assert_array_equal(every[here], gains)
    print(
        f"  the gain of every inhabited square: {grid_s:.2f} s (bar 1), the same for the candidates among them"
    )


def _around(points: Points, middle: np.ndarray, metres: float) -> Points:
    here = np.hypot(*(points.xy_rd - middle).T) < metres
    return Points(
        x_rd=points.x_rd[here],
        y_rd=points.y_rd[here],
        gemeentecode=points.gemeentecode[here],
        persons={ALL: points.persons[ALL][here]},
        source=points.source,
        vintage=points.vintage,
    )


def _frame(xy: np.ndarray) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=gpd.points_from_xy(xy[:, 0], xy[:, 1]), crs=28992)


def _ratio(peer: str, its_s: float, ours_s: float, bar: float) -> None:
    ratio = its_s / ours_s
    print(f"    {peer}: {its_s:.2f} s, {ratio:.0f} x (bar {bar:.0f}, {'met' if ratio >= bar else 'MISSED'})")


def _median(work: Callable[[], _A]) -> tuple[float, _A]:
    runs = [_timed(work) for _ in range(RUNS)]
    return statistics.median(took for took, _ in runs), runs[-1][1]


def _timed(work: Callable[[], _A]) -> tuple[float, _A]:
    began = time.perf_counter()
    answer = work()
    return time.perf_counter() - began, answer


if __name__ == "__main__":
    main()
