"""What if a place comes, goes or moves: only what it touches is reckoned again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np

from sociale_kaart.coverage.blockfigures import Access, Figures, Terms, block_figures
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
from sociale_kaart.coverage.catchments import Catchments
from sociale_kaart.coverage.measures.areas import Bools, Ints
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.nearest import Nearest, pairs_within
from sociale_kaart.coverage.measures.reach import HEADLINE_M
from sociale_kaart.coverage.points import ALL, Floats, Points
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.model import OrganisationKind


@dataclass(frozen=True, eq=False)
class Scenario:
    """Sites as they are, or as they would be. Each step gives a new scenario; what it does not touch is shared.

    Straight lines. Made by `scenario`, or of a built map by `plans.scenario`.
    """

    _ground: Ground
    terms: Terms
    _catchments: Catchments
    _ever: Sites  # also those that closed: their numbers stand in the blocks
    _open: Bools
    _near: tuple[Near, ...]
    _farthest_m: Floats  # (blocks,) as the blocks say it
    _helping: tuple[Ints, ...]  # per block the open sites in whose catchment it may lie
    _told: tuple[
        dict[str, Figures], ...
    ]  # per block what was reckoned before, shared while nothing touches it

    @property
    def points(self) -> Points:
        return self._ground.points

    @property
    def limit_m(self) -> float:
        return self.terms.limit_m

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
        ever, ground = together(self._ever, site), self._ground
        near = {
            block: with_site(ground.blocks[block], self._near[block], ever, number)
            for block in ground.touched_by(ever, number, self._farthest_m)
        }
        helping = {
            block: np.append(self._helping[block], number) for block in self._catchments.around(x_rd, y_rd)
        }
        return self._renewed(ever, np.append(self._open, True), near, helping)

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
        x_rd, y_rd = float(self._ever.x_rd[number]), float(self._ever.y_rd[number])
        helping = {
            block: self._helping[block][self._helping[block] != number]
            for block in self._catchments.around(x_rd, y_rd)
        }
        return self._renewed(self._ever, is_open, near, helping)

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

        Reckoned when it is asked, and kept for whatever scenario does not differ there.

        Parameters
        ----------
        group : the persons that weigh, such as "all" or "65+". The catchments of sites hold everybody all the same
        """
        return tuple(
            self.figures_of(number, group)
            for number, block in enumerate(self._ground.blocks)
            if self.terms.tells_of(block.code)
        )

    def figures_of(self, block: int, group: str = ALL) -> Figures:
        """Of one block of points; see `blocks`."""
        told = self._told[block]
        if group not in told:
            told[group] = self._reckoned(block, group)
        return told[group]

    def shares(self, block: int, other: Scenario) -> bool:
        """Whether another scenario on the same points says the same of this block, since no step between touches it."""
        return self._told[block] is other._told[block]

    def gains(self, places_rd: Floats, group: str = ALL) -> Floats:
        """Persons whom a site at each of these places (c, 2) would newly reach, by itself; RD New metres."""
        persons = persons_of(self.points, group)
        left = np.flatnonzero(~(self.nearest.distance_m <= self.limit_m) & (persons > 0) & self._is_told)
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

    @cached_property
    def _is_told(self) -> Bools:
        """Points (n,) of gemeenten that are told of."""
        if self.terms.told is None:
            return np.ones(len(self.points), dtype=bool)
        return np.isin(self.points.gemeentecode, sorted(self.terms.told))

    def _renewed(
        self, ever: Sites, is_open: Bools, changed: Mapping[int, Near], helped: Mapping[int, Ints]
    ) -> Scenario:
        near, told, farthest_m = list(self._near), list(self._told), self._farthest_m.copy()
        for block, one in changed.items():
            if one is not near[block]:
                near[block], told[block], farthest_m[block] = one, {}, one.farthest_m
        helping = list(self._helping)
        for block, numbers in helped.items():
            helping[block], told[block] = numbers, {}
        return replace(
            self,
            _ever=ever,
            _open=is_open,
            _near=tuple(near),
            _farthest_m=farthest_m,
            _helping=tuple(helping),
            _told=tuple(told),
        )

    def _gathered(self, parts: list[Floats]) -> Floats:
        whole = np.empty(len(self.points))
        for block, part in zip(self._ground.blocks, parts, strict=True):
            whole[block.at] = np.where(np.isinf(part), np.nan, part)
        return whole

    def _reckoned(self, number: int, group: str) -> Figures:
        block = self._ground.blocks[number]
        own = np.flatnonzero(self._open & (self._ever.gemeentecode == block.code) & (block.code != ""))
        return block_figures(
            block,
            self._near[number],
            self._ever,
            self.terms.with_unplaced(_some(self._ever, own), block.code),
            self._access(number),
            persons_of(self.points, group)[block.at],
            self.terms,
        )

    def _access(self, number: int) -> Access:
        block, helping, hours = self._ground.blocks[number], self._helping[number], self._ever.hours_per_week
        low = self._catchments.access(block, self._ever, helping, hours)
        known = low if self._open.any() else np.full(len(low), np.nan)
        high = low if self.terms.perhaps_access is None else low + self.terms.perhaps_access[block.at]
        if np.isnan(hours[helping]).any():
            per_hour = self._catchments.access(
                block, self._ever, helping, np.where(np.isnan(hours), 1.0, np.nan)
            )
            assumed = np.nan if self.terms.assumed_hours is None else self.terms.assumed_hours
            known = np.where(per_hour > 0, np.nan, known)
            high = high + np.where(per_hour > 0, per_hour * assumed, 0.0)
        return Access(known, low, high)


def scenario(
    points: Points, sites: Sites, limit_m: float = HEADLINE_M, *, terms: Terms | None = None
) -> Scenario:
    """Sites as they are, to change in thought: `scenario(points, sites).add("Bieb Noord", 155_000, 463_000)`.

    Parameters
    ----------
    limit_m : metres in a straight line, inclusive
    terms : more that is taken for granted (`Terms`), the limit among it, which then counts instead of `limit_m`

    Raises SocialeKaartError where two sites have one id. What this hides: docs/explanation/next-place.md.
    """
    if len(np.unique(sites.id)) < len(sites):
        raise SocialeKaartError("two sites have the same id", expected="an id of its own for each")
    blocks_of_points, granted = ground(points), terms or Terms(limit_m=limit_m)
    near, catchments = near_all(blocks_of_points, sites), Catchments(blocks_of_points, granted.catchment_m)
    return Scenario(
        blocks_of_points,
        granted,
        catchments,
        sites,
        np.ones(len(sites), dtype=bool),
        near,
        np.array([one.farthest_m for one in near], dtype=np.float64),
        catchments.helping(sites),
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
    return Sites(**{one.name: getattr(sites, one.name)[numbers] for one in fields(Sites)})
