"""Inhabited points from whatever file somebody names: which reader it needs follows from the file itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from sociale_kaart.coverage.points import ALL, Points
from sociale_kaart.coverage.populations import (
    SQUARE_COLUMNS,
    VERY_OLD,
    pc4_points,
    point_file,
    square_points,
)
from sociale_kaart.coverage.raking import OLD
from sociale_kaart.errors import SocialeKaartError, SourceError, SourceNotFound, SourceUnreadable

LOW_INCOME, LOW_EDUCATION = "low_income", "low_education"
# What a file of one's own may call its groups.
OWN_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("inhabitants", "inwoners", "aantal_inwoners", "all"), ALL),
        **dict.fromkeys(("inhabitants_65plus", "65+", "inwoners_65plus"), OLD),
        **dict.fromkeys(("inhabitants_75plus", "75+", "inwoners_75plus"), VERY_OLD),
        **dict.fromkeys(("low_income", "laag_inkomen"), LOW_INCOME),
        **dict.fromkeys(("low_education", "laag_opgeleid"), LOW_EDUCATION),
    }
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_PC4_FILES = 2
_UNREADABLE = (
    "de inwoners in dit bestand zijn niet te lezen. Geef de vierkanten of PC4 van het CBS, of een eigen "
    "bestand met punten: kolommen inhabitants (en 65+), en x_rd en y_rd of lon en lat."
)


def population_of(paths: Sequence[Path]) -> Points:
    """Points of one file: squares of CBS (their columns tell), or points of one's own with columns as OWN_COLUMNS.

    Of two files: areas per PC4 and a CSV of their inhabitants by age. The vintage is the year in a file's name, ""
    where it has none. Raises SourceNotFound, SourceUnreadable, and SocialeKaartError for more files than that.
    """
    if len(paths) > _PC4_FILES:
        raise SocialeKaartError(
            "these are too many files with inhabitants",
            expected="one, or two for PC4: the areas and the ages",
            dutch="geef één bestand met inwoners, of twee voor postcodegebieden: de gebieden en de leeftijden.",
        )
    for path in paths:
        if not path.is_file():
            raise SourceNotFound(
                "there is no such file with inhabitants",
                where=path,
                dutch="dit bestand met inwoners is er niet.",
            )
    try:
        return _read(paths)
    except SourceError as fault:
        raise fault.saying(_UNREADABLE) from fault


def _read(paths: Sequence[Path]) -> Points:
    if len(paths) == _PC4_FILES:
        areas, ages = sorted(paths, key=_is_csv)
        return pc4_points(areas, ages, vintage=_year(ages) or _year(areas))
    (path,) = paths
    columns = _columns(path)
    if not _is_csv(path) and not SQUARE_COLUMNS.keys().isdisjoint(columns):
        return square_points(path, vintage=_year(path))
    told = {one: OWN_COLUMNS[one.casefold()] for one in columns if one.casefold() in OWN_COLUMNS}
    return point_file(path, columns=told, source=path.name, vintage=_year(path))


def _columns(path: Path) -> list[str]:
    if _is_csv(path):
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            return [one.strip().strip('"') for one in re.split(r"[;,\t]", lines.readline().strip())]
    # Only who brings a file of their own needs GDAL.
    import pyogrio

    try:
        names: list[str] = pyogrio.read_info(path)["fields"].tolist()
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as fault:
        raise SourceUnreadable(f"the inhabitants cannot be read: {fault}", where=path) from fault
    return names


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _year(path: Path) -> str:
    found = _YEAR.search(path.name)
    return found[1] if found else ""
