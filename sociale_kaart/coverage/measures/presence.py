"""Measure 1: how many sites there are, by kind of organisation; yes, no and unknown apart."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas
from sociale_kaart.coverage.points import Floats
from sociale_kaart.coverage.sites import Sites


def presence(sites: Sites, areas: Areas) -> Mapping[str, Floats]:
    """Number of sites per area (k,), by kind of organisation and together ("all").

    Unit: sites. What a source calls unknown is another set of sites (sites_of with Presence.UNKNOWN), counted by
    itself and never as none. Source: the map's own sources.
    """
    found = {"all": areas.total_of_sites(np.ones(len(sites)))}
    for kind in sorted({*sites.kind.tolist()}):
        found[kind] = areas.total_of_sites((sites.kind == kind).astype(np.float64))
    return found
