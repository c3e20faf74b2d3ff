"""Where a limit begins and ends, and who counts."""

from __future__ import annotations

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas
from sociale_kaart.coverage.measures.reach import share_within

NO_SITES = np.array([], dtype=np.intp)


def share(distance_m: list[float], persons: list[float]) -> float:
    areas = Areas(("GM0344",), np.zeros(len(persons), dtype=np.intp), NO_SITES)
    return float(share_within(np.array(distance_m), np.array(persons), areas)[0])


def test_five_kilometres_is_within_and_half_a_metre_more_is_not() -> None:
    assert share([5_000.0, 5_000.5], [1.0, 3.0]) == 0.25


def test_one_inhabitant_is_enough_for_a_share_and_none_is_not() -> None:
    assert share([0.0], [1.0]) == 1.0
    assert np.isnan(share([0.0], [0.0]))
    assert np.isnan(share([0.0], [np.nan]))
