"""Addresses on a site of files, beside the server of the same register: real ones, and ways to write them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from sociale_kaart.config import Settings
from sociale_kaart.gebieden.places import Ambiguous, NotFound, Position
from sociale_kaart.geocode.register.write import write_register
from sociale_kaart.geocode.street import normalise_street
from sociale_kaart.publish import publish
from sociale_kaart.web.finder import Finder
from tests.browser.conftest import TODAY, built_store
from tests.fileserver import served_files
from tests.geocode.recorded_register import rows_of
from tests.geocode.register.country import rows as country_rows

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[1] / "cases"
SOURCE = Path(__file__).parents[2] / "static" / "src"
# What these tests do not look at.
ELSEWHERE = tuple(
    prefix + path
    for prefix in ("", "/en")
    for path in (
        *(
            "/dekking",
            "/api/dekking",
            "/api/wat-als",
            "/wie-doet-wat",
            "/kaart.",
            "/insluiten",
            "/ingesloten",
        ),
        *("/data", "/agenda", "/plek", "/p/", "/oembed", "/api/hsds", "/zoek/kaartjes", "/zoek/standen"),
    )
)
ASK = """async (texts) => {
  const { findPosition } = await import("/src/filenames.js");
  const told = [];
  for (const text of texts) told.push(await findPosition(text));
  return told;
}"""
SPELL = """async (names) => {
  const { formOf } = await import("/src/filestreets.js");
  const { spelling } = await (await fetch("/kaart/zoek/straten.json")).json();
  return names.map((name) => formOf(name, spelling));
}"""


def recorded() -> list[dict[str, str]]:
    with (CASES / "adressen_locatieserver.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real addresses of Twente as the Locatieserver answered them, and a few streets all over the country."""
    path = tmp_path_factory.mktemp("register") / "register.sqlite"
    write_register([*rows_of(recorded()), *country_rows()], path, {"source": "proef"})
    return path


@pytest.fixture(scope="module")
def finder(register: Path) -> Iterator[Finder]:
    from sociale_kaart.gebieden.gemeenten import gemeenten

    prefer = [one.code for one in gemeenten().values() if one.provincie == "Overijssel"]
    found = Finder(Settings(register=register), prefer)
    yield found
    found.close()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory, register: Path) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("bestanden")
    store = built_store("overijssel", tmp_path_factory)
    (folder / "web").mkdir()
    (folder / "web" / "src").symlink_to(SOURCE)
    settings = Settings(tiles_url="", public_url="https://kaart.example/kaart", register=register)
    publish(
        store, folder / "web" / "kaart", settings, today=TODAY, processes=1, packs=False, without=ELSEWHERE
    )
    with served_files(folder / "web") as address:
        yield address


@pytest.fixture
def visitor(page: Page, host: str) -> Page:
    page.goto(f"{host}/kaart/hulp/alle/")
    return page


def as_the_browser_tells(found: Position | Ambiguous | NotFound) -> dict[str, Any]:
    """What of an answer a page depends on."""
    if isinstance(found, Position):
        return {
            "label": found.label,
            "name": found.name,
            "kind": found.kind,
            "at": [round(found.lon, 6), round(found.lat, 6)],
            "gemeentecode": found.gemeentecode,
            "doubt": found.doubt,
        }
    if isinstance(found, Ambiguous):
        return {"options": [one.label for one in found.options]}
    return {"why": found.why, "place": found.place, "suggestions": list(found.suggestions)}


def told(answer: dict[str, Any]) -> dict[str, Any]:
    """The same of what the browser found."""
    if (one := answer.get("position")) is not None:
        kept = {name: one[name] for name in ("label", "name", "kind", "gemeentecode", "doubt")}
        return kept | {"at": [round(one["lon"], 6), round(one["lat"], 6)]}
    if "options" in answer:
        return {"options": answer["options"]}
    return {"why": answer["why"], "place": answer.get("place", ""), "suggestions": answer["suggestions"]}


def ways_to_write(row: Any) -> Iterator[str]:
    """An address of the register, as people write it."""
    behind = f"{row.huisletter}{f'-{row.huisnummertoevoeging}' if row.huisnummertoevoeging else ''}"
    house = f"{row.huisnummer}{behind}"
    if row.postcode:
        yield row.postcode
        yield f"{row.postcode[:4]} {row.postcode[4:].lower()}"
        yield f"{row.postcode} {house}"
        yield f"{row.openbare_ruimte} {house}, {row.postcode} {row.woonplaats}"
    yield f"{row.openbare_ruimte} {house}, {row.woonplaats}"
    yield f"{row.openbare_ruimte} {house} {row.woonplaats}"
    yield f"{row.openbare_ruimte}, {row.woonplaats}"


def compared(visitor: Page, finder: Finder, texts: list[str]) -> list[tuple[str, Any, Any]]:
    """Each text of which files and server say something else."""
    answers = visitor.evaluate(ASK, texts)
    pairs = [
        (text, told(answer), as_the_browser_tells(finder.position(text)))
        for text, answer in zip(texts, answers, strict=True)
    ]
    return [one for one in pairs if one[1] != one[2]]


def test_files_know_every_real_address_as_the_server_does(visitor: Page, finder: Finder) -> None:
    texts = [text for row in rows_of(recorded()) for text in ways_to_write(row)]
    assert len(texts) == 7 * 8
    assert compared(visitor, finder, texts) == []


def test_what_people_type_gets_the_answer_of_the_server(visitor: Page, finder: Finder) -> None:
    with (CASES / "filesite_addresses.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    assert compared(visitor, finder, texts) == []


def test_a_street_is_spelled_in_the_browser_as_the_register_spells_it(visitor: Page) -> None:
    with (CASES / "straten.csv").open(encoding="utf-8", newline="") as file:
        names = [row["one"] for row in csv.DictReader(file)]
    assert dict(zip(names, visitor.evaluate(SPELL, names), strict=True)) == {
        name: normalise_street(name) for name in names
    }


def test_a_street_of_which_no_house_is_known_answers_for_itself(visitor: Page) -> None:
    def without_houses(route: Route) -> None:
        told = route.fetch().json()
        route.fulfill(json={form: [[*one[:5], ""] for one in some] for form, some in told.items()})

    visitor.route("**/zoek/straten/*.json", without_houses)
    answer, strange = visitor.evaluate(ASK, ["Dr. Wagenaarstraat 6, Enschede", "constructor 5, Enschede"])
    assert (answer["position"]["kind"], answer["position"]["doubt"]) == ("straat", "house")
    assert strange["position"]["doubt"] == "address"
