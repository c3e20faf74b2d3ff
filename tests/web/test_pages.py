"""Of every page: what it must say, and what it must never do."""

from __future__ import annotations

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.errors import ServiceUnavailable
from sociale_kaart.web.app import create_app
from sociale_kaart.web.headers import content_security_policy, tile_origin
from tests.web.smallmap import config, map_data

PAGES = (
    "/",
    "/?zoek=7511",
    "/?zoek=7511&wanneer=nu&ook=onbekend",
    "/?wanneer=dag&dag=2026-12-01&deel=middag",
    "/?wanneer=onbekend",
    "/plek/l-bieb",
    "/plek/l-evil",
    "/plek/l-lost",
    "/dekking",
    "/dekking/GM0153",
    "/over",
)
FAULTY = ("/plek/weg", "/dekking/GM9999", "/nergens", "/?pagina=x", "/api/nergens")
JSON = (
    "/api/plekken.geojson",
    "/api/dekking.json",
    "/api/gebied.geojson",
    "/api/punten.json",
    "/api/stand.json",
)


def text(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole_without_scripts_of_its_own(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert '<html lang="nl" dir="ltr">' in page
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert not re.search(r"<[^>]+\s(style|on\w+)=", page), "inline style or handler"
    # Data in JSON is no script: the policy does not run it.
    assert all("src=" in tag or "json" in tag for tag in re.findall(r"<script[^>]*>", page))


@pytest.mark.parametrize("address", [*PAGES, *FAULTY, *JSON])
def test_every_answer_is_secure_and_without_cookies(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "img-src 'self' data: https://tegels.voorbeeld.nl;" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Permissions-Policy" in headers
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", PAGES)
def test_hostile_cells_stay_text(client: FlaskClient, address: str) -> None:
    page = text(client, address)
    assert "<script>alert" not in page
    assert "javascript:" not in re.findall(r'href="([^"]*)"', page).__str__()
    if address == "/plek/l-evil":
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("", ""),
        ("/tegels/{z}/{x}/{y}.png", ""),
        ("https://tiles.voorbeeld.nl/{z}/{x}/{y}.png", "https://tiles.voorbeeld.nl"),
        ("http://127.0.0.1:81/{z}/{x}/{y}.png", "http://127.0.0.1:81"),
        ("https://{s}.voorbeeld.nl/{z}/{x}/{y}.png", "https://*.voorbeeld.nl"),
    ],
)
def test_only_the_tile_host_may_send_images(url: str, origin: str) -> None:
    assert tile_origin(url) == origin
    assert content_security_policy(url).count(origin or "http") == (1 if origin else 0)


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/nergens", 404, "Deze pagina is er niet"),
        ("/plek/weg", 404, "Deze plek staat niet (meer) op de kaart"),
        ("/dekking/GM9999", 404, "Deze gemeente staat niet op deze kaart"),
        ("/dekking/GM0344", 404, "Deze gemeente staat niet op deze kaart"),
        ("/dekking?pijler=weg", 400, "Deze soort hulp kennen we niet"),
    ],
)
def test_an_error_is_a_dutch_page(client: FlaskClient, address: str, status: int, says: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert says in answer.get_data(as_text=True)


def test_another_method_is_refused_in_dutch(client: FlaskClient) -> None:
    answer = client.post("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "Dit kan hier niet" in answer.get_data(as_text=True)


def test_an_error_of_the_api_is_problem_json(client: FlaskClient) -> None:
    answer = client.get("/api/nergens")
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    assert answer.json
    assert answer.json["status"] == 404


@pytest.mark.parametrize(
    ("fault", "status"), [(ServiceUnavailable("weg"), 503), (RuntimeError("geheim"), 500)]
)
def test_a_fault_of_ours_shows_no_traceback_and_logs_no_search(
    settings: Settings, caplog: pytest.LogCaptureFixture, fault: Exception, status: int
) -> None:
    broken = create_app(map_data(), settings)

    def fail(**_: object) -> str:
        raise fault

    broken.view_functions["zoeken.index"] = fail
    with caplog.at_level(logging.DEBUG):
        answer = broken.test_client().get("/?zoek=Geheimstraat")
    page = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert "geheim" not in page.lower()
    assert "Traceback" not in page
    assert "Geheimstraat" not in caplog.text


def test_a_search_leaves_no_trace_in_any_log_or_cache(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.get("/?zoek=Geheimstraat")
    assert "Geheimstraat" not in caplog.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("address", ["/", "/over", "/dekking", "/dekking/GM0153", "/privacy", "/plek/l-bieb"])
def test_a_page_that_is_still_the_same_is_not_sent_again(client: FlaskClient, address: str) -> None:
    takes = {"Accept-Encoding": "gzip, br"}
    first = client.get(address, headers=takes)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(address, headers=takes | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(address, headers=takes | {"If-None-Match": 'W/"another"'})
    assert (other.status_code, other.data) == (200, first.data)


def test_an_example_says_so_everywhere(settings: Settings) -> None:
    client = create_app(map_data(config=config(example=True)), settings).test_client()
    for address in (*PAGES, "/nergens"):
        assert "Dit is een voorbeeld." in text(client, address), address
    assert client.get("/api/plekken.geojson").json["example"] is True  # type: ignore[index]
    for address in JSON:
        assert client.get(address).headers["X-Sociale-Kaart-Voorbeeld"] == "1"


def test_a_real_map_is_no_example(client: FlaskClient) -> None:
    assert "voorbeeld." not in text(client, "/").replace("voorbeeld.nl", "")
    assert "X-Sociale-Kaart-Voorbeeld" not in client.get("/api/plekken.geojson").headers


def test_pages_are_compressed(app: Flask) -> None:
    for accepts in ("gzip", "br"):
        answer = app.test_client().get("/dekking", headers={"Accept-Encoding": accepts})
        assert answer.headers["Content-Encoding"] == accepts


def test_over_counts_what_is_on_the_map_apart_from_what_is_only_listed(client: FlaskClient) -> None:
    page = text(client, "/over")
    assert "Op de kaart staan 3 organisaties.\nSamen zitten ze op 2 plekken." in page
    assert "1 organisatie staat nog niet op de kaart, maar wel in de lijst." in page
    assert "onbruikbaar" not in page
    assert "hoort bij" not in page, "kaart.toml names no program"


def test_over_names_the_program_that_kaart_toml_names(settings: Settings) -> None:
    data = map_data(config=config(program={"name": "Netwerk Twente"}))
    assert "De kaart hoort bij: Netwerk Twente." in text(create_app(data, settings).test_client(), "/over")


def test_over_says_that_no_contact_is_given(settings: Settings) -> None:
    data = map_data(config=config(contact={"name": "De redactie"}))
    page = text(create_app(data, settings).test_client(), "/over")
    assert "Er is geen e-mailadres, telefoonnummer of website opgegeven." in page
    assert "Laat het weten" not in page


def test_over_names_sources_counts_licences_and_contact(client: FlaskClient) -> None:
    page = text(client, "/over")
    for part in (
        "Plekken in Twente",
        "Kring van bibliotheken",
        "2 oktober 2026",
        "CC0",
        "5 gelezen, 4 gebruikt, 1 gemeld",
        "mailto:redactie@voorbeeld.nl",
        "tel:0531234567",
        "CBS",
        "Kadaster",
        "GeoNames",
        "© Tegels",
    ):
        assert part in page, part
