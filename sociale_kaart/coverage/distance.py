"""How far people live from help: straight lines in metres, weighted by inhabitants."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def nearest_distance_m(points_rd: Floats, sites_rd: Floats) -> Floats:
    """Distance from each point to its nearest site.

    Parameters
    ----------
    points_rd : (n, 2) RD New metres
    sites_rd : (m, 2) RD New metres

    Returns (n,) metres; NaN everywhere where there is no site at all.
    Source: CBS Nabijheid voorzieningen counts by road; this is the straight line (docs/explanation/coverage.md).
    """
    if not len(sites_rd) or not len(points_rd):
        return np.full(len(points_rd), np.nan)
    tree = shapely.STRtree(np.asarray(shapely.points(sites_rd)))
    _, distance = tree.query_nearest(shapely.points(points_rd), return_distance=True, all_matches=False)
    return np.asarray(distance, dtype=float)


def weighted_mean(values: Floats, weights: Floats) -> float | None:
    """Mean of values (n,) by weights (n,); NaN on either side counts for nobody. None where nobody counts."""
    counted = np.isfinite(values) & np.isfinite(weights) & (weights > 0)
    if not counted.any():
        return None
    return float(np.average(values[counted], weights=weights[counted]))


def weighted_quantile(values: Floats, weights: Floats, share: float) -> float | None:
    """The smallest value that at least `share` (0..1) of the weight does not exceed.

    No interpolation: the answer is a distance somebody really has. NaN and None as in weighted_mean.
    """
    counted = np.isfinite(values) & np.isfinite(weights) & (weights > 0)
    if not counted.any():
        return None
    order = np.argsort(values[counted], kind="stable")
    reached = np.cumsum(weights[counted][order])
    # Sums of whole persons are exact; the tolerance is for weights that are shares.
    position = int(np.searchsorted(reached, share * reached[-1] * (1 - 1e-12)))
    return float(values[counted][order][position])
