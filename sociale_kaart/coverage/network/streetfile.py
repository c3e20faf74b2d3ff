"""A router from a file of streets: GraphML, or an OpenStreetMap extract."""

from __future__ import annotations

from pathlib import Path

from sociale_kaart.coverage.detour import DETOURS
from sociale_kaart.coverage.network.access import OnStreets
from sociale_kaart.coverage.network.graphml import read_graphml
from sociale_kaart.coverage.network.osmpbf import read_osm_streets, read_osm_water
from sociale_kaart.coverage.network.router import StreetRouter
from sociale_kaart.errors import SourceError, SourceUnreadable

_UNREADABLE = "de straten in dit bestand zijn niet te lezen. Geef een .graphml van OSMnx, of een .osm.pbf."


def street_router(path: Path, mode: OnStreets) -> StreetRouter:
    """Minutes on foot or by bicycle at the fitted speed; an extract's own water is not crossed to reach a street.

    Raises SourceNotFound, SourceUnreadable, and ExtraMissing for an extract without the extra `osm`.
    """
    speed_kmh = DETOURS[mode].speed_kmh
    try:
        if path.name.lower().endswith(".graphml"):
            return StreetRouter(read_graphml(path), speed_kmh)
        if path.name.lower().endswith(".osm.pbf"):
            return StreetRouter(read_osm_streets(path, mode), speed_kmh, water=read_osm_water(path))
    except SourceError as fault:
        raise fault.saying(_UNREADABLE) from fault
    raise SourceUnreadable(
        "this is no file of streets",
        where=path,
        expected="a name that ends in .graphml or .osm.pbf",
        dutch="dit is geen bestand met straten. Geef een .graphml of een .osm.pbf.",
    )
