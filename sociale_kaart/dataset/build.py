"""Builds a map: sources, check, lock, places, coverage, store; each stage one line of `build`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sociale_kaart.coverage.completeness import in_force
from sociale_kaart.coverage.per_gemeente import coverage_per_gemeente
from sociale_kaart.dataset.area import area_of, completeness_of
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.placing import place
from sociale_kaart.dataset.report import write_report
from sociale_kaart.dataset.store import with_hash, write_map
from sociale_kaart.dataset.unplaced import recount, unplaced_problems, unplaced_rows
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.kaart import Kaart
from sociale_kaart.sources.check import check

Step = Callable[[str], None]


def build(kaart: Kaart, *, today: date, on_step: Step = lambda _: None) -> MapData:
    """Build a map and replace its kaart.gpkg and report in one step each; asks no service for anything.

    Raises KaartConfigError, SourceError, LockError or ReferenceDataError; the last good map stays in place.
    """
    on_step("Lees en controleer de bronnen")
    data = assemble(kaart, today=today)
    on_step("Bereken de dekking per gemeente")
    data = replace(
        data,
        coverage=coverage_per_gemeente(data, in_force(data, completeness_of(kaart, data.gemeentecodes))),
    )
    on_step("Schrijf de kaart")
    data = with_hash(data)
    write_map(data, kaart.store_path)
    write_report(data, kaart, today=today)
    return data


def assemble(kaart: Kaart, *, today: date) -> MapData:
    """Everything but the coverage: the sources joined, checked and placed."""
    area = area_of(kaart)
    checked = check(kaart, today)
    matches = place(checked.inventory.locations, Lock.open(kaart.lock_path))
    unplaced = unplaced_rows(checked, matches)
    return MapData(
        config=kaart.config,
        gemeentecodes=area,
        inventory=checked.inventory,
        matches=matches,
        counts=tuple(recount(checked.counts, unplaced)),
        problems=(*checked.problems, *unplaced_problems(unplaced, matches)),
    )
