"""Fetch the borders and buurten of today and replace the reference files by them, all at once or not at all.

What no service gives (postcodes, places, other names, what merged before) is carried over from the set in
place, with each point's gemeente looked up again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import requests
import shapely

from sociale_kaart import http
from sociale_kaart.config import Settings
from sociale_kaart.errors import ServiceAnswerInvalid
from sociale_kaart.gebieden import files, ogc, simplify, tables
from sociale_kaart.gebieden.files import Content

Rows = list[dict[str, Any]]

_BOUNDARIES_SOURCE = "Kadaster, Bestuurlijke gebieden (PDOK OGC API: gemeentegebied, provinciegebied)"
_LICENCE = "CC BY 4.0"
_DERIVED = "afgeleid: oude buurten in nieuwe grenzen"
_WITHHELD = "where CBS withholds a buurt, the total of the set before or none"
_TRACE = (
    0.01  # of its inhabitants; a smaller share than this is a border that was drawn anew, not a successor
)


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did: how many there are, which are new, which ceased to exist, where it was written."""

    gemeenten: int
    buurten: int
    appeared: tuple[str, ...]
    ceased: tuple[str, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class _Fetched:
    gemeenten: Sequence[ogc.GemeenteFeature]
    provincies: Mapping[str, str]
    buurten: Sequence[ogc.BuurtFeature]
    shapes_rd: simplify.Geometries  # of the gemeenten
    buurt_shapes_rd: simplify.Geometries


def update(settings: Settings, target_dir: Path, year: int) -> Updated:
    """Fetch, simplify and write the reference files for a year.

    Parameters
    ----------
    settings : `boundaries_url`, `buurten_url` (with {year}), and how to talk to them
    target_dir : folder of the reference files (geodata/gebieden); what cannot be fetched is taken from the
    set there,
        or else from the set that the settings point to
    year : year of CBS's buurten; borders are those of today, so take the latest

    Raises ServiceUnavailable, ServiceMoved or ServiceAnswerInvalid, and ReferenceDataError when the borders
    do not meet; whenever it raises, or is cut off, the files in place are as they were.
    """
    old_dir = target_dir if (target_dir / files.MANIFEST).exists() else settings.geodata_dir() / "gebieden"
    old = {name: tables.parse(files.read_bytes(name, old_dir)) for name in tables.COLUMNS}
    with http.session(settings) as client:
        fetched = _fetch(client, settings, year)
    _require_consistent(fetched)
    contents = _contents(fetched, old, files.read_manifest(old_dir), year)
    before = {row["gemeentecode"] for row in old[files.GEMEENTEN]}
    now = {one.code for one in fetched.gemeenten}
    return Updated(
        gemeenten=len(now),
        buurten=sum(not one.is_water for one in fetched.buurten),
        appeared=tuple(sorted(now - before)),
        ceased=tuple(sorted(before - now)),
        folder=files.write_set(target_dir, contents),
    )


def _fetch(client: requests.Session, settings: Settings, year: int) -> _Fetched:
    borders = settings.boundaries_url
    gemeenten = sorted(ogc.gemeenten(client, borders), key=lambda one: one.code)
    buurten = sorted(
        ogc.buurten(client, settings.buurten_url.format(year=year)), key=lambda one: one.buurtcode
    )
    return _Fetched(
        gemeenten=gemeenten,
        provincies=ogc.provincies(client, borders),
        buurten=buurten,
        shapes_rd=simplify.to_rd(np.array([one.shape for one in gemeenten], object)),
        buurt_shapes_rd=simplify.to_rd(np.array([one.shape for one in buurten], object)),
    )


def _require_consistent(fetched: _Fetched) -> None:
    """The two services must speak of the same gemeenten, or densities and gaps would be nonsense."""
    codes = {one.code for one in fetched.gemeenten}
    peopled = {one.gemeentecode for one in fetched.buurten if not one.is_water}
    if codes != peopled:
        differing = sorted(codes ^ peopled)
        raise ServiceAnswerInvalid(
            f"borders and buurten do not name the same gemeenten: {', '.join(differing[:5])}"
            f" ({len(differing)} in all)",
            where="gemeentegebied, buurten",
            remedy="choose the year of the buurten that fits the borders of today; nothing was changed",
        )
    missing = sorted({one.provinciecode for one in fetched.gemeenten} - set(fetched.provincies))
    if missing:
        raise ServiceAnswerInvalid(f"no name for {', '.join(missing)}", where="provinciegebied")


def _contents(
    fetched: _Fetched,
    old: Mapping[str, Rows | list[dict[str, str]]],
    manifest: Mapping[str, files.Entry],
    year: int,
) -> dict[str, Content]:
    gemeenten = _gemeente_rows(fetched, {row["gemeentecode"]: row for row in old[files.GEMEENTEN]})
    layers = simplify.layers(
        [one.code for one in fetched.gemeenten],
        fetched.shapes_rd,
        fetched.buurt_shapes_rd[[not one.is_water for one in fetched.buurten]],
        {row["gemeentecode"]: simplify.feature_properties(row) for row in gemeenten},
    )
    cbs = f"CBS, Wijken en buurten {year} (PDOK OGC API: buurten)"
    rows = {
        files.GEMEENTEN: gemeenten,
        files.BUURTEN: _buurt_rows(fetched),
        files.POSTCODES: _relocated(old[files.POSTCODES], fetched),
        files.PLACES: _relocated(old[files.PLACES], fetched),
        files.ALIASES: _still_valid(old[files.ALIASES], fetched),
        files.SUCCESSORS: [*old[files.SUCCESSORS], *_new_successors(old, fetched, year)],
    }
    made = {
        files.GEMEENTEN: (
            tables.write(files.GEMEENTEN, gemeenten),
            f"{_BOUNDARIES_SOURCE}; figures: {cbs}, summed; {_WITHHELD}",
        ),
        files.BOUNDARIES: (files.packed(layers.exact), _BOUNDARIES_SOURCE),
        files.WEB: (files.packed(layers.web), _BOUNDARIES_SOURCE),
        files.LAND: (files.packed(layers.land), f"{_BOUNDARIES_SOURCE}; shores: {cbs}"),
        files.BUURTEN: (tables.write(files.BUURTEN, rows[files.BUURTEN]), cbs),
    }
    contents = {
        name: Content(data, source, _LICENCE, str(year), manifest[name].description)
        for name, (data, source) in made.items()
    }
    for name in (files.POSTCODES, files.PLACES, files.ALIASES, files.SUCCESSORS):
        entry = manifest[name]
        data = tables.write(name, rows[name])
        contents[name] = Content(data, entry.source, entry.licence, entry.vintage, entry.description)
    return contents


def _gemeente_rows(fetched: _Fetched, before: Mapping[str, Mapping[str, Any]]) -> Rows:
    """Gemeenten with the sums of their buurten, which CBS rounds to five; before: the rows of the set in place."""
    return [
        {
            "gemeentecode": one.code,
            "naam": one.naam,
            "provinciecode": one.provinciecode,
            "provincie": fetched.provincies[one.provinciecode],
            "inhabitants": _total(
                [buurt.inhabitants for buurt in buurten], _known(before, one.code, "inhabitants")
            ),
            "inhabitants_65plus": _total(
                [buurt.inhabitants_65plus for buurt in buurten],
                _known(before, one.code, "inhabitants_65plus"),
            ),
            # Every gemeente has one: a buurt of which CBS gives no land is all water.
            "land_area_ha": sum(buurt.land_area_ha or 0 for buurt in buurten),
        }
        for one in fetched.gemeenten
        if (
            buurten := [
                buurt for buurt in fetched.buurten if buurt.gemeentecode == one.code and not buurt.is_water
            ]
        )
    ]


def _total(counts: Sequence[int | None], before: int | None) -> int | None:
    """The sum; where a count is withheld the total of before, or None where even the known ones exceed that.

    The sum of the known ones alone would look complete, and be too low.
    """
    known = [count for count in counts if count is not None]
    if len(known) == len(counts):
        return sum(known)
    return before if before is not None and before >= sum(known) else None


def _known(before: Mapping[str, Mapping[str, Any]], code: str, column: str) -> int | None:
    return tables.number(before[code][column]) if code in before else None


def _buurt_rows(fetched: _Fetched) -> Rows:
    points = simplify.inner_points(fetched.buurt_shapes_rd)
    return [
        {
            "buurtcode": one.buurtcode,
            "gemeentecode": one.gemeentecode,
            "inhabitants": one.inhabitants,
            "inhabitants_65plus": one.inhabitants_65plus,
            "x_rd": point.x,
            "y_rd": point.y,
        }
        for one, point in zip(fetched.buurten, points, strict=True)
        if not one.is_water
    ]


def _relocated(rows: Sequence[Mapping[str, Any]], fetched: _Fetched) -> Rows:
    """Points with the gemeente that they lie in now, or lie nearest to."""
    points = shapely.points([float(row["x_rd"]) for row in rows], [float(row["y_rd"]) for row in rows])
    nearest = shapely.STRtree(fetched.shapes_rd).nearest(points)
    return [
        {**row, "gemeentecode": fetched.gemeenten[number].code}
        for row, number in zip(rows, nearest, strict=True)
    ]


def _still_valid(aliases: Sequence[Mapping[str, Any]], fetched: _Fetched) -> Rows:
    codes = {one.code for one in fetched.gemeenten}
    return [dict(row) for row in aliases if row["gemeentecode"] in codes]


def _new_successors(old: Mapping[str, Sequence[Mapping[str, Any]]], fetched: _Fetched, year: int) -> Rows:
    """What became of gemeenten that are gone: the new ones that their old buurten lie in.

    Raises ServiceAnswerInvalid when one is gone without a trace: then it is the answer that is incomplete.
    """
    codes = {one.code for one in fetched.gemeenten}
    result: Rows = []
    for gone in old[files.GEMEENTEN]:
        if gone["gemeentecode"] in codes:
            continue
        heirs = _heirs(
            [row for row in old[files.BUURTEN] if row["gemeentecode"] == gone["gemeentecode"]], fetched
        )
        if not heirs:
            raise ServiceAnswerInvalid(
                f"gemeente {gone['naam']} is gone and nothing took its place",
                where="gemeentegebied",
                expected="expected borders that cover the whole country",
                remedy="try again later; nothing was changed",
            )
        result += [
            {
                "gemeentecode": gone["gemeentecode"],
                "naam": gone["naam"],
                "successor_code": heir,
                "valid_from": f"{year}-01-01",
                "change": "merged" if len(heirs) == 1 else "split",
                "source": _DERIVED,
            }
            for heir in heirs
        ]
    return result


def _heirs(buurten: Sequence[Mapping[str, Any]], fetched: _Fetched) -> list[str]:
    """Codes of the gemeenten that hold more than a trace of the inhabitants of some old buurten."""
    points = shapely.points([float(row["x_rd"]) for row in buurten], [float(row["y_rd"]) for row in buurten])
    point, area = shapely.STRtree(fetched.shapes_rd).query(points, predicate="within")
    # One is added so that a gemeente of which every count is suppressed leaves a trace too.
    people = np.array([float(row["inhabitants"] or 0) + 1 for row in buurten])
    shares = np.bincount(area, people[point], minlength=len(fetched.gemeenten)) / people.sum()
    return [one.code for one, share in zip(fetched.gemeenten, shares, strict=True) if share > _TRACE]
