from __future__ import annotations

import gzip
import json

import shapely
from shapely.geometry import shape

from sociale_kaart.gebieden.boundaries import web_geojson
from sociale_kaart.gebieden.gemeenten import gemeenten, gemeenten_in
from sociale_kaart.web.outlines import for_screen


def test_a_province_keeps_its_detail() -> None:
    full = web_geojson([one.code for one in gemeenten_in(["Overijssel"])])
    assert for_screen(full) == full


def test_the_whole_country_is_light_and_neighbours_still_share_their_borders() -> None:
    thin = for_screen(web_geojson(list(gemeenten())))
    assert len(thin["features"]) == 342
    assert len(gzip.compress(json.dumps(thin, separators=(",", ":")).encode())) < 200_000
    shapes = [shape(one["geometry"]) for one in thin["features"]]
    assert not any(area.is_empty for area in shapes)
    assert shapely.coverage_is_valid(shapes)
