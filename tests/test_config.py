"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from sociale_kaart.config import Settings
from sociale_kaart.errors import SettingError


def test_without_an_environment_every_setting_has_its_default() -> None:
    assert Settings.from_environment({}) == Settings()


def test_a_setting_is_read_as_what_it_is() -> None:
    environ = {
        "SOCIALE_KAART_THREADS": "8",
        "SOCIALE_KAART_TIMEOUT_S": "2.5",
        "SOCIALE_KAART_GEODATA": "/data",
    }
    settings = Settings.from_environment(environ | {"SOCIALE_KAART_TILES_URL": ""})
    assert (settings.threads, settings.timeout_s, settings.geodata) == (8, 2.5, Path("/data"))
    assert settings.tiles_url == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("THREADS", "0"),
        ("THREADS", "veel"),
        ("REQUESTS_PER_SECOND", "0"),
        ("REQUESTS_PER_SECOND", "nan"),
        ("REQUESTS_PER_SECOND", "inf"),
        ("TIMEOUT_S", "-1"),
        ("RETRIES", "-1"),
    ],
)
def test_a_value_that_would_stop_the_program_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"SOCIALE_KAART_{name}.*{value}.*from"):
        Settings.from_environment({f"SOCIALE_KAART_{name}": value})
