"""Take the screenshots of the README and the docs from a map that is being served.

    make run &  then  .venv/bin/python tools/screenshots.py http://127.0.0.1:8000/ docs/images

Tiles come from the internet where there is one; without, the map shows outlines and names only.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import chromium

WIDTHS = {"breed": (1280, 900), "smal": (360, 780)}
PAGES = {
    "kaart": "",
    "zoeken": "?zoek=7511+AB",
    "dekking": "dekking?pijler=advies",
    "gemeente": "dekking/GM0153",
    "over": "over",
}


def main() -> None:
    """Take every page at both widths."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("address")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", action="append", default=[], help="NAME=PATH, instead of the usual ones")
    parser.add_argument("--full", action="store_true", help="the whole page, not only the first screen")
    arguments = parser.parse_args()
    pages = dict(one.split("=", 1) for one in arguments.page) or PAGES
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.PATH, args=list(chromium.FLAGS))
        for name, path in pages.items():
            take(browser, arguments.address + path, arguments.folder, name, full=arguments.full)
        browser.close()


def take(browser: Browser, address: str, folder: Path, name: str, *, full: bool) -> None:
    """One page at every width."""
    for width_name, (width, height) in WIDTHS.items():
        page = browser.new_page(viewport={"width": width, "height": height}, locale="nl-NL")
        page.goto(address, wait_until="load")
        page.wait_for_timeout(1200)
        page.screenshot(path=folder / f"{name}-{width_name}.png", full_page=full)
        page.close()


if __name__ == "__main__":
    main()
