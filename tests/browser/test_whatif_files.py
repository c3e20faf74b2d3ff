"""A plan taken along from a site of files: what the browser writes is what the server writes."""

from __future__ import annotations

import csv
import io
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

PAGE = "/dekking/wat-als"
READY = "[data-watals][data-klaar]"
# The address of the page stands in a column of its own; the server has it among the parameters.
OWN = "address"


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


PERSONS = ("persons_gaining", "persons_losing", "persons_nearer", "persons_farther")


def changes(row: dict[str, str], columns: list[str]) -> bool:
    """Whether anything in these columns is another with the plan; the server also tells of what it alone reckons."""
    before = [one for one in columns if one.endswith("_before") and not one.startswith("verdict")]
    pairs = [(row[one], row[one.replace("_before", "_after")]) for one in before]
    return any(row[one] != "0,0" for one in PERSONS) or any(
        one != other for one, other in pairs if one and other
    )


@pytest.mark.parametrize(
    "plan",
    [
        "?plan=b23300-48200",
        "?groep=65plus&plan=b25700-47100.b20400-50200&binnen=10",
        "?pijler=spreekuur&plan=b22000-49000",
    ],
)
def test_every_cell_of_a_plan_is_the_one_that_the_server_gives(
    page: Page, site_from_server: str, site_from_files: str, plan: str
) -> None:
    page.goto(f"{site_from_files}{PAGE}/{plan}")
    page.wait_for_selector(READY, state="attached")
    with page.expect_download() as taken:
        page.click('[data-bestand="csv"]')
    made = lines(taken.value.path().read_bytes().decode("utf-8-sig"))
    with urlopen(f"{site_from_server}{PAGE}.csv{plan}") as answer:
        told = lines(answer.read().decode("utf-8-sig"))
    columns = [one for one in made[0] if one != OWN]
    assert [one for one in told[0] if one in columns] == columns, "the same columns in the same order"
    assert len(columns) == 26
    expected = [row for row in told if changes(row, columns)]
    assert [[row[one] for one in columns] for row in made] == [
        [row[one] for one in columns] for row in expected
    ]
