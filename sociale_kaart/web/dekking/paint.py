"""How the areas of a view are filled, without a word of any language: classes, their limits, and what they add up to.

The page, the pictures and the script of the dashboard all show this; painting.py says it in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sociale_kaart.coverage.points import Floats
from sociale_kaart.coverage.report.kind import GAPS, NOT_KNOWN, WITHOUT_PLACE, Kind
from sociale_kaart.coverage.shown.figures import Kinds, Slice
from sociale_kaart.export.areadrawing import shades
from sociale_kaart.web.dekking.measures import Measure, Unit

Limits = tuple[float, float | None]
MOST_CLASSES = 4
UNKNOWN_CLASS = 0
# Column -> the one it rests on, and the least of that which a reader sees as more than nothing.
_RESTS_ON = {
    "share_within_limit": ("share_within_limit", 0.005),
    "persons_beyond": ("share_within_limit", 0.005),
    "access_2sfca": ("access_2sfca", 0.005),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A class of the legend: from lowest to highest as shown, both inclusive, and how many gemeenten are in it.

    number : 1 is the palest, worst off; 4 the darkest
    highest : None for no limit on that side
    """

    number: int
    lowest: float
    highest: float | None
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Paint:
    """One measure of one slice.

    classes : number of the class per gemeente; UNKNOWN_CLASS where the value is not known. Of the label itself: `kinds`
    steps : the classes that there are, best first; empty for the label
    kinds : `Kind` per gemeente, whatever the measure
    """

    classes: Kinds
    steps: tuple[Step, ...]
    kinds: Kinds


@dataclass(frozen=True, slots=True)
class Range:
    """Between what the values of a measure lie, as shown.

    lowest_of, highest_of : number of a gemeente that has it. half : what half of the gemeenten do not exceed
    is_lowest_open, is_highest_open : whether there may be places there that no source holds
    """

    known: int
    lowest: float
    lowest_of: int
    highest: float
    highest_of: int
    half: float
    is_lowest_open: bool = False
    is_highest_open: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sentences under the map say.

    gemeenten : all of them. without : those certainly without a place; people : who live there, as the group says, and
        served : those of them who have one within the limit elsewhere; None where nobody can say
    everybody, reached : who live in all gemeenten, as the group says, and those of them with a place within the limit
    gaps, robust, own : gemeenten. unknown : those of which nobody knows whether they have a place
    perhaps : those without a place of which nobody knows whether a neighbour helps, so that they may be gaps
    untold : those of `unknown` that no place of a neighbour is known to be near to either
    is_served_least, is_reached_least : whether it may be more, there being lists that nobody vouched for
    range : of the measure; None for the label, and where no value is known
    """

    gemeenten: int
    without: int
    people: int
    served: int | None
    everybody: int
    reached: int
    own: int
    gaps: int
    robust: int
    unknown: int
    perhaps: int
    untold: int
    range: Range | None
    is_served_least: bool = False
    is_reached_least: bool = False


def paint(found: Slice, measure: Measure) -> Paint:
    """The classes of one measure."""
    if measure.unit is Unit.KIND:
        return Paint(found.kinds, (), found.kinds)
    values = shown_values(found, measure)
    return Paint(_classes(values, measure)[0], steps(values, measure), found.kinds)


def steps(values: Floats, measure: Measure) -> tuple[Step, ...]:
    """The classes that values as shown (k,) fall into, best first."""
    classes, numbers, limits = _classes(values, measure)
    found = [
        Step(number, low, high, int((classes == number).sum()))
        for number, (low, high) in zip(numbers, limits, strict=True)
    ]
    return tuple(sorted(found, key=lambda step: -step.number))


def _classes(values: Floats, measure: Measure) -> tuple[Kinds, list[int], list[Limits]]:
    """The number of the class of each value, and the number and limits of every class, from low to high."""
    known = np.isfinite(values)
    limits = _limits(values[known], measure)
    numbers = _numbers(limits, measure)
    upper = np.array([np.inf if high is None else high for _, high in limits[:-1]], dtype=np.float64)
    which = np.searchsorted(upper, values[known], side="left")
    classes = np.full(len(values), UNKNOWN_CLASS, dtype=np.int8)
    classes[known] = np.array(numbers, dtype=np.int8)[which] if limits else UNKNOWN_CLASS
    return classes, numbers, limits


def _numbers(limits: Sequence[Limits], measure: Measure) -> list[int]:
    """A class for each of the limits, from low to high: the best is the darkest, and nothing at all is the palest."""
    count = len(limits)
    if not measure.is_better_high:
        return [MOST_CLASSES - one for one in range(count)]
    numbers = [one + 1 + MOST_CLASSES - count for one in range(count)]
    return [1, *numbers[1:]] if count and limits[0][1] == 0 else numbers


def facts(found: Slice, measure: Measure) -> Facts:
    """What the sentences under the map say."""
    without = np.isin(found.kinds, WITHOUT_PLACE)
    inhabitants = found.values["inhabitants"]
    within = found.values["share_within_limit"]
    told = bool(np.isfinite(within[without]).all())
    return Facts(
        gemeenten=len(found.kinds),
        without=int(without.sum()),
        people=round(float(np.nansum(inhabitants[without]))),
        served=round(float(np.nansum((inhabitants * within)[without]))) if told else None,
        everybody=round(float(np.nansum(inhabitants))),
        reached=round(float(np.nansum(inhabitants * within))),
        own=int((found.kinds == Kind.OWN).sum()),
        gaps=int(np.isin(found.kinds, GAPS).sum()),
        robust=int((found.kinds == Kind.ROBUST_GAP).sum()),
        unknown=int(np.isin(found.kinds, NOT_KNOWN).sum()),
        perhaps=int((found.kinds == Kind.NONE).sum()),
        untold=int((found.kinds == Kind.UNKNOWN).sum()),
        range=None if measure.unit is Unit.KIND else range_of(found, measure, shown_values(found, measure)),
        is_served_least=bool(found.at_most[without].any()),
        is_reached_least=bool(found.at_most.any()),
    )


def shown_values(found: Slice, measure: Measure) -> Floats:
    """The values in the unit that readers see, rounded as shown; NaN where not known."""
    return np.array([measure.shown(one) for one in told_values(found, measure).tolist()], dtype=np.float64)


def told_values(found: Slice, measure: Measure) -> Floats:
    """The values of a measure, NaN also where they rest on nothing.

    Of a gemeente of which nobody knows whether it has a place, that nobody is reached says no more than that.
    """
    values = found.values[measure.column]
    nobody_knows = np.isin(found.kinds, NOT_KNOWN)
    if measure.needs_own:
        return np.where(nobody_knows, np.nan, values)
    if measure.column in _RESTS_ON:
        of, least = _RESTS_ON[measure.column]
        return np.where(nobody_knows & ~(found.values[of] >= least), np.nan, values)
    return values


def range_of(found: Slice, measure: Measure, values: Floats) -> Range | None:
    """Between what the values of a measure as shown (k,) lie; None where none is known."""
    if not np.isfinite(values).any():
        return None
    lowest, highest = int(np.nanargmin(values)), int(np.nanargmax(values))
    return Range(
        known=int(np.isfinite(values).sum()),
        lowest=float(values[lowest]),
        lowest_of=lowest,
        highest=float(values[highest]),
        highest_of=highest,
        half=measure.shown(float(np.nanmedian(told_values(found, measure)))),
        is_lowest_open=bool(found.at_most[lowest]),
        is_highest_open=bool(found.at_most[highest]),
    )


def _limits(values: Floats, measure: Measure) -> list[Limits]:
    """From and up to and including, from low to high; nothing at all is a class of its own."""
    if not len(values):
        return []
    if measure.steps:
        return _fixed(measure)
    zero: list[Limits] = [(0.0, 0.0)] if (values == 0).any() else []
    rest = shades(values[values != 0], measure.decimals, MOST_CLASSES - len(zero))
    return [*zero, *((one.lowest, one.highest) for one in rest)]


def _fixed(measure: Measure) -> list[Limits]:
    least = 10.0**-measure.decimals
    lowers = [0.0, *(round(upper + least, measure.decimals) for upper in measure.steps)]
    if measure.unit is Unit.SHARE:
        return list(zip(lowers[:-1], measure.steps, strict=True))
    return list(zip(lowers, (*measure.steps, None), strict=True))
