"""Pages in frames and the page that makes their code: what they hold, who may frame them, and how much they weigh."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.app import create_app
from tests.web.countrymap import country
from tests.web.smallmap import ENSCHEDE, HOSTILE, config, map_data

STATIC = Path(__file__).resolve().parents[2] / "sociale_kaart" / "web" / "static"
MOST_B = 100_000
PLACES, COVERAGE = "/ingesloten/plekken", "/ingesloten/dekking"


@pytest.fixture(scope="module")
def example(utrecht: MapData) -> FlaskClient:
    return create_app(utrecht, Settings(tiles_url="")).test_client()


@pytest.fixture(scope="module")
def client_of_a_country() -> FlaskClient:
    return create_app(country(), Settings(tiles_url="")).test_client()


def transferred(client: FlaskClient, page: str, assets: tuple[str, ...], data: tuple[str, ...] = ()) -> int:
    """Bytes of a page with its files and what its map asks, as they travel."""
    built = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    heavy = sum(len(client.get(one, headers={"Accept-Encoding": "br"}).data) for one in (page, *data))
    return heavy + sum((STATIC / f"{built[name]}.br").stat().st_size for name in assets)


def test_only_what_is_made_for_a_frame_may_stand_in_one(app: Flask, client: FlaskClient) -> None:
    for rule in app.url_map.iter_rules():
        if rule.arguments or rule.rule.startswith(("/api/", "/data/", "/ogc")):
            continue
        with client.get(rule.rule) as answer:
            policy = answer.headers["Content-Security-Policy"]
        expected = "*" if rule.endpoint in ("embed.places", "embed.coverage") else "'none'"
        assert policy.endswith(f"frame-ancestors {expected}"), rule.rule


@pytest.mark.parametrize(
    "page",
    [
        PLACES,
        COVERAGE,
        f"{PLACES}?gemeente={ENSCHEDE}",
        f"{COVERAGE}?gemeente={ENSCHEDE}",
        f"{PLACES}?locatie=l-bieb",
    ],
)
def test_a_frame_has_no_menu_no_cookie_and_no_way_out_but_into_a_new_tab(
    client: FlaskClient, page: str
) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert '<nav aria-label="Hoofdmenu"' not in answer.text
    for tag, href in re.findall(r'(<a\b[^>]*?href="([^"]*)"[^>]*>)', answer.text):
        leads_out = not href.startswith(("#", "/ingesloten"))
        assert ('target="_blank"' in tag) == leads_out, tag
    assert HOSTILE not in answer.text
    assert "Open de hele kaart" in answer.text
    assert "2 oktober 2026" in answer.text, "from when it is"


@pytest.mark.parametrize(
    ("asked", "full"),
    [
        (PLACES, "/?hulp=alle"),
        (f"{PLACES}?pijler=spreekuur", "/?pijler=spreekuur"),
        (f"{PLACES}?pijler=spreekuur&ook=onbekend", "/?pijler=spreekuur&ook=onbekend"),
        (f"{PLACES}?gemeente={ENSCHEDE}", "/?hulp=alle&zoek=Enschede"),
        (f"{PLACES}?pijler=spreekuur&zoek=7511", "/?zoek=7511&pijler=spreekuur"),
        (f"{PLACES}?locatie=l-bieb", "/plek/l-bieb"),
        (f"{COVERAGE}?pijler=training&maat=afstand", "/dekking?pijler=training&maat=afstand"),
        (f"{COVERAGE}?gemeente={ENSCHEDE}", f"/dekking/{ENSCHEDE}"),
    ],
)
def test_the_whole_map_opens_with_the_same_choices(client: FlaskClient, asked: str, full: str) -> None:
    link = re.search(
        r'<a class="knop knop-licht" href="([^"]*)"[^>]*>Open de hele kaart', client.get(asked).text
    )
    assert link
    assert Markup(link[1]).unescape() == full
    assert client.get(full).status_code == 200


def test_a_gemeente_lists_its_own_places_alone(client: FlaskClient) -> None:
    everywhere, here = client.get(PLACES).text, client.get(f"{PLACES}?gemeente={ENSCHEDE}").text
    assert everywhere.count('<li class="plek"') > here.count('<li class="plek"') == 1
    assert "Pijpenstraat 15" in here
    table = client.get(f"{COVERAGE}?gemeente={ENSCHEDE}").text
    assert "Enschede" in table
    assert "Zwolle</a></th>" not in table, "not beside it"


def test_what_is_left_out_is_gone_and_a_list_folds(client: FlaskClient) -> None:
    whole = client.get(COVERAGE).text
    bare = client.get(f"{COVERAGE}?zoekveld=nee&legenda=nee&lijst=nee").text
    assert 'id="gemeente"' in whole
    assert 'id="gemeente"' not in bare
    assert 'class="legenda"' in whole
    assert 'class="legenda"' not in bare
    assert "<details" in bare, "no figure is out of reach"
    assert "<tbody>" in bare
    places = client.get(f"{PLACES}?zoekveld=nee&legenda=nee&lijst=nee").text
    assert 'name="zoek"' not in places
    assert 'data-sleutel="nee"' in places


def test_a_search_keeps_what_was_chosen_and_stays_out_of_every_cache(client: FlaskClient) -> None:
    answer = client.get(f"{PLACES}?pijler=spreekuur&legenda=nee&zoek=7511")
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'name="pijler" value="spreekuur"' in answer.text
    assert 'name="legenda" value="nee"' in answer.text
    meant = client.get(f"{PLACES}?pijler=spreekuur&zoek=Enschde").text
    assert "/ingesloten/plekken?zoek=Enschede&amp;pijler=spreekuur" in meant


@pytest.mark.parametrize(
    "wrong",
    ["gemeente=GM0000", "pijler=nee", "pagina=9", "pagina=x", "locatie=weg", "maat=nee", "zoek=" + "x" * 101],
)
def test_a_frame_says_in_the_frame_what_is_wrong(client: FlaskClient, wrong: str) -> None:
    page = COVERAGE if wrong.startswith("maat") else PLACES
    answer = client.get(f"{page}?{wrong}")
    assert answer.status_code in (400, 404)
    assert 'class="ingesloten"' in answer.text
    assert "Open de hele kaart" in answer.text


def test_an_example_says_so_in_the_frame() -> None:
    client = create_app(map_data(config=config(example=True)), Settings(tiles_url="")).test_client()
    for page in (PLACES, COVERAGE, f"{PLACES}?gemeente=GM0000"):
        assert "Dit is een voorbeeld." in client.get(page).text


def test_a_frame_is_light(example: FlaskClient) -> None:
    map_data_ = (
        "/api/punten.bin",
        "/api/stand.json",
        "/api/omtrek-grof.json",
        "/api/namen.json?rij=0,1,2,3,4,5",
    )
    scripts = ("kaart.js", "map.js", "map.css", "clusterworker.js")
    assert transferred(example, PLACES, ("embed.css", "embed.js", *scripts), map_data_) <= MOST_B
    assert transferred(example, COVERAGE, ("embed.css", "embedcoverage.css", "embed.js")) <= MOST_B


# What a browser counts beside the files themselves: our headers, of each answer.
HEADERS_B = 700


@pytest.mark.parametrize("query", ["", "?pijler=computer&ook=onbekend"])
def test_a_frame_with_ten_thousand_places_is_light_with_scripts_and_without(
    client_of_a_country: FlaskClient, query: str
) -> None:
    client, page = client_of_a_country, f"{PLACES}{query}"
    html = client.get(page).text
    standing = Markup(re.findall(r'data-stand="([^"]+)"', html)[0]).unescape()
    asked = ("/api/punten.bin", standing, "/api/omtrek-grof.json", "/api/namen.json?rij=0,1,2,3,4,5,6,7,8,9")
    files = ("embed.css", "embed.js", "kaart.js", "map.js", "map.css", "clusterworker.js")
    pieces = 3  # that map.js is cut into
    heavy = transferred(client, page, files, asked) + (len(files) + len(asked) + 1 + pieces) * HEADERS_B
    assert heavy <= MOST_B
    pictures = {Markup(one).unescape() for one in re.findall(r'(?:src|srcset)="(/kaart.svg[^"]+)"', html)}
    assert len(pictures) == 2, "one for a phone too"
    for picture in pictures:
        # Without scripts, and in a frame without an origin of its own.
        assert transferred(client, page, ("embed.css", "embed.js"), (picture,)) + 4 * HEADERS_B <= MOST_B
        assert len(client.get(picture).data) <= MOST_B, "not compressed either"


def test_a_picture_of_so_many_places_says_what_a_larger_dot_is(client_of_a_country: FlaskClient) -> None:
    told = client_of_a_country.get("/kaart.json?wat=plekken").get_json()["alt"]
    assert "staat een grotere stip voor meer plekken dicht bij elkaar." in told
    svg = client_of_a_country.get("/kaart.svg?wat=plekken").text
    legend = re.sub(r"<[^>]+>", " ", svg)
    for said in ("2 tot en met 3 plekken", "4 tot en met 9 plekken", "10 of meer plekken"):
        assert said in legend


def test_the_script_for_publishers_keeps_its_address_and_may_be_used_anywhere(client: FlaskClient) -> None:
    with client.get("/ingesloten/passend.js") as answer:
        assert answer.mimetype == "text/javascript"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert b"http" not in answer.data, "it asks nobody"
        tag = answer.headers["ETag"]
    with client.get("/ingesloten/passend.js", headers={"If-None-Match": tag}) as again:
        assert again.status_code == 304


def fields(page: str) -> dict[str, str]:
    """What stands in the readonly fields."""
    found = re.findall(r'<textarea id="(code-[\w-]+)"[^>]*readonly[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return {name: Markup(text).unescape() for name, text in found}


def test_the_builder_gives_code_that_works_and_is_escaped(client: FlaskClient) -> None:
    page = client.get("/insluiten?wat=plekken&locatie=l-evil&hoogte=450").text
    code = fields(page)
    tag = code["code-kader"].split("\n")[0]
    assert 'loading="lazy"' in tag
    assert 'height="450"' in tag
    assert 'title="&lt;script&gt;' in tag, "a name is no markup on a publisher's page either"
    src = Markup(re.findall(r'src="([^"]+)"', tag)[0]).unescape()
    assert client.get(src.removeprefix("http://localhost")).status_code == 200
    assert '<a href="http://localhost/plek/l-evil">' in code["code-kader"], "and a link below it"
    for name in ("code-adres", "code-link", "code-oembed", "code-svg", "code-png"):
        assert client.get(code[name].removeprefix("http://localhost")).status_code == 200, name
    assert HOSTILE not in page


def test_the_builder_follows_every_choice(client: FlaskClient) -> None:
    page = client.get(
        f"/insluiten?wat=dekking&pijler=training&maat=afstand&gemeente={ENSCHEDE}&lijst=nee"
        "&plaatje-breedte=800&plaatje-dpi=96&groep=65plus"
    ).text
    code = fields(page)
    query = f"pijler=training&maat=afstand&groep=65plus&gemeente={ENSCHEDE}"
    assert code["code-adres"] == f"http://localhost/ingesloten/dekking?{query}&lijst=nee"
    assert code["code-svg"] == f"http://localhost/kaart.svg?{query}&breedte=800&dpi=96"
    assert '<option value="65plus" selected>' in page, (
        "what the dashboard led here with can be seen and undone"
    )
    assert code["code-alt"] in Markup(page).unescape()


def test_the_dashboard_leads_to_the_builder_with_what_it_shows(client: FlaskClient) -> None:
    page = client.get("/dekking?pijler=training&maat=afstand").text
    link = re.search(r'href="(/insluiten/[^"]*)"', page)
    assert link
    address = Markup(link[1]).unescape()
    code = fields(client.get(address).text)
    assert code["code-link"] == "http://localhost/dekking?pijler=training&maat=afstand"


def test_another_language_is_another_page_with_the_same_choices(client: FlaskClient) -> None:
    answer = client.get("/insluiten?wat=dekking&pijler=training&taal=en", follow_redirects=True)
    assert answer.request.full_path.startswith("/en/insluiten?")
    assert 'lang="en"' in answer.text
    assert fields(answer.text)["code-adres"] == "http://localhost/en/ingesloten/dekking?pijler=training"
    assert client.get("/insluiten?taal=xx").status_code == 400


@pytest.mark.parametrize(
    "wrong", ["hoogte=199", "hoogte=2001", "hoogte=x", "wat=iets", "plaatje-dpi=0", "pijler=nee"]
)
def test_the_builder_refuses_what_makes_no_sense(client: FlaskClient, wrong: str) -> None:
    assert client.get(f"/insluiten?{wrong}").status_code == 400


@pytest.mark.parametrize("name", ["endpoint", "self", "_method", "_external", "_scheme", "_anchor"])
def test_a_name_of_our_own_in_the_address_is_a_name_like_any_other(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/insluiten?taal=en&{name}=x")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/en/insluiten?wat=plekken")


def test_the_legend_of_one_gemeente_counts_what_is_drawn(example: FlaskClient, utrecht: MapData) -> None:
    page = example.get(f"{COVERAGE}?pijler=spreekuur&gemeente=GM0344").text
    rows = len(re.findall(r'<tr><th scope="row">', page))
    counted = [int(one) for one in re.findall(r"\((\d+) gemeenten?\)", page)]
    assert sum(counted) == rows < len(utrecht.gemeentecodes)
    assert "Over de hele kaart: " in page, "the sentence is about more than what is drawn"
