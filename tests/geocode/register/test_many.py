"""Work shared with workers: whatever becomes of them, every chunk is answered once, in order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sociale_kaart.geocode.register import many
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.geocode.register.many import Task, pack_asked, spread, unpack_outcomes, workers_for
from sociale_kaart.model import AddressInput

ASKED = [[AddressInput(text=f"Kerkstraat {n}", woonplaats="Utrecht")] for n in range(20)]


def task(backend: RegisterBackend) -> Task[Any, Any]:
    return Task("lookup", backend.lookup_many, pack_asked, unpack_outcomes)


@pytest.mark.parametrize(
    ("items", "processes", "workers"),
    [(10, 4, 0), (99, 4, 0), (100, 4, 1), (250, 4, 2), (10_000, 4, 3), (10_000, 1, 0), (0, 4, 0)],
)
def test_few_items_need_no_help(items: int, processes: int, workers: int) -> None:
    assert workers_for(items, 100, processes) == workers


def test_a_worker_that_cannot_start_leaves_its_work_to_us(
    backend: RegisterBackend, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "_WORKER", "os, sys; sys.exit(0) #")
    answers = spread(register, task(backend), ASKED, workers=2)
    assert answers == [backend.lookup_many(chunk) for chunk in ASKED]


def test_a_worker_that_speaks_nonsense_is_not_believed(
    backend: RegisterBackend, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "_WORKER", "sys; print('x' * 100); sys.exit(0) #")
    assert spread(register, task(backend), ASKED, workers=1) == [
        backend.lookup_many(chunk) for chunk in ASKED
    ]


def test_when_we_are_interrupted_the_workers_are_gone(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def watched(*args: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(start(*args, **options))
        return started[-1]

    def interrupted(_: object) -> list[Any]:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", watched)
    with pytest.raises(KeyboardInterrupt):
        spread(register, Task("lookup", interrupted, pack_asked, unpack_outcomes), ASKED, workers=2)
    assert len(started) == 2
    assert all(one.poll() is not None for one in started)


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
