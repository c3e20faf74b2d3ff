"""The floating catchment for any hours: what an hour at each site is to the people of each gemeente, found once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas, Ints
from sociale_kaart.coverage.measures.nearest import pairs_within
from sociale_kaart.coverage.measures.supply import CATCHMENT_M, PER_INHABITANTS, gaussian
from sociale_kaart.coverage.points import ALL, Floats
from sociale_kaart.coverage.shown.land import Land
from sociale_kaart.coverage.sites import Sites


@dataclass(frozen=True, slots=True, eq=False)
class Catchment:
    """Of all sites that a pillar ever has.

    number_of : id of a site -> its number
    area, site : (p,) pairs of a gemeente and a site that somebody there can reach
    share : group -> (p,) what each hour of the site is to all persons of the group there together, in hours; 0 where
        none of them can reach it
    """

    number_of: Mapping[str, int]
    area: Ints
    site: Ints
    share: Mapping[str, Floats]

    @classmethod
    def of(cls, land: Land, sites: Sites) -> Catchment:
        """Of some sites; who lives in which gemeente is told by the land."""
        points, regions = land.everybody, land.regions
        of_point = regions.points_in(points)
        persons = {group: np.nan_to_num(counted) for group, counted in points.persons.items()}
        areas, numbers = [np.empty(0, dtype=np.intp)], [np.empty(0, dtype=np.intp)]
        shares = {group: [np.empty(0)] for group in persons}
        for point, site, metres in pairs_within(points.xy_rd, sites.xy_rd, CATCHMENT_M):
            weight = gaussian(metres)
            demand = np.bincount(site, weights=weight * persons[ALL][point], minlength=len(sites))
            there = (of_point[point] >= 0) & (demand[site] > 0)
            cells, which = np.unique(of_point[point[there]] * len(sites) + site[there], return_inverse=True)
            areas.append(cells // len(sites))
            numbers.append(cells % len(sites))
            for group, counted in persons.items():
                reached = np.bincount(which, weights=(weight * counted[point])[there], minlength=len(cells))
                shares[group].append(reached / demand[cells % len(sites)])
        return cls(
            {one: number for number, one in enumerate(sites.id.tolist())},
            np.concatenate(areas),
            np.concatenate(numbers),
            {group: np.concatenate(parts) for group, parts in shares.items()},
        )

    def access(self, sites: Sites, persons: Floats, group: str, areas: Areas) -> Floats:
        """As `access_2sfca` of a report, per gemeente (k,): NaN where somebody can reach a site of untold hours.

        Parameters
        ----------
        sites : those that are there now, with their hours
        persons : (n,) of the group, at the points of the areas
        """
        if not len(sites):
            return np.full(len(areas), np.nan)
        hours = np.zeros(len(self.number_of))
        hours[[self.number_of[one] for one in sites.id.tolist()]] = sites.hours_per_week
        share, given = self.share[group], hours[self.site]
        untold = np.bincount(self.area, weights=np.isnan(given) & (share > 0), minlength=len(areas)) > 0
        total = np.bincount(self.area, weights=np.nan_to_num(given) * share, minlength=len(areas))
        everybody = areas.total(persons)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = np.where(everybody > 0, total / everybody * PER_INHABITANTS, np.nan)
        return np.where(untold, np.nan, mean)
