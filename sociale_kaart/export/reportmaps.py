"""A coverage report as maps want it: values, labels and shapes per area, and the source line below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import geopandas as gpd

from sociale_kaart.coverage.points import ALL
from sociale_kaart.crs import RD, WGS84
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.export.shading import EMPTY, UNKNOWN, number
from sociale_kaart.gebieden.boundaries import web_geojson
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import CoverageStatus

if TYPE_CHECKING:
    from sociale_kaart.coverage.report.rows import CoverageReport, ReportRow


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
    """How the areas are reached for one pillar: own, neighbour, gap, empty or unknown, by id of the area.

    Empty: certainly no place in the area itself; whether it is reached from outside, nobody declared.
    """
    return {row.area: _reach(row) for row in report.rows if row.pillar == pillar}


def _reach(row: ReportRow) -> str:
    if row.reach.value == UNKNOWN and row.status is CoverageStatus.UNCOVERED:
        return EMPTY
    return row.reach.value


def source_line(report: CoverageReport, column: str = "") -> str:
    """What a figure of a report rests on, in one line of Dutch: data, dates and the parameters that matter to it."""
    sources = "; ".join(
        f"{one.name}, {one.as_of}" if one.as_of and one.as_of not in one.name else one.name
        for one in report.sources
    )
    example = "Verzonnen voorbeeld. " if report.is_example else ""
    return f"{example}Stand van {report.known_on}. Bronnen: {sources}. Berekend {', '.join(_told(report, column))}."


def _told(report: CoverageReport, column: str) -> Iterator[str]:
    given = report.parameters
    yield f"per {given['per']}"
    yield f"met een grens van {number(float(given['limit_m'] or 0) / 1000)} km in een rechte lijn"
    if given.get("group") not in (None, ALL):
        yield f"voor de groep {given['group']}"
    if given.get("kind"):
        yield f"alleen organisaties van de soort {given['kind']}"
    if given.get("when"):
        yield f"op het moment {given['when']}"
    if column.startswith(("hours", "access")):
        yield f"uren van {given['hours_from']} tot {given['hours_until']}"
    if given.get("robustness_draws"):
        yield f"met {given['robustness_draws']} trekkingen"


def _name_of(report: CoverageReport, area: str) -> str:
    return next((row.area_name for row in report.rows if row.area == area), area)
