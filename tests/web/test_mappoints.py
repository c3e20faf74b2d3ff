"""What the map loads first: few bytes, and the same places to the metre in the browser's own reader."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import brotli
import numpy as np
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from hatch_build import _node_and_npm
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web import morton
from sociale_kaart.web.documents import Document
from sociale_kaart.web.mappoints import MapPoints
from sociale_kaart.web.placeindex import PlaceIndex

READER = Path(__file__).resolve().parents[2] / "static" / "src" / "columns.js"
MOST_BYTES_A_PLACE = 5
_READ = """
const { readColumns } = await import(process.argv[1]);
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const bytes = Buffer.concat(chunks);
const read = readColumns(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
const rows = [...Array(read.count).keys()];
const said = [...Array(read.pillars).keys()].map((pillar) => rows.map((row) => read.said(pillar, row)));
process.stdout.write(JSON.stringify({ lon: [...read.lon], lat: [...read.lat], version: read.version, said }));
"""


def read_by_browser(packed: bytes) -> dict[str, list[float]]:
    node, _ = _node_and_npm()
    command = [str(node), "--input-type=module", "--eval", _READ, "--", READER.as_uri()]
    run = subprocess.run(command, input=packed, capture_output=True, check=True, timeout=60)
    read: dict[str, list[float]] = json.loads(run.stdout)
    return read


def test_the_browser_reads_back_every_point_and_pillar(overijssel: MapData) -> None:
    index = PlaceIndex(overijssel, {})
    points = MapPoints(overijssel, index)
    read = read_by_browser(points.packed())
    assert read["version"] == points.version
    assert np.abs(np.array(read["lon"]) - points.lon).max() <= morton.STEP_DEGREES
    assert np.abs(np.array(read["lat"]) - points.lat).max() <= morton.STEP_DEGREES
    said = np.array(read["said"]).T
    assert (said == 2).tolist() == index.yes[index.placed].tolist()
    assert (said == 1).tolist() == index.unknown[index.placed].tolist()
    for place, row in points.row_of.items():
        match = overijssel.match_of(place)
        assert (match.lon, match.lat) == (points.lon[row], points.lat[row])


inside = st.tuples(st.floats(3.2, 7.3), st.floats(50.7, 53.6))


@given(st.lists(inside, min_size=1, max_size=200))
def test_along_the_curve_steps_are_never_back_and_lead_to_every_place(
    places: list[tuple[float, float]],
) -> None:
    lon, lat = np.array(places).T
    codes = np.sort(morton.codes(lon, lat))
    order = np.argsort(morton.codes(lon, lat), kind="stable")
    steps = morton.steps(lon[order], lat[order])
    assert np.cumsum(steps).tolist() == codes.tolist()
    assert codes.max() < 2 ** (2 * morton.BITS)


def test_ten_thousand_places_anywhere_in_the_country_weigh_less_than_five_bytes_each() -> None:
    draw = np.random.default_rng(1)
    lon, lat = draw.uniform(3.4, 7.2, 10_000), draw.uniform(50.8, 53.5, 10_000)
    order = np.argsort(morton.codes(lon, lat))
    steps = morton.steps(lon[order], lat[order])
    planes = steps.astype("<u8").view(np.uint8).reshape(-1, 8).T[4::-1].tobytes()
    # Nothing is less regular than places drawn anywhere; a byte more each is room for the pillars.
    assert all(
        len(packed) < (MOST_BYTES_A_PLACE - 1) * 10_000 for packed in Document(planes)._packed.values()
    )


def test_another_order_of_the_same_places_is_another_version(overijssel: MapData) -> None:
    index = PlaceIndex(overijssel, {})
    version = MapPoints(overijssel, index).version
    index.placed = index.placed[::-1]
    assert MapPoints(overijssel, index).version != version


def test_names_say_of_which_build_they_are_and_are_not_compressed_at_length(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    quality: list[int] = []
    compress = brotli.compress

    def noted(content: bytes, **asked: int) -> bytes:
        quality.append(asked.get("quality", 11))
        return compress(content, **asked)

    monkeypatch.setattr(brotli, "compress", noted)
    first = client.get("/api/namen.json?rij=0,1", headers={"Accept-Encoding": "br"})
    assert all(one <= 5 for one in quality), "every move of every map asks for other rows"
    version = client.get("/api/stand.json").get_json()["version"]
    assert client.get("/api/namen.json?rij=0,1").get_json()["version"] == version
    again = client.get("/api/namen.json?rij=1,0", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    other = client.get("/api/namen.json?rij=0", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_names_come_by_row(client: FlaskClient) -> None:
    columns = client.get("/api/punten.json").get_json()
    names = client.get("/api/namen.json?rij=1,0").get_json()
    assert names["row"] == [0, 1]
    assert {key: names[key] for key in ("id", "name", "address")} == {
        key: columns[key] for key in ("id", "name", "address")
    }


@pytest.mark.parametrize(
    ("asked", "status"), [("", 400), ("a", 400), ("-1", 400), ("99", 404), (",".join(["0"] * 257), 400)]
)
def test_rows_that_are_not_there_are_refused(client: FlaskClient, asked: str, status: int) -> None:
    assert client.get(f"/api/namen.json?rij={asked}").status_code == status


@pytest.mark.parametrize("address", ["/api/punten.bin?", "/api/namen.json?rij=0&", "/api/omtrek.json?"])
def test_what_names_the_very_version_is_kept_for_ever_and_anything_else_is_asked_again(
    client: FlaskClient, address: str
) -> None:
    version = client.get("/api/stand.json").get_json()["version"]
    assert "immutable" in client.get(f"{address}v={version}").headers["Cache-Control"]
    for other in ("v=0000000000000000", ""):
        assert client.get(f"{address}{other}").headers["Cache-Control"] == "no-cache"


def test_outlines_are_closed_lines_around_the_area_with_a_name_inside_each_gemeente(
    client: FlaskClient,
) -> None:
    drawn = client.get("/api/omtrek.json").get_json()
    outlines = client.get("/api/gebied.geojson").get_json()
    for line in drawn["land"]:
        moves = np.array(line).reshape(-1, 2)
        assert moves[1:].sum(axis=0).tolist() == [0, 0], "back where it began"
    assert {name for name, *_ in drawn["names"]} == {
        one["properties"]["naam"] for one in outlines["features"]
    }
    west, south = np.min([line[:2] for line in drawn["land"]], axis=0) * drawn["step"]
    assert 3 < west < 8
    assert 50 < south < 54
