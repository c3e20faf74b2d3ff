"""Points in blocks, a gemeente each, with the two nearest sites of every point: what a change of sites touches."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sociale_kaart.coverage.measures.areas import Bools, Ints
from sociale_kaart.coverage.measures.nearest import nearest_m
from sociale_kaart.coverage.points import Floats, Points, Strings
from sociale_kaart.coverage.sites import Sites

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

NO_SITE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The points of one gemeente ("" for those of which it is not known): their numbers, and metres in RD New."""

    code: str
    at: Ints
    xy: Floats

    def owns(self, sites: Sites, number: int) -> bool:
        """Whether a site stands in this gemeente."""
        return self.code != "" and self.code == sites.gemeentecode[number]


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Of every point of a block its two nearest sites by number, and how far its own gemeente's nearest is.

    -1 and inf where there is none.
    """

    first: Ints
    first_m: Floats
    second: Ints
    second_m: Floats
    own_m: Floats

    @property
    def farthest_m(self) -> float:
        """Metres to the second site of whoever has it furthest away: beyond it, no site matters here."""
        return float(self.second_m.max())


@dataclass(frozen=True, slots=True, eq=False)
class OpenSites:
    """Some of the sites, and the search tree over them; made once for all blocks that one step touches."""

    numbers: Ints
    tree: cKDTree | None

    def two_nearest(self, xy: Floats) -> tuple[Ints, Floats, Ints, Floats]:
        """Number of and metres to the nearest and the next site of each place (n, 2); -1 and inf for none."""
        if self.tree is None or not len(xy):
            none, far = np.full(len(xy), NO_SITE, dtype=np.intp), np.full(len(xy), np.inf)
            return none, far, none, far
        away, found = self.tree.query(xy, k=2)
        number = np.append(self.numbers, NO_SITE)[found]  # scipy says len(numbers) where there is no second
        return number[:, 0], away[:, 0], number[:, 1], away[:, 1]


def open_sites(sites: Sites, is_open: Bools) -> OpenSites:
    """The sites that are open."""
    # Twenty megabytes, which a website that nobody asks this of can do without.
    from scipy.spatial import cKDTree

    numbers = np.flatnonzero(is_open)
    return OpenSites(numbers, cKDTree(sites.xy_rd[numbers]) if len(numbers) else None)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What no scenario changes: points in blocks, and a circle around each block."""

    points: Points
    blocks: tuple[Block, ...]
    codes: Strings
    middle: Floats
    radius_m: Floats

    def touched_by(self, sites: Sites, number: int, farthest_m: Floats) -> list[int]:
        """Blocks in which a site is, was or may become one of the two nearest of some point, or in which it stands."""
        gap = apart_m(self.middle, sites, number) - self.radius_m
        code = sites.gemeentecode[number]
        own = (self.codes == code) & (code != "")
        # A millimetre more than the farthest: a circle's radius is rounded too.
        return np.flatnonzero((gap <= farthest_m + 0.001) | own).tolist()


def ground(points: Points) -> Ground:
    """Points by gemeente, in order of code."""
    codes, which = np.unique(points.gemeentecode, return_inverse=True)
    order = np.argsort(which, kind="stable")
    edges = np.searchsorted(which[order], np.arange(len(codes) + 1)).tolist()
    xy = points.xy_rd
    blocks = tuple(
        Block(str(code), order[start:end], xy[order[start:end]])
        for code, (start, end) in zip(codes, pairwise(edges), strict=True)
    )
    middle = np.array([(one.xy.min(axis=0) + one.xy.max(axis=0)) / 2 for one in blocks]).reshape(-1, 2)
    radius_m = np.array(
        [
            np.sqrt(((one.xy - centre) ** 2).sum(axis=1)).max()
            for one, centre in zip(blocks, middle, strict=True)
        ],
        dtype=np.float64,
    )
    return Ground(points, blocks, codes, middle, radius_m)


def near_all(on: Ground, sites: Sites) -> tuple[Near, ...]:
    """Every block from scratch, all sites open."""
    is_open = np.ones(len(sites), dtype=bool)
    first, first_m, second, second_m = open_sites(sites, is_open).two_nearest(on.points.xy_rd)
    return tuple(
        Near(first[one.at], first_m[one.at], second[one.at], second_m[one.at], _own_m(one, sites, is_open))
        for one in on.blocks
    )


def with_site(block: Block, near: Near, sites: Sites, number: int) -> Near:
    """The block when this site has come; the very same where that changes nothing."""
    away = apart_m(block.xy, sites, number)
    nearest = away < near.first_m
    next_one = ~nearest & (away < near.second_m)
    is_own = block.owns(sites, number)
    if not is_own and not (nearest | next_one).any():
        return near
    return Near(
        first=np.where(nearest, number, near.first),
        first_m=np.where(nearest, away, near.first_m),
        second=np.where(nearest, near.first, np.where(next_one, number, near.second)),
        second_m=np.where(nearest, near.first_m, np.where(next_one, away, near.second_m)),
        own_m=np.minimum(near.own_m, away) if is_own else near.own_m,
    )


def without_site(
    block: Block, near: Near, sites: Sites, is_open: Bools, left: OpenSites, number: int
) -> Near:
    """The block when this site has closed and those of `is_open` are left; the very same where that changes nothing."""
    lost = np.flatnonzero((near.first == number) | (near.second == number))
    is_own = block.owns(sites, number)
    if not is_own and not len(lost):
        return near
    first, first_m = near.first.copy(), near.first_m.copy()
    second, second_m = near.second.copy(), near.second_m.copy()
    first[lost], first_m[lost], second[lost], second_m[lost] = left.two_nearest(block.xy[lost])
    own_m = _own_m(block, sites, is_open) if is_own else near.own_m
    return Near(first, first_m, second, second_m, own_m)


def apart_m(xy: Floats, sites: Sites, number: int) -> Floats:
    """Metres from each place (n, 2) to one site, reckoned as the search tree does: the same to the last digit."""
    across, along = xy[:, 0] - sites.x_rd[number], xy[:, 1] - sites.y_rd[number]
    return np.asarray(np.sqrt(across * across + along * along))


def _own_m(block: Block, sites: Sites, is_open: Bools) -> Floats:
    if not block.code:
        return np.full(len(block.at), np.inf)
    own = np.flatnonzero(is_open & (sites.gemeentecode == block.code))
    return np.nan_to_num(nearest_m(block.xy, sites.xy_rd[own]), nan=np.inf)
