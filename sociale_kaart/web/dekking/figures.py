"""The figures of one pillar at one moment, for every group and limit: made once per build, and remembered.

They need the extra `coverage` (scipy). Without it they are what the built map itself holds, and say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from threading import Lock
from weakref import WeakKeyDictionary

from pydantic import TypeAdapter

from sociale_kaart.coverage.completeness import in_force
from sociale_kaart.coverage.measures.nearest import Nearest, nearest
from sociale_kaart.coverage.points import Floats, Points
from sociale_kaart.coverage.populations import buurt_points
from sociale_kaart.coverage.raking import raked
from sociale_kaart.coverage.regions import Regions, gemeenten_regions
from sociale_kaart.coverage.report.figures import report_of
from sociale_kaart.coverage.report.growth import growth
from sociale_kaart.coverage.report.helpof import HoursOf, help_in
from sociale_kaart.coverage.report.known import Help
from sociale_kaart.coverage.report.options import Options
from sociale_kaart.coverage.report.rows import CurveRow, TargetRow
from sociale_kaart.coverage.when import ordinary_weeks
from sociale_kaart.dataset.area import declared_in
from sociale_kaart.web.dekking.choices import GROUPS, LIMITS_KM, USUAL_KM, Choices
from sociale_kaart.web.dekking.moments import when_of
from sociale_kaart.web.dekking.slicefile import slice_of_bytes, slice_to_bytes
from sociale_kaart.web.dekking.slices import Slice, slice_of_map, slice_of_report
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.site import Site

_ACCESS = "access_2sfca"
DRAWS = 100
MOST_SLICES = 400  # 50 kB each for a whole country
MOST_GROUNDS = 4  # some 10 MB each: a page and its script ask for the same one after another
MOST_PILLARS = 64

Within = tuple[str, int]  # key of GROUPS, kilometres


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """One pillar at one moment; what a group finds within a limit is reckoned when it is asked for, and remembered.

    order : gemeentecodes, in the order of every array
    at : the slice of a key of GROUPS and a limit in kilometres. is_whole : False where the extra is missing, and only
        `Kind`s and measures that a built map holds are known, for everybody, at all moments
    """

    order: tuple[str, ...]
    at: Callable[[str, int], Slice]
    is_whole: bool

    def slice(self, choices: Choices) -> Slice:
        """What a view shows."""
        return self.at(choices.group, choices.limit_km)


@dataclass(frozen=True, slots=True)
class Growth:
    """How many places there were by day, and how many there should have been."""

    curve: tuple[CurveRow, ...]
    targets: tuple[TargetRow, ...]


_GROWTH: TypeAdapter[Growth] = TypeAdapter(Growth)


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """What every group and limit of a pillar at a moment shares."""

    help_: Help
    regions: Regions
    seek: Callable[[Floats, Floats], Nearest]


class _Remembered:
    """What was made for one build."""

    def __init__(self) -> None:
        self.grounds: Memory[tuple[str, str], _Ground] = Memory(MOST_GROUNDS)
        self.slices: Memory[tuple[str, str, Within], Slice] = Memory(MOST_SLICES)
        self.growth: Memory[str, Growth] = Memory(MOST_PILLARS)


_REMEMBERED: WeakKeyDictionary[Site, _Remembered] = WeakKeyDictionary()
_LOCK = Lock()


def figures(site: Site, choices: Choices) -> Figures:
    """The figures of a pillar at a moment. Asking one of its slices first takes a second for a whole country."""
    order = tuple(one.code for one in site.area)
    if not can_reckon():
        rows = {
            code: site.coverage[code, choices.pillar]
            for code in order
            if (code, choices.pillar) in site.coverage
        }
        found = slice_of_map(rows, order)
        return Figures(order, lambda _group, _km: found, is_whole=False)
    slices = _remembered(site).slices

    def at(group: str, limit_km: int) -> Slice:
        asked = replace(choices, group=group, limit_km=limit_km)
        return slices.get(
            _key(asked),
            lambda: site.shelf.get(
                _name(asked), lambda: _reckoned(site, asked, order), write=slice_to_bytes, read=slice_of_bytes
            ),
        )

    return Figures(order, at, is_whole=True)


def is_ready(site: Site, choices: Choices) -> bool:
    """Whether nobody would wait for the figures of a view."""
    if not can_reckon() or _remembered(site).slices.known(_key(choices)) is not None:
        return True
    return site.shelf.has(_name(choices))


def make_ahead(site: Site) -> None:
    """Reckon what most visitors ask: every pillar at all times, in every group and limit, and its curve."""
    if not can_reckon():
        return
    for pillar in site.pillars:
        found = figures(site, Choices(pillar=pillar, usual_pillar=pillar))
        for group in GROUPS:
            for limit_km in (USUAL_KM, *LIMITS_KM):
                found.at(group, limit_km)
        growth_of(site, pillar)


def growth_of(site: Site, pillar: str) -> Growth | None:
    """The curve of a pillar and its targets; None where the extra is missing."""
    if not can_reckon():
        return None
    return _remembered(site).growth.get(
        pillar,
        lambda: site.shelf.get(
            f"dekking/groei/{pillar}",
            lambda: _growth(site, pillar),
            write=_GROWTH.dump_json,
            read=_GROWTH.validate_json,
        ),
    )


@cache
def can_reckon() -> bool:
    """Whether the extra `coverage` is installed."""
    # Only looked for: a worker that finds everything laid ready need not carry it.
    return find_spec("scipy") is not None


def _remembered(site: Site) -> _Remembered:
    with _LOCK:
        return _REMEMBERED.setdefault(site, _Remembered())


def _key(choices: Choices) -> tuple[str, str, Within]:
    return choices.pillar, choices.when, (choices.group, choices.limit_km)


def _name(choices: Choices) -> str:
    """What a slice is called on a shelf."""
    return f"dekking/{choices.pillar}/{choices.when}/{choices.group}/{choices.limit_km}"


def _reckoned(site: Site, choices: Choices, order: tuple[str, ...]) -> Slice:
    ground = _ground(site, choices)
    # The floating catchment depends on no limit: the usual one's is taken, where that is there.
    known = _remembered(site).slices.known(_key(replace(choices, limit_km=USUAL_KM)))
    options = Options(
        limit_m=float(choices.limit_m),
        group=choices.persons,
        robustness_draws=DRAWS,
        seek=ground.seek,
        with_supply=known is None,
    )
    made = slice_of_report(
        report_of(_points(), {choices.pillar: ground.help_}, ground.regions, options).rows, order
    )
    if known is None:
        return made
    return replace(made, values={**made.values, _ACCESS: known.values[_ACCESS]})


def _ground(site: Site, choices: Choices) -> _Ground:
    """What a pillar at a moment rests on."""

    def made() -> _Ground:
        data = site.data
        when = when_of(choices.moment, choices.day)
        start, end = when.period(data.known_on) if when else ordinary_weeks(data.known_on)
        help_ = help_in(
            data,
            choices.pillar,
            in_force(data, declared_in(data.config, data.gemeentecodes)),
            hours_of=HoursOf(hours=site.hours, start=start, end=end, when=when),
        )
        return _Ground(help_, gemeenten_regions(one.code for one in site.area), _seek_once())

    return _remembered(site).grounds.get((choices.pillar, choices.when), made)


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
    sure = _ground(site, Choices(pillar=pillar, usual_pillar=pillar)).help_.sure
    return Growth(*growth(site.data, [pillar], [pillar] if sure >= {*site.data.gemeentecodes} else []))
