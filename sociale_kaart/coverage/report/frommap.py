"""A report of a built map: what is known of each pillar, on which points, and what all of it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sociale_kaart.coverage.completeness import in_force
from sociale_kaart.coverage.counted import Counted, Said, count, said_of
from sociale_kaart.coverage.measures.reach import HEADLINE_M
from sociale_kaart.coverage.measures.robust import match_levels
from sociale_kaart.coverage.network.router import Router
from sociale_kaart.coverage.points import ALL, Points, Strings
from sociale_kaart.coverage.populations import buurt_points
from sociale_kaart.coverage.raking import Placed, raked
from sociale_kaart.coverage.regions import (
    GEMEENTE,
    ORGANISATION,
    PER,
    PROVINCIE,
    WIJK,
    Regions,
    gemeenten_regions,
    organisation_regions,
    polygon_regions,
    provincie_regions,
    wijk_regions,
)
from sociale_kaart.coverage.report.figures import Figures, report_of
from sociale_kaart.coverage.report.known import Help
from sociale_kaart.coverage.report.options import Options
from sociale_kaart.coverage.report.rows import CoverageReport, PlacedRow, SourceRow
from sociale_kaart.coverage.sites import Sites, sites_of
from sociale_kaart.coverage.status import declared_complete
from sociale_kaart.dataset.area import declared_in
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.model import Completeness, Listing, Presence

if TYPE_CHECKING:
    import geopandas as gpd


def report(
    data: MapData,
    *,
    pillars: Sequence[str] | None = None,
    per: str | Path | gpd.GeoDataFrame = GEMEENTE,
    when: str | None = None,
    limit_m: float = HEADLINE_M,
    group: str = ALL,
    kind: str | None = None,
    points: Points | None = None,
    router: Router | None = None,
    robustness_draws: int = 0,
    assumed_hours: float | None = None,
    column: str | None = None,
) -> CoverageReport:
    """Every measure of a built map, per area and pillar.

    Parameters
    ----------
    pillars : ids as in kaart.toml; by default all
    per : "gemeente", "provincie", "wijk", "organisation" (library organisations), or a layer of polygons
    limit_m : metres in a straight line, inclusive
    group : the persons that weigh in the rows; the other groups stand in `need`
    kind : only organisations of this kind (model.OrganisationKind)
    points : where people live; by default the shipped buurten. Either way raked to the official totals
    router : minutes by whatever knows the way; None: no minutes
    robustness_draws : an even number of draws for `gap_robust` (100 are usual); 0: none
    assumed_hours : hours a week of a place whose hours nobody told, in the upper bounds
    column : of a layer of polygons, what the areas are called

    Raises SocialeKaartError for a pillar, a group or areas that are not there.
    """
    chosen = _pillars(data, pillars)
    standing, placed = raked(buurt_points() if points is None else points)
    declared = in_force(data, declared_in(data.config, data.gemeentecodes))
    help_of = {pillar: help_in(data, pillar, declared, kind) for pillar in chosen}
    options = Options(
        limit_m=limit_m,
        group=group,
        router=router,
        robustness_draws=robustness_draws,
        assumed_hours=assumed_hours,
    )
    figures = _joined(
        report_of(standing, help_of, regions, options) for regions in regions_of(data, per, standing, column)
    )
    return CoverageReport(
        title=data.config.title,
        per=per if isinstance(per, str) else str(getattr(per, "name", "polygons")),
        rows=figures.rows,
        need=figures.need,
        kinds=figures.kinds,
        curve=(),
        targets=(),
        indicators=(),
        placed=tuple(_placed(one) for one in placed.values()),
        sources=_sources(data, standing),
        parameters={
            "per": per if isinstance(per, str) else "polygons",
            "limit_m": limit_m,
            "group": group,
            "kind": kind,
            "when": when,
            "assumed_hours": assumed_hours,
            "robustness_draws": robustness_draws,
        },
        known_on=data.known_on,
        is_example=data.config.example,
        content_hash=data.content_hash,
    )


def regions_of(
    data: MapData, per: str | Path | gpd.GeoDataFrame, points: Points, column: str | None = None
) -> tuple[Regions, ...]:
    """The areas of a map by the word for them; more than one answer where areas overlap. Raises SocialeKaartError."""
    if not isinstance(per, str):
        return (polygon_regions(per, column),)
    if per == GEMEENTE:
        return (gemeenten_regions(data.gemeentecodes),)
    if per == PROVINCIE:
        return (provincie_regions(data.gemeentecodes),)
    if per == WIJK:
        return (wijk_regions(data, points),)
    if per == ORGANISATION:
        return organisation_regions(data)
    raise SocialeKaartError(
        f"there are no areas called {per!r}",
        expected=f"one of {', '.join(PER)}, or a file with polygons",
        dutch=f"'{per}' is geen indeling. Kies {', '.join(PER)}, of geef een bestand met vlakken.",
    )


def help_in(
    data: MapData, pillar: str, declared: Iterable[Completeness] = (), kind: str | None = None
) -> Help:
    """All that a map says of one pillar.

    Parameters
    ----------
    declared : what is declared complete, and is in force
    kind : only organisations of this kind; see `said_of`
    """
    said = tuple(said_of(data, pillar, kind))
    counted: Counted = count(data, pillar, kind)
    by_somebody = declared_complete(declared, pillar)
    certain = _chosen(sites_of(data, pillar), said, Presence.YES)
    doubtful = _listed(data, [one for one in said if one.said_unknown])
    perhaps = doubtful.only(np.isfinite(doubtful.x_rd))
    return Help(
        certain=certain,
        perhaps=perhaps,
        unplaced=_listed(
            data, [one for one in said if one.presence is Presence.YES and not _has_point(data, one)]
        ),
        doubtful=doubtful,
        no=_listed(data, [one for one in said if one.presence is Presence.NO]),
        unknown=_listed(data, [one for one in said if one.presence is Presence.UNKNOWN]),
        complete=counted.complete(by_somebody),
        sure=counted.certain(by_somebody),
        levels=np.concatenate((match_levels(data, certain), match_levels(data, perhaps))),
    )


def _chosen(sites: Sites, said: Iterable[Said], presence: Presence) -> Sites:
    wanted = np.array([one.listing.id for one in said if one.presence is presence], dtype=np.str_)
    return sites.only(np.isin(sites.id, wanted))


def _listed(data: MapData, said: Iterable[Said]) -> Sites:
    """Listings as sites, with or without a point; their hours are not asked."""
    listings = [one.listing for one in said]
    matches = [data.match_of(one.location_id) for one in listings]
    return Sites(
        id=_strings(one.id for one in listings),
        x_rd=np.array([np.nan if one.x_rd is None else one.x_rd for one in matches], dtype=np.float64),
        y_rd=np.array([np.nan if one.y_rd is None else one.y_rd for one in matches], dtype=np.float64),
        gemeentecode=_strings(data.gemeente_of(one.location_id) for one in listings),
        hours_per_week=np.full(len(listings), np.nan),
        kind=_strings(_kind(data, one) for one in listings),
        names=_strings(one.name for one in listings),
    )


def _kind(data: MapData, listing: Listing) -> str:
    return data.organisations[listing.organisation_id].kind.value


def _has_point(data: MapData, said: Said) -> bool:
    return data.match_of(said.listing.location_id).has_point


def _strings(values: Iterable[str]) -> Strings:
    return np.array([str(one) for one in values], dtype=np.str_)


def _pillars(data: MapData, wanted: Sequence[str] | None) -> tuple[str, ...]:
    there = tuple(one.id for one in data.pillars)
    unknown = [one for one in wanted or () if one not in there]
    if unknown:
        raise SocialeKaartError(
            f"this map has no pillar {', '.join(unknown)}",
            expected=f"one of {', '.join(there)}",
            dutch=f"deze kaart heeft geen pijler {', '.join(unknown)}. Kies uit: {', '.join(there)}.",
        )
    return there if wanted is None else tuple(wanted)


def _joined(parts: Iterable[Figures]) -> Figures:
    every = tuple(parts)
    return Figures(
        rows=tuple(row for one in every for row in one.rows),
        need=tuple(row for one in every for row in one.need),
        kinds=tuple(row for one in every for row in one.kinds),
    )


def _placed(one: Placed) -> PlacedRow:
    return PlacedRow(
        group=one.group,
        points=one.points,
        suppressed=one.suppressed,
        without_gemeente=one.without_gemeente,
        official=one.official,
        placed=one.placed,
        share_placed=one.share if one.official else None,
        not_placed=one.not_placed,
    )


def _sources(data: MapData, points: Points) -> tuple[SourceRow, ...]:
    return (
        *(
            SourceRow(
                source=one.id,
                name=one.name,
                supplier=one.supplier,
                licence=one.licence,
                as_of=one.as_of.isoformat(),
            )
            for one in data.config.sources
        ),
        SourceRow(source="inhabitants", name=points.source, supplier="", licence="", as_of=points.vintage),
    )
