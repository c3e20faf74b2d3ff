"""Two scenarios side by side: what changed, and who gains and loses by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from sociale_kaart.coverage.blockfigures import Figures
from sociale_kaart.coverage.measures.areas import Bools
from sociale_kaart.coverage.measures.imported import Reach
from sociale_kaart.coverage.points import ALL, Floats
from sociale_kaart.coverage.scenario import Scenario, persons_of
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.errors import SocialeKaartError


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changes in one gemeente.

    persons_gaining, persons_losing : persons who come within the limit, and who fall out of it
    persons_nearer, persons_farther : persons whose nearest site comes nearer or goes farther, these among them; where
        no site was known anywhere, or none is left, these alone
    before, after : every measure
    """

    gemeentecode: str
    persons_gaining: float
    persons_losing: float
    persons_nearer: float
    persons_farther: float
    before: Figures
    after: Figures

    @property
    def relabelled(self) -> tuple[Reach, Reach] | None:
        """What the gemeente was called and what it is called now; None where that is the same."""
        was, now = self.before.reach, self.after.reach
        return None if was is now else (was, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two scenarios side by side: what was done, by id of the site, and the gemeenten in which anything changes."""

    opened: tuple[str, ...]
    closed: tuple[str, ...]
    moved: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def relabelled(self) -> Mapping[str, tuple[Reach, Reach]]:
        """Gemeentecode -> what it was called and what it is called now: gap and own, say."""
        found = {one.gemeentecode: one.relabelled for one in self.changes}
        return {code: both for code, both in found.items() if both is not None}

    @property
    def persons_gaining(self) -> float:
        return sum(change.persons_gaining for change in self.changes)

    @property
    def persons_losing(self) -> float:
        return sum(change.persons_losing for change in self.changes)


def compare(before: Scenario, after: Scenario, group: str = ALL) -> Comparison:
    """What changed between two scenarios, and who gains and loses by it, per gemeente.

    Parameters
    ----------
    group : the persons that weigh; NaN (suppressed) counts for nobody

    Raises SocialeKaartError where the two do not stand on the same points with the same limit.
    """
    if before.terms is not after.terms or before.points is not after.points:
        raise SocialeKaartError(
            "these scenarios cannot be compared",
            expected="two that were made of one: the same points, limit and terms for both",
        )
    was, now = (_places(one.sites) for one in (before, after))
    return Comparison(
        opened=tuple(sorted(now.keys() - was.keys())),
        closed=tuple(sorted(was.keys() - now.keys())),
        moved=tuple(sorted(one for one in was.keys() & now.keys() if was[one] != now[one])),
        changes=tuple(_changes(before, after, group)),
    )


def _changes(before: Scenario, after: Scenario, group: str) -> Iterator[Change]:
    persons = persons_of(after.points, group)
    for number, ((block, was), (_, now)) in enumerate(zip(before.blocks, after.blocks, strict=True)):
        if before.shares(number, after) or not after.terms.tells_of(block.code):
            continue
        weights = np.nan_to_num(persons[block.at], nan=0.0)
        inside, still = was.first_m <= after.limit_m, now.first_m <= after.limit_m
        change = Change(
            gemeentecode=block.code,
            persons_gaining=float(weights[~inside & still].sum()),
            persons_losing=float(weights[inside & ~still].sum()),
            persons_nearer=float(weights[nearer(was.first_m, now.first_m, after.limit_m)].sum()),
            persons_farther=float(weights[nearer(now.first_m, was.first_m, after.limit_m)].sum()),
            before=before.figures_of(number, group),
            after=after.figures_of(number, group),
        )
        if change.before != change.after or change.persons_nearer or change.persons_farther:
            yield change


def nearer(from_m: Floats, to_m: Floats, limit_m: float) -> Bools:
    """Whether points (n,) come nearer to a site between these two, in metres; inf where no site is known.

    Of whom no site was known anywhere nobody can say so, but where one comes within the limit.
    """
    return np.asarray((to_m < from_m) & (np.isfinite(from_m) | (to_m <= limit_m)), dtype=np.bool_)


def _places(sites: Sites) -> dict[str, tuple[float, float]]:
    return dict(
        zip(sites.id.tolist(), zip(sites.x_rd.tolist(), sites.y_rd.tolist(), strict=True), strict=True)
    )
