"""How far the nearest gemeente is of which not everything is known."""

from __future__ import annotations

import numpy as np

from sociale_kaart.coverage.around import unsure_m, unsure_near
from sociale_kaart.coverage.populations import buurt_points


def test_metres_to_what_is_not_sure_agree_with_who_is_within_them() -> None:
    points = buurt_points()
    sure = frozenset({"GM0344", "GM0307", "GM0355"})
    here = points.only(np.isin(points.gemeentecode, sorted(sure))).xy_rd
    away = unsure_m(here, sure, 6_000.0)
    for limit_m in (500.0, 2_000.0, 6_000.0):
        near = {int(point) for _, some in unsure_near(here, sure, limit_m) for point in some}
        assert near == {*np.flatnonzero(away <= limit_m).tolist()}
    assert np.isinf(away[away > 6_000.0]).all()
