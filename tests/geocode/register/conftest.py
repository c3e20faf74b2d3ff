"""Registers that the tests of reading one share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sociale_kaart.geocode.register.lookup import RegisterBackend
from tests.geocode.register.country import country


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small register of real streets all over the country."""
    return country(tmp_path_factory.mktemp("register"))


@pytest.fixture(scope="session")
def backend(register: Path) -> Iterator[RegisterBackend]:
    with RegisterBackend(register) as opened:
        yield opened
