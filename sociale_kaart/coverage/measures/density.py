"""Measure 2: sites per 10,000 inhabitants. Shown, never ranked on."""

from __future__ import annotations

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas
from sociale_kaart.coverage.points import Floats
from sociale_kaart.coverage.sites import Sites

PER_INHABITANTS = 10_000


def density(sites: Sites, persons: Floats, areas: Areas) -> Floats:
    """Known sites per 10,000 inhabitants, per area (k,): sites / Σ P_i * 10,000.

    Parameters
    ----------
    persons : (n,) persons; NaN (suppressed) counts for nobody, so rake first (coverage/raking.py)

    NaN where nobody lives. Source: CBS counts facilities per 10,000 inhabitants in Nabijheid voorzieningen. A thinly
    peopled gemeente with one site looks rich by it, and a site that nobody told of is not in it: at least so many.
    """
    inhabitants = areas.total(persons)
    count = areas.total_of_sites(np.ones(len(sites)))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(inhabitants > 0, count / inhabitants * PER_INHABITANTS, np.nan)
