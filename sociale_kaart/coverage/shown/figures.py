"""What a page shows of every gemeente for one pillar at one moment, for any group of people and any limit.

Every figure is that of `coverage.report.figures.report_of`, of which pages show a few; these come in a fraction of the
time. What needs no group and no limit is reckoned once, and whether a gap is robust only where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from math import ceil

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.coverage.measures.areas import Areas, Bools
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.density import PER_INHABITANTS
from sociale_kaart.coverage.measures.draws import Draw, drawn_sites
from sociale_kaart.coverage.measures.fragility import fragility
from sociale_kaart.coverage.measures.imported import imported, labels
from sociale_kaart.coverage.measures.nearest import Nearest, nearest, nearest_own_m
from sociale_kaart.coverage.measures.robust import DRAWS, SEED, errors_m, robustness
from sociale_kaart.coverage.measures.travel import Distances, distances
from sociale_kaart.coverage.points import Floats
from sociale_kaart.coverage.report.hours import supply_columns
from sociale_kaart.coverage.report.kind import Kind, kind_from
from sociale_kaart.coverage.report.known import Help, Told, at_most, gap_sure, told_of
from sociale_kaart.coverage.report.robustrows import STEP_M
from sociale_kaart.coverage.shown.catchment import Catchment
from sociale_kaart.coverage.shown.land import Land

Kinds = NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """One group of people and one limit: per gemeente (k,), in the order of the land.

    kinds : numbers of `Kind`. values : column of a report -> value, NaN where it is not known
    at_most : whether a distance is at most so much: nearer places may exist that no source holds
    """

    kinds: Kinds
    values: Mapping[str, Floats]
    at_most: Bools


class PillarThen:
    """One pillar at one moment.

    Parameters
    ----------
    help_ : what is known of it then
    catchment : of all sites that can be certain at any moment
    """

    def __init__(self, land: Land, help_: Help, catchment: Catchment) -> None:
        self._land, self._help, self._catchment = land, help_, catchment
        self._areas = land.areas(help_.certain)
        self._told: Told = told_of(help_, land.regions, land.regions.gemeenten or ())
        self._found: Nearest = nearest(land.points.xy_rd, help_.certain.xy_rd)
        self._own_m = nearest_own_m(land.points.xy_rd, help_.certain.xy_rd, self._areas, self._found)
        self._of_group: dict[str, _OfGroup] = {}

    def at(self, group: str, limit_m: float) -> Slice:
        """What people of a group find within a limit in metres."""
        if group not in self._of_group:
            self._of_group[group] = self._group(group)
        its, told, areas = self._of_group[group], self._told, self._areas
        metres = self._found.distance_m
        reach = imported(metres, self._own_m, its.persons, areas, limit_m)
        # Of whom nobody has a place within any limit: none is known anywhere, and none is unknown there.
        nobody = told.is_sure & (its.inhabitants > 0) & np.isnan(metres).all()
        beyond = areas.total(np.where(metres > limit_m, its.persons, 0.0))
        sure = gap_sure(self._asked, self._reachable(limit_m), its.persons, areas)
        worst = fragility(self._found, its.persons, len(self._help.certain), areas, limit_m)
        return Slice(
            kinds=self._kinds(its, reach.within, sure, limit_m),
            values={
                **its.values,
                "share_within_limit": np.where(nobody, 0.0, reach.within),
                "share_only_by_neighbour": np.where(nobody, 0.0, reach.only_by_neighbour),
                "persons_beyond": np.where(
                    nobody, its.inhabitants, np.where(np.isnan(its.away.mean_m), np.nan, beyond)
                ),
                "persons_fragile": worst.persons_lost
                if len(self._help.certain)
                else np.full(len(areas), np.nan),
            },
            at_most=self._at_most,
        )

    def _group(self, group: str) -> _OfGroup:
        persons, told, areas = self._land.points.persons[group], self._told, self._areas
        inhabitants = areas.total(persons)
        away = distances(self._found.distance_m, persons, areas)
        hours = supply_columns(self._help, self._land.regions, persons, areas, told.is_known, None)
        with np.errstate(divide="ignore", invalid="ignore"):
            density = np.where(told.is_known, told.places / inhabitants * PER_INHABITANTS, np.nan)
        values = {
            "places": np.where((told.places > 0) | told.is_known, told.places, np.nan),
            "places_no": told.places_no,
            "places_said_unknown": told.places_said_unknown,
            "inhabitants": np.where(self._lived_in, np.round(inhabitants), np.nan),
            "places_per_10000": np.where(np.isfinite(density), density, np.nan),
            "mean_distance_m": away.mean_m,
            "p90_distance_m": away.p90_m,
            "hours_per_1000": hours["hours_per_1000"],
            "access_2sfca": self._catchment.access(self._help.certain, persons, group, areas),
        }
        return _OfGroup(persons, inhabitants, away, values)

    def _kinds(self, its: _OfGroup, within: Floats, sure: Bools, limit_m: float) -> Kinds:
        told = self._told
        kinds = [
            kind_from(reach, status)
            for reach, status in zip(
                labels(told.places, within, its.inhabitants, sure.tolist()), told.status, strict=True
            )
        ]
        found = np.array(kinds, dtype=np.int8)
        gaps = np.flatnonzero(found == Kind.GAP)
        if len(gaps) and self._help.levels is not None:
            found[gaps[self._robust(its, gaps, limit_m)]] = Kind.ROBUST_GAP
        return found

    def _robust(self, its: _OfGroup, gaps: NDArray[np.intp], limit_m: float) -> Bools:
        """Of some gemeenten whether each stays a gap."""
        number = np.full(len(self._areas) + 1, -1, dtype=np.intp)
        number[gaps] = np.arange(len(gaps))
        here = np.flatnonzero(number[self._areas.of_point] >= 0)
        chosen = np.zeros(len(self._land.points), dtype=bool)
        chosen[here] = True
        every = self._land.areas(together(self._help.certain, self._help.perhaps))
        areas = Areas(
            tuple(self._areas.codes[one] for one in gaps.tolist()),
            number[self._areas.of_point[here]],
            number[every.of_site],
        )
        persons = its.persons[here]

        @cache
        def sure_within(limit_m: float) -> tuple[bool, ...]:
            reachable = self._reachable(limit_m)[here]
            return tuple(gap_sure(self._asked[gaps], reachable, persons, areas).tolist())

        found = robustness(
            self._land.points.only(chosen),
            self._help.certain,
            self._help.perhaps,
            areas,
            lambda limit_m: sure_within(ceil(limit_m / STEP_M) * STEP_M),
            levels=self._help.levels if self._help.levels is not None else np.empty(0, dtype=np.str_),
            persons=persons,
            limit_m=limit_m,
            own_without_point=self._unplaced[gaps],
            drawn=tuple(one.within_limit(limit_m) for one in self._drawn),
        )
        return np.array(found.is_robust, dtype=bool)

    def _reachable(self, limit_m: float) -> Bools:
        """Points (n,) with a place within a limit, or a spot where an unknown one may stand."""
        return np.asarray((self._found.distance_m <= limit_m) | (self._unsure_m <= limit_m), dtype=np.bool_)

    @cached_property
    def _asked(self) -> Bools:
        """Gemeenten (k,) of which it is sure that they have no place."""
        return np.asarray((self._told.places == 0) & self._told.is_sure, dtype=np.bool_)

    @cached_property
    def _unplaced(self) -> Floats:
        """Places (k,) that have no point."""
        return self._told.places - self._areas.total_of_sites(np.ones(len(self._help.certain)))

    @cached_property
    def _unsure_m(self) -> Floats:
        """Metres (n,) to where an unknown place may stand, as far as that matters to anybody."""
        if not self._asked.any():
            return np.full(len(self._land.points), np.inf)
        return self._land.metres_to_unsure(self._help.sure)

    @cached_property
    def _drawn(self) -> tuple[Draw, ...]:
        sites = together(self._help.certain, self._help.perhaps)
        is_perhaps = np.arange(len(sites)) >= len(self._help.certain)
        levels = self._help.levels if self._help.levels is not None else np.empty(0, dtype=np.str_)
        return drawn_sites(sites.xy_rd, is_perhaps, errors_m(levels), 1.0, DRAWS, SEED)

    @cached_property
    def _at_most(self) -> Bools:
        members = self._land.regions.gemeenten or ()
        farthest_m = self._areas.most(self._found.distance_m)
        return np.array(at_most(members, farthest_m, self._help.sure), dtype=np.bool_)

    @cached_property
    def _lived_in(self) -> Bools:
        return np.asarray(np.bincount(self._areas.of_point, minlength=len(self._areas)) > 0, dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class _OfGroup:
    """What a group of people finds, whatever the limit."""

    persons: Floats
    inhabitants: Floats
    away: Distances
    values: Mapping[str, Floats]
