"""What is known of places beside their hours: nothing counts as "no" unless somebody said so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app
from tests.web.smallmap import inventory, map_data


@pytest.mark.parametrize("languages", [("Nederlands",), ("Turks", "Nederlands"), ()])
def test_a_list_of_languages_need_not_be_complete(languages: tuple[str, ...]) -> None:
    """The consultation hour names some languages; of Arabic, which it does not name, nobody said a thing."""
    there = inventory()
    services = tuple(
        replace(one, languages=languages) if one.pillar == "spreekuur" else one for one in there.services
    )
    client = create_app(
        map_data(inventory=replace(there, services=services)), Settings(cache="")
    ).test_client()
    asked = "/?zoek=7511&hulp=spreekuur&taal=arabisch"
    page = client.get(asked).text
    assert 'class="plek" data-id' not in page
    assert "We weten niet of deze hulp ook in het Arabisch is." in page
    assert "is niet in het" not in page
    assert 'data-id="l-bieb"' in client.get(f"{asked}&ook=onbekend").text
