"""The places of a map in rows: what each is called, where it lies, and by which code an address names it."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.dataset.listingnames import listing_names
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.model import Listing, OrganisationKind, fold
from sociale_kaart.web.shortcodes import ShortLinks
from sociale_kaart.web.whatif.curve import along_a_curve
from sociale_kaart.web.whatif.ground import Floats, Rows

_DEVIATIONS = 3


class PlaceRows:
    """The places of a map; each column is as long as there are rows.

    Rows go from gemeente to gemeente, and within each along a curve: neighbours follow each other, so that a file of
    them is small.
    """

    def __init__(self, data: MapData) -> None:
        self._data = data
        self.listings: tuple[Listing, ...] = _side_by_side(data)
        self.row_of = {one.id: row for row, one in enumerate(self.listings)}
        self._codes = ShortLinks(self.row_of)
        self._matches = [data.match_of(one.location_id) for one in self.listings]
        self.x_rd: Floats = np.array([_or_nan(one.x_rd) for one in self._matches], dtype=np.float64)
        self.y_rd: Floats = np.array([_or_nan(one.y_rd) for one in self._matches], dtype=np.float64)

    def __len__(self) -> int:
        return len(self.listings)

    @cached_property
    def errors_m(self) -> Floats:
        """Metres (rows,) that a place may lie off at most: three times the standard deviation of how it was found."""
        from sociale_kaart.coverage.measures.robust import ERROR_M

        return np.array([_DEVIATIONS * ERROR_M[one.level] for one in self._matches], dtype=np.float64)

    @cached_property
    def is_library(self) -> NDArray[np.bool_]:
        """Whether the organisation of each row is a library."""
        kinds = (self._data.organisations[one.organisation_id].kind for one in self.listings)
        return np.array([kind is OrganisationKind.LIBRARY for kind in kinds], dtype=bool)

    @cached_property
    def gemeentecodes(self) -> list[str]:
        """In which gemeente each row lies, "" where that is not known."""
        return [self._data.gemeente_of(one.location_id) for one in self.listings]

    @cached_property
    def names(self) -> list[str]:
        """What each row is called: no two places the same."""
        names = listing_names(self._data)
        return [names[one.id] for one in self.listings]

    @cached_property
    def folded_names(self) -> list[str]:
        """The same for looking names up."""
        return [fold(one) for one in self.names]

    def row(self, code: str) -> int | None:
        """The row of a code; None where no place has it, or more than one."""
        found = self._codes.find(code)
        return self.row_of[found[0]] if len(found) == 1 else None

    def code(self, row: int) -> str:
        """The short code of a row."""
        return self._codes.code(self.listings[row].id)

    def free(self, taken: Collection[str]) -> Rows:
        """Rows with a point of which the listing is not taken (by id): libraries first, one for each spot."""
        rows = [
            row
            for row, one in enumerate(self.listings)
            if one.id not in taken and np.isfinite(self.x_rd[row]) and np.isfinite(self.y_rd[row])
        ]
        ordered = sorted(rows, key=lambda row: not self.is_library[row])
        first = {(self.x_rd[row], self.y_rd[row]): row for row in reversed(ordered)}
        return np.array(
            [row for row in ordered if first[self.x_rd[row], self.y_rd[row]] == row], dtype=np.intp
        )


def _side_by_side(data: MapData) -> tuple[Listing, ...]:
    """The listings by gemeente, those of none that is told of last, and neighbours after each other."""
    listings = data.inventory.listings
    matches = [data.match_of(one.location_id) for one in listings]
    x_rd, y_rd = (
        np.nan_to_num([_or_nan(getattr(one, name)) for one in matches]) for name in ("x_rd", "y_rd")
    )
    along, told = along_a_curve(x_rd, y_rd).tolist(), {*data.gemeentecodes}
    codes = [data.gemeente_of(one.location_id) for one in listings]
    order = sorted(
        range(len(listings)),
        key=lambda row: (codes[row] not in told, codes[row], along[row], listings[row].id),
    )
    return tuple(listings[row] for row in order)


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
