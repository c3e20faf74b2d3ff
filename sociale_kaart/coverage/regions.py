"""The areas that a report is told for: gemeenten, provincies, wijken, library organisations, any layer of polygons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from sociale_kaart.coverage.measures.areas import NOWHERE, Areas, Ints, by_code, by_polygon
from sociale_kaart.coverage.points import Points, Strings
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.errors import SocialeKaartError, SourceNotFound, SourceUnreadable
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.gebieden.population import population_points
from sociale_kaart.model import OrganisationKind, fold

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sociale_kaart.dataset.mapdata import MapData

GEMEENTE, PROVINCIE, WIJK, ORGANISATION, POLYGONS = (
    "gemeente",
    "provincie",
    "wijk",
    "organisation",
    "polygons",
)
PER = (GEMEENTE, PROVINCIE, WIJK, ORGANISATION)
NO_SITES = Sites(
    id=np.array([], dtype=np.str_),
    x_rd=np.array([], dtype=np.float64),
    y_rd=np.array([], dtype=np.float64),
    gemeentecode=np.array([], dtype=np.str_),
    hours_per_week=np.array([], dtype=np.float64),
    kind=np.array([], dtype=np.str_),
    names=np.array([], dtype=np.str_),
)
NO_POINTS = Points(
    x_rd=NO_SITES.x_rd,
    y_rd=NO_SITES.y_rd,
    gemeentecode=NO_SITES.gemeentecode,
    persons={},
    source="",
    vintage="",
)
# Borders that were drawn apart are never quite the same: so much of the smaller of two may lie in both.
MOST_SHARED = 0.05
# What a layer of polygons may call its areas, the surest first.
CODE_COLUMNS_OF_LAYERS = ("code", "statcode", "buurtcode", "wijkcode", "gemeentecode", "identificatie", "id")
NAME_COLUMNS_OF_LAYERS = ("naam", "name", "statnaam", "buurtnaam", "wijknaam", "gemeentenaam")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regions:
    """Areas that do not overlap, and how to tell in which of them something lies.

    codes, names : what they are called, in the order of every answer
    gemeenten : the gemeenten that each is made of; None where it is not made of whole gemeenten, an empty set where
        nobody told which (a library organisation that does not say where it works)
    branches : per library organisation the locations that are its own buildings
    """

    per: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    gemeenten: tuple[frozenset[str], ...] | None
    points_in: Callable[[Points], Ints]
    sites_in: Callable[[Sites], Ints]
    branches: tuple[frozenset[str], ...] | None = None

    def __len__(self) -> int:
        return len(self.codes)

    def areas(self, of_point: Ints, sites: Sites) -> Areas:
        """With the areas of points, reckoned once for all pillars, and those of some sites."""
        return Areas(self.codes, of_point, self.sites_in(sites))

    def members(self, points: Points, of_point: Ints) -> tuple[frozenset[str], ...]:
        """The gemeenten that each area is made of, or else those of its inhabited points."""
        if self.gemeenten is not None:
            return self.gemeenten
        found: list[set[str]] = [set() for _ in self.codes]
        inside = of_point >= 0
        codes, which = np.unique(points.gemeentecode[inside], return_inverse=True)
        for cell in np.unique(of_point[inside] * len(codes) + which).tolist():
            found[cell // len(codes)].add(str(codes[cell % len(codes)]))
        return tuple(frozenset(one) for one in found)


def gemeenten_regions(codes: Iterable[str]) -> Regions:
    """Gemeenten, one by one."""
    wanted = tuple(codes)
    return Regions(
        per=GEMEENTE,
        codes=wanted,
        names=tuple(gemeente_name(code) for code in wanted),
        gemeenten=tuple(frozenset({code}) for code in wanted),
        points_in=lambda points: _numbered(points.gemeentecode, wanted),
        sites_in=lambda sites: _numbered(sites.gemeentecode, wanted),
    )


def grouped_regions(
    per: str,
    groups: Mapping[str, tuple[str, frozenset[str]]],
    branches: Mapping[str, frozenset[str]] | None = None,
) -> Regions:
    """Areas made of whole gemeenten: code -> its name and gemeenten, none of which is in two of them."""
    wanted = tuple(groups)
    area_of = {code: area for area, (_, members) in groups.items() for code in members}

    def labels(codes: Strings) -> Strings:
        distinct, which = np.unique(codes, return_inverse=True)
        found = np.array([area_of.get(str(code), "") for code in distinct], dtype=np.str_)
        return found[which] if len(found) else codes

    return Regions(
        per=per,
        codes=wanted,
        names=tuple(name for name, _ in groups.values()),
        gemeenten=tuple(members for _, members in groups.values()),
        points_in=lambda points: _numbered(labels(points.gemeentecode), wanted),
        sites_in=lambda sites: _numbered(labels(sites.gemeentecode), wanted),
        branches=tuple(branches[code] for code in wanted) if branches is not None else None,
    )


def provincie_regions(codes: Iterable[str]) -> Regions:
    """The provincies in which these gemeenten lie, each whole."""
    wanted = dict.fromkeys(gemeenten()[code].provinciecode for code in codes)
    groups = {
        provincie: (
            next(one.provincie for one in gemeenten().values() if one.provinciecode == provincie),
            frozenset(one.code for one in gemeenten().values() if one.provinciecode == provincie),
        )
        for provincie in wanted
    }
    return grouped_regions(PROVINCIE, groups)


def organisation_regions(data: MapData) -> tuple[Regions, ...]:
    """The library organisations of a map, each with the gemeenten that it says it works in.

    Those that the network hopes for and that no sheet tells of have no gemeenten: of them nothing is known. A branch
    names its organisation in `parent`, by id or name, and is no row. Organisations that share a gemeente are in
    different answers.
    """
    layers: list[dict[str, tuple[str, frozenset[str]]]] = []
    for code, name, members in _library_organisations(data):
        fitting = (layer for layer in layers if not any(members & others for _, others in layer.values()))
        layer = next(fitting, None)
        if layer is None:
            layers.append(layer := {})
        layer[code] = (name, members)
    listed = _locations_of(data)
    nowhere: frozenset[str] = frozenset()
    branches = {
        code: listed.get(code, nowhere) | listed.get(fold(name), nowhere)
        for layer in layers
        for code, (name, _) in layer.items()
    }
    return tuple(grouped_regions(ORGANISATION, layer, branches) for layer in layers)


def wijk_regions(data: MapData, points: Points) -> Regions:
    """Wijken (CBS) of the map's gemeenten, by the buurt that every shipped point is.

    A site lies in the wijk that its address was found in; of one with nothing but coordinates the wijk is not known,
    and then no figure says that it stands in one. For exact borders give a layer of polygons. Raises SocialeKaartError
    for points that are not the shipped buurten.
    """
    table = population_points()
    if len(points) != len(table) or not (points.x_rd == table["x_rd"].to_numpy(float)).all():
        raise SocialeKaartError(
            "of these points it is not known in which wijk they lie",
            remedy="give a layer with the wijken as `per`, or leave the points out",
            dutch="van deze bevolkingscijfers is niet bekend in welke wijk ze liggen. Geef een bestand met wijken "
            "(GeoPackage of GeoJSON) achter --per.",
        )
    of_point = np.array(["WK" + code[2:8] for code in table["buurtcode"]], dtype=np.str_)
    inside = np.isin(points.gemeentecode, np.array(data.gemeentecodes, dtype=np.str_))
    wanted = tuple(sorted({*of_point[inside].tolist()}))
    of_site = {
        listing.id: wijk
        for listing in data.inventory.listings
        if (wijk := _wijk_of(data, listing.location_id))
    }
    return Regions(
        per=WIJK,
        codes=wanted,
        names=tuple(f"{code} ({gemeente_name('GM' + code[2:6])})" for code in wanted),
        gemeenten=None,
        points_in=lambda _: _numbered(of_point, wanted),
        sites_in=lambda sites: _numbered(
            np.array([of_site.get(one, "") for one in sites.id.tolist()], dtype=np.str_), wanted
        ),
    )


def polygon_regions(layer: Path | gpd.GeoDataFrame, column: str | None = None) -> Regions:
    """Any layer of polygons, in RD New or any system that the file names.

    Parameters
    ----------
    column : what the areas are called; by default the first there is of CODE_COLUMNS_OF_LAYERS, or of those with names

    Raises SourceNotFound, SourceUnreadable, SocialeKaartError: no polygons, no coordinate system, no such column, two
    areas of one name, or areas that overlap.
    """
    frame = _read(layer) if isinstance(layer, Path) else layer
    where = layer if isinstance(layer, Path) else ""
    _refuse_other_than_polygons(frame, where)
    chosen = column or _first_of(frame, CODE_COLUMNS_OF_LAYERS) or _first_of(frame, NAME_COLUMNS_OF_LAYERS)
    if chosen is None or chosen not in frame.columns:
        raise SocialeKaartError(
            "no column tells what the areas are called",
            where=where,
            expected=f"a column {column or ' or '.join(CODE_COLUMNS_OF_LAYERS)}; "
            f"it has {', '.join(map(str, frame.columns))}",
            dutch=f"geen kolom zegt hoe de gebieden heten. Geef er een met de kop {', '.join(CODE_COLUMNS_OF_LAYERS)} "
            f"of {', '.join(NAME_COLUMNS_OF_LAYERS)}.",
        )
    codes = frame[chosen].astype(str)
    _refuse_shared(frame, codes, where)
    named = _first_of(frame, NAME_COLUMNS_OF_LAYERS) or chosen
    name_of = dict(zip(codes, frame[named].astype(str), strict=True))
    return Regions(
        per=POLYGONS,
        codes=tuple(name_of),
        names=tuple(name_of.values()),
        gemeenten=None,
        points_in=lambda points: by_polygon(points, NO_SITES, frame, chosen).of_point,
        sites_in=lambda sites: _polygons_of(sites, frame, chosen),
    )


def _refuse_other_than_polygons(frame: gpd.GeoDataFrame, where: Path | str) -> None:
    has_crs = getattr(frame, "crs", None) is not None  # a table without shapes comes as a plain frame
    kinds: set[str] = set(frame.geom_type.dropna()) if has_crs else set()
    if not has_crs:
        fault = "the layer does not say in which coordinate system it is"
        dutch = "deze laag zegt niet in welk coördinatenstelsel zij is. Bewaar haar met een stelsel, zoals RD New."
    elif not len(frame) or frame.geometry.isna().any() or frame.geometry.is_empty.any():
        fault = "the layer has no areas, or some without a shape"
        dutch = "in deze laag staan geen gebieden, of gebieden zonder vlak. Geef elke rij een vlak."
    elif not kinds <= {"Polygon", "MultiPolygon"}:
        fault = f"the layer has other shapes than polygons: {', '.join(sorted(kinds))}"
        dutch = "in deze laag staan punten of lijnen. Geef een laag met vlakken."
    else:
        return
    raise SocialeKaartError(fault, where=where, expected="polygons with a coordinate system", dutch=dutch)


def _refuse_shared(frame: gpd.GeoDataFrame, codes: pd.Series[str], where: Path | str) -> None:
    """Two areas of one name would be told as one, and who lives in two areas would be told in the first alone."""
    again = codes[codes.duplicated()].unique().tolist()
    if again:
        raise SocialeKaartError(
            f"more than one area is called {again[0]!r}",
            where=where,
            dutch=f"meer dan één gebied heet {again[0]!r}. Geef elk gebied een eigen naam, of voeg ze samen.",
        )
    shapes = shapely.make_valid(frame.geometry.to_numpy())
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    shared = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    smallest = np.minimum(shapely.area(shapes[one]), shapely.area(shapes[other]))
    over = np.flatnonzero(shared > MOST_SHARED * smallest)
    if len(over):
        pair = codes.iloc[int(one[over[0]])], codes.iloc[int(other[over[0]])]
        raise SocialeKaartError(
            f"the areas {pair[0]!r} and {pair[1]!r} overlap",
            where=where,
            expected="areas that do not overlap, so that everybody is counted once",
            dutch=f"de gebieden {pair[0]!r} en {pair[1]!r} liggen over elkaar. "
            "Wie daar woont zou maar in één meetellen.",
        )


def gemeente_name(code: str) -> str:
    """Its name; the code itself where nobody knows it."""
    return gemeenten()[code].naam if code in gemeenten() else code


def _numbered(labels: Strings, codes: tuple[str, ...]) -> Ints:
    return by_code(labels, NO_SITES.gemeentecode, codes).of_point


def _polygons_of(sites: Sites, frame: gpd.GeoDataFrame, column: str) -> Ints:
    """Number of the polygon of each site (m,); -1 for one without a point."""
    found = np.full(len(sites), NOWHERE, dtype=np.intp)
    placed = np.isfinite(sites.x_rd)
    found[placed] = by_polygon(NO_POINTS, sites.only(placed), frame, column).of_site
    return found


def _library_organisations(data: MapData) -> Iterable[tuple[str, str, frozenset[str]]]:
    told = [
        one for one in data.inventory.organisations if one.kind is OrganisationKind.LIBRARY and not one.parent
    ]
    for one in told:
        yield one.id, one.name, frozenset(one.serves)
    known = {fold(one.name) for one in told}
    for name in data.program.library_organisations:
        if fold(name) not in known:
            yield fold(name), name, frozenset()


def _locations_of(data: MapData) -> Mapping[str, frozenset[str]]:
    """Organisation -> the locations at which it is listed, or one that names it as the one above, by id or by name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for listing in data.inventory.listings:
        who = data.organisations[listing.organisation_id]
        for named in {who.id, who.parent, fold(who.parent)} - {""}:
            found[named].add(listing.location_id)
    return {named: frozenset(locations) for named, locations in found.items()}


def _wijk_of(data: MapData, location_id: str) -> str:
    match = data.match_of(location_id)
    return match.wijkcode or (f"WK{match.buurtcode[2:8]}" if match.buurtcode else "")


def _first_of(frame: gpd.GeoDataFrame, names: tuple[str, ...]) -> str | None:
    by_folded = {str(column).casefold(): str(column) for column in frame.columns}
    return next((by_folded[name] for name in names if name in by_folded), None)


def _read(path: Path) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pyogrio

    if not path.is_file():
        raise SourceNotFound(
            "there is no such file with areas", where=path, dutch="dit bestand met gebieden is er niet."
        )
    try:
        return gpd.read_file(path, engine="pyogrio")
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as fault:
        raise SourceUnreadable(
            f"the areas cannot be read: {fault}",
            where=path,
            dutch="dit bestand met gebieden is niet te lezen. Geef een GeoPackage of GeoJSON met vlakken.",
        ) from fault
