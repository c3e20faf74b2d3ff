"""The areas that a measure is told for: gemeenten, provincies, library organisations or any layer of polygons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from sociale_kaart.coverage.points import Floats, Points, Strings
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.errors import SocialeKaartError

if TYPE_CHECKING:
    import geopandas as gpd

Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

NOWHERE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Areas:
    """k areas, and in which of them every point and site lies.

    codes : what the areas are called, in the order of every answer
    of_point, of_site : (n,), (m,) number of the area, -1 where it is in none of them
    """

    codes: tuple[str, ...]
    of_point: Ints
    of_site: Ints

    def __len__(self) -> int:
        return len(self.codes)

    def total(self, per_point: Floats) -> Floats:
        """Sum of values (n,) per area (k,); NaN counts for nothing."""
        return _total(self.of_point, per_point, len(self))

    def most(self, per_point: Floats) -> Floats:
        """Greatest of values (n,) per area (k,); NaN where none is known."""
        found = np.full(len(self), np.nan)
        inside = self.of_point >= 0
        np.fmax.at(found, self.of_point[inside], per_point[inside])
        return found

    def total_of_sites(self, per_site: Floats) -> Floats:
        """Sum of values (m,) per area (k,); NaN counts for nothing."""
        return _total(self.of_site, per_site, len(self))

    def points_in(self) -> list[Ints]:
        """Numbers of the points of each area, in their order."""
        return members(self.of_point, len(self))


def by_gemeente(points: Points, sites: Sites, codes: Iterable[str] | None = None) -> Areas:
    """Gemeenten; all that have a point, in order of code, unless told which."""
    chosen = codes if codes is not None else sorted({*points.gemeentecode.tolist()} - {""})
    return by_code(points.gemeentecode, sites.gemeentecode, chosen)


def by_gemeenten_together(points: Points, sites: Sites, area_of: Mapping[str, str]) -> Areas:
    """Areas made of whole gemeenten: a provincie, or what one library organisation serves.

    Parameters
    ----------
    area_of : gemeentecode -> the area it belongs to; a gemeente that is left out belongs to none
    """
    codes = tuple(dict.fromkeys(area_of.values()))
    return by_code(
        np.array([area_of.get(one, "") for one in points.gemeentecode.tolist()], dtype=str),
        np.array([area_of.get(one, "") for one in sites.gemeentecode.tolist()], dtype=str),
        codes,
    )


def by_polygon(points: Points, sites: Sites, layer: gpd.GeoDataFrame, column: str) -> Areas:
    """Any layer of polygons (wijken, say), named by one of its columns.

    What lies on a shared border, or where polygons overlap, belongs to the first polygon. Raises SocialeKaartError for
    a layer without a coordinate system or without the column.
    """
    if layer.crs is None or column not in layer.columns:
        raise SocialeKaartError(
            f"no areas can be made of column {column!r} of this layer",
            expected=f"a layer with a coordinate system and one of the columns {', '.join(layer.columns)}",
        )
    shapes = np.asarray(layer.to_crs(28992).geometry.array)
    tree = shapely.STRtree(shapes)
    codes = tuple(dict.fromkeys(layer[column].astype(str)))
    number = {code: at for at, code in enumerate(codes)}
    numbers = np.array([number[code] for code in layer[column].astype(str)], dtype=np.intp)
    return Areas(
        codes,
        _first_polygon(tree, numbers, points.xy_rd),
        _first_polygon(tree, numbers, sites.xy_rd),
    )


def by_code(of_point: Strings, of_site: Strings, codes: Iterable[str]) -> Areas:
    """Areas by the name that every point (n,) and site (m,) bears; a name that is not in `codes` is no area."""
    wanted = tuple(codes)
    return Areas(wanted, _numbers(of_point, wanted), _numbers(of_site, wanted))


def members(area: Ints, count: int) -> list[Ints]:
    """Numbers of what lies in each of so many areas, in their order; `area` (n,) as in `Areas`."""
    # Small numbers are put in order without comparing them, in a third of the time.
    small = area.astype(np.min_scalar_type(-max(count, 1)))
    order = np.argsort(small, kind="stable")
    edges = np.searchsorted(small[order], np.arange(count + 1))
    return [order[start:end] for start, end in pairwise(edges.tolist())]


def _numbers(labels: Strings, codes: tuple[str, ...]) -> Ints:
    number = {code: at for at, code in enumerate(codes)}
    distinct, which = np.unique(labels, return_inverse=True)
    found = np.array([number.get(str(one), NOWHERE) for one in distinct], dtype=np.intp)
    return found[which] if len(found) else np.empty(0, dtype=np.intp)


def _first_polygon(tree: shapely.STRtree, numbers: Ints, xy_rd: Floats) -> Ints:
    one, polygon = tree.query(shapely.points(xy_rd), predicate="intersects")
    found = np.full(len(xy_rd), len(numbers), dtype=np.intp)
    np.minimum.at(found, one, polygon)
    return np.append(numbers, NOWHERE)[found]


def _total(area: Ints, values: NDArray[Any], count: int) -> Floats:
    counted = np.where(np.isfinite(values), values, 0.0)
    # One place more, the first, takes in what lies nowhere: picking out what lies somewhere would take twice as long.
    summed = np.bincount(area - NOWHERE, weights=counted, minlength=count + 1)[1:]
    return np.asarray(summed, dtype=np.float64)
