"""Work shared with workers: whatever becomes of them, every chunk is answered once, in order."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sociale_kaart.geocode.register import many
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.geocode.register.many import Task, Workers, pack_asked, unpack_outcomes, workers_for
from sociale_kaart.geocode.register.rows import edition_of
from sociale_kaart.model import AddressInput

ASKED = [[AddressInput(text=f"Kerkstraat {n}", woonplaats="Utrecht")] for n in range(20)]


def task(do: Callable[[Any], Any]) -> Task[Any, Any]:
    return Task("lookup", do, pack_asked, unpack_outcomes)


@pytest.mark.parametrize(
    ("items", "processes", "workers"),
    [(10, 4, 0), (99, 4, 0), (100, 4, 1), (250, 4, 2), (10_000, 4, 3), (10_000, 1, 0), (0, 4, 0)],
)
def test_few_items_need_no_help(items: int, processes: int, workers: int) -> None:
    assert workers_for(items, 100, processes) == workers


def test_a_worker_takes_its_share_and_is_kept_for_the_next(backend: RegisterBackend, register: Path) -> None:
    expected = [backend.lookup_many(chunk) for chunk in ASKED]
    ours: list[object] = []

    def slowly(chunk: Any) -> list[Any]:
        ours.append(chunk)
        time.sleep(0.02)
        return backend.lookup_many(chunk)

    with Workers(register, edition_of(register)) as workers:
        (worker,) = workers.start(1)
        worker.ready.wait()
        for _ in range(2):
            assert workers.spread(task(slowly), ASKED, 1) == expected
        assert workers.start(1) == [worker]
    assert len(ours) < 2 * len(ASKED)


@pytest.mark.parametrize(
    "code",
    ["os, sys; sys.exit(0) #", "sys; print('x' * 100); sys.exit(0) #"],
    ids=["dies", "speaks nonsense"],
)
def test_without_a_worker_we_do_its_work(
    backend: RegisterBackend, register: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(many, "_WORKER", code)
    with Workers(register, edition_of(register)) as workers:
        for worker in workers.start(2):
            worker.ready.wait()
        answers = workers.spread(task(backend.lookup_many), ASKED, 2)
    assert answers == [backend.lookup_many(chunk) for chunk in ASKED]


def test_a_worker_that_dies_at_work_loses_nothing(backend: RegisterBackend, register: Path) -> None:
    with Workers(register, edition_of(register)) as workers:
        (worker,) = workers.start(1)
        worker.ready.wait()

        def killing(chunk: Any) -> list[Any]:
            worker._process.kill()
            return backend.lookup_many(chunk)

        answers = workers.spread(task(killing), ASKED, 1)
    assert answers == [backend.lookup_many(chunk) for chunk in ASKED]


def test_a_worker_of_another_edition_has_no_say(backend: RegisterBackend, register: Path) -> None:
    """The file was replaced after we opened it: what a worker would find there now is not what we read."""
    edition = edition_of(register)
    assert edition is not None
    with Workers(register, (*edition[:-1], edition[-1] + 1)) as workers:
        (worker,) = workers.start(1)
        worker.ready.wait()
        asked = []

        def slowly(chunk: Any) -> list[Any]:
            asked.append(chunk)
            time.sleep(0.01)
            return backend.lookup_many(chunk)

        answers = workers.spread(task(slowly), ASKED, 1)
    assert answers == [backend.lookup_many(chunk) for chunk in ASKED]
    assert len(asked) == len(ASKED)


def test_where_no_worker_can_be_started_the_work_is_done(
    backend: RegisterBackend,
    register: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(sys, "executable", str(register.parent / "no-such-python"))
    with Workers(register, edition_of(register)) as workers:
        answers = workers.spread(task(backend.lookup_many), ASKED, 2)
    assert answers == [backend.lookup_many(chunk) for chunk in ASKED]
    assert "0 workers, not 2" in caplog.text


def test_when_we_are_interrupted_the_workers_are_gone(register: Path) -> None:
    def interrupted(_: object) -> list[Any]:
        raise KeyboardInterrupt

    with Workers(register, edition_of(register)) as workers:
        started = workers.start(2)
        with pytest.raises(KeyboardInterrupt):
            workers.spread(task(interrupted), ASKED, 2)
        assert all(one._process.poll() is not None for one in started)


def test_a_script_that_guards_nothing_may_look_up_many(register: Path, tmp_path: Path) -> None:
    """Multiprocessing would run such a script again in every process it starts."""
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\n"
        "from sociale_kaart.geocode.register import lookup\n"
        "from sociale_kaart.model import AddressInput\n"
        "print('eens')\n"
        "lookup.WORTH_WORKERS = 1\n"
        f"with lookup.RegisterBackend(Path({str(register)!r})) as backend:\n"
        "    asked = [AddressInput(text='Kerkstraat 3', woonplaats='Utrecht')] * 10\n"
        "    print({one.address for one in backend.lookup_many(asked, processes=2)})\n",
        encoding="utf-8",
    )
    run = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert run.stdout == "eens\n{'Kerkstraat 3, 3581RA Utrecht'}\n"
