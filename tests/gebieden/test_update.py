"""Fetching the reference geography anew: complete, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from sociale_kaart.config import Settings
from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.errors import (
    ReferenceDataError,
    ServiceAnswerInvalid,
    ServiceError,
    ServiceMoved,
    ServiceUnavailable,
    SocialeKaartError,
)
from sociale_kaart.gebieden import files, ogc, tables
from sociale_kaart.gebieden.files import Content
from sociale_kaart.gebieden.topology import decode
from sociale_kaart.gebieden.update import update
from tests.fakes.ogc_api import FakeOgcApi, Feature

BORDERS = "/kadaster/brk-bestuurlijke-gebieden/ogc/v1"
FORMER = "/kadaster/bestuurlijkegebieden/ogc/v1"
BUURTEN = "/cbs/wijken-en-buurten-{year}/ogc/v1"


def square(x: float, y: float, size: float, width: float | None = None) -> dict[str, Any]:
    """A square (RD, metres) as the service gives it: GeoJSON in degrees."""
    box = shapely.box(x, y, x + (width or size), y + size)
    degrees = shapely.transform(box, lambda xy: np.column_stack(rd_to_wgs84(xy[:, 0], xy[:, 1])))
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(degrees))
    return geometry


def gemeente(code: str, naam: str, geometry: dict[str, Any]) -> Feature:
    properties = {"identificatie": f"GM{code}", "code": code, "naam": naam, "ligt_in_provincie_code": "23"}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def buurt(code: str, gemeentecode: str, geometry: dict[str, Any], inhabitants: int, **more: Any) -> Feature:
    properties = {
        "buurtcode": code,
        "gemeentecode": gemeentecode,
        "water": "NEE",
        "aantal_inwoners": inhabitants,
        "percentage_personen_65_jaar_en_ouder": 20,
        "oppervlakte_land_in_ha": 1000,
        **more,
    }
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collections() -> dict[str, list[Feature]]:
    """Three gemeenten side by side; the west half of the third is a lake."""
    return {
        "gemeentegebied": [
            gemeente("0001", "Oostdam", square(200_000, 500_000, 10_000)),
            gemeente("0002", "Middelmeer", square(210_000, 500_000, 10_000)),
            gemeente("0003", "Westwoud", square(220_000, 500_000, 10_000)),
        ],
        "provinciegebied": [
            {"type": "Feature", "properties": {"identificatie": "PV23", "code": "23", "naam": "Overijssel"},
             "geometry": square(200_000, 500_000, 10_000, 30_000)},
        ],
        "buurten": [
            buurt("BU00010001", "GM0001", square(200_000, 500_000, 10_000, 5_000), 1000),
            buurt("BU00010002", "GM0001", square(205_000, 500_000, 10_000, 5_000), -99997,
                  percentage_personen_65_jaar_en_ouder=-99997),
            buurt("BU00020001", "GM0002", square(210_000, 500_000, 10_000), 505,
                  percentage_personen_65_jaar_en_ouder=-99995),
            buurt("BU00030001", "GM0003", square(225_000, 500_000, 10_000, 5_000), 250),
            buurt("BU00039997", "GM0003", square(220_000, 500_000, 10_000, 5_000), -99995, water="JA",
                  oppervlakte_land_in_ha=-99995),
        ],
    }  # fmt: skip


@pytest.fixture
def service() -> Iterator[FakeOgcApi]:
    with FakeOgcApi(collections()) as fake:
        yield fake


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder with an older set: Oudstad, where Oostdam and Middelmeer are now, and Westwoud."""
    old, west = "GM0009", "GM0003"
    values: dict[str, list[tuple[Any, ...]]] = {
        files.GEMEENTEN: [
            (old, "Oudstad", "PV23", "Overijssel", 1, 1, 1),
            (west, "Westwoud", "PV23", "Overijssel", 1, 1, 1),
        ],
        files.BUURTEN: [
            ("BU00090001", old, 100, None, 205_000, 505_000),
            ("BU00090002", old, 200, None, 215_000, 505_000),
            ("BU00030001", west, None, None, 226_000, 505_000),
        ],
        files.POSTCODES: [("8011", old, 300, 215_000, 505_000, 500, "test")],
        files.PLACES: [("Oudstad", old, 205_000, 505_000, None, "test")],
        files.ALIASES: [
            ("Oud", "gemeente", "Oudstad", old, "test"),
            ("West", "gemeente", "Westwoud", west, "test"),
        ],
        files.SUCCESSORS: [("GM0008", "Ouderstad", old, "2001-01-01", "merged", "test")],
    }
    rows = {
        name: [dict(zip(tables.COLUMNS[name], row, strict=True)) for row in several]
        for name, several in values.items()
    }
    contents = {
        name: Content(tables.write(name, rows[name]), "old", "CC0 1.0", "2001", "old") for name in rows
    }
    for name in (files.BOUNDARIES, files.WEB, files.LAND):
        contents[name] = Content(files.packed({}), "old", "CC0 1.0", "2001", "old")
    folder = tmp_path / "gebieden"
    files.write_plain(folder, contents)
    return folder


def settings(service: FakeOgcApi, borders: str = BORDERS) -> Settings:
    return Settings(
        boundaries_url=service.url + borders,
        buurten_url=service.url + BUURTEN,
        requests_per_second=1000.0,
        retries=0,
        timeout_s=5.0,
    )


def table(folder: Path, name: str) -> list[dict[str, str]]:
    return tables.parse(files.read_bytes(name, folder))


def test_an_update_writes_what_the_services_say(service: FakeOgcApi, target: Path) -> None:
    done = update(settings(service), target, 2026)
    assert (done.gemeenten, done.buurten) == (3, 4)
    assert (done.appeared, done.ceased) == (("GM0001", "GM0002"), ("GM0009",))
    assert [tuple(row.values()) for row in table(target, files.GEMEENTEN)] == [
        ("GM0001", "Oostdam", "PV23", "Overijssel", "", "", "2000"),  # one of its buurten is withheld
        ("GM0002", "Middelmeer", "PV23", "Overijssel", "505", "", "1000"),
        ("GM0003", "Westwoud", "PV23", "Overijssel", "250", "50", "1000"),
    ]
    assert any(
        "/cbs/wijken-en-buurten-2026/ogc/v1/collections/buurten/items" in path for path in service.asked
    )


def test_suppressed_and_missing_counts_become_unknown(service: FakeOgcApi, target: Path) -> None:
    update(settings(service), target, 2026)
    rows = {row["buurtcode"]: row for row in table(target, files.BUURTEN)}
    assert (rows["BU00010002"]["inhabitants"], rows["BU00010002"]["inhabitants_65plus"]) == ("", "")
    assert (rows["BU00020001"]["inhabitants"], rows["BU00020001"]["inhabitants_65plus"]) == ("505", "")
    assert "BU00039997" not in rows  # water has no people and no point


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((300, 80), ("300", "80")),  # the official total stands
        ((240, 49), ("", "")),  # it was another gemeente then: what is known is more already
        ((None, None), ("", "")),
    ],
)
def test_a_gemeente_with_a_withheld_buurt_keeps_its_total_and_gets_none_that_is_too_low(
    target: Path, before: tuple[int | None, int | None], after: tuple[str, str]
) -> None:
    withheld = collections()
    withheld["buurten"].append(
        buurt("BU00030002", "GM0003", square(225_000, 500_000, 10_000, 5_000), -99997,
              percentage_personen_65_jaar_en_ouder=-99997)
    )  # fmt: skip
    rows: list[dict[str, Any]] = [dict(row) for row in table(target, files.GEMEENTEN)]
    rows[1] |= {"inhabitants": before[0], "inhabitants_65plus": before[1]}
    manifest = files.read_manifest(target)
    contents = {
        name: Content(
            tables.write(name, rows) if name == files.GEMEENTEN else files.read_bytes(name, target),
            entry.source, entry.licence, entry.vintage, entry.description,
        )
        for name, entry in manifest.items()
    }  # fmt: skip
    files.write_plain(target, contents)
    with FakeOgcApi(withheld) as service:
        update(settings(service), target, 2026)
    westwoud = table(target, files.GEMEENTEN)[2]
    assert (westwoud["inhabitants"], westwoud["inhabitants_65plus"]) == after
    assert "CBS withholds" in files.read_manifest(target)[files.GEMEENTEN].source


def test_borders_are_drawn_whole_and_land_without_the_lake(service: FakeOgcApi, target: Path) -> None:
    update(settings(service), target, 2026)
    exact = decode(json.loads(files.read_bytes(files.BOUNDARIES, target)), "gemeenten")
    assert list(exact) == ["GM0001", "GM0002", "GM0003"]
    assert shapely.coverage_is_valid(np.array(list(exact.values()), object))
    assert exact["GM0003"].area == pytest.approx(1e8, rel=1e-3)
    web = decode(json.loads(files.read_bytes(files.WEB, target)), "gemeenten")
    land = decode(json.loads(files.read_bytes(files.LAND, target)), "land")
    shares = {code: land[code].area / web[code].area for code in web}
    assert shares == pytest.approx({"GM0001": 1.0, "GM0002": 1.0, "GM0003": 0.5}, abs=0.02)


def test_what_no_service_gives_is_carried_over_into_the_new_gemeenten(
    service: FakeOgcApi, target: Path
) -> None:
    update(settings(service), target, 2026)
    assert table(target, files.POSTCODES)[0]["gemeentecode"] == "GM0002"
    assert table(target, files.PLACES)[0]["gemeentecode"] == "GM0001"
    assert [row["alias"] for row in table(target, files.ALIASES)] == ["West"]


def test_a_gemeente_that_ceased_gets_the_successors_its_people_live_in(
    service: FakeOgcApi, target: Path
) -> None:
    update(settings(service), target, 2026)
    new = [row for row in table(target, files.SUCCESSORS) if row["gemeentecode"] == "GM0009"]
    assert [(row["successor_code"], row["change"], row["valid_from"]) for row in new] == [
        ("GM0001", "split", "2026-01-01"),
        ("GM0002", "split", "2026-01-01"),
    ]
    assert all("afgeleid" in row["source"] for row in new)


def test_the_former_address_redirects_and_every_page_is_fetched(service: FakeOgcApi, target: Path) -> None:
    service.moved[FORMER] = BORDERS
    service.page_size = 1
    assert update(settings(service, FORMER), target, 2026).gemeenten == 3
    assert sum("buurten/items" in path for path in service.asked) == 5


def test_updating_twice_gives_the_same_set(service: FakeOgcApi, target: Path) -> None:
    first = update(settings(service), target, 2026)
    second = update(settings(service), target, 2026)
    assert second.folder == first.folder
    assert (second.appeared, second.ceased) == ((), ())


FAULTS: list[tuple[str, int | str, type[SocialeKaartError]]] = [
    ("buurten", 503, ServiceUnavailable),
    ("buurten", "drop", ServiceUnavailable),
    ("gemeentegebied", 500, ServiceUnavailable),
    ("provinciegebied", 410, ServiceMoved),
    ("gemeentegebied", 410, ServiceMoved),
    ("gemeentegebied", 404, ServiceAnswerInvalid),
    ("gemeentegebied", "broken", ServiceAnswerInvalid),
    ("gemeentegebied", "text", ServiceAnswerInvalid),
    ("gemeentegebied", "list", ServiceAnswerInvalid),
    ("gemeentegebied", "nofeatures", ServiceAnswerInvalid),
    ("gemeentegebied", "circle", ServiceAnswerInvalid),
    ("gemeentegebied", "cut", ServiceAnswerInvalid),
    ("buurten", "cut", ServiceAnswerInvalid),
    ("buurten", "badgeometry", ServiceAnswerInvalid),
    ("buurten", "noproperties", ServiceAnswerInvalid),
]


@pytest.mark.parametrize(("collection", "fault", "error"), FAULTS)
@pytest.mark.parametrize("page", [0, 1])
def test_a_fault_midway_leaves_the_old_files_as_they_were(
    service: FakeOgcApi,
    target: Path,
    collection: str,
    fault: int | str,
    error: type[SocialeKaartError],
    page: int,
) -> None:
    if collection == "provinciegebied" and page == 1:
        page = 0  # it has one page
    if fault == "cut" and page == 1 and collection == "gemeentegebied":
        page = 0  # its second page is its last
    service.faults[collection] = (page, fault)
    before = {path: path.read_bytes() for path in sorted(target.rglob("*")) if path.is_file()}
    with pytest.raises(error) as caught:
        update(settings(service), target, 2026)
    assert isinstance(caught.value, ServiceError)
    assert caught.value.where
    assert {path: path.read_bytes() for path in sorted(target.rglob("*")) if path.is_file()} == before
    assert table(target, files.GEMEENTEN)[0]["naam"] == "Oudstad"


def test_borders_that_do_not_meet_are_refused(target: Path) -> None:
    crooked = collections()
    crooked["gemeentegebied"][1]["geometry"] = square(209_000, 500_000, 11_000)
    with (
        FakeOgcApi(crooked) as service,
        pytest.raises(ReferenceDataError, match="not a coverage"),
    ):
        update(settings(service), target, 2026)
    assert table(target, files.GEMEENTEN)[0]["naam"] == "Oudstad"


def test_borders_and_buurten_of_different_years_are_refused(target: Path) -> None:
    differing = collections()
    differing["buurten"].pop(2)
    with (
        FakeOgcApi(differing) as service,
        pytest.raises(ServiceAnswerInvalid, match=r"GM0002.*Choose the year"),
    ):
        update(settings(service), target, 2026)


def test_a_gemeente_gone_without_a_trace_means_the_answer_is_incomplete(target: Path) -> None:
    fewer = collections()
    fewer["gemeentegebied"] = fewer["gemeentegebied"][2:]
    fewer["buurten"] = fewer["buurten"][3:]
    with FakeOgcApi(fewer) as service, pytest.raises(ServiceAnswerInvalid, match="Oudstad is gone"):
        update(settings(service), target, 2026)


def test_a_real_page_of_cbs_is_read(shared_data: Path) -> None:
    page = json.loads((shared_data / "pdok/ogc/baarn_buurten.geojson").read_text("utf-8"))
    with FakeOgcApi({"buurten": page["features"]}, page_size=10) as service:
        from sociale_kaart import http

        with http.session(settings(service)) as client:
            buurten = ogc.buurten(client, service.url + BUURTEN.format(year=2024))
    assert len(buurten) == 21
    centre = next(one for one in buurten if one.buurtcode == "BU03080000")
    assert (centre.gemeentecode, centre.inhabitants, centre.inhabitants_65plus) == ("GM0308", 1825, 474)
    assert (centre.land_area_ha, centre.is_water) == (33, False)
