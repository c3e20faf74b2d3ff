from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from sociale_kaart.export.dekking import DEKKING_COLUMNS
from sociale_kaart.export.geojson import PLEK_COLUMNS
from sociale_kaart.model import MEASURE_COLUMNS

ALL = (
    *("/api/plekken.geojson", "/api/dekking.json", "/api/gebied.geojson", "/api/punten.json"),
    *("/api/punten.bin", "/api/omtrek.json", "/api/namen.json?rij=0"),
)


def read(client: FlaskClient, address: str) -> object:
    return json.loads(client.get(address).get_data())


def test_one_feature_per_organisation_at_a_location(client: FlaskClient) -> None:
    features = read(client, "/api/plekken.geojson")["features"]  # type: ignore[index]
    assert [one["id"] for one in features] == [
        "l-bieb-org-bibliotheek",
        "l-bieb-org-humanitas",
        "l-evil-org-evil",
        "l-lost-org-zoekgeraakt",
    ]
    assert all(tuple(one["properties"]) == PLEK_COLUMNS for one in features)
    first, second, evil, lost = features
    assert first["geometry"] == second["geometry"], "points may coincide"
    assert first["properties"]["pillars"] == {"computer": "yes", "training": "no", "spreekuur": "unknown"}
    assert first["properties"]["schedule"] == "ma-vr 10:00-17:00"
    assert first["properties"]["times"] == [
        {
            "id": "l-bieb-org-bibliotheek",
            "pillar": "",
            "text": "ma-vr 10:00-17:00",
            "complete": True,
            "sentence_nl": "Maandag tot en met vrijdag van 10.00 tot 17.00 uur.",
            "osm": "Mo-Fr 10:00-17:00; PH unknown",
        }
    ]
    assert first["properties"]["gemeente"] == "Enschede"
    assert first["properties"]["checked"] == "2026-09-14"
    (desk,) = second["properties"]["times"]
    assert (desk["pillar"], desk["text"]) == ("spreekuur", "1e di 14-16")
    assert evil["properties"]["times"][0]["complete"] is False
    assert lost["properties"]["times"] == []
    assert lost["geometry"] is None
    assert lost["properties"]["match_level"] == "none"


def test_coverage_is_one_object_per_gemeente_with_pillars_nested(client: FlaskClient) -> None:
    rows = read(client, "/api/dekking.json")
    assert isinstance(rows, list)
    assert len(rows) == 4
    for row in rows:
        assert tuple(row) == DEKKING_COLUMNS
        assert all(tuple(pillar) == MEASURE_COLUMNS for pillar in row["pillars"].values())
    enschede = next(row for row in rows if row["gemeentecode"] == "GM0153")
    assert enschede["pillars"]["computer"] == {
        "status": "covered",
        "places": 2,
        "places_no": 0,
        "places_unknown": 1,
        "places_per_10000": 0.2,
        "mean_distance_m": 4321,
        "p90_distance_m": 8765,
        "distance_at_most": True,
    }


def test_the_map_gets_columns_of_equal_length_without_what_has_no_point(client: FlaskClient) -> None:
    points = read(client, "/api/punten.json")
    assert isinstance(points, dict)
    pillars = points.pop("pillars")
    assert pillars == ["computer", "training", "spreekuur"]
    assert {len(column) for column in points.values()} == {2}
    at = points["id"].index("l-bieb")
    assert points["yes"][at] == 0b101
    assert points["unknown"][at] == 0b010, "one says no, the other does not say"


@pytest.mark.parametrize("address", ALL)
@pytest.mark.parametrize("accepts", ["", "gzip", "br"])
def test_whoever_has_it_already_gets_it_once(client: FlaskClient, address: str, accepts: str) -> None:
    first = client.get(address, headers={"Accept-Encoding": accepts})
    again = client.get(address, headers={"Accept-Encoding": accepts, "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.get_data()
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("address", [one for one in ALL if "namen" not in one])  # names come a few at a time
@pytest.mark.parametrize("accepts", ["", "gzip", "br"])
def test_what_the_map_needs_at_once_comes_compressed(client: FlaskClient, address: str, accepts: str) -> None:
    answer = client.get(address, headers={"Accept-Encoding": accepts})
    assert answer.headers.get("Content-Encoding", "") == accepts


def test_the_best_compression_that_a_browser_takes_is_what_it_gets(client: FlaskClient) -> None:
    for accepts, encoding in (
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, br;q=0.1", "gzip"),
        ("br;q=0", ""),
        ("*", "br"),
    ):
        answer = client.get("/api/punten.bin", headers={"Accept-Encoding": accepts})
        assert answer.headers.get("Content-Encoding", "") == encoding
        assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(("prefix", "mark"), [("", "."), ("/en", ",")])
def test_the_page_brings_the_mark_between_thousands_that_its_map_writes(
    client: FlaskClient, prefix: str, mark: str
) -> None:
    page = client.get(f"{prefix}/?hulp=alle").get_data(as_text=True)
    words = page.partition("data-woorden>")[2].partition("</script>")[0]
    assert json.loads(words)["thousands"] == mark
