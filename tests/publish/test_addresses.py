"""What becomes of the addresses on a page once only files are served."""

from __future__ import annotations

import pytest

from sociale_kaart.publish.addresses import Links, file_of
from sociale_kaart.publish.byquery import embeds, need_page, path_of
from sociale_kaart.web.embed.shown import Subject
from sociale_kaart.web.filesite.embeds import Choice

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
        (
            "index.html",
            'href="/ingesloten/dekking?pijler=taal&amp;gemeente=GM0150"',
            'href="ingesloten/dekking/taal/GM0150/"',
        ),
        (
            "index.html",
            'href="/ingesloten/plekken?gemeente=GM0150"',
            'href="ingesloten/plekken/alle/GM0150/"',
        ),
        ("p/ab12/index.html", 'content="0;url=/plek/abc"', 'content="0;url=../../plek/abc/"'),
        ("index.html", 'href="/insluiten?wat=dekking"', 'href="insluiten/dekking/alle/"'),
        ("index.html", 'href="/kaart.svg?wat=plekken"', 'href="kaart/plekken/alle.svg"'),
        ("index.html", 'href="/kaart.png?pijler=taal"', 'href="kaart/dekking/taal.png"'),
        (
            "index.html",
            f'href="{HOME}/oembed?url=https%3A%2F%2Fkaart.example%2Fmap%2F%3Fhulp%3Dtaal&amp;format=json"',
            f'href="{HOME}/oembed/hulp/taal.json"',
        ),
        (
            "index.html",
            f'title="&lt;iframe src=&#34;{HOME}/ingesloten/plekken?pijler=a&amp;amp;gemeente=GM0150&#34;"',
            f'title="&lt;iframe src=&#34;{HOME}/ingesloten/plekken/a/GM0150/&#34;"',
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


@pytest.mark.parametrize(
    "said",
    [
        "<p>Zie &#34;/balie&#34;, of bel</p>",
        '<i data-naam="/balie">',
        '<script type="application/json">{"naam": "/balie"}</script>',
        "<p>&#34;/plek/abc&#34;, zegt het formulier</p>",
        f'<a href="{HOME}/contact">{HOME}/contact.</a>',
        '<a href="//elders.example/plek/abc">',
        '<meta name="description" content="/plek/abc is dicht">',
    ],
)
def test_what_a_sheet_says_stays_as_it_is_even_where_it_looks_like_an_address(said: str) -> None:
    links = Links(HOME, is_ours=lambda path: path.startswith("/plek/"))
    assert links.rewritten(said, "plek/abc/index.html") == said
    assert not links.seen


def test_what_a_page_leads_to_is_remembered_but_not_what_a_script_fills_in() -> None:
    links = Links(HOME)
    links.rewritten('<a href="/plek/abc"><a href="/data/x.csv"><i data-plek="/plek/ID">', "index.html")
    assert links.seen == {"/plek/abc", "/data/x.csv"}


def test_the_list_of_a_need_has_a_page_of_its_own() -> None:
    assert need_page("/en/", "alle") == ("/en/?hulp=alle", "/en/hulp/alle")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/ingesloten/plekken", "pijler=taal&legenda=nee"),
        ("/kaart.svg", "pijler=taal&breedte=1000"),
        ("/kaart.png", "gemeente=GM0150"),
        ("/oembed", "url=https://elders.example/"),
        ("/dekking", "pijler=taal"),
    ],
)
def test_what_is_made_to_order_has_no_file(path: str, query: str) -> None:
    assert path_of(path, query, HOME) == ""


def test_each_map_has_a_frame_a_page_with_its_code_a_picture_and_an_answer_to_who_embeds_it() -> None:
    choices = [Choice(Subject.PLACES), Choice(Subject.COVERAGE, "taal", "GM0150")]
    found = dict(embeds("/en/", choices, ["alle"], HOME, prints=False))
    assert {
        "/en/insluiten/plekken/alle",
        "/en/kaart/plekken/alle.svg",
        "/en/oembed/ingesloten/plekken.json",
        "/en/ingesloten/dekking/taal/GM0150",
        "/en/oembed/index.json",
        "/en/oembed/hulp/alle.json",
    } <= set(found.values())


def test_a_page_shown_at_any_depth_has_whole_paths() -> None:
    page = '<a href="/over"><i data-zoekwoorden="/zoek/woorden.json"><a href="#inhoud"><a href="data:,">'
    assert Links(HOME, root="/map/").rewritten(page, "404.html") == (
        '<a href="/map/over/"><i data-zoekwoorden="/map/zoek/woorden.json"><a href="#inhoud"><a href="data:,">'
    )
