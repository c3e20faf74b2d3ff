"""A map to click on, for a notebook or as one file to mail: light, and without anybody else's server where asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import shapely
from markupsafe import escape
from shapely.geometry.base import BaseGeometry

from sociale_kaart.config import Settings
from sociale_kaart.crs import WGS84
from sociale_kaart.dataset.layers import plekken
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.export.reportmaps import area_shapes, reach_of, source_line, values_of
from sociale_kaart.export.shading import (
    GAP,
    PATTERN_LABELS,
    PATTERNS,
    Measure,
    classes_of,
    measure_of,
    number,
    shade_of,
)
from sociale_kaart.extras import optional
from sociale_kaart.model import Presence

if TYPE_CHECKING:
    import folium

    from sociale_kaart.coverage.report.rows import CoverageReport, ReportRow

_FRONT_END = Path(__file__).resolve().parents[1] / "web" / "static"
_INK = "#17212b"
_PLACE_DECIMALS = 5  # of a degree: about a metre
_AREA_DECIMALS = 4  # about ten metres
_MANY_PLACES = 1_000  # more than a browser moves about one by one
_AREA_TOLERANCE_M = 60.0

LegendRow = tuple[str, Mapping[str, Any] | None]

PRESENCE_WORDS: Final[Mapping[Presence, str]] = {
    Presence.YES: "ja",
    Presence.NO: "nee",
    Presence.UNKNOWN: "onbekend",
}
# Told apart by lightness too: full, empty, half.
_DOTS: Final[Mapping[Presence, Mapping[str, Any]]] = {
    Presence.YES: {"radius": 5, "color": "#ffffff", "weight": 1, "fillColor": "#0b4a5b", "fillOpacity": 1},
    Presence.NO: {"radius": 4, "color": _INK, "weight": 1, "fillColor": "#ffffff", "fillOpacity": 1},
    Presence.UNKNOWN: {
        "radius": 4,
        "color": "#8a5a00",
        "weight": 1,
        "fillColor": "#ffd97a",
        "fillOpacity": 1,
    },
}
_AREA = {"color": "#b0bdc4", "weight": 1, "fillOpacity": 0.85}


def folium_map(
    data: MapData,
    pillar: str = "",
    *,
    report: CoverageReport | None = None,
    column: str = "share_within_5km",
    shapes: gpd.GeoDataFrame | None = None,
    offline: bool = False,
    settings: Settings | None = None,
) -> folium.Map:
    """The places of a map, and a measure of its areas below them.

    Parameters
    ----------
    pillar : id of a pillar: dots tell whether it is offered; needed where a report is given
    report, column : what the areas are shaded by; without a report they are only outlined
    shapes : areas of the report by id, with `name`; by default its gemeenten or provincies
    offline : one file that holds all it needs: no tiles, no request to anybody, and nothing of folium's that needs one
    settings : where tiles come from, by default those of the environment; used online only

    One layer of areas and one of places, however many there are. `save(path)` writes it. Raises SocialeKaartError for a
    pillar or column that is not there, and without the extra `notebooks`.
    """
    optional("folium", "draws maps to click on")
    from sociale_kaart.export.foliumlayers import Legend, SafeLayer

    _require_pillar(data, pillar, report)
    drawn = _empty_map(offline, settings or Settings.from_environment())
    measure = measure_of(column)
    areas = _Areas(data, pillar, report, measure, shapes)
    places = _places(data, pillar)
    name = next((one.name for one in data.pillars if one.id == pillar), "")
    drawn.add_child(SafeLayer(areas.collection, areas.styles, name="Gebieden", z_index=410))
    drawn.add_child(
        SafeLayer(
            places,
            list(_DOTS.values()),
            name="Plekken",
            z_index=420,
            notes=[f"{name}: {PRESENCE_WORDS[presence]}" for presence in _DOTS] if name else (),
            on_canvas=len(places["features"]) > _MANY_PLACES,
        )
    )
    source = source_line(report, column) if report else _sources(data)
    rows = [*areas.legend, *_dots_legend(name, data.config.title)]
    west, south, east, north = areas.bounds
    shown = [(south, west), (north, east)]
    drawn.add_child(Legend(rows, source, patterns=PATTERNS, striped=GAP, bounds=shown))
    _title(drawn, data)
    return drawn


def _require_pillar(data: MapData, pillar: str, report: CoverageReport | None) -> None:
    known = [one.id for one in data.pillars]
    if pillar not in known and (pillar or report):
        raise SocialeKaartError(f"this map has no pillar {pillar!r}", expected=f"one of {', '.join(known)}")


def _empty_map(offline: bool, settings: Settings) -> folium.Map:
    import folium

    from sociale_kaart.export.foliumlayers import OfflineMap, bundled_leaflet

    if offline:
        return OfflineMap(*bundled_leaflet(_FRONT_END))
    if not settings.tiles_url:
        return folium.Map(tiles=None)
    return folium.Map(tiles=settings.tiles_url, attr=str(escape(settings.tiles_attribution)))


def _title(drawn: folium.Map, data: MapData) -> None:
    from branca.element import Figure

    figure = drawn.get_root()
    assert isinstance(figure, Figure)
    figure.title = str(escape(data.config.title))


class _Areas:
    """The areas as GeoJSON, their styles, and what the legend says of them."""

    def __init__(
        self,
        data: MapData,
        pillar: str,
        report: CoverageReport | None,
        measure: Measure,
        shapes: gpd.GeoDataFrame | None,
    ) -> None:
        shapes = area_shapes(data, report) if shapes is None else shapes
        self.rows = {row.area: row for row in report.rows if row.pillar == pillar} if report else {}
        self.measure = measure
        values = values_of(report, pillar, measure.column) if report else {}
        reach = reach_of(report, pillar) if report else {}
        plain = (value for area, value in values.items() if reach[area] not in PATTERNS)
        self.classes = classes_of(plain, measure)
        keys = [*self.classes, *PATTERNS]
        self.reach = reach
        if report:
            self.styles: list[dict[str, Any]] = [
                *({**_AREA, "fillColor": one.colour} for one in self.classes),
                *({**_AREA, "fillColor": f"url(#kaart-{name})"} for name in PATTERNS),
            ]
        else:
            self.styles = [{**_AREA, "fillColor": "#faf9f5"}]
        self.bounds = shapes.to_crs(WGS84).total_bounds.round(_PLACE_DECIMALS).tolist()
        self.collection = _collection(
            {
                "type": "Feature",
                "properties": {
                    "t": str(shapes.at[area, "name"]),
                    "l": self._lines(area),
                    "s": keys.index(shade_of(values.get(area), reach.get(area, ""), self.classes))
                    if report
                    else 0,
                },
                "geometry": shape.__geo_interface__,
            }
            for area, shape in _thinned(shapes).items()
        )

    @property
    def legend(self) -> list[LegendRow]:
        if not self.rows:
            return []
        labels = [*(one.label for one in self.classes), *PATTERN_LABELS.values()]
        return [(self.measure.name, None), *zip(labels, self.styles, strict=True)]

    def _lines(self, area: str) -> list[str]:
        row = self.rows.get(area)
        return list(_told(row, self.measure, self.reach[area])) if row else []


def _told(row: ReportRow, measure: Measure, reach: str) -> Iterator[str]:
    value = getattr(row, measure.column)
    yield f"{measure.name}: {_figure(value, measure)}"
    yield f"Bekende plekken: {row.places}" + (
        f", onbekend: {row.places_unknown}" if row.places_unknown else ""
    )
    if row.inhabitants is not None:
        yield f"Inwoners: {number(row.inhabitants)}"
    if reach in PATTERN_LABELS:
        yield f"Oordeel: {PATTERN_LABELS[reach]}"


def _figure(value: float | None, measure: Measure) -> str:
    return "onbekend" if value is None else f"{number(round(value * measure.factor, 1))}{measure.unit}"


def _places(data: MapData, pillar: str) -> dict[str, Any]:
    table = plekken(data)
    table = table[table["lon"].notna()]
    columns = ["lon", "lat", "name", "address", "gemeente", "schedule"]
    said = table[f"pillar_{pillar}"].tolist() if pillar else [Presence.YES.value] * len(table)
    styles = [one.value for one in _DOTS]
    return _collection(
        {
            "type": "Feature",
            "properties": {
                "t": title,
                "l": [line for line in (address or gemeente, times) if line],
                "s": styles.index(presence),
            },
            "geometry": {
                "type": "Point",
                "coordinates": [round(lon, _PLACE_DECIMALS), round(lat, _PLACE_DECIMALS)],
            },
        }
        for (lon, lat, title, address, gemeente, times), presence in zip(
            table[columns].itertuples(index=False), said, strict=True
        )
    )


def _dots_legend(pillar_name: str, title: str) -> list[LegendRow]:
    if not pillar_name:
        return [(title, None), ("plek", _DOTS[Presence.YES])]
    return [(pillar_name, None), *((PRESENCE_WORDS[presence], look) for presence, look in _DOTS.items())]


def _sources(data: MapData) -> str:
    return "Bronnen: " + "; ".join(f"{one.name} ({one.as_of.isoformat()})" for one in data.config.sources)


def _collection(features: Iterator[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _thinned(shapes: gpd.GeoDataFrame) -> dict[str, BaseGeometry]:
    """Areas in degrees with no more detail than a screen shows; neighbours keep sharing their borders."""
    thin = shapely.coverage_simplify(np.asarray(shapes.geometry), _AREA_TOLERANCE_M)
    degrees = gpd.GeoSeries(thin, index=shapes.index, crs=shapes.crs).to_crs(WGS84)
    rounded = shapely.transform(np.asarray(degrees), lambda lonlat: lonlat.round(_AREA_DECIMALS))
    return dict(zip(shapes.index, rounded, strict=True))
