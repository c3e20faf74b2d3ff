"""The files at /data: each made once per opened map, on disk, and answered compressed, in parts or not at all (304)."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any

import brotli
from flask import Blueprint, Flask, Response, current_app, request, send_file
from flask_babel import gettext as _

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.export.datapackage import DataFile, datapackage
from sociale_kaart.export.datatables import DataTable, tables_of
from sociale_kaart.export.datawriters import FORMATS, About
from sociale_kaart.export.dcat import dcat
from sociale_kaart.export.desks import desks_of
from sociale_kaart.export.examplenotice import EXAMPLE_NOTICE, LABEL
from sociale_kaart.export.icalendar import MIMETYPE, calendar_of
from sociale_kaart.export.licences import licence_of
from sociale_kaart.web.documents import EXAMPLE_HEADER, Document, encoding_taken
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.shelf import NO_SHELF, Shelf
from sociale_kaart.web.site import Site, current_site

AGENDA = "agenda.ics"
DRAFTS = "nieuw"
JSON_LD = "application/ld+json"
# In a site of files, instead of the API (filesite/package.py).
HSDS_PACKAGE = "hsds.zip"
_EXTENSION = "sociale_kaart_datafiles"
_PACKED = frozenset({"text/csv", "application/geo+json", MIMETYPE})  # the others are compressed in themselves
_PIECE_BYTES = 1 << 16

blueprint = Blueprint("datafiles", __name__, url_prefix="/data")


@dataclass(frozen=True, slots=True)
class Made:
    """A file on disk, and what is told of it."""

    path: Path
    told: DataFile


class DataFiles:
    """The data files of one map, in a folder of their own that goes when the map is closed.

    Written elsewhere, piece by piece, and then moved: nobody is sent a half.
    """

    def __init__(self, data: MapData, hours: MapHours, shelf: Shelf = NO_SHELF) -> None:
        self._data, self._hours, self._shelf = data, hours, shelf
        self._made: dict[str, Made] = {}
        self._lock = Lock()
        self._laid = shelf.folder / "data" if shelf.folder else None
        if shelf.fills and self._laid:
            self._folder = self._laid
        else:
            self._folder = Path(tempfile.mkdtemp(prefix="sociale-kaart-data-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        # A process that was to lay things ready before may have come as far as this.
        for folder in (self._folder, self._folder / DRAFTS):
            folder.mkdir(exist_ok=True)

    @cached_property
    def _tables(self) -> Mapping[str, DataTable]:
        return tables_of(self._data)

    @property
    def names(self) -> list[str]:
        """Of every file that there is here: GeoParquet only where its package is installed."""
        suiting = [
            f"{table.name}.{kind.ending}"
            for table in self._tables.values()
            for kind in FORMATS.values()
            if kind.suits(table)
        ]
        return [*suiting, AGENDA]

    def all(self) -> list[DataFile]:
        """What there is to tell of every file; makes those that nobody asked for yet."""
        told = [self.made(name).told for name in self.names]
        for table in self._tables.values():
            table.release()
        return told

    def made(self, name: str) -> Made:
        """One file; raises KeyError where there is none of that name."""
        if name not in self.names:
            raise KeyError(name)
        with self._lock:
            if name not in self._made:
                self._made[name] = self._found(name)
            return self._made[name]

    def _found(self, name: str) -> Made:
        """As it lies ready, or made."""
        return self._shelf.get(
            f"data/{name}", lambda: self._make(name), write=_to_json, read=self._laid_ready
        )

    def _laid_ready(self, told: bytes) -> Made:
        assert self._laid is not None
        said = json.loads(told)
        name = said["name"]
        table = None if name == AGENDA else self._tables[name.partition(".")[0]]
        return Made(self._laid / name, DataFile(**{**said, "table": table}))

    def _make(self, name: str) -> Made:
        stem, _, ending = name.partition(".")
        path, draft = self._folder / name, self._folder / DRAFTS / name
        if name == AGENDA:
            draft.write_bytes(self._calendar())
            told = (
                "Agenda",
                "Alle bekende tijden, om in een agenda te openen.",
                "iCalendar",
                MIMETYPE,
                "ICS",
            )
            table = None
        else:
            kind, table = FORMATS[ending], self._tables[stem]
            kind.write(table, self._about(table), draft)
            told = (table.title, table.description, kind.name, kind.mimetype, kind.authority)
        if told[3] in _PACKED:
            _pack(draft, path)
        size, digest = draft.stat().st_size, _sha256(draft)
        draft.replace(path)
        return Made(path, DataFile(name, *told, size, digest, table))

    def _calendar(self) -> bytes:
        listings = self._data.inventory.listings
        desks = [desk for one in listings for desk in desks_of(self._data, self._hours, one)]
        return calendar_of(self._data.config.title, desks, known_on=self._data.known_on)

    def _about(self, table: DataTable) -> About:
        config = self._data.config
        said, _ = licence_of(self._data)
        lines = [
            ("kaart", config.title),
            ("wat", table.description),
            ("van", config.publisher.name),
            ("licentie", said),
            ("stand van", self._data.known_on.isoformat()),
            *((f"bron: {one.name}", f"{one.supplier}, {one.as_of}, {one.licence}") for one in config.sources),
        ]
        if config.example:
            lines.insert(0, (LABEL, EXAMPLE_NOTICE))
        return About(config.title, self._data.known_on, tuple(lines))


def install(app: Flask, site: Site) -> None:
    """Keep the files of the site's map; nothing is made yet."""
    app.extensions[_EXTENSION] = DataFiles(site.data, site.hours, site.shelf)


def make_ahead(app: Flask) -> None:
    """Make every file, so that no visitor waits; of a whole country half a minute's work, and 300 MB of memory."""
    files: DataFiles = app.extensions[_EXTENSION]
    files.all()


def current_files() -> DataFiles:
    """Those of the running app."""
    found: DataFiles = current_app.extensions[_EXTENSION]
    return found


@blueprint.get("/datapackage.json")
def datapackage_json() -> Response:
    """What the files are: a Data Package."""
    content = Document(datapackage(current_site().data, current_files().all()))
    return _told(content.response("application/json"))


@blueprint.get("/dcat.jsonld")
def dcat_jsonld() -> Response:
    """The same for data portals: DCAT-AP-NL."""
    site = current_site()
    root = (site.settings.public_url or request.url_root).rstrip("/")
    package = HSDS_PACKAGE if current_app.config.get("FROZEN") else ""
    return _told(Document(dcat(site.data, current_files().all(), root, package)).response(JSON_LD))


@blueprint.get("/<name>")
def file(name: str) -> Response:
    """One file."""
    try:
        made = current_files().made(name)
    except KeyError:
        raise Refused(
            HTTPStatus.NOT_FOUND, _("Dit bestand is er niet. Alle bestanden staan op /data.")
        ) from None
    encoding = "" if "Range" in request.headers else encoding_taken()
    packed = made.path.with_name(f"{name}.{encoding}")
    path = packed if encoding and packed.is_file() else made.path
    tag = made.told.sha256[:20] + (f"-{encoding}" if path is packed else "")
    response = send_file(
        path, mimetype=made.told.mimetype, as_attachment=True, download_name=name, etag=tag, conditional=True
    )
    if path is packed:
        response.content_encoding = encoding
    response.vary.add("Accept-Encoding")
    response.headers["Repr-Digest"] = f"sha-256=:{_base64(made.told.sha256)}:"
    return _told(response, conditional=False)


def _to_json(made: Made) -> bytes:
    """What is told of a file, but for its table, which every process has."""
    return json.dumps(asdict(replace(made.told, table=None))).encode()


def _told(response: Response, *, conditional: bool = True) -> Response:
    response.headers["Cache-Control"] = "no-cache"
    if current_site().data.config.example:
        response.headers[EXAMPLE_HEADER] = "1"
    if conditional:
        response.make_conditional(request)
    return response


def _pack(source: Path, path: Path) -> None:
    """The same file compressed, beside it; in pieces, however large it is."""
    with source.open("rb") as read, gzip.GzipFile(f"{path}.gzip", "wb", 9, mtime=0) as zipped:
        shutil.copyfileobj(read, zipped, _PIECE_BYTES)
    squeeze: Any = brotli.Compressor(quality=9)
    with Path(f"{path}.br").open("wb") as squeezed:
        for piece in _pieces(source):
            squeezed.write(squeeze.process(piece))
        squeezed.write(squeeze.finish())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as read:
        while piece := read.read(_PIECE_BYTES):
            yield piece


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    for piece in _pieces(path):
        digest.update(piece)
    return digest.hexdigest()


def _base64(digest: str) -> str:
    from base64 import b64encode

    return b64encode(bytes.fromhex(digest)).decode()
