"""The figures of one pillar at one moment, for every group and limit: made once per build, and remembered.

They need the extra `coverage` (scipy). Without it they are what the built map itself holds, and say so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from threading import Lock
from weakref import WeakKeyDictionary

from sociale_kaart.coverage.completeness import in_force
from sociale_kaart.coverage.measures.nearest import Nearest, nearest
from sociale_kaart.coverage.points import Floats, Points
from sociale_kaart.coverage.populations import buurt_points
from sociale_kaart.coverage.raking import raked
from sociale_kaart.coverage.regions import gemeenten_regions
from sociale_kaart.coverage.report.figures import report_of
from sociale_kaart.coverage.report.growth import growth
from sociale_kaart.coverage.report.helpof import HoursOf, help_in
from sociale_kaart.coverage.report.options import Options
from sociale_kaart.coverage.report.rows import CurveRow, TargetRow
from sociale_kaart.coverage.when import ordinary_weeks
from sociale_kaart.dataset.area import declared_in
from sociale_kaart.errors import ExtraMissing
from sociale_kaart.extras import optional
from sociale_kaart.web.dekking.choices import GROUPS, LIMITS_KM, USUAL_KM, Choices
from sociale_kaart.web.dekking.moments import when_of
from sociale_kaart.web.dekking.slices import Slice, slice_of_map, slice_of_report
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.site import Site

DRAWS = 100
MOST_REMEMBERED = 64  # 0.3 MB each for a whole country
MOST_PILLARS = 64

Within = tuple[str, int]  # key of GROUPS, kilometres


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """One pillar at one moment.

    order : gemeentecodes, in the order of every array
    slices : by group and limit. is_whole : False where the extra is missing, and only `Kind`s and measures that a built
        map holds are known, for everybody, at all moments
    """

    order: tuple[str, ...]
    slices: Mapping[Within, Slice]
    is_whole: bool

    def slice(self, choices: Choices) -> Slice:
        """What a view shows."""
        return self.slices[choices.group, choices.limit_km]


@dataclass(frozen=True, slots=True)
class Growth:
    """How many places there were by day, and how many there should have been."""

    curve: tuple[CurveRow, ...]
    targets: tuple[TargetRow, ...]


class _Remembered:
    """What was made for one build."""

    def __init__(self) -> None:
        self.figures: Memory[tuple[str, str], Figures] = Memory(MOST_REMEMBERED)
        self.growth: Memory[str, Growth] = Memory(MOST_PILLARS)


_REMEMBERED: WeakKeyDictionary[Site, _Remembered] = WeakKeyDictionary()
_LOCK = Lock()


def figures(site: Site, choices: Choices) -> Figures:
    """The figures of a pillar at a moment; made where nobody asked before, which takes a second for a whole country."""
    if not can_reckon():
        return _of_map(site, choices.pillar)
    return _remembered(site).figures.get((choices.pillar, choices.when), lambda: _reckoned(site, choices))


def is_ready(site: Site, choices: Choices) -> bool:
    """Whether nobody would wait for these figures."""
    return not can_reckon() or _remembered(site).figures.has((choices.pillar, choices.when))


def growth_of(site: Site, pillar: str) -> Growth | None:
    """The curve of a pillar and its targets; None where the extra is missing."""
    if not can_reckon():
        return None
    return _remembered(site).growth.get(pillar, lambda: _growth(site, pillar))


@cache
def can_reckon() -> bool:
    """Whether the extra `coverage` is installed."""
    try:
        optional("scipy.spatial", "finds the nearest places")
    except ExtraMissing:
        return False
    return True


def _remembered(site: Site) -> _Remembered:
    with _LOCK:
        return _REMEMBERED.setdefault(site, _Remembered())


def _reckoned(site: Site, choices: Choices) -> Figures:
    data = site.data
    when = when_of(choices.moment, choices.day)
    start, end = when.period(data.known_on) if when else ordinary_weeks(data.known_on)
    help_ = help_in(
        data,
        choices.pillar,
        in_force(data, declared_in(data.config, data.gemeentecodes)),
        hours_of=HoursOf(hours=site.hours, start=start, end=end, when=when),
    )
    order = tuple(one.code for one in site.area)
    regions, seek = gemeenten_regions(order), _seek_once()
    slices: dict[Within, Slice] = {}
    for group, (persons, _) in GROUPS.items():
        # The floating catchment depends on no limit: it is reckoned with the first.
        for limit_km in sorted(LIMITS_KM, key=lambda one: one != USUAL_KM):
            options = Options(
                limit_m=limit_km * 1000.0,
                group=persons,
                robustness_draws=DRAWS,
                seek=seek,
                with_supply=limit_km == USUAL_KM,
            )
            found = report_of(_points(), {choices.pillar: help_}, regions, options)
            made = slice_of_report(found.rows, order)
            usual = slices.get((group, USUAL_KM), made)
            access = {"access_2sfca": usual.values["access_2sfca"]}
            slices[group, limit_km] = Slice(made.kinds, {**made.values, **access}, made.at_most)
    return Figures(order, slices, is_whole=True)


def _seek_once() -> Callable[[Floats, Floats], Nearest]:
    """Seeks the nearest sites of the same points only once, whatever group and limit they are wanted for."""
    found: list[Nearest] = []

    def seek(points_rd: Floats, sites_rd: Floats) -> Nearest:
        if not found:
            found.append(nearest(points_rd, sites_rd))
        return found[0]

    return seek


@cache
def _points() -> Points:
    return raked(buurt_points())[0]


def _growth(site: Site, pillar: str) -> Growth:
    data = site.data
    help_ = help_in(data, pillar, in_force(data, declared_in(data.config, data.gemeentecodes)))
    sure = [pillar] if help_.sure >= {*data.gemeentecodes} else []
    return Growth(*growth(data, [pillar], sure))


def _of_map(site: Site, pillar: str) -> Figures:
    order = tuple(one.code for one in site.area)
    rows = {code: site.coverage[code, pillar] for code in order if (code, pillar) in site.coverage}
    found = slice_of_map(rows, order)
    return Figures(order, {(group, km): found for group in GROUPS for km in LIMITS_KM}, is_whole=False)
