"""The pages that the law asks for: true of the site as it is set up, and linked from everywhere."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.web import legal
from sociale_kaart.web.app import create_app
from sociale_kaart.web.findings import FILE, Finding, Findings, Tool, read_findings, site_fingerprint
from tests.web.smallmap import config, map_data

PAGES = ("/toegankelijkheid", "/privacy", "/cookies", "/contact")


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def page_of(settings: Settings, address: str) -> str:
    return text(create_app(map_data(), settings).test_client(), address)


@pytest.mark.parametrize("address", ["/", "/plek/l-bieb", "/plek/l-bieb/blad", "/nergens", *PAGES])
def test_every_page_links_to_all_four(client: FlaskClient, address: str) -> None:
    page = client.get(address).get_data(as_text=True)
    foot = page[page.index('<footer class="voet">') :]
    assert all(f'href="{one}"' in foot for one in PAGES)


def test_privacy_names_the_host_of_the_tiles_only_where_there_is_one() -> None:
    elsewhere = page_of(Settings(tiles_url="https://tegels.voorbeeld.nl/{z}/{x}/{y}.png"), "/privacy")
    assert "een andere computer: https://tegels.voorbeeld.nl." in elsewhere
    own = page_of(Settings(tiles_url=""), "/privacy")
    assert "Niemand anders ziet wat u op deze website doet." in own
    assert "IP-adres" not in own


def test_privacy_tells_of_pdok_only_where_it_is_asked() -> None:
    asked = page_of(Settings(tiles_url="", visitors_pdok=True), "/privacy")
    assert "Soms zoeken wij een adres op bij PDOK." in asked
    assert "PDOK" not in page_of(Settings(tiles_url=""), "/privacy")


def test_privacy_claims_no_more_than_the_program_can_keep(client: FlaskClient) -> None:
    page = text(client, "/privacy")
    assert "Wij schrijven haar nergens op." not in page, "what runs the machine may"
    for said in (
        "Deze website schrijft haar nergens op.",
        "Wie onze computer beheert, kan wel vastleggen welke pagina’s u opent.",
        "de postcode of de plaats die u zocht",
        "Op het kaartje staat wel een kruis, ongeveer waar u zocht.",
    ):
        assert said in page, said


def test_no_answer_sets_a_cookie_as_the_page_says(client: FlaskClient) -> None:
    assert "Deze website gebruikt geen cookies." in text(client, "/cookies")
    for address in ("/", "/?zoek=7511", "/plek/l-bieb", "/plek/l-bieb.pdf", "/api/punten.json", *PAGES):
        assert "Set-Cookie" not in client.get(address).headers, address


def test_contact_gives_what_kaart_toml_gives_and_no_more(client: FlaskClient) -> None:
    page = text(client, "/contact")
    assert 'href="mailto:redactie@voorbeeld.nl"' in page
    assert 'href="tel:0531234567"' in page
    alone = replace(map_data(), config=config(contact={"name": "De redactie"}))
    page = text(create_app(alone, Settings(tiles_url="")).test_client(), "/contact")
    assert "Er is nog geen e-mailadres of telefoonnummer bekend." in page


def test_what_was_never_tested_is_said_to_be_untested(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legal, "read_findings", lambda: None)
    page = text(client, "/toegankelijkheid")
    assert "Deze website is nog niet getest." in page
    assert "geen fouten" not in page


def run(*findings: Finding, is_current: bool = True) -> Findings:
    tools = (Tool("axe-core", "4.11.0", 9), Tool("Chromium", "156", None))
    return Findings(date(2026, 11, 22), is_current, tools, pages=12, states=18, findings=findings)


def test_the_statement_tells_when_by_what_and_how_much_was_looked_at(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legal, "read_findings", run)
    page = text(client, "/toegankelijkheid")
    for said in (
        "22 november 2026",
        "12 soorten pagina’s, in 18 toestanden",
        "axe-core 4.11.0: elke pagina op hoogstens 9 manieren",
        "<li>Chromium 156</li>",
        "Zij vonden geen fouten.",
    ):
        assert said in page, said
    assert "Een onderzoek door mensen is er nog niet." in page
    assert "Daarna is de website veranderd." not in page
    monkeypatch.setattr(legal, "read_findings", lambda: run(is_current=False))
    assert "Daarna is de website veranderd." in text(client, "/toegankelijkheid")


def test_what_was_found_is_told_rule_by_rule(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        legal, "read_findings", lambda: run(Finding("axe-core", "color-contrast", "/dekking", 12))
    )
    page = text(client, "/toegankelijkheid")
    assert "geen fouten" not in page
    assert "<td>/dekking</td>" in page
    assert "color-contrast" in page
    assert "<td>12</td>" in page


def test_the_file_of_the_checkers_is_read_as_they_write_it(tmp_path: Path) -> None:
    written = tmp_path / "findings.json"
    one = {"tool": "axe-core", "rule": "region", "page": "/", "count": 1}
    tools = [
        {"name": "axe-core", "version": "4.11.0", "views": 9},
        {"name": "Chromium", "version": "156", "views": None},
    ]
    content = {"date": "2026-11-22", "site": site_fingerprint(), "tools": tools, "pages": 12, "states": 18}
    content["findings"] = [one]
    written.write_text(json.dumps(content), encoding="utf-8")
    assert read_findings(written) == run(Finding("axe-core", "region", "/", 1))
    assert read_findings(tmp_path / "nothing.json") is None
    older = tmp_path / "older.json"
    older.write_text(json.dumps({**content, "site": "another"}), encoding="utf-8")
    assert read_findings(older) == run(Finding("axe-core", "region", "/", 1), is_current=False)


def test_a_changed_template_or_word_makes_another_website(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text("een", encoding="utf-8")
    before = site_fingerprint(tmp_path)
    assert site_fingerprint(tmp_path) == before
    (tmp_path / "templates" / "a.html").write_text("twee", encoding="utf-8")
    assert site_fingerprint(tmp_path) != before


@pytest.mark.skipif(not FILE.is_file(), reason="the checkers never ran: make accessibility")
def test_the_findings_that_ship_can_be_read() -> None:
    found = read_findings()
    assert found is not None
    assert found.tools
