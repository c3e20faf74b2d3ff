"""The sheet of the nearest places that a browser makes from files, beside the one that the server writes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.visiting import settled, visit

pytestmark = pytest.mark.browser

# With the names and numbers on the map, and without the codes to scan: those lead to another host.
SAID = """() => {
  const sheet = document.querySelector("article.blad").cloneNode(true);
  for (const one of sheet.querySelectorAll("script, template, .qr svg, [hidden]")) one.remove();
  return sheet.textContent;
}"""
ADDRESS = re.compile(r"(127\.0\.0\.1:\d+|kaart\.example/kaart)(?=(/en)?/p/)")


def said(page: Page) -> str:
    return ADDRESS.sub("", re.sub(r"\s", "", page.evaluate(SAID)))


@pytest.mark.parametrize(
    "question",
    [
        "/blad?zoek=3511",
        "/blad?zoek=3811&hulp=belasting",
        "/blad?zoek=Amersfoort&hulp=spreekuur&wanneer=week&deel=middag",
        "/blad?zoek=Zeist&hulp=alle&wanneer=nu&drempelvrij=ja",
        "/blad?zoek=Zeist&wanneer=vandaag",
        "/blad?zoek=Utrecht&wanneer=dag&dag=2026-12-01&deel=middag",
        "/blad?plek=52.09,5.12&hulp=computer",
        "/blad?gebied=5.0,52.0,5.3,52.2&ook=onbekend",
    ],
)
def test_the_nearest_places_of_a_question_stand_on_paper_as_the_server_has_them(
    watched: Watched, example_from_server: str, example_from_files: str, question: str
) -> None:
    page = watched.page
    page.goto(example_from_server + question)
    expected = said(page)
    watched.complaints.clear()
    visit(page, example_from_files + question)
    assert said(page) == expected
    assert page.locator(".blad .qr svg").count() == page.locator(".blad-plek").count() > 0
    assert watched.complaints == []


@pytest.mark.parametrize("question", ["/blad", "/blad?hulp=alle", "/blad?zoek=Nergenshuizen"])
def test_without_a_place_to_start_from_one_is_back_at_the_question(
    page: Page, example_from_files: str, question: str
) -> None:
    page.goto(example_from_files + question)
    page.wait_for_url(lambda address: "/blad" not in address)
    expect(page.get_by_role("button", name="Zoek", exact=True).first).to_be_visible()


def test_from_a_list_the_sheet_is_one_click_and_prints_at_once_and_once(
    page: Page, example_site: str
) -> None:
    page.add_init_script("window.print = () => sessionStorage.setItem('prints', 1 + prints());")
    page.add_init_script("window.prints = () => Number(sessionStorage.getItem('prints') ?? 0);")
    visit(page, f"{example_site}/?zoek=3511&hulp=alle&wanneer=week")
    page.get_by_role("link", name="Print de drie dichtste plekken").click()
    page.wait_for_url(re.compile("/blad"))
    page.wait_for_load_state()
    settled(page)
    assert page.evaluate("prints()") == 1
    expect(page.locator("article.blad")).to_contain_text("Dit zijn de 3 dichtste plekken bij postcode 3511.")
    expect(page.locator(".blad-plek")).to_have_count(3)
    page.get_by_role("link", name="Terug").click()
    expect(page.locator("h1")).to_contain_text("binnen")
    assert "wanneer=week" in page.url
