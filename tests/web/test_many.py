"""Several maps on one server: each whole under its own name, one page to choose at /, and no name that clashes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from werkzeug.test import Client, TestResponse

from sociale_kaart.config import Settings
from sociale_kaart.errors import KaartError
from sociale_kaart.web.app import create_app
from sociale_kaart.web.catalogues import SOURCE, TRANSLATIONS
from sociale_kaart.web.server.board import Board
from sociale_kaart.web.server.mapfiles import RESERVED, ServedMap, _refuse_names
from sociale_kaart.web.server.messages import Job, MapJob, settings_of_map
from sociale_kaart.web.server.site import site_of
from tests.commandline import sociale_kaart
from tests.web.smallmap import config, map_data

PUBLIC = "https://hulp.voorbeeld.nl"
PAGES = (
    "",
    "?zoek=7511GM&hulp=alle",
    "plek/l-bieb",
    "plek/l-bieb/blad",
    "dekking",
    "dekking/GM0153",
    "over",
    "data",
    "nergens",
)


def site(public_url: str = "", missing: tuple[str, ...] = (), theme: Path | None = None) -> Client:
    """Two maps, one of them an example, as a worker serves them."""
    settings = Settings(tiles_url="", public_url=public_url, theme=theme)
    board = Board()
    maps = {
        "twente": map_data(),
        "probeer": map_data(config=config(title="Probeer maar", example=True)),
    }
    opened: dict[str, Flask] = {}
    for name, data in maps.items():
        opened[name] = create_app(data, settings_of_map(settings, name, under_prefix=True))
        board.add(name, opened[name])
    board.tell({"maps": {name: {} for name in (*maps, *missing)}})
    jobs = tuple(MapJob(name, Path(), Path(), True) for name in (*maps, *missing))
    return Client(site_of(Job(1, 0, jobs, True, Path(), False, settings), opened, board))


@pytest.fixture(scope="module")
def two() -> Client:
    return site()


def addresses(page: TestResponse) -> list[str]:
    """Everything on a page that a browser may fetch, or somebody may follow, from this server."""
    return re.findall(r'\b(?:href|src|action|data-[a-z-]+)="(/[^"]*)"', page.text)


@pytest.mark.parametrize("visited", PAGES)
@pytest.mark.parametrize("root", ["/twente/", "/probeer/", "/twente/en/"])
def test_every_address_on_a_page_stays_under_the_name_of_its_map(
    two: Client, root: str, visited: str
) -> None:
    found = addresses(two.get(root + visited))
    assert found
    name = f"/{root.split('/')[1]}/"
    assert [one for one in found if not one.startswith(name)] == []


def test_what_a_page_fetches_is_there(two: Client) -> None:
    page = two.get("/twente/")
    fetched = [one for one in addresses(page) if "/static/" in one or "/api/" in one or "/tegels/" in one]
    assert any("/static/" in one for one in fetched), "build the front end first: python hatch_build.py"
    found = {one: two.get(one.replace("&amp;", "&"), buffered=True).status_code for one in fetched}
    assert [one for one, code in found.items() if code == 404] == []
    assert {code for one, code in found.items() if "/static/" in one} == {200}


def test_each_map_answers_for_itself(two: Client) -> None:
    assert "Kaart van Twente" in two.get("/twente/").text
    assert "Probeer maar" in two.get("/probeer/en/over").text
    assert two.get("/twente/api/stand.json").json is not None


def test_a_short_link_leads_to_the_place_on_its_own_map(two: Client) -> None:
    printed = re.search(r'href="[^"]*(/twente/p/\w+)"', two.get("/twente/plek/l-bieb").text)
    assert printed
    assert two.get(printed[1]).headers["Location"] == "/twente/plek/l-bieb"


def test_a_name_without_its_slash_leads_on_with_the_question(two: Client) -> None:
    answer = two.get("/twente?zoek=7511")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/twente/?zoek=7511")


def test_the_public_address_of_a_map_is_that_of_the_site_with_its_name_behind_it() -> None:
    pages = site(PUBLIC)
    page = pages.get("/twente/en/plek/l-bieb").text
    assert dict(re.findall(r'rel="alternate" hreflang="(\w+)" href="([^"]+)"', page)) == {
        "nl": f"{PUBLIC}/twente/plek/l-bieb",
        "en": f"{PUBLIC}/twente/en/plek/l-bieb",
    }
    assert f'href="{PUBLIC}/twente/en/p/' in page, "the short link"
    landing = pages.get("/en/").text
    assert f'<link rel="canonical" href="{PUBLIC}/en/">' in landing


def test_the_page_at_the_root_has_every_map_with_examples_marked_and_last(two: Client) -> None:
    page = two.get("/").text
    assert re.findall(r'<a class="groot" href="([^"]+)">([^<]+)</a>', page) == [
        ("/twente/", "Kaart van Twente"),
        ("/probeer/", "Probeer maar"),
    ]
    marked = re.findall(r"<li>.*?</li>", page.partition('class="kaarten"')[2], flags=re.S)
    assert ["Dit is een voorbeeld." in one for one in marked] == [False, True]
    assert "<script" not in page
    assert two.get("/").headers["Content-Security-Policy"].startswith("default-src 'self'")


def test_the_page_at_the_root_speaks_every_language_and_leads_to_maps_in_it(two: Client) -> None:
    page = two.get("/en/").text
    assert '<html lang="en" dir="ltr">' in page
    assert "Choose a map" in page
    assert 'href="/twente/en/"' in page
    assert '<a href="/" lang="nl" dir="ltr" hreflang="nl">Nederlands</a>' in page


def test_what_is_nowhere_shows_the_maps_and_repeats_nothing(two: Client) -> None:
    answer = two.get("/Geheimstraat?zoek=Geheimstraat")
    assert answer.status_code == 404
    assert "Geheimstraat" not in answer.text
    assert 'href="/twente/"' in answer.text
    assert two.post("/").status_code == 405


def test_a_map_that_cannot_be_served_says_so_and_takes_no_other_with_it() -> None:
    pages = site(missing=("kapot",))
    assert pages.get("/kapot/dekking").status_code == 503
    assert pages.get("/twente/").status_code == 200
    assert "Die werkt nu even niet." in pages.get("/").text
    assert pages.get("/gezond").status_code == 503
    assert pages.get("/twente/gezond").status_code == 200


def test_a_theme_for_all_maps_is_that_of_the_page_at_the_root_too(tmp_path: Path) -> None:
    theme = tmp_path / "thema.css"
    theme.write_text(":root { --basis-color-action-1-color-default: #123456; }")
    pages = site(theme=theme)
    linked = re.search(r'href="(/twente/thema\.css)"', pages.get("/").text)
    assert linked
    assert "#123456" in pages.get(linked[1]).text


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("utrecht", "Utrecht"), "twee van deze mappen heten"),
        (("utrecht", "data"), "het adres /data/ gebruikt de website zelf al"),
        (("utrecht", "en"), "het adres /en/ gebruikt de website zelf al"),
        (("utrecht", "Noord Holland"), "kan geen deel van een webadres zijn"),
        (("utrecht", "fryslân"), "kan geen deel van een webadres zijn"),
    ],
)
def test_names_that_clash_are_refused_in_a_plain_sentence(names: tuple[str, ...], says: str) -> None:
    with pytest.raises(KaartError, match=says) as refused:
        _refuse_names([ServedMap(name, Path("kaarten") / name / "kaart.gpkg") for name in names])
    assert "naam" in refused.value.remedy


def served(*folders: Path) -> Result:
    return sociale_kaart("serve", *folders, "--port", "0")


def test_the_command_refuses_them_before_it_opens_anything(tmp_path: Path) -> None:
    maps = []
    for name in ("data", "utrecht"):
        result = sociale_kaart("new", tmp_path / name)
        assert result.exit_code == 0
        maps.append(tmp_path / name)
    result = served(*maps)
    assert result.exit_code == KaartError.exit_code
    assert "het adres /data/ gebruikt de website zelf al" in result.stderr


def test_every_address_of_our_own_is_kept_from_maps() -> None:
    app = create_app(map_data(), Settings(tiles_url=""))
    own = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()} - {""}
    assert {one for one in own if not set("<.") & set(one)} - RESERVED == set()
    spoken = {path.name for path in TRANSLATIONS.iterdir() if path.is_dir()} | {SOURCE}
    assert {one for one in spoken if len(one) != 2} - RESERVED == set()
