"""Bar 9: from the front page to a printed sheet for the nearest tax help on a phone, in four taps and one input."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The script that takes the pictures of the how-to: what it walks is what is tried here."""
    monkeypatch.syspath_prepend(TOOLS)
    return runpy.run_path(str(TOOLS / "filmstrip.py"))


def test_help_is_found_and_printed_in_four_taps_and_one_input(
    browser: Browser, example_site: str, script: dict[str, Any], tmp_path: Path
) -> None:
    viewport = {"width": script["WIDTH"], "height": script["HEIGHT"]}
    context = browser.new_context(viewport=viewport, has_touch=True, locale="nl-NL")  # type: ignore[arg-type]
    context.add_init_script(script["_COUNT_PRINTS"])
    strip = script["Strip"](context.new_page(), tmp_path)
    script["walk"](strip, example_site)
    assert strip.page.evaluate("window.prints") == 1
    assert strip.taps <= 4
    assert strip.inputs == 1
    assert len(list(tmp_path.glob("filmstrip-*.png"))) == strip.taken
    context.close()
