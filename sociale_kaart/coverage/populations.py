"""Reads inhabited points from whatever somebody has: the shipped buurten, PC4 by age, CBS squares, any point file.

Foreign column names end here. What each source hides: docs/explanation/measures.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from sociale_kaart.coverage.points import ALL, Floats, Points, Strings
from sociale_kaart.coverage.raking import OLD
from sociale_kaart.crs import wgs84_to_rd
from sociale_kaart.errors import SourceNotFound, SourceUnreadable
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.gebieden.population import population_columns

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

VERY_OLD = "75+"
# As CBS names them in its squares of 100 and 500 m (2015 and later), and in older ones.
SQUARE_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "aantal_inwoners": ALL,
        "INW": ALL,
        "aantal_inwoners_65_jaar_en_ouder": OLD,
        "INW_65PL": OLD,
    }
)
_FIRST_PC4 = 1000  # the table of ages holds subtotals of one, two and three digits as well


def buurt_points() -> Points:
    """One point per buurt, all inhabitants and 65+ (CBS 2024, shipped). Raises ReferenceDataError."""
    table = population_columns()
    return Points(
        x_rd=table["x_rd"],
        y_rd=table["y_rd"],
        gemeentecode=table["gemeentecode"],
        persons={ALL: table["inhabitants"], OLD: table["inhabitants_65plus"]},
        source="CBS, Kerncijfers wijken en buurten 2024",
        vintage="2024",
    )


def pc4_points(areas: Path, ages: Path, *, vintage: str = "2021") -> Points:
    """One point per PC4, in the middle of its area: all inhabitants, 65+ and 75+.

    Parameters
    ----------
    areas : a layer of PC4 areas with a column `postcode`
    ages : CSV with the columns postcode, leeftijd ("65-69", "95+") and inwoners; subtotals of fewer digits are left out

    A PC4 without an area has no point and is left out: `raked` says how many inhabitants that costs. The middle is the
    centroid, or a point inside where the centroid lies outside. The gemeente is that of the middle.
    Raises SourceNotFound, SourceUnreadable. Source: CBS, Bevolking per viercijferige postcode.
    """
    shapes = _layer(areas)
    _need(shapes.columns, ("postcode",), areas)
    table = _csv(ages)
    _need(table.columns, ("postcode", "leeftijd", "inwoners"), ages)
    table = table[table["postcode"] >= _FIRST_PC4]
    from_age = table["leeftijd"].str.extract(r"^(\d+)", expand=False).astype(float)
    counted = _counted(table["inwoners"]).set_axis(table["postcode"].astype(int))
    groups = {
        group: counted[(from_age >= youngest).to_numpy()].groupby(level=0).sum(min_count=1)
        for group, youngest in ((ALL, 0), (OLD, 65), (VERY_OLD, 75))
    }
    postcodes = shapes["postcode"].astype(int)
    xy = _middles(np.asarray(shapes.geometry.array))
    placed = np.isfinite(xy).all(axis=1) & postcodes.isin(groups[ALL].index).to_numpy()
    return _points(
        xy[placed],
        {group: found.reindex(postcodes[placed]).to_numpy(float) for group, found in groups.items()},
        source=f"CBS, inwoners per PC4 naar leeftijd ({ages.name}, {areas.name})",
        vintage=vintage,
    )


def square_points(
    path: Path, *, vintage: str, columns: Mapping[str, str] = SQUARE_COLUMNS, layer: str | None = None
) -> Points:
    """One point per CBS square of 100 or 500 m, in its middle.

    Parameters
    ----------
    path : the GeoPackage as CBS publishes it
    vintage : the year of the file: CBS names it in the file's name, not in the table
    columns : column -> group; those that are absent are passed over, except that of "all"

    Empty, -99997 and the like are suppressed: NaN. The gemeente is that of the middle. Raises SourceNotFound,
    SourceUnreadable. Source: CBS, Vierkantstatistieken.
    """
    return point_file(
        path,
        columns={name: group for name, group in columns.items() if name in _columns(path, layer)},
        source=f"CBS, Vierkantstatistieken ({path.name})",
        vintage=vintage,
        layer=layer,
    )


def point_file(
    path: Path, *, columns: Mapping[str, str], source: str, vintage: str, layer: str | None = None
) -> Points:
    """Points of one's own: any file that GDAL reads (the middle of every shape), or a CSV.

    Parameters
    ----------
    columns : column -> group; one of them is "all"
    source, vintage : who counted and when, as figures will say it

    A CSV has x_rd and y_rd (metres) or lon and lat (degrees); a column gemeentecode is used where there is one, else
    the gemeente is that of the point. Shapes without a place are left out. Negative numbers are suppressed.
    Raises SourceNotFound, SourceUnreadable.
    """
    if ALL not in columns.values():
        raise SourceUnreadable(
            "no column tells how many persons there are",
            where=path,
            expected=f"for CBS squares one of {', '.join(SQUARE_COLUMNS)}",
            remedy=f'name the column of everybody: columns={{"inhabitants": "{ALL}"}}',
        )
    table: pd.DataFrame
    if path.suffix.lower() == ".csv":
        table = _csv(path)
        xy = _written_places(table, path)
    else:
        shapes = _layer(path, layer, list(columns))
        table, xy = shapes, _middles(np.asarray(shapes.geometry.array))
    _need(table.columns, tuple(columns), path)
    placed = np.isfinite(xy).all(axis=1)
    told = table["gemeentecode"].fillna("").to_numpy(str)[placed] if "gemeentecode" in table.columns else None
    return _points(
        xy[placed],
        {group: _counted(table[name]).to_numpy(float)[placed] for name, group in columns.items()},
        source=source,
        vintage=vintage,
        gemeentecode=told,
    )


def _points(
    xy: Floats,
    persons: Mapping[str, Floats],
    *,
    source: str,
    vintage: str,
    gemeentecode: Strings | None = None,
) -> Points:
    return Points(
        x_rd=xy[:, 0].copy(),
        y_rd=xy[:, 1].copy(),
        gemeentecode=_gemeenten_at(xy) if gemeentecode is None else gemeentecode,
        persons=dict(persons),
        source=source,
        vintage=vintage,
    )


def _gemeenten_at(xy: Floats) -> Strings:
    return np.array([code or "" for code in locate(xy[:, 0], xy[:, 1])], dtype=np.str_)


def _middles(shapes: NDArray[Any]) -> Floats:
    """Centroids (n, 2), or a point inside where the centroid is not; NaN where there is no shape."""
    middles = shapely.centroid(shapes)
    outside = shapely.area(shapes) > 0
    outside &= ~shapely.intersects(shapes, middles)
    middles[outside] = shapely.point_on_surface(shapes[outside])
    return np.column_stack((shapely.get_x(middles), shapely.get_y(middles)))


def _written_places(table: pd.DataFrame, path: Path) -> Floats:
    if {"x_rd", "y_rd"} <= set(table.columns):
        return table[["x_rd", "y_rd"]].to_numpy(np.float64)
    _need(table.columns, ("lon", "lat"), path)
    x, y = wgs84_to_rd(table["lon"].to_numpy(float), table["lat"].to_numpy(float))
    return np.column_stack((x, y))


def _counted(column: pd.Series[Any]) -> pd.Series[Any]:
    """Persons; NaN for what is not given: CBS writes -99997, and other negative numbers in other years."""
    import pandas as pd

    numbers = pd.to_numeric(column, errors="coerce").astype(float)
    return numbers.where(numbers >= 0)


def _columns(path: Path, layer: str | None) -> frozenset[str]:
    import pyogrio

    _there(path)
    try:
        return frozenset(pyogrio.read_info(path, layer=layer)["fields"].tolist())
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as fault:
        raise _unreadable(path, fault) from fault


def _layer(path: Path, layer: str | None = None, columns: list[str] | None = None) -> gpd.GeoDataFrame:
    """Shapes in RD New."""
    import geopandas as gpd
    import pyogrio

    _there(path)
    wanted = None if columns is None else [*columns, "gemeentecode"]
    try:
        shapes = gpd.read_file(path, layer=layer, columns=wanted, engine="pyogrio")
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as fault:
        raise _unreadable(path, fault) from fault
    if (
        getattr(shapes, "crs", None) is None
    ):  # a table without shapes comes as a plain frame, whatever its type says
        raise SourceUnreadable(
            "this layer has no shapes with a coordinate system",
            where=path,
            expected="points or polygons, in RD New (EPSG:28992) or any other system that the file names",
        )
    return shapes.to_crs(28992)


def _csv(path: Path) -> pd.DataFrame:
    import pandas as pd

    _there(path)
    try:
        return pd.read_csv(path, sep=None, engine="python", encoding="utf-8-sig")
    except (ValueError, pd.errors.ParserError) as fault:
        raise _unreadable(path, fault) from fault


def _there(path: Path) -> None:
    if not path.is_file():
        raise SourceNotFound("there is no such file with inhabitants", where=path)


def _unreadable(path: Path, fault: Exception) -> SourceUnreadable:
    return SourceUnreadable(f"the inhabitants cannot be read: {fault}", where=path)


def _need(there: Any, wanted: tuple[str, ...], path: Path) -> None:
    absent = [name for name in wanted if name not in there]
    if absent:
        raise SourceUnreadable(
            f"there is no column {', '.join(absent)}", where=path, expected=f"it has {', '.join(there)}"
        )
