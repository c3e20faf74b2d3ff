"""oEmbed 1.0: which addresses get a frame, in which format and size, and how a page says that it can be asked about."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from markupsafe import Markup

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app
from tests.web.smallmap import map_data

ROOT = "https://kaart.voorbeeld.nl/twente"


@pytest.fixture(scope="module")
def known() -> FlaskClient:
    """A site whose publisher said where it is: in a folder of a host."""
    return create_app(map_data(), Settings(tiles_url="", public_url=ROOT)).test_client()


def asked(client: FlaskClient, url: str, **more: str) -> str:
    return "/oembed?" + "&".join(
        f"{name}={quote(value, safe='')}" for name, value in {"url": url, **more}.items()
    )


def frame(html: str) -> dict[str, str]:
    """The attributes of the one frame."""
    tag = re.fullmatch(r"<iframe ([^>]*)></iframe>", html)
    assert tag, html
    return {name: Markup(value).unescape() for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag[1])}


@pytest.mark.parametrize(
    ("page", "framed"),
    [
        ("/", "/ingesloten/plekken"),
        ("/?hulp=spreekuur&zoek=7511AB", "/ingesloten/plekken?pijler=spreekuur"),
        ("/?pijler=computer&ook=onbekend", "/ingesloten/plekken?pijler=computer&ook=onbekend"),
        ("/plek/l-bieb", "/ingesloten/plekken?locatie=l-bieb"),
        ("/dekking?maat=afstand&pijler=training", "/ingesloten/dekking?pijler=training&maat=afstand"),
        ("/dekking/GM0153", "/ingesloten/dekking?gemeente=GM0153"),
        ("/ingesloten/dekking?legenda=nee", "/ingesloten/dekking?legenda=nee"),
    ],
)
def test_an_address_of_ours_gets_the_frame_that_shows_the_same(
    known: FlaskClient, page: str, framed: str
) -> None:
    content = known.get(asked(known, ROOT + page)).get_json()
    assert (content["version"], content["type"]) == ("1.0", "rich")
    assert {"title", "provider_name", "provider_url", "width", "height", "html"} <= content.keys()
    made = frame(content["html"])
    assert made["src"] == ROOT + framed
    assert made["title"] == content["title"]
    assert made["loading"] == "lazy"
    assert (made["width"], made["height"]) == (str(content["width"]), str(content["height"]))
    path = made["src"].removeprefix(ROOT)
    assert known.get(path).status_code == 200
    assert known.get(content["thumbnail_url"].removeprefix(ROOT)).mimetype == "image/png"


def test_nothing_is_larger_than_the_asker_takes(known: FlaskClient) -> None:
    content = known.get(asked(known, f"{ROOT}/dekking", maxwidth="320", maxheight="240")).get_json()
    assert (content["width"], content["height"]) == (320, 240)
    assert (content["thumbnail_width"], content["thumbnail_height"]) == (320, 240)
    small = known.get(asked(known, f"{ROOT}/dekking", maxwidth="50")).get_json()
    assert small["width"] == 50
    assert "thumbnail_url" not in small, "no picture is that small"


def test_xml_says_the_same_as_json(known: FlaskClient) -> None:
    url = f"{ROOT}/plek/l-evil"
    answer = known.get(asked(known, url, format="xml"))
    assert answer.mimetype == "text/xml"
    told = {one.tag: one.text for one in ET.fromstring(answer.data)}
    assert told == {name: str(value) for name, value in known.get(asked(known, url)).get_json().items()}
    assert "<script" not in (told["html"] or "")


@pytest.mark.parametrize(
    "url",
    [
        "https://elders.nl/dekking",
        "https://kaart.voorbeeld.nl/anders/dekking",
        "https://kaart.voorbeeld.nl/twentes",
        "http://kaart.voorbeeld.nl/twente/dekking",
        "https://kaart.voorbeeld.nl@elders.nl/twente/dekking",
        f"{ROOT}/over",
        f"{ROOT}/api/dekking.json",
        f"{ROOT}/nergens",
        f"{ROOT}/plek/weg",
        f"{ROOT}/dekking?{'x' * 3000}",
        "//[",
        "javascript:alert(1)",
    ],
)
def test_any_other_address_is_not_found(known: FlaskClient, url: str) -> None:
    answer = known.get(asked(known, url))
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_other_formats_are_not_made_and_what_is_asked_wrongly_is_said(known: FlaskClient) -> None:
    url = f"{ROOT}/dekking"
    assert known.get(asked(known, url, format="yaml")).status_code == 501
    assert known.get("/oembed").status_code == 400
    assert known.get(asked(known, url, maxwidth="veel")).status_code == 400
    assert known.get(asked(known, f"{url}?pijler=nee")).status_code == 400


def test_a_page_in_english_gets_a_frame_in_english(known: FlaskClient) -> None:
    answer = known.get(asked(known, f"{ROOT}/en/dekking"), follow_redirects=True)
    content = answer.get_json()
    assert frame(content["html"])["src"] == f"{ROOT}/en/ingesloten/dekking"
    dutch = known.get(asked(known, f"{ROOT}/dekking")).get_json()
    assert content["title"] != dutch["title"]


@pytest.mark.parametrize(
    "page", ["/", "/dekking?pijler=training", "/plek/l-bieb", "/ingesloten/dekking", "/en/dekking"]
)
def test_a_page_leads_to_its_own_answer(known: FlaskClient, page: str) -> None:
    answer = known.get(page)
    link = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', answer.text)
    assert link
    address = Markup(link[1]).unescape()
    assert address.startswith(ROOT)
    assert parse_qs(urlsplit(address).query)["url"] == [ROOT + page]
    told = known.get(address.removeprefix(ROOT))
    assert told.get_json()["type"] == "rich"
    assert f"<{address}>" in answer.headers["Link"]


def test_what_may_be_asked_of_a_page_is_told_whatever_its_address_says(known: FlaskClient) -> None:
    answer = known.options("/dekking?maat=nergens")
    assert answer.status_code == 200
    assert "GET" in answer.headers["Allow"]
    assert "Link" not in answer.headers


def test_what_somebody_searched_for_is_in_no_link_to_it(known: FlaskClient) -> None:
    answer = known.get("/?zoek=7511&hulp=alle")
    link = re.search(r'<link rel="alternate" type="application/json\+oembed"[^>]*>', answer.text)
    assert link
    assert "7511" not in link[0] + answer.headers["Link"]


def test_a_remembered_page_repeats_to_nobody_what_an_address_said_beside_its_choices() -> None:
    fresh = create_app(map_data(), Settings(tiles_url="", public_url=ROOT)).test_client()
    for page in ("/dekking", "/dekking/GM0153"):
        fresh.get(f"{page}?hulp=Geheimstraat&legenda=Geheimstraat")
        assert "Geheimstraat" not in fresh.get(page).text, page


def test_where_nobody_said_where_the_site_is_only_the_answer_itself_believes_a_request(
    client: FlaskClient,
) -> None:
    headers = {"Host": "boos.example"}
    for page in ("/", "/dekking", "/ingesloten/dekking"):
        assert "oembed" not in client.get(page, headers=headers).text
    assert "boos.example" in client.get("/", headers=headers).headers["Link"]
    assert client.get("/dekking").text.count("boos") == 0
