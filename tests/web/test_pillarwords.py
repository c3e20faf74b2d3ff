"""A pillar has its name in the language of the page, or says which language it is in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sociale_kaart.config import Settings
from sociale_kaart.model import COVENANT_PILLARS, Pillar
from sociale_kaart.web.app import create_app
from sociale_kaart.web.pillarwords import (
    COVENANT_WORDS,
    pillar_description,
    pillar_name,
    plain_pillar_name,
)
from tests.web.smallmap import map_data

OWN = Pillar(id="maaltijd", name="Samen eten", description="Eén keer per week")
SPREEKUUR = COVENANT_PILLARS["spreekuur"]


def said(address: str, pillar: Pillar, pillars: str = "") -> tuple[str, str, str]:
    data = map_data()
    parts = [
        {"id": "maaltijd", "name": "Samen eten"}
        | ({"translations": {"en": {"name": pillars}}} if pillars else {})
    ]
    config = type(data.config).model_validate(
        data.config.model_dump() | {"pillars": parts, "targets": [], "completeness": [], "needs": []}
    )
    app = create_app(data, Settings())
    found: list[tuple[str, str, str]] = []

    @app.before_request
    def look() -> str:
        found.append(
            (
                str(pillar_name(pillar, config)),
                plain_pillar_name(pillar, config),
                str(pillar_description(pillar, config)),
            )
        )
        return ""

    app.test_client().get(address)
    return found[0]


@pytest.mark.parametrize(
    ("address", "pillar", "translated", "name", "plain"),
    [
        ("/", OWN, "Eating together", "Samen eten", "Samen eten"),
        ("/en/", OWN, "Eating together", "Eating together", "Eating together"),
        ("/en/", OWN, "<i>Meals</i>", "&lt;i&gt;Meals&lt;/i&gt;", "<i>Meals</i>"),
        ("/en/", OWN, "", '<span lang="nl" dir="ltr">Samen eten</span>', "Samen eten"),
        (
            "/en/",
            replace(SPREEKUUR, name="Ons spreekuur"),
            "",
            '<span lang="nl" dir="ltr">Ons spreekuur</span>',
            "Ons spreekuur",
        ),
        ("/", SPREEKUUR, "", SPREEKUUR.name, SPREEKUUR.name),
    ],
)
def test_a_name_is_translated_where_somebody_did_and_marked_where_nobody_did(
    address: str, pillar: Pillar, translated: str, name: str, plain: str
) -> None:
    assert said(address, pillar, translated)[:2] == (name, plain)


@pytest.mark.parametrize("pillar", COVENANT_PILLARS.values(), ids=list(COVENANT_PILLARS))
def test_the_pillars_of_the_covenant_have_english_names_of_ours(pillar: Pillar) -> None:
    assert COVENANT_WORDS[pillar.id] == (pillar.name, pillar.description)
    name, plain, description = said("/en/", pillar)
    assert name == plain != pillar.name
    assert "<span" not in description
    assert description != pillar.description
