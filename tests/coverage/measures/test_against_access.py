"""The floating catchment gives what PySAL's `access` gives with this kernel as its weight, to 1e-12."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from sociale_kaart.coverage.measures.nearest import pairs_within
from sociale_kaart.coverage.measures.supply import gaussian, two_step
from tests.coverage.measures.small_countries import Country, in_200_countries

pd = pytest.importorskip("pandas")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the peer's own dependencies, at import
    fca = pytest.importorskip(
        "access.fca",
        reason="PySAL access is in the environment of the benchmarks only (requirements/benchmark.in)",
    )

CATCHMENT_M = 10_000.0


def peer(country: Country) -> np.ndarray:
    points, sites = country.points, country.sites
    demand = pd.DataFrame({"demand": np.nan_to_num(points.persons["all"])})
    supply = pd.DataFrame({"supply": np.nan_to_num(sites.hours_per_week)})
    demand.index.name = supply.index.name = "geoid"
    found = list(pairs_within(points.xy_rd, sites.xy_rd, CATCHMENT_M))
    origin, dest, cost = (np.concatenate(part) for part in zip(*found, strict=True))
    costs = pd.DataFrame({"origin": origin, "dest": dest, "cost": cost})
    # The peer divides by nothing where nobody can come; such a site serves nobody either way.
    weighed = gaussian(cost) * demand["demand"].to_numpy()[origin]
    wanted = np.bincount(dest, weights=weighed, minlength=len(sites)) > 0
    costs = costs[wanted[dest]]
    access = fca.two_stage_fca(
        demand,
        supply,
        costs,
        max_cost=CATCHMENT_M,
        demand_index=True,
        weight_fn=lambda metres: float(gaussian(np.array([metres]))[0]),
    )
    return access.reindex(range(len(points))).fillna(0.0).to_numpy()


@in_200_countries
def test_the_floating_catchment_is_that_of_pysal(country: Country) -> None:
    if not country.inhabited or not country.places:
        return
    points, sites = country.points, country.sites
    own = two_step(points.xy_rd, sites.xy_rd, sites.hours_per_week, points.persons["all"])
    np.testing.assert_allclose(own, peer(country), rtol=1e-12, atol=0)
