"""A site of files, beside the server it came from: the same lists, order, distances, states and sentences."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sociale_kaart.config import Settings
from sociale_kaart.publish import publish
from tests.browser.conftest import MONDAY, TODAY, Watched, built_store
from tests.fileserver import served_files

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[1] / "cases" / "filesite_questions.csv"
QUESTIONS = [row["question"] for row in csv.DictReader(CASES.read_text(encoding="utf-8").splitlines())]
# What takes minutes to reckon, and no citizen comes for: test_whole_filesite.py has it, of a small map.
COVERAGE = tuple(
    prefix + path
    for prefix in ("", "/en")
    for path in (
        "/dekking",
        "/api/dekking",
        "/api/wat-als",
        "/wie-doet-wat",
        "/kaart.",
        "/insluiten",
        "/ingesloten",
    )
)
# The list without what only a server has (a sheet of the three nearest) and what a script puts there.
SAID = """() => {
  const box = (document.querySelector("main .lijstvak") ?? document.querySelector("main")).cloneNode(true);
  const only = [".naar-blad", ".naar-kaart", ".naar-alles", "noscript", "[data-filemelding]", "[data-verouderd]",
    ".suggesties", ".zoekstatus", ".eigen-plek"];
  for (const one of box.querySelectorAll(only.join())) one.remove();
  return box.textContent;
}"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bestanden")
    store = built_store("voorbeeld-utrecht", folder)
    out = folder / "web" / "kaart"
    out.parent.mkdir()
    settings = Settings(tiles_url="", public_url="https://kaart.example/kaart")
    done = publish(store, out, settings, today=TODAY, processes=1, packs=False, without=COVERAGE)
    assert done.failed == {}
    return out


@pytest.fixture(scope="module")
def file_site(files: Path) -> Iterator[str]:
    """Its address, below a folder that the site itself knows nothing of."""
    with served_files(files.parent) as address:
        yield f"{address}/{files.name}"


@pytest.fixture
def dutch_monday(watched: Watched) -> Watched:
    watched.page.clock.set_fixed_time(MONDAY)
    return watched


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-klaar]", state="attached")


def said(page: Page) -> str:
    return re.sub(r"\s", "", page.evaluate(SAID))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_gets_the_same_answer_from_files_as_from_the_server(
    dutch_monday: Watched, example_site: str, file_site: str, question: str
) -> None:
    dutch_monday.page.goto(example_site + question)
    expected = said(dutch_monday.page)
    dutch_monday.complaints.clear()
    missing: list[str] = []
    dutch_monday.page.on("response", lambda one: missing.append(one.url) if one.status == 404 else None)
    opened(dutch_monday.page, file_site + question)
    assert said(dutch_monday.page) == expected
    assert (missing, dutch_monday.complaints) == ([], [])


def test_the_map_beside_a_list_has_the_same_numbers_and_asks_nobody_else(
    dutch_monday: Watched, file_site: str
) -> None:
    opened(dutch_monday.page, f"{file_site}/?zoek=Utrecht&hulp=alle")
    page = dutch_monday.page
    page.locator(".kaart").scroll_into_view_if_needed()
    page.wait_for_selector(".kaart.klaar")
    listed = page.locator("ol.plekken > li").evaluate_all("some => some.map((one) => one.dataset.nummer)")
    page.locator(f'[role=toolbar] [aria-label^="{listed[0]}"]').first.wait_for()
    assert len(dutch_monday.hosts()) == 1
    assert dutch_monday.complaints == []


def test_a_place_says_how_it_stands_when_it_is_read(
    dutch_monday: Watched, example_site: str, file_site: str
) -> None:
    page = dutch_monday.page
    opened(page, f"{file_site}/?zoek=Utrecht&hulp=alle&wanneer=nu")
    address = page.locator("ol.plekken h3 a").first.evaluate("link => link.href")
    opened(page, address)
    page.locator(".stand-nu .nu").first.wait_for()
    here = page.locator(".stand-nu .nu").all_inner_texts()
    page.goto(example_site + address.removeprefix(file_site).rstrip("/"))
    # The server shows the first few; which those are, nobody knows beforehand.
    assert here
    assert set(page.locator(".stand-nu .nu").all_inner_texts()) <= set(here)


def test_past_the_end_of_its_table_the_site_says_so_and_calls_nothing_open(
    watched: Watched, file_site: str
) -> None:
    watched.page.clock.set_fixed_time(MONDAY.replace(year=2027))
    opened(watched.page, f"{file_site}/?zoek=Utrecht&hulp=alle")
    assert "tot en met 19 december 2026" in watched.page.locator("[data-filemelding]").inner_text()
    assert watched.page.locator(".nu-open").count() == 0


def test_typing_brings_names_to_choose_with_the_keyboard(dutch_monday: Watched, file_site: str) -> None:
    opened(dutch_monday.page, f"{file_site}/")
    dutch_monday.page.locator("#zoek").press_sequentially("amersf")
    dutch_monday.page.locator("[role=option]").first.wait_for()
    dutch_monday.page.keyboard.press("ArrowDown")
    dutch_monday.page.keyboard.press("Enter")
    assert dutch_monday.page.locator("#zoek").input_value() == "Amersfoort"
    dutch_monday.page.locator("button.behoefte").first.press("Enter")
    dutch_monday.page.wait_for_selector("ol.plekken")
    assert "zoek=Amersfoort" in dutch_monday.page.url


def test_without_scripts_every_place_is_found_by_its_gemeente(browser: Browser, file_site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{file_site}/")
    assert "alleen met JavaScript" in page.locator("main").inner_text()
    page.get_by_role("link", name="Bekijk alle plekken per gemeente").click()
    page.locator("main li a").first.click()
    page.locator("main li h2 a").first.click()
    assert "alleen met JavaScript" in page.locator("main").inner_text()
    assert page.locator(".nu:visible").count() == 0
    context.close()


def test_no_link_of_the_site_leads_nowhere(files: Path) -> None:
    broken = {}
    for file in files.rglob("*.html"):
        if file.name == "404.html":
            continue
        for address in re.findall(r'\s(?:href|src)="([^"#?:]+)(?=["#?])', file.read_text(encoding="utf-8")):
            target = file.parent / address
            published = f"/{target.resolve().relative_to(files.resolve()).as_posix()}"
            file_of = target / "index.html" if address.endswith("/") else target
            if not (file_of.is_file() or published.startswith(COVERAGE)):
                broken[address] = file
    assert broken == {}
