"""A build that is killed at any moment leaves the last good map."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sociale_kaart.dataset.store import content_hash, read_map

OVERIJSSEL = Path(__file__).parents[2] / "geodata" / "kaarten" / "overijssel"
KILLS = 10


def start_build(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sociale_kaart", "build", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.slow
def test_kill_9_at_ten_random_moments_leaves_the_last_good_map(tmp_path: Path) -> None:
    folder = tmp_path / "overijssel"
    shutil.copytree(OVERIJSSEL, folder, ignore=shutil.ignore_patterns("kaart.gpkg", "rapport.json"))
    started = time.monotonic()
    assert start_build(folder).wait() == 0
    takes_s = time.monotonic() - started
    good = read_map(folder / "kaart.gpkg")
    seed = random.SystemRandom().randrange(10**6)
    moments = random.Random(seed)
    killed = attempts = 0
    while killed < KILLS:
        attempts += 1
        assert attempts <= 4 * KILLS, "nearly every build was over before it was killed"
        process = start_build(folder)
        wait_s = moments.uniform(0.0, 1.0) * takes_s
        time.sleep(wait_s)
        process.send_signal(signal.SIGKILL)
        if process.wait() == -signal.SIGKILL:
            killed += 1
        else:  # the machine has less to do than when the first one was timed
            takes_s = wait_s
        left = read_map(folder / "kaart.gpkg")
        assert content_hash(left) == left.content_hash == good.content_hash, f"seed {seed}"
    assert start_build(folder).wait() == 0
    assert {one.name for one in folder.iterdir()} == {one.name for one in OVERIJSSEL.iterdir()} | {
        "kaart.gpkg",
        "rapport.json",
    }
