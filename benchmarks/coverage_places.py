"""Bars 1 and 3 of coverage: the nearest site, and what if, beside geopandas and the way of a notebook."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

import geopandas as gpd
import numpy as np

from benchmarks.coverage_country import Country
from benchmarks.coverage_rows import Row, at_least, at_most, median, timed
from sociale_kaart.coverage import grid
from sociale_kaart.coverage.comparison import compare
from sociale_kaart.coverage.measures.nearest import nearest_m
from sociale_kaart.coverage.points import ALL
from sociale_kaart.coverage.scenario import Scenario, scenario

LIMIT_M = 5_000.0
SAMPLE = 300
TRIES = 20


def nearest_site(made: Country) -> Iterator[Row]:
    """Bar 1."""
    ours_s, distance_m = median(lambda: nearest_m(made.squares.xy_rd, made.sites.xy_rd))
    points, sites = _frame(made.squares.xy_rd), _frame(made.sites.xy_rd)
    sjoin_s, joined = median(lambda: gpd.sjoin_nearest(points, sites, distance_col="metres"))
    np.testing.assert_allclose(joined.groupby(level=0)["metres"].min().to_numpy(), distance_m, rtol=1e-12)
    some = points.geometry.iloc[np.random.default_rng(1).choice(len(points), SAMPLE, replace=False)]
    part_s, least = timed(lambda: some.apply(lambda point: sites.geometry.distance(point).min()))
    np.testing.assert_allclose(least.to_numpy(), distance_m[some.index], rtol=1e-12)
    yield Row("1", f"nearest site of {len(points):,} squares", f"{ours_s:.3f} s")
    yield at_least("1", f"  geopandas.sjoin_nearest, {sjoin_s:.2f} s", sjoin_s / ours_s, 5)
    apply_s = part_s * len(points) / SAMPLE
    yield at_least(
        "1", f"  apply(distance.min()), {apply_s:.0f} s by {SAMPLE} of them", apply_s / ours_s, 200
    )


def what_if(made: Country) -> Iterator[Row]:
    """Bar 3."""
    ready_s, now = timed(lambda: scenario(made.squares, made.sites, LIMIT_M))
    figures_s, _ = timed(now.figures)
    yield Row("3", "a scenario made ready; every measure told once", f"{ready_s:.2f} s; {figures_s:.1f} s")
    yield from _steps(made, now)
    yield from _ranking(made, now)


def _steps(made: Country, now: Scenario) -> Iterator[Row]:
    took = []
    for at, (x, y) in enumerate(made.candidates_rd[:TRIES].tolist()):
        step_s, after = timed(lambda x=x, y=y, at=at: now.add(f"new {at}", x, y, gemeentecode=""))
        told_s, _ = timed(lambda after=after: compare(now, after))
        took.append((step_s, told_s))
    np.testing.assert_array_equal(after.nearest.distance_m, nearest_m(made.squares.xy_rd, after.sites.xy_rd))
    add_s, told_s = (statistics.median(column) for column in zip(*took, strict=True))
    close_s = statistics.median(timed(lambda at=at: now.close(str(at)))[0] for at in range(TRIES))
    points, sites = _frame(made.squares.xy_rd), _frame(after.sites.xy_rd)
    sjoin_s, _ = timed(lambda: gpd.sjoin_nearest(points, sites, distance_col="metres"))
    yield at_most("3", "a site more, the nearest of everybody", add_s * 1e3, 5, "ms")
    yield at_most("3", "a site less", close_s * 1e3, 5, "ms")
    yield at_least("3", f"  geopandas.sjoin_nearest again, {sjoin_s:.2f} s", sjoin_s / add_s, 100)
    yield Row("3", "  every measure of what it touches, and who gains", f"{told_s * 1e3:.0f} ms")


def _ranking(made: Country, now: Scenario) -> Iterator[Row]:
    rank_s, gains = median(lambda: now.gains(made.candidates_rd))
    left = np.where(now.nearest.distance_m <= LIMIT_M, 0.0, made.squares.persons[ALL])

    def every_square() -> np.ndarray:
        on = grid.squares(made.squares.xy_rd)
        assert on is not None
        return grid.gains(on, left, LIMIT_M)

    grid_s, every = median(every_square)
    number = {tuple(xy): at for at, xy in enumerate(made.squares.xy_rd.tolist())}
    here = [number[tuple(xy)] for xy in made.candidates_rd.tolist()]
    np.testing.assert_array_equal(every[here], gains)
    yield at_most("3", f"ranking {len(gains)} candidates", rank_s, 0.2, "s")
    yield at_most("3", "the gain of every inhabited square", grid_s, 1.0, "s")


def _frame(xy: np.ndarray) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=gpd.points_from_xy(xy[:, 0], xy[:, 1]), crs=28992)
