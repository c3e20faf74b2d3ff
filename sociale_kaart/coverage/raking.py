"""Makes points add up to what is officially known of each gemeente, and says which share of inhabitants they place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sociale_kaart.coverage.points import ALL, Floats, Points
from sociale_kaart.gebieden.gemeenten import gemeenten

OLD = "65+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """How much of one group of people stands on a point.

    points : that tell a number. suppressed : that tell none. without_gemeente : that lie in no known gemeente
    official : persons by the official totals. placed : of these, persons that stood on a point before raking, never
        more per gemeente than its total
    not_placed : gemeenten with an official total and nobody on a point, whose inhabitants no measure counts
    """

    group: str
    points: int
    suppressed: int
    without_gemeente: int
    official: float
    placed: float
    not_placed: tuple[str, ...]

    @property
    def share(self) -> float:
        """Share of inhabitants that is placed, 0..1; NaN without any official total."""
        return self.placed / self.official if self.official else float("nan")


def raked(
    points: Points, official: Mapping[str, Mapping[str, float]] | None = None
) -> tuple[Points, Mapping[str, Placed]]:
    """The points, with what is known in each gemeente raised or lowered to its official total; and what that rests on.

    P_i' = P_i * T_g / Σ_g P, per gemeente g and group. Suppressed points stay suppressed: that somebody lives there is
    known, how many is not, so their inhabitants are counted where their neighbours live. Points of no known gemeente,
    and groups or gemeenten without an official total, stay as they are.

    Parameters
    ----------
    official : group -> gemeentecode -> persons; by default CBS 2024 for "all" and "65+" (gebieden/gemeenten.csv)

    The report has a row for each group that has official totals.
    """
    totals = official_totals() if official is None else official
    persons, reports = dict(points.persons), {}
    for group in points.persons:
        if group not in totals:
            continue
        persons[group], reports[group] = _rake(points, group, totals[group])
    return replace(points, persons=persons), reports


def official_totals() -> Mapping[str, Mapping[str, float]]:
    """Persons per gemeente, all and 65+ (CBS 2024); a gemeente of which CBS does not tell is left out."""
    return {
        ALL: {
            code: float(one.inhabitants) for code, one in gemeenten().items() if one.inhabitants is not None
        },
        OLD: {
            code: float(one.inhabitants_65plus)
            for code, one in gemeenten().items()
            if one.inhabitants_65plus is not None
        },
    }


def _rake(points: Points, group: str, totals: Mapping[str, float]) -> tuple[Floats, Placed]:
    counted = points.persons[group]
    codes, which = np.unique(points.gemeentecode, return_inverse=True)
    known = np.isfinite(counted)
    standing = np.bincount(which[known], weights=counted[known], minlength=len(codes))
    total = np.array([totals.get(str(code), np.nan) for code in codes], dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where((standing > 0) & np.isfinite(total), total / standing, 1.0)
    somebody = {str(code) for code, sum_here in zip(codes, standing.tolist(), strict=True) if sum_here > 0}
    return counted * factor[which], Placed(
        group=group,
        points=int(known.sum()),
        suppressed=int((~known).sum()),
        without_gemeente=int((points.gemeentecode == "").sum()),
        official=float(sum(totals.values())),
        placed=float(np.nansum(np.minimum(standing, total))),
        not_placed=tuple(code for code, persons in totals.items() if persons and code not in somebody),
    )
