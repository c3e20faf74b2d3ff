"""A coverage report as maps want it: values, labels and shapes per area, and the source line below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import geopandas as gpd

from sociale_kaart.crs import RD, WGS84
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.export.shading import number
from sociale_kaart.gebieden.boundaries import web_geojson
from sociale_kaart.gebieden.gemeenten import gemeenten

if TYPE_CHECKING:
    from sociale_kaart.coverage.report.rows import CoverageReport


def gemeente_shapes(codes: Sequence[str]) -> gpd.GeoDataFrame:
    """Land of gemeenten by code, with `name` (EPSG:28992): a map shades no water."""
    shapes = gpd.GeoDataFrame.from_features(web_geojson(codes, "land"), crs=WGS84).to_crs(RD)
    return shapes.rename(columns={"naam": "name"}).set_index("code").loc[list(codes), ["name", "geometry"]]


def area_shapes(data: MapData, report: CoverageReport | None) -> gpd.GeoDataFrame:
    """The areas of a report by id, with `name` (EPSG:28992); the gemeenten of the map without one.

    Raises SocialeKaartError where the report is about areas whose shapes do not ship.
    """
    shapes = gemeente_shapes(sorted(data.gemeentecodes))
    if report is None or report.per == "gemeente":
        return shapes
    if report.per == "provincie":
        shapes["id"] = [gemeenten()[code].provinciecode for code in shapes.index]
        merged = shapes.dissolve("id")
        merged["name"] = [_name_of(report, area) for area in merged.index]
        return merged
    raise SocialeKaartError(
        f"no shapes ship of areas per {report.per}",
        remedy="Give them: shapes=GeoDataFrame with `name`, indexed by the areas of the report",
    )


def values_of(report: CoverageReport, pillar: str, column: str) -> dict[str, float | None]:
    """A measure of one pillar, by id of the area."""
    return {row.area: getattr(row, column) for row in report.rows if row.pillar == pillar}


def reach_of(report: CoverageReport, pillar: str) -> dict[str, str]:
    """How the areas are reached for one pillar: own, neighbour, gap or unknown, by id of the area."""
    return {row.area: row.reach.value for row in report.rows if row.pillar == pillar}


def source_line(report: CoverageReport) -> str:
    """What a figure rests on, in one line of Dutch: data, dates and parameters."""
    sources = "; ".join(
        f"{one.name}, {one.as_of}" if one.as_of and one.as_of not in one.name else one.name
        for one in report.sources
    )
    told = ", ".join(
        f"{name} {_told(value)}" for name, value in report.parameters.items() if value not in (None, "")
    )
    example = "Verzonnen voorbeeld. " if report.is_example else ""
    return f"{example}Stand van {report.known_on.isoformat()}. Bronnen: {sources}. Berekend met: {told}."


def _told(value: str | float | int | bool | None) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return number(value) if isinstance(value, int | float) else str(value)


def _name_of(report: CoverageReport, area: str) -> str:
    return next((row.area_name for row in report.rows if row.area == area), area)
