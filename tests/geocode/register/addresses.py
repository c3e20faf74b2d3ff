"""Addresses to make small registers of, and what such a register says when it is asked in plain SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from sociale_kaart.geocode.register.counts import Counts
from sociale_kaart.geocode.register.layout import AddressRow, unpack_key, unpack_postcode
from sociale_kaart.geocode.register.write import write_register

# De Ruijterkade 105 in Amsterdam, as NLExtract's address CSV has it.
RUIJTERKADE = AddressRow(
    openbare_ruimte="De Ruijterkade",
    openbare_ruimte_kort="",
    huisnummer=105,
    huisletter="",
    huisnummertoevoeging="1",
    postcode="1011AB",
    woonplaats="Amsterdam",
    gemeentecode="GM0363",
    nummeraanduiding_id="0363200000081086",
    adresseerbaarobject_id="0363010000964973",
    buurtcode="",
    x_rd=122177.0,
    y_rd=487877.0,
)


def address(**changes: Any) -> AddressRow:
    """De Ruijterkade 105 without ids, but for what is named."""
    return replace(RUIJTERKADE, **{"nummeraanduiding_id": "", "adresseerbaarobject_id": ""} | changes)


def register_of(folder: Path, *rows: AddressRow) -> tuple[Path, Counts]:
    """A register of these addresses, and what was counted."""
    out = folder / "register.sqlite"
    return out, write_register(rows, out, {"source": "proef"})


def query(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        return database.execute(sql, values).fetchall()


def told(path: Path) -> set[AddressRow]:
    """Every address of a register, spelled out again as it went in (metres to the decimetre)."""
    found = query(
        path,
        "SELECT s.name, s.short, a.key, a.huisletter, a.huisnummertoevoeging, p.woonplaats, p.gemeentecode,"
        " a.nummeraanduiding_id, a.adresseerbaarobject_id, b.buurtcode, a.x, a.y"
        " FROM address a JOIN street s ON s.id = a.street_id JOIN place p ON p.id = s.place_id"
        " LEFT JOIN buurt b ON b.id = a.buurt_id",
    )
    return set(_spelled(found))


def _spelled(found: Iterable[tuple[Any, ...]]) -> Iterable[AddressRow]:
    for name, short, key, letter, suffix, place, gemeente, id_, object_id, buurt, x, y in found:
        postcode, number = unpack_key(key)
        yield AddressRow(
            openbare_ruimte=name,
            openbare_ruimte_kort=short or "",
            huisnummer=number,
            huisletter=letter or "",
            huisnummertoevoeging=suffix or "",
            postcode=unpack_postcode(postcode),
            woonplaats=place,
            gemeentecode=gemeente,
            nummeraanduiding_id="" if id_ is None else f"{id_:016d}",
            adresseerbaarobject_id="" if object_id is None else f"{object_id:016d}",
            buurtcode=buurt or "",
            x_rd=x / 10,
            y_rd=y / 10,
        )
