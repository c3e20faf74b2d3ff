"""What a report can be asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sociale_kaart.coverage.measures.nearest import Nearest, nearest
from sociale_kaart.coverage.measures.reach import HEADLINE_M, checked_limit
from sociale_kaart.coverage.network.router import Router
from sociale_kaart.coverage.points import ALL, Floats

Seek = Callable[[Floats, Floats], Nearest]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the figures are reckoned with.

    limit_m : metres in a straight line, inclusive
    group : the persons that weigh, such as "all" or "65+"
    assumed_hours : hours a week of a place whose hours nobody told, in the upper bounds only; None: as many as the
        place with the most of that pillar, and no upper bound where nobody told any
    income : (n,) what the points are ranked by for `concentration`, from poor to rich; None: not reckoned
    router : whatever knows minutes; None: no minutes
    robustness_draws : an even number of draws; 0: not reckoned
    seek : finds the nearest two sites of every point, as `measures.nearest.nearest` does; clusters.nearest_on does so
        on several machines
    with_supply : whether to reckon the floating catchment, which takes most of the time
    """

    limit_m: float = HEADLINE_M
    group: str = ALL
    assumed_hours: float | None = None
    income: Floats | None = None
    router: Router | None = None
    robustness_draws: int = 0
    seek: Seek = nearest
    with_supply: bool = True

    def __post_init__(self) -> None:
        checked_limit(self.limit_m)
