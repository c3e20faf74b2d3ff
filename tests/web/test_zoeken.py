from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from sociale_kaart.gebieden.places import Position, search_position
from tests.web.smallmap import AREA, HOSTILE


def text(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def names(page: str) -> list[str]:
    return re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", page)


def test_the_first_form_on_the_page_is_the_search(client: FlaskClient) -> None:
    form = re.search(r"<form.*?</form>", text(client, "/"), re.DOTALL)
    assert form
    assert 'method="get"' in form[0]
    assert 'name="zoek"' in form[0]


def test_every_place_is_in_the_html_and_before_the_map(client: FlaskClient) -> None:
    page = text(client, "/")
    assert names(page) == [
        "Zoekgeraakt Loket",
        "Bibliotheek Enschede en Humanitas Twente",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ]
    assert page.index("Zoekgeraakt Loket") < page.index("data-kaart")


@pytest.mark.parametrize(
    ("asked", "first", "words"),
    [
        ("7511", "Bibliotheek Enschede en Humanitas Twente", "ongeveer 600 meter"),
        ("7511 GM", "Bibliotheek Enschede en Humanitas Twente", "ongeveer 600 meter"),
        ("7551", "&lt;script&gt;alert(1)&lt;/script&gt;", "ongeveer"),
    ],
)
def test_a_postcode_lists_places_by_distance(client: FlaskClient, asked: str, first: str, words: str) -> None:
    page = text(client, f"/?zoek={asked}")
    assert names(page)[0] == first
    assert words in page
    assert f"gemeten vanaf het midden van postcodegebied {asked[:4]}" in page


def test_a_place_without_a_point_comes_last_and_says_so(client: FlaskClient) -> None:
    page = text(client, "/?zoek=7511")
    assert names(page)[-1] == "Zoekgeraakt Loket"
    assert "Nog niet op de kaart. Het adres is nog niet opgezocht." in page


def test_a_name_of_two_places_gives_a_choice_and_each_choice_is_a_place(client: FlaskClient) -> None:
    assert isinstance(search_position("Hengelo", AREA), Position), "the map's own Hengelo is meant"
    page = text(client, "/?zoek=Bergen")
    assert "Er zijn meer plaatsen met de naam “Bergen”" in page
    (choice,) = re.findall(r'<div class="melding">(.*?)</div>', page, re.DOTALL)
    options = re.findall(r'href="/\?zoek=([^"]+)">', choice)
    assert len(options) > 1
    for option in options:
        assert "Er zijn meer plaatsen" not in text(client, f"/?zoek={option}")


def test_a_misspelled_place_gives_a_suggestion(client: FlaskClient) -> None:
    page = text(client, "/?zoek=Enschde")
    assert 'Bedoelt u <a href="/?zoek=Enschede">Enschede</a>' in page
    assert len(names(page)) == 3


def test_nothing_found_still_helps(client: FlaskClient) -> None:
    page = text(client, "/?zoek=qqqqqqqq")
    assert "Deze plaats kennen we niet" in page
    assert len(names(page)) == 3


def heading(page: str) -> str:
    found = re.search(r'<h2 id="gevonden">(.*?)</h2>', page, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("zoek=Enschde", "Bedoelt u <a"),
        ("zoek=Bergen", "Welke plaats bedoelt u?"),
        ("zoek=qqqqqqqq", "Deze plaats kennen we niet"),
        ("zoek=Zutphen", "Zutphen ligt buiten het gebied van deze kaart"),
        ("zoek=Amsterdam", "Deze kaart gaat niet over Amsterdam"),
        ("zoek=7511", "3 plekken, de dichtste bij 7511 eerst"),
        ("zoek=7511&pijler=training", "We weten nog geen plek met Cursus digitale vaardigheden"),
    ],
)
def test_what_matters_most_is_the_heading(client: FlaskClient, asked: str, said: str) -> None:
    assert said in heading(text(client, f"/?{asked}"))


def test_far_from_every_place_none_is_listed_but_all_can_be_shown(client: FlaskClient) -> None:
    page = text(client, "/?zoek=Amsterdam&pijler=spreekuur")
    assert names(page) == []
    assert 'href="/?pijler=spreekuur">Laat alle plekken toch zien</a>' in page
    assert "data-lat" not in page


def test_outside_the_area_says_so_and_lists_the_nearest(client: FlaskClient) -> None:
    page = text(client, "/?zoek=Zutphen")
    assert names(page)[0] == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_a_filter_shows_a_yes_only_and_counts_the_unknown(client: FlaskClient) -> None:
    page = text(client, "/?pijler=computer")
    assert names(page) == ["Bibliotheek Enschede en Humanitas Twente"]
    assert "Van 1 andere plek weten we niet of dit er is" in page
    assert 'href="/?pijler=computer&amp;ook=onbekend"' in page


def test_unknown_places_are_shown_on_request_and_named_so(client: FlaskClient) -> None:
    page = text(client, "/?pijler=computer&ook=onbekend")
    assert names(page) == ["Zoekgeraakt Loket", "Bibliotheek Enschede en Humanitas Twente"]
    assert "Onbekend: Computer en printer. Vraag het eerst na." in page


def test_two_filters_show_places_with_either(client: FlaskClient) -> None:
    page = text(client, "/?pijler=computer&pijler=spreekuur")
    assert len(names(page)) == 2
    assert "Computer en printer of Spreekuur belasting en toeslagen" in page


def test_no_place_with_a_yes_is_a_helpful_page(client: FlaskClient) -> None:
    page = text(client, "/?zoek=7511&pijler=training")
    assert names(page) == []
    assert "Van 3 plekken weten we niet of dit er is." in page
    assert 'href="/?zoek=7511&amp;pijler=training&amp;ook=onbekend">Laat die plekken zien</a>' in page
    assert "in een rechte lijn" not in page
    with_unknown = text(client, "/?zoek=7511&pijler=training&ook=onbekend")
    assert "We weten nog geen plek met" in heading(with_unknown)
    assert "Van deze plekken weten we niet of dit er is." in with_unknown


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/?zoek=" + "a" * 100, 200),
        ("/?zoek=" + "a" * 101, 400),
        ("/?pagina=1", 200),
        ("/?pagina=2", 404),
        ("/?pagina=0", 400),
        ("/?pagina=-1", 400),
        ("/?pagina=1.5", 400),
        ("/?pagina=99999999999999999999", 400),
        ("/?pagina=²", 400),
        ("/?pijler=", 200),
        ("/?pijler=bestaatniet", 400),
        ("/?zoek=%00%00", 200),
        ("/?zoek=%FF%FE", 200),
        ("/?zoek=" + HOSTILE, 200),
    ],
)
def test_bounds_of_what_may_be_asked(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "Traceback" not in answer.get_data(as_text=True)
