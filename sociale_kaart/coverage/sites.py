"""The places where a pillar is offered, as arrays that the measures reckon with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sociale_kaart.coverage.points import Floats, Strings


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sites:
    """Places one can go to for one pillar: m of them, in one order.

    id : (m,) str, unique; of a built map the id of the listing
    x_rd, y_rd : (m,) metres, RD New
    gemeentecode : (m,) str, "" where the gemeente is not known
    hours_per_week : (m,) hours in which help is given, NaN where that is not known, never zero for that
    kind : (m,) str, the kind of organisation (model.OrganisationKind)
    names : (m,) str, what people call the place
    """

    id: Strings
    x_rd: Floats
    y_rd: Floats
    gemeentecode: Strings
    hours_per_week: Floats
    kind: Strings
    names: Strings

    def __len__(self) -> int:
        return len(self.id)

    @property
    def xy_rd(self) -> Floats:
        """(m, 2) metres, RD New."""
        return np.column_stack((self.x_rd, self.y_rd))
