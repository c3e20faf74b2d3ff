"""What an analyst imports."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import sociale_kaart
from sociale_kaart.dataset.build import assemble
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.gebieden.gemeenten import find_gemeente

OVERIJSSEL = Path(__file__).parent.parent / "geodata" / "kaarten" / "overijssel"


def test_every_public_name_is_there() -> None:
    for name in sociale_kaart.__all__:
        assert getattr(sociale_kaart, name).__doc__
    with pytest.raises(AttributeError, match="open_kaart"):
        _ = sociale_kaart.openkaart


def test_the_geocoder_is_there_without_another_import() -> None:
    code = "import sociale_kaart as sk; print(sk.geocode.geocode.__name__, sk.geocode.NotFound.__name__)"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.split() == ["geocode", "NotFound"]


def test_from_a_folder_to_geodataframes(tmp_path: Path) -> None:
    folder = tmp_path / "overijssel"
    shutil.copytree(OVERIJSSEL, folder)
    kaart = sociale_kaart.open_kaart(folder)
    data = sociale_kaart.build(kaart, today=date(2026, 11, 22))
    assert sociale_kaart.read_map(kaart.store_path).content_hash == data.content_hash
    assert len(sociale_kaart.plekken(data)) == 40
    assert len(sociale_kaart.gemeenten_with_coverage(data)) == 25
    assert {"source", "as_of"} <= set(sociale_kaart.plekken(data).columns)


@pytest.fixture(scope="module")
def overijssel() -> MapData:
    return assemble(sociale_kaart.open_kaart(OVERIJSSEL), today=date(2026, 11, 22))


def test_from_a_map_to_every_measure_of_an_own_population(overijssel: MapData, tmp_path: Path) -> None:
    own = tmp_path / "inwoners_2026.csv"
    own.write_text(
        "x_rd;y_rd;inwoners;laag_inkomen\n258000;471000;900;90\n257500;472000;100;50\n", encoding="utf-8"
    )
    points = sociale_kaart.population_of([own])
    found = sociale_kaart.report(overijssel, pillars=["advies"], points=points, when="werkdagen")
    (enschede,) = [row for row in found.rows if row.area_name == "Enschede"]
    assert enschede.inhabitants == find_gemeente("Enschede").gemeente.inhabitants, (
        "raked to the official total"
    )
    assert {row.group for row in found.need} == {"low_income"}
    assert sociale_kaart.plain_rows(found.rows)[0]["pillar"] == "advies"


def test_from_a_map_to_a_plan(overijssel: MapData) -> None:
    (best,) = sociale_kaart.next_places(overijssel, "taal", 1, candidates="places", exact=False).places
    now = sociale_kaart.scenario(overijssel, "taal")
    told = sociale_kaart.compare(now, now.add(best.name, best.x_rd, best.y_rd))
    inside = sum(change.persons_gaining for change in told.changes)
    assert inside == pytest.approx(best.gained)
    assert inside > 0


def test_importing_the_package_or_asking_for_help_loads_no_geopandas() -> None:
    code = "import sys, sociale_kaart, sociale_kaart.cli; sys.exit('geopandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
