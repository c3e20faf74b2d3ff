"""Every measure of one block of points: what a scenario says of a gemeente."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sociale_kaart.coverage.blocks import NO_SITE, Block, Near
from sociale_kaart.coverage.measures.areas import Areas, Bools
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.density import density
from sociale_kaart.coverage.measures.equity import concentration, gap_depth
from sociale_kaart.coverage.measures.fragility import fragility
from sociale_kaart.coverage.measures.imported import REACHED_BY_NEIGHBOUR, Reach, imported, labels
from sociale_kaart.coverage.measures.nearest import Nearest
from sociale_kaart.coverage.measures.presence import presence
from sociale_kaart.coverage.measures.reach import HEADLINE_M, LIMITS_M, share_of, share_within
from sociale_kaart.coverage.measures.supply import CATCHMENT_M, mean_access, supply
from sociale_kaart.coverage.measures.travel import distances
from sociale_kaart.coverage.points import Floats
from sociale_kaart.coverage.sites import Sites


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the measures say of one gemeente, by the names of a coverage report (docs/glossary.md).

    None where nobody counts, where no site is known, or where hours are unknown and nothing is assumed for them; and
    places_per_10000 where there is no place and nobody vouches for that.

    places_by_kind : kind of organisation -> sites in the gemeente itself
    inhabitants : persons of the group on points that tell of it
    hours_per_week : of the sites inside whose hours are known; hours_unknown : sites inside whose hours are not
    hours_per_1000_..., access_2sfca_... : low of known hours, high with an assumption for the others
    fragile_site : id of the site whose closing costs `persons_fragile` their reach, "" where no single one matters
    """

    gemeentecode: str
    reach: Reach
    places: int
    places_by_kind: Mapping[str, int]
    inhabitants: float
    places_per_10000: float | None
    share_within_2km: float | None
    share_within_5km: float | None
    share_within_10km: float | None
    share_within_limit: float | None
    share_only_by_neighbour: float | None
    mean_distance_m: float | None
    median_distance_m: float | None
    p90_distance_m: float | None
    persons_beyond: float
    hours_per_week: float
    hours_unknown: int
    hours_per_1000_low: float | None
    hours_per_1000_high: float | None
    access_2sfca_low: float | None
    access_2sfca_high: float | None
    gap_depth: float | None
    concentration: float | None
    persons_fragile: float
    fragile_site: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Terms:
    """What every scenario on the same points takes for granted.

    limit_m, catchment_m : metres in a straight line
    assumed_hours : hours a week of a site whose hours are not known, in the upper bounds alone; None: no upper bound
    known_in : gemeenten of which every place is known: only they can be gaps
    maybe_reached : (n,) points that a place may reach of which nobody knows; a gemeente where that leaves fewer than
        half without is no gap either. None: no points
    unplaced : sites without a point: their gemeente has them all the same, and nobody is near them
    income : (n,) what points are ranked by for the concentration
    told : the gemeenten that are told of; None for all
    """

    limit_m: float = HEADLINE_M
    catchment_m: float = CATCHMENT_M
    assumed_hours: float | None = None
    known_in: frozenset[str] = frozenset()
    maybe_reached: Bools | None = None
    unplaced: Sites | None = None
    income: Floats | None = None
    told: frozenset[str] | None = None

    def tells_of(self, code: str) -> bool:
        """Whether this gemeente is told of."""
        return self.told is None or code in self.told

    def with_unplaced(self, own: Sites, code: str) -> Sites:
        """The sites of a gemeente, and those of it that have no point."""
        if self.unplaced is None:
            return own
        return together(own, self.unplaced.only(self.unplaced.gemeentecode == code))


@dataclass(frozen=True, slots=True, eq=False)
class Persons:
    """The persons of a block (n,) that a figure weighs by, and everybody there, by whom its label is given."""

    group: Floats
    everybody: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Access:
    """Hours a week for each person at every point of a block (n,); high is None where nothing is assumed."""

    low: Floats
    high: Floats | None


def block_figures(
    block: Block, near: Near, ids: Sites, own: Sites, access: Access, persons: Persons, terms: Terms
) -> Figures:
    """All measures of one block.

    Parameters
    ----------
    ids : every site that `near` has a number of. own : the open sites of this gemeente, with or without a point
    """
    here, weights = _one_area(len(block.at), len(own)), persons.group
    first_m, own_m = _nan(near.first_m), _nan(near.own_m)
    away = distances(first_m, weights, here, terms.limit_m)
    found = Nearest(near.first, first_m, _nan(near.second_m))
    fragile = fragility(found, weights, len(ids), here, terms.limit_m)
    site = int(fragile.site[0])
    hours = supply(own.hours_per_week, weights, here, assumed_hours=terms.assumed_hours or 0.0)
    hours_unknown = int(hours.sites_unknown[0])
    bounded = terms.assumed_hours is not None or not hours_unknown
    within_2km, within_5km, within_10km = (
        _known(share_within(first_m, weights, here, limit)) for limit in LIMITS_M
    )
    return Figures(
        gemeentecode=block.code,
        reach=_label(block, first_m, len(own), persons.everybody, here, terms),
        places=len(own),
        places_by_kind={kind: int(n[0]) for kind, n in presence(own, here).items() if kind != "all"},
        inhabitants=float(here.total(weights)[0]),
        places_per_10000=_known(density(own, weights, here))
        if len(own) or block.code in terms.known_in
        else None,
        share_within_2km=within_2km,
        share_within_5km=within_5km,
        share_within_10km=within_10km,
        share_within_limit=_known(share_within(first_m, weights, here, terms.limit_m)),
        share_only_by_neighbour=_known(
            imported(first_m, own_m, weights, here, terms.limit_m).only_by_neighbour
        ),
        mean_distance_m=_known(away.mean_m),
        median_distance_m=_known(away.median_m),
        p90_distance_m=_known(away.p90_m),
        persons_beyond=float(away.persons_beyond[0]),
        hours_per_week=float(np.nansum(own.hours_per_week)),
        hours_unknown=hours_unknown,
        hours_per_1000_low=_known(hours.low),
        hours_per_1000_high=_known(hours.high) if bounded else None,
        access_2sfca_low=_known(mean_access(access.low, weights, here)),
        access_2sfca_high=None if access.high is None else _known(mean_access(access.high, weights, here)),
        gap_depth=_known(gap_depth(first_m, weights, here, terms.limit_m)),
        concentration=_concentration(block, first_m, weights, terms),
        persons_fragile=float(fragile.persons_lost[0]),
        fragile_site=str(ids.id[site]) if site != NO_SITE else "",
    )


def _one_area(points: int, sites: int) -> Areas:
    return Areas(("",), np.zeros(points, dtype=np.intp), np.zeros(sites, dtype=np.intp))


def _label(block: Block, first_m: Floats, own: int, everybody: Floats, here: Areas, terms: Terms) -> Reach:
    maybe = False if terms.maybe_reached is None else terms.maybe_reached[block.at]
    at_most = share_of((first_m <= terms.limit_m) | maybe, everybody, here)[0]
    return labels(
        np.array([own], dtype=np.float64),
        share_within(first_m, everybody, here, terms.limit_m),
        here.total(everybody),
        [block.code in terms.known_in and bool(at_most < REACHED_BY_NEIGHBOUR)],
    )[0]


def _concentration(block: Block, first_m: Floats, persons: Floats, terms: Terms) -> float | None:
    if terms.income is None:
        return None
    found = concentration(first_m, persons, terms.income[block.at])
    return None if np.isnan(found) else found


def _nan(metres: Floats) -> Floats:
    return np.where(np.isinf(metres), np.nan, metres)


def _known(figure: Floats) -> float | None:
    return float(figure[0]) if np.isfinite(figure[0]) else None
