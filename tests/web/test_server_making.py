"""One maker at a time lays things ready, of each build once, and nobody waits for it for ever."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import SimpleQueue

import pytest

from sociale_kaart.config import Settings
from sociale_kaart.errors import StoreError
from sociale_kaart.web.server import making, workers
from sociale_kaart.web.server.generations import Generation
from sociale_kaart.web.server.making import Making
from sociale_kaart.web.server.mapfiles import SHELF, Copy
from sociale_kaart.web.server.messages import REFUSED, Job, MapJob, Message
from sociale_kaart.web.server.workers import MAKER, WorkerProcess
from tests.web.serverprocess import PATIENCE_S


class Makers:
    """Starts shells in the place of makers, and hears how they end."""

    def __init__(self) -> None:
        self.started: list[tuple[WorkerProcess, list[str]]] = []
        self._ends: SimpleQueue[tuple[WorkerProcess, int]] = SimpleQueue()

    def start(self, generation: Generation, names: Sequence[str]) -> WorkerProcess:
        copies = [(name, generation.copies[name]) for name in names]
        maps = tuple(MapJob(name, one.path, one.path.parent, False, one.shelf) for name, one in copies)
        job = Job(len(self.started), 0, maps, False, Path(), True, Settings())
        self.started.append((WorkerProcess(job, self._hear, MAKER), list(names)))
        return self.started[-1][0]

    def _hear(self, one: WorkerProcess, message: Message) -> None:
        self._ends.put((one, message["code"]))

    def ended(self, of: Making) -> None:
        """Wait until one ends, and tell."""
        of.note_end(*self._ends.get(timeout=PATIENCE_S))


@pytest.fixture
def makers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Makers]:
    """Makers that are at it until they are killed."""
    monkeypatch.setattr(workers, "COMMAND", ("/bin/sh", "-c", "exec sleep 600"))
    found = Makers()
    yield found
    for one, _ in found.started:
        one.kill()


def waits(made: Making, coming: Generation) -> bool:
    """As the supervisor asks it at every turn."""
    made.begin(coming)
    return made.is_awaited


def generation(folder: Path, *builds: str) -> Generation:
    """A generation of these builds ("utrecht-1"), each of the map before the dash."""
    for one in builds:
        (folder / one / SHELF).mkdir(parents=True, exist_ok=True)
    return Generation({one.partition("-")[0]: Copy(folder / one / "kaart.gpkg", (1, 1, 1)) for one in builds})


def test_a_build_waits_until_all_of_it_lies_ready_and_is_made_once(
    makers: Makers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(workers, "COMMAND", ("/bin/sh", "-c", "exit 0"))
    made, coming = Making(makers.start), generation(tmp_path, "utrecht-1", "twente-1")
    assert waits(made, coming)
    makers.ended(made)
    assert not waits(made, coming)
    assert waits(made, generation(tmp_path, "utrecht-1", "twente-2"))
    assert [names for _, names in makers.started] == [["utrecht", "twente"], ["twente"]]
    makers.ended(made)
    assert not caplog.text


def test_after_some_time_others_begin_while_it_goes_on(
    makers: Makers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, coming = Making(makers.start), generation(tmp_path, "utrecht-1")
    assert waits(made, coming)
    monkeypatch.setattr(making, "WAIT_S", 0.0)
    assert not waits(made, coming)
    assert made.maker is not None
    assert len(makers.started) == 1


def test_what_nobody_needs_any_more_ends_and_the_rest_of_it_is_begun_anew(
    makers: Makers, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = Making(makers.start)
    made.begin(generation(tmp_path, "utrecht-1", "twente-1"))
    (announced := tmp_path / "utrecht-1" / SHELF / "rapport.nieuw").touch()
    coming = generation(tmp_path, "utrecht-1", "twente-2")
    made.end_outdated(coming.shelves.keys())
    assert waits(made, coming), "until it has ended"
    makers.ended(made)
    assert not announced.exists(), "nobody waits for who is gone"
    assert waits(made, coming)
    assert [names for _, names in makers.started] == [["utrecht", "twente"], ["utrecht", "twente"]]
    made.end_outdated(coming.shelves.keys())
    assert not caplog.text


@pytest.mark.parametrize(("code", "told"), [(REFUSED, ""), (1, "code 1"), (9, "code 9")])
def test_a_maker_that_fails_is_told_and_a_build_that_cannot_be_opened_its_workers_tell(
    code: int,
    told: str,
    makers: Makers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(workers, "COMMAND", ("/bin/sh", "-c", f"exit {code}"))
    made, coming = Making(makers.start), generation(tmp_path, "utrecht-1")
    with caplog.at_level(logging.INFO):
        assert waits(made, coming)
        makers.ended(made)
    assert told in caplog.text
    assert bool(told) == bool(caplog.text)
    assert not waits(made, coming), "it is not tried again and again"


def test_of_a_map_that_cannot_be_shown_nothing_is_laid_ready(makers: Makers, tmp_path: Path) -> None:
    made, coming = Making(makers.start), generation(tmp_path, "utrecht-1")
    coming.refused["utrecht"] = StoreError("this map cannot be opened")
    assert not waits(made, coming)
    assert not makers.started
