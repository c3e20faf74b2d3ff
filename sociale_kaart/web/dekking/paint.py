"""How the areas of a view are filled, without a word of any language: classes, their limits, and what they add up to.

The page, the pictures and the script of the dashboard all show this; painting.py says it in words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sociale_kaart.export.areadrawing import shades
from sociale_kaart.web.dekking.measures import Measure, Unit
from sociale_kaart.web.dekking.slices import GAPS, WITHOUT_PLACE, Floats, Kind, Kinds, Slice

MOST_CLASSES = 4
UNKNOWN_CLASS = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A class of the legend: from lowest to highest as shown, both inclusive, and how many gemeenten are in it.

    number : 1 is the palest, worst off; 4 the darkest
    lowest, highest : None for no limit on that side
    """

    number: int
    lowest: float | None
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
    """

    known: int
    lowest: float
    lowest_of: int
    highest: float
    highest_of: int
    half: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sentences under the map say.

    gemeenten : all of them. without : those certainly without a place; people : who live there, as the group says, and
        served : those of them who have one within the limit elsewhere; None where nobody can say
    gaps, robust, unknown : gemeenten. range : of the measure; None for the label, and where no value is known
    """

    gemeenten: int
    without: int
    people: int
    served: int | None
    gaps: int
    robust: int
    unknown: int
    range: Range | None


def paint(found: Slice, measure: Measure) -> Paint:
    """The classes of one measure."""
    if measure.unit is Unit.KIND:
        return Paint(found.kinds, (), found.kinds)
    values = shown_values(found, measure)
    known = np.isfinite(values)
    limits = _limits(values[known], measure)
    upper = np.array([np.inf if high is None else high for _, high in limits[:-1]], dtype=np.float64)
    number = np.searchsorted(upper, values, side="left") if limits else np.zeros(len(values), dtype=np.intp)
    # Fewer classes take the darker ones, so that the best of them never looks like nothing.
    rank = number if measure.is_better_high else len(limits) - 1 - number
    classes = np.where(known, rank + 1 + MOST_CLASSES - len(limits), UNKNOWN_CLASS).astype(np.int8)
    steps = []
    for one, (low, high) in enumerate(limits):
        its = one if measure.is_better_high else len(limits) - 1 - one
        step = its + 1 + MOST_CLASSES - len(limits)
        steps.append(Step(step, low, high, int((classes == step).sum())))
    return Paint(classes, tuple(sorted(steps, key=lambda step: -step.number)), found.kinds)


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
        gaps=int(np.isin(found.kinds, GAPS).sum()),
        robust=int((found.kinds == Kind.ROBUST_GAP).sum()),
        unknown=int((found.kinds == Kind.UNKNOWN).sum()),
        range=_range(found, measure),
    )


def shown_values(found: Slice, measure: Measure) -> Floats:
    """The values in the unit that readers see, rounded as shown; NaN where not known."""
    return np.array([measure.shown(one) for one in found.values[measure.column].tolist()], dtype=np.float64)


def _range(found: Slice, measure: Measure) -> Range | None:
    if measure.unit is Unit.KIND:
        return None
    values = shown_values(found, measure)
    if not np.isfinite(values).any():
        return None
    lowest, highest = int(np.nanargmin(values)), int(np.nanargmax(values))
    return Range(
        known=int(np.isfinite(values).sum()),
        lowest=float(values[lowest]),
        lowest_of=lowest,
        highest=float(values[highest]),
        highest_of=highest,
        half=measure.shown(float(np.nanmedian(found.values[measure.column]))),
    )


def _limits(values: Floats, measure: Measure) -> list[tuple[float | None, float | None]]:
    if not len(values):
        return []
    if not measure.steps:
        return [(one.lowest, one.highest) for one in shades(values, measure.decimals)]
    least = 10.0**-measure.decimals
    uppers: list[float | None] = list(measure.steps)
    if measure.unit is not Unit.SHARE:
        uppers.append(None)
    lowers = [0.0, *(round(upper + least, measure.decimals) for upper in uppers[:-1] if upper is not None)]
    return list(zip(lowers, uppers, strict=True))
