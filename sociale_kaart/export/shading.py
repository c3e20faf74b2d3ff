"""How a measure is shaded on a map: classes with limits one can say, colours that everybody can tell apart.

A gap, an area that is empty for as far as anybody knows, and an unknown one are no class: each has a pattern of its
own, and no colour of the scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, isfinite, log10
from typing import Final

import numpy as np

from sociale_kaart.errors import SocialeKaartError

# A gap; no place in the area itself, while nobody knows what its neighbours have; not known at all.
GAP, EMPTY, UNKNOWN = "gap", "empty", "unknown"

# One hue from light to dark: told apart by lightness alone, so by every eye and in black and white.
COLOURS: Final = ("#e6f3f5", "#a5cfd9", "#67a9ba", "#2f7b91", "#0b4a5b")
# Of each pattern the ground and what is drawn on it.
PATTERNS: Final[Mapping[str, tuple[str, str]]] = {
    GAP: ("#fde5d4", "#c2481a"),
    EMPTY: ("#fff6ef", "#c2481a"),
    UNKNOWN: ("#f3f2ee", "#7c878e"),
}
PATTERN_LABELS: Final[Mapping[str, str]] = {
    GAP: "gat",
    EMPTY: "geen plek, buren?",
    UNKNOWN: "onbekend",
}

# Of what is far above the rest no class is made: the last one has no upper limit.
_FAR = 0.9
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as a figure tells of it.

    column : its stable name, as in the rows of a coverage report
    name : what it is, in Dutch
    unit : what stands behind a number, with its space where it has one
    factor : what a value is multiplied with to be in that unit
    total : 1.0 for a share, whose classes are the same five everywhere; None where the values decide
    least_step : no class is narrower than this, in that unit: half a person is no limit
    """

    column: str
    name: str
    unit: str = ""
    factor: float = 1.0
    total: float | None = None
    least_step: float = 0.0


def _share(column: str, name: str) -> Measure:
    return Measure(column, name, unit="%", factor=100.0, total=1.0)


def _distance(column: str, name: str) -> Measure:
    return Measure(column, name, unit=" km", factor=0.001)


def _count(column: str, name: str) -> Measure:
    return Measure(column, name, least_step=1.0)


MEASURES: Final[Mapping[str, Measure]] = {
    one.column: one
    for one in (
        _share("share_within_2km", "Inwoners met een bekende plek binnen 2 km"),
        _share("share_within_5km", "Inwoners met een bekende plek binnen 5 km"),
        _share("share_within_10km", "Inwoners met een bekende plek binnen 10 km"),
        _share("share_within_limit", "Inwoners met een bekende plek binnen de grens"),
        _share("share_only_by_neighbour", "Inwoners met alleen een bekende plek in een andere gemeente"),
        _distance("mean_distance_m", "Gemiddelde afstand tot de dichtstbijzijnde bekende plek"),
        _distance("median_distance_m", "Afstand waarbinnen de helft een bekende plek heeft"),
        _distance("p90_distance_m", "Afstand waarbinnen negen van de tien een bekende plek hebben"),
        _count("persons_beyond", "Inwoners zonder bekende plek binnen de grens"),
        _count("persons_fragile", "Inwoners die geen plek meer hebben als er één sluit"),
        _count("places", "Bekende plekken"),
        Measure("places_per_10000", "Bekende plekken per 10.000 inwoners"),
        Measure("hours_per_week", "Uren hulp per week"),
        Measure("gap_depth", "Hoe ver boven de grens, gemiddeld"),
    )
}


@dataclass(frozen=True, slots=True)
class ShadeClass:
    """One class: from `low` up to and without `high` (None: no limit; the last of a share holds its limit too)."""

    low: float
    high: float | None
    colour: str
    label: str

    def holds(self, value: float) -> bool:
        """Whether a value, in the measure's own unit, lies in this class; the caller goes through them in order."""
        return self.high is None or value < self.high


def measure_of(column: str) -> Measure:
    """The measure of a column; raises SocialeKaartError for one that no map shades."""
    if column not in MEASURES:
        raise SocialeKaartError(f"no map shades {column!r}", expected=f"one of {', '.join(MEASURES)}")
    return MEASURES[column]


def classes_of(values: Iterable[float | None], measure: Measure) -> tuple[ShadeClass, ...]:
    """Classes of equal width with limits one can say, five at most; empty where no value is known.

    Parameters
    ----------
    values : of every map that must share these classes; None and NaN are unknown
    """
    known = np.array([value for value in values if is_known(value)], dtype=np.float64)
    if not len(known):
        return ()
    if measure.total is not None:
        limits = np.linspace(0.0, measure.total, len(COLOURS) + 1)
        return _classes(limits.tolist(), measure, closed=True)
    far = float(np.quantile(known, _FAR)) * measure.factor
    step = max(_step(far), measure.least_step) / measure.factor
    count = min(len(COLOURS), floor(known.max() / step + 1e-9) + 1)
    return _classes([step * number for number in range(count + 1)], measure, closed=False)


def shade_of(value: float | None, reach: str, classes: Sequence[ShadeClass]) -> ShadeClass | str:
    """The class of an area, or GAP, EMPTY or UNKNOWN.

    Parameters
    ----------
    reach : how the area is reached (own, neighbour, gap, empty or unknown); "" where that was not asked
    """
    if reach in PATTERNS:
        return reach
    if value is None or not is_known(value):
        return UNKNOWN
    return next(one for one in classes if one.holds(value) or one is classes[-1])


def is_known(value: float | None) -> bool:
    """Whether there is a figure at all."""
    return value is not None and isfinite(value)


def number(value: float) -> str:
    """A number as Dutch writes it: 1.234 and 0,5; as many decimals as it needs, three at most."""
    text = f"{round(value, 3):,.3f}".rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def _step(far: float) -> float:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten with which the classes get as far as `far`."""
    if far <= 0:
        return 1.0
    wanted = far / len(COLOURS)
    power = 10.0 ** floor(log10(wanted))
    return power * next(step for step in _STEPS if step * power >= wanted * (1 - 1e-9))


def _classes(limits: Sequence[float], measure: Measure, *, closed: bool) -> tuple[ShadeClass, ...]:
    pairs = list(pairwise(limits))
    # Fewer classes take the darker colours, so that none of them looks like empty paper.
    colours = COLOURS[len(COLOURS) - len(pairs) :]
    found = []
    for place, ((low, high), colour) in enumerate(zip(pairs, colours, strict=True)):
        last = place == len(pairs) - 1
        low_text, high_text = number(low * measure.factor), number(high * measure.factor)
        if last and not closed:
            found.append(ShadeClass(low, None, colour, f"{low_text}{measure.unit} of meer"))
        else:
            joint = "t/m" if last else "tot"
            found.append(ShadeClass(low, high, colour, f"{low_text} {joint} {high_text}{measure.unit}"))
    return tuple(found)
