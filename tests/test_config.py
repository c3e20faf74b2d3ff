"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from sociale_kaart.config import Settings
from sociale_kaart.errors import SettingError


def test_without_an_environment_every_setting_has_its_default() -> None:
    assert Settings.from_environment({}) == Settings()


@pytest.mark.parametrize(("text", "value"), [("true", True), ("Ja", True), ("0", False), ("false", False)])
def test_a_switch_is_on_or_off(text: str, value: bool) -> None:
    assert Settings.from_environment({"SOCIALE_KAART_VISITORS_PDOK": text}).visitors_pdok is value


def test_answers_are_kept_in_the_users_own_cache_unless_switched_off() -> None:
    assert Settings().cache_dir() == Path.home() / ".cache" / "sociale-kaart"
    assert Settings.from_environment({"SOCIALE_KAART_CACHE": ""}).cache_dir() is None


@pytest.mark.parametrize("contact", ["", "helpdesk@bibliotheek.nl", "https://bibliotheek.nl/kaart"])
def test_a_contact_is_an_address_where_somebody_answers(contact: str) -> None:
    assert Settings.from_environment({"SOCIALE_KAART_CONTACT": contact}).contact == contact


@pytest.mark.parametrize(
    "address", ["", "https://hulp.voorbeeld.nl", "http://127.0.0.1:8000/", "https://a.nl/kaart"]
)
def test_what_is_printed_begins_with_a_web_address(address: str) -> None:
    assert Settings.from_environment({"SOCIALE_KAART_PUBLIC_URL": address}).public_url == address


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONTACT", "Jannie"),
        ("CONTACT", "a@b.nl\r\nX-Other: 1"),
        ("CONTACT", "https://" + "a" * 300),
        ("VISITORS_PDOK", "misschien"),
        ("VISITORS_PDOK", ""),
        ("PUBLIC_URL", "hulp.voorbeeld.nl"),
        ("PUBLIC_URL", "https://hulp.voorbeeld.nl/?van=papier"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"SOCIALE_KAART_{name}.*[Ee]xpected"):
        Settings.from_environment({f"SOCIALE_KAART_{name}": value})


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (
            "VISITORS_PDOK",
            "misschien",
            'SOCIALE_KAART_VISITORS_PDOK: "misschien" kan deze instelling niet zijn. Verwacht: true of false.',
        ),
        (
            "THREADS",
            "veel",
            '"veel" kan deze instelling niet zijn. Verwacht: een heel getal van 1 tot en met',
        ),
        ("TIMEOUT_S", "kort", "een getal met een punt van"),
        ("CONTACT", "op de gang", "een e-mailadres, of een webadres dat met https:// begint."),
    ],
)
def test_a_coordinator_is_told_in_dutch_what_a_setting_can_be(name: str, value: str, told: str) -> None:
    with pytest.raises(SettingError) as fault:
        Settings.from_environment({f"SOCIALE_KAART_{name}": value})
    assert told in fault.value.in_dutch()
    assert "xpected" not in fault.value.in_dutch()


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
