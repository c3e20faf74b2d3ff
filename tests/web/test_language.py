"""Languages: the address alone says which, every link on the page keeps it, and every catalogue is whole."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sociale_kaart.web import language

PAGES = (
    "/",
    "/?zoek=7511GM&pijler=computer",
    "/plek/l-bieb",
    "/dekking",
    "/dekking/GM0153",
    "/over",
    "/nergens",
)


def links(page: str) -> list[str]:
    """Where links and forms lead, but for the link to the same page in another language."""
    page = re.sub(r"<a [^>]*hreflang[^>]*>", "", page)
    return re.findall(r'<(?:a|form)\b[^>]*?(?:href|action)="(/[^"]*)"', page)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_under_en_says_so_and_every_link_on_it_stays_there(client: FlaskClient, address: str) -> None:
    answer = client.get(f"/en{address}")
    page = answer.get_data(as_text=True)
    assert '<html lang="en" dir="ltr">' in page
    assert answer.headers["Content-Language"] == "en"
    for link in links(page):
        # Files for an agenda or a spreadsheet have one address, in no language.
        assert link.startswith(("/en/", "/api/")) or link.endswith((".ics", ".xlsx")), link


@pytest.mark.parametrize("address", PAGES)
def test_the_other_language_is_one_link_away_on_the_same_page(client: FlaskClient, address: str) -> None:
    said = address.replace("&", "&amp;")
    dutch, english = client.get(address).text, client.get(f"/en{address}").text
    assert f'<a href="/en{said}" lang="en" dir="ltr" hreflang="en">English</a>' in dutch
    assert f'<a href="{said}" lang="nl" dir="ltr" hreflang="nl">Nederlands</a>' in english


def test_an_error_speaks_the_language_too_and_repeats_nothing_of_the_question(client: FlaskClient) -> None:
    page = client.get("/en/nergens?zoek=Geheimstraat").text
    assert '<html lang="en" dir="ltr">' in page
    assert 'href="/nergens"' in page
    assert "Geheimstraat" not in page


def test_files_and_json_have_one_address(client: FlaskClient) -> None:
    page = client.get("/en/plek/l-bieb").text
    assert 'href="/static/' in page
    assert 'data-punten="/api/punten.' in page
    assert client.get("/en/api/punten.json").status_code == 404
    assert client.get("/api/punten.json").status_code == 200


def test_a_language_without_its_slash_is_sent_to_its_first_page(client: FlaskClient) -> None:
    answer = client.get("/en?zoek=7511%20GM")
    assert answer.status_code == 308
    assert answer.headers["Location"] == "/en/?zoek=7511%20GM"


def test_below_a_folder_of_a_larger_site_the_prefix_comes_after_it(app: Flask) -> None:
    answer = app.test_client().get("/en/over", environ_overrides={"SCRIPT_NAME": "/kaart"})
    assert 'href="/kaart/en/dekking"' in answer.text
    assert 'href="/kaart/over"' in answer.text
    assert 'href="/kaart/static/' in answer.text


def test_no_cookie_and_no_header_chooses_a_language(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Accept-Language": "en", "Cookie": "lang=en; language=en"})
    assert '<html lang="nl"' in answer.text
    assert "Set-Cookie" not in client.get("/en/").headers


def test_outside_a_request_the_language_is_that_of_the_source() -> None:
    assert language.current() == "nl"
