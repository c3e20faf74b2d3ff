"""Borders: every neighbour shares its border, every known point lies where it should, files stay small."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from sociale_kaart.errors import ReferenceDataError
from sociale_kaart.gebieden import files
from sociale_kaart.gebieden.boundaries import Layer, boundaries, locate, web_geojson, web_topojson
from sociale_kaart.gebieden.gemeenten import gemeenten, gemeenten_in
from sociale_kaart.gebieden.simplify import to_rd
from sociale_kaart.gebieden.topology import decode

LAYERS: dict[Layer, str] = {"gemeenten": files.WEB, "land": files.LAND}
CENTRES = {  # town halls, TK2025 polling places
    "GM0014": (233_818, 581_974),
    "GM0193": (202_760, 502_890),
}


def drawn(layer: Layer) -> dict[str, Any]:
    return decode(files.read_json(LAYERS[layer]), layer)


def test_borders_for_the_web_stay_below_200_kilobytes_each() -> None:
    folder = files.gebieden_dir()
    manifest = files.read_manifest(folder)
    for name in LAYERS.values():
        assert (folder / manifest[name].path).stat().st_size <= 200_000


def test_no_reference_file_is_above_one_and_a_half_megabytes() -> None:
    folder = files.gebieden_dir()
    for entry in files.read_manifest(folder).values():
        assert (folder / entry.path).stat().st_size <= 1_500_000


@pytest.mark.parametrize("name", ["exact", "gemeenten", "land"])
def test_neighbours_share_their_borders(name: str) -> None:
    shapes = boundaries().geometry if name == "exact" else list(drawn(name).values())  # type: ignore[arg-type]
    shapes = np.asarray(shapes, object)
    assert len(shapes) == 342
    assert shapely.coverage_is_valid(shapes)
    assert shapely.is_valid(shapes).all()


def test_a_border_is_stored_once() -> None:
    topology = files.read_json(files.WEB)
    lines = [tuple(map(tuple, np.cumsum(arc, axis=0).tolist())) for arc in topology["arcs"]]
    assert len({min(line, line[::-1]) for line in lines}) == len(lines)


@pytest.mark.parametrize("name", ["exact", "gemeenten", "land"])
def test_the_enclaves_of_baarle_are_kept(name: str) -> None:
    shape = boundaries().geometry["GM0744"] if name == "exact" else drawn(name)["GM0744"]  # type: ignore[arg-type]
    # As the Kadaster draws it: 22 Belgian enclaves are holes in it, 8 Dutch parts lie loose (7 in those).
    parts = shapely.get_parts(shape)
    assert len(parts) == 1 + 8
    assert sum(len(part.interiors) for part in parts) == 22


def test_a_known_point_lies_in_its_gemeente_and_the_sea_in_none() -> None:
    x, y = zip(*CENTRES.values(), strict=True)
    assert list(locate(x, y)) == list(CENTRES)
    assert list(locate([0.0, np.nan, -1e6], [600_000.0, 450_000.0, np.nan])) == [None, None, None]
    assert list(locate(202_760, 502_890)) == ["GM0193"]


def test_every_population_point_lies_in_its_gemeente_or_within_20_m_of_it() -> None:
    from sociale_kaart.gebieden.population import population_points

    points = population_points()
    found = locate(points.x_rd, points.y_rd)
    apart = points[found != points.gemeentecode]
    borders = boundaries().geometry
    for row in apart.itertuples():
        assert borders[row.gemeentecode].distance(shapely.Point(row.x_rd, row.y_rd)) <= 20, row
    assert len(apart) <= 1


@pytest.mark.parametrize("name", ["exact", "gemeenten", "land"])
def test_all_polling_places_lie_in_their_gemeente(shared_data: Path, name: str) -> None:
    with (shared_data / "kaart/stemlokalen_tk2025.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 10_034
    x, y = [float(row["x"]) for row in rows], [float(row["y"]) for row in rows]
    expected = [f"GM{row['gemeentecode']}" for row in rows]
    if name == "exact":
        assert list(locate(x, y)) == expected
        return
    shapes = drawn(name)  # type: ignore[arg-type]
    point, area = shapely.STRtree(to_rd(np.array(list(shapes.values()), object))).query(
        shapely.points(x, y), predicate="within"
    )
    codes = list(shapes)
    assert {int(p): codes[a] for p, a in zip(point, area, strict=True)} == dict(enumerate(expected))


def test_land_leaves_out_the_large_waters() -> None:
    areas = {
        layer: dict(
            zip(shapes, shapely.area(to_rd(np.array(list(shapes.values()), object))) / 10_000, strict=True)
        )
        for layer in LAYERS
        if (shapes := drawn(layer))
    }
    assert areas["land"]["GM0072"] / areas["gemeenten"]["GM0072"] < 0.08  # Harlingen: 94 % water
    share = {code: areas["land"][code] / one.land_area_ha for code, one in gemeenten().items()}
    # Approximate: lakes and rivers inside a buurt stay dry. Worst where lakes are: Aalsmeer, Wijdemeren.
    assert 1.0 < np.median(list(share.values())) < 1.04
    assert sum(areas["land"].values()) / sum(one.land_area_ha for one in gemeenten().values()) < 1.05
    assert sum(value > 1.2 for value in share.values()) <= 10
    assert min(share.values()) > 0.98


def test_a_part_of_the_country_keeps_its_shared_borders() -> None:
    codes = [one.code for one in gemeenten_in(["Overijssel"])]
    collection = web_geojson(codes)
    assert [feature["id"] for feature in collection["features"]] == codes
    shapes = np.array(
        [shapely.geometry.shape(feature["geometry"]) for feature in collection["features"]], object
    )
    assert shapely.coverage_is_valid(shapes)
    assert collection["features"][0]["properties"] == {
        "code": "GM0141",
        "naam": "Almelo",
        "provinciecode": "PV23",
        "provincie": "Overijssel",
    }
    coordinates = shapely.get_coordinates(shapes)
    assert np.array_equal(coordinates, coordinates.round(5))


@pytest.mark.parametrize("layer", ["gemeenten", "land"])
def test_topojson_of_a_part_draws_the_same_as_geojson(layer: Layer) -> None:
    codes = [one.code for one in gemeenten_in(["Overijssel"])]
    topology = web_topojson(codes, layer)
    shapes = decode(topology, layer)
    for feature in web_geojson(codes, layer)["features"]:
        drawn_shape = shapely.geometry.shape(feature["geometry"])
        assert shapely.equals_exact(shapes[feature["id"]], drawn_shape, tolerance=1e-6)
    assert len(json.dumps(topology)) < len(json.dumps(files.read_json(LAYERS[layer]))) / 5


def test_borders_of_an_unknown_gemeente_are_refused_with_its_code() -> None:
    with pytest.raises(ReferenceDataError, match="no borders of GM9999"):
        web_geojson(["GM0193", "GM9999"])
