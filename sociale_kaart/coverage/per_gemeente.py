"""The first measures: places, density and distance per gemeente and pillar."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sociale_kaart.coverage.around import known_around
from sociale_kaart.coverage.counted import Counted, count
from sociale_kaart.coverage.distance import (
    Floats,
    nearest_distance_m,
    weighted_mean,
    weighted_quantile,
)
from sociale_kaart.coverage.status import coverage_status, declared_complete
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.gebieden.population import population_points
from sociale_kaart.model import Completeness, CoverageRow, CoverageStatus

FAR_SHARE = 0.9
PER_INHABITANTS = 10_000
NOBODY = np.array([], dtype=np.intp)


def coverage_per_gemeente(
    data: MapData, completeness: Iterable[Completeness] = ()
) -> tuple[CoverageRow, ...]:
    """One row per gemeente of the area and pillar, in the order of the area and of kaart.toml.

    Sites over the gemeente's border count for distance, wherever in the country they lie.
    """
    completeness = tuple(completeness)
    points = population_points()
    points = points[points["gemeentecode"].isin(data.gemeentecodes)]
    points_rd, persons = (
        points[["x_rd", "y_rd"]].to_numpy(float),
        points["inhabitants"].to_numpy(float),
    )
    points_in = points.groupby("gemeentecode").indices
    rows: dict[tuple[str, str], CoverageRow] = {}
    for pillar in data.pillars:
        counted = count(data, pillar.id)
        declared = declared_complete(completeness, pillar.id)
        distance_m = nearest_distance_m(points_rd, counted.sites_rd)
        here = [points_in.get(code, NOBODY) for code in data.gemeentecodes]
        farthest_m = np.array([np.fmax.reduce(distance_m[one], initial=np.nan) for one in here])
        sure = known_around(data.gemeentecodes, farthest_m, counted.certain(declared))
        for code, one, is_sure in zip(data.gemeentecodes, here, sure.tolist(), strict=True):
            rows[code, pillar.id] = _row(
                code, pillar.id, counted, declared, distance_m[one], persons[one], at_most=not is_sure
            )
    return tuple(rows[code, pillar.id] for code in data.gemeentecodes for pillar in data.pillars)


def _row(
    code: str,
    pillar: str,
    counted: Counted,
    declared: frozenset[str],
    distance_m: Floats,
    persons: Floats,
    *,
    at_most: bool,
) -> CoverageRow:
    places = counted.yes[code]
    inhabitants = gemeenten()[code].inhabitants
    status = coverage_status(
        places=places,
        said_unknown=counted.said_unknown[code],
        declared_complete=code in counted.complete(declared),
    )
    known = status is not CoverageStatus.UNKNOWN
    return CoverageRow(
        gemeentecode=code,
        pillar=pillar,
        status=status,
        places=places,
        places_no=counted.no[code],
        places_unknown=counted.unknown[code],
        inhabitants=inhabitants,
        places_per_10000=places / inhabitants * PER_INHABITANTS if known and inhabitants else None,
        mean_distance_m=_centimetres(weighted_mean(distance_m, persons)),
        p90_distance_m=_centimetres(weighted_quantile(distance_m, persons, FAR_SHARE)),
        distance_at_most=at_most,
    )


def _centimetres(metres: float | None) -> float | None:
    # The last bits of a sum differ between processors; a map must hash the same on all of them.
    return None if metres is None else round(metres, 2)
