"""What lies over the border: the places in other gemeenten that are nearest to the people of one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sociale_kaart.coverage.points import ALL, Floats, Points
from sociale_kaart.coverage.sites import Sites


@dataclass(frozen=True, slots=True)
class OverBorder:
    """A place in another gemeente, seen from one.

    site : id of the place
    distance_m : metres in a straight line from the middle of the inhabitants, which is where their mean lies
    nearest_m : metres from whoever lives nearest to it
    persons_within : inhabitants of the gemeente that live within the limit of it
    """

    site: str
    distance_m: float
    nearest_m: float
    persons_within: float


def over_the_border(
    points: Points, sites: Sites, gemeentecode: str, *, limit_m: float, most: int = 3
) -> tuple[OverBorder, ...]:
    """The places of one pillar outside a gemeente that are nearest to the middle of its inhabitants, nearest first.

    Parameters
    ----------
    sites : of the whole country, as the map knows them
    most : how many at most

    Empty where nobody lives on a known point, and where no place is known outside. Needs no search tree.
    """
    here = (points.gemeentecode == gemeentecode) & (np.nan_to_num(points.persons[ALL]) > 0)
    away = sites.only((sites.gemeentecode != gemeentecode) & np.isfinite(sites.x_rd))
    if not here.any() or not len(away):
        return ()
    living, persons = points.xy_rd[here], points.persons[ALL][here]
    from_middle = _metres(np.average(living, axis=0, weights=persons)[None, :], away.xy_rd)[0]
    nearest = np.lexsort((away.id, from_middle))[:most]
    metres = _metres(living, away.xy_rd[nearest])
    within = (np.where(metres <= limit_m, 1.0, 0.0) * persons[:, None]).sum(axis=0)
    return tuple(
        OverBorder(str(away.id[site]), float(from_middle[site]), float(closest), float(some))
        for site, closest, some in zip(nearest.tolist(), metres.min(axis=0), within, strict=True)
    )


def _metres(one_rd: Floats, other_rd: Floats) -> Floats:
    """(n, m) metres between every two."""
    found: Floats = np.linalg.norm(one_rd[:, None, :] - other_rd[None, :, :], axis=2)
    return found
