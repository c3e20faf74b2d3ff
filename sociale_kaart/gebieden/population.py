"""Where people live: one point per buurt, with its inhabitants (CBS 2024)."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.gebieden import files, tables

if TYPE_CHECKING:
    import pandas as pd


@cache
def population_points() -> pd.DataFrame:
    """One row per buurt: buurtcode, gemeentecode, inhabitants, inhabitants_65plus, x_rd, y_rd.

    inhabitants and inhabitants_65plus are persons, NaN where CBS suppresses or does not know them (never zero
    for that); x_rd and y_rd are metres, RD New, in the middle of the buurt as roughly drawn (about 15 m). The
    frame is shared: copy it before changing it. Raises ReferenceDataError. Source: CBS, Kerncijfers wijken en
    buurten 2024 (see docs/sources.md).
    """
    import pandas as pd

    whole = {"x_rd": "float64", "y_rd": "float64", "inhabitants": "float64", "inhabitants_65plus": "float64"}
    return pd.read_csv(io.BytesIO(files.read_bytes(files.BUURTEN)), dtype=whole)


@cache
def population_columns() -> Mapping[str, NDArray[Any]]:
    """The same as columns (n,), for who needs no frame (which takes sixty megabytes to import)."""
    rows = tables.read(files.BUURTEN)
    codes = {name: np.array([row[name] for row in rows]) for name in ("buurtcode", "gemeentecode")}
    numbers = {
        name: np.array([float(row[name] or math.nan) for row in rows], dtype=np.float64)
        for name in ("inhabitants", "inhabitants_65plus", "x_rd", "y_rd")
    }
    return MappingProxyType(codes | numbers)
