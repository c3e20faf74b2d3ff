"""What registers are made of: files of addresses, each with columns of its own, brought to the names of AddressRow.

Foreign column names die here. Each kind of file has a small adapter (sources_*.py) that gives batches of columns; build
picks the one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.geocode.register.write import Advance
from sociale_kaart.model import fold

BATCH = 200_000  # rows

# Field of an address, and what its column is called: our own name first, then BAG's light GeoPackage, NLExtract's
# CSV, the sample GeoPackage of Amsterdam, and what people write.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "openbare_ruimte": ("openbare_ruimte_naam", "openbareruimte", "straatnaam", "straat", "street"),
    "openbare_ruimte_kort": ("openbare_ruimte_naam_kort", "verkorteopenbareruimte"),
    "huisnummer": ("nummer", "number", "housenumber"),
    "huisletter": ("letter",),
    "huisnummertoevoeging": ("toevoeging", "huisnummer_toevoeging", "suffix", "addition"),
    "postcode": ("pc6", "postal_code", "zipcode"),
    "woonplaats": ("woonplaats_naam", "woonplaatsnaam", "plaats", "plaatsnaam", "city"),
    "gemeentecode": ("bronhouder_identificatie", "gemeente_code", "gm_code"),
    "gemeente": ("gemeente_naam", "gemeentenaam", "municipality"),
    "nummeraanduiding_id": (
        "nummeraanduiding_hoofdadres_identificatie",
        "hoofdadres_identificatie",
        "nummeraanduiding",
        "nummeraanduiding_identificatie",
        "nummer_id",
    ),
    "adresseerbaarobject_id": (
        "adresseerbaarobject",
        "adresseerbaarobject_identificatie",
        "object_id",
        "verblijfsobject_id",
        "vbo_id",
        "identificatie",
    ),
    "buurtcode": ("buurt_code", "bu_code"),
    "status": ("verblijfsobjectstatus",),
    "x_rd": ("rd_x", "x"),
    "y_rd": ("rd_y", "y"),
    "lon": ("longitude", "lng"),
    "lat": ("latitude",),
}
POINT_PAIRS = (("x_rd", "y_rd"), ("lon", "lat"))
_REQUIRED = ("openbare_ruimte", "huisnummer", "woonplaats")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file of addresses that was opened and understood, not yet read.

    batches : gives columns named as AddressRow's fields (see Intake.add), telling how far it is
    total : what that counts up to
    columns : field of an address -> its column in the file
    date : day that the file says it is of, or ""
    layers, passed_over : of a GeoPackage, what is read and what holds no addresses
    """

    batches: Callable[[Advance], Iterator[pd.DataFrame]]
    total: int
    columns: Mapping[str, str]
    date: str = ""
    layers: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = field(default=())


def map_columns(
    found: Sequence[str], asked: Mapping[str, str], where: Path, *, has_points: bool = False
) -> dict[str, str]:
    """Field -> column of this file: as asked, else by any name that we know; raises SourceUnreadable where one lacks.

    Parameters
    ----------
    found : the file's columns
    has_points : whether the file says where its addresses lie in another way than by columns
    """
    _require_known(found, asked, where)
    by_name = {_plain(column): column for column in reversed(found)}
    mapped = dict(asked)
    for name, synonyms in SYNONYMS.items():
        named = (by_name[one] for one in (name, *synonyms) if one in by_name)
        column = next((one for one in named if one not in asked.values()), None)
        if name not in mapped and column is not None:
            mapped[name] = column
    # A bare "identificatie" is the object's only beside another id for the address itself.
    if (
        "nummeraanduiding_id" not in mapped
        and _plain(mapped.get("adresseerbaarobject_id", "")) == "identificatie"
    ):
        del mapped["adresseerbaarobject_id"]
    pair = () if has_points else _point_pair(mapped, asked)
    missing = [name for name in _REQUIRED if name not in mapped]
    if missing or (not pair and not has_points):
        wanted = [*missing, *([] if pair or has_points else ["x_rd en y_rd, of lon en lat"])]
        raise SourceUnreadable(
            f"er is geen kolom voor {', '.join(wanted)}",
            where=where,
            expected=f"de kolommen zijn: {', '.join(found)}",
            remedy=f"wijs aan welke het is, zoals --columns {(missing or ['x_rd'])[0]}=KOLOM",
        )
    unused = {name for names in POINT_PAIRS for name in names} - set(pair)
    if "gemeentecode" in mapped:
        unused.add("gemeente")
    return {name: column for name, column in mapped.items() if name not in unused}


def holds_addresses(found: Iterable[str], asked: Mapping[str, str]) -> bool:
    """Whether a layer has the columns of a street and of a number at all."""
    names = {*found, *map(_plain, found)}
    return all(
        bool(names.intersection((asked[name],) if name in asked else (name, *SYNONYMS[name])))
        for name in _REQUIRED[:2]
    )


def _require_known(found: Sequence[str], asked: Mapping[str, str], where: Path) -> None:
    for name, column in asked.items():
        if name not in SYNONYMS:
            raise SourceUnreadable(
                f"{name!r} is geen veld van een adres", expected=f"de velden zijn: {', '.join(SYNONYMS)}"
            )
        if column not in found:
            raise SourceUnreadable(
                f"er is geen kolom {column!r}",
                where=where,
                expected=f"de kolommen zijn: {', '.join(found)}",
                remedy=f"verbeter --columns {name}={column}",
            )


def _point_pair(mapped: Mapping[str, str], asked: Mapping[str, str]) -> tuple[str, ...]:
    complete = [pair for pair in POINT_PAIRS if all(name in mapped for name in pair)]
    pointed_at = [pair for pair in complete if any(name in asked for name in pair)]
    return next(iter(pointed_at or complete), ())


def _plain(column: str) -> str:
    return fold(column).replace(" ", "_").replace("-", "_")
