"""What somebody asks of a site of files that it has not, or that looks like something else, breaks nothing."""

from __future__ import annotations

import csv
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.visiting import visit

pytestmark = pytest.mark.browser

FAILED = "Zoeken lukt nu niet"
NOT_HERE = "Deze website heeft niet alles wat u koos."


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("/?hulp=constructor", "Er zijn 21 plekken met hulp"),
        ("/?hulp=alle&deel=constructor", "Er zijn 21 plekken met hulp"),
        ("/?zoek=constructor", "Welke plaats bedoelt u?"),
        ("/?zoek=Utrecht#%E0%A4%A", "Er zijn 8 plekken met hulp binnen 10 km van Utrecht"),
        ("/?taal=$%60", "We weten geen plek met hulp (in het $`)"),
    ],
)
def test_a_strange_question_is_answered_as_any_other(
    watched: Watched, example_from_files: str, question: str, title: str
) -> None:
    visit(watched.page, example_from_files + question)
    assert watched.page.title().startswith(title)
    assert FAILED not in watched.page.locator("main").inner_text()
    assert "native code" not in watched.page.locator("main").inner_text()
    assert watched.complaints == []


def test_past_the_last_page_of_a_list_one_is_led_to_it(page: Page, example_from_files: str) -> None:
    visit(page, f"{example_from_files}/?hulp=alle&pagina=99")
    page.get_by_role("link", name="Ga naar de laatste pagina").click()
    page.locator("[data-nummer='21']").wait_for()


@pytest.mark.parametrize(
    "asked", ["/?zoek=Zeist&hulp=spreekuur&wanneer=week", "/dekking/?pijler=training&maat=uren"]
)
def test_the_other_language_answers_the_same_question(
    page: Page, example_from_files: str, asked: str
) -> None:
    visit(page, example_from_files + asked)
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{example_from_files}/en{asked}")


@pytest.mark.parametrize(
    "asked",
    [
        "dekking/?moment=zondagavond",
        "dekking/?pijler=constructor",
        "dekking/wat-als/?moment=zondagavond",
        "dekking/wat-als/?pijler=q",
    ],
)
def test_a_choice_that_is_not_here_is_said_and_leaves_the_address(
    page: Page, example_from_files: str, asked: str
) -> None:
    page.goto(f"{example_from_files}/{asked}")
    expect(page.locator("[data-stand], [data-melding]")).to_contain_text(NOT_HERE)
    expect(page).to_have_url(f"{example_from_files}/{asked.partition('?')[0]}")


def test_the_csv_is_the_table_on_the_screen_and_the_code_is_of_its_kind_of_help(
    page: Page, example_from_files: str
) -> None:
    page.goto(f"{example_from_files}/dekking/?pijler=training&maat=uren")
    expect(page.locator("[data-titel]")).to_contain_text("uren hulp per week")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Deze tabel als CSV").click()
    head, *rows = csv.reader(taken.value.path().read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    assert head[1:-1] == [one.strip() for one in page.locator("[data-tabel] thead th").all_inner_texts()]
    assert [row[1] for row in rows] == page.locator("[data-tabel] tbody th").all_inner_texts()
    assert all(row[-1].startswith("Cursus digitale vaardigheden: uren") for row in rows)
    page.get_by_role("link", name="Deel of sluit in").first.click()
    expect(page).to_have_url(re.compile("/insluiten/dekking/training/$"))


def test_the_builder_stays_in_its_language_and_its_code_is_in_the_other(
    page: Page, example_from_files: str
) -> None:
    visit(page, f"{example_from_files}/insluiten/")
    page.get_by_label("Taal").select_option("en")
    expect(page.locator("#code-kader")).to_have_value(re.compile("/kaart/en/ingesloten/plekken/"))
    expect(page.locator("label[for=pijler]")).to_have_text("Soort hulp")
    expect(page.get_by_role("heading", name="Zo ziet het eruit")).to_be_visible()
    expect(page.locator(".voorproef iframe")).to_have_attribute("src", re.compile("/en/ingesloten/plekken/$"))


def test_a_plan_in_files_has_no_excel_and_no_comma_for_it(page: Page, example_from_files: str) -> None:
    page.goto(f"{example_from_files}/dekking/wat-als/")
    said = page.locator("p:has(> [data-bestand])").text_content() or ""
    assert said.split(":")[1].split() == ["CSV,", "JSON."]
