"""A language of help is called as the page's language calls it, or as the coordinator wrote it where nobody knows."""

from __future__ import annotations

import pytest

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app
from sociale_kaart.web.tongues import plain_tongue, tongue, tongues
from tests.web.smallmap import map_data


@pytest.mark.parametrize(
    ("address", "said", "shown"),
    [
        # What each is called in English and Dutch: Unicode CLDR.
        ("/", "arabisch", "Arabisch"),
        ("/en/", "arabisch", "Arabic"),
        ("/en/", "Tigrinya", "Tigrinya"),
        ("/en/", "Papiaments", "Papiamento"),
        ("/en/", "gebarentaal van hier", '<span lang="nl" dir="ltr">Gebarentaal van hier</span>'),
        ("/en/", "<b>", '<span lang="nl" dir="ltr">&lt;b&gt;</span>'),
        ("/", "<b>", "&lt;b&gt;"),
    ],
)
def test_a_language_has_its_name_in_the_language_of_the_page(address: str, said: str, shown: str) -> None:
    app = create_app(map_data(), Settings())

    @app.before_request
    def spoken() -> str:
        return str(tongue(said))

    assert app.test_client().get(address).text == shown


def test_several_are_summed_up_and_on_paper_stand_without_marks() -> None:
    app = create_app(map_data(), Settings())

    @app.before_request
    def spoken() -> str:
        return f"{tongues(['arabisch', 'turks', 'x'])} / {plain_tongue('x')}"

    assert app.test_client().get("/en/").text == 'Arabic, Turkish and <span lang="nl" dir="ltr">X</span> / X'
