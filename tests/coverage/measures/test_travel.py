"""Where the median and the ninth tenth end."""

from __future__ import annotations

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas
from sociale_kaart.coverage.measures.travel import distances

FAR_M = np.array([900.0, 100.0])
NO_SITES = np.array([], dtype=np.intp)
ONE_AREA = Areas(("GM0344",), np.zeros(2, dtype=np.intp), NO_SITES)


def test_half_of_two_people_is_the_nearer_one() -> None:
    assert distances(FAR_M, np.array([1.0, 1.0]), ONE_AREA).median_m[0] == 100.0
    assert distances(FAR_M, np.array([1.0, 0.9]), ONE_AREA).median_m[0] == 900.0


def test_nine_of_ten_people_are_nine_tenths() -> None:
    assert distances(FAR_M, np.array([1.0, 9.0]), ONE_AREA).p90_m[0] == 100.0
    assert distances(FAR_M, np.array([1.0, 8.9]), ONE_AREA).p90_m[0] == 900.0
