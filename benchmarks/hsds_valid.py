"""HSDS at 10,000 services: whether every answer of every route is valid by the compiled schemas, and what it costs.

    python -m benchmarks.hsds_valid SCHEMAS [--places 10700]

SCHEMAS is the folder with the compiled schemas of HSDS. An invented map is served from this machine and asked over
HTTP: each list as a stream and by its pages, plain and in full, and then each record by its own address. The schemas
are closed first, so that a field that HSDS does not know is a fault too. A record's own address has to give the bytes
that the full stream gave. Ends with 1 where anything is wrong.

The peer is the same JSON without being checked: what a reader of the interface waits for is that, the checking is ours.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import resource
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import jsonschema_rs

from sociale_kaart.config import Settings
from sociale_kaart.dataset.build import assemble
from sociale_kaart.dataset.example import write_example
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.hsds.files import as_package
from sociale_kaart.export.hsds.tables import tables_of
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.kaart import open_kaart
from sociale_kaart.web.app import create_app
from sociale_kaart.web.hsds.routes import make_ahead
from tests.serving import served

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=AMSTERDAM)
ROOT = "/api/hsds/3.1"
PER_PAGE = 1000  # the most that the interface gives
MOST_FAULTS_SHOWN = 5
ANSWER_WITHIN_S = 600  # the machine may be shared
FULL = "full=true"
MINIMAL = "service_minimal"
# List -> each way to ask for it -> the schema that each of its records is held against.
LISTS: dict[str, dict[str, str]] = {
    "services": {"": "service_list", "minimal=true": MINIMAL, FULL: "service"},
    "service_at_locations": {"": "service_at_location_list", FULL: "service_at_location"},
    "organizations": {
        "": "organization_list",
        "full_service=true": "organization",
        FULL: "organization",
    },
    "taxonomies": {"": "taxonomy"},
    "taxonomy_terms": {"": "taxonomy_term"},
}
# List -> the schema of one record at its own address.
RECORDS = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


@click.command()
@click.argument("schemas", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--places", default=10_000, show_default=True)
def main(schemas: Path, places: int) -> None:
    """Make the example map, tell it as HSDS, and hold every answer against its schema."""
    with tempfile.TemporaryDirectory() as folder:
        data = assemble(open_kaart(write_example(Path(folder) / "kaart", places, 1)), today=DAY)
    _tell_what_files_cost(data)
    app = create_app(data, Settings(tiles_url="", requests_per_minute=0), clock=lambda: NOON)
    begin = time.process_time()
    make_ahead(app)
    click.echo(f"what records are found by: {time.process_time() - begin:.1f} s of processor time")
    with served(app) as address:
        checker = Checker(schemas, address)
        checker.check_all()
    click.echo(f"in all: {checker.answers} answers, {checker.faults} faults")
    raise SystemExit(1 if checker.faults else 0)


def _tell_what_files_cost(data: MapData) -> None:
    begin, memory = time.perf_counter(), _megabytes()
    tables = tables_of(data, DAY)
    more = _megabytes() - memory
    click.echo(f"tables: {time.perf_counter() - begin:.1f} s, {more:.0f} MB more at the peak")
    begin = time.perf_counter()
    package = as_package(tables, "benchmark")
    click.echo(f"tabular package: {len(package) / 1e6:.1f} MB in {time.perf_counter() - begin:.1f} s")


@dataclass
class Count:
    """What asking one thing in one way came to."""

    records: int = 0
    faults: int = 0
    bytes_told: int = 0
    checking_s: float = 0.0
    begin: float = field(default_factory=time.perf_counter)

    def line(self, what: str) -> str:
        """As it is printed."""
        took = time.perf_counter() - self.begin
        return (
            f"{what}: {self.records} records, {self.faults} faults, {self.bytes_told / 1e6:.1f} MB; "
            f"telling {took - self.checking_s:.1f} s, checking {self.checking_s:.1f} s"
        )


class Checker:
    """Asks a running interface for everything it has."""

    def __init__(self, schemas: Path, address: str) -> None:
        self._validators = _validators(schemas)
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=ANSWER_WITHIN_S)
        self.answers = self.faults = 0

    def check_all(self) -> None:
        """Every route, in every way; prints a line of each."""
        self._check_about()
        for name, ways in LISTS.items():
            told: dict[str, bytes] = {}
            for way, schema in ways.items():
                # In full comes last: those are the bytes that a record's own address has to give.
                told = self._check_stream(name, way, schema)
                self._check_pages(name, way, schema, set(told))
            self._check_records(name, RECORDS[name], told, same=FULL in ways)

    def _check_about(self) -> None:
        count = Count()
        about = json.loads(self._asked("")[0])
        self._hold("about", about, count)
        for key in ("openapi_url", "profile"):
            self._asked(urlsplit(about[key]).path.removeprefix(ROOT))
        self._done(count, "/, its description and its profile")

    def _check_stream(self, name: str, way: str, schema: str) -> dict[str, bytes]:
        """Id -> the hash of what was told of it."""
        count, told = Count(), {}
        for line in self._lines(f"/{name}?{way}&format=ndjson"):
            record = json.loads(line)
            self._hold(schema, record, count)
            count.records += 1
            count.bytes_told += len(line)
            if record["id"] in told:
                self._fault(count, f"{name}: {record['id']} told twice")
            told[record["id"]] = _hash(line)
        self._done(count, f"/{name}?{way}, streamed")
        return told

    def _check_pages(self, name: str, way: str, schema: str, ids: set[str]) -> None:
        count, found = Count(), set()
        address: str | None = f"/{name}?{way}&per_page={PER_PAGE}"
        while address is not None:
            body, address = self._asked(address)
            page = json.loads(body)
            count.bytes_told += len(body)
            self._hold("page", {key: page[key] for key in page if key != "contents"}, count)
            for record in page["contents"]:
                self._hold(schema, record, count)
                found.add(record["id"])
            count.records += len(page["contents"])
        if found != ids or page["total_items"] != count.records:
            self._fault(count, f"{name}?{way}: pages and stream differ in {len(found ^ ids)} records")
        self._done(count, f"/{name}?{way}, by page")

    def _check_records(self, name: str, schema: str, told: Mapping[str, bytes], *, same: bool) -> None:
        count = Count()
        for its_id, its_hash in told.items():
            body, _ = self._asked(f"/{name}/{its_id}")
            self._hold(schema, json.loads(body), count)
            count.records += 1
            count.bytes_told += len(body)
            if same and _hash(body) != its_hash:
                self._fault(count, f"{name}/{its_id} is not what the list tells in full")
        self._done(count, f"/{name}/{{id}}, each")

    def _hold(self, schema: str, record: Any, count: Count) -> None:
        begin = time.perf_counter()
        for fault in self._validators[schema].iter_errors(record):
            self._fault(count, f"{schema} {record.get('id', '')} {fault.instance_path}: {fault.message}")
        count.checking_s += time.perf_counter() - begin

    def _fault(self, count: Count, what: str) -> None:
        count.faults += 1
        if count.faults <= MOST_FAULTS_SHOWN:
            click.echo(f"  {what[:300]}")

    def _done(self, count: Count, what: str) -> None:
        self.faults += count.faults
        click.echo(count.line(what.replace("?,", ",")))

    def _asked(self, address: str) -> tuple[bytes, str | None]:
        """An answer, and the address of the next page where it names one."""
        answer = self._answer(address)
        following = answer.headers.get("Link")
        body = answer.read()
        if following is None:
            return body, None
        parts = urlsplit(following[1:].partition(">")[0])
        return body, f"{parts.path.removeprefix(ROOT)}?{parts.query}"

    def _lines(self, address: str) -> Iterator[bytes]:
        for line in self._answer(address):
            yield line.rstrip(b"\n")

    def _answer(self, address: str) -> http.client.HTTPResponse:
        self._connection.request("GET", ROOT + address)
        answer = self._connection.getresponse()
        assert answer.status == HTTPStatus.OK, (address, answer.status)
        self.answers += 1
        return answer


def _validators(folder: Path) -> dict[str, jsonschema_rs.Draft202012Validator]:
    def read(name: str) -> Any:
        return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))

    described = read("openapi")
    terms = ("taxonomy", "taxonomy_term")
    names = {name for ways in LISTS.values() for name in ways.values()} | set(RECORDS.values())
    schemas = {name: read(name) for name in names.difference(terms, {MINIMAL})}
    # The description of `minimal` names a field that no schema has; ours has it as the description says.
    schemas[MINIMAL] = read("service_list")
    schemas[MINIMAL]["properties"]["modified_date"] = {"type": "string", "format": "date-time"}
    # Terms and taxonomies have no compiled file of their own; they stand whole in what they classify.
    term = schemas["service"]["properties"]["attributes"]["items"]["properties"]["taxonomy_term"]
    schemas |= {"taxonomy_term": term, "taxonomy": term["properties"]["taxonomy_detail"]}
    schemas["page"] = described["components"]["schemas"]["Page"]
    answer = described["paths"]["/"]["get"]["responses"]["200"]["content"]["application/json"]
    schemas["about"] = answer["schema"]
    return {
        name: jsonschema_rs.Draft202012Validator(_closed(one), validate_formats=True)
        for name, one in schemas.items()
    }


def _closed(schema: Any) -> Any:
    """A schema that refuses fields that it does not name, at every depth."""
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict):
        closed.setdefault("additionalProperties", False)
    return closed


def _hash(told: bytes) -> bytes:
    return hashlib.blake2b(told, digest_size=16).digest()


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
