"""Measure 5: who is helped by a neighbour, and what a gemeente may be called for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas, Bools
from sociale_kaart.coverage.measures.reach import HEADLINE_M, share_of
from sociale_kaart.coverage.points import Floats

REACHED_BY_NEIGHBOUR = 0.5


class Reach(StrEnum):
    """Where the help of an area comes from; `gap` only where no unknown place could change that."""

    OWN = "own"
    NEIGHBOUR = "neighbour"
    GAP = "gap"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, eq=False)
class Imported:
    """Per area (k,): shares of its inhabitants, 0..1, NaN where nobody counts.

    within : with any site within the limit. only_by_neighbour : of these, with none in the area itself within it.
    """

    within: Floats
    only_by_neighbour: Floats


def imported(
    distance_m: Floats, own_m: Floats, persons: Floats, areas: Areas, limit_m: float = HEADLINE_M
) -> Imported:
    """Share of inhabitants that only a site in another area serves: Σ P_i [D_i <= L < D_i,own] / Σ P_i.

    Parameters
    ----------
    distance_m : (n,) metres to the nearest site anywhere, NaN where no site is known: counts for nobody
    own_m : (n,) metres to the nearest site in the point's own area, NaN where it has none
    persons : (n,) persons; NaN (suppressed) counts for nobody
    limit_m : metres, inclusive

    A site whose area is not known serves as another's. Source: issue 5 of this project; no peer measures it.
    """
    counted = np.where(np.isnan(distance_m), np.nan, persons)
    within = distance_m <= limit_m
    return Imported(
        within=share_of(within, counted, areas),
        only_by_neighbour=share_of(within & ~(own_m <= limit_m), counted, areas),
    )


def labels(
    own_sites: Floats,
    within: Floats,
    inhabitants: Floats,
    known_around: Iterable[bool],
    *,
    enough: float = REACHED_BY_NEIGHBOUR,
) -> tuple[Reach, ...]:
    """What each area (k,) may be called.

    Parameters
    ----------
    own_sites : (k,) known sites in the area, with or without a point
    within : (k,) share of inhabitants with a site within the limit, NaN where no site is known or nobody lives
    inhabitants : (k,) persons who live there
    known_around : (k,) whether every place that could serve half of its inhabitants is known
    enough : share of inhabitants from which on neighbours are said to serve the area, inclusive

    own: a site inside. neighbour: none known inside, and enough inhabitants reached from outside. gap: neither, and no
    unknown place could change that. Otherwise unknown; where nobody lives, nothing is a gap.
    """
    known = np.array(list(known_around), dtype=bool)
    found = np.select(
        [own_sites > 0, within >= enough, are_gaps(own_sites, within, inhabitants, known, enough=enough)],
        range(3),
        default=3,
    )
    return tuple((Reach.OWN, Reach.NEIGHBOUR, Reach.GAP, Reach.UNKNOWN)[one] for one in found.tolist())


def are_gaps(
    own_sites: Floats,
    within: Floats,
    inhabitants: Floats,
    known_around: Bools,
    *,
    enough: float = REACHED_BY_NEIGHBOUR,
) -> Bools:
    """Areas (k,) that are gaps; parameters as in `labels`."""
    return np.asarray(
        ~(own_sites > 0) & ~(within >= enough) & known_around & (inhabitants > 0), dtype=np.bool_
    )
