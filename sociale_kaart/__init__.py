"""Sociale Kaart: a trustworthy public map of local help.

What an analyst imports. Each name is loaded when it is first used, so that importing the package costs nothing::

    import sociale_kaart as sk

    kaart = sk.open_kaart("geodata/kaarten/overijssel")
    data = sk.build(kaart, today=date.today())      # or sk.read_map(kaart.store_path)
    sk.plekken(data)                                # GeoDataFrame, a point per organisation at a location
    sk.gemeenten_with_coverage(data)                # GeoDataFrame, a polygon per gemeente
    sk.map_hours(data).states(datetime.now())       # open, closed or unknown, by id of offer or listing
    sk.geocode.geocode("Dam 1 Amsterdam")           # a Match: where it lies, how sure that is, what does not agree
    sk.report(data, when="dinsdagavond").rows       # every measure of coverage, per area and pillar
    sk.next_places(data, "spreekuur", n=3).places   # where the next ones reach most people
    sk.scenario(data, "spreekuur").close("a1b2c3")  # what if a place goes; sk.compare tells who gains and loses
    sk.folium_map(data, "spreekuur", offline=True)  # a map to click on, for a notebook or to mail
    sk.coverage_maps(data, sk.report(data))         # a figure: a map per pillar, as SVG and PNG with its source
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {
    "new_kaart": "sociale_kaart.sources.template",
    "open_kaart": "sociale_kaart.kaart",
    "check": "sociale_kaart.sources.check",
    "build": "sociale_kaart.dataset.build",
    "read_map": "sociale_kaart.dataset.store",
    "map_hours": "sociale_kaart.dataset.maphours",
    "plekken": "sociale_kaart.dataset.layers",
    "gemeenten_with_coverage": "sociale_kaart.dataset.layers",
    "coverage_rows": "sociale_kaart.export.measures",
    "report": "sociale_kaart.coverage.report",
    "folium_map": "sociale_kaart.export.foliummap",
    "coverage_maps": "sociale_kaart.export.figures",
    "Bar": "sociale_kaart.export.charts",
    "bar_chart": "sociale_kaart.export.charts",
    "target_chart": "sociale_kaart.export.charts",
    "source_line": "sociale_kaart.export.reportmaps",
    "plain_rows": "sociale_kaart.coverage.report",
    "scenario": "sociale_kaart.coverage.plans",
    "next_places": "sociale_kaart.coverage.plans",
    "compare": "sociale_kaart.coverage.plans",
    "parse_when": "sociale_kaart.coverage.moment",
    "population_of": "sociale_kaart.coverage.populationfile",
    "buurt_points": "sociale_kaart.coverage.populations",
    "pc4_points": "sociale_kaart.coverage.populations",
    "square_points": "sociale_kaart.coverage.populations",
    "point_file": "sociale_kaart.coverage.populations",
    "raked": "sociale_kaart.coverage.raking",
    "Settings": "sociale_kaart.config",
    "SocialeKaartError": "sociale_kaart.errors",
}
_PARTS = {"geocode"}
__all__ = sorted({*_HOME, *_PARTS})  # noqa: PLE0605 - the names above, not a second list of them


def __getattr__(name: str) -> Any:
    if name in _PARTS:
        return import_module(f"sociale_kaart.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'sociale_kaart' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOME[name]), name)
