"""Every measure of some pillars, per area, from arrays: what report.py does with a map, for whoever has no map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Any

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas, Bools, Ints
from sociale_kaart.coverage.measures.bounds import Bounds, fragility_bounds, imported_bounds, together
from sociale_kaart.coverage.measures.density import PER_INHABITANTS
from sociale_kaart.coverage.measures.equity import concentration_per_area, gap_depth
from sociale_kaart.coverage.measures.fragility import fragility
from sociale_kaart.coverage.measures.imported import Reach, imported, labels
from sociale_kaart.coverage.measures.nearest import Nearest, nearest_m, nearest_own_m
from sociale_kaart.coverage.measures.reach import LIMITS_M, share_within
from sociale_kaart.coverage.measures.robust import robustness
from sociale_kaart.coverage.measures.travel import Distances, distances, quantiles
from sociale_kaart.coverage.points import ALL, Floats, Points
from sociale_kaart.coverage.regions import GEMEENTE, Regions
from sociale_kaart.coverage.report.hours import access_columns, access_of, supply_columns
from sociale_kaart.coverage.report.known import Help, Known, known_of
from sociale_kaart.coverage.report.options import Options
from sociale_kaart.coverage.report.rows import KindRow, NeedRow, ReportRow
from sociale_kaart.coverage.scenario import persons_of

Columns = dict[str, Sequence[Any]]

ACCESS = ("access_2sfca", "access_2sfca_low", "access_2sfca_high")
MINUTES = (10, 20, 30)
STEP_M = 250.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Rows per area and pillar, in the order of the areas and then of the pillars."""

    rows: tuple[ReportRow, ...]
    need: tuple[NeedRow, ...]
    kinds: tuple[KindRow, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Pillar:
    """One pillar on the ground: what is near every point, reckoned once for every group and area."""

    help_: Help
    areas: Areas
    every: Areas
    found: Nearest
    own_m: Floats
    possible_m: Floats | None
    access: tuple[Floats, Floats, Floats] | None


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
        **_robust(points, ground, regions, persons, known, options),
    }
    return _Told(
        rows=[ReportRow(**one) for one in _transposed(columns)],
        need=_need(points, ground, regions, who, known, options),
        kinds=_kinds(help_, regions, who),
    )


def _ground(points: Points, help_: Help, regions: Regions, of_point: Ints, options: Options) -> _Pillar:
    xy = points.xy_rd
    every = together(help_.certain, help_.perhaps)
    areas = regions.areas(of_point, help_.certain)
    found = options.seek(xy, help_.certain.xy_rd)
    return _Pillar(
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
        "places": _whole(known.places),
        "places_no": _whole(known.places_no),
        "places_unknown": _whole(known.places_unknown),
        "places_said_unknown": _whole(known.places_said_unknown),
        "places_silent": _whole(known.places_unknown - known.places_said_unknown),
        "inhabitants": [
            round(some) if told else None
            for some, told in zip(inhabitants.tolist(), has_points.tolist(), strict=True)
        ],
        "places_per_10000": _figures(density),
        "distance_at_most": known.distance_at_most,
    }


def _distances(ground: _Pillar, persons: Floats, known: Known, options: Options) -> Columns:
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
            f"share_within_{round(metres / 1000)}km": _figures(share(ground.found.distance_m, metres))
            for metres in LIMITS_M
        },
        "share_within_limit": _figures(within),
        "share_within_limit_low": _figures(np.where(untold & np.isfinite(at_most), 0.0, within)),
        "share_within_limit_high": _figures(at_most),
        **_upper("mean_distance_m", away.mean_m, at_best.mean_m),
        "median_distance_m": _figures(away.median_m),
        **_upper("p90_distance_m", away.p90_m, at_best.p90_m),
        **_upper(
            "persons_beyond",
            np.where(nobody, areas.total(persons), _beyond(away)),
            np.where(nobody & np.isnan(at_best.mean_m), areas.total(persons), _beyond(at_best)),
        ),
    }


def _of_nobody(ground: _Pillar, persons: Floats, known: Known) -> Bools:
    """Areas (k,) in which nobody has a place within any limit: none is known anywhere, and none is unknown there."""
    none_known = np.isnan(ground.found.distance_m).all()
    return np.array(known.is_sure, dtype=bool) & (ground.areas.total(persons) > 0) & none_known


def _beyond(away: Distances) -> Floats:
    return np.where(np.isnan(away.mean_m), np.nan, away.persons_beyond)


def _upper(name: str, known: Floats, at_best: Floats) -> Columns:
    """A figure that more places only lower."""
    return {
        name: _figures(known),
        f"{name}_low": _figures(np.fmin(known, at_best)),
        f"{name}_high": _figures(known),
    }


def _neighbours(
    points: Points, ground: _Pillar, persons: Floats, known: Known, regions: Regions, options: Options
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
        "share_only_by_neighbour": _figures(share),
        "share_only_by_neighbour_low": _figures(low),
        "share_only_by_neighbour_high": _figures(high),
        "neighbours": _serving(ground, persons, options.limit_m, len(regions)),
    }


def _serving(ground: _Pillar, persons: Floats, limit_m: float, count: int) -> list[tuple[str, ...]]:
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


def _fragility(points: Points, ground: _Pillar, persons: Floats, options: Options) -> Columns:
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
        "persons_fragile": _figures(lost.known) if known else [None] * len(areas),
        "persons_fragile_low": _figures(lost.low),
        "persons_fragile_high": _figures(lost.high),
        "fragile_site": [str(sites.id[one]) if one >= 0 else "" for one in worst.site.tolist()],
        "fragile_site_name": [str(sites.names[one]) if one >= 0 else "" for one in worst.site.tolist()],
    }


def _hours(ground: _Pillar, regions: Regions, persons: Floats, known: Known, options: Options) -> Columns:
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
        **{name: _figures(values) for name, values in {**told, **access}.items()},
        "hours_unknown": _whole(told["hours_unknown"]),
    }


def _assumed(help_: Help, options: Options) -> float | None:
    return help_.longest_hours if options.assumed_hours is None else options.assumed_hours


def _equity(ground: _Pillar, persons: Floats, options: Options) -> Columns:
    limit_m, areas = options.limit_m, ground.areas
    depth = gap_depth(ground.found.distance_m, persons, areas, limit_m)
    least = depth if ground.possible_m is None else gap_depth(ground.possible_m, persons, areas, limit_m)
    leaning = (
        np.full(len(areas), np.nan)
        if options.income is None
        else concentration_per_area(ground.found.distance_m, persons, options.income, areas)
    )
    return {**_upper("gap_depth", depth, least), "concentration": _figures(leaning)}


def _minutes(points: Points, ground: _Pillar, persons: Floats, options: Options) -> Columns:
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
            f"share_within_{most}min": _figures(share_within(minutes, persons, areas, float(most)))
            for most in MINUTES
        },
        "median_minutes": _figures(quantiles(minutes, persons, areas, (0.5,))[0]),
        "persons_without_route": _figures(areas.total(without)),
    }


def _robust(
    points: Points, ground: _Pillar, regions: Regions, persons: Floats, known: Known, options: Options
) -> Columns:
    help_ = ground.help_
    if not options.robustness_draws or help_.levels is None:
        return {}

    @cache
    def sure_within(limit_m: float) -> tuple[bool, ...]:
        return known_of(
            points, persons, help_, regions, ground.areas, ground.found.distance_m, limit_m
        ).gap_is_sure

    found = robustness(
        points,
        help_.certain,
        help_.perhaps,
        ground.every,
        # Rounded up, which can only bring more of what is unknown within reach, so that few are reckoned.
        lambda limit_m: sure_within(ceil(limit_m / STEP_M) * STEP_M),
        levels=help_.levels,
        persons=persons,
        limit_m=options.limit_m,
        own_without_point=known.places - _total(ground.areas, len(help_.certain)),
        draws=options.robustness_draws,
    )
    return {
        "gap_share": _figures(found.gap_share),
        "gap_robust": list(found.is_robust),
        "robust_share_low": _figures(found.reach_low),
        "robust_share_high": _figures(found.reach_high),
    }


def _total(areas: Areas, sites: int) -> Floats:
    return areas.total_of_sites(np.ones(sites))


def _need(
    points: Points, ground: _Pillar, regions: Regions, who: Columns, known: Known, options: Options
) -> list[list[NeedRow]]:
    """Every group that the points tell of, beside everybody."""
    rows: list[list[NeedRow]] = [[] for _ in range(len(regions))]
    if points.persons.keys() == {ALL}:
        return rows
    of_all = _need_figures(ground, regions, points.persons[ALL], known, options)
    for group, persons in points.persons.items():
        if group == ALL:
            continue
        figures = _need_figures(ground, regions, persons, known, options)
        columns: Columns = {
            **who,
            "group": [group] * len(regions),
            "persons": _figures(ground.areas.total(persons)),
        }
        for name, values in figures.items():
            columns[name] = _figures(values)
            columns[f"{name}_difference"] = _figures(values - of_all[name])
        for number, one in enumerate(_transposed(columns)):
            rows[number].append(NeedRow(**one))
    return rows


def _need_figures(
    ground: _Pillar, regions: Regions, persons: Floats, known: Known, options: Options
) -> Mapping[str, Floats]:
    areas, distance_m = ground.areas, ground.found.distance_m
    away = distances(distance_m, persons, areas, options.limit_m)
    told = imported(distance_m, ground.own_m, persons, areas, options.limit_m)
    hours = supply_columns(ground.help_, regions, persons, areas, known.is_known, None)
    access = (
        access_columns(ground.access, persons, areas)["access_2sfca"]
        if ground.access is not None
        else np.full(len(areas), np.nan)
    )
    return {
        "share_within_limit": told.within,
        "share_only_by_neighbour": told.only_by_neighbour,
        "mean_distance_m": away.mean_m,
        "p90_distance_m": away.p90_m,
        "hours_per_1000": hours["hours_per_1000"],
        "access_2sfca": access,
    }


def _kinds(help_: Help, regions: Regions, who: Columns) -> list[list[KindRow]]:
    placed = together(help_.certain, help_.unplaced)
    counts = {
        "places": (placed, regions.sites_in(placed)),
        "places_no": (help_.no, regions.sites_in(help_.no)),
        "places_unknown": (help_.unknown, regions.sites_in(help_.unknown)),
    }
    kinds = sorted({kind for sites, _ in counts.values() for kind in sites.kind.tolist()})
    per_kind = [
        (
            kind,
            {
                name: _per_area(area[sites.kind == kind], len(regions))
                for name, (sites, area) in counts.items()
            },
        )
        for kind in kinds
    ]
    return [
        [
            KindRow(
                **one,
                organisation_kind=kind,
                places=told["places"][number],
                places_no=told["places_no"][number],
                places_unknown=told["places_unknown"][number],
            )
            for kind, told in per_kind
        ]
        for number, one in enumerate(_transposed(who))
    ]


def _per_area(area: Ints, areas: int) -> list[int]:
    counted: list[int] = np.bincount(area[area >= 0], minlength=areas).tolist()
    return counted


def _transposed(columns: Columns) -> list[dict[str, Any]]:
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _figures(values: Floats) -> list[float | None]:
    """None for what is not known."""
    return [one if np.isfinite(one) else None for one in values.tolist()]


def _whole(values: Floats) -> list[int]:
    return [round(one) for one in values.tolist()]
