"""Asks addok a list of questions and times it; runs in addok's own environment, as `python -m` with addok's settings.

Reads {"warm_up": [question...], "runs": [[question...]...]} from standard input, a question being the text and the
filters, and writes {"seconds": [of each run], "ids": [[of the best answer to each question, "" for none]...]}.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from typing import Any


def main() -> None:
    """A warm-up on questions of its own, then the runs that count."""
    with contextlib.redirect_stdout(sys.stderr):
        from addok.config import config

        config.load()
    from addok.core import search

    asked = json.load(sys.stdin)
    _ask(search, asked["warm_up"])
    seconds, ids = [], []
    for questions in asked["runs"]:
        started = time.perf_counter()
        ids.append(_ask(search, questions))
        seconds.append(time.perf_counter() - started)
    json.dump({"seconds": seconds, "ids": ids}, sys.stdout)


def _ask(search: Any, questions: list[tuple[str, dict[str, str]]]) -> list[str]:
    found = [search(text, limit=1, autocomplete=False, **filters) for text, filters in questions]
    return [str(results[0].id) if results and results[0].housenumber else "" for results in found]


if __name__ == "__main__":
    main()
