"""What is known of gemeenten as a whole: shown beside the measures, and never spread below a gemeente."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from sociale_kaart.coverage.report.rows import IndicatorRow
from sociale_kaart.errors import SourceNotFound, SourceUnreadable
from sociale_kaart.gebieden.gemeenten import find_gemeente, gemeenten

SOURCE = "CBS 85039NED, Kerncijfers wijken en buurten 2021"
VINTAGE = "2021"
# Our name -> where the file has it, and the unit. Each is a figure per so many inhabitants or households.
INDICATORS: Mapping[str, tuple[tuple[str, str], str]] = MappingProxyType(
    {
        "low_income": (("Inequality", "Low income threshold (%)"), "% of households"),
        "low_education": (("HumanCapital", "Low education (%)"), "% of persons of 15 to 75"),
        "social_assistance": (("Inequality", "Bijstand recipients (per 1k)"), "per 1,000 inhabitants"),
        "wmo": (("", "_wmo_per1k"), "per 1,000 inhabitants"),
    }
)


def indicator_rows(path: Path, codes: Iterable[str]) -> tuple[IndicatorRow, ...]:
    """The indicators of some gemeenten of today, from a file on the borders of 2021.

    Parameters
    ----------
    path : JSON with "Gemeente" -> code of 2021 -> figures, as the data folder has it

    Gemeenten that merged since are one: the mean of their figures, weighted by their inhabitants of 2021, and none
    where one of them has no figure. One that was split is left out: nobody knows how its figure divides.
    Raises SourceNotFound, SourceUnreadable.
    """
    merged: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for code, told in _read(path).items():
        found = find_gemeente(code).gemeente
        if found is not None:
            merged[found.code].append(told)
    rows = (
        (code, indicator, _mean(merged[code], *where), unit)
        for code in codes
        for indicator, (where, unit) in INDICATORS.items()
    )
    return tuple(
        IndicatorRow(
            gemeentecode=code,
            area_name=gemeenten()[code].naam,
            indicator=indicator,
            value=value,
            unit=unit,
            source=SOURCE,
            vintage=VINTAGE,
        )
        for code, indicator, value, unit in rows
        if value is not None
    )


def _mean(parts: list[Mapping[str, Any]], table: str, name: str) -> float | None:
    values = np.array(
        [(part.get(table, {}) if table else part).get(name) for part in parts], dtype=np.float64
    )
    persons = np.array([part.get("Population") for part in parts], dtype=np.float64)
    mean = (values * persons).sum() / persons.sum() if len(parts) else np.nan
    return float(mean) if np.isfinite(mean) else None


def _read(path: Path) -> Mapping[str, Mapping[str, Any]]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise SourceNotFound(
            "there is no such file with indicators", where=path, dutch="dit bestand met kenmerken is er niet."
        ) from fault
    except (OSError, ValueError) as fault:
        raise _unreadable(path) from fault
    if not isinstance(read, dict) or not isinstance(read.get("Gemeente"), dict):
        raise _unreadable(path)
    found: Mapping[str, Mapping[str, Any]] = read["Gemeente"]
    return found


def _unreadable(path: Path) -> SourceUnreadable:
    return SourceUnreadable(
        "this is no file with indicators per gemeente",
        where=path,
        expected='JSON with "Gemeente" -> code -> figures',
        dutch="dit is geen bestand met kenmerken per gemeente.",
    )
