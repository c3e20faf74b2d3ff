"""Where the website says it is: as its publisher says, and never as the last visitor's request did."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app
from tests.web.smallmap import map_data

PAGES = ("/dekking", "/dekking/GM0153", "/plek/l-bieb", "/plek/l-bieb/blad", "/over", "/")
FOREIGN = "foreign.example"


def site(public_url: str = "") -> FlaskClient:
    return create_app(map_data(), Settings(tiles_url="", public_url=public_url)).test_client()


@pytest.mark.parametrize("public_url", ["", "https://hulp.voorbeeld.nl"])
@pytest.mark.parametrize("address", PAGES)
def test_what_one_visitor_calls_the_host_reaches_no_other(public_url: str, address: str) -> None:
    client = site(public_url)
    client.get(address, headers={"Host": FOREIGN})
    assert FOREIGN not in client.get(address, headers={"Host": "hulp.voorbeeld.nl"}).text


@pytest.mark.parametrize("address", PAGES)
def test_where_the_publisher_says_the_address_no_request_is_believed(address: str) -> None:
    assert FOREIGN not in site("https://hulp.voorbeeld.nl").get(address, headers={"Host": FOREIGN}).text


@pytest.mark.parametrize("folder", ["", "/kaart"])
@pytest.mark.parametrize(
    "public_url", ["https://hulp.voorbeeld.nl/kaart", "https://hulp.voorbeeld.nl/kaart/"]
)
def test_a_folder_in_the_setting_stands_in_the_address_once(public_url: str, folder: str) -> None:
    """A proxy may tell the server of the folder it stands in, or take it off first."""
    client = site(public_url)
    page = client.get("/en/plek/l-bieb", environ_overrides={"SCRIPT_NAME": folder}).text
    assert re.search(r'href="https://hulp\.voorbeeld\.nl/kaart/en/p/\w+"', page), "the short link"
    links = dict(re.findall(r'rel="alternate" hreflang="(\w+)" href="([^"]+)"', page))
    assert links == {
        "nl": "https://hulp.voorbeeld.nl/kaart/plek/l-bieb",
        "en": "https://hulp.voorbeeld.nl/kaart/en/plek/l-bieb",
    }
    document = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    place, *services = document["@graph"]
    assert place["@id"] == place["url"] == links["en"]
    assert {one["availableChannel"]["serviceLocation"]["@id"] for one in services} == {links["en"]}


def test_without_the_setting_search_engines_are_told_of_no_other_address() -> None:
    assert 'rel="alternate"' not in site().get("/dekking").text


def test_links_of_the_api_keep_to_the_setting_too() -> None:
    told = site("https://hulp.voorbeeld.nl").get("/api/ogc/", headers={"Host": FOREIGN})
    assert told.status_code == 200
    assert FOREIGN not in told.text
    assert "https://hulp.voorbeeld.nl/" in told.text


def test_a_question_in_the_address_of_a_remembered_page_is_not_remembered() -> None:
    client = site()
    for address in ("/dekking", "/dekking/GM0153"):
        client.get(f"{address}?zoek=Geheimstraat")
        assert "Geheimstraat" not in client.get(address).text, address
    # What is chosen stays, but for what is usual.
    assert 'href="/en/dekking?pijler=spreekuur"' in client.get("/dekking?pijler=spreekuur").text
    assert 'href="/en/dekking"' in client.get("/dekking?pijler=computer").text
