"""The pictures of the map: what they show, in which language and size, and for how long they are kept."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.app import create_app
from sociale_kaart.web.dekking import painting
from sociale_kaart.web.dekking.choices import Choices
from sociale_kaart.web.pictures import routes
from sociale_kaart.web.pictures.palette import FILLS
from sociale_kaart.web.site import EXTENSION
from tests.web.smallmap import ENSCHEDE, HOSTILE, config, map_data

TOKENS = Path(__file__).resolve().parents[2] / "static" / "src" / "tokens.css"
# What the light theme calls the colours of the palette.
NAMES: Mapping[str, tuple[str, ...]] = {
    **{f"vlak-{number}": (f"--dekking-{number}",) for number in range(1, 5)},
    **dict.fromkeys(("strepen", "ruiten"), ("--dekking-geen", "--dekking-geen-streep")),
    "lijnen": ("--dekking-onbekend", "--dekking-onbekend-stip"),
    "stippen": ("--dekking-onbekend", "--dekking-onbekend-stip"),
    "buurstippen": ("--dekking-2", "--dekking-4"),
    **dict.fromkeys(("over-strepen", "over-ruiten"), ("", "--dekking-geen-streep")),
}


@pytest.fixture(scope="module")
def example(utrecht: MapData) -> FlaskClient:
    return create_app(utrecht, Settings(tiles_url="")).test_client()


def test_the_colours_are_those_of_the_pages_by_day_and_every_kind_has_one() -> None:
    by_day = TOKENS.read_text(encoding="utf-8").split("@media")[0]
    values = dict(re.findall(r"(--[\w-]+): (#\w+);", by_day))
    for key, fill in FILLS.items():
        assert (fill.ground, fill.mark) == tuple(values.get(name, "none") for name in NAMES[key]) + ("",) * (
            2 - len(NAMES[key])
        ), key
    needed = {pattern or css for css, pattern in painting.FILL_OF_KIND.values()}
    assert needed | {*painting.OVER_KIND.values()} <= FILLS.keys()


def test_the_picture_of_coverage_says_what_the_page_says(example: FlaskClient) -> None:
    app = example.application
    with app.test_request_context("/dekking?pijler=spreekuur"):
        site = app.extensions[EXTENSION]
        view = painting.painted(site, Choices.of({"pijler": "spreekuur"}, site))
    svg = example.get("/kaart.svg?pijler=spreekuur").text
    assert f'<desc id="uitleg">{" ".join(view.sentences)}</desc>' in svg
    assert view.title in svg
    told = example.get("/kaart.json?pijler=spreekuur").get_json()
    assert told["alt"] == " ".join(view.sentences)
    assert told["title"] == view.title
    assert told["example"] is True
    assert told["svg"].endswith("/kaart.svg?pijler=spreekuur")
    for said in ("Dit is een voorbeeld.", "Stand van 15 oktober 2026.", "Voorbeeldnetwerk Utrecht"):
        assert said in re.sub(r"<[^>]+>", " ", svg).replace("  ", " ")


def test_a_gemeente_is_drawn_with_its_neighbours_and_told_apart(example: FlaskClient) -> None:
    svg = example.get("/kaart.svg?gemeente=GM0307&maat=afstand").text
    assert "in Amersfoort</title>" in svg
    assert re.search(r"<desc[^>]*>Amersfoort: .*? km\.", svg)
    assert 'stroke-width="5"' in svg
    assert ">Lopik<" not in svg, "not beside it"


def test_places_are_counted_by_whether_the_help_is_there(client: FlaskClient) -> None:
    svg = client.get("/kaart.svg?wat=plekken&pijler=computer").text
    texts = re.sub(r"<[^>]+>", " ", svg).replace("\N{NO-BREAK SPACE}", " ")
    assert "hulp is er (1 plek)" in texts
    assert "er is 1 plek met deze hulp bekend" in texts
    assert HOSTILE not in svg


def test_the_languages_differ_in_words_and_not_in_the_map(example: FlaskClient) -> None:
    dutch, english = (example.get(f"{root}/kaart.svg").text for root in ("", "/en"))
    assert 'lang="en"' in english
    assert "As of 15 October 2026" in english
    paths = [re.findall(r' d="([^"]+)"', svg) for svg in (dutch, english)]
    assert paths[0] == paths[1]


def test_identical_requests_get_identical_bytes_and_who_has_them_gets_none(example: FlaskClient) -> None:
    pytest.importorskip("typst")
    for path in ("/kaart.svg?maat=dichtheid", "/kaart.png?maat=dichtheid&breedte=700"):
        first = example.get(path)
        assert first.headers["Cache-Control"].startswith("public")
        again = example.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        other = create_app(example.application.extensions[EXTENSION].data, Settings(tiles_url=""))
        assert other.test_client().get(path).data == first.data, "another worker, the same picture"


@pytest.mark.parametrize(
    ("said", "meant"), [("breed", "breedte"), ("width", "breedte"), ("gemeenten", "gemeente"), ("Dpi", "dpi")]
)
def test_a_name_that_is_nearly_one_of_ours_is_refused_by_name(
    client: FlaskClient, said: str, meant: str
) -> None:
    refused = client.get(f"/kaart.svg?{said}=600")
    assert refused.status_code == 400
    assert f"‘{said}’ kennen we niet. Bedoelt u ‘{meant}’?" in refused.text
    assert "<li>hoogte</li>" in refused.text


@pytest.mark.parametrize(("ending", "right"), [("svg", "svg"), ("png", "png"), ("json", "svg")])
def test_a_plan_is_sent_to_its_own_picture(example: FlaskClient, ending: str, right: str) -> None:
    if ending == "png":
        pytest.importorskip("typst")
    plan = "pijler=spreekuur&plan=b13860-45600&naam=Proef&breedte=700"
    refused = example.get(f"/kaart.{ending}?{plan}&_external=1&utm_source=brief")
    assert refused.status_code == 400
    assert f"staat op /dekking/wat-als.{right}, met dezelfde keuzes" in refused.text
    [link] = re.findall(r'href="(/dekking/wat-als\.[^"]+)"', refused.text)
    assert link == f"/dekking/wat-als.{right}?{plan}".replace("&", "&amp;")
    assert "plan ‘Proef’" in example.get(link.replace("&amp;", "&").replace(".png", ".svg")).text
    assert example.get(f"/kaart.{ending}?pijler=spreekuur&plan=").status_code == 200, (
        "an empty one is no plan"
    )


@pytest.mark.parametrize(
    "foreign", ["v=3", "ver=6.5", "utm_source=brief", "fbclid=x", "_=170", "ssl=1", "w=600"]
)
def test_a_name_that_a_content_system_adds_breaks_no_picture(client: FlaskClient, foreign: str) -> None:
    assert client.get(f"/kaart.svg?{foreign}").data == client.get("/kaart.svg").data


def test_a_choice_that_is_not_there_is_answered_with_a_list(client: FlaskClient) -> None:
    assert "<li>spreekuur</li>" in client.get("/kaart.svg?pijler=nee").text
    assert "<li>bereik</li>" in client.get("/dekking?maat=nee").text
    assert "<li>spreekuur</li>" in client.get("/ingesloten/dekking?pijler=nee").text


def test_every_number_has_bounds_and_a_wrong_choice_is_said(client: FlaskClient) -> None:
    sizes = (
        "breedte=99",
        "breedte=4001",
        "hoogte=0",
        "dpi=1201",
        "dpi=-1",
        "breedte=1e3",
        "breedte=²",
        "breedte=99999999",
    )
    choices = ("wat=alles", "pijler=nee", "gemeente=GM0000", "maat=nee", "datum=gisteren")
    for query in (*sizes, *choices):
        assert client.get(f"/kaart.svg?{query}").status_code == 400, query
    assert client.get("/kaart.svg?wat=plekken&locatie=nergens").status_code == 404


def test_what_would_be_higher_than_the_most_is_drawn_smaller(client: FlaskClient) -> None:
    told = client.get("/kaart.json?breedte=4000&dpi=1200").get_json()
    assert (told["width"], told["height"]) == (4000, 4000)


def test_without_typst_the_png_says_what_to_install_and_the_svg_is_there(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "can_print", lambda: False)
    refused = client.get("/kaart.png")
    assert refused.status_code == 404
    assert "pip install" in refused.text
    assert client.get("/kaart.svg").status_code == 200
    assert client.get("/kaart.json").get_json()["png"] is None


def test_a_province_as_svg_is_light(overijssel: MapData) -> None:
    client = create_app(overijssel, Settings(tiles_url="")).test_client()
    for path in ("/kaart.svg", "/kaart.svg?maat=afstand", "/kaart.svg?wat=plekken"):
        assert len(client.get(path).data) <= 150_000, path


def test_any_page_may_show_it_and_it_says_nothing_of_who_asked(client: FlaskClient) -> None:
    answer = client.get("/kaart.svg", headers={"Host": "boos.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "boos.example" not in answer.text


def test_no_more_is_kept_than_some_bytes(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = create_app(map_data(), Settings(tiles_url=""))
    studio = fresh.extensions["sociale_kaart_pictures"]
    one = len(fresh.test_client().get("/kaart.svg").data)
    studio.drawn._most = 3 * one
    for number in range(300, 320):
        fresh.test_client().get(f"/kaart.svg?breedte={number}")
    assert 0 < studio.drawn._weight <= 3 * one


def test_the_words_of_an_example_stand_on_it_only_there() -> None:
    real = create_app(map_data(), Settings(tiles_url="")).test_client()
    invented = create_app(map_data(config=config(example=True)), Settings(tiles_url="")).test_client()
    assert "voorbeeld" not in real.get(f"/kaart.svg?gemeente={ENSCHEDE}").text
    answer = invented.get(f"/kaart.svg?gemeente={ENSCHEDE}")
    assert "Dit is een voorbeeld." in answer.text
    assert answer.headers["X-Sociale-Kaart-Voorbeeld"] == "1"
    assert json.loads(invented.get("/kaart.json").data)["example"] is True
