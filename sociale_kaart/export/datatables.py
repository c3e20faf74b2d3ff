"""The tables that a map gives away: places, offers and coverage, with what each column holds and in which unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from sociale_kaart.crs import RD
from sociale_kaart.dataset.layers import gemeenten_with_coverage, plekken
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.offertable import AANBOD_COLUMNS, aanbod
from sociale_kaart.export.headings import heading_of
from sociale_kaart.export.measures import COVERAGE_COLUMNS, coverage_rows
from sociale_kaart.model import MEASURE_COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

# By the name of a column, or the end of it; what is not here has no unit.
_UNITS = {
    "x_rd": "m (EPSG:28992)",
    "y_rd": "m (EPSG:28992)",
    "lon": "degree (EPSG:4326)",
    "lat": "degree (EPSG:4326)",
    "inhabitants": "persons",
    "inhabitants_65plus": "persons",
    "land_area_ha": "ha",
    "places": "places",
    "places_no": "places",
    "places_unknown": "places",
    "places_per_10000": "places per 10,000 inhabitants",
    "mean_distance_m": "m",
    "p90_distance_m": "m",
}
_DAYS = frozenset({"checked", "as_of", "valid_from", "valid_to"})
_PRESENCE = ["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: type as Frictionless names it, unit "" for none, values where there are only a few."""

    name: str
    title: str
    type: str
    unit: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class DataTable:
    """A table of a map.

    key : the columns that tell its rows apart
    make : builds its frame, with points or polygons in RD New where it has shapes
    """

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    pillars: tuple[str, ...]
    has_shapes: bool
    make: Callable[[], pd.DataFrame]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Its rows; None or NaN where nothing is known."""
        return self.make()

    @property
    def names(self) -> list[str]:
        """Its columns, without the shape."""
        return [str(name) for name in self.frame.columns if name != "geometry"]

    @cached_property
    def columns(self) -> list[Column]:
        """What each of them holds."""
        return [self._column(name) for name in self.names]

    def release(self) -> None:
        """Let go of the rows, and keep what the columns hold: all of a country's rows are tens of megabytes."""
        if "frame" in self.__dict__:
            _ = self.columns
            del self.__dict__["frame"]

    def rows(self) -> Iterator[list[Any]]:
        """The rows without the shape, plain values, None where there is none; one after another."""
        lists = [self.frame[name].tolist() for name in self.names]
        for row in zip(*lists, strict=True):
            yield [_plain(value) for value in row]

    def _column(self, name: str) -> Column:
        bare = self._without_pillar(name)
        title = heading_of(bare).text + (f": {name.removeprefix(bare)[1:]}" if bare != name else "")
        if bare == "pillar" and bare != name:
            return Column(name, title, "string", values=tuple(_PRESENCE))
        return Column(name, title, self._type(name), _UNITS.get(bare, ""))

    def _without_pillar(self, name: str) -> str:
        for pillar in self.pillars:
            if name.endswith(f"_{pillar}") and name.removesuffix(f"_{pillar}") in (
                *MEASURE_COLUMNS,
                "pillar",
            ):
                return name.removesuffix(f"_{pillar}")
        return name

    def _type(self, name: str) -> str:
        if name in _DAYS:
            return "date"
        told = [one for one in map(_plain, self.frame[name].tolist()) if one is not None]
        if told and all(isinstance(one, bool) for one in told):
            return "boolean"
        if told and all(isinstance(one, int) for one in told):
            return "integer"
        is_number = self._without_pillar(name) in _UNITS
        return (
            "number"
            if is_number or (told and all(isinstance(one, (int, float)) for one in told))
            else "string"
        )


def tables_of(data: MapData) -> dict[str, DataTable]:
    """The tables of a map by name; each is made when somebody first asks for its rows."""
    pillars = tuple(one.id for one in data.pillars)
    made = (
        DataTable(
            "plekken",
            "Plekken",
            "Elke organisatie op elke plek, met per soort hulp: ja, nee of onbekend.",
            ("id",),
            pillars,
            True,
            lambda: plekken(data),
        ),
        DataTable(
            "aanbod",
            "Aanbod",
            "Wie doet wat, waar en wanneer: één rij per aanbod.",
            ("id",),
            pillars,
            True,
            lambda: _offers(data),
        ),
        DataTable(
            "dekking",
            "Dekking",
            "Per gemeente en soort hulp: hoeveel plekken er zijn en hoe ver die zijn.",
            ("gemeentecode", "pillar"),
            pillars,
            False,
            lambda: _coverage(data),
        ),
        DataTable(
            "gemeenten",
            "Gemeenten",
            "Dezelfde dekking met de grenzen van de gemeenten: één rij per gemeente.",
            ("gemeentecode",),
            pillars,
            True,
            lambda: gemeenten_with_coverage(data),
        ),
    )
    return {one.name: one for one in made}


def _coverage(data: MapData) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(coverage_rows(data), columns=list(COVERAGE_COLUMNS), dtype=object)


def _offers(data: MapData) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pandas as pd

    table = pd.DataFrame(aanbod(data), columns=list(AANBOD_COLUMNS))
    for name in ("x_rd", "y_rd", "lon", "lat"):
        table[name] = table[name].astype("float64")
    points = np.asarray(shapely.points(table[["x_rd", "y_rd"]].to_numpy(float)), dtype=object)
    points[table["x_rd"].isna()] = None
    return gpd.GeoDataFrame(table, geometry=points, crs=RD)


def _plain(value: Any) -> Any:
    import pandas as pd

    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return None
    return getattr(value, "value", value)
