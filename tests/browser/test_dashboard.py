"""The dashboard in a browser: the script paints what the server draws; with keys alone, and without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Watched
from tests.browser.visiting import NO_SCRIPT, path_of

# Everything that shows a view; what differs by design (links or buttons to sort by) is read by its words.
SHOWN = """() => {
  const text = (one) => one.textContent.replace(/\\s+/g, ' ').trim();
  const all = (selector) => [...document.querySelectorAll(selector)];
  return {
    title: text(document.querySelector('[data-titel]')),
    sentences: all('[data-zinnen] p').map(text),
    legend_title: text(document.querySelector('[data-legenda-kop]')),
    legend: all('[data-legenda] li').map((one) => {
      const box = one.querySelector('rect');
      return [text(one), box.getAttribute('class').trim(), box.getAttribute('fill')];
    }),
    areas: all('[data-vlakken] a').map((one) => {
      const shape = one.querySelector('path');
      return [text(one.querySelector('title')), shape.getAttribute('class'), shape.getAttribute('fill')];
    }),
    over: all('[data-over] path').map((one) => [one.getAttribute('fill'), one.getAttribute('d')]).sort(),
    headings: all('[data-tabel] thead th').map((one) => [text(one), one.getAttribute('aria-sort')]),
    rows: all('[data-tabel] tbody tr').map((row) => [...row.cells].map(text)),
    chosen: all('[data-pijler][aria-current]').map((one) => one.dataset.pijler),
    targets: all('[data-verloop]:not([hidden])').map((one) => one.dataset.verloop),
    taken: document.querySelector('[data-neem-mee]').getAttribute('href').split('?')[1] ?? '',
  };
}"""
MIDDLE = """(code) => {
  const box = document.querySelector(`[data-vlakken] a[data-code=${code}]`).getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""
READY = "[data-dekking][aria-busy=false]"


@pytest.fixture
def desk(watched: Watched) -> Page:
    watched.page.set_viewport_size({"width": 1280, "height": 900})
    return watched.page


@pytest.fixture(scope="module")
def without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(READY)


def choose(page: Page, **choices: str) -> None:
    for name, value in choices.items():
        field = page.locator(f"#{name}")
        if name == "datum":
            if field.count():
                field.fill(value)
        else:
            field.select_option(value)
    page.wait_for_selector(READY)


def shown(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(SHOWN)
    return found


MEASURES = (
    "plek",
    "bereik",
    "buiten",
    "afstand",
    "ver",
    "plekken",
    "dichtheid",
    "uren",
    "toegang",
    "buren",
    "kwetsbaar",
)
VIEWS = {
    "measures of reach": [{"maat": measure} for measure in MEASURES[:5]],
    "other measures": [{"maat": measure} for measure in MEASURES[5:]],
    "for whom, how near and when": [
        {"maat": "buiten", "groep": "65plus", "binnen": "2"},
        {"maat": "plek", "binnen": "10", "moment": "dinsdagavond"},
        {"maat": "afstand", "moment": "avond", "datum": "2026-12-24"},
    ],
}


def drawn_by_the_server(page: Page, address: str, site: str, server: str) -> dict[str, Any]:
    """What a server shows at once at the same address: also of files, which have a drawing of the first view alone."""
    page.goto(f"{server}{path_of(address, site)}?{urlsplit(address).query}")
    return shown(page)


@pytest.mark.parametrize("views", VIEWS.values(), ids=VIEWS)
def test_the_script_paints_and_says_what_the_server_does(
    desk: Page,
    watched: Watched,
    without_scripts: Page,
    kind: str,
    example_site: str,
    example_from_server: str,
    views: list[dict[str, str]],
) -> None:
    opened(desk, f"{example_site}/dekking?pijler=spreekuur")
    for view in views:
        if kind == "files" and "datum" in view:
            continue  # files tell of no single day
        choose(desk, **{"datum": "", "moment": "altijd", "groep": "iedereen", "binnen": "5", **view})
        told = drawn_by_the_server(without_scripts, desk.url, example_site, example_from_server)
        assert shown(desk) == told, view
    assert watched.complaints == []


def test_every_column_sorts_as_the_server_does_and_the_address_keeps_it(
    desk: Page, without_scripts: Page, example_site: str, example_from_server: str
) -> None:
    opened(desk, f"{example_site}/dekking?maat=toegang")
    for column in desk.locator("[data-tabel] thead th").evaluate_all(
        "all => all.map((one) => one.dataset.kolom)"
    ):
        for _ in range(2):
            desk.locator(f'[data-tabel] th[data-kolom="{column}"] button').click()
            told = drawn_by_the_server(without_scripts, desk.url, example_site, example_from_server)
            here = shown(desk)
            assert (here["rows"], here["headings"]) == (told["rows"], told["headings"]), desk.url


def test_what_is_on_the_screen_is_painted_before_the_rest_of_the_table(desk: Page, example_site: str) -> None:
    opened(desk, f"{example_site}/dekking")
    # In one go, for in the next frame all of it is there.
    told = desk.evaluate(
        """async () => {
          const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent);
          const field = document.getElementById("maat");
          field.value = "afstand";
          field.dispatchEvent(new Event("change", { bubbles: true }));
          await Promise.resolve().then(() => null);
          const busy = (selector) => document.querySelector(selector).getAttribute("aria-busy");
          return {
            figure: busy("figure"),
            whole: busy("[data-dekking]"),
            areas: texts("[data-vlakken] title").filter((told) => !told.includes("(")),
          };
        }"""
    )
    assert told == {"figure": "false", "whole": "true", "areas": []}
    desk.wait_for_selector(READY)


def test_sorting_a_table_in_view_shows_its_first_rows_at_once(desk: Page, example_site: str) -> None:
    opened(desk, f"{example_site}/dekking")
    names = """() => [...document.querySelectorAll("[data-tabel] tbody th")].map((one) => one.textContent)"""
    desk.locator("[data-tabel]").evaluate("(table) => table.scrollIntoView()")
    first, busy = desk.evaluate(
        f"""async () => {{
          document.querySelector("[data-kolom=gemeente] button").click();
          await Promise.resolve().then(() => null);
          const names = {names};
          return [names(), document.querySelector("[data-dekking]").getAttribute("aria-busy")];
        }}"""
    )
    assert busy == "true"
    desk.wait_for_selector(READY)
    assert first[:5] == desk.evaluate(names)[:5]
    assert first[:5] == sorted(first[:5])


def test_back_and_forward_go_through_the_choices_and_the_address_stays_short(
    desk: Page, example_site: str
) -> None:
    opened(desk, f"{example_site}/dekking")
    first = shown(desk)
    choose(desk, maat="afstand")
    desk.get_by_role("link", name=re.compile("^Spreekuur")).click()
    desk.wait_for_selector(READY)
    assert path_of(desk.url, example_site) == "/dekking"
    assert urlsplit(desk.url).query == "pijler=spreekuur&maat=afstand"
    last = shown(desk)
    desk.go_back()
    expect(desk.locator("[data-pijler][aria-current]")).to_have_attribute("data-pijler", "computer")
    desk.go_back()
    expect(desk.locator("#maat")).to_have_value("plek")
    expect(desk.locator("[data-legenda-kop]")).to_have_text("Is er hulp?")
    assert (path_of(desk.url, example_site), urlsplit(desk.url).query) == ("/dekking", "")
    assert shown(desk) == first
    desk.go_forward()
    desk.go_forward()
    expect(desk.locator("[data-pijler][aria-current]")).to_have_attribute("data-pijler", "spreekuur")
    desk.wait_for_selector(READY)
    assert shown(desk) == last


def test_every_kind_of_help_says_its_gaps_once_they_are_known(desk: Page, example_site: str) -> None:
    opened(desk, f"{example_site}/dekking")
    expect(desk.locator("[data-pijler=computer] [data-gaten]")).to_have_text(
        "gat in 2 gemeenten (zeker in 0), misschien in 7"
    )
    for tab in desk.locator("[data-pijler]").all():
        expect(tab.locator("[data-gaten]")).to_have_text(re.compile("gat"))


def test_with_keys_alone_one_goes_over_the_map_and_opens_a_gemeente(desk: Page, example_site: str) -> None:
    opened(desk, f"{example_site}/dekking")
    tabbable = desk.locator("[data-vlakken] a[tabindex='0']")
    assert tabbable.count() == 1, "the whole map is one stop"
    desk.locator("[data-code=GM0344] path").first.scroll_into_view_if_needed()
    desk.evaluate("document.querySelector('[data-vlakken] a[data-code=GM0344]').focus()")
    desk.keyboard.press("Shift+Tab")
    assert desk.evaluate("document.activeElement.closest('[data-tekening]')") is None
    here = desk.evaluate(MIDDLE, "GM0344")
    for key, axis, sign in (
        ("ArrowRight", 0, 1),
        ("ArrowLeft", 0, -1),
        ("ArrowUp", 1, -1),
        ("ArrowDown", 1, 1),
    ):
        desk.evaluate("document.querySelector('[data-vlakken] a[data-code=GM0344]').focus()")
        desk.keyboard.press(key)
        there = desk.evaluate(MIDDLE, desk.evaluate("document.activeElement.dataset.code"))
        assert sign * (there[axis] - here[axis]) > 0, key
    expect(desk.locator("[data-aanwijzer]")).to_be_visible()
    assert desk.locator("[data-tabel] tr.aangewezen").count() == 1
    desk.keyboard.press("Escape")
    expect(desk.locator("[data-aanwijzer]")).to_be_hidden()
    desk.evaluate("document.querySelector('[data-vlakken] a[data-code=GM0344]').focus()")
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile("/dekking/GM0344/?$"))


def test_a_screen_reader_hears_the_map_as_a_group_and_each_gemeente_with_its_figure(
    desk: Page, example_site: str
) -> None:
    opened(desk, f"{example_site}/dekking?maat=afstand")
    group = desk.get_by_role("group", name=re.compile("pijltjestoetsen"))

    def told(figure: str) -> Locator:
        return group.get_by_role("link", name=re.compile(rf"^Utrecht: ja, in de gemeente zelf \({figure}\)$"))

    expect(told(r"(hoogstens )?\d,\d km")).to_have_count(1)
    choose(desk, maat="plekken")
    expect(told(r"\d+")).to_have_count(1)
    expect(desk.get_by_role("status").filter(has_text="bijgewerkt")).to_have_count(1)


def test_a_click_on_the_map_opens_the_gemeente(desk: Page, example_site: str) -> None:
    opened(desk, f"{example_site}/dekking")
    desk.locator("[data-vlakken] a[data-code=GM0344] path").click()
    desk.wait_for_url(re.compile("/dekking/GM0344/?$"))


def test_when_the_figures_do_not_come_the_page_says_so_and_tries_again(
    desk: Page, watched: Watched, example_site: str
) -> None:
    opened(desk, f"{example_site}/dekking")
    desk.route("**/api/dekking/**", lambda route: route.abort())
    choose(desk, moment="dinsdagavond")
    expect(desk.get_by_role("status").filter(has_text="konden niet laden")).to_have_count(1)
    desk.unroute("**/api/dekking/**")
    choose(desk, groep="65plus")
    expect(desk.get_by_role("status").filter(has_text="bijgewerkt")).to_have_count(1)


def test_an_address_that_asks_what_files_do_not_have_shows_the_first_view(
    desk: Page, watched: Watched, example_from_files: str
) -> None:
    opened(desk, f"{example_from_files}/dekking/")
    first = shown(desk)
    opened(desk, f"{example_from_files}/dekking/?maat=x&groep=x&moment=nooit&datum=2026-12-24&sorteer=x")
    assert shown(desk) == first
    assert watched.complaints == []


@pytest.mark.server_only(NO_SCRIPT)
def test_without_scripts_a_form_and_links_do_the_same(without_scripts: Page, example_site: str) -> None:
    page = without_scripts
    page.goto(f"{example_site}/dekking")
    page.get_by_role("link", name=re.compile("^Spreekuur")).click()
    page.get_by_label("Wat wilt u zien?").select_option("afstand")
    expect(page.get_by_label("Voor wie?")).to_be_hidden()
    page.get_by_role("link", name=re.compile("^Meer keuzes")).click()
    page.get_by_label("Voor wie?").select_option("65plus")
    page.get_by_label("Wanneer?").select_option("dinsdagavond")
    page.get_by_role("button", name="Laat zien").click()
    expect(page.locator("[data-titel]")).to_contain_text("op dinsdagavond")
    expect(page.locator("[data-pijler][aria-current]")).to_have_attribute("data-pijler", "spreekuur")
    page.get_by_role("columnheader", name="Inwoners").get_by_role("link").click()
    assert "sorteer=inwoners" in page.url
    expect(page.get_by_role("columnheader", name="Inwoners")).to_have_attribute("aria-sort", "ascending")
    assert page.locator("[data-tekening] path.land").count() == 26
    expect(page.locator("[data-tekening]")).to_be_visible()
    expect(page.locator("[data-legenda] li").first).to_be_visible()
    page.locator("[data-tabel] tbody a").first.click()
    expect(page).to_have_url(re.compile("/dekking/GM"))


def test_on_paper_the_map_and_its_legend_stay_and_the_form_goes(desk: Page, example_site: str) -> None:
    opened(desk, f"{example_site}/dekking")
    desk.emulate_media(media="print")
    expect(desk.locator("[data-tekening]")).to_be_visible()
    expect(desk.locator("[data-legenda] li").first).to_be_visible()
    expect(desk.locator("[data-keuzes]")).to_be_hidden()


@pytest.mark.parametrize("language", ["", "/en"])
def test_nothing_is_wider_than_a_phone(watched: Watched, example_site: str, language: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 320, "height": 640})
    opened(page, f"{example_site}{language}/dekking?maat=kwetsbaar&moment=aangiftetijd")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert watched.complaints == []
