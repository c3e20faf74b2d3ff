"""Bar 6 of coverage: the tests that hold every measure against its peer, or against counting person by person."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.coverage_rows import Row

MEASURES = "tests/coverage/measures"
CHECKS = {
    "2SFCA = PySAL access to 1e-12": (f"{MEASURES}/test_against_access.py",),
    "every measure = counting person by person, 200 countries each": (
        f"{MEASURES}/test_against_slow_ways.py",
        f"{MEASURES}/test_labels.py",
    ),
    "unknown moves only the bounds; the truth lies within them": (
        f"{MEASURES}/test_unknown.py",
        f"{MEASURES}/test_bounds.py",
    ),
    "over the week, over time, drawn again": (
        f"{MEASURES}/test_over_time.py",
        f"{MEASURES}/test_draws.py",
    ),
    "best set = the best of all sets; each square = added up by hand": (
        "tests/coverage/test_covering.py",
        "tests/coverage/test_grid.py",
    ),
    "step by step = from scratch": ("tests/coverage/test_scenario.py",),
}


def same_answers() -> Iterator[Row]:
    """One row per law. That the covering optimum is spopt's, bar 2 asserts."""
    for what, files in CHECKS.items():
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files],
            capture_output=True,
            text=True,
            check=False,
        )
        counted = {
            word: int(number)
            for number, word in re.findall(r"(\d+) (passed|failed|skipped|error)", run.stdout)
        }
        passed = counted.get("passed", 0)
        yield Row(
            "6",
            what,
            ", ".join(f"{number} {word}" for word, number in counted.items()) or "nothing ran",
            "all, none skipped",
            run.returncode == 0 and passed > 0 and not counted.get("skipped", 0),
        )
