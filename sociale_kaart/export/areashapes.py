"""The shapes of the areas that figures are told for, as far as anybody gave or shipped them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import shapely
from shapely.geometry.base import BaseGeometry

from sociale_kaart.coverage.regions import (
    CODE_COLUMNS_OF_LAYERS,
    GEMEENTE,
    NAME_COLUMNS_OF_LAYERS,
    ORGANISATION,
    PROVINCIE,
    Regions,
    organisation_regions,
    provincie_regions,
)
from sociale_kaart.crs import RD
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.areadrawing import AreaDrawing, shapes_rd
from sociale_kaart.gebieden.boundaries import boundaries, web_geojson
from sociale_kaart.gebieden.gemeenten import gemeenten

if TYPE_CHECKING:
    pass

Shapes = Mapping[str, BaseGeometry]


def area_shapes(data: MapData, per: str | Path) -> Shapes:
    """Area id -> polygon (RD New, waters included).

    Parameters
    ----------
    per : as `regions_of` takes it; of a file with polygons the ids are those of `polygon_regions`

    Empty for wijken: their borders do not ship. A library organisation is what it says it serves.
    """
    if isinstance(per, Path):
        return _of_layer(per)
    if per == GEMEENTE:
        return {code: boundaries().geometry.loc[code] for code in data.gemeentecodes}
    if per == PROVINCIE:
        return _merged([provincie_regions(data.gemeentecodes)])
    return _merged(organisation_regions(data)) if per == ORGANISATION else {}


def drawing_of(shapes: Shapes, names: Mapping[str, str]) -> AreaDrawing | None:
    """These areas as a drawing; None where they cannot be one: without shapes, or overlapping each other.

    Parameters
    ----------
    names : area id -> its name
    """
    there = {code: shape for code, shape in shapes.items() if code in names}
    if not there or not _is_coverage(there):
        return None
    lands = _lands(there)
    return AreaDrawing({code: names[code] for code in there}, there, lands)


def _of_layer(path: Path) -> Shapes:
    import geopandas as gpd

    frame = gpd.read_file(path, engine="pyogrio")
    by_folded = {str(column).casefold(): column for column in frame.columns}
    wanted = (*CODE_COLUMNS_OF_LAYERS, *NAME_COLUMNS_OF_LAYERS)
    column = next((by_folded[name] for name in wanted if name in by_folded), None)
    if column is None or frame.crs is None:
        return {}
    shapes = frame.to_crs(RD).dissolve(frame[column].astype(str).to_numpy())
    return dict(zip(map(str, shapes.index), shapes.geometry, strict=True))


def _merged(regions: Iterable[Regions]) -> Shapes:
    """Areas made of whole gemeenten."""
    known = boundaries().geometry
    return {
        code: shapely.union_all([known.loc[one] for one in sorted(members & gemeenten().keys())])
        for one in regions
        for code, members in zip(one.codes, one.gemeenten or (), strict=True)
        if members & gemeenten().keys()
    }


def _is_coverage(shapes: Shapes) -> bool:
    return bool(shapely.coverage_is_valid(list(shapes.values())))


def _lands(shapes: Shapes) -> Shapes:
    """What of each area is land: of gemeenten that ships; others are drawn as they are."""
    if not shapes.keys() <= gemeenten().keys():
        return shapes
    return shapes_rd(web_geojson(list(shapes), "land"))
