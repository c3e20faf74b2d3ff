"""Bar 5: geocode-file on 100,000 messy rows: rows out = rows in, and nothing lost or doubled after kill -9.

    .venv/bin/python benchmarks/geocode_file.py [--rows 100000] [--kills 10] [--seed 1]

Makes a register of the shared data's Groningen addresses, and a table of messy variants of them with columns that are
easily spoiled. One run goes undisturbed; then runs are killed by SIGKILL at random moments and started again, until
so many were. Every file that comes of it must be the undisturbed one, byte for byte. Prints the processor time beside
that of the bare look-ups in the same run, without reading, writing or journal.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from sociale_kaart.batch.answer import MATCH_COLUMNS
from sociale_kaart.batch.asking import MANY
from sociale_kaart.crs import wgs84_to_rd
from sociale_kaart.geocode.register.layout import AddressRow
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.geocode.register.write import write_register
from sociale_kaart.model import AddressInput

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "adressen" / "groningen_adressen.csv"
HEADINGS = ("Nr", "Naam", "Datum", "Adres", "Postcode", "Plaats", "Bedrag", "Opmerking", "Opmerking")
KEYS = "qwertyuiopasdfghjklzxcvbnm"

Real = Mapping[str, str]


def main() -> None:
    """Make the table, run it, kill it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=DATA)
    arguments = parser.parse_args()
    real = read_real(arguments.data)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        register, source = folder / "groningen.register", folder / "in.csv"
        write_register(address_rows(real), register, {"source": "shared data, Groningen"})
        write_table(source, messy_rows(real, arguments.rows, random.Random(arguments.seed)))
        undisturbed = folder / "heel.csv"
        takes_s = finish(start(source, undisturbed, register))
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(told(source, undisturbed, takes_s, used.ru_maxrss / 1024))
        # Processor time: on a busy machine the clock on the wall compares the neighbours.
        whole_s, bare_s = used.ru_utime + used.ru_stime, bare_lookups(undisturbed, register)
        print(
            f"processor time: {whole_s:.1f} s, of the bare look-ups {bare_s:.1f} s: {whole_s / bare_s:.2f} times"
        )
        moments = random.Random(arguments.seed + 1)
        killed, finished = kill_and_resume(
            folder, source, register, arguments.kills, lambda: moments.uniform(0.0, takes_s)
        )
        print(f"killed {killed} times with SIGKILL; {finished} files came of it, each the undisturbed one")


def read_real(path: Path) -> list[Real]:
    """The real addresses, each with the columns of the shared data's file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def address_rows(real: Sequence[Real]) -> Iterator[AddressRow]:
    """The same for a register; ids are made up, for the file has none."""
    for number, row in enumerate(real):
        x_rd, y_rd = wgs84_to_rd(float(row["lon"]), float(row["lat"]))
        yield AddressRow(
            openbare_ruimte=row["street"],
            openbare_ruimte_kort="",
            huisnummer=int(row["number"]),
            huisletter=row["letter"],
            huisnummertoevoeging=row["suffix"],
            postcode=row["postal_code"],
            woonplaats=row["city"],
            gemeentecode="GM0014",
            nummeraanduiding_id=f"00142{number:011d}",
            adresseerbaarobject_id="",
            buurtcode="",
            x_rd=float(x_rd),
            y_rd=float(y_rd),
        )


def messy_rows(real: Sequence[Real], count: int, chance: random.Random) -> Iterator[list[str]]:
    """Rows as people keep them: addresses misspelled and half filled in, among cells that a careless reader spoils."""
    for number in range(count):
        row = chance.choice(real)
        street, suffix = row["street"], row["letter"] + (f"-{row['suffix']}" if row["suffix"] else "")
        address = chance.choice(MESSES)(f"{street} {row['number']}{suffix}", chance)
        postcode = "" if chance.random() < 0.2 else row["postal_code"]
        place = "" if postcode and chance.random() < 0.3 else row["city"]
        if chance.random() < 0.01:
            address = postcode = place = ""
        note = chance.choice(
            ("", "=1+1", "+31 50 123 45 67", "café; 'De Kroeg'", 'zegt "nee"', "twee\nregels", " spaties ")
        )
        yield [
            f"{number:06d}",
            f"Plek {number}",
            f"{chance.randint(1, 28):02d}-0{chance.randint(1, 9)}-2024",
            address,
            postcode,
            place,
            f"{chance.randint(0, 9999)},{chance.randint(0, 99):02d}",
            note,
            "",
        ]


def _typo(text: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(2, len(text) // 2))
    return text[:at] + chance.choice(KEYS) + text[at + 1 :]


def _swapped(text: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(2, len(text) // 2))
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


MESSES: tuple[Callable[[str, random.Random], str], ...] = (
    lambda text, _: text,
    lambda text, _: text.upper(),
    lambda text, _: text.lower().replace(" ", "  "),
    lambda text, _: text.replace("straat", "str."),
    lambda text, _: f"Wijkcentrum, {text}",
    lambda text, _: f"{text} (achterom)",
    _typo,
    _swapped,
)


def write_table(path: Path, rows: Iterator[list[str]]) -> None:
    """A CSV as a Dutch Excel writes it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows(rows)


def start(source: Path, out: Path, register: Path, chunk: int = MANY) -> subprocess.Popen[bytes]:
    """The command, as a program of its own; chunk is how many answers it finds before it writes them down."""
    program = (
        f"from sociale_kaart.batch import asking; asking.MANY = {chunk}\n"
        "from sociale_kaart.cli import main; main()"
    )
    command = [sys.executable, "-c", program, "geocode-file", str(source), str(out)]
    return subprocess.Popen(
        [*command, "--backend", "register", "--register", str(register)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def finish(process: subprocess.Popen[bytes]) -> float:
    """Let it end by itself; the seconds that takes."""
    started = time.monotonic()
    assert process.wait() == 0, "geocode-file did not end well"
    return time.monotonic() - started


def kill_and_resume(
    folder: Path, source: Path, register: Path, kills: int, moment: Callable[[], float], chunk: int = MANY
) -> tuple[int, int]:
    """Kill runs at random moments until so many were, each next one going on; compare every file that comes of it.

    Returns how many runs were killed, and how many files were finished and found equal to heel.csv.
    """
    good = (folder / "heel.csv").read_bytes()
    out = folder / "uit.csv"
    killed = finished = 0
    while killed < kills or not finished:
        process = start(source, out, register, chunk)
        if killed < kills:
            time.sleep(moment())
            process.send_signal(signal.SIGKILL)
        if process.wait() == -signal.SIGKILL:
            killed += 1
            assert not out.exists() or out.read_bytes() == good, "a killed run left half a file"
            continue
        assert out.read_bytes() == good, (
            f"a resumed run wrote another file: {difference(good, out.read_bytes())}"
        )
        assert [path.name for path in folder.glob(".*")] == [], "something was left behind"
        out.unlink()
        finished += 1
    return killed, finished


def difference(good: bytes, other: bytes) -> str:
    """The first line that is not the same."""
    for number, (here, there) in enumerate(zip(good.split(b"\n"), other.split(b"\n"), strict=False), start=1):
        if here != there:
            return f"line {number} is {there!r}, not {here!r}"
    return "one is longer"


def told(source: Path, out: Path, takes_s: float, peak_mb: float) -> str:
    """What came of an undisturbed run, once it is sure that every row is there, in order and unchanged."""
    levels: Counter[str] = Counter()
    rows = 0
    with (
        source.open(encoding="utf-8-sig", newline="") as before,
        out.open(encoding="utf-8-sig", newline="") as after,
    ):
        pairs = zip_longest(csv.reader(before, delimiter=";"), csv.reader(after, delimiter=";"))
        headings_in, headings_out = next(pairs)
        assert headings_out == [*headings_in, *MATCH_COLUMNS]
        for there, here in pairs:
            assert there is not None, f"row {rows + 2} came from nowhere"
            assert here is not None, f"row {rows + 2} is lost"
            assert here[: len(there)] == there, f"row {rows + 2} was changed"
            levels[here[len(there)]] += 1
            rows += 1
    counts = ", ".join(f"{level or 'empty'} {count}" for level, count in levels.most_common())
    return (
        f"{rows} rows in = rows out, each unchanged, in {takes_s:.1f} s ({rows / takes_s:.0f} rows/s, "
        f"peak {peak_mb:.0f} MB): {counts}"
    )


def bare_lookups(table: Path, register: Path) -> float:
    """Processor time in seconds of the same distinct addresses, without reading, writing and journal."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter=";")
        next(rows)
        asked = {
            one.key: one
            for row in rows
            if (one := AddressInput(text=row[3], postcode=row[4], woonplaats=row[5]))
        }
    with RegisterBackend(register) as backend:
        started = time.process_time()
        backend.lookup_many(list(asked.values()), processes=1)
        return time.process_time() - started


if __name__ == "__main__":
    main()
