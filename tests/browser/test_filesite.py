"""A site of files, beside the server it came from: the same lists, order, distances, states and sentences."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NOT_IN_THE_EXAMPLE, Watched
from tests.browser.visiting import visit

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[1] / "cases" / "filesite_questions.csv"
QUESTIONS = [row["question"] for row in csv.DictReader(CASES.read_text(encoding="utf-8").splitlines())]
# The list without what only a server has and what a script puts there.
SAID = """() => {
  const box = (document.querySelector("main .lijstvak") ?? document.querySelector("main")).cloneNode(true);
  const only = [".naar-alles", "noscript", "[data-filemelding]", "[data-verouderd]",
    ".suggesties", ".zoekstatus", ".eigen-plek", "#dag-tot"];
  for (const one of box.querySelectorAll(only.join())) one.remove();
  return box.textContent;
}"""


def said(page: Page) -> str:
    return re.sub(r"\s", "", page.evaluate(SAID))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_gets_the_same_answer_from_files_as_from_the_server(
    watched: Watched, example_from_server: str, example_from_files: str, question: str
) -> None:
    watched.page.goto(example_from_server + question)
    expected = said(watched.page)
    watched.complaints.clear()
    missing: list[str] = []
    watched.page.on("response", lambda one: missing.append(one.url) if one.status == 404 else None)
    visit(watched.page, example_from_files + question)
    assert said(watched.page) == expected
    assert (missing, watched.complaints) == ([], [])


def test_a_place_says_how_it_stands_when_it_is_read(
    watched: Watched, example_from_server: str, example_from_files: str
) -> None:
    page = watched.page
    visit(page, f"{example_from_files}/?zoek=Utrecht&hulp=alle&wanneer=nu")
    address = page.locator("ol.plekken h3 a").first.evaluate("link => link.href")
    visit(page, address)
    page.locator(".stand-nu .nu").first.wait_for()
    here = page.locator(".stand-nu .nu").all_inner_texts()
    page.goto(example_from_server + address.removeprefix(example_from_files).rstrip("/"))
    # The server shows the first few; which those are, nobody knows beforehand.
    assert here
    assert set(page.locator(".stand-nu .nu").all_inner_texts()) <= set(here)


def test_past_the_end_of_its_table_the_site_says_so_and_calls_nothing_open(
    watched: Watched, example_from_files: str
) -> None:
    watched.page.add_init_script("Date.now = ((now) => () => now() + 365 * 86400000)(Date.now)")
    visit(watched.page, f"{example_from_files}/?zoek=Utrecht&hulp=alle")
    assert "tot en met 19 december 2026" in watched.page.locator("[data-filemelding]").inner_text()
    assert watched.page.locator(".nu-open").count() == 0


def test_a_day_may_be_chosen_as_far_as_the_tables_reach_and_of_one_beyond_that_is_said(
    watched: Watched, example_from_files: str
) -> None:
    page = watched.page
    visit(page, f"{example_from_files}/?zoek=Utrecht&hulp=alle")
    page.get_by_text("Tijd en andere wensen").click()
    day = page.get_by_label("Welke dag?")
    assert day.get_attribute("max") == "2026-12-19"
    expect(day).to_have_accessible_description("De tijden op deze website lopen tot en met 19 december 2026.")
    page.get_by_label("Op een dag").check()
    day.fill("2026-12-15")
    page.get_by_role("button", name="Laat zien").click()
    expect(page.locator("h1")).to_contain_text("op dinsdag 15 december")
    assert page.locator("[data-filemelding]").is_hidden()
    visit(page, f"{example_from_files}/?zoek=Utrecht&hulp=alle&wanneer=dag&dag=2026-12-22")
    expect(page.locator("[data-filemelding]")).to_contain_text(
        "Of een plek daarna open is, weten we hier niet."
    )
    assert page.locator("ol.plekken").count() == 0, "what nobody knows is not called open"


def test_no_link_of_the_site_leads_nowhere(example_files: Path) -> None:
    broken = {}
    for file in example_files.rglob("*.html"):
        if file.name == "404.html":
            continue
        for address in re.findall(r'\s(?:href|src)="([^"#?:]+)(?=["#?])', file.read_text(encoding="utf-8")):
            target = file.parent / address
            published = f"/{target.resolve().relative_to(example_files.resolve()).as_posix()}"
            file_of = target / "index.html" if address.endswith("/") else target
            if not (file_of.is_file() or published.startswith(NOT_IN_THE_EXAMPLE)):
                broken[address] = file
    assert broken == {}
