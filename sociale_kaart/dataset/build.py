"""Builds a map: sources, check, lock, places, coverage, store; each stage one line of `build`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from sociale_kaart.coverage.completeness import in_force
from sociale_kaart.coverage.per_gemeente import coverage_per_gemeente
from sociale_kaart.dataset.area import area_of, completeness_of
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.misplaced import misplaced_problems
from sociale_kaart.dataset.placing import place
from sociale_kaart.dataset.readhours import read_hours
from sociale_kaart.dataset.report import write_report
from sociale_kaart.dataset.schooldays import own_school_breaks
from sociale_kaart.dataset.store import with_hash, write_map
from sociale_kaart.dataset.unplaced import recount, unplaced_problems, unplaced_rows
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.kaart import Kaart
from sociale_kaart.problems import Problem, Severity
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
    lock = Lock.open(kaart.lock_path)
    placed = place(checked.inventory.locations, lock)
    unplaced = unplaced_rows(checked, placed.matches)
    return MapData(
        config=kaart.config,
        gemeentecodes=area,
        inventory=checked.inventory,
        matches=placed.matches,
        hours=tuple(read_hours(checked.inventory, kaart.config.hours)),
        school_breaks=own_school_breaks(kaart),
        counts=tuple(recount(checked.counts, unplaced)),
        problems=(
            *checked.problems,
            *_lock_problems(lock),
            *unplaced_problems(unplaced, placed.matches),
            *misplaced_problems(checked, placed, area),
        ),
    )


def _lock_problems(lock: Lock) -> Iterator[Problem]:
    """What a cut-off run left in the lock, and this build left out."""
    for repair in lock.repairs:
        yield Problem(
            code="lock_half_written",
            severity=Severity.ERROR,
            message=repair.removeprefix(f"{lock.path}: "),
            remedy="Draai: sociale-kaart geocode MAP.",
            file=lock.path.name,
        )
