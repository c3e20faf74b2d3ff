"""What plans are reckoned on: a kind of help as it is at a moment, and the people that the map tells of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.web.dekking.choices import LIMITS_KM
from sociale_kaart.web.dekking.moments import ALWAYS

if TYPE_CHECKING:
    from sociale_kaart.coverage.glance import Glance
    from sociale_kaart.coverage.report.known import Help
    from sociale_kaart.coverage.scenario import Scenario

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

# A gap is called sure where it is one though every place of which nobody knows helps, and though near is so much wider.
WIDEST = 1.2
FARTHEST_M = WIDEST * 1000 * max(LIMITS_KM)


@dataclass(frozen=True, slots=True)
class Moment:
    """When somebody wants to go: a key of `moments.MOMENTS`, and the one day or None."""

    key: str = ALWAYS
    day: date | None = None


AT_ALL = Moment()


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A pillar as it is at a moment, whatever the limit.

    help : what is known of it
    candidates : rows of places where it may come, libraries first, one for each spot
    unsure_m, perhaps_m : (points,) metres to the nearest gemeente in which an unknown place may stand, as far as
        that matters, and to the nearest place that may help already, of which nobody knows; inf for none
    clear_m : gemeentecode -> metres to the nearest gemeente in which an unknown place may stand; itself 0, inf for none
    """

    help: Help
    candidates: Rows
    unsure_m: Floats
    perhaps_m: Floats
    clear_m: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A pillar as it is at a moment, at one limit; `now` : the scenario without any step.

    shapes : its places as pages draw them, by drawing, once one asked
    """

    known: Known
    now: Scenario
    seen: dict[str, tuple[Glance, ...]]
    shapes: dict[str, str]

    @property
    def help(self) -> Help:
        return self.known.help

    @property
    def candidates(self) -> Rows:
        return self.known.candidates

    @property
    def doubtful(self) -> NDArray[np.bool_]:
        """Whether a place within the limit of a point (n,) may help already, of which nobody knows."""
        return np.asarray(self.known.perhaps_m <= self.now.limit_m)

    def glances(self, group: str) -> tuple[Glance, ...]:
        """What there is to see now, reckoned once for each group."""
        from sociale_kaart.coverage.glance import glances

        if group not in self.seen:
            self.seen[group] = glances(self.now, group)
        return self.seen[group]


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """The points of the gemeenten that the map tells of: each gemeente by its number, its points side by side.

    codes : gemeentecode -> number. at : of every point its number in `Bench.points`. start : where each gemeente begins
    """

    codes: Mapping[str, int]
    at: Rows
    start: tuple[int, ...]
