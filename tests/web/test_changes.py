"""/api/changes: whoever follows a map page by page has exactly its places, also after builds in which some went."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sociale_kaart.config import Settings
from sociale_kaart.dataset.changes import place_record
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.store import read_map, with_hash, write_map
from sociale_kaart.web.app import create_app
from tests.web.smallmap import map_data


def site(data: MapData | Path) -> FlaskClient:
    return create_app(data, Settings(tiles_url="", requests_per_minute=0)).test_client()


class Follower:
    """A copy of a map, kept by nothing but what /api/changes says."""

    def __init__(self) -> None:
        self.places: dict[str, Any] = {}
        self.cursor = ""

    def follow(self, of: FlaskClient, limit: int) -> None:
        more = True
        while more:
            answer = of.get("/api/changes", query_string={"since": self.cursor, "limit": limit})
            if answer.status_code == 410:
                self.places, self.cursor = {}, ""
                continue
            page = answer.get_json()
            assert len(page["changes"]) <= limit
            for change in page["changes"]:
                if change["removed"]:
                    self.places.pop(change["id"], None)
                else:
                    self.places[change["id"]] = change["place"]
            self.cursor, more = page["next"], page["more"]


def told(data: MapData) -> dict[str, Any]:
    """What a perfect copy holds."""
    return {one.id: place_record(data, one) for one in data.inventory.listings}


def with_places(data: MapData, kept: list[int], renamed: list[int]) -> MapData:
    listings = tuple(
        replace(one, name=f"{one.name}!") if number in renamed else one
        for number, one in enumerate(data.inventory.listings)
        if number in kept
    )
    return with_hash(replace(data, inventory=replace(data.inventory, listings=listings)))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], list[MapData]]:
    """Three builds after one another, each kept: all, some gone and some renamed, and some back."""
    folder, data = tmp_path_factory.mktemp("bouw"), with_hash(map_data())
    count = len(data.inventory.listings)
    states = [
        data,
        with_places(data, list(range(1, count)), [2]),
        with_places(data, [0, *range(3, count)], [3]),
    ]
    paths = []
    for number, state in enumerate(states):
        path = folder / f"{number}.gpkg"
        if paths:
            path.write_bytes(paths[-1].read_bytes())
        write_map(state, path)
        paths.append(path)
    return paths, [read_map(path) for path in paths]


@given(
    visits=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 7)), max_size=4),
    limit=st.integers(1, 7),
)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_a_follower_ends_with_exactly_the_places_of_now(
    sites: list[FlaskClient],
    built: tuple[list[Path], list[MapData]],
    visits: list[tuple[int, int]],
    limit: int,
) -> None:
    """Whichever builds it saw before, in whatever order: also of a server that was set back."""
    follower = Follower()
    for build, most in visits:
        follower.follow(sites[build], most)
    follower.follow(sites[2], limit)
    assert follower.places == told(built[1][2])


@pytest.fixture(scope="module")
def sites(built: tuple[list[Path], list[MapData]]) -> list[FlaskClient]:
    return [site(path) for path in built[0]]


def test_a_deletion_is_told_once_somebody_knew_the_place(sites: list[FlaskClient]) -> None:
    follower = Follower()
    follower.follow(sites[0], 100)
    page = sites[1].get("/api/changes", query_string={"since": follower.cursor}).get_json()
    assert [one["removed"] for one in page["changes"]].count(True) == 1
    assert page["changes"][0]["place"] is None or not page["changes"][0]["removed"]


def test_whoever_is_up_to_date_is_told_nothing_and_cheaply(sites: list[FlaskClient]) -> None:
    follower = Follower()
    follower.follow(sites[2], 100)
    address = f"/api/changes?since={follower.cursor}"
    answer = sites[2].get(address)
    assert answer.get_json()["changes"] == []
    assert sites[2].get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_page_leads_to_the_next(sites: list[FlaskClient]) -> None:
    first = sites[2].get("/api/changes?limit=1")
    assert 'rel="next"' in first.headers["Link"]
    address = first.headers["Link"].partition("<")[2].partition(">")[0]
    assert (
        sites[2].get(address).get_json()["changes"][0]["sequence"]
        > first.get_json()["changes"][0]["sequence"]
    )


def test_a_build_that_came_after_the_map_was_opened_is_not_told_before_it_is_opened(
    sites: list[FlaskClient], built: tuple[list[Path], list[MapData]], tmp_path: Path
) -> None:
    path = tmp_path / "kaart.gpkg"
    path.write_bytes(built[0][0].read_bytes())
    opened = site(path)
    path.write_bytes(built[0][2].read_bytes())
    told_by = [one.get("/api/changes").get_json() for one in (opened, *sites)]
    assert told_by[0] == told_by[1] != told_by[3]


def test_a_map_without_a_log_can_be_followed_and_another_begins_anew() -> None:
    data = with_hash(map_data())
    follower = Follower()
    follower.follow(site(data), 2)
    after = with_places(data, [1, 2], [])
    follower.follow(site(after), 2)
    assert follower.places == told(after)
