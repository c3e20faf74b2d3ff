"""A country of inhabited 100 m squares in the real gemeenten, since CBS' own squares cannot be had where this runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sociale_kaart.coverage.points import Points
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.gebieden.population import population_points

SQUARE_M = 100.0
# A buurt of 3,000 inhabitants is some 600 m across; four buurten in ten are villages or farms, spread wider.
SPREAD_M = (250.0, 900.0)


@dataclass(frozen=True)
class Country:
    """Points: the squares. buurten: the same country with CBS' own points. sites, candidates: where people live."""

    squares: Points
    buurten: Points
    sites: Sites
    candidates_rd: np.ndarray


def country(squares: int = 380_000, sites: int = 1_500, candidates: int = 500, seed: int = 1) -> Country:
    """The same for the same numbers. Squares lie around the middles of buurten, more where more people live."""
    random = np.random.default_rng(seed)
    frame = population_points()
    frame = frame[frame["inhabitants"] > 0]
    middles, people = frame[["x_rd", "y_rd"]].to_numpy(float), frame["inhabitants"].to_numpy(float)
    xy, codes = _squares(middles, people, squares, random)
    persons = np.rint(random.gamma(1.4, 33.0, len(xy)) + 5.0)
    chosen = random.choice(len(xy), sites + candidates, replace=False, p=persons / persons.sum())
    where = xy[chosen] + random.integers(-40, 41, (len(chosen), 2))
    return Country(
        squares=_points(xy, codes, persons),
        buurten=_points(middles, frame["gemeentecode"].to_numpy(str), people),
        sites=_sites(where[:sites], codes[chosen[:sites]]),
        candidates_rd=xy[chosen[sites:]],
    )


def _squares(
    middles: np.ndarray, people: np.ndarray, wanted: int, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    around = random.choice(len(middles), 3 * wanted, p=people**0.7 / (people**0.7).sum())
    spread = np.where(random.random(len(around)) < 0.6, *SPREAD_M)
    thrown = middles[around] + random.normal(size=(len(around), 2)) * spread[:, None]
    whole = np.unique((np.floor(thrown / SQUARE_M) * SQUARE_M + SQUARE_M / 2).astype(int), axis=0).astype(
        float
    )
    some = np.sort(random.choice(len(whole), min(len(whole), wanted + wanted // 10), replace=False))
    codes = locate(whole[some, 0], whole[some, 1])
    inside = np.flatnonzero(np.not_equal(codes, None))
    kept = np.sort(random.choice(inside, min(wanted, len(inside)), replace=False))
    return whole[some][kept], codes[kept].astype(str)


def _points(xy: np.ndarray, codes: np.ndarray, persons: np.ndarray) -> Points:
    return Points(
        x_rd=xy[:, 0],
        y_rd=xy[:, 1],
        gemeentecode=codes,
        persons={"all": persons},
        source="made by benchmarks/coverage_country.py",
        vintage="2024",
    )


def _sites(xy: np.ndarray, codes: np.ndarray) -> Sites:
    number = np.arange(len(xy)).astype(str)
    return Sites(
        id=number,
        x_rd=xy[:, 0],
        y_rd=xy[:, 1],
        gemeentecode=codes,
        hours_per_week=np.full(len(xy), np.nan),
        kind=np.full(len(xy), "library"),
        names=number,
    )
