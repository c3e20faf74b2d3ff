"""The map in a frame on a page of another origin: as high as it needs, by keyboard, without scripts, in a sandbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask, Response
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.visiting import EMBEDDED_QUESTION, HEADERS, NO_SCRIPT, path_of
from tests.serving import served
from tests.web.serverprocess import ends

pytestmark = pytest.mark.browser

FRAME = '<!doctype html><html lang="nl"><title>Pagina van een gemeente</title><h1>Hulp</h1>{}'
# What wp-embed.js does with the two things that a frame may tell it.
WORDPRESS = """<script>window.told = []; addEventListener("message", ({ data, source }) => {
    const frame = document.querySelector("iframe[data-secret]");
    if (!data.secret || source !== frame.contentWindow || data.secret !== frame.dataset.secret) return;
    if (data.message === "height") frame.height = Math.min(Math.max(parseInt(data.value, 10), 200), 1000);
    window.told.push([data.message, data.value]); });</script>"""
Publisher = tuple[str, dict[str, str]]


@pytest.fixture(scope="module")
def publisher() -> Iterator[Publisher]:
    """Somebody else's website, which serves whatever page a test gives it."""
    app, pages = Flask("publisher"), dict[str, str]()

    @app.get("/<name>")
    def page(name: str) -> Response:
        return Response(pages.get(name, ""), mimetype="text/html")

    with served(app) as address:
        yield address, pages


def frame_of(root: str, path: str, height: int = 900) -> str:
    return f'<iframe src="{root}{path}" title="Kaart" width="700" height="{height}"></iframe>'


def framed(page: Page, publisher: Publisher, html: str) -> Frame:
    address, pages = publisher
    pages["pagina"] = FRAME.format(html)
    page.goto(f"{address}/pagina")
    frame = page.locator("iframe").element_handle().content_frame()
    assert frame is not None
    frame.wait_for_load_state()
    return frame


def builder_code(page: Page, root: str, query: str, field: str) -> str:
    page.goto(f"{root}/insluiten?{query}")
    return page.locator(f"#{field}").input_value()


def shown_height(page: Page) -> float:
    return float(page.evaluate("document.querySelector('iframe').clientHeight"))


def height_of(frame: Frame) -> float:
    return float(frame.evaluate("document.body.getBoundingClientRect().height"))


@pytest.mark.parametrize("query", ["wat=plekken", "wat=dekking"])
def test_the_code_of_the_builder_shows_the_map_on_another_site_as_high_as_it_is(
    page: Page, example_site: str, example_from_server: str, publisher: Publisher, query: str
) -> None:
    code = builder_code(page, example_from_server, query, "code-kader")
    script = builder_code(page, example_from_server, query, "code-passend")
    frame = framed(page, publisher, (code + script).replace(example_from_server, example_site))
    assert urlsplit(frame.url).netloc != urlsplit(page.url).netloc
    expect(frame.locator("h1")).to_be_visible()
    page.wait_for_function("() => document.querySelector('iframe').clientHeight > 700")
    assert ends(lambda: abs(shown_height(page) - height_of(frame)) <= 2)
    assert frame.evaluate("document.cookie + localStorage.length") == "0"
    expect(page.locator("p > a")).to_have_attribute(
        "href", f"{example_site}/{'?hulp=alle' if 'plekken' in query else 'dekking'}"
    )


@pytest.mark.server_only(HEADERS)
def test_every_other_page_refuses_the_frame(page: Page, example_site: str, publisher: Publisher) -> None:
    framed(page, publisher, frame_of(example_site, "/over"))
    page.wait_for_timeout(300)
    assert all(not frame.url.startswith(example_site) for frame in page.frames)


def test_by_keyboard_the_list_the_map_and_the_way_out_are_reached_and_left(
    page: Page, kind: str, example_site: str, publisher: Publisher
) -> None:
    html = frame_of(example_site, "/ingesloten/plekken?lijst=nee", 1200)
    frame = framed(page, publisher, f'{html}<p><a href="#na">erna</a></p>')
    frame.locator("[data-kaart]").scroll_into_view_if_needed()
    frame.wait_for_selector(".kaart.omlijnd")
    frame.wait_for_selector("[role=toolbar] button")
    visited = []
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "erna":
            break
        visited.append(
            frame.evaluate(
                "(e => [e.tagName, e.closest('[role=toolbar]') ? 'pin' : e.textContent.trim()])(document.activeElement)"
            )
        )
    assert page.evaluate("document.activeElement.textContent") == "erna", "no trap"
    said = [text for _tag, text in visited]
    # Of files there is one embed of a subject: with its list, and without a field to search.
    chosen = {"server": {"Zoek", "De plekken als lijst"}, "files": set[str]()}[kind]
    assert chosen | {"pin", "Open de hele kaart"} <= {*said}
    assert said.count("pin") == 1, "all places are one stop"
    frame.locator("[role=toolbar] button").first.press("Enter")
    expect(frame.get_by_role("dialog")).to_be_visible()
    link = frame.get_by_role("dialog").get_by_role("link").first
    with page.context.expect_page() as opened:
        link.press("Enter")
    assert path_of(opened.value.url, example_site).startswith("/plek/")
    page.bring_to_front()
    link.press("Escape")
    expect(frame.get_by_role("dialog")).to_be_hidden()


@pytest.mark.server_only(EMBEDDED_QUESTION)
def test_a_search_stays_in_the_frame_and_the_whole_map_opens_beside_it_with_what_was_chosen(
    page: Page, example_site: str, publisher: Publisher
) -> None:
    frame = framed(page, publisher, frame_of(example_site, "/ingesloten/plekken?pijler=spreekuur"))
    frame.get_by_label("Uw postcode of plaats").fill("3511")
    frame.get_by_role("button", name="Zoek").click()
    expect(frame.locator(".afstand").first).to_be_visible()
    assert urlsplit(frame.url).path == "/ingesloten/plekken"
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Open de hele kaart").click()
    assert urlsplit(opened.value.url).path == "/"
    assert {"pijler=spreekuur", "zoek=3511"} <= {*urlsplit(opened.value.url).query.split("&")}


@pytest.mark.server_only(NO_SCRIPT)
def test_without_scripts_the_frame_has_its_list_its_picture_and_its_way_out(
    browser: Browser, example_site: str, publisher: Publisher
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    html = (
        f'<iframe src="{example_site}/ingesloten/plekken" title="Kaart" width="700" height="2500"></iframe>'
    )
    frame = framed(page, publisher, html)
    assert frame.locator(".plek").count() == 10
    picture = frame.locator("img.plaatje")
    picture.scroll_into_view_if_needed()
    assert "21 plekken" in (picture.get_attribute("alt") or "")
    frame.get_by_role("link", name="Meer plekken").click()
    expect(frame.locator(".nummer").first).to_have_text("11")
    expect(frame.get_by_role("link", name="Open de hele kaart")).to_have_attribute("target", "_blank")
    frame = framed(page, publisher, html.replace("plekken", "dekking"))
    assert frame.locator("tbody tr").count() == 26
    frame.get_by_label("Kies een gemeente").select_option("GM0307")
    frame.get_by_role("button", name="Toon").click()
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Amersfoort")
    context.close()


def test_in_the_sandbox_of_wordpress_the_map_is_drawn_and_tells_its_height_and_its_links(
    page: Page, kind: str, example_site: str, publisher: Publisher
) -> None:
    secret = "a1B2c3D4e5"
    html = (
        f'<iframe sandbox="allow-scripts" security="restricted" data-secret="{secret}" title="Kaart" width="600" '
        f'height="300" src="{example_site}/ingesloten/plekken?pijler=spreekuur#?secret={secret}"></iframe>'
    )
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    frame = framed(page, publisher, WORDPRESS + html)
    expect(frame.locator("img.plaatje")).to_be_visible()
    assert frame.locator(".kaart").count() == 0
    page.wait_for_function("() => document.querySelector('iframe').height === '1000'")
    if kind == "server":
        frame.get_by_label("Uw postcode of plaats").fill("Utrecht")
        frame.get_by_label("Uw postcode of plaats").press("Enter")
        expect(frame.locator(".afstand").first).to_be_visible()
        assert f"secret={secret}" in frame.url, "the next page can tell its height too"
    frame.get_by_role("link", name="Open de hele kaart").click()
    page.wait_for_function("() => told.some(([kind]) => kind === 'link')")
    _kind, value = page.evaluate("told.find(([kind]) => kind === 'link')")
    assert path_of(value, example_site) == {"server": "/", "files": "/hulp/alle"}[kind]
    # A plain host of files lets no page without an origin have the scripts of the map, which it has no use for.
    about_origin = ("CORS", "ERR_FAILED") if kind == "files" else ()
    assert [one for one in complaints if not any(word in one for word in about_origin)] == []


def test_a_choice_shows_at_once_and_a_press_copies_and_says_so(
    page: Page, kind: str, example_site: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{example_site}/insluiten")
    page.get_by_label("Dekking: in welke gemeenten is hulp?").check()
    expect(page.locator("#code-adres")).to_have_value(re.compile("/ingesloten/dekking/?$"))
    page.get_by_label("Soort hulp").select_option("spreekuur")
    if kind == "server":  # a file has what it has
        page.get_by_label("de legenda").check()
    asked = {"server": r"\?pijler=spreekuur&legenda=nee", "files": "/spreekuur/"}[kind]
    expect(page.locator("#code-adres")).to_have_value(re.compile(f"/ingesloten/dekking{asked}$"))
    expect(page.frame_locator(".voorproef iframe").locator("h1")).to_contain_text("Spreekuur")
    button = page.get_by_role("button", name="Kopieer HTML-code")
    button.press("Enter")
    expect(page.get_by_role("status")).to_have_text("De HTML-code is gekopieerd.")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#code-kader").input_value()
    expect(button).to_be_focused()


def test_a_height_that_makes_no_sense_is_said_and_the_address_stays_one_that_works(
    page: Page, example_site: str
) -> None:
    page.goto(f"{example_site}/insluiten")
    page.get_by_label("Hoogte van het kader").fill("12")
    expect(page.get_by_role("status")).to_have_text("Kies een hoogte van 200 tot en met 2000.")
    assert path_of(page.url, example_site) == "/insluiten"
    page.get_by_label("Hoogte van het kader").fill("1200")
    expect(page.locator("#code-kader")).to_have_value(re.compile('height="1200"'))
    expect(page.get_by_text("Kies een hoogte van 200")).to_have_count(0)


@pytest.mark.server_only(NO_SCRIPT)
@pytest.mark.parametrize("height", [200, 900])
def test_without_scripts_the_builder_is_a_form_with_a_button(
    browser: Browser, example_site: str, height: int
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{example_site}/insluiten")
    page.get_by_label("Soort hulp").select_option("training")
    page.get_by_label("Hoogte van het kader").fill(str(height))
    page.get_by_role("button", name="Toon").click()
    code = page.locator("#code-kader").input_value()
    assert f'height="{height}"' in code
    assert "pijler=training" in code
    assert page.get_by_role("button", name="Kopieer").count() == 0, "what needs a script is not offered"
    context.close()
