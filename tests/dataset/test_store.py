"""The built map as a GeoPackage: comes back as it went, opens elsewhere, is never half."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest

from makers import Plek, map_of
from sociale_kaart.coverage.per_gemeente import coverage_per_gemeente
from sociale_kaart.dataset import store
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import NotBuilt, StoreError, StoreOutdated
from sociale_kaart.model import Presence

ZWOLLE, KAMPEN = "GM0193", "GM0166"


@pytest.fixture
def data() -> MapData:
    plekken = [
        Plek("Eén 'plek' | met \"tekens\"", 202_700, 502_200, ZWOLLE),
        Plek("Twee", 191_000, 508_000, KAMPEN, Presence.NO),
        Plek("Drie", 191_500, 508_500, KAMPEN, None),
    ]
    made = map_of(plekken, (ZWOLLE, KAMPEN))
    without_point = replace(next(iter(made.matches.values())), lon=None, lat=None, x_rd=None, y_rd=None)
    made = replace(made, matches=made.matches | {made.inventory.locations[2].id: without_point})
    return store.with_hash(replace(made, coverage=coverage_per_gemeente(made)))


def test_a_map_comes_back_as_it_went(data: MapData, tmp_path: Path) -> None:
    store.write_map(data, tmp_path / "kaart.gpkg")
    back = store.read_map(tmp_path / "kaart.gpkg")
    assert back == data
    assert store.content_hash(back) == data.content_hash


def test_layers_open_in_any_reader_of_geopackage(data: MapData, tmp_path: Path) -> None:
    store.write_map(data, tmp_path / "kaart.gpkg")
    plekken = pyogrio.read_dataframe(tmp_path / "kaart.gpkg", layer="plekken")
    gemeenten = pyogrio.read_dataframe(tmp_path / "kaart.gpkg", layer="gemeenten")
    assert plekken.crs.to_epsg() == gemeenten.crs.to_epsg() == 28992
    assert list(plekken["pillar_spreekuur"]) == ["yes", "no", "unknown"]
    assert plekken.geometry.iloc[0].x == 202_700
    assert plekken.geometry.iloc[2] is None
    assert set(gemeenten["status_spreekuur"]) == {"covered", "unknown"}


def test_another_order_of_rows_is_the_same_content(data: MapData) -> None:
    inventory = replace(data.inventory, listings=data.inventory.listings[::-1])
    assert store.content_hash(replace(data, inventory=inventory)) == data.content_hash


def test_any_change_of_content_changes_the_hash(data: MapData) -> None:
    first = replace(data.inventory.listings[0], name="Anders")
    inventory = replace(data.inventory, listings=(first, *data.inventory.listings[1:]))
    assert store.content_hash(replace(data, inventory=inventory)) != data.content_hash
    config = data.config.model_copy(update={"title": "Anders"})
    assert store.content_hash(replace(data, config=config)) != data.content_hash


def test_a_write_that_fails_leaves_the_last_good_map(
    data: MapData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kaart.gpkg"
    store.write_map(data, path)
    before = path.read_bytes()
    monkeypatch.setattr(store, "_key_columns", lambda name: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store.write_map(data, path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["kaart.gpkg"]


def test_what_a_killed_build_left_is_swept(data: MapData, tmp_path: Path) -> None:
    left = tmp_path / f"{store.SCRATCH_PREFIX}99999999-x"
    left.mkdir()
    (left / "kaart.gpkg").write_bytes(b"half")
    store.write_map(data, tmp_path / "kaart.gpkg")
    assert [one.name for one in tmp_path.iterdir()] == ["kaart.gpkg"]


def test_no_map_a_broken_map_and_an_old_map_are_three_things(data: MapData, tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="sociale-kaart build"):
        store.read_map(tmp_path / "kaart.gpkg")
    (tmp_path / "stuk.gpkg").write_bytes(b"geen kaart")
    with pytest.raises(StoreError, match="opnieuw"):
        store.read_map(tmp_path / "stuk.gpkg")
    store.write_map(data, tmp_path / "oud.gpkg")
    with closing(sqlite3.connect(tmp_path / "oud.gpkg")) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE name = 'format'")
        connection.commit()
    with pytest.raises(StoreOutdated, match="formaat 0"):
        store.read_map(tmp_path / "oud.gpkg")
