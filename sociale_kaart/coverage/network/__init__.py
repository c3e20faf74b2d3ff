"""Travel over streets: from a file of OpenStreetMap to minutes to the nearest place."""

from sociale_kaart.coverage.network.router import Router, StreetRouter
from sociale_kaart.coverage.network.streets import StreetNetwork

__all__ = ["Router", "StreetNetwork", "StreetRouter"]
