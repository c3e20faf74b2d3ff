"""What if, in a real browser: the same figures as the server, with a keyboard alone, and without JavaScript."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from sociale_kaart.config import Settings
from sociale_kaart.coverage.comparison import compare
from sociale_kaart.web.dekking.choices import LIMITS_KM, Choices
from sociale_kaart.web.dekking.moments import ALWAYS
from sociale_kaart.web.site import Site
from sociale_kaart.web.whatif.bench import Bench
from sociale_kaart.web.whatif.ground import Ground, Moment
from sociale_kaart.web.whatif.kinds import counted, key_of, kinds_of, robust_gaps
from sociale_kaart.web.whatif.outcome import next_best, outcome, take
from sociale_kaart.web.whatif.steps import Add, Close, Move, Spot, Step, Where, written
from sociale_kaart.web.whatif.sure import sure_gaps
from tests.browser.conftest import Watched
from tests.browser.visiting import NO_SERVER, SETTING

pytestmark = pytest.mark.browser

WHAT_IF = "/dekking/wat-als"
READY = "[data-watals][data-klaar]"
RECKON = """async (searches) => {
  const told = document.querySelector("[data-watals]").watals, found = [];
  for (const search of searches) {
    const { outcome, next, codes } = await told.reckon(search);
    found.push({
      refused: outcome.steps.map((one) => one.refused),
      seen: Object.fromEntries(outcome.seen.map((one, at) => [codes[at], one])),
      changes: outcome.changes.map((one) => ({ ...one, code: codes[one.block] })),
      whole: outcome.whole,
      next,
    });
  }
  return found;
}"""
FIGURES = ("inhabitants", "persons_beyond", "mean_distance_m", "hours_per_week_low", "hours_per_week_high")
PERSONS = ("gaining", "losing", "nearer", "farther")


# Group, moment and day.
MOMENTS = (
    ("iedereen", "dinsdagavond", None),
    ("65plus", "middag", date(2026, 11, 24)),
    ("iedereen", "zonder-afspraak", None),
)


class Planner:
    """Makes up plans of a map, sensible ones and others."""

    def __init__(self, bench: Bench, ground: Ground, seed: str) -> None:
        self._bench, self._now, self._chance = bench, ground.now, random.Random(seed)
        told = np.isin(ground.now.points.gemeentecode, sorted(ground.now.terms.told or ()))
        self._lived_in = ground.now.points.xy_rd[told]

    def steps(self) -> tuple[Step, ...]:
        return tuple(self._step() for _ in range(self._chance.randint(0, 8)))

    def _step(self) -> Step:
        kind = self._chance.choice("bbsv")
        if kind == "b":
            return Add(self._where())
        return Close(self._code()) if kind == "s" else Move(self._code(), self._where())

    def _where(self) -> Where:
        if self._chance.random() < 0.5:
            return self._code(may_help=False)
        x, y = self._lived_in[self._chance.randrange(len(self._lived_in))].tolist()
        return Spot.near(x + self._chance.uniform(-9_000, 9_000), y + self._chance.uniform(-9_000, 9_000))

    def _code(self, *, may_help: bool = True) -> str:
        """Of any place now and then, of a place that helps mostly; rarely of none."""
        if self._chance.random() < 0.05:
            return "zzzzzz"
        ids = self._now.sites.id.tolist()
        if may_help and ids and self._chance.random() < 0.8:
            return self._bench.places.code(self._bench.places.row_of[self._chance.choice(ids)])
        return self._bench.places.code(self._chance.randrange(len(self._bench.places.listings)))


def questions(site: Site, bench: Bench) -> Iterator[tuple[Choices, tuple[Step, ...]]]:
    """Choices and steps: three plans for each pillar, of which one at a moment."""
    for number, pillar in enumerate(site.pillars):
        limit = LIMITS_KM[number % len(LIMITS_KM)]
        planner = Planner(bench, bench.ground(pillar, limit), f"{site.data.config.title} {pillar}")
        for group, moment, day in (
            ("iedereen", ALWAYS, None),
            ("65plus", ALWAYS, None),
            MOMENTS[number % len(MOMENTS)],
        ):
            choices = Choices(
                pillar=pillar, usual_pillar=pillar, group=group, moment=moment, day=day, limit_km=limit
            )
            yield choices, planner.steps()


def test_the_browser_comes_to_what_the_scenario_says(
    kind: str, request: pytest.FixtureRequest, watched: Watched
) -> None:
    """Of one map from a server and of another from files: what is reckoned with comes from the same routes."""
    fixtures = {"server": ("utrecht", "example_site"), "files": ("overijssel", "site")}[kind]
    data, address = (request.getfixturevalue(one) for one in fixtures)
    site = Site(data, Settings())
    bench = Bench(site)
    asked = list(questions(site, bench))
    if kind == "files":  # which tell of the moments that were asked for, and of no single day
        asked = [(choices, steps) for choices, steps in asked if choices.moment == ALWAYS and not choices.day]
    watched.page.goto(address + WHAT_IF)
    watched.page.wait_for_selector(READY)
    searches = [
        "?" + urlencode(choices.query() | {"pijler": choices.pillar, "plan": written(steps)})
        for choices, steps in asked
    ]
    found = watched.page.evaluate(RECKON, searches)
    for (choices, steps), told in zip(asked, found, strict=True):
        ground = bench.ground(choices.pillar, choices.limit_km, Moment(choices.moment, choices.day))
        _agree(bench, ground, steps, choices, told)
        brought = outcome(bench, ground, steps, choices.persons)
        kinds = kinds_of(ground, brought.seen, sure_gaps(bench, ground, brought, robust_gaps(site, choices)))
        assert {code: one["kind"] for code, one in told["seen"].items()} == {
            code: key_of(kind) for code, kind in kinds.items()
        }
        assert told["whole"]["kinds"] == counted(kinds.values())
    assert watched.complaints == []


def alike(figure: float | None) -> Any:
    """Equal but for the order in which it was added up; None is only None."""
    return None if figure is None else pytest.approx(figure, rel=1e-9, abs=1e-6)


def _agree(
    bench: Bench,
    ground: Ground,
    steps: tuple[Step, ...],
    choices: Choices,
    told: dict[str, Any],
) -> None:
    group = choices.persons
    after, taken = take(bench, ground, steps)
    assert told["refused"] == [one.refused or "" for one in taken], written(steps)
    for figures in after.figures(group):
        ours = told["seen"][figures.gemeentecode]
        assert (ours["reach"], ours["places"]) == (figures.reach, figures.places)
        for name in FIGURES:
            assert ours[name] == alike(getattr(figures, name)), name
    changes = {one.gemeentecode: one for one in compare(ground.now, after, group).changes}
    for change in told["changes"]:
        theirs = changes[change["code"]]
        for name in PERSONS:
            assert change[name] == pytest.approx(getattr(theirs, f"persons_{name}"), abs=1e-6)
    server = outcome(bench, ground, steps, group)
    assert [one["code"] for one in told["changes"]] == [one.gemeentecode for one in server.changes]
    whole = told["whole"]
    assert whole["reach"] == {reach.value: count for reach, count in server.whole.reach.items()}
    for name in ("places", "places_unknown", "persons_within", *FIGURES):
        assert whole[name] == alike(getattr(server.whole, name)), name
    pairs = bench.pairs(choices.limit_km)
    best = next_best(bench, ground, pairs, after, group)
    assert [one["row"] for one in told["next"]] == [one.row for one in best]
    for ours, place in zip(told["next"], best, strict=True):
        assert ours["gained"] == pytest.approx(place.gained)
        assert ours["atLeast"] == pytest.approx(place.gained_at_least)


def query(page: Page) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(page.url).query).items()}


def column(page: Page, name: str) -> list[str]:
    """A row of the table of figures: now, and with the plan."""
    return [page.inner_text(f'[data-cel="{key}.{name}"]') for key in ("nu", "a")]


@pytest.fixture
def without_scripts(browser: Browser, example_from_server: str) -> Iterator[Page]:
    """Who has no script, and a server: of files nobody makes a plan without one."""
    context = browser.new_context(java_script_enabled=False, base_url=example_from_server)
    yield context.new_page()
    context.close()


def test_a_plan_is_made_with_the_keyboard_alone(example_site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{example_site}{WHAT_IF}?pijler=spreekuur")
    page.wait_for_selector(READY)
    # A library from the list.
    page.focus("#wa-bij")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator('[data-plan="a"] [data-stappen] li')).to_have_count(1)
    assert column(page, "places") == ["16", "17"]
    # A postcode.
    page.focus("#wa-bij-zoek")
    page.keyboard.type("3511")
    page.keyboard.press("Enter")
    expect(page.locator('[data-plan="a"] [data-stappen] li')).to_have_count(2)
    # The cross on the map, twice to the left.
    for pressed, times in (("in", 1), ("west", 2), ("zet", 1)):
        page.focus(f'[data-doe="{pressed}"]')
        for _ in range(times):
            page.keyboard.press("Enter")
    expect(page.locator('[data-plan="a"] [data-stappen] li')).to_have_count(3)
    assert page.inner_text("[data-kruiswoorden]").startswith("Het kruis staat in ")
    assert column(page, "places")[1] == "19"
    # And a step less: what had the focus is gone, so the plan has it.
    page.focus('[data-plan="a"] [data-weg]')
    page.keyboard.press("Enter")
    expect(page.locator('[data-plan="a"] [data-stappen] li')).to_have_count(2)
    assert page.evaluate("document.activeElement.id") == "plan"
    assert page.inner_text("[data-melding]").startswith("De cijfers zijn bijgewerkt:")
    assert watched.complaints == []


def test_the_cross_stands_on_the_map_before_it_is_moved(example_site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{example_site}{WHAT_IF}?pijler=spreekuur")
    page.wait_for_selector(READY)
    cross, drawing = (page.locator(one).bounding_box() for one in ("[data-kruis]", "[data-tekening]"))
    assert cross
    assert drawing
    for start, length in (("x", "width"), ("y", "height")):
        middle = drawing[start] + drawing[length] / 2
        assert cross[start] + cross[length] / 2 == pytest.approx(middle, abs=2)
    assert watched.complaints == []


def test_a_click_on_the_map_puts_a_place_there(example_site: str, watched: Watched, size: str) -> None:
    page = watched.page
    page.goto(f"{example_site}{WHAT_IF}?pijler=spreekuur")
    page.wait_for_selector(READY)
    page.locator('[data-gemeente="GM0344"]').click()  # in the middle of Utrecht's box
    expect(page.locator('[data-plan="a"] [data-stappen] li')).to_have_count(1)
    assert "nieuwe plek in Utrecht" in page.inner_text('[data-plan="a"]')
    assert page.locator(".wa-teken-bij").count() == 1
    page.go_back()
    expect(page.locator('[data-plan="a"] [data-stappen] li')).to_have_count(0)
    assert {urlsplit(url).netloc for url in watched.asked} == {urlsplit(example_site).netloc}


def test_what_is_shown_is_what_the_address_says_to_anybody(
    example_site: str, watched: Watched, without_scripts: Page
) -> None:
    address = (
        f"{WHAT_IF}?pijler=spreekuur&plan=b13650-45600.b14100-44800&naam=Oost&plan2=b15400-46300&groep=65plus"
    )
    watched.page.goto(example_site + address)
    watched.page.wait_for_selector(READY)
    watched.page.evaluate("document.querySelector('[data-watals]').watals.ready()")
    without_scripts.goto(address)
    for part in (
        "[data-cijfers]",
        '[data-veranderd="a"]',
        '[data-veranderd="b"]',
        '[data-plan="a"]',
        "[data-volgende]",
    ):
        ours, theirs = (" ".join(one.inner_text(part).split()) for one in (watched.page, without_scripts))
        assert ours == theirs, part
    for name in ("opzij", "wissel", "opnieuw", "adres", "weg", "erbij"):
        leads = [
            one.locator(f"[data-{name}]").first.get_attribute("href")
            for one in (watched.page, without_scripts)
        ]
        here, there = (urlsplit(one or "") for one in leads)
        assert here.query, name
        assert (here.query, here.path.rstrip("/")[-len(WHAT_IF) :]) == (there.query, WHAT_IF), name


def test_without_javascript_a_plan_is_made_compared_and_taken_along(without_scripts: Page) -> None:
    page = without_scripts
    page.goto(f"{WHAT_IF}?pijler=spreekuur")
    assert "alleen met JavaScript" not in page.content()
    page.select_option("#wa-bij", index=1)
    page.click("[data-vorm=bij] button")
    page.fill("#wa-bij-zoek", "3511")
    page.click("[data-vorm=bij] button")
    page.select_option("#wa-sluit", index=1)
    page.click("[data-vorm=sluit] button")
    page.select_option("#wa-verhuis", index=1)
    page.fill("#wa-naar-zoek", "Zeist")
    page.click("[data-vorm=verhuis] button")
    assert [step[0] for step in query(page)["plan"].split(".")] == ["b", "b", "s", "v"]
    assert column(page, "places") == ["16", "17"]
    page.fill("#wa-naam", "Vier stappen")
    page.click("[data-naamvak] button")
    page.click("[data-opzij]")
    page.click("[data-erbij] >> nth=0")
    assert page.inner_text('[data-kop="b"]') == "Vier stappen"
    assert page.locator('[data-plan="b"] li').count() == 4
    with page.expect_download() as downloading:
        page.click('[data-bestand="csv"]')
    assert downloading.value.suggested_filename == "wat-als.csv"


@pytest.mark.parametrize("width", [360, 1280])
def test_colours_are_explained_without_javascript(without_scripts: Page, width: int) -> None:
    without_scripts.set_viewport_size({"width": width, "height": 800})
    without_scripts.goto(f"{WHAT_IF}?pijler=spreekuur")
    expect(without_scripts.get_by_text("Zeker een gat: ook als we er iets naast zitten")).to_be_visible()


def test_paper_has_what_was_chosen_and_nothing_to_press(without_scripts: Page) -> None:
    without_scripts.goto(f"{WHAT_IF}?pijler=spreekuur&plan=b13860-45600")
    without_scripts.emulate_media(media="print")
    expect(without_scripts.locator("#wa-pijler")).to_be_visible()
    for pressed in ("main button", "[data-vorm]", "[data-weg]", "[data-bestand]", "[data-erbij]"):
        assert not any(one.is_visible() for one in without_scripts.locator(pressed).all()), pressed


def test_two_plans_stand_beside_how_it_is_without_scrolling(example_site: str, watched: Watched) -> None:
    page = watched.page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{example_site}{WHAT_IF}?pijler=spreekuur&plan=b13860-45600&plan2=b15400-46300")
    page.wait_for_selector(READY)
    expect(page.locator('[data-kop="b"]')).to_be_visible()
    wide = "document.querySelector('[data-cijfers]').parentElement"
    assert page.evaluate(f"{wide}.scrollWidth <= {wide}.clientWidth")


def test_what_is_in_doubt_is_asked_without_javascript(without_scripts: Page) -> None:
    page = without_scripts
    page.goto(f"{WHAT_IF}?pijler=spreekuur&naam=Proef")
    page.fill("#wa-bij-zoek", "Utrechd")
    page.click("[data-vorm=bij] button")
    assert "Utrechd" in page.inner_text("[data-melding]")
    page.click("[data-opties] a >> nth=0")
    assert query(page)["naam"] == "Proef"
    assert page.locator('[data-plan="a"] li').count() == 1


@pytest.mark.server_only(SETTING)
def test_on_a_large_map_part_of_a_name_is_typed(
    example_site: str, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sociale_kaart.web.whatif.page.MOST_LISTED", 5)
    page = watched.page
    page.goto(f"{example_site}{WHAT_IF}?pijler=spreekuur")
    page.wait_for_selector(READY)
    page.fill("#wa-bij", "linde, leus")
    name = page.locator("#wa-namen option").first.get_attribute("value")
    assert name == "Voorbeeldbibliotheek De Linde, Leusden"
    page.fill("#wa-bij", name)
    page.keyboard.press("Enter")
    expect(page.locator('[data-plan="a"] [data-stappen] li')).to_have_count(1)
    # What may be several places the server asks about.
    page.fill("#wa-bij", "De Linde")
    page.keyboard.press("Enter")
    page.click("[data-opties] a >> nth=0")
    page.wait_for_selector(READY)
    expect(page.locator('[data-plan="a"] [data-stappen] li')).to_have_count(2)


@pytest.mark.server_only(NO_SERVER)
def test_where_nothing_to_reckon_with_comes_links_and_forms_lead_to_the_server(
    example_site: str, watched: Watched
) -> None:
    page = watched.page
    page.route("**/api/wat-als/**", lambda route: route.abort())
    page.goto(f"{example_site}{WHAT_IF}?pijler=spreekuur")
    page.wait_for_selector(READY)
    for steps in (1, 2):
        page.locator("[data-erbij]").first.click()
        expect(page.locator('[data-plan="a"] [data-stappen] li')).to_have_count(steps)
        page.wait_for_selector(READY)
    assert len(query(page)["plan"].split(".")) == 2
    watched.complaints.clear()  # of what was kept from it


def test_two_steps_in_quick_succession_are_both_taken(example_site: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{example_site}{WHAT_IF}?pijler=spreekuur")
    page.wait_for_selector(READY)
    page.evaluate("document.querySelectorAll('[data-erbij]').forEach((one, at) => at < 2 && one.click())")
    expect(page.locator('[data-plan="a"] [data-stappen] li')).to_have_count(2)
    assert len(query(page)["plan"].split(".")) == 2
