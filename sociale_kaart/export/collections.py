"""The places and gemeenten of a map as collections of features, for programs that ask for a part of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from sociale_kaart.crs import RD, rd_to_wgs84
from sociale_kaart.dataset.layers import gemeenten_with_coverage, plekken
from sociale_kaart.dataset.mapdata import MapData

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

LON_LAT = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
LAT_LON = "http://www.opengis.net/def/crs/EPSG/0/4326"
RD_NEW = "http://www.opengis.net/def/crs/EPSG/0/28992"
CRSS = (LON_LAT, LAT_LON, RD_NEW)
DECIMALS: Mapping[str, int] = {LON_LAT: 6, LAT_LON: 6, RD_NEW: 2}  # 10 centimetres, and one

COLLECTION_IDS = ("plekken", "gemeenten")

Ints = NDArray[np.intp]
Feature = dict[str, Any]
Box = tuple[float, float, float, float]  # least x, least y, most x, most y, in the axis order of its CRS


@dataclass(frozen=True, eq=False)
class Collection:
    """Features of one kind: n of them, in one order.

    frame : a row per feature, geometry in RD New or None; its columns are in docs/glossary.md
    id_column : the column that names a feature
    """

    id: str
    title: str
    description: str
    id_column: str
    frame: GeoDataFrame

    def __post_init__(self) -> None:
        assert self.frame.crs == RD, self.frame.crs

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """Name of each property -> its JSON type."""
        table = self.frame.drop(columns="geometry")
        return {str(name): _json_type(kind) for name, kind in table.dtypes.items()}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Row of each feature by its id."""
        return {str(one): row for row, one in enumerate(self.frame[self.id_column])}

    @cached_property
    def bounds(self) -> Box:
        """Of everything together, longitude and latitude; NaN where nothing has a point."""
        least_x, least_y, most_x, most_y = shapely.total_bounds(self._drawn[LON_LAT].shapes)
        return float(least_x), float(least_y), float(most_x), float(most_y)

    def select(self, box: Box | None = None, crs: str = LON_LAT, **equal: str) -> Ints:
        """Rows of the features that touch a box, and whose properties read as asked, in order.

        What has no geometry touches no box. Values are compared as they are written in the answer.
        """
        chosen = np.ones(len(self.frame), dtype=np.bool_)
        if box is not None:
            touching = np.zeros(len(self.frame), dtype=np.bool_)
            touching[self._drawn[crs].tree.query(shapely.box(*box), predicate="intersects")] = True
            chosen &= touching
        for column, wanted in equal.items():
            chosen &= np.array([_written(value) == wanted for value in self.properties[column]])
        return np.flatnonzero(chosen)

    def feature(self, row: int, crs: str = LON_LAT) -> Feature:
        """One GeoJSON feature, in the axis order of its CRS."""
        return {
            "type": "Feature",
            "id": str(self.frame[self.id_column].iloc[row]),
            "geometry": self._drawn[crs].geojson[row],
            "properties": {name: values[row] for name, values in self.properties.items()},
        }

    @cached_property
    def properties(self) -> Mapping[str, list[Any]]:
        """Name of each property -> its values (n,) as JSON has them; None where there is none."""
        table = self.frame.drop(columns="geometry")
        return {str(name): [_plain(value) for value in table[name].tolist()] for name in table}

    @cached_property
    def _drawn(self) -> Mapping[str, _Drawn]:
        return {crs: _Drawn(self.frame.geometry.to_numpy(), crs) for crs in CRSS}


@dataclass(frozen=True, eq=False)
class _Drawn:
    """The geometries (n,) of a collection in one CRS, worked out when somebody first asks for that."""

    rd: NDArray[np.object_]
    crs: str

    @cached_property
    def shapes(self) -> NDArray[np.object_]:
        return _projected(self.rd, self.crs)

    @cached_property
    def tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.shapes)

    @cached_property
    def geojson(self) -> list[dict[str, Any] | None]:
        return [_geojson(one) for one in self.shapes]


def collections_of(data: MapData) -> Mapping[str, Collection]:
    """The collections of a map by id: plekken (points) and gemeenten (polygons with their coverage)."""
    made = (
        Collection(
            "plekken",
            f"Plekken: {data.config.title}",
            "Elke organisatie op elke plek, met wat zij daar doet: ja, nee of onbekend per soort hulp.",
            "id",
            plekken(data),
        ),
        Collection(
            "gemeenten",
            f"Gemeenten: {data.config.title}",
            "Elke gemeente van het gebied, met per soort hulp hoeveel plekken er zijn en hoe ver die zijn.",
            "gemeentecode",
            gemeenten_with_coverage(data),
        ),
    )
    return {one.id: one for one in made}


def _projected(shapes: NDArray[np.object_], crs: str) -> NDArray[np.object_]:
    if crs == RD_NEW:
        return shapes
    swapped = crs == LAT_LON

    def degrees(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        lon, lat = rd_to_wgs84(xy[:, 0], xy[:, 1])
        found: NDArray[np.float64] = np.column_stack((lat, lon) if swapped else (lon, lat))
        return found.round(DECIMALS[crs])

    projected: NDArray[np.object_] = shapely.transform(shapes, degrees)
    return projected


def _geojson(shape: BaseGeometry | None) -> dict[str, Any] | None:
    return None if shape is None else mapping(shape)


def _json_type(kind: Any) -> str:
    return {"b": "boolean", "i": "integer", "u": "integer", "f": "number"}.get(kind.kind, "string")


def _plain(value: Any) -> Any:
    return None if value is None or (isinstance(value, float) and math.isnan(value)) else _enum(value)


def _enum(value: Any) -> Any:
    return getattr(value, "value", value)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
