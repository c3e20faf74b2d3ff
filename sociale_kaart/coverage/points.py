"""Where people live, behind one type whatever the source: points with persons per group of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Strings = NDArray[Any]  # of fixed width, dtype U

ALL = "all"  # the group of everybody


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Points:
    """Inhabited points: n of them, in one order.

    x_rd, y_rd : (n,) metres, RD New
    gemeentecode : (n,) str ("GM0344"), "" where the gemeente is not known
    persons : group -> (n,) persons; NaN where the source suppresses or does not know them, never zero for that. The
        group "all" is always there
    source : who counted, and what
    vintage : the year or day counted, as the source says it
    """

    x_rd: Floats
    y_rd: Floats
    gemeentecode: Strings
    persons: Mapping[str, Floats]
    source: str
    vintage: str

    def __len__(self) -> int:
        return len(self.x_rd)

    @property
    def xy_rd(self) -> Floats:
        """(n, 2) metres, RD New."""
        return np.column_stack((self.x_rd, self.y_rd))

    def only(self, chosen: NDArray[np.bool_]) -> Points:
        """The points (n,) that are chosen, in the same order."""
        return replace(
            self,
            x_rd=self.x_rd[chosen],
            y_rd=self.y_rd[chosen],
            gemeentecode=self.gemeentecode[chosen],
            persons={group: persons[chosen] for group, persons in self.persons.items()},
        )
