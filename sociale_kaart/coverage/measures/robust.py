"""Measure 12: whether a gap is one however the addresses, the limit and the unknown sites turn out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.draws import drawn_sites, near
from sociale_kaart.coverage.measures.imported import Reach, labels
from sociale_kaart.coverage.measures.reach import HEADLINE_M, share_of
from sociale_kaart.coverage.points import Floats, Points, Strings
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.model import MatchLevel

if TYPE_CHECKING:
    from sociale_kaart.dataset.mapdata import MapData

DRAWS = 100
ROBUST_SHARE = 0.95
# Metres, standard deviation in either direction. Our own assumption: how large such areas are, not a measured error.
ERROR_M: Mapping[str, float] = MappingProxyType(
    {
        MatchLevel.GIVEN: 0.0,
        MatchLevel.ADRES: 10.0,
        MatchLevel.HUISNUMMER: 25.0,
        MatchLevel.POSTCODE: 100.0,
        MatchLevel.STRAAT: 250.0,
        MatchLevel.WOONPLAATS: 1_500.0,
        MatchLevel.GEMEENTE: 5_000.0,
        MatchLevel.NONE: 5_000.0,
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Robustness:
    """Per area (k,): in which share of the draws it is a gap, and between what its reach lies.

    gap_share : 0..1. is_robust : a gap in at least 95 % of the draws. reach_low, reach_high : the share of inhabitants
        within the limit that 2.5 % and 97.5 % of the draws do not exceed; NaN where some draw knows no site at all
    """

    gap_share: Floats
    is_robust: tuple[bool, ...]
    reach_low: Floats
    reach_high: Floats


def robustness(
    points: Points,
    certain: Sites,
    perhaps: Sites,
    areas: Areas,
    known_around: Iterable[bool] | Callable[[float], Iterable[bool]],
    *,
    levels: Strings,
    persons: Floats,
    limit_m: float = HEADLINE_M,
    own_without_point: Floats | None = None,
    draws: int = DRAWS,
    seed: int = 2018,
) -> Robustness:
    """Repeats the label of every area with other places, another limit, and with and without what is unknown.

    In each draw every site moves by a normal error in both directions, as wide as its match level is vague; the limit
    is uniform between 80 % and 120 %; and the unknown sites are all left out in one draw and all let in in the next. A
    gap that an unknown site could fill is therefore never robust. A moved site stays its own gemeente's.

    Parameters
    ----------
    certain, perhaps : sites with a yes, and those of which nobody knows (presence, or hours at a moment)
    areas : of these points and of the sites of `together(certain, perhaps)`
    known_around : (k,) as `labels` takes them; or what gives them for a limit in metres, since more of what is unknown
        comes within reach of a wider one
    own_without_point : (k,) sites of the area that have no point
    levels : (m,) match level of those sites (model.MatchLevel), decides the error (ERROR_M)
    persons : (n,) persons; NaN (suppressed) counts for nobody
    draws : an even number, so that both cases count equally

    A draw looks only at the points near the limit again: of the others the triangle inequality tells how they turn out.
    The same seed gives the same draws. Source: issue 5 of this project; Monte Carlo over the inputs.
    """
    sites = together(certain, perhaps)
    known = known_around if callable(known_around) else _always(known_around)
    is_perhaps = np.arange(len(sites)) >= len(certain)
    unplaced = np.zeros(len(areas)) if own_without_point is None else own_without_point
    inhabitants = areas.total(persons)
    error_m = np.array([ERROR_M[MatchLevel(one)] for one in levels.tolist()], dtype=np.float64)
    drawn = drawn_sites(sites.xy_rd, is_perhaps, error_m, limit_m, draws, seed)
    there = near(points.xy_rd, sites.xy_rd, is_perhaps, error_m, drawn)
    is_gap, reach = np.zeros((draws, len(areas)), dtype=bool), np.full((draws, len(areas)), np.nan)
    for number, draw in enumerate(drawn):
        if draw.there.any():
            reach[number] = share_of(there.within(draw), persons, areas)
        own = areas.total_of_sites(draw.there.astype(np.float64)) + unplaced
        is_gap[number] = [
            one is Reach.GAP for one in labels(own, reach[number], inhabitants, known(draw.limit_m))
        ]
    gap_share = is_gap.mean(axis=0)
    low, high = np.quantile(reach, (0.025, 0.975), axis=0)
    return Robustness(gap_share, tuple((gap_share >= ROBUST_SHARE).tolist()), low, high)


def _always(known_around: Iterable[bool]) -> Callable[[float], Iterable[bool]]:
    known = tuple(known_around)
    return lambda _: known


def match_levels(data: MapData, sites: Sites) -> Strings:
    """Match level (m,) of every site of a map."""
    locations = (data.listings[one].location_id for one in sites.id.tolist())
    return np.array([data.match_of(one).level.value for one in locations], dtype=np.str_)
