"""Borders of gemeenten: which one a point lies in, and the shapes that a map draws."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from sociale_kaart.crs import RD
from sociale_kaart.errors import ReferenceDataError
from sociale_kaart.gebieden import files
from sociale_kaart.gebieden.topology import decode, subset

if TYPE_CHECKING:
    import geopandas as gpd

Layer = Literal["gemeenten", "land"]
_LAYER_FILES = {"gemeenten": files.WEB, "land": files.LAND}
_DECIMALS = 5  # of a degree: about a metre


@cache
def boundaries() -> gpd.GeoDataFrame:
    """Gemeenten by code: naam and geometry (EPSG:28992, 5 m tolerance, waters included).

    The frame is shared: copy it before changing it. Raises ReferenceDataError.
    """
    import geopandas as gpd

    shapes = gemeente_shapes()
    items = _topology()["objects"]["gemeenten"]["geometries"]
    names = {item["id"]: item["properties"]["naam"] for item in items}
    return gpd.GeoDataFrame(
        {"naam": [names[code] for code in shapes]},
        geometry=list(shapes.values()),
        index=_code_index(shapes),
        crs=RD,
    )


@cache
def gemeente_shapes() -> Mapping[str, BaseGeometry]:
    """The geometry of `boundaries` by code, for who needs no frame (which takes half a second to import)."""
    return MappingProxyType(decode(_topology(), "gemeenten"))


def gemeenten_topology(codes: Collection[str]) -> dict[str, Any]:
    """TopoJSON (RD New) of some gemeenten as `locate` knows them, for who has to find one elsewhere: in a browser."""
    return subset(_topology(), "gemeenten", codes)


def locate(x_rd: ArrayLike, y_rd: ArrayLike) -> NDArray[np.object_]:
    """Gemeentecode of each point, None where it lies in no gemeente.

    Parameters
    ----------
    x_rd, y_rd : (n,) metres, RD New; NaN lies nowhere

    Borders are simplified to 5 m: within that distance of one, the answer may be the neighbour.
    """
    x, y = np.atleast_1d(np.asarray(x_rd, float)), np.atleast_1d(np.asarray(y_rd, float))
    tree, codes = _tree()
    point, area = tree.query(shapely.points(x, y), predicate="intersects")
    result = np.full(len(x), None, object)
    # Backwards, so that a point on a border falls to the lowest code: the same answer on every machine.
    order = np.lexsort((-area, point))
    result[point[order]] = codes[area[order]]
    return result


def web_topojson(codes: Collection[str], layer: Layer = "gemeenten") -> dict[str, Any]:
    """TopoJSON (WGS84) of some gemeenten, with only the arcs that they need.

    Parameters
    ----------
    codes : gemeentecodes; raises ReferenceDataError on one that is not there
    layer : "gemeenten" (borders, waters included) or "land" (what to shade; approximate at the shore)
    """
    topology = _web(layer)
    _require_known(codes, layer)
    return subset(topology, layer, codes)


def web_geojson(codes: Collection[str], layer: Layer = "gemeenten") -> dict[str, Any]:
    """GeoJSON FeatureCollection (WGS84, 5 decimals) of some gemeenten.

    Neighbours share every vertex of their border. Properties per feature: code, naam, provinciecode,
    provincie. See `web_topojson`.
    """
    topology = _web(layer)
    _require_known(codes, layer)
    shapes = decode(topology, layer, codes)
    properties = {item["id"]: item["properties"] for item in topology["objects"][layer]["geometries"]}
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": code,
                "properties": {"code": code, **properties[code]},
                "geometry": _rounded(shape),
            }
            for code, shape in shapes.items()
        ],
    }


@cache
def _tree() -> tuple[shapely.STRtree, NDArray[np.object_]]:
    frame = boundaries()
    shapes = np.asarray(frame.geometry)
    shapely.prepare(shapes)
    return shapely.STRtree(shapes), frame.index.to_numpy(object)


@cache
def _topology() -> dict[str, Any]:
    return files.read_json(files.BOUNDARIES)


@cache
def _web(layer: Layer) -> dict[str, Any]:
    return files.read_json(_LAYER_FILES[layer])


def _require_known(codes: Collection[str], layer: Layer) -> None:
    known = {item["id"] for item in _web(layer)["objects"][layer]["geometries"]}
    unknown = sorted(set(codes) - known)
    if unknown:
        raise ReferenceDataError(
            f"no borders of {', '.join(unknown)}",
            where=_LAYER_FILES[layer],
            expected="expected codes such as GM0344",
            remedy="look the gemeente up first: gebieden.gemeenten.find_gemeente",
        )


def _code_index(codes: Iterable[str]) -> Any:
    import pandas as pd

    return pd.Index(list(codes), name="gemeentecode")


def _rounded(shape: Any) -> dict[str, Any]:
    """A polygon, or several, as GeoJSON; the country has half a million positions, so they are rounded by the ring."""
    polygons = [
        [shapely.get_coordinates(ring).round(_DECIMALS).tolist() for ring in shapely.get_rings(polygon)]
        for polygon in shapely.get_parts(shape)
    ]
    return {
        "type": shape.geom_type,
        "coordinates": polygons if shape.geom_type == "MultiPolygon" else polygons[0],
    }
