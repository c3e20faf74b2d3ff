"""Where the next place may come: in the libraries, at any place of the map, anywhere, or on a list of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sociale_kaart.coverage.nextplaces import Candidates, addresses, places_without
from sociale_kaart.coverage.points import Points, Strings
from sociale_kaart.coverage.report.known import Help
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.crs import RD, wgs84_to_rd
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import SourceNotFound, SourceUnreadable
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import Listing, OrganisationKind

if TYPE_CHECKING:
    import pandas as pd

LIBRARIES, PLACES, INHABITED = "libraries", "places", "inhabited"
# What a list may call the names of its places, the surest first.
_NAMES = ("naam", "name", "plek", "locatie", "adres", "match_address")


def existing_places(data: MapData, known: Help, *, libraries_only: bool = False) -> Candidates:
    """The places of a map that do not offer a pillar, libraries first.

    Parameters
    ----------
    known : what the map knows of the pillar

    Those of which a source itself says that it is not known are left out: they may offer it already. Of those about
    which the sources are silent nobody knows either; they are in, and whoever picks one must ask first.
    """
    doubtful = {*known.doubtful.id.tolist()}
    chosen = [
        one
        for one in data.inventory.listings
        if data.match_of(one.location_id).has_point
        and one.id not in doubtful
        and (not libraries_only or data.organisations[one.organisation_id].kind is OrganisationKind.LIBRARY)
    ]
    return places_without(_as_sites(data, chosen), known.certain)


def listed_places(path: Path) -> Candidates:
    """A list of one's own: any file of points that GDAL reads, or a CSV with x_rd and y_rd (metres) or lon and lat.

    What `sociale-kaart geocode-file` writes is such a CSV. Rows without a place are left out. A column with names is
    used where there is one (naam, name, adres), else the number of the row. Raises SourceNotFound, SourceUnreadable.
    """
    if not path.is_file():
        raise SourceNotFound(
            "there is no such file with candidates",
            where=path,
            dutch="dit bestand met mogelijke plekken is er niet.",
        )
    table = _csv(path) if path.suffix.lower() == ".csv" else _layer(path)
    placed = table[np.isfinite(table["x_rd"]) & np.isfinite(table["y_rd"])]
    if placed.empty:
        raise SourceUnreadable(
            f"none of the {len(table)} candidates has a place",
            where=path,
            dutch=f"geen van de {len(table)} rijen heeft een plek. "
            "Zoek de adressen eerst op: sociale-kaart geocode-file.",
        )
    return addresses(zip(placed["name"], placed["x_rd"], placed["y_rd"], strict=True))


def inhabited_places(points: Points) -> Candidates:
    """Wherever somebody lives: every point, named by its gemeente."""
    known = gemeenten()
    names = [known[code].naam if code in known else code for code in points.gemeentecode.tolist()]
    return Candidates(
        id=_strings([f"{x:.0f},{y:.0f}" for x, y in points.xy_rd.tolist()]),
        x_rd=points.x_rd,
        y_rd=points.y_rd,
        names=_strings([f"in {name}, bewoond punt" for name in names]),
    )


def _as_sites(data: MapData, listings: list[Listing]) -> Sites:
    matches = [data.match_of(one.location_id) for one in listings]
    return Sites(
        id=_strings([one.id for one in listings]),
        x_rd=np.array([match.x_rd for match in matches], dtype=np.float64),
        y_rd=np.array([match.y_rd for match in matches], dtype=np.float64),
        gemeentecode=_strings([data.gemeente_of(one.location_id) for one in listings]),
        hours_per_week=np.full(len(listings), np.nan),
        kind=_strings([data.organisations[one.organisation_id].kind.value for one in listings]),
        names=_strings([one.name for one in listings]),
    )


def _strings(values: list[str]) -> Strings:
    return np.array(values, dtype=np.str_)


def _csv(path: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        # A Dutch Excel writes a decimal comma; with one separator found, either reads the same.
        table = pd.read_csv(path, sep=None, engine="python", encoding="utf-8-sig", dtype=str)
    except (ValueError, pd.errors.ParserError) as fault:
        raise _unreadable(path, str(fault)) from fault
    found = {str(column).strip().casefold(): column for column in table.columns}
    if {"x_rd", "y_rd"} <= found.keys():
        x, y = (_numbers(table[found[name]]) for name in ("x_rd", "y_rd"))
    elif {"lon", "lat"} <= found.keys():
        x, y = wgs84_to_rd(*(_numbers(table[found[name]]) for name in ("lon", "lat")))
    else:
        raise _unreadable(path, f"it has the columns {', '.join(map(str, table.columns))}")
    return pd.DataFrame({"name": _names(table), "x_rd": x, "y_rd": y})


def _layer(path: Path) -> pd.DataFrame:
    import geopandas as gpd
    import pandas as pd
    import pyogrio

    try:
        layer = gpd.read_file(path, engine="pyogrio")
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as fault:
        raise _unreadable(path, str(fault)) from fault
    if getattr(layer, "crs", None) is None:
        raise _unreadable(path, "it has no shapes with a coordinate system")
    points = layer.to_crs(RD).geometry.representative_point()
    return pd.DataFrame(
        {"name": _names(layer), "x_rd": points.x.to_numpy(float), "y_rd": points.y.to_numpy(float)}
    )


def _names(table: pd.DataFrame) -> list[str]:
    by_folded = {str(column).strip().casefold(): column for column in table.columns}
    column = next((by_folded[name] for name in _NAMES if name in by_folded), None)
    told = [""] * len(table) if column is None else table[column].fillna("").astype(str).tolist()
    return [name or f"rij {number}" for number, name in enumerate(told, start=2)]


def _numbers(column: pd.Series[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    import pandas as pd

    return pd.to_numeric(column.str.replace(",", ".", regex=False), errors="coerce").to_numpy(np.float64)


def _unreadable(path: Path, fault: str) -> SourceUnreadable:
    return SourceUnreadable(
        f"the candidates cannot be read: {fault}",
        where=path,
        dutch="dit bestand met mogelijke plekken is niet te lezen. Geef een CSV met de kolommen naam, x_rd en y_rd (of "
        "lon en lat), of een GeoPackage of GeoJSON met punten.",
    )
