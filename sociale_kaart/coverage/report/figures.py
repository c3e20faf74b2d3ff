"""Every measure of some pillars, per area, from arrays: what report.py does with a map, for whoever has no map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas, Bools, Ints
from sociale_kaart.coverage.measures.bounds import Bounds, fragility_bounds, imported_bounds, together
from sociale_kaart.coverage.measures.density import PER_INHABITANTS
from sociale_kaart.coverage.measures.equity import concentration_per_area, gap_depth
from sociale_kaart.coverage.measures.fragility import fragility
from sociale_kaart.coverage.measures.imported import Reach, imported, labels
from sociale_kaart.coverage.measures.nearest import nearest_m, nearest_own_m
from sociale_kaart.coverage.measures.reach import LIMITS_M, share_within
from sociale_kaart.coverage.measures.travel import Distances, distances, quantiles
from sociale_kaart.coverage.points import ALL, Floats, Points
from sociale_kaart.coverage.regions import GEMEENTE, Regions
from sociale_kaart.coverage.report.ground import Columns, Ground, or_none, transposed, whole
from sociale_kaart.coverage.report.hours import access_columns, access_of, supply_columns
from sociale_kaart.coverage.report.kindrows import kind_rows
from sociale_kaart.coverage.report.known import Help, Known, known_of
from sociale_kaart.coverage.report.needrows import need_rows
from sociale_kaart.coverage.report.options import Options
from sociale_kaart.coverage.report.robustrows import robust_columns
from sociale_kaart.coverage.report.rows import KindRow, NeedRow, ReportRow
from sociale_kaart.coverage.scenario import persons_of

ACCESS = ("access_2sfca", "access_2sfca_low", "access_2sfca_high")
MINUTES = (10, 20, 30)


@dataclass(frozen=True, slots=True)
class Figures:
    """Rows per area and pillar, in the order of the areas and then of the pillars."""

    rows: tuple[ReportRow, ...]
    need: tuple[NeedRow, ...]
    kinds: tuple[KindRow, ...]


def report_of(
    points: Points, help_of: Mapping[str, Help], regions: Regions, options: Options | None = None
) -> Figures:
    """Every measure of some pillars per area.

    Parameters
    ----------
    points : where people live, in the whole country or around the areas
    help_of : pillar -> what is known of it, wherever in the country
    regions : the areas, such as `gemeenten_regions`

    Raises SocialeKaartError for a group that the points do not tell of. The nearest sites are sought once per pillar.
    """
    asked = options or Options()
    persons_of(points, asked.group)
    of_point = regions.points_in(points)
    told = {
        pillar: _told(points, pillar, help_, regions, of_point, asked) for pillar, help_ in help_of.items()
    }
    order = [(number, pillar) for number in range(len(regions)) for pillar in help_of]
    return Figures(
        rows=tuple(told[pillar].rows[number] for number, pillar in order),
        need=tuple(row for number, pillar in order for row in told[pillar].need[number]),
        kinds=tuple(row for number, pillar in order for row in told[pillar].kinds[number]),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    rows: list[ReportRow]
    need: list[list[NeedRow]]
    kinds: list[list[KindRow]]


def _told(
    points: Points, pillar: str, help_: Help, regions: Regions, of_point: Ints, options: Options
) -> _Told:
    persons = points.persons[options.group]
    ground = _ground(points, help_, regions, of_point, options)
    known = known_of(points, persons, help_, regions, ground.areas, ground.found.distance_m, options.limit_m)
    who = _who(pillar, regions)
    columns: Columns = {
        **who,
        "group": [options.group] * len(regions),
        **_presence(known, persons, regions, ground.areas),
        **_distances(ground, persons, known, options),
        **_neighbours(points, ground, persons, known, regions, options),
        **_fragility(points, ground, persons, options),
        **_hours(ground, regions, persons, known, options),
        **_equity(ground, persons, options),
        **_minutes(points, ground, persons, options),
        **robust_columns(points, ground, regions, persons, known, options),
    }
    return _Told(
        rows=[ReportRow(**one) for one in transposed(columns)],
        need=need_rows(points, ground, regions, who, known, options),
        kinds=kind_rows(help_, regions, who),
    )


def _ground(points: Points, help_: Help, regions: Regions, of_point: Ints, options: Options) -> Ground:
    xy = points.xy_rd
    every = together(help_.certain, help_.perhaps)
    areas = regions.areas(of_point, help_.certain)
    found = options.seek(xy, help_.certain.xy_rd)
    return Ground(
        help_=help_,
        areas=areas,
        every=regions.areas(of_point, every),
        found=found,
        own_m=nearest_own_m(xy, help_.certain.xy_rd, areas, found),
        possible_m=np.fmin(found.distance_m, nearest_m(xy, help_.perhaps.xy_rd))
        if len(help_.perhaps)
        else None,
        access=access_of(points, help_, points.persons[ALL], _assumed(help_, options))
        if options.with_supply
        else None,
    )


def _who(pillar: str, regions: Regions) -> Columns:
    return {
        "area": regions.codes,
        "area_name": regions.names,
        "gemeentecode": regions.codes if regions.per == GEMEENTE else [""] * len(regions),
        "pillar": [pillar] * len(regions),
    }


def _presence(known: Known, persons: Floats, regions: Regions, areas: Areas) -> Columns:
    inhabitants = areas.total(persons)
    with np.errstate(divide="ignore", invalid="ignore"):
        density = np.where(known.is_known, known.places / inhabitants * PER_INHABITANTS, np.nan)
    has_points = np.bincount(areas.of_point[areas.of_point >= 0], minlength=len(regions)) > 0
    return {
        "status": known.status,
        "not_declared": known.not_declared,
        "places": whole(known.places),
        "places_no": whole(known.places_no),
        "places_unknown": whole(known.places_unknown),
        "places_said_unknown": whole(known.places_said_unknown),
        "places_silent": whole(known.places_unknown - known.places_said_unknown),
        "inhabitants": [
            round(some) if told else None
            for some, told in zip(inhabitants.tolist(), has_points.tolist(), strict=True)
        ],
        "places_per_10000": or_none(density),
        "distance_at_most": known.distance_at_most,
    }


def _distances(ground: Ground, persons: Floats, known: Known, options: Options) -> Columns:
    areas, limit_m = ground.areas, options.limit_m
    away = distances(ground.found.distance_m, persons, areas, limit_m)
    at_best = away if ground.possible_m is None else distances(ground.possible_m, persons, areas, limit_m)
    nobody = _of_nobody(ground, persons, known)

    def share(distance_m: Floats, limit_m: float) -> Floats:
        found = share_within(distance_m, persons, areas, limit_m)
        return np.where(nobody & np.isnan(found), 0.0, found)

    within = share(ground.found.distance_m, limit_m)
    at_most = within if ground.possible_m is None else share(ground.possible_m, limit_m)
    untold = np.isnan(within)
    return {
        **{
            f"share_within_{round(metres / 1000)}km": or_none(share(ground.found.distance_m, metres))
            for metres in LIMITS_M
        },
        "share_within_limit": or_none(within),
        "share_within_limit_low": or_none(np.where(untold & np.isfinite(at_most), 0.0, within)),
        "share_within_limit_high": or_none(at_most),
        **_upper("mean_distance_m", away.mean_m, at_best.mean_m),
        "median_distance_m": or_none(away.median_m),
        **_upper("p90_distance_m", away.p90_m, at_best.p90_m),
        **_upper(
            "persons_beyond",
            np.where(nobody, areas.total(persons), _beyond(away)),
            np.where(nobody & np.isnan(at_best.mean_m), areas.total(persons), _beyond(at_best)),
        ),
    }


def _of_nobody(ground: Ground, persons: Floats, known: Known) -> Bools:
    """Areas (k,) in which nobody has a place within any limit: none is known anywhere, and none is unknown there."""
    none_known = np.isnan(ground.found.distance_m).all()
    return known.is_sure & (ground.areas.total(persons) > 0) & none_known


def _beyond(away: Distances) -> Floats:
    return np.where(np.isnan(away.mean_m), np.nan, away.persons_beyond)


def _upper(name: str, known: Floats, at_best: Floats) -> Columns:
    """A figure that more places only lower."""
    return {
        name: or_none(known),
        f"{name}_low": or_none(np.fmin(known, at_best)),
        f"{name}_high": or_none(known),
    }


def _neighbours(
    points: Points, ground: Ground, persons: Floats, known: Known, regions: Regions, options: Options
) -> Columns:
    areas, distance_m = ground.areas, ground.found.distance_m
    told = imported(distance_m, ground.own_m, persons, areas, options.limit_m)
    only = Bounds(told.only_by_neighbour, told.only_by_neighbour, told.only_by_neighbour)
    if ground.possible_m is not None:
        only = imported_bounds(
            points.xy_rd,
            ground.help_.certain,
            ground.help_.perhaps,
            persons,
            ground.every,
            options.limit_m,
            distance_m=ground.found.distance_m,
            own_m=ground.own_m,
        )
    nobody = _of_nobody(ground, persons, known)
    low, share, high = (
        np.where(nobody & np.isnan(one), 0.0, one) for one in (only.low, only.known, only.high)
    )
    return {
        "reach": [
            Reach.UNKNOWN if known.may_be_own[number] else label
            for number, label in enumerate(
                labels(known.places, told.within, areas.total(persons), known.gap_is_sure)
            )
        ],
        "share_only_by_neighbour": or_none(share),
        "share_only_by_neighbour_low": or_none(low),
        "share_only_by_neighbour_high": or_none(high),
        "neighbours": _serving(ground, persons, options.limit_m, len(regions)),
    }


def _serving(ground: Ground, persons: Floats, limit_m: float, count: int) -> list[tuple[str, ...]]:
    """Gemeenten whose sites serve those who have none of their own within the limit, most persons first."""
    served = (ground.found.distance_m <= limit_m) & ~(ground.own_m <= limit_m)
    served &= (ground.areas.of_point >= 0) & (np.nan_to_num(persons) > 0)
    codes, of_site = np.unique(ground.help_.certain.gemeentecode, return_inverse=True)
    if not len(codes):
        return [()] * count
    cell = ground.areas.of_point[served] * len(codes) + of_site[ground.found.site[served]]
    per = np.bincount(cell, weights=persons[served], minlength=count * len(codes)).reshape(count, len(codes))
    return [
        tuple(str(codes[one]) for one in sorted(np.flatnonzero(row), key=lambda one: -row[one]) if codes[one])
        for row in per
    ]


def _fragility(points: Points, ground: Ground, persons: Floats, options: Options) -> Columns:
    sites, areas = ground.help_.certain, ground.areas
    worst = fragility(ground.found, persons, len(sites), areas, options.limit_m)
    lost = Bounds(worst.persons_lost, worst.persons_lost, worst.persons_lost)
    if len(ground.help_.perhaps):
        lost = fragility_bounds(
            points.xy_rd,
            sites,
            ground.help_.perhaps,
            persons,
            ground.every,
            options.limit_m,
            found=ground.found,
        )
    known = len(sites) > 0
    return {
        "persons_fragile": or_none(lost.known) if known else [None] * len(areas),
        "persons_fragile_low": or_none(lost.low),
        "persons_fragile_high": or_none(lost.high),
        "fragile_site": [str(sites.id[one]) if one >= 0 else "" for one in worst.site.tolist()],
        "fragile_site_name": [str(sites.names[one]) if one >= 0 else "" for one in worst.site.tolist()],
    }


def _hours(ground: Ground, regions: Regions, persons: Floats, known: Known, options: Options) -> Columns:
    told = supply_columns(
        ground.help_, regions, persons, ground.areas, known.is_known, _assumed(ground.help_, options)
    )
    nothing = np.full(len(regions), np.nan)
    access = (
        dict.fromkeys(ACCESS, nothing)
        if ground.access is None
        else access_columns(ground.access, persons, ground.areas)
    )
    return {
        **{name: or_none(values) for name, values in {**told, **access}.items()},
        "hours_unknown": whole(told["hours_unknown"]),
    }


def _assumed(help_: Help, options: Options) -> float | None:
    return help_.longest_hours if options.assumed_hours is None else options.assumed_hours


def _equity(ground: Ground, persons: Floats, options: Options) -> Columns:
    limit_m, areas = options.limit_m, ground.areas
    depth = gap_depth(ground.found.distance_m, persons, areas, limit_m)
    least = depth if ground.possible_m is None else gap_depth(ground.possible_m, persons, areas, limit_m)
    leaning = (
        np.full(len(areas), np.nan)
        if options.income is None
        else concentration_per_area(ground.found.distance_m, persons, options.income, areas)
    )
    return {**_upper("gap_depth", depth, least), "concentration": or_none(leaning)}


def _minutes(points: Points, ground: Ground, persons: Floats, options: Options) -> Columns:
    if options.router is None:
        return {}
    areas = ground.areas
    minutes = np.full(len(points), np.nan)
    inside = areas.of_point >= 0
    if len(ground.help_.certain):
        minutes[inside] = options.router.minutes(points.xy_rd[inside], ground.help_.certain.xy_rd)
    without = np.where(np.isnan(minutes), persons, 0.0)
    return {
        **{
            f"share_within_{most}min": or_none(share_within(minutes, persons, areas, float(most)))
            for most in MINUTES
        },
        "median_minutes": or_none(quantiles(minutes, persons, areas, (0.5,))[0]),
        "persons_without_route": or_none(areas.total(without)),
    }
