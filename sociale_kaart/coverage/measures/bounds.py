"""What unknown sites could make of a measure: it is reckoned without them, and once more with all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from sociale_kaart.coverage.points import Floats
from sociale_kaart.coverage.sites import Sites


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """A measure as it is known, and the least and most it can be; each (k,) or (n,), NaN where it cannot be said.

    known : on what is certain alone. This is the measure: what is unknown never moves it
    """

    known: Floats
    low: Floats
    high: Floats


def bounds(measure: Callable[[Sites], Floats], certain: Sites, perhaps: Sites) -> Bounds:
    """A measure of which more sites only raise, or only lower, every figure: density, reach, distance, depth, supply.

    Not for imported reach and fragility: there one more site can raise the figure and the next lower it.

    Parameters
    ----------
    measure : from sites to figures
    certain : sites with a yes
    perhaps : sites of which nobody knows (presence or hours)

    low and high are NaN where either figure is: without any known site there is no limit to a distance.
    """
    known = measure(certain)
    if not len(perhaps):
        return Bounds(known, known, known)
    possible = measure(together(certain, perhaps))
    return Bounds(known, np.minimum(known, possible), np.maximum(known, possible))


def together(first: Sites, second: Sites) -> Sites:
    """The sites of both, in this order."""
    return Sites(
        **{
            one.name: np.concatenate((getattr(first, one.name), getattr(second, one.name)))
            for one in fields(Sites)
        }
    )
