"""HSDS at 10,000 places: whether all services are valid by the compiled schemas, and what it costs to tell them.

    python benchmarks/hsds_valid.py SCHEMAS [--places 10000]

SCHEMAS is the folder with HSDS's compiled schemas. The peer is the same JSON without being checked: what a reader of
the interface waits for is that, the checking is ours.
"""

from __future__ import annotations

import json
import resource
import tempfile
import time
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
from jsonschema import Draft202012Validator

from sociale_kaart.dataset.build import assemble
from sociale_kaart.dataset.example import write_example
from sociale_kaart.export.hsds.files import as_package
from sociale_kaart.export.hsds.nested import Records
from sociale_kaart.export.hsds.tables import tables_of
from sociale_kaart.kaart import open_kaart

DAY = date(2026, 11, 22)


@click.command()
@click.argument("schemas", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--places", default=10_000, show_default=True)
def main(schemas: Path, places: int) -> None:
    """Make the example map, tell it as HSDS, and hold every record against its schema."""
    with tempfile.TemporaryDirectory() as folder:
        data = assemble(open_kaart(write_example(Path(folder) / "kaart", places, 1)), today=DAY)
    begin, memory = time.perf_counter(), _megabytes()
    tables = tables_of(data, DAY)
    records = Records(tables)
    click.echo(
        f"tables: {time.perf_counter() - begin:.1f} s, {_megabytes() - memory:.0f} MB more at the peak"
    )
    begin = time.perf_counter()
    package = as_package(tables, "benchmark")
    click.echo(f"tabular package: {len(package) / 1e6:.1f} MB in {time.perf_counter() - begin:.1f} s")
    told = {
        "service": (records.service(row) for row in tables["service"]),
        "service_list": (records.basic_service(row) for row in tables["service"]),
        "service_at_location": (records.service_at_location(row) for row in tables["service_at_location"]),
        "service_at_location_list": (
            records.basic_service_at_location(row) for row in tables["service_at_location"]
        ),
        "organization": (records.organization(row) for row in tables["organization"]),
        "organization_list": tables["organization"],
    }
    faults = sum(_checked(schemas, name, its) for name, its in told.items())
    raise SystemExit(1 if faults else 0)


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
