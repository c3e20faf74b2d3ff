"""A search in what the map shows: `gebied=west,south,east,north`, in degrees of no more than three decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from flask import request
from numpy.typing import NDArray

from sociale_kaart.crs import looks_like_wgs84, wgs84_to_rd
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.gebieden.places import Position
from sociale_kaart.web.finder import DECIMALS
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.mappoints import MapPoints
from sociale_kaart.web.unusable import Unusable

_NUMBER = r"(-?\d{1,3}(?:\.\d{1,20})?)"
_METRES_A_DEGREE = 111_000.0


@dataclass(frozen=True, slots=True)
class SearchArea:
    """A box on the map, in degrees WGS84."""

    west: float
    south: float
    east: float
    north: float

    @property
    def text(self) -> str:
        """As an address says it."""
        return f"{self.west},{self.south},{self.east},{self.north}"

    @property
    def middle(self) -> Position:
        """From where distances are measured: the middle, wherever the visitor is."""
        lon, lat = (self.west + self.east) / 2, (self.south + self.north) / 2
        x_rd, y_rd = (float(value) for value in wgs84_to_rd(lon, lat))
        return Position(
            label=_("het midden van de kaart"),
            x_rd=x_rd,
            y_rd=y_rd,
            lon=round(lon, DECIMALS),
            lat=round(lat, DECIMALS),
            kind="kaart",
            gemeentecode=locate(x_rd, y_rd)[0] or "",
            name="",
            radius_m=(self.north - self.south) / 2 * _METRES_A_DEGREE,
        )

    def holds(self, points: MapPoints) -> NDArray[np.bool_]:
        """Per row of the points whether it lies in the box."""
        in_width = (self.west <= points.lon) & (points.lon <= self.east)
        in_height = (self.south <= points.lat) & (points.lat <= self.north)
        return np.asarray(in_width & in_height, dtype=np.bool_)


def read_area() -> SearchArea | None:
    """The box in the address, None where there is none; raises Unusable on one that cannot be."""
    said = request.args.get("gebied", "").strip()
    if not said:
        return None
    found = re.fullmatch(",".join([_NUMBER] * 4), said, re.ASCII)
    area = SearchArea(*(round(float(part), DECIMALS) for part in found.groups())) if found else None
    if area is None or not _is_here(area):
        raise Unusable("zoek", _("We kunnen dit gebied niet vinden. Vul een postcode of plaats in."))
    return area


def _is_here(area: SearchArea) -> bool:
    """Whether it has a size, and its middle lies in the Netherlands: a map may show more than that."""
    has_size = area.west < area.east and area.south < area.north
    return has_size and looks_like_wgs84((area.west + area.east) / 2, (area.south + area.north) / 2)
