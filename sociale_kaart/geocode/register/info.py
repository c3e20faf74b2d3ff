"""Opens a register file for reading, after making sure that it is one, whole, and of a format that we read."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from sociale_kaart.errors import RegisterDamaged, RegisterError, RegisterNotFound, RegisterOutdated
from sociale_kaart.geocode.register.counts import Refusal
from sociale_kaart.geocode.register.layout import APPLICATION_ID, FORMAT
from sociale_kaart.geocode.street import normalise_street

REBUILD = "Rebuild it: sociale-kaart register build SOURCE OUT"
_MAKE_AGAIN = "Maak het opnieuw: sociale-kaart register build BRON UIT."
_MAGIC = b"SQLite format 3\x00"
_HEADER_SIZE = 100

COUNTED = (
    "rows",
    "addresses",
    "streets",
    "places",
    "segments",
    "without_postcode",
    "located",
    "without_gemeente",
)
_LABELS: Mapping[str, str] = {
    "source": "bron",
    "source_date": "datum van de bron",
    "source_layers": "lagen",
    "source_columns": "kolommen",
    "source_sha256": "controlegetal van de bron (SHA-256)",
    "licence": "licentie",
    "attribution": "herkomst",
    "built_at": "gemaakt op",
    "format": "formaat van het register",
    "normalisation": "spelregels voor straatnamen",
    "rows": "rijen in de bron",
    "addresses": "adressen",
    "streets": "straten",
    "places": "woonplaatsen",
    "segments": "straatdelen met één postcode",
    "without_postcode": "adressen zonder postcode",
    "located": "rijen met opgezochte gemeente",
    "without_gemeente": "rijen in geen enkele gemeente",
}

# Street names that between them meet the rules of street.normalise_street: titles, endings, sides, ordinals, years.
_PROBES = (
    "'t Zand",
    "1e Const. Huygensstraat",
    "2de Wilakkersstr.",
    "Burg. v.d. Veldepln",
    "Dr. H.J. van Mookwg",
    "Ds. Sannesstrjitte",
    "Eerste van der Helststraat",
    "Gen. v/d Heydenlaan",
    "IJsselkade",
    "Jhr. Mr. Dr. L.E.M. von Fisennewg",
    "Kanaal N.Z.",
    "Kon. Wilhelminapl",
    "Laan 1940-1945",
    "Laan v Nieuw Oost-Indië",
    "N.Z. Voorburgwal",
    "Nwe Gracht",
    "O.L.V.-plein",
    "Past. & Kosterspad",
    "Prins Bernhardsngl O",
    "St. Jansblvd",
    "Weth. Brautigamplnts",
)


def normalisation() -> str:
    """Which rules for street names this version has: another text means that stored forms no longer fit."""
    return hashlib.sha256("\n".join(map(normalise_street, _PROBES)).encode()).hexdigest()[:12]


def open_register(path: Path) -> sqlite3.Connection:
    """A register file, to be read only; the connection may go from thread to thread.

    Raises RegisterNotFound, RegisterDamaged (no register, or cut short) or RegisterOutdated (another format or other
    rules for street names).
    """
    _require_whole(path)
    with reading(path):
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        try:
            _require_ours(connection, path)
            connection.execute(f"PRAGMA mmap_size = {1 << 40}")
            connection.execute("PRAGMA query_only = ON")
        except BaseException:  # Ctrl+C too: nobody else knows of this connection
            connection.close()
            raise
    return connection


def read_meta(path: Path) -> dict[str, str]:
    """What a register says of itself, by name; raises as open_register does."""
    with closing(open_register(path)) as connection, reading(path):
        return dict(connection.execute("SELECT name, value FROM meta ORDER BY name"))


def is_register(path: Path) -> bool:
    """Whether a file says it is a register, of whatever format; it may still be damaged."""
    with path.open("rb") as file:
        header = file.read(_HEADER_SIZE)
    return header.startswith(_MAGIC) and int.from_bytes(header[68:72]) == APPLICATION_ID


def check(path: Path) -> None:
    """Read a register from end to end: every page in its place, every index in agreement with its table.

    SQLite keeps no sums of what is in a page, so a number that became another one goes unnoticed. Raises as
    open_register does, RegisterDamaged where something is out of order. Takes some 3 s for ten million addresses.
    """
    with closing(open_register(path)) as connection, reading(path):
        verdict = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if verdict != "ok":
        raise _damaged(path, " ".join(verdict.split()))


def facts(path: Path) -> list[tuple[str, str]]:
    """What a register says of itself, in Dutch: label and value; raises as open_register does."""
    meta = read_meta(path)
    told = [(label, _value(name, meta[name])) for name, label in _LABELS.items() if meta.get(name)]
    refused = [
        (f"overgeslagen: {why}", _value("rows", meta[name]))
        for why in Refusal
        if (name := f"refused_{why.name.lower()}") in meta
    ]
    return [
        *told,
        *refused,
        ("grootte van het bestand", f"{path.stat().st_size / 1e6:.1f} MB".replace(".", ",")),
    ]


def as_json(path: Path) -> str:
    """What a register says of itself, for programs: counts as numbers, refusals together."""
    meta = read_meta(path)
    refused = {
        name.removeprefix("refused_"): int(value)
        for name, value in meta.items()
        if name.startswith("refused_")
    }
    numbers = {name: int(meta[name]) for name in ("format", *COUNTED) if name in meta}
    texts = {name: value for name, value in meta.items() if not name.startswith("refused_")}
    return json.dumps(texts | numbers | {"refused": refused}, ensure_ascii=False, indent=2, sort_keys=True)


def _value(name: str, value: str) -> str:
    return f"{int(value):,}".replace(",", ".") if name in COUNTED else value


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Around whatever reads a register: a file that proves damaged ends as RegisterDamaged."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as fault:
        raise _damaged(path, str(fault)) from fault


def _require_whole(path: Path) -> None:
    """Before SQLite maps the file into memory: a file that is shorter than it says would end the process."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_SIZE)
            size = file.seek(0, 2)
    except FileNotFoundError:
        raise RegisterNotFound(
            "there is no register here",
            where=path,
            remedy="Make one: sociale-kaart register build SOURCE OUT",
            dutch="hier is geen adressenregister. Maak er een: sociale-kaart register build BRON UIT.",
        ) from None
    except OSError as fault:
        raise RegisterError(
            f"this register cannot be read ({fault.strerror})",
            where=path,
            dutch=f"dit adressenregister kan niet gelezen worden ({fault.strerror}). "
            "Kijk of het een bestand is, en of u het mag openen.",
        ) from fault
    if len(header) < _HEADER_SIZE or not header.startswith(_MAGIC):
        raise _no_register(path)
    page = int.from_bytes(header[16:18])
    expected = (65_536 if page == 1 else page) * int.from_bytes(header[28:32])
    if size < expected:
        raise RegisterDamaged(
            "this register is cut short",
            where=path,
            expected=f"expected {expected} bytes, found {size}",
            remedy=f"Copy it again, or rebuild it: {REBUILD.partition(': ')[2]}",
            dutch=f"dit adressenregister is niet compleet: {size} van de {expected} bytes zijn er. "
            f"Kopieer het nog eens. {_MAKE_AGAIN}",
        )


def _require_ours(connection: sqlite3.Connection, path: Path) -> None:
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise _no_register(path)
    built_by = _pragma(connection, "user_version")
    if built_by != FORMAT:
        raise RegisterOutdated(
            f"register {path.name} was built by format {built_by}, this version reads {FORMAT}",
            remedy=REBUILD,
            dutch=f"adressenregister {path.name} is van formaat {built_by}, en dit programma leest formaat {FORMAT}. "
            f"{_MAKE_AGAIN}",
        )
    meta: Mapping[str, str] = dict(
        connection.execute("SELECT name, value FROM meta WHERE name = 'normalisation'")
    )
    if meta.get("normalisation") != normalisation():
        raise RegisterOutdated(
            f"register {path.name} was built with other rules for street names than this version has",
            remedy=REBUILD,
            dutch=f"adressenregister {path.name} is gemaakt met andere regels voor straatnamen dan dit programma "
            f"heeft. {_MAKE_AGAIN}",
        )


def _no_register(path: Path) -> RegisterDamaged:
    return RegisterDamaged(
        "this file is no register of addresses",
        where=path,
        remedy=REBUILD,
        dutch=f"dit bestand is geen adressenregister. {_MAKE_AGAIN}",
    )


def _damaged(path: Path, how: str) -> RegisterDamaged:
    return RegisterDamaged(
        f"this register is damaged ({how})",
        where=path,
        remedy=REBUILD,
        dutch=f"dit adressenregister is beschadigd ({how}). {_MAKE_AGAIN}",
    )


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
