"""Measure 12: whether a gap is one however the addresses, the limit and the unknown sites turn out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.draws import Draw, drawn_sites, near
from sociale_kaart.coverage.measures.imported import are_gaps
from sociale_kaart.coverage.measures.reach import HEADLINE_M, share_of
from sociale_kaart.coverage.points import Floats, Points, Strings
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.model import MatchLevel

if TYPE_CHECKING:
    from sociale_kaart.dataset.mapdata import MapData

DRAWS = 100
SEED = 2018
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
    seed: int = SEED,
    drawn: tuple[Draw, ...] | None = None,
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
    drawn : the draws themselves, where they were made before

    A draw looks only at the points near the limit again: of the others the triangle inequality tells how they turn out.
    The same seed gives the same draws. Source: issue 5 of this project; Monte Carlo over the inputs.
    """
    sites = together(certain, perhaps)
    known = known_around if callable(known_around) else _always(known_around)
    is_perhaps = np.arange(len(sites)) >= len(certain)
    unplaced = np.zeros(len(areas)) if own_without_point is None else own_without_point
    inhabitants = areas.total(persons)
    error_m = errors_m(levels)
    if drawn is None:
        drawn = drawn_sites(sites.xy_rd, is_perhaps, error_m, limit_m, draws, seed)
    there = near(points.xy_rd, sites.xy_rd, is_perhaps, error_m, drawn)
    own_of_certain, own_of_all = (
        areas.total_of_sites(one.astype(np.float64)) + unplaced for one in (~is_perhaps, is_perhaps | True)
    )
    is_gap, reach = np.zeros((len(drawn), len(areas)), dtype=bool), np.full((len(drawn), len(areas)), np.nan)
    for number, draw in enumerate(drawn):
        if draw.there.any():
            reach[number] = share_of(there.within(draw), persons, areas)
        own = own_of_all if draw.has_all else own_of_certain
        around = np.array(list(known(draw.limit_m)), dtype=bool)
        is_gap[number] = are_gaps(own, reach[number], inhabitants, around)
    gap_share = is_gap.mean(axis=0)
    low, high = np.quantile(reach, (0.025, 0.975), axis=0)
    return Robustness(gap_share, tuple((gap_share >= ROBUST_SHARE).tolist()), low, high)


def errors_m(levels: Strings) -> Floats:
    """How far sites (m,) may stand from where they were found, by their match level: ERROR_M."""
    distinct, which = np.unique(levels, return_inverse=True)
    per = np.array([ERROR_M[MatchLevel(one)] for one in distinct.tolist()], dtype=np.float64)
    return per[which] if len(per) else np.empty(0)


def _always(known_around: Iterable[bool]) -> Callable[[float], Iterable[bool]]:
    known = tuple(known_around)
    return lambda _: known


def match_levels(data: MapData, sites: Sites) -> Strings:
    """Match level (m,) of every site of a map."""
    locations = (data.listings[one].location_id for one in sites.id.tolist())
    return np.array([data.match_of(one).level.value for one in locations], dtype=np.str_)
