"""A whole site, written: the same whoever writes it, and the old one stays where a page cannot be made."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sociale_kaart.config import Settings
from sociale_kaart.dataset.store import write_map
from sociale_kaart.errors import OutputError
from sociale_kaart.publish import Published, publish, working
from sociale_kaart.publish.files import SUMS
from sociale_kaart.publish.ours import MARK
from sociale_kaart.publish.switching import draft_of
from tests.web.smallmap import map_data

DAY = date(2026, 11, 22)
OURS = '{"content_hash": "", "published": "", "states_until": "", "checksums": ""}'
SETTINGS = Settings(tiles_url="", public_url="https://kaart.example")
# Places, their sheets and short links are enough to tell.
ELSEWHERE = tuple(
    prefix + path
    for prefix in ("", "/en")
    for path in (
        "/api",
        "/data",
        "/dekking",
        "/gemeente/",
        "/ingesloten",
        "/insluiten",
        "/kaart",
        "/oembed",
        "/wie-doet-wat",
        "/zoek/",
    )
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kaart") / "kaart.gpkg"
    write_map(map_data(), path)
    return path


@pytest.fixture(autouse=True)
def _forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a program of its own: the thread of pytest-xdist locks nothing that an app needs."""
    monkeypatch.setattr(working, "_has_threads", lambda: False)


def written(store: Path, out: Path, **how: Any) -> Published:
    return publish(store, out, SETTINGS, today=DAY, moments=("altijd",), without=ELSEWHERE, **how)


def test_several_processes_write_what_one_writes_and_a_second_time_nothing_is_new(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, several = tmp_path / "een", tmp_path / "meer"
    first = written(store, one, processes=1)
    monkeypatch.setattr(working, "_A_PORTION", 8)
    assert written(store, several, processes=2) == first
    assert (several / SUMS).read_text() == (one / SUMS).read_text()
    assert first.new == first.files
    page = next((several / "plek").glob("*/index.html"))
    was = page.stat().st_ino
    again = written(store, several, processes=2)
    assert (again.new, again.files, page.stat().st_ino) == (0, first.files, was)


@pytest.mark.parametrize("processes", [1, 2])
def test_where_a_page_cannot_be_made_the_old_site_stays_as_it_was(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    out = tmp_path / "web"
    out.mkdir()
    (out / SUMS).write_text("van gisteren")
    (out / MARK).write_text(OURS)

    def broken(*_: object) -> None:
        raise RuntimeError("a fault that nobody foresaw")

    monkeypatch.setattr(working, "_A_PORTION", 8)
    monkeypatch.setattr("sociale_kaart.web.plek.week_of", broken)
    with pytest.raises(OutputError, match=r"konden niet gemaakt worden \(zoals /plek/"):
        written(store, out, processes=processes)
    assert sorted(one.name for one in out.iterdir()) == [SUMS, MARK]
    assert (out / SUMS).read_text() == "van gisteren"
    assert not draft_of(out).exists()
