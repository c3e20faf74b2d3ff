"""The maps that ship, built once for every test of a command."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commandline import MAPS, sociale_kaart


def _built(name: str, within: Path) -> Path:
    folder = within / name
    shutil.copytree(MAPS / name, folder, ignore=shutil.ignore_patterns("kaart.gpkg", "rapport.json"))
    result = sociale_kaart("build", folder)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="session")
def utrecht(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented example: its lists are complete, so it has gaps."""
    return _built("voorbeeld-utrecht", tmp_path_factory.mktemp("kaarten"))


@pytest.fixture(scope="session")
def overijssel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real one: nothing in it is declared complete, so it has none."""
    return _built("overijssel", tmp_path_factory.mktemp("kaarten"))


@pytest.fixture(params=["overijssel", "utrecht"])
def built(request: pytest.FixtureRequest) -> Path:
    """Each of both maps."""
    folder: Path = request.getfixturevalue(request.param)
    return folder
