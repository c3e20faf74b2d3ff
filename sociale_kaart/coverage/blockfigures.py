"""Every measure of one block of points: what a scenario says of a gemeente."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

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
from sociale_kaart.coverage.measures.reach import HEADLINE_M, LIMITS_M, checked_limit, share_of, share_within
from sociale_kaart.coverage.measures.supply import CATCHMENT_M, assuming, mean_access, supply
from sociale_kaart.coverage.measures.travel import distances
from sociale_kaart.coverage.points import Floats
from sociale_kaart.coverage.sites import Sites


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the measures say of one gemeente, by the names of a coverage report (docs/glossary.md).

    None where nobody counts, or where it is not known: places_per_10000 and hours_per_week where there is no place and
    nobody vouches for that; distances where no site is known anywhere, and shares and persons too, unless somebody
    vouches that there is none in this gemeente: then nobody is within.

    places_by_kind : kind of organisation -> sites in the gemeente itself
    inhabitants : persons of the group on points that tell of it
    hours_... , access_2sfca... : None where some hours are unknown; low of those that are known, high with an
        assumption for the others and for the sites of which nobody knows whether they help, None without one
    hours_unknown : sites inside whose hours are not known
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
    persons_beyond: float | None
    hours_per_week: float | None
    hours_per_week_low: float
    hours_per_week_high: float | None
    hours_unknown: int
    hours_per_1000: float | None
    hours_per_1000_low: float | None
    hours_per_1000_high: float | None
    access_2sfca: float | None
    access_2sfca_low: float | None
    access_2sfca_high: float | None
    gap_depth: float | None
    concentration: float | None
    persons_fragile: float | None
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
    doubtful : sites, with or without a point, of which nobody knows whether they help: in the upper bounds of hours
    perhaps_access : (n,) what the doubtful would add at every point, NaN where nothing is assumed for their hours
    income : (n,) what points are ranked by for the concentration
    told : the gemeenten that are told of; None for all
    """

    limit_m: float = HEADLINE_M
    catchment_m: float = CATCHMENT_M
    assumed_hours: float | None = None
    known_in: frozenset[str] = frozenset()
    maybe_reached: Bools | None = None
    unplaced: Sites | None = None
    doubtful: Sites | None = None
    perhaps_access: Floats | None = None
    income: Floats | None = None
    told: frozenset[str] | None = None

    def __post_init__(self) -> None:
        checked_limit(self.limit_m)

    def tells_of(self, code: str) -> bool:
        """Whether this gemeente is told of."""
        return self.told is None or code in self.told

    def with_unplaced(self, own: Sites, code: str) -> Sites:
        """The sites of a gemeente, and those of it that have no point."""
        return _with(own, self.unplaced, code)

    def with_doubtful(self, own: Sites, code: str) -> Sites:
        """The sites of a gemeente, and those that may be there."""
        return _with(own, self.doubtful, code)


@dataclass(frozen=True, slots=True, eq=False)
class Access:
    """Hours a week for each person at every point of a block (n,); NaN where that cannot be told."""

    known: Floats
    low: Floats
    high: Floats


def block_figures(
    block: Block, near: Near, ids: Sites, own: Sites, access: Access, persons: Floats, terms: Terms
) -> Figures:
    """All measures of one block.

    Parameters
    ----------
    ids : every site that `near` has a number of. own : the open sites of this gemeente, with or without a point
    persons : (n,) of the group at the points of the block
    """
    here = _one_area(len(block.at), len(own))
    first_m, own_m = _nan(near.first_m), _nan(near.own_m)
    away = distances(first_m, persons, here, terms.limit_m)
    fragile = fragility(
        Nearest(near.first, first_m, _nan(near.second_m)), persons, len(ids), here, terms.limit_m
    )
    site, inhabitants = int(fragile.site[0]), float(here.total(persons)[0])
    knows_a_site = bool(np.isfinite(first_m).any())
    vouched = block.code in terms.known_in
    of_nobody = 0.0 if not knows_a_site and vouched and inhabitants > 0 else None

    def share(figure: Floats) -> float | None:
        return _known(figure) if knows_a_site else of_nobody

    within_2km, within_5km, within_10km, within_limit = (
        share(share_within(first_m, persons, here, limit)) for limit in (*LIMITS_M, terms.limit_m)
    )
    beyond = inhabitants if of_nobody is not None else None
    return Figures(
        gemeentecode=block.code,
        reach=_label(block, first_m, len(own), persons, here, terms),
        places=len(own),
        places_by_kind={kind: int(n[0]) for kind, n in presence(own, here).items() if kind != "all"},
        inhabitants=inhabitants,
        places_per_10000=_known(density(own, persons, here)) if len(own) or vouched else None,
        share_within_2km=within_2km,
        share_within_5km=within_5km,
        share_within_10km=within_10km,
        share_within_limit=within_limit,
        share_only_by_neighbour=share(
            imported(first_m, own_m, persons, here, terms.limit_m).only_by_neighbour
        ),
        mean_distance_m=_known(away.mean_m),
        median_distance_m=_known(away.median_m),
        p90_distance_m=_known(away.p90_m),
        persons_beyond=float(away.persons_beyond[0]) if np.isfinite(away.mean_m[0]) else beyond,
        **_hours(
            own, terms.with_doubtful(own, block.code), persons, terms, is_known=bool(len(own)) or vouched
        ),
        **_access(access, persons, here),
        gap_depth=_known(gap_depth(first_m, persons, here, terms.limit_m)),
        concentration=_concentration(block, first_m, persons, terms),
        persons_fragile=float(fragile.persons_lost[0]) if knows_a_site else None,
        fragile_site=str(ids.id[site]) if site != NO_SITE else "",
    )


class _Hours(TypedDict):
    hours_per_week: float | None
    hours_per_week_low: float
    hours_per_week_high: float | None
    hours_unknown: int
    hours_per_1000: float | None
    hours_per_1000_low: float | None
    hours_per_1000_high: float | None


def _hours(own: Sites, at_most: Sites, persons: Floats, terms: Terms, *, is_known: bool) -> _Hours:
    """Hours of the sites inside, as far as they are known, and at most."""
    low, high = (
        supply(sites.hours_per_week, persons, _one_area(len(persons), len(sites)), assumed_hours=assumed)
        for sites, assumed in ((own, 0.0), (at_most, terms.assumed_hours or 0.0))
    )
    known = is_known and not low.sites_unknown[0]
    bounded = terms.assumed_hours is not None or not high.sites_unknown[0]
    told = float(np.nansum(own.hours_per_week))
    most = assuming(at_most.hours_per_week, terms.assumed_hours or 0.0)
    return {
        "hours_per_week": told if known else None,
        "hours_per_week_low": told,
        "hours_per_week_high": float(most.sum()) if bounded else None,
        "hours_unknown": int(low.sites_unknown[0]),
        "hours_per_1000": _known(low.low) if known else None,
        "hours_per_1000_low": _known(low.low),
        "hours_per_1000_high": _known(high.high) if bounded else None,
    }


class _AccessTold(TypedDict):
    access_2sfca: float | None
    access_2sfca_low: float | None
    access_2sfca_high: float | None


def _access(access: Access, persons: Floats, here: Areas) -> _AccessTold:
    known, low, high = (_mean(one, persons, here) for one in (access.known, access.low, access.high))
    return {"access_2sfca": known, "access_2sfca_low": low, "access_2sfca_high": high}


def _mean(access: Floats, persons: Floats, here: Areas) -> float | None:
    """As `mean_access`; None where somebody's is not known."""
    if (np.isnan(access) & (np.nan_to_num(persons) > 0)).any():
        return None
    return _known(mean_access(access, persons, here))


def _one_area(points: int, sites: int) -> Areas:
    return Areas(("",), np.zeros(points, dtype=np.intp), np.zeros(sites, dtype=np.intp))


def _with(own: Sites, more: Sites | None, code: str) -> Sites:
    return own if more is None else together(own, more.only(more.gemeentecode == code))


def _label(block: Block, first_m: Floats, own: int, persons: Floats, here: Areas, terms: Terms) -> Reach:
    maybe = False if terms.maybe_reached is None else terms.maybe_reached[block.at]
    at_most = share_of((first_m <= terms.limit_m) | maybe, persons, here)[0]
    return labels(
        np.array([own], dtype=np.float64),
        share_within(first_m, persons, here, terms.limit_m),
        here.total(persons),
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
