"""Runs addok beside us: its redis, its import, its answers. Everything of its own is ended and removed afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pa_parquet

from benchmarks.peers.addok_dutch import token

ROOT = Path(__file__).resolve().parents[2]
CONFIG = Path(__file__).with_name("addok_config.py")
# One process for redis, one for addok: what an import needs of two cores.
REDIS = """
port 0
unixsocket {folder}/redis.sock
save ""
appendonly no
daemonize no
dir {folder}
"""


# A text, and addok's filters.
Question = tuple[str, Mapping[str, str]]


@dataclass(frozen=True)
class Answers:
    """Seconds of each run, and of each question in it the id of the best answer ("" for none)."""

    seconds: list[float]
    ids: list[list[str]]


class Addok:
    """An addok with a redis of its own."""

    def __init__(self, python: Path, folder: Path) -> None:
        self._python = python
        self._environ = os.environ | {
            "ADDOK_CONFIG_MODULE": str(CONFIG),
            "REDIS_SOCKET": str(folder / "redis.sock"),
            "PYTHONPATH": str(ROOT),
        }

    def fill(self, documents: Path) -> None:
        """Import documents (one JSON object a line), and make its n-grams, as its documentation has it."""
        program = [str(self._python.with_name("addok"))]
        for command in (["batch", str(documents)], ["ngrams"]):
            subprocess.run([*program, *command], env=self._environ, check=True, stdout=subprocess.DEVNULL)

    def ask(self, warm_up: Sequence[Question], runs: Sequence[Sequence[Question]]) -> Answers:
        """The best answer to each question of each run, and how long a run took."""
        told = subprocess.run(
            [str(self._python), "-m", "benchmarks.peers.addok_search"],
            input=json.dumps({"warm_up": warm_up, "runs": runs}),
            env=self._environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=True,
        )
        return Answers(**json.loads(told.stdout))


@contextmanager
def running(python: Path, folder: Path) -> Iterator[Addok]:
    """An empty addok; its redis keeps nothing on disk and is ended when done."""
    program = shutil.which("redis-server")
    if program is None:
        raise FileNotFoundError("redis-server: install Debian's package of that name")
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "redis.conf"
    settings.write_text(REDIS.format(folder=folder))
    redis = subprocess.Popen([program, str(settings)], stdout=subprocess.DEVNULL)
    try:
        _wait_for(folder / "redis.sock", redis)
        yield Addok(python, folder)
    finally:
        redis.terminate()
        redis.wait()


def write_documents(addresses: Path, out: Path) -> int:
    """Addresses (Parquet) as addok's documents: a street of a woonplaats each, with its postcodes and its houses.

    (A document for each postcode of a street was tried: it finds fewer misspelled streets, at the same rate.)
    """
    columns = pa_parquet.read_table(addresses).to_pandas()
    count = 0
    with out.open("w") as file:
        streets = columns.groupby(["woonplaats", "gemeentecode", "openbare_ruimte"], sort=False)
        for count, ((city, _, street), rows) in enumerate(streets, start=1):
            file.write(json.dumps(_document(count, street, city, rows), ensure_ascii=False) + "\n")
    return count


def _document(number: int, street: str, city: str, rows: pd.DataFrame) -> dict[str, Any]:
    # Coordinates play no part in a search by text without a centre; near enough to degrees for its geohash.
    where = {
        "lat": round(float(rows["y_rd"].mean()) / 111_000 + 48.0, 5),
        "lon": round(float(rows["x_rd"].mean()) / 68_000 + 3.1, 5),
    }
    columns = ("huisnummer", "huisletter", "huisnummertoevoeging", "postcode", "nummeraanduiding_id")
    houses = {
        token(house, letter, suffix): {
            "id": identity,
            "shown": f"{house}{letter}{'-' if suffix else ''}{suffix}",
            "at": postcode,
            **where,
        }
        for house, letter, suffix, postcode, identity in zip(*(rows[name] for name in columns), strict=True)
    }
    return {
        "_id": str(number),
        "type": "street",
        "name": street,
        "postcode": sorted(set(rows["postcode"]) - {""}) or "",
        "city": city,
        **where,
        "housenumbers": houses,
    }


def _wait_for(socket: Path, redis: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if socket.exists():
            return
        if redis.poll() is not None:
            break
        time.sleep(0.1)
    raise ChildProcessError("redis-server did not start")
