"""Runs commands, and draws what they said as a picture of a terminal, so that a how-to shows what really came.

    .venv/bin/python tools/terminal.py docs/images/ogrinfo.png 'ogrinfo -ro -q OAPIF:http://127.0.0.1:8000/api/ogc' ...

A command that fails ends it: no picture of what does not work.
"""

from __future__ import annotations

import subprocess
import sys
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

import chromium

WIDTH = 980
STYLE = """
body { margin: 0; padding: 18px 22px; background: #10161b; color: #dfe7ea; font: 15px/1.45 monospace; }
pre { margin: 0 0 14px; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
b { color: #8fd3e0; font-weight: 600; }
"""


def page(commands: list[str]) -> str:
    """The commands with their answers, as HTML."""
    parts = []
    for command in commands:
        run = subprocess.run(command, shell=True, check=True, capture_output=True, text=True)
        parts.append(f"<pre><b>$ {escape(command)}</b>\n{escape(run.stdout.rstrip())}</pre>")
    return f"<!doctype html><style>{STYLE}</style>{''.join(parts)}"


def main() -> None:
    """Run, draw, save."""
    target, *commands = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.PATH, args=list(chromium.FLAGS))
        view = browser.new_page(viewport={"width": WIDTH, "height": 100})
        view.set_content(page(commands))
        view.screenshot(path=Path(target), full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
