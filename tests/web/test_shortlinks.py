from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app
from sociale_kaart.web.shortcodes import LONGEST, SHORTEST, SIGNS, ShortLinks, whole_code
from sociale_kaart.web.shortlinks import short_address
from sociale_kaart.web.site import EXTENSION
from tests.web.smallmap import map_data


def alike(count: int) -> tuple[str, str]:
    """Two ids whose codes begin with the same signs, found by trying."""
    seen: dict[str, str] = {}
    number = 0
    while True:
        plek_id = f"plek-{number}"
        start = whole_code(plek_id)[:count]
        if start in seen:
            return seen[start], plek_id
        seen[start] = plek_id
        number += 1


def test_a_short_link_leads_to_its_place(app: Flask, client: FlaskClient) -> None:
    code = app.extensions[EXTENSION].short_links.code("l-bieb")
    answer = client.get(f"/p/{code}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/plek/l-bieb")


def test_a_code_typed_over_in_capitals_and_groups_works(app: Flask, client: FlaskClient) -> None:
    code = app.extensions[EXTENSION].short_links.code("l-bieb")
    answer = client.get(f"/p/{code[:3].upper()}-{code[3:].upper()}")
    assert answer.headers["Location"] == "/plek/l-bieb"


@pytest.mark.parametrize("code", ["zzz", "222222", "l-bieb", "%00", "x" * 5000])
def test_a_code_that_nobody_has_says_so(client: FlaskClient, code: str) -> None:
    answer = client.get(f"/p/{code}")
    assert answer.status_code == 404
    assert "korte link kennen we niet" in answer.get_data(as_text=True)


def test_a_code_stays_whatever_else_comes_onto_the_map() -> None:
    few, many = ShortLinks(["plek"]), ShortLinks(["plek", *(f"andere-{number}" for number in range(5000))])
    assert many.find(few.code("plek"))[:1] == ("plek",)


def test_every_place_has_a_code_of_its_own_without_signs_that_look_alike() -> None:
    ids = [f"plek-{number}" for number in range(20_000)]
    links = ShortLinks(ids)
    codes = {plek_id: links.code(plek_id) for plek_id in ids}
    assert all(links.find(code) == (plek_id,) for plek_id, code in codes.items())
    assert {len(code) for code in codes.values()} <= set(range(SHORTEST, LONGEST))
    assert not set("".join(codes.values())) - set(SIGNS)
    assert not set("01oilaeu") & set(SIGNS)


def test_two_places_that_begin_alike_get_longer_codes_and_old_paper_leads_to_a_choice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Of codes this short two are alike among a few hundred; of the real ones, among tens of thousands.
    monkeypatch.setattr("sociale_kaart.web.shortcodes.SHORTEST", 3)
    one, other = alike(3)
    links = ShortLinks([one, other])
    assert len(links.code(one)) == len(links.code(other)) > 3
    assert links.code(one) != links.code(other)
    assert set(links.find(whole_code(one)[:3])) == {one, other}


def test_the_choice_names_both_places(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    site = app.extensions[EXTENSION]
    monkeypatch.setattr(site.short_links, "find", lambda code: ("l-bieb", "l-lost"))
    answer = app.test_client().get("/p/bcdfgh")
    assert answer.status_code == 300
    page = answer.get_data(as_text=True)
    assert 'href="/plek/l-bieb"' in page
    assert 'href="/plek/l-lost"' in page


@pytest.mark.parametrize(
    ("public_url", "begins"),
    [
        ("", "http://localhost/p/"),
        ("https://hulp.voorbeeld.nl", "https://hulp.voorbeeld.nl/p/"),
        ("https://hulp.voorbeeld.nl/", "https://hulp.voorbeeld.nl/p/"),
    ],
)
def test_what_is_printed_begins_as_the_publisher_says(public_url: str, begins: str) -> None:
    app = create_app(map_data(), replace(Settings(tiles_url=""), public_url=public_url))
    with app.test_request_context("/plek/l-bieb/blad"):
        site = app.extensions[EXTENSION]
        assert short_address(site, "l-bieb") == begins + site.short_links.code("l-bieb")
