"""What one process laid ready, others show as if they had made it, and make nothing; without it they make it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import NoReturn

import brotli
import pytest
from flask import Flask

import sociale_kaart.coverage.report as reporting
from sociale_kaart.config import Settings
from sociale_kaart.coverage.todo import Todo, Where
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.store import write_map
from sociale_kaart.web import datafiles
from sociale_kaart.web.app import create_app
from sociale_kaart.web.dekking import figures as dekking
from sociale_kaart.web.report import figures as report
from sociale_kaart.web.server.maker import documents_of, was_laid_ready
from sociale_kaart.web.server.messages import Job, MapJob
from sociale_kaart.web.server.worker import warm_up
from sociale_kaart.web.shelf import NO_SHELF, Shelf, forget_announced, joined, parted
from sociale_kaart.web.site import EXTENSION
from tests.web.conftest import MONDAY
from tests.web.serverprocess import PATIENCE_S

SETTINGS = Settings(tiles_url="")


@pytest.fixture(scope="module")
def laid(utrecht: MapData, tmp_path_factory: pytest.TempPathFactory) -> MapJob:
    """The map of Utrecht, for which everything was laid ready."""
    folder = tmp_path_factory.mktemp("kaart")
    write_map(utrecht, folder / "kaart.gpkg")
    one = MapJob("utrecht", folder / "kaart.gpkg", folder, may_fail=False, shelf=folder / "klaar")
    assert was_laid_ready(one, Job(1, 0, (one,), False, folder / "scratch", True, SETTINGS))
    return one


def opened(one: MapJob, shelf: Shelf) -> Flask:
    return create_app(one.file, SETTINGS, clock=lambda: MONDAY, shelf=shelf)


def pages(app: Flask) -> Iterator[tuple[str, bytes]]:
    client = app.test_client()
    for address in (*documents_of(app.extensions[EXTENSION]), "/data/plekken.csv", "/data/datapackage.json"):
        with client.get(address, headers={"Accept-Encoding": "br"}) as answer:
            assert answer.status_code == 200, address
            # What nobody waits for is packed tighter.
            is_packed = answer.headers.get("Content-Encoding") == "br"
            yield address, brotli.decompress(answer.data) if is_packed else answer.data


def test_what_was_laid_ready_is_what_everybody_would_have_made(laid: MapJob) -> None:
    ready, own = (dict(pages(opened(laid, shelf))) for shelf in (Shelf(laid.shelf), NO_SHELF))
    assert {address for address in own if own[address] != ready[address]} == set()


def test_who_finds_it_ready_reckons_and_writes_nothing(laid: MapJob, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> NoReturn:
        raise AssertionError("this lies ready")

    for where, name in (
        (dekking, "_reckoned"),
        (dekking, "_growth"),
        (reporting, "report"),
        (report, "profiles"),
        (datafiles.DataFiles, "_make"),
    ):
        monkeypatch.setattr(where, name, never)
    assert len(dict(pages(opened(laid, Shelf(laid.shelf))))) > 10


def test_what_is_to_be_done_lies_ready_for_the_day_on_which_it_was_made(
    laid: MapJob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def todos(shelf: Shelf, on: date) -> dict[str, Sequence[Todo]]:
        site = opened(laid, shelf).extensions[EXTENSION]
        figures = report.Figures(site)
        return {code: figures.todo(code, on) for code in ("", *site.data.gemeentecodes)}

    today, tomorrow = MONDAY.date(), MONDAY.date() + timedelta(days=1)
    made = todos(Shelf(tmp_path, fills=True), today)
    assert {type(one.where) for one in chain(*made.values())} == {Where}
    monkeypatch.setattr(report, "todo_list", lambda _data, _hours, on: {"": on})
    assert todos(Shelf(tmp_path), today) == made
    assert todos(Shelf(tmp_path), tomorrow)[""] == tomorrow, "a list says how old things are on its day"


def test_an_empty_shelf_is_no_reason_to_show_nothing_and_who_only_reads_leaves_it_empty(
    laid: MapJob, tmp_path: Path
) -> None:
    app = opened(laid, Shelf(tmp_path))
    with app.test_client().get("/data/plekken.csv") as answer:
        assert answer.status_code == 200
    assert not list(tmp_path.iterdir())


def test_a_worker_warms_what_rests_on_much_work_only_where_that_lies_ready(laid: MapJob) -> None:
    ready, bare = (
        set(warm_up(opened(laid, shelf).extensions[EXTENSION])) for shelf in (Shelf(laid.shelf), NO_SHELF)
    )
    assert bare < ready
    assert {page.split("/")[1] for page in ready - bare} == {"dekking"}


class Slow:
    """Makes something when it is told to."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()

    def __call__(self) -> bytes:
        self.begun.set()
        assert self.may_end.wait(PATIENCE_S)
        return b"een keer gemaakt"


def get(shelf: Shelf, make: Callable[[], bytes]) -> bytes:
    return shelf.get("rapport", make, write=bytes, read=bytes)


def test_what_somebody_is_making_others_wait_for_and_do_not_make(tmp_path: Path) -> None:
    slow, found = Slow(), list[bytes]()
    maker = threading.Thread(target=get, args=(Shelf(tmp_path, fills=True), slow))
    maker.start()
    assert slow.begun.wait(PATIENCE_S)
    worker = threading.Thread(
        target=lambda: found.append(get(Shelf(tmp_path, patience_s=PATIENCE_S), lambda: b"nog eens gemaakt"))
    )
    worker.start()
    worker.join(timeout=0.2)
    assert worker.is_alive()
    slow.may_end.set()
    for one in (maker, worker):
        one.join(timeout=PATIENCE_S)
    assert found == [b"een keer gemaakt"]


def test_nobody_waits_long_or_for_who_failed_or_is_gone(tmp_path: Path) -> None:
    slow, hasty = Slow(), Shelf(tmp_path, patience_s=0.1)
    maker = threading.Thread(target=get, args=(Shelf(tmp_path, fills=True), slow))
    maker.start()
    assert slow.begun.wait(PATIENCE_S)
    assert get(hasty, lambda: b"zelf gemaakt") == b"zelf gemaakt"
    forget_announced(tmp_path)
    assert get(Shelf(tmp_path, patience_s=1000), lambda: b"zelf gemaakt") == b"zelf gemaakt"
    slow.may_end.set()
    maker.join(timeout=PATIENCE_S)

    def fails() -> bytes:
        raise ZeroDivisionError

    other = tmp_path / "andere"
    with pytest.raises(ZeroDivisionError):
        get(Shelf(other, fills=True), fails)
    assert get(Shelf(other, patience_s=1000), lambda: b"zelf gemaakt") == b"zelf gemaakt"


def test_names_and_contents_may_be_anything(tmp_path: Path) -> None:
    def get(shelf: Shelf, name: str, made: bytes) -> bytes:
        return shelf.get(name, lambda: made, write=bytes, read=bytes)

    filled = Shelf(tmp_path / "plank", fills=True)
    parts = {"": b"", "br": b"\n\x00{", "../../etc": b"x"}
    assert get(filled, "../../weg/\x00", joined(parts)) == joined(parts)
    assert parted(get(Shelf(tmp_path / "plank"), "../../weg/\x00", b"niet dit")) == parts
    assert [path.parent for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "plank"]
