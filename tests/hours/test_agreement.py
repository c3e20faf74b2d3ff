"""A small run of benchmarks/hours_agreement.py: independent engines say what ours says, or it is known why not."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from benchmarks.hours.brute import BruteForce
from benchmarks.hours.made import made_schedules
from benchmarks.hours.osm import OsmEngine, as_osm
from benchmarks.hours_agreement import differences

SCHEDULES, SEED = 12, 20_260_406


def test_brute_force_over_dateutil_agrees_on_every_moment() -> None:
    tally: Counter[str] = Counter()
    schedules = list(made_schedules(SCHEDULES, SEED, for_osm=False))
    assert list(differences(schedules, BruteForce, Random(SEED), tally)) == []
    assert all(tally[state] for state in ("open", "closed", "unknown"))


def test_opening_hours_py_agrees_but_for_what_is_known() -> None:
    pytest.importorskip(
        "opening_hours", reason="opening-hours-py, the engine to compare with, is not installed"
    )
    schedules = list(made_schedules(SCHEDULES, SEED, for_osm=True))
    found = differences(schedules, OsmEngine, Random(SEED), Counter())
    assert [(one.at, as_osm(one.made)) for one in found if not one.why] == []
