"""HSDS at 10,000 places: whether each record of each list is valid by the compiled schemas, and what it costs.

    python -m benchmarks.hsds_valid SCHEMAS [--places 10000]

SCHEMAS is the folder with the compiled schemas of HSDS. Records come as the interface streams them. The peer is the
same JSON without being checked: what a reader of the interface waits for is that, the checking is ours.
"""

from __future__ import annotations

import json
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import click
from flask import Flask
from jsonschema import Draft202012Validator

from sociale_kaart.config import Settings
from sociale_kaart.dataset.build import assemble
from sociale_kaart.dataset.example import write_example
from sociale_kaart.export.hsds.files import as_package
from sociale_kaart.export.hsds.tables import tables_of
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.kaart import open_kaart
from sociale_kaart.web.app import create_app
from sociale_kaart.web.hsds.routes import make_ahead

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=AMSTERDAM)
ROOT = "/api/hsds/3.1"
# Compiled schema -> the list of which each record is held against it.
LISTS = {
    "service": "services?full=true&format=ndjson",
    "service_list": "services?format=ndjson",
    "service_at_location": "service_at_locations?full=true&format=ndjson",
    "service_at_location_list": "service_at_locations?format=ndjson",
    "organization": "organizations?full=true&format=ndjson",
    "organization_list": "organizations?format=ndjson",
}


@click.command()
@click.argument("schemas", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--places", default=10_000, show_default=True)
def main(schemas: Path, places: int) -> None:
    """Make the example map, tell it as HSDS, and hold every record against its schema."""
    with tempfile.TemporaryDirectory() as folder:
        data = assemble(open_kaart(write_example(Path(folder) / "kaart", places, 1)), today=DAY)
    begin, memory = time.perf_counter(), _megabytes()
    tables = tables_of(data, DAY)
    click.echo(
        f"tables: {time.perf_counter() - begin:.1f} s, {_megabytes() - memory:.0f} MB more at the peak"
    )
    begin = time.perf_counter()
    package = as_package(tables, "benchmark")
    click.echo(f"tabular package: {len(package) / 1e6:.1f} MB in {time.perf_counter() - begin:.1f} s")
    del tables, package
    app = create_app(data, Settings(tiles_url="", requests_per_minute=0), clock=lambda: NOON)
    begin = time.process_time()
    make_ahead(app)
    click.echo(f"what records are found by: {time.process_time() - begin:.1f} s of processor time")
    faults = sum(_checked(schemas, name, _told(app, address)) for name, address in LISTS.items())
    raise SystemExit(1 if faults else 0)


def _told(app: Flask, address: str) -> Iterator[Mapping[str, Any]]:
    """Every record of a list, as the interface streams it."""
    answer = app.test_client().get(f"{ROOT}/{address}")
    assert answer.status_code == HTTPStatus.OK, answer.status
    rest = b""
    for piece in answer.iter_encoded():
        *lines, rest = (rest + piece).split(b"\n")
        yield from map(json.loads, lines)


def _checked(schemas: Path, name: str, told: Iterable[Mapping[str, Any]]) -> int:
    """How many faults a kind of record has in all; prints what it cost."""
    schema = json.loads((schemas / f"{name}.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    count = faults = size = 0
    telling = checking = 0.0
    begin = time.perf_counter()
    for record in told:
        size += len(json.dumps(record))
        middle = time.perf_counter()
        telling += middle - begin
        faults += sum(1 for _ in validator.iter_errors(record))
        count += 1
        begin = time.perf_counter()
        checking += begin - middle
    click.echo(
        f"{name}: {count} records, {faults} faults, {size / 1e6:.1f} MB; "
        f"telling {telling:.1f} s, checking {checking:.1f} s ({checking / max(telling, 1e-9):.0f} times as long)"
    )
    return faults


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
