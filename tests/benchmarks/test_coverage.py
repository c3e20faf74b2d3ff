"""The benchmark of coverage on a small country: its own assertions hold, ours against its peers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import coverage_places
from benchmarks.coverage_best import solved
from benchmarks.coverage_country import SQUARE_M, Country, country

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def small() -> Country:
    return country(squares=3_000, sites=40, candidates=30)


def test_the_country_is_made_of_inhabited_squares_in_real_gemeenten(small: Country) -> None:
    assert len(small.squares) == 3_000
    assert (small.squares.persons["all"] >= 5).all()
    assert np.array_equal(np.mod(small.squares.xy_rd, SQUARE_M), np.full((3_000, 2), SQUARE_M / 2))
    assert len(np.unique(small.squares.xy_rd, axis=0)) == 3_000
    assert len(set(small.squares.gemeentecode)) > 300
    again = country(squares=3_000, sites=40, candidates=30)
    assert np.array_equal(small.squares.xy_rd, again.squares.xy_rd)


def test_ours_and_the_peers_agree_on_it(small: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage_places, "SAMPLE", 50)
    told = [*coverage_places.nearest_site(small), *coverage_places.what_if(small)]
    assert {row.bar for row in told} == {"1", "3"}


def test_the_solver_in_a_process_of_its_own_finds_the_optimum(tmp_path: Path) -> None:
    problem = tmp_path / "problem.npz"
    line = np.column_stack((np.arange(6) * 1_000.0, np.zeros(6)))
    np.savez(problem, xy_rd=line, persons=np.ones(6), candidates_rd=line, limit_m=1_000.0, n=2)
    found = solved(Path(sys.executable), "ours", problem, 60.0)
    assert found["reached"] == 6.0
    assert found["peak_mb"] >= found["added_mb"] >= 0
    stopped = solved(Path(sys.executable), "ours", problem, 0.01)
    assert set(stopped) == {"peak_mb"}


def test_the_benchmark_tells_its_options() -> None:
    command = [sys.executable, "-m", "benchmarks.coverage", "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "--spopt-seconds" in told
