"""What a server leaves behind goes, whoever clears it away and whoever is still writing there."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from sociale_kaart.web.server.scratch import clear_after, takes_place


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """The folder of a server with a build of some size."""
    folder = tmp_path / "sociale-kaart-x"
    (folder / "build-1" / "twente").mkdir(parents=True)
    for number in range(500):
        (folder / "build-1" / "twente" / str(number)).touch()
    return folder


def at_once(*doing: Callable[[], None]) -> None:
    threads = [threading.Thread(target=one) for one in doing]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def test_nothing_stays_though_two_clear_up_and_two_go_on_writing(scratch: Path) -> None:
    cleared = threading.Event()

    def write(name: str) -> None:
        number = 0
        while not cleared.is_set():
            number += 1
            try:
                (scratch / name).mkdir(exist_ok=True)
                (scratch / name / str(number)).touch()
            except FileNotFoundError:
                continue

    def clear() -> None:
        at_once(lambda: clear_after(scratch), lambda: clear_after(scratch))
        cleared.set()

    at_once(clear, lambda: write("worker-1"), lambda: write("worker-2"))
    assert not list(scratch.parent.iterdir())


def test_what_somebody_else_began_to_clear_away_is_finished(scratch: Path) -> None:
    scratch.rename(scratch.with_name(f"{scratch.name}-weg"))
    clear_after(scratch)
    assert not list(scratch.parent.iterdir())


def test_who_comes_after_the_end_makes_nothing(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert takes_place(scratch / "worker-1")
    assert tempfile.gettempdir() == str(scratch / "worker-1")
    clear_after(scratch)
    assert not takes_place(scratch / "worker-2")
    assert not scratch.exists()
