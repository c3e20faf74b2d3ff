"""A PDOK Locatieserver v3_1 of our own, on loopback: real answers in real shape, and every fault on demand.

It has the four endpoints (free, suggest, lookup, reverse), filters on `fq` as Solr does, ranks by words shared with
`q`, gives the fields of `fl` only, refuses undeclared parameters with a 400 as the real one does, and counts what it
was asked.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from sociale_kaart.config import Settings
from sociale_kaart.crs import wgs84_to_rd

Doc = dict[str, Any]

# What the OpenAPI description declares; the real service answers 400 to any other.
DECLARED = {"q", "fq", "fl", "rows", "start", "df", "bq", "sort", "wt", "lat", "lon", "qf"}
DECLARED_BY_ENDPOINT = {
    "free": DECLARED,
    "suggest": DECLARED - {"df"},
    "lookup": {"id", "fl", "wt"},
    "reverse": {"lat", "lon", "X", "Y", "distance", "type", "fl", "fq", "rows", "start", "wt"},
}
# What comes back where `fl` is not given; all of them where it is "*".
DEFAULT_FIELDS = {"suggest": "id,weergavenaam,type,score"}

ABBREVIATIONS = (("doctor ", "dr "), ("dokter ", "dr "), ("burgemeester ", "burg "), ("sint ", "st "))

# The one row whose village is no woonplaats of its own (CBS Kerncijfers wijken en buurten 2024).
NEIGHBOURHOODS = {
    "0153200000353152": {
        "wijkcode": "WK015308",
        "wijknaam": "Wijk 08 Glanerbrug en omgeving",
        "buurtcode": "BU01530802",
        "buurtnaam": "Schipholt-Glanermaten",
    }
}

_LABEL = re.compile(
    r"(?P<street>.+) (?P<number>\d+)(?P<letter>[A-Za-z]?)(?:-(?P<suffix>\w+))?, "
    r"(?P<postcode>\d{4}[A-Z]{2}) (?P<place>.+)"
)
_VALUE = r'"(?:[^"\\]|\\.)*"|\w+'
_FILTER = re.compile(rf"(\w+):(?:({_VALUE})|\(((?:{_VALUE})(?: OR (?:{_VALUE}))*)\))")


def address_doc(
    label: str, *, lon: float, lat: float, nummeraanduiding_id: str, gemeente: str, **other: str
) -> Doc:
    """An address as v3_1 answers it (fields of a recorded answer, 2026), from what was recorded of one."""
    read = _LABEL.fullmatch(label)
    assert read is not None, label
    code = nummeraanduiding_id[:4]
    x_rd, y_rd = wgs84_to_rd(lon, lat)
    number, letter, suffix = read.group("number"), read.group("letter"), read.group("suffix") or ""
    object_id = f"{code}01{nummeraanduiding_id[6:]}"
    doc = {
        "bron": "BAG",
        "woonplaatscode": "1000",
        "type": "adres",
        "woonplaatsnaam": read.group("place"),
        "wijkcode": f"WK{code}01",
        "huis_nlt": f"{number}{letter}" + (f"-{suffix}" if suffix else ""),
        "openbareruimtetype": "Weg",
        "buurtnaam": "Centrum",
        "gemeentecode": code,
        "rdf_seealso": f"http://bag.basisregistraties.overheid.nl/bag/id/nummeraanduiding/{nummeraanduiding_id}",
        "weergavenaam": label,
        "suggest": [label, re.sub(r"(\d{4})([A-Z]{2})", r"\1 \2", label)],
        "adrestype": "hoofdadres",
        "straatnaam_verkort": read.group("street").replace("straat", "str").replace("laan", "ln"),
        "id": f"adr-{nummeraanduiding_id}",
        "gemeentenaam": gemeente,
        "buurtcode": f"BU{code}0101",
        "wijknaam": "Wijk 01",
        "identificatie": f"{object_id}-{nummeraanduiding_id}",
        "openbareruimte_id": f"{code}300000000001",
        "waterschapsnaam": "Waterschap Vechtstromen",
        "provinciecode": "PV23",
        "postcode": read.group("postcode"),
        "provincienaam": "Overijssel",
        "geometrie_ll": f"POINT({lon} {lat})",
        "centroide_ll": f"POINT({lon} {lat})",
        "nummeraanduiding_id": nummeraanduiding_id,
        "waterschapscode": "44",
        "adresseerbaarobject_id": object_id,
        "huisnummer": int(number),
        "provincieafkorting": "OV",
        "geometrie_rd": f"POINT({float(x_rd):.3f} {float(y_rd):.3f})",
        "centroide_rd": f"POINT({float(x_rd):.3f} {float(y_rd):.3f})",
        "straatnaam": read.group("street"),
        "shards": "bag",
        "_version_": 1871109222257655812,
        "typesortering": 4.0,
        "sortering": float(number),
        "shard": "bag",
    }
    # The service leaves out what is empty: an address without letter or suffix has neither field.
    return (
        doc
        | other
        | ({"huisletter": letter} if letter else {})
        | ({"huisnummertoevoeging": suffix} if suffix else {})
    )


def twente_docs(rows: Iterable[Mapping[str, str]]) -> list[Doc]:
    """An answer for every row of the recorded Twente table."""
    unique = {row["bag_nummeraanduiding"]: row for row in rows}
    return [
        address_doc(
            row["geocodedAddress"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            nummeraanduiding_id=row["bag_nummeraanduiding"],
            gemeente=row["municipality"],
            **NEIGHBOURHOODS.get(row["bag_nummeraanduiding"], {}),
        )
        for row in unique.values()
    ]


def street_docs(docs: Iterable[Doc]) -> list[Doc]:
    """The streets that these addresses lie on, as the service lists them beside its addresses."""
    return [
        {
            "bron": "BAG/NWB",
            "type": "weg",
            "weergavenaam": f"{doc['straatnaam']}, {doc['woonplaatsnaam']}",
            "id": f"weg-{doc['openbareruimte_id']}",
            **{
                name: doc[name]
                for name in (
                    "straatnaam",
                    "straatnaam_verkort",
                    "woonplaatsnaam",
                    "gemeentecode",
                    "gemeentenaam",
                )
            },
            **{name: doc[name] for name in ("provincienaam", "centroide_ll", "centroide_rd")},
        }
        for doc in {(doc["straatnaam"], doc["woonplaatsnaam"]): doc for doc in docs}.values()
    ]


@dataclass
class Fault:
    """One thing to go wrong.

    none (all is well this once), a status (429, 500, 503, 410, 400 ...), html, cut_json, cut_body, empty, wrong_shape,
    no_json_object, reset, slow (nothing for `seconds`) or trickle (a byte at a time, `seconds` between them).
    """

    kind: str
    retry_after: str | None = None
    seconds: float = 0.0


@dataclass
class Locatieserver:
    """The fake itself. `requests` holds the query of every request; `faults` are played first, one each."""

    docs: list[Doc] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    always: Fault | None = None
    delay_s: float = 0.0
    gzip: bool = False
    ignores_distance: bool = False
    connections: int = 0
    requests: list[dict[str, list[str]]] = field(default_factory=list)
    endpoints: list[str] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    headers: set[str] = field(default_factory=set)
    user_agents: set[str] = field(default_factory=set)

    def __enter__(self) -> Self:
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/search/v3_1"

    def play(
        self, kind: str, *, times: int = 1, retry_after: str | None = None, seconds: float = 0.0
    ) -> None:
        """Let the next requests go wrong."""
        self.faults += [Fault(kind, retry_after=retry_after, seconds=seconds) for _ in range(times)]

    def next_fault(self, endpoint: str, query: dict[str, list[str]], user_agent: str) -> Fault | None:
        with self._lock:
            self.requests.append(query)
            self.endpoints.append(endpoint)
            self.moments.append(time.monotonic())
            self.user_agents.add(user_agent)
            return self.faults.pop(0) if self.faults else self.always

    def answer(self, endpoint: str, query: dict[str, list[str]]) -> tuple[int, Doc]:
        """Status and body for a query, as Solr would give them."""
        if endpoint not in DECLARED_BY_ENDPOINT:
            return 404, _error(f"Onbekend: {endpoint}")
        undeclared = sorted(set(query) - DECLARED_BY_ENDPOINT[endpoint])
        if undeclared:
            return 400, _error(f"Onbekende parameter: {undeclared[0]}")
        ways = {"lookup": self._lookup, "reverse": self._reverse, "suggest": self._suggest}
        found = ways.get(endpoint, self._search)(query)
        if found is None:
            return 400, _error("Verplichte parameter ontbreekt")
        rows = int(query.get("rows", ["10"])[0])
        fields = query.get("fl", [DEFAULT_FIELDS.get(endpoint, "*")])[0]
        return 200, {
            "response": {
                "numFound": len(found),
                "start": 0,
                "maxScore": 11.9,
                "numFoundExact": True,
                "docs": [_shown(doc, fields) for doc in found[:rows]],
            }
        }

    def _search(self, query: dict[str, list[str]]) -> list[Doc] | None:
        """By filters and words; with lat and lon, the nearest first, as its documentation says."""
        found = [doc for doc in self.docs if all(_passes(doc, one) for one in query.get("fq", []))]
        words = _words(_unescape(query.get("q", [""])[0]))
        if words:
            scored = [(_score(doc, words), doc) for doc in found]
            found = [doc for score, doc in sorted(scored, key=lambda pair: -pair[0]) if score > 0]
        return _nearest_first(found, query) if "lat" in query else found

    def _suggest(self, query: dict[str, list[str]]) -> list[Doc] | None:
        """What has every word typed, the last of them as a beginning; streets before their addresses."""
        if not query.get("q"):
            return None
        *words, last = _plain_words(_unescape(query["q"][0]))
        found = [
            doc
            for doc in self.docs
            if all(_passes(doc, one) for one in query.get("fq", []))
            and set(words) <= (known := _words(str(doc["weergavenaam"])))
            and any(word.startswith(last) for word in known)
        ]
        by_kind = sorted(found, key=lambda doc: doc["type"] != "weg")
        return _nearest_first(by_kind, query) if "lat" in query else by_kind

    def _lookup(self, query: dict[str, list[str]]) -> list[Doc] | None:
        return [doc for doc in self.docs if doc["id"] == query["id"][0]] if "id" in query else None

    def _reverse(self, query: dict[str, list[str]]) -> list[Doc] | None:
        if not {"lat", "lon"} <= query.keys():
            return None
        kinds, distance_m = query.get("type", ["adres"]), float(query.get("distance", ["0"])[0])
        near = _nearest_first([doc for doc in self.docs if doc["type"] in kinds], query)
        too_far = math.inf if self.ignores_distance or not distance_m else distance_m
        return [doc for doc in near if doc["afstand"] <= too_far]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed, or gave up waiting, is what some tests are about."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def quick(server: Locatieserver) -> Settings:
    """Settings for the fake: no waiting our turn, no second tries, nothing kept; patient with a busy machine."""
    return Settings(
        pdok_url=server.url,
        requests_per_second=10_000,
        retries=0,
        connect_timeout_s=60.0,
        timeout_s=60.0,
        total_timeout_s=120.0,
        cache="",
    )


def _handler(fake: Locatieserver) -> type[BaseHTTPRequestHandler]:
    return type("Handler", (_Handler,), {"fake": fake})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are two writes: with Nagle's algorithm each answer would wait 40 ms for the other side.
    disable_nagle_algorithm = True
    fake: Locatieserver

    def setup(self) -> None:
        super().setup()
        self.fake.connections += 1

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        endpoint, query = parts.path.rpartition("/")[2], parse_qs(parts.query)
        self.fake.headers |= {name.casefold() for name in self.headers}
        fault = self.fake.next_fault(endpoint, query, self.headers.get("User-Agent", ""))
        time.sleep(self.fake.delay_s)
        if fault is None or fault.kind == "none":
            status, body = self.fake.answer(endpoint, query)
            self._send(status, json.dumps(body).encode())
        elif fault.kind == "reset":
            # SO_LINGER of zero makes the close a reset instead of a polite goodbye.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
        elif fault.kind == "slow":
            time.sleep(fault.seconds)
            self.close_connection = True
        else:
            self._send_wrong(fault, json.dumps(self.fake.answer(endpoint, query)[1]).encode())

    def _send_wrong(self, fault: Fault, right: bytes) -> None:
        bodies = {
            "html": b"<!doctype html><title>Onderhoud</title>",
            "cut_json": right[:-25],
            "cut_body": right,
            "empty": json.dumps({"response": {"numFound": 0, "start": 0, "docs": []}}).encode(),
            "wrong_shape": json.dumps({"features": []}).encode(),
            "no_json_object": b"[]",
        }
        if fault.kind == "trickle":
            self._trickle(right, fault.seconds)
        elif fault.kind in bodies:
            self._send(200, bodies[fault.kind], missing=25 if fault.kind == "cut_body" else 0)
        else:
            body = json.dumps(_error("org.apache.solr.search.SyntaxError")).encode()
            self._send(int(fault.kind), body, retry_after=fault.retry_after)

    def _send(self, status: int, body: bytes, *, retry_after: str | None = None, missing: int = 0) -> None:
        self.send_response(status)
        if self.fake.gzip:
            self.send_header("Content-Encoding", "gzip")
            body = gzip.compress(body)
        self.send_header("Content-Type", "text/html" if body.startswith(b"<") else "application/json")
        self.send_header("Content-Length", str(len(body)))
        if retry_after is not None:
            self.send_header("Retry-After", retry_after)
        self.end_headers()
        self.wfile.write(body[: len(body) - missing])
        self.close_connection = self.close_connection or bool(missing)

    def _trickle(self, body: bytes, pause_s: float) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for i in range(len(body)):
            self.wfile.write(body[i : i + 1])
            time.sleep(pause_s)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _passes(doc: Doc, one: str) -> bool:
    found = _FILTER.fullmatch(one)
    assert found is not None, f"a filter that Solr would refuse: {one}"
    name, alone, several = found.groups()
    return any(
        _is(name, doc.get(name), value) for value in ([alone] if alone else re.findall(_VALUE, several))
    )


def _is(name: str, value: object, wanted: str) -> bool:
    if wanted.startswith('"'):
        wanted = wanted[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if name in ("straatnaam", "woonplaatsnaam", "gemeentenaam"):
        # Analysed text: every word of the phrase, in any case.
        return _words(wanted) <= _words(str(value or ""))
    return str(value) == wanted


def _score(doc: Doc, words: set[str]) -> float:
    """Words in common; a street outranks its own addresses, as recorded ("Dam 1 Amsterdam")."""
    known = _words(str(doc["weergavenaam"])) | _words(str(doc.get("straatnaam_verkort", "")))
    return len(words & known) / len(known) + (0.5 if doc["type"] == "weg" and words & known else 0.0)


def _words(text: str) -> set[str]:
    return set(_plain_words(text))


def _plain_words(text: str) -> list[str]:
    plain = text.casefold().replace(".", " ")
    plain = " ".join(plain.split())
    for long, short in ABBREVIATIONS:
        plain = plain.replace(long, short)
    return re.findall(r"\w+", plain)


def _shown(doc: Doc, fields: str) -> Doc:
    return doc if fields == "*" else {name: doc[name] for name in fields.split(",") if name in doc}


def _nearest_first(docs: list[Doc], query: dict[str, list[str]]) -> list[Doc]:
    x, y = (float(value) for value in wgs84_to_rd(float(query["lon"][0]), float(query["lat"][0])))
    at = {doc["id"]: [float(one) for one in doc["centroide_rd"][6:-1].split()] for doc in docs}
    measured = [doc | {"afstand": round(math.dist((x, y), at[doc["id"]]), 2)} for doc in docs]
    return sorted(measured, key=lambda doc: float(doc["afstand"]))


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _error(message: str) -> Doc:
    return {
        "error": {
            "metadata": ["error-class", "org.apache.solr.common.SolrException"],
            "msg": message,
            "code": 400,
        }
    }
