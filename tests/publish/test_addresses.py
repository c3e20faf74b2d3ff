"""What becomes of the addresses on a page once only files are served."""

from __future__ import annotations

import pytest

from sociale_kaart.publish.addresses import Links, file_of, need_page

JSON = "{&#34;a&#34;:&#34;%s&#34;}"
HOME = "https://kaart.example/map"


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/en/", "en/index.html"),
        ("/plek/abc", "plek/abc/index.html"),
        ("/plek/abc/agenda.ics", "plek/abc/agenda.ics"),
        ("/data/dekking.csv", "data/dekking.csv"),
        ("/plekken/GM0153", "plekken/GM0153/index.html"),
    ],
)
def test_a_page_is_the_index_of_a_folder_and_a_file_is_itself(path: str, file: str) -> None:
    assert file_of(path) == file


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("index.html", 'href="/plek/abc"', 'href="plek/abc/"'),
        ("index.html", 'href="/"', 'href="./"'),
        ("plek/abc/index.html", 'href="/"', 'href="../../"'),
        ("plek/abc/index.html", 'href="/plek/abc/blad#print"', 'href="../../plek/abc/blad/#print"'),
        ("over/index.html", 'src="/static/kaart-AB.js"', 'src="../static/kaart-AB.js"'),
        ("index.html", 'href="/?hulp=alle"', 'href="hulp/alle/"'),
        ("en/index.html", 'href="/en/?hulp=alle"', 'href="../en/hulp/alle/"'),
        ("index.html", 'href="/?zoek=3511&amp;hulp=alle"', 'href="?zoek=3511&amp;hulp=alle"'),
        ("index.html", 'data-plek="/plek/ID"', 'data-plek="plek/ID/"'),
        ("index.html", 'href="/ingesloten/plekken?pijler=taal"', 'href="ingesloten/plekken/taal/"'),
        ("index.html", 'href="/en/ingesloten/dekking?pijler=taal"', 'href="en/ingesloten/dekking/taal/"'),
        (
            "index.html",
            'src="/kaart.svg?dpi=96&amp;breedte=640&amp;wat=plekken"',
            'src="kaart/plekken/alle.svg"',
        ),
        (
            "ingesloten/plekken/taal/index.html",
            'data-plaatje="/kaart.svg?dpi=96&amp;breedte=640&amp;wat=plekken&amp;pijler=taal"',
            'data-plaatje="../../../kaart/plekken/taal.svg"',
        ),
        ("index.html", 'href="https://elders.example/plek/abc"', 'href="https://elders.example/plek/abc"'),
        ("index.html", f'href="{HOME}/plek/abc"', f'href="{HOME}/plek/abc/"'),
        (
            "x/index.html",
            'data-b="{&#34;a&#34;:&#34;/api/x.json&#34;}"',
            'data-b="{&#34;a&#34;:&#34;../api/x.json&#34;}"',
        ),
    ],
)
def test_links_are_relative_to_the_file_they_stand_in(file: str, before: str, after: str) -> None:
    assert Links(HOME).rewritten(f"<a {before}>", file) == f"<a {after}>"


def test_what_a_page_leads_to_is_remembered_but_not_what_a_script_fills_in() -> None:
    links = Links(HOME)
    links.rewritten('<a href="/plek/abc"><a href="/data/x.csv"><i data-plek="/plek/ID">', "index.html")
    assert links.seen == {"/plek/abc", "/data/x.csv"}


def test_the_list_of_a_need_has_a_page_of_its_own() -> None:
    assert need_page("/en/", "alle") == ("/en/?hulp=alle", "/en/hulp/alle")


def test_a_page_shown_at_any_depth_has_whole_paths() -> None:
    page = '<a href="/over"><i data-zoekwoorden="/zoek/woorden.json"><a href="#inhoud"><a href="data:,">'
    assert Links(HOME, root="/map/").rewritten(page, "404.html") == (
        '<a href="/map/over/"><i data-zoekwoorden="/map/zoek/woorden.json"><a href="#inhoud"><a href="data:,">'
    )
