"""A pillar has its name in the language of the page, or says which language it is in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sociale_kaart.config import Settings
from sociale_kaart.model import COVENANT_PILLARS
from sociale_kaart.web.app import create_app
from sociale_kaart.web.language import own_text
from sociale_kaart.web.pillarwords import COVENANT_WORDS
from sociale_kaart.web.site import current_site
from tests.web.smallmap import map_data

OWN = {"id": "spreekuur", "name": "Samen eten", "description": "Elke week"}


def shown(address: str, **part: Any) -> str:
    """What a page makes of a pillar that kaart.toml tells of so."""
    data = map_data()
    parts = [*data.config.pillars]
    at = next(number for number, one in enumerate(parts) if one.id == "spreekuur")
    parts[at] = type(parts[at]).model_validate(part)
    config = data.config.model_copy(update={"pillars": tuple(parts)})
    app = create_app(replace(data, config=config), Settings())

    @app.before_request
    def look() -> str:
        pillar = current_site().pillars["spreekuur"]
        return f"{own_text(pillar.name)}|{own_text(pillar.description)}"

    return app.test_client().get(address).text


@pytest.mark.parametrize(
    ("address", "translations", "expected"),
    [
        ("/", {"en": {"name": "Eating together"}}, "Samen eten|Elke week"),
        ("/en/", {"en": {"name": "Eating together", "description": "Weekly"}}, "Eating together|Weekly"),
        ("/en/", {"en": {"name": "<i>Meals</i>"}}, "&lt;i&gt;Meals&lt;/i&gt;|"),
        (
            "/en/",
            {},
            '<span lang="nl" dir="ltr">Samen eten</span>|<span lang="nl" dir="ltr">Elke week</span>',
        ),
        (
            "/en/",
            {"de": {"name": "Essen"}},
            '<span lang="nl" dir="ltr">Samen eten</span>|<span lang="nl" dir="ltr">Elke week</span>',
        ),
    ],
)
def test_a_name_is_translated_where_somebody_did_and_marked_where_nobody_did(
    address: str, translations: dict[str, dict[str, str]], expected: str
) -> None:
    assert shown(address, **OWN, translations=translations) == expected


def test_the_pillars_of_the_covenant_have_english_names_of_ours() -> None:
    for pillar in COVENANT_PILLARS.values():
        assert COVENANT_WORDS[pillar.id] == (pillar.name, pillar.description)
    name, _, description = shown("/en/", id="spreekuur").partition("|")
    assert "consultation" in name.lower()
    assert "<span" not in name + description
    assert shown("/", id="spreekuur") == "|".join(COVENANT_WORDS["spreekuur"])
