"""The floating catchment in blocks: which sites help where, so that a change of sites touches only what is near."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sociale_kaart.coverage.blocks import Block, Ground, apart_m
from sociale_kaart.coverage.measures.areas import Ints
from sociale_kaart.coverage.measures.supply import gaussian
from sociale_kaart.coverage.points import ALL, Floats
from sociale_kaart.coverage.sites import Sites


@dataclass(frozen=True, slots=True, eq=False)
class Catchments:
    """`measures.supply.two_step` block by block: what a site hands out rests on who lives around it alone.

    catchment_m : d₀, metres in a straight line
    """

    ground: Ground
    catchment_m: float
    _demand: dict[tuple[float, float], float] = field(default_factory=dict)

    def around(self, x_rd: float, y_rd: float) -> list[int]:
        """Blocks of which some point may lie in the catchment of a site here."""
        gap = np.hypot(self.ground.middle[:, 0] - x_rd, self.ground.middle[:, 1] - y_rd)
        # A millimetre more: a circle's radius is rounded too.
        return np.flatnonzero(gap - self.ground.radius_m <= self.catchment_m + 0.001).tolist()

    def helping(self, sites: Sites) -> tuple[Ints, ...]:
        """Of every block the numbers of the sites in whose catchment some point may lie, ascending."""
        found: list[list[int]] = [[] for _ in self.ground.blocks]
        for number in range(len(sites)):
            for block in self.around(float(sites.x_rd[number]), float(sites.y_rd[number])):
                found[block].append(number)
        return tuple(np.array(numbers, dtype=np.intp) for numbers in found)

    def access(self, block: Block, sites: Sites, helping: Ints, hours: Floats) -> Floats:
        """Hours a week for each person at every point of a block.

        Parameters
        ----------
        helping : numbers of the sites that are open and near, ascending
        hours : (m,) hours a week of every site; NaN counts for nothing
        """
        if not len(helping):
            return np.zeros(len(block.at))
        found = np.zeros(len(block.at))
        for number in helping.tolist():
            demand = self._demand_of(sites, number)
            if demand > 0 and hours[number] > 0:
                found += gaussian(apart_m(block.xy, sites, number), self.catchment_m) * (
                    hours[number] / demand
                )
        return found

    def _demand_of(self, sites: Sites, number: int) -> float:
        """Σ_k W_kj P_k: the persons among whom this site divides its hours; kept, for it is asked again and again."""
        here = (float(sites.x_rd[number]), float(sites.y_rd[number]))
        if here not in self._demand:
            everybody = self.ground.points.persons[ALL]
            self._demand[here] = sum(
                float(
                    (
                        gaussian(apart_m(block.xy, sites, number), self.catchment_m)
                        * np.nan_to_num(everybody[block.at])
                    ).sum()
                )
                for block in (self.ground.blocks[one] for one in self.around(*here))
            )
        return self._demand[here]
