"""The two layers people open in QGIS: places as points, gemeenten with their coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from sociale_kaart.crs import RD
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.gebieden.boundaries import boundaries
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import MEASURE_COLUMNS, Listing

if TYPE_CHECKING:
    import geopandas as gpd

PLEKKEN_COLUMNS = (
    "id",
    "location_id",
    "organisation_id",
    "name",
    "organisation",
    "organisation_kind",
    "address",
    "postcode",
    "woonplaats",
    "gemeentecode",
    "gemeente",
    "match_level",
    "match_faults",
    "nummeraanduiding_id",
    "x_rd",
    "y_rd",
    "lon",
    "lat",
    "categories",
    "schedule",
    "phone",
    "email",
    "website",
    "checked",
    "checked_by",
    "source",
    "as_of",
)
GEMEENTEN_COLUMNS = (
    "gemeentecode",
    "gemeente",
    "provincie",
    "inhabitants",
    "inhabitants_65plus",
    "land_area_ha",
)


def plekken(data: MapData) -> gpd.GeoDataFrame:
    """One point per organisation at a location (RD New); pillars as columns `pillar_<id>`: yes, no or unknown."""
    import geopandas as gpd
    import pandas as pd

    rows = [plek_row(data, listing) for listing in data.inventory.listings]
    columns = [*PLEKKEN_COLUMNS, *(f"pillar_{pillar.id}" for pillar in data.pillars)]
    table = pd.DataFrame(rows, columns=columns)
    points = np.asarray(shapely.points(table[["x_rd", "y_rd"]].to_numpy(float)), dtype=object)
    points[table["x_rd"].isna()] = None
    return gpd.GeoDataFrame(table, geometry=points, crs=RD)


def plek_row(data: MapData, listing: Listing) -> dict[str, Any]:
    """One row of `plekken`, by column; NaN where there is no point."""
    organisation = data.organisations[listing.organisation_id]
    location = data.locations[listing.location_id]
    match = data.match_of(location.id)
    code = data.gemeente_of(location.id)
    provenance = listing.provenance
    return {
        "id": listing.id,
        "location_id": location.id,
        "organisation_id": organisation.id,
        "name": listing.name,
        "organisation": organisation.name,
        "organisation_kind": organisation.kind.value,
        "address": match.address or location.address.text,
        "postcode": location.address.postcode,
        "woonplaats": match.woonplaats or location.address.woonplaats,
        "gemeentecode": code,
        "gemeente": gemeenten()[code].naam if code in gemeenten() else "",
        "match_level": match.level.value,
        "match_faults": "|".join(match.faults),
        "nummeraanduiding_id": match.nummeraanduiding_id,
        "x_rd": match.x_rd if match.x_rd is not None else float("nan"),
        "y_rd": match.y_rd if match.y_rd is not None else float("nan"),
        "lon": match.lon if match.lon is not None else float("nan"),
        "lat": match.lat if match.lat is not None else float("nan"),
        "categories": "|".join(listing.categories),
        "schedule": listing.schedule.text if listing.schedule else "",
        "phone": listing.phone or organisation.phone,
        "email": listing.email or organisation.email,
        "website": listing.website or organisation.website,
        "checked": provenance.checked.isoformat() if provenance.checked else "",
        "checked_by": provenance.checked_by,
        "source": provenance.source,
        "as_of": provenance.as_of.isoformat() if provenance.as_of else "",
    } | {f"pillar_{pillar.id}": data.presence(listing, pillar.id).value for pillar in data.pillars}


def gemeenten_with_coverage(data: MapData) -> gpd.GeoDataFrame:
    """One polygon per gemeente of the area (RD New), with each measure as `<measure>_<pillar id>`."""
    import geopandas as gpd
    import pandas as pd

    rows = [_gemeente(data, code) for code in data.gemeentecodes]
    shapes = boundaries().geometry.loc[list(data.gemeentecodes)]
    measures = [f"{measure}_{pillar.id}" for pillar in data.pillars for measure in MEASURE_COLUMNS]
    table = pd.DataFrame(rows, columns=[*GEMEENTEN_COLUMNS, *measures])
    return gpd.GeoDataFrame(table, geometry=[shapely.MultiPolygon(_parts(shape)) for shape in shapes], crs=RD)


def _gemeente(data: MapData, code: str) -> dict[str, Any]:
    gemeente = gemeenten()[code]
    row: dict[str, Any] = {
        "gemeentecode": code,
        "gemeente": gemeente.naam,
        "provincie": gemeente.provincie,
        "inhabitants": gemeente.inhabitants,
        "inhabitants_65plus": gemeente.inhabitants_65plus,
        "land_area_ha": gemeente.land_area_ha,
    }
    for coverage in data.coverage_in.get(code, ()):
        for measure in MEASURE_COLUMNS:
            row[f"{measure}_{coverage.pillar}"] = getattr(coverage, measure)
    return row


def _parts(shape: shapely.Geometry) -> list[shapely.Polygon]:
    return [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
