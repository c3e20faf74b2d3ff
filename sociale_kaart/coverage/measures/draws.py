"""Sites moved at random, some there in every other draw alone; and who has one within a limit that is drawn too."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sociale_kaart.coverage.measures.areas import Bools, Ints
from sociale_kaart.coverage.measures.nearest import nearest_m, nearest_site
from sociale_kaart.coverage.points import Floats

LIMIT_SPREAD = 0.2
_VAGUE_M = (
    100.0  # sites that move further are looked at by themselves, lest they leave open what the others settle
)
_ROUNDING_M = 0.001  # sums of distances are a hair off


@dataclass(frozen=True, slots=True, eq=False)
class Draw:
    """Which sites are there (m,), where they are (m, 2), how far that is from where they were (m,), and the limit.

    has_all : whether all are there
    """

    there: Bools
    has_all: bool
    moved_rd: Floats
    moved_m: Floats
    limit_m: float

    def within_limit(self, limit_m: float) -> Draw:
        """The same of a limit in metres, of a draw that was made with a limit of one."""
        return replace(self, limit_m=limit_m * self.limit_m)


@dataclass(frozen=True, slots=True, eq=False)
class _Lot:
    """Sites that are equally sure and much as vague; and of every point the nearest of them, and how far it is."""

    numbers: Ints
    nearest: Ints
    distance_m: Floats

    def only(self, points: Ints) -> _Lot:
        return _Lot(self.numbers, self.nearest[points], self.distance_m[points])

    def surely_within(self, moved_m: Floats, limit_m: float) -> Bools:
        """Points that have the site within the limit, wherever it moved to: it is at most so much further away."""
        return np.asarray(self.distance_m + moved_m[self.nearest] <= limit_m - _ROUNDING_M)

    def perhaps_within(self, moved_m: Floats, limit_m: float) -> Bools:
        """Points that may have any of these sites within the limit: it is at least so much nearer."""
        return np.asarray(self.distance_m <= limit_m + moved_m[self.numbers].max() + _ROUNDING_M)


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Points that are within in every draw, and those that some draw can change: with only these it looks further.

    sites : those that ever come near enough to matter to these
    """

    always: Bools
    open: Ints
    open_rd: Floats
    sites: Ints
    lots: tuple[_Lot, ...]

    def within(self, draw: Draw) -> Bools:
        """Points (n,) with a site within the limit of this draw."""
        found = self.always.copy()
        sure, perhaps = np.zeros(len(self.open), dtype=bool), np.zeros(len(self.open), dtype=bool)
        for lot in self.lots:
            if draw.there[lot.numbers[0]]:
                sure |= lot.surely_within(draw.moved_m, draw.limit_m)
                perhaps |= lot.perhaps_within(draw.moved_m, draw.limit_m)
        asked = np.flatnonzero(perhaps & ~sure)
        if len(asked):
            sites = self.sites[draw.there[self.sites]]
            sure[asked] = nearest_m(self.open_rd[asked], draw.moved_rd[sites]) <= draw.limit_m
        found[self.open] = sure
        return found


def drawn_sites(
    sites_rd: Floats, is_perhaps: Bools, error_m: Floats, limit_m: float, draws: int, seed: int
) -> tuple[Draw, ...]:
    """Every site moved by a normal error in both directions, and a limit between 80 % and 120 %; one seed, one answer.

    Parameters
    ----------
    is_perhaps : (m,) sites that are there in every other draw alone. error_m : (m,) metres, standard deviation
    """
    random = np.random.default_rng(seed)
    there = (~is_perhaps, np.ones(len(sites_rd), dtype=bool))
    found = []
    for number in range(draws):
        by = random.normal(size=sites_rd.shape) * error_m[:, None]
        limit = limit_m * random.uniform(1 - LIMIT_SPREAD, 1 + LIMIT_SPREAD)
        has_all = bool(number % 2)
        found.append(Draw(there[has_all], has_all, sites_rd + by, np.hypot(by[:, 0], by[:, 1]), limit))
    return tuple(found)


def _lots(points_rd: Floats, sites_rd: Floats, is_perhaps: Bools, error_m: Floats) -> tuple[_Lot, ...]:
    lots = []
    for doubtful, vague in sorted(set(zip(is_perhaps.tolist(), (error_m > _VAGUE_M).tolist(), strict=True))):
        numbers = np.flatnonzero((is_perhaps == doubtful) & ((error_m > _VAGUE_M) == vague))
        distance_m, site = nearest_site(points_rd, sites_rd[numbers])
        lots.append(_Lot(numbers, numbers[site], distance_m))
    return tuple(lots)


def near(
    points_rd: Floats, sites_rd: Floats, is_perhaps: Bools, error_m: Floats, drawn: tuple[Draw, ...]
) -> Near:
    """What no draw can change, settled once: by the farthest that each site ever moves, and by the limits drawn.

    Parameters
    ----------
    sites_rd, is_perhaps, error_m : (m, 2), (m,), (m,) as in `drawn_sites`
    """
    lots = _lots(points_rd, sites_rd, is_perhaps, error_m)
    always, ever = np.zeros(len(points_rd), dtype=bool), np.zeros(len(points_rd), dtype=bool)
    farthest_m, limits_m = np.zeros(len(sites_rd)), [one.limit_m for one in drawn]
    for draw in drawn:
        farthest_m = np.maximum(farthest_m, draw.moved_m)
    if drawn and lots:
        for lot in lots:
            ever |= lot.perhaps_within(farthest_m, max(limits_m))
            if not is_perhaps[lot.numbers[0]]:
                always |= lot.surely_within(farthest_m, min(limits_m))
    left = np.flatnonzero(ever & ~always)
    reaches_m = max(limits_m, default=0.0) + farthest_m + _ROUNDING_M
    sites = np.flatnonzero(nearest_m(sites_rd, points_rd[left]) <= reaches_m)
    return Near(always, left, points_rd[left], sites, tuple(lot.only(left) for lot in lots))
