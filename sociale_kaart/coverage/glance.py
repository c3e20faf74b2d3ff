"""A scenario at a glance: of every gemeente the few figures that a page shows at once, left out what takes long.

What is here is what `Scenario.figures` says of the same, to the last digit but rounding; the floating catchment, the
quantiles and fragility are not, and a step costs a few milliseconds in a whole country.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from sociale_kaart.coverage.blocks import Block, Near
from sociale_kaart.coverage.comparison import nearer
from sociale_kaart.coverage.measures.areas import Bools
from sociale_kaart.coverage.measures.imported import REACHED_BY_NEIGHBOUR, Reach, labels
from sociale_kaart.coverage.measures.supply import assuming
from sociale_kaart.coverage.points import ALL, Floats
from sociale_kaart.coverage.scenario import Scenario, persons_of
from sociale_kaart.coverage.sites import Sites


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of a gemeente and of all together, by the names of `blockfigures.Figures`; None where nobody knows.

    places_unknown : places of which a source says that it is not known whether they help
    persons_within, persons_beyond : persons of the group within the limit of a site, and beyond it
    """

    places: int
    places_unknown: int
    inhabitants: float
    persons_within: float | None
    persons_beyond: float | None
    mean_distance_m: float | None
    hours_per_week_low: float
    hours_per_week_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance(Told):
    """A gemeente at a glance; `farthest_m`: metres to the nearest site of the point farthest from one, inf for none."""

    gemeentecode: str
    reach: Reach
    farthest_m: float = field(compare=False)  # a figure of which nothing is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class GlanceChange:
    """What a page shows of a gemeente in which something changes; persons as in `comparison.Change`."""

    before: Glance
    after: Glance
    persons_gaining: float
    persons_losing: float
    persons_nearer: float
    persons_farther: float

    @property
    def gemeentecode(self) -> str:
        return self.after.gemeentecode


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Told):
    """All gemeenten that are told of together; `reach` counts them by what they are called.

    Of whom it is not known whether a site is near, none is counted within, and all beyond: at least, and at most.
    """

    reach: dict[Reach, int]


def glances(scenario: Scenario, group: str = ALL) -> tuple[Glance, ...]:
    """Every gemeente that is told of, in order of code. Raises SocialeKaartError for a group that is not told."""
    look = _Looker(scenario, group)
    return tuple(
        look.at(block, near) for block, near in scenario.blocks if scenario.terms.tells_of(block.code)
    )


def changes_at_a_glance(
    before: Scenario, after: Scenario, seen: Sequence[Glance], group: str = ALL
) -> Iterator[GlanceChange]:
    """The gemeenten in which a figure here changes.

    Parameters
    ----------
    before, after : two scenarios that were made of one
    seen : what `glances` says of `before`
    """
    look, was_seen = _Looker(after, group), {one.gemeentecode: one for one in seen}
    for (block, was), (_, now) in zip(before.blocks, after.blocks, strict=True):
        if was is now or not after.terms.tells_of(block.code):
            continue
        persons = look.weights(block)
        inside, still = was.first_m <= before.limit_m, now.first_m <= after.limit_m
        change = GlanceChange(
            before=was_seen[block.code],
            after=look.at(block, now),
            persons_gaining=float(persons[~inside & still].sum()),
            persons_losing=float(persons[inside & ~still].sum()),
            persons_nearer=float(persons[nearer(was.first_m, now.first_m, before.limit_m)].sum()),
            persons_farther=float(persons[nearer(now.first_m, was.first_m, before.limit_m)].sum()),
        )
        if change.before != change.after or change.persons_nearer or change.persons_farther:
            yield change


def after_changes(seen: Sequence[Glance], changes: Sequence[GlanceChange]) -> tuple[Glance, ...]:
    """The glances of the scenario after the changes, in the same order."""
    changed = {one.gemeentecode: one.after for one in changes}
    return tuple(changed.get(one.gemeentecode, one) for one in seen)


def whole_of(seen: Sequence[Glance]) -> Whole:
    """All of them together."""
    lived_in = [one for one in seen if one.inhabitants > 0]
    inhabitants = sum(one.inhabitants for one in lived_in)
    metres = _sum_known(
        None if one.mean_distance_m is None else one.mean_distance_m * one.inhabitants for one in lived_in
    )
    return Whole(
        places=sum(one.places for one in seen),
        places_unknown=sum(one.places_unknown for one in seen),
        inhabitants=inhabitants,
        persons_within=sum(one.persons_within or 0.0 for one in lived_in),
        persons_beyond=sum(_at_most(one) for one in lived_in),
        mean_distance_m=None if metres is None or not inhabitants else metres / inhabitants,
        hours_per_week_low=sum(one.hours_per_week_low for one in seen),
        hours_per_week_high=_sum_known(one.hours_per_week_high for one in seen),
        reach={reach: sum(one.reach is reach for one in seen) for reach in Reach},
    )


class _Looker:
    """Looks at blocks of one scenario for one group of people."""

    def __init__(self, scenario: Scenario, group: str) -> None:
        self._terms = scenario.terms
        self._sites = scenario.sites
        self._persons = np.nan_to_num(persons_of(scenario.points, group), nan=0.0)

    def weights(self, block: Block) -> Floats:
        """Persons (n,) of the group in a block, a suppressed number as none."""
        return self._persons[block.at]

    def at(self, block: Block, near: Near) -> Glance:
        """One gemeente. `Scenario.figures` says why each is None where it is."""
        terms, code = self._terms, block.code
        own = terms.with_unplaced(self._sites.only(self._sites.gemeentecode == code), code)
        persons = self.weights(block)
        inhabitants = float(persons.sum())
        within = near.first_m <= terms.limit_m
        knows_a_site = bool(np.isfinite(near.first_m).any())
        is_told = knows_a_site and inhabitants > 0
        nobody = code in terms.known_in and inhabitants > 0
        return Glance(
            gemeentecode=code,
            reach=self._label(block, within, len(own), knows_a_site=knows_a_site),
            farthest_m=float(near.first_m.max()),
            places=len(own),
            places_unknown=0 if terms.doubtful is None else int((terms.doubtful.gemeentecode == code).sum()),
            inhabitants=inhabitants,
            persons_within=float(persons[within].sum()) if is_told else 0.0 if nobody else None,
            persons_beyond=float(persons[~within].sum()) if is_told else inhabitants if nobody else None,
            mean_distance_m=float(persons @ near.first_m / inhabitants) if is_told else None,
            hours_per_week_low=float(np.nansum(own.hours_per_week)),
            hours_per_week_high=self._most_hours(terms.with_doubtful(own, code)),
        )

    def _label(self, block: Block, within: Bools, own: int, *, knows_a_site: bool) -> Reach:
        terms, persons = self._terms, self.weights(block)
        inhabitants = float(persons.sum())
        maybe = within if terms.maybe_reached is None else within | terms.maybe_reached[block.at]
        share, at_most = (
            float(persons[some].sum()) / inhabitants if inhabitants else np.nan for some in (within, maybe)
        )
        return labels(
            np.array([own], dtype=np.float64),
            np.array([share if knows_a_site else np.nan]),
            np.array([inhabitants]),
            [block.code in terms.known_in and at_most < REACHED_BY_NEIGHBOUR],
        )[0]

    def _most_hours(self, at_most: Sites) -> float | None:
        assumed = self._terms.assumed_hours
        if assumed is None and np.isnan(at_most.hours_per_week).any():
            return None
        return float(assuming(at_most.hours_per_week, assumed or 0.0).sum())


def _at_most(one: Told) -> float:
    """How many persons there may be beyond the limit."""
    return one.inhabitants if one.persons_beyond is None else one.persons_beyond


def _sum_known(values: Iterator[float | None]) -> float | None:
    found = list(values)
    return None if None in found else sum(one for one in found if one is not None)
