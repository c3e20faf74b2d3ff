"""What if a place comes, goes or moves: only what it touches is reckoned again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sociale_kaart.coverage.blocks import (
    NO_SITE,
    Block,
    Ground,
    Near,
    ground,
    near_all,
    open_sites,
    with_site,
    without_site,
)
from sociale_kaart.coverage.measures.areas import Areas, Bools, Ints
from sociale_kaart.coverage.measures.fragility import fragility
from sociale_kaart.coverage.measures.imported import imported
from sociale_kaart.coverage.measures.nearest import Nearest, pairs_within
from sociale_kaart.coverage.measures.reach import HEADLINE_M, share_within
from sociale_kaart.coverage.measures.travel import distances
from sociale_kaart.coverage.points import ALL, Floats, Points
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.model import OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the measures say of one gemeente; None where nobody counts or no site is known. See coverage/measures.

    places : sites in the gemeente itself
    share_within, share_only_by_neighbour : of its inhabitants, 0..1
    mean_distance_m, median_distance_m, p90_distance_m : metres in a straight line. persons_beyond : persons
    persons_fragile : persons who lose reach if one site closes, of the one that takes it from most
    fragile_site : its id, "" where no single one matters
    """

    gemeentecode: str
    places: int
    share_within: float | None
    share_only_by_neighbour: float | None
    mean_distance_m: float | None
    median_distance_m: float | None
    p90_distance_m: float | None
    persons_beyond: float
    persons_fragile: float
    fragile_site: str


@dataclass(frozen=True, eq=False)
class Scenario:
    """Sites as they are, or as they would be. Each step gives a new scenario; what it does not touch is shared.

    Straight lines; nobody is told here what hours a site has. Made by `scenario`.
    """

    _ground: Ground
    limit_m: float
    _ever: Sites  # also those that closed: their numbers stand in the blocks
    _open: Bools
    _near: tuple[Near, ...]
    _farthest_m: Floats  # (blocks,) as the blocks say it
    _told: tuple[
        dict[str, Figures], ...
    ]  # per block what was reckoned before, shared while nothing touches it

    @property
    def points(self) -> Points:
        return self._ground.points

    @property
    def blocks(self) -> Iterator[tuple[Block, Near]]:
        """The points of each gemeente, and what is near them; shared by all scenarios that do not differ there."""
        return zip(self._ground.blocks, self._near, strict=True)

    @cached_property
    def sites(self) -> Sites:
        """The sites that are open in this scenario, in the order in which they came."""
        return _some(self._ever, np.flatnonzero(self._open))

    @cached_property
    def nearest(self) -> Nearest:
        """The two nearest sites of every point, as `measures.nearest` gives them; numbers are those of `sites`."""
        number = np.append(np.where(self._open, np.cumsum(self._open) - 1, NO_SITE), NO_SITE)
        first = np.empty(len(self.points), dtype=np.intp)
        for block, near in self.blocks:
            first[block.at] = number[near.first]
        return Nearest(
            first,
            self._gathered([near.first_m for near in self._near]),
            self._gathered([near.second_m for near in self._near]),
        )

    @cached_property
    def own_m(self) -> Floats:
        """Metres (n,) to the nearest site in the point's own gemeente; NaN where there is none."""
        return self._gathered([near.own_m for near in self._near])

    def add(
        self,
        name: str,
        x_rd: float,
        y_rd: float,
        *,
        id: str = "",  # noqa: A002 - as in Sites
        gemeentecode: str | None = None,
        hours_per_week: float = np.nan,
        kind: str = OrganisationKind.UNKNOWN.value,
    ) -> Scenario:
        """One site more.

        Parameters
        ----------
        x_rd, y_rd : metres, RD New
        id : by default its name; raises SocialeKaartError where a site has it already
        gemeentecode : by default that in whose borders it lies, "" where it is not known
        """
        site = Sites(
            id=np.array([id or name]),
            x_rd=np.array([x_rd], dtype=np.float64),
            y_rd=np.array([y_rd], dtype=np.float64),
            gemeentecode=np.array([_gemeente(x_rd, y_rd) if gemeentecode is None else gemeentecode]),
            hours_per_week=np.array([hours_per_week], dtype=np.float64),
            kind=np.array([kind]),
            names=np.array([name]),
        )
        if (self.sites.id == site.id[0]).any() or not np.isfinite([x_rd, y_rd]).all():
            raise SocialeKaartError(
                f"no site {id or name!r} can be added at {x_rd}, {y_rd}",
                expected="an id that no other site has, and a place in metres",
            )
        number = len(self._ever)
        ever, ground = _joined(self._ever, site), self._ground
        near = {
            block: with_site(ground.blocks[block], self._near[block], ever, number)
            for block in ground.touched_by(ever, number, self._farthest_m)
        }
        return self._renewed(ever, np.append(self._open, True), near)

    def close(self, id: str) -> Scenario:  # noqa: A002 - as in Sites
        """One site less. Raises SocialeKaartError where no open site has this id."""
        number = self._number(id)
        is_open = self._open.copy()
        is_open[number] = False
        ground, left = self._ground, open_sites(self._ever, is_open)
        near = {
            block: without_site(ground.blocks[block], self._near[block], self._ever, is_open, left, number)
            for block in ground.touched_by(self._ever, number, self._farthest_m)
        }
        return self._renewed(self._ever, is_open, near)

    def move(self, id: str, x_rd: float, y_rd: float, *, gemeentecode: str | None = None) -> Scenario:  # noqa: A002
        """The same site elsewhere; see `add` and `close`."""
        number = self._number(id)
        return self.close(id).add(
            str(self._ever.names[number]),
            x_rd,
            y_rd,
            id=id,
            gemeentecode=gemeentecode,
            hours_per_week=float(self._ever.hours_per_week[number]),
            kind=str(self._ever.kind[number]),
        )

    def figures(self, group: str = ALL) -> tuple[Figures, ...]:
        """Every gemeente that has a point, in order of code; "" holds the points of which it is not known.

        Parameters
        ----------
        group : the persons that weigh, such as "all" or "65+"
        """
        return tuple(self.figures_of(block, group) for block in range(len(self._near)))

    def gains(self, places_rd: Floats, group: str = ALL) -> Floats:
        """Persons whom a site at each of these places (c, 2) would newly reach, by itself; RD New metres."""
        persons = persons_of(self.points, group)
        left = np.flatnonzero(~(self.nearest.distance_m <= self.limit_m) & (persons > 0))
        gained = np.zeros(len(places_rd))
        for point, place, _ in pairs_within(self.points.xy_rd[left], places_rd, self.limit_m):
            gained += np.bincount(place, weights=persons[left[point]], minlength=len(places_rd))
        return gained

    def _number(self, id: str) -> int:  # noqa: A002
        found = np.flatnonzero(self._open & (self._ever.id == id))
        if not len(found):
            raise SocialeKaartError(
                f"no open site has the id {id!r}", remedy="look it up in scenario.sites.id"
            )
        return int(found[0])

    def _renewed(self, ever: Sites, is_open: Bools, changed: Mapping[int, Near]) -> Scenario:
        near, told, farthest_m = list(self._near), list(self._told), self._farthest_m.copy()
        for block, one in changed.items():
            if one is not near[block]:
                near[block], told[block], farthest_m[block] = one, {}, one.farthest_m
        return Scenario(self._ground, self.limit_m, ever, is_open, tuple(near), farthest_m, tuple(told))

    def _gathered(self, parts: list[Floats]) -> Floats:
        whole = np.empty(len(self.points))
        for block, part in zip(self._ground.blocks, parts, strict=True):
            whole[block.at] = _nan(part)
        return whole

    def figures_of(self, block: int, group: str = ALL) -> Figures:
        """Of one block of points; see `blocks`."""
        told = self._told[block]
        if group not in told:
            told[group] = self._reckoned(self._ground.blocks[block], self._near[block], group)
        return told[group]

    def _reckoned(self, block: Block, near: Near, group: str) -> Figures:
        persons = persons_of(self.points, group)[block.at]
        here = Areas((block.code,), np.zeros(len(persons), dtype=np.intp), np.empty(0, dtype=np.intp))
        first_m, own_m = _nan(near.first_m), _nan(near.own_m)
        away = distances(first_m, persons, here, self.limit_m)
        found = Nearest(near.first, first_m, _nan(near.second_m))
        fragile = fragility(found, persons, len(self._ever), here, self.limit_m)
        served = imported(first_m, own_m, persons, here, self.limit_m)
        return Figures(
            gemeentecode=block.code,
            places=int((self._open & (self._ever.gemeentecode == block.code)).sum()) if block.code else 0,
            share_within=_known(share_within(first_m, persons, here, self.limit_m)),
            share_only_by_neighbour=_known(served.only_by_neighbour),
            mean_distance_m=_known(away.mean_m),
            median_distance_m=_known(away.median_m),
            p90_distance_m=_known(away.p90_m),
            persons_beyond=float(away.persons_beyond[0]),
            persons_fragile=float(fragile.persons_lost[0]),
            fragile_site=str(self._ever.id[fragile.site[0]]) if fragile.site[0] != NO_SITE else "",
        )


def scenario(points: Points, sites: Sites, limit_m: float = HEADLINE_M) -> Scenario:
    """Sites as they are, to change in thought: `scenario(points, sites).add("Bieb Noord", 155_000, 463_000)`.

    Parameters
    ----------
    limit_m : metres in a straight line, inclusive

    Raises SocialeKaartError where two sites have one id. What this hides: docs/explanation/next-place.md.
    """
    if len(np.unique(sites.id)) < len(sites):
        raise SocialeKaartError("two sites have the same id", expected="an id of its own for each")
    blocks_of_points = ground(points)
    near = near_all(blocks_of_points, sites)
    return Scenario(
        blocks_of_points,
        limit_m,
        sites,
        np.ones(len(sites), dtype=bool),
        near,
        np.array([one.farthest_m for one in near], dtype=np.float64),
        tuple({} for _ in near),
    )


def _gemeente(x_rd: float, y_rd: float) -> str:
    return str(locate([x_rd], [y_rd])[0] or "")


def persons_of(points: Points, group: str) -> Floats:
    """Persons (n,) of a group; raises SocialeKaartError where these points do not tell of it."""
    if group not in points.persons:
        raise SocialeKaartError(
            f"these points do not tell how many persons are {group!r}",
            expected=f"one of {', '.join(points.persons)}",
        )
    return points.persons[group]


def _some(sites: Sites, numbers: Ints) -> Sites:
    return Sites(
        id=sites.id[numbers],
        x_rd=sites.x_rd[numbers],
        y_rd=sites.y_rd[numbers],
        gemeentecode=sites.gemeentecode[numbers],
        hours_per_week=sites.hours_per_week[numbers],
        kind=sites.kind[numbers],
        names=sites.names[numbers],
    )


def _joined(sites: Sites, more: Sites) -> Sites:
    return Sites(
        id=np.append(sites.id, more.id),
        x_rd=np.append(sites.x_rd, more.x_rd),
        y_rd=np.append(sites.y_rd, more.y_rd),
        gemeentecode=np.append(sites.gemeentecode, more.gemeentecode),
        hours_per_week=np.append(sites.hours_per_week, more.hours_per_week),
        kind=np.append(sites.kind, more.kind),
        names=np.append(sites.names, more.names),
    )


def _nan(metres: Floats) -> Floats:
    return np.where(np.isinf(metres), np.nan, metres)


def _known(figure: Floats) -> float | None:
    return float(figure[0]) if np.isfinite(figure[0]) else None
