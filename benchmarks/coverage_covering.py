"""One maximal covering problem, solved by us or by spopt, in a process of its own: seconds, persons and memory.

    PYTHON -m benchmarks.coverage_covering ours|spopt PROBLEM.npz

`benchmarks.coverage` starts it. The problem: xy_rd (n, 2) and persons (n,) of points, candidates_rd (c, 2), limit_m, n.
Prints one line of JSON. Imports are not timed, on neither side; making the model from points is, on both.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

Solver = Callable[..., float]


def main() -> None:
    """Read, solve, tell."""
    with np.load(Path(sys.argv[2])) as file:
        problem = {name: file[name] for name in file.files}
    solve = {"ours": _ours, "spopt": _spopt}[sys.argv[1]]()
    before_mb, began = peak_mb(), time.perf_counter()
    reached = solve(**problem)
    seconds = time.perf_counter() - began
    most_mb = peak_mb()
    print(
        json.dumps(
            {"seconds": seconds, "reached": reached, "peak_mb": most_mb, "added_mb": most_mb - before_mb}
        )
    )


def _ours() -> Solver:
    import scipy.spatial  # noqa: F401 - else imported when it is first used, within the time

    from sociale_kaart.coverage.covering import demand, optimum

    def solve(
        xy_rd: np.ndarray, persons: np.ndarray, candidates_rd: np.ndarray, limit_m: np.ndarray, n: np.ndarray
    ) -> float:
        found = optimum(demand(xy_rd, persons, candidates_rd, float(limit_m)), int(n), seconds=600.0)
        assert found.proven
        return found.reached

    return solve


def _spopt() -> Solver:
    import pulp
    from scipy.spatial.distance import cdist
    from spopt.locate import MCLP

    def solve(
        xy_rd: np.ndarray, persons: np.ndarray, candidates_rd: np.ndarray, limit_m: np.ndarray, n: np.ndarray
    ) -> float:
        model = MCLP.from_cost_matrix(
            cdist(xy_rd, candidates_rd), persons, float(limit_m), p_facilities=int(n)
        )
        # gapRel=0: to the optimum, as ours.
        return float(model.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0.0)).problem.objective.value())

    return solve


def peak_mb(process: int | str = "self") -> float:
    """Of one process alone: what getrusage tells begins with the peak of whoever started it."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1e3 for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
