"""Every page in every state that is looked at by machine: what is asked for, and how it is shown.

Shared by the accessibility tests and by `make accessibility`, so that both speak of the same pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page

TOOLS = Path(__file__).parent / "tools" / "node_modules"
AXE = TOOLS / "axe-core" / "axe.min.js"
HTMLCS = TOOLS / "@pa11y" / "html_codesniffer" / "build" / "HTMLCS.js"

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
BEST = "best-practice"
# Addresses of the example of Utrecht; {place} is its first place, {gemeente} its first gemeente.
PAGES: Mapping[str, str] = {
    "question": "/",
    "question not understood": "/?zoek=Utrechd",
    "question with faults": "/?wanneer=ooit&dag=32-13-2026",
    "results": "/?zoek=3511&hulp=alle",
    "results, all": "/?hulp=alle",
    "results, narrowed": "/?zoek=3511&hulp=alle&wanneer=nu&ook=onbekend",
    "no results": "/?zoek=3511&wanneer=dag&dag=2026-11-22&deel=avond&hulp=alle",
    "place": "/plek/{place}",
    "sheet of a place": "/plek/{place}/blad",
    "sheet of three": "/blad?zoek=3511&hulp=alle",
    "coverage": "/dekking",
    "coverage, another choice": "/dekking?pijler=spreekuur&maat=afstand&groep=65plus&moment=dinsdagavond&binnen=2",
    "gemeente": "/dekking/{gemeente}",
    "gemeente, a gap": "/dekking/GM1581",
    "gemeente, no place known": "/dekking/GM0317",
    "what if": "/dekking/wat-als?pijler=spreekuur",
    "what if, two plans": "/dekking/wat-als?pijler=spreekuur&plan=b13860-45600.szzzzzz&naam=Oost&plan2=b15400-46300",
    "what if, in doubt": "/dekking/wat-als?pijler=spreekuur&doe=bij&zoek=Utrechd",
    "who does what": "/wie-doet-wat",
    "who does what, narrowed": "/wie-doet-wat?pijler=spreekuur&per=bibliotheek",
    "who does what, per gemeente": "/wie-doet-wat?per=gemeente&soort=bibliotheek",
    "embed builder": "/insluiten",
    "embed builder, coverage": "/insluiten?wat=dekking&pijler=spreekuur&maat=afstand",
    "embedded places": "/ingesloten/plekken?ook=onbekend",
    "embedded places, searched": "/ingesloten/plekken?pijler=spreekuur&zoek=3511",
    "embedded places, bare": "/ingesloten/plekken?zoekveld=nee&legenda=nee&lijst=nee",
    "embedded places, in doubt": "/ingesloten/plekken?zoek=Utrechd",
    "embedded place": "/ingesloten/plekken?locatie={place}",
    "embedded coverage": "/ingesloten/dekking?pijler=spreekuur",
    "embedded coverage, a gemeente": "/ingesloten/dekking?gemeente={gemeente}&maat=afstand",
    "embedded coverage, bare": "/ingesloten/dekking?zoekveld=nee&legenda=nee&lijst=nee",
    "embedded fault": "/ingesloten/plekken?pijler=nee",
    "about": "/over",
    "accessibility": "/toegankelijkheid",
    "privacy": "/privacy",
    "cookies": "/cookies",
    "contact": "/contact",
    "error": "/nergens",
}
# Pages on which something opens that is closed at first.
OPENED = (
    "coverage, another choice",
    "results",
    "results, narrowed",
    "place",
    "gemeente",
    "embed builder",
    "embedded coverage, bare",
)


@dataclass(frozen=True, slots=True)
class View:
    """How a page is shown: the size of the window, of the letters, the colours, and the language's prefix."""

    width: int = 1280
    height: int = 900
    text: int = 100  # per cent
    dark: bool = False
    more_contrast: bool = False
    forced_colours: bool = False
    printed: bool = False
    opened: bool = False
    language: str = ""
    made: Literal["", "map", "panel", "plan", "suggestions"] = ""  # what a visitor has brought about


VIEWS: Mapping[str, View] = {
    "desk": View(),
    "opened": View(opened=True),
    "phone of 320 px": View(width=320, height=640),
    "dark": View(dark=True, width=360, height=740),
    "more contrast": View(more_contrast=True),
    "forced colours": View(forced_colours=True),
    "text at 200 %": View(text=200),
    "print": View(printed=True, width=794, height=1123),
    "English": View(language="en", width=360, height=740),
    "right to left": View(language="ar", width=360, height=740),
}
# What a visitor brings about, on the pages that have it: the map, what a pin tells, and suggestions while typing.
MADE: Mapping[str, View] = {
    "map drawn": View(made="map"),
    "map drawn, dark": View(made="map", dark=True, width=360, height=740),
    "panel open": View(made="panel"),
    "suggestions open": View(made="suggestions", width=360, height=740),
    "step taken": View(made="plan"),
    "step taken, dark": View(made="plan", dark=True, width=360, height=740),
}
WITH_A_MAP = ("results", "results, narrowed", "place", "embedded places", "embedded places, bare")
MADE_ON: Mapping[str, tuple[str, ...]] = {
    "map": WITH_A_MAP,
    "panel": WITH_A_MAP,
    "suggestions": ("question",),
    "plan": ("what if", "what if, two plans"),
}
PINS = ".kaart [role=toolbar] button"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a checker found: which one, by which rule, where, and what it says."""

    tool: str
    page: str
    view: str
    rule: str
    where: str
    says: str
    is_best_practice: bool = False

    def __str__(self) -> str:
        return f"{self.page} / {self.view}: {self.tool}: {self.rule} at {self.where}: {self.says}"


def addresses(place: str, gemeente: str) -> dict[str, str]:
    """Each page's name and its address on a map with this place and gemeente."""
    return {name: address.format(place=place, gemeente=gemeente) for name, address in PAGES.items()}


def views_of(name: str) -> dict[str, View]:
    """Every way in which a page is looked at."""
    made = {view_name: view for view_name, view in MADE.items() if name in MADE_ON[view.made]}
    return {**VIEWS, **made}


def bring_about(page: Page, view: View) -> None:
    """What a visitor does on a page before it is looked at."""
    if view.made in ("map", "panel"):
        page.locator("[data-kaart]").scroll_into_view_if_needed()
        page.wait_for_selector(".kaart.omlijnd")
        page.wait_for_selector(PINS)
    if view.made == "panel":
        page.locator(PINS).first.press("Enter")
        page.wait_for_selector("[role=dialog]")
    if view.made == "plan":
        page.wait_for_selector("[data-watals][data-klaar]")
        page.locator('[data-doe="in"]').press("Enter")
        page.locator('[data-doe="zet"]').press("Enter")
        page.wait_for_selector(".wa-teken-bij")
    if view.made == "suggestions":
        page.get_by_role("combobox").press_sequentially("Zei")
        page.wait_for_selector("[role=option]")


@contextmanager
def shown(page: Page, view: View) -> Iterator[Page]:
    """The page, made to look so; as it was afterwards."""
    page.set_viewport_size({"width": view.width, "height": view.height})
    media: Literal["print", "screen"] = "print" if view.printed else "screen"
    page.emulate_media(
        media=media,
        color_scheme="dark" if view.dark else "light",
        contrast="more" if view.more_contrast else "no-preference",
        forced_colors="active" if view.forced_colours else "none",
    )
    # As a visitor's own letter size does: the page's is a share of it.
    page.evaluate("size => document.documentElement.style.fontSize = size", f"{view.text * 1.125}%")
    bring_about(page, view)
    if view.opened:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    yield page
    page.evaluate("document.documentElement.style.fontSize = ''")
    if view.opened:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = false)")


def new_page(browser: Browser) -> Page:
    """A page of its own; its checkers come in past the policy of the site, as a browser's own tools do."""
    return browser.new_context(reduced_motion="reduce").new_page()


# What else than the markup decides: where a page differs from itself in colours and direction alone, the rest is known.
OF_LOOKS = (
    "color-contrast",
    "target-size",
    "link-in-text-block",
    "scrollable-region-focusable",
    "html-has-lang",
    "html-lang-valid",
    "valid-lang",
)


def axe(page: Page, name: str, view: str, rules: tuple[str, ...] = ()) -> list[Finding]:
    """What axe-core finds on the page as it is shown; rules : only these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    run_only = {"type": "rule", "values": [*rules]} if rules else {"type": "tag", "values": [*WCAG, BEST]}
    options = {
        "runOnly": run_only,
        "rules": {"target-size": {"enabled": True}},
        "resultTypes": ["violations"],
    }
    result: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        Finding(
            "axe-core",
            name,
            view,
            violation["id"],
            str(node["target"][0]),
            node.get("failureSummary", "").replace("\n", " "),
            is_best_practice=BEST in violation["tags"],
        )
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def htmlcs(page: Page, name: str, view: str) -> list[Finding]:
    """The errors that HTML CodeSniffer finds, the runner that pa11y has by default."""
    if not page.evaluate("'HTMLCS' in window"):
        page.evaluate(HTMLCS.read_text(encoding="utf-8"))
    found: str = page.evaluate(
        """() => new Promise((done, fail) => HTMLCS.process('WCAG2AA', document, () => done(JSON.stringify(
            HTMLCS.getMessages().filter(one => one.type === HTMLCS.ERROR).map(one => [one.code, one.msg,
            one.element && one.element.outerHTML ? one.element.outerHTML.slice(0, 120) : '']))), fail))"""
    )
    return [
        Finding("HTML CodeSniffer", name, view, code, where, says) for code, says, where in json.loads(found)
    ]


def axe_version() -> str:
    """Of the axe-core that is installed."""
    return str(json.loads((TOOLS / "axe-core" / "package.json").read_text(encoding="utf-8"))["version"])


def htmlcs_version() -> str:
    """Of the HTML CodeSniffer that is installed."""
    about = TOOLS / "@pa11y" / "html_codesniffer" / "package.json"
    return str(json.loads(about.read_text(encoding="utf-8"))["version"])
