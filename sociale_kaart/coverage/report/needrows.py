"""Measure 7 as a report tells it: every group of people beside everybody."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sociale_kaart.coverage.measures.imported import imported
from sociale_kaart.coverage.measures.travel import distances
from sociale_kaart.coverage.points import ALL, Floats, Points
from sociale_kaart.coverage.regions import Regions
from sociale_kaart.coverage.report.ground import Columns, Ground, or_none, transposed
from sociale_kaart.coverage.report.hours import access_columns, supply_columns
from sociale_kaart.coverage.report.known import Known
from sociale_kaart.coverage.report.options import Options
from sociale_kaart.coverage.report.rows import NeedRow


def need_rows(
    points: Points, ground: Ground, regions: Regions, who: Columns, known: Known, options: Options
) -> list[list[NeedRow]]:
    """Every group that the points tell of, beside everybody."""
    rows: list[list[NeedRow]] = [[] for _ in range(len(regions))]
    if points.persons.keys() == {ALL}:
        return rows
    of_all = _of_group(ground, regions, points.persons[ALL], known, options)
    for group, persons in points.persons.items():
        if group == ALL:
            continue
        figures = _of_group(ground, regions, persons, known, options)
        columns: Columns = {
            **who,
            "group": [group] * len(regions),
            "persons": or_none(ground.areas.total(persons)),
        }
        for name, values in figures.items():
            columns[name] = or_none(values)
            columns[f"{name}_difference"] = or_none(values - of_all[name])
        for number, one in enumerate(transposed(columns)):
            rows[number].append(NeedRow(**one))
    return rows


def _of_group(
    ground: Ground, regions: Regions, persons: Floats, known: Known, options: Options
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
