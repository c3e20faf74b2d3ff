"""What an analyst imports."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import sociale_kaart

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


def test_importing_the_package_or_asking_for_help_loads_no_geopandas() -> None:
    code = "import sys, sociale_kaart, sociale_kaart.cli; sys.exit('geopandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
