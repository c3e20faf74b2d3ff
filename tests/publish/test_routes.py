"""What of the app becomes files: everything, or there is a reason."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from sociale_kaart.config import Settings
from sociale_kaart.dataset.build import build
from sociale_kaart.errors import SettingError
from sociale_kaart.hsds.layout import TABLES
from sociale_kaart.kaart import open_kaart
from sociale_kaart.publish import publish, routes
from sociale_kaart.publish.addresses import Links, file_of
from sociale_kaart.publish.asking import Plan, ask, frozen_app
from sociale_kaart.publish.run import tasks_of
from tests.maps.made import OVERIJSSEL

DAY = date(2026, 11, 22)
SETTINGS = Settings(tiles_url="", public_url="https://kaart.example")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kaart") / "overijssel"
    shutil.copytree(OVERIJSSEL, folder, ignore=shutil.ignore_patterns("kaart.gpkg*", "rapport*"))
    build(open_kaart(folder), today=DAY)
    return folder / "kaart.gpkg"


@pytest.fixture(scope="module")
def app(store: Path) -> Flask:
    return frozen_app(Plan(store, SETTINGS, DAY, 4, ("altijd",)))


def test_of_every_route_it_is_decided_whether_it_becomes_a_file(app: Flask) -> None:
    assert routes.undecided(app) == []


def test_every_reason_to_leave_something_out_is_about_a_route_that_is_there(app: Flask) -> None:
    only_with_a_proxy = {"tegels.tile"}
    assert set(routes.LEFT_OUT) - only_with_a_proxy <= set(app.view_functions)


def test_every_language_has_its_pages_and_what_speaks_none_has_one_address(app: Flask) -> None:
    found = set(routes.paths(app, ("en",)))
    assert {"/", "/en/", "/over", "/en/over", "/zoek/plekken.json", "/en/zoek/woorden.json"} <= found
    assert "/en/zoek/plekken.json" not in found


def test_what_only_tells_of_a_scenario_is_left_out_and_not_linked(app: Flask) -> None:
    found = set(routes.paths(app, ("en",)))
    assert "/dekking/wat-als" in found
    assert not {one for one in found if one.startswith(("/dekking/wat-als.", "/en/dekking/wat-als."))}
    assert routes.is_left_out(app, "/dekking/wat-als.csv")
    assert routes.is_left_out(app, "/en/dekking/wat-als.xlsx")


def test_the_files_of_data_and_the_pages_of_gemeenten_are_known_before_any_page_leads_there(
    app: Flask,
) -> None:
    found = set(routes.paths(app, ("en",)))
    assert {"/data/plekken.csv", "/data/agenda.ics", "/dekking/GM0153", "/en/dekking/GM0153"} <= found
    together = {one for one in found if routes.TOGETHER.fullmatch(one)}
    assert {
        "/data",
        "/en/data",
        "/data/datapackage.json",
        "/data/dcat.jsonld",
        "/data/plekken.csv",
    } <= together
    assert not any(one.startswith(("/plek", "/dekking")) for one in together)


def test_all_of_the_map_is_one_package_that_comes_back_as_the_same_places(app: Flask, tmp_path: Path) -> None:
    answer = ask(app, "/data/hsds.zip")
    assert (answer.status, answer.mimetype) == (200, "application/zip")
    package = tmp_path / "hsds.zip"
    package.write_bytes(answer.content)
    with zipfile.ZipFile(package) as archive:
        rows = list(csv.DictReader(archive.read(TABLES["location"].path).decode().splitlines()))
        assert "datapackage.json" in archive.namelist()
    places = [one for one in routes.paths(app, ()) if re.fullmatch("/plek/[^/]+", one)]
    assert len(rows) == len(places) > 30


def test_portals_are_told_of_the_package_and_of_no_api_that_is_not_there(app: Flask) -> None:
    catalogue = json.loads(ask(app, "/data/dcat.jsonld").content)
    assert "dcat:service" not in catalogue
    downloads = [
        urlsplit(one["dcat:downloadURL"]["@id"]).path
        for dataset in catalogue["dcat:dataset"]
        for one in dataset["dcat:distribution"]
    ]
    assert "/data/hsds.zip" in downloads
    assert set(downloads) <= set(routes.paths(app, ()))


def test_a_page_that_is_a_file_says_nothing_of_now(app: Flask) -> None:
    place = next(one for one in routes.paths(app, ()) if one.startswith("/plek/"))
    page = ask(app, place).content.decode()
    assert 'data-site="bestanden"' in page
    assert "data-nu=" in page
    assert 'class="nu nu-' not in page


@pytest.mark.parametrize(
    ("language", "said"), [("", ('lang="nl"', "Ga verder")), ("/en", ('lang="en"', "Continue"))]
)
def test_a_short_link_leads_on_in_its_own_language_wherever_the_folder_is_put(
    app: Flask, language: str, said: tuple[str, ...]
) -> None:
    code = next(one for one in routes.paths(app, ()) if one.startswith("/p/"))
    answer = ask(app, language + code)
    assert answer.status == 200
    file = file_of(language + code)
    page = Links(SETTINGS.public_url).rewritten(answer.content.decode(), file)
    steps = "../" * file.count("/")
    leads = re.search(rf'content="0;url={re.escape(steps)}({language.lstrip("/")}/?plek/[^"/]+/)"', page)
    assert leads
    assert f'href="{steps}{leads[1]}"' in page
    assert all(one in page for one in said)


def test_every_file_is_written_by_one_task(app: Flask) -> None:
    files = [file_of(one.published) for one in tasks_of(app, SETTINGS.public_url)]
    assert "ingesloten/plekken/index.html" in files
    assert sorted({one for one in files if files.count(one) > 1}) == []


def test_without_its_address_nothing_is_written(store: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingError) as refused:
        publish(store, tmp_path / "uit", Settings(tiles_url=""), today=DAY)
    assert "--address" in refused.value.in_dutch()
    assert list(tmp_path.iterdir()) == []
