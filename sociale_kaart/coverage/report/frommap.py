"""A report of a built map: what is known of each pillar, on which points, and what all of it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sociale_kaart.coverage.completeness import in_force
from sociale_kaart.coverage.detour import StraightLineRouter
from sociale_kaart.coverage.measures.areas import Areas
from sociale_kaart.coverage.measures.nearest import nearest
from sociale_kaart.coverage.measures.reach import HEADLINE_M
from sociale_kaart.coverage.measures.supply import CATCHMENT_M
from sociale_kaart.coverage.moment import parse_when
from sociale_kaart.coverage.network.router import Router
from sociale_kaart.coverage.points import ALL, Floats, Points
from sociale_kaart.coverage.populationfile import LOW_INCOME
from sociale_kaart.coverage.populations import buurt_points
from sociale_kaart.coverage.raking import Placed, raked
from sociale_kaart.coverage.regions import (
    GEMEENTE,
    NO_SITES,
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
from sociale_kaart.coverage.report.growth import growth
from sociale_kaart.coverage.report.helpof import HoursOf, help_in
from sociale_kaart.coverage.report.indicators import indicator_rows
from sociale_kaart.coverage.report.known import Help
from sociale_kaart.coverage.report.options import Options, Seek
from sociale_kaart.coverage.report.rows import CoverageReport, PlacedRow, SourceRow
from sociale_kaart.coverage.when import When, ordinary_weeks
from sociale_kaart.dataset.area import declared_in
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import map_hours
from sociale_kaart.errors import SocialeKaartError

if TYPE_CHECKING:
    import geopandas as gpd


def report(
    data: MapData,
    *,
    pillars: Sequence[str] | None = None,
    per: str | Path | gpd.GeoDataFrame = GEMEENTE,
    when: str | When | None = None,
    limit_m: float = HEADLINE_M,
    group: str = ALL,
    kind: str | None = None,
    points: Points | None = None,
    router: Router | None = None,
    robustness_draws: int = 0,
    assumed_hours: float | None = None,
    column: str | None = None,
    indicators: Path | None = None,
    seek: Seek = nearest,
) -> CoverageReport:
    """Every measure of a built map, per area and pillar.

    Parameters
    ----------
    pillars : ids as in kaart.toml; by default all
    per : "gemeente", "provincie", "wijk", "organisation" (library organisations), or a layer of polygons
    when : part of the week or year, as `parse_when` reads it ("dinsdagavond", "aangiftetijd"): only places where one
        can go then count, and of hours only those then; by appointment too, unless it says without
    limit_m : metres in a straight line, inclusive
    group : the persons that weigh in the rows; the other groups stand in `need`
    kind : only organisations of this kind (model.OrganisationKind)
    points : where people live; by default the shipped buurten. Either way raked to the official totals
    router : minutes by whatever knows the way; None: no minutes
    robustness_draws : an even number of draws for `gap_robust` (100 are usual); 0: none
    assumed_hours : hours a week of a place whose hours nobody told, in the upper bounds alone; by default as many as
        the place with the most of that pillar; where nobody told any hours there is no upper bound
    column : of a layer of polygons, what the areas are called
    indicators : a file with what is known of gemeenten as a whole; see `coverage.report.indicators`
    seek : finds the nearest two sites of every point; see `Options`

    Hours a week are the mean over the days in the parameters `hours_from` and `hours_until`: four weeks without a
    holiday, or the period that `when` names.
    Raises SocialeKaartError for a pillar, a group or areas that are not there.
    """
    chosen = _pillars(data, pillars)
    moment = parse_when(when) if isinstance(when, str) else when
    start, end = moment.period(data.known_on) if moment else ordinary_weeks(data.known_on)
    hours_of = HoursOf(hours=map_hours(data), start=start, end=end, when=moment)
    points_there = buurt_points() if points is None else points
    standing, placed = raked(points_there)
    declared = in_force(data, declared_in(data.config, data.gemeentecodes))
    help_of = {pillar: help_in(data, pillar, declared, kind=kind, hours_of=hours_of) for pillar in chosen}
    options = Options(
        limit_m=limit_m,
        group=group,
        router=router,
        robustness_draws=robustness_draws,
        assumed_hours=assumed_hours,
        income=_from_poor_to_rich(standing),
        seek=seek,
    )
    areas = regions_of(data, per, standing, column)
    per_told = areas[0].per if areas else str(per)
    figures = _joined(
        with_branches(
            data,
            help_of,
            regions,
            with_placed(points_there, standing, regions, report_of(standing, help_of, regions, options)),
        )
        for regions in areas
    )
    sure = [pillar for pillar, help_ in help_of.items() if help_.sure >= {*data.gemeentecodes}]
    curves, targets = growth(data, chosen, sure, kind)
    without_wijk = sum(map(_without_area(areas[0]), help_of.values())) if per == WIJK else None
    return CoverageReport(
        title=data.config.title,
        per=per_told,
        rows=figures.rows,
        need=figures.need,
        kinds=figures.kinds,
        curve=curves,
        targets=targets,
        indicators=indicator_rows(indicators, data.gemeentecodes) if indicators else (),
        placed=tuple(_placed(one) for one in placed.values()),
        sources=_sources(data, standing),
        parameters=_parameters(per_told, kind, hours_of, options, without_wijk),
        known_on=data.known_on,
        is_example=data.config.example,
        content_hash=data.content_hash,
    )


def _parameters(
    per: str, kind: str | None, hours_of: HoursOf, options: Options, without_wijk: int | None
) -> Mapping[str, str | float | int | bool | None]:
    """What somebody else must fill in to come to the same figures, in the order that files tell it."""
    assumed = options.assumed_hours
    return {
        "per": per,
        "limit_m": options.limit_m,
        "group": options.group,
        "kind": kind,
        "when": hours_of.when.text if hours_of.when else None,
        "hours_from": hours_of.start.isoformat(),
        "hours_until": (hours_of.end - timedelta(days=1)).isoformat(),
        "assumed_hours": "most known of the pillar" if assumed is None else assumed,
        "minutes": None if options.router is None else _estimated(options.router),
        "catchment_m": CATCHMENT_M,
        "robustness_draws": options.robustness_draws,
        "places_without_wijk": without_wijk,
    }


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


def with_branches(data: MapData, help_of: Mapping[str, Help], regions: Regions, figures: Figures) -> Figures:
    """The rows of library organisations, with the places inside buildings of their own; other rows as they are."""
    if regions.branches is None:
        return figures
    branches = dict(zip(regions.codes, regions.branches, strict=True))
    inside = {
        pillar: [data.listings[one].location_id for one in (*help_.certain.id, *help_.unplaced.id)]
        for pillar, help_ in help_of.items()
    }
    return replace(
        figures,
        rows=tuple(
            replace(
                row,
                places_in_branches=sum(one in branches[row.area] for one in inside[row.pillar])
                if branches[row.area]
                else None,
            )
            for row in figures.rows
        ),
    )


def with_placed(points: Points, standing: Points, regions: Regions, figures: Figures) -> Figures:
    """The rows with the share of their inhabitants who stood on a point before raking.

    Parameters
    ----------
    points, standing : the same points, before and after raking
    """
    areas = regions.areas(regions.points_in(points), NO_SITES)
    of_group = {
        group: dict(zip(regions.codes, _share_placed(points, standing, group, areas), strict=True))
        for group in {row.group for row in figures.rows}
    }
    rows = tuple(replace(row, share_placed=of_group[row.group][row.area]) for row in figures.rows)
    return replace(figures, rows=rows)


def _share_placed(points: Points, standing: Points, group: str, areas: Areas) -> list[float | None]:
    before, after = (areas.total(one.persons[group]).tolist() for one in (points, standing))
    return [min(had / has, 1.0) if has else None for had, has in zip(before, after, strict=True)]


def _without_area(regions: Regions) -> Callable[[Help], int]:
    return lambda help_: sum(
        int((regions.sites_in(sites) < 0).sum()) for sites in (help_.certain, help_.unplaced)
    )


def _from_poor_to_rich(points: Points) -> Floats | None:
    """What to rank points by: minus the share of persons with a low income, where the points tell it."""
    if LOW_INCOME not in points.persons:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(-points.persons[LOW_INCOME] / points.persons[ALL], dtype=np.float64)


def _estimated(router: Router) -> str:
    """Whether minutes are those of a straight line and a detour, or of a network."""
    if isinstance(router, StraightLineRouter):
        return (
            f"estimate: straight line x {router.detour.factor} at {router.detour.speed_kmh} km/h "
            "(docs/explanation/distance.md)"
        )
    return "network"


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
