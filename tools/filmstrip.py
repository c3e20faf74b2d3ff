"""From the front page to a printed sheet for the nearest tax help, as a visitor does it on a phone, in screenshots.

    make run &  then  .venv/bin/python tools/filmstrip.py http://127.0.0.1:8000/ docs/images

For the example of Utrecht (`make run KAART=geodata/kaarten/voorbeeld-utrecht`). Counts taps and inputs, and fails where
they are more than FEWEST_TAPS and one.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

import chromium

WIDTH, HEIGHT = 360, 780
FEWEST_TAPS = 4
POSTCODE = "3511"
# A4 less the margins of the sheet, at 96 pixels an inch.
PAPER = {"width": 688, "height": 1017}
_COUNT_PRINTS = "window.prints = 0; window.print = () => { window.prints += 1; };"


@dataclass
class Strip:
    """The screenshots, and what it took."""

    page: Page
    folder: Path
    taps: int = 0
    inputs: int = 0
    taken: int = 0

    def tap(self, what: Locator) -> None:
        what.tap()
        self.page.wait_for_load_state("load")
        self.taps += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.inputs += 1

    def shoot(self) -> None:
        self.taken += 1
        self.page.wait_for_timeout(600)
        self.page.screenshot(path=self.folder / f"filmstrip-{self.taken}.png")


def walk(strip: Strip, address: str) -> None:
    """Ask for tax help near a postcode, take the first place's sheet, and print it."""
    page = strip.page
    page.goto(address)
    strip.shoot()
    strip.tap(page.get_by_role("combobox"))
    strip.type(POSTCODE)
    strip.shoot()
    strip.tap(page.get_by_role("button", name="Hulp bij belasting of toeslagen"))
    strip.shoot()
    first = page.locator("main ol > li").first
    first.evaluate("card => card.scrollIntoView()")
    strip.shoot()
    strip.tap(first.get_by_role("link", name="Print"))
    page.wait_for_function("window.prints === 1")  # who came by that link asked for it
    strip.shoot()
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    strip.shoot()


def main() -> None:
    """Take the strip, and say what it took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("address")
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.PATH, args=list(chromium.FLAGS))
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True, locale="nl-NL")
        page.add_init_script(_COUNT_PRINTS)
        strip = Strip(page, arguments.folder)
        walk(strip, arguments.address)
        browser.close()
    print(f"{strip.taps} taps and {strip.inputs} input, {strip.taken} pictures in {arguments.folder}")
    if strip.taps > FEWEST_TAPS or strip.inputs > 1:
        sys.exit(f"That is more than {FEWEST_TAPS} taps and one input.")


if __name__ == "__main__":
    main()
