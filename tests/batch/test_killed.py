"""A run that is killed at any moment: the next one goes on, and no row is lost or doubled."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.geocode_file import (
    address_rows,
    finish,
    kill_and_resume,
    messy_rows,
    read_real,
    start,
    told,
    write_table,
)
from sociale_kaart.geocode.register.write import write_register

ROWS, KILLS, CHUNK = 400, 3, 20


@pytest.mark.slow
def test_kill_9_at_random_moments_loses_and_doubles_no_row(
    tmp_path: Path, shared_file: Callable[[str], Path]
) -> None:
    """The small brother of benchmarks/geocode_file.py, which kills ten times on 100,000 rows."""
    real = read_real(shared_file("adressen/groningen_adressen.csv"))[:1000]
    register, source, whole = tmp_path / "groningen.register", tmp_path / "in.csv", tmp_path / "heel.csv"
    write_register(address_rows(real), register, {"source": "test"})
    write_table(source, messy_rows(real, ROWS, random.Random(7)))
    takes_s = finish(start(source, whole, register, CHUNK))
    assert f"{ROWS} rows in = rows out" in told(source, whole, takes_s, 0.0)
    seed = random.SystemRandom().randrange(10**6)
    moments = random.Random(seed)
    try:
        killed, finished = kill_and_resume(
            tmp_path, source, register, KILLS, lambda: moments.uniform(0.0, takes_s), CHUNK
        )
    except AssertionError as fault:
        fault.add_note(f"seed {seed}")
        raise
    assert killed == KILLS
    assert finished >= 1
