"""How fast the offline geocoder is on a register of national size, and how much of what it answers is right.

    python -m benchmarks.geocoding_speed [--addresses 10000000] [--peers 2000000] [--quick] [--folder FOLDER]

Generates addresses, builds a register of them in a process of its own, and times each kind of look-up on the warm
file: the median of three runs, each of questions not asked before. Beside it, on a smaller register for all: addok
(PyPI, with Debian's redis-server; see docs/reference/benchmarks.md) and rapidfuzz over the whole country.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from benchmarks.national import bag_street_names, generate, read_country
from benchmarks.national.__main__ import write
from benchmarks.national.addresses import DATA
from benchmarks.speed import lookups, peers
from benchmarks.speed.measure import Figure

ADDOK = Path(__file__).resolve().parents[1] / ".venv-benchmark" / "bin" / "python"
QUICK = 100_000


@dataclass(frozen=True)
class Built:
    """A register and what it took to make."""

    path: Path
    seconds: float
    peak_mb: float

    @property
    def size_mb(self) -> float:
        return self.path.stat().st_size / 1e6


def main() -> None:
    """Generate, build, ask, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--addresses", type=int, default=10_000_000)
    parser.add_argument(
        "--peers", type=int, default=2_000_000, help="addresses to ask the peers for; 0: no peers"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} addresses and few questions")
    parser.add_argument("--folder", type=Path, help="keep the files here, and use those that are there")
    parser.add_argument("--keep-register", action="store_true", help="do not build a register that is there")
    parser.add_argument("--addok", type=Path, default=ADDOK, help="the python that has addok installed")
    arguments = parser.parse_args()
    few = 20 if arguments.quick else 1
    if arguments.quick:
        arguments.addresses, arguments.peers = QUICK, min(QUICK, arguments.peers)
    with _folder(arguments.folder) as folder:
        if arguments.addresses:
            source = generated(folder, arguments.addresses, arguments.seed)
            built = build(source, folder, keep=arguments.keep_register)
            figures = lookups.figures(built.path, source, few)
            show(f"{arguments.addresses:,} addresses", chain(_of(built), figures))
        if arguments.peers:
            source = generated(folder, arguments.peers, arguments.seed)
            built = build(source, folder, keep=arguments.keep_register)
            figures = peers.figures(source, built.path, arguments.addok, folder, few)
            show(f"Peers, {arguments.peers:,} addresses", figures)


def generated(folder: Path, addresses: int, seed: int) -> Path:
    """The made-up national address set, as Parquet."""
    path = folder / f"national-{addresses}-{seed}.parquet"
    if not path.exists():
        country = read_country(DATA, bag_street_names())
        write(generate(addresses, seed, country=country), path)
    return path


def build(source: Path, folder: Path, *, keep: bool) -> Built:
    """Build a register from a file of addresses, by our own command, in a process of its own."""
    out = folder / f"{source.stem}.sqlite"
    if keep and out.exists():
        return Built(out, 0.0, 0.0)
    command = [sys.executable, "-m", "sociale_kaart", "register", "build", str(source), str(out)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise ChildProcessError(told.decode(errors="replace"))
    return Built(out, time.perf_counter() - started, usage.ru_maxrss / 1024)


def _of(built: Built) -> Iterator[Figure]:
    if built.seconds:
        yield Figure("build", built.seconds, "s", bar="<= 300", met=built.seconds <= 300)
        yield Figure("build, peak memory", built.peak_mb, "MB", bar="<= 3,000", met=built.peak_mb <= 3000)
    yield Figure("file", built.size_mb, "MB", bar="<= 700", met=built.size_mb <= 700)


def show(title: str, figures: Iterable[Figure]) -> None:
    """Print a table in Markdown, a row as soon as it is known."""
    print(
        f"\n## {title}\n\n| what | measured | of one core | bar | right | wrong |\n|---|--:|--:|---|--:|--:|"
    )
    for one in figures:
        bar = f"{one.bar} {one.unit}: {'met' if one.met else 'NOT MET'}" if one.bar else ""
        shares = " | ".join("" if share is None else f"{share:.2%}" for share in (one.right, one.wrong))
        of_cpu = "" if one.of_cpu is None else f"{one.of_cpu:,.0f} {one.unit}"
        digits = 0 if one.value >= 100 else 2
        print(
            f"| {one.what} | {one.value:,.{digits}f} {one.unit} | {of_cpu} | {bar} | {shares} |", flush=True
        )


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
    else:
        with tempfile.TemporaryDirectory() as scratch:
            yield Path(scratch)


if __name__ == "__main__":
    main()
