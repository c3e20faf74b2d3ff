"""The figures of one pillar at one moment, for every group and limit: reckoned together, and remembered.

They need the extra `coverage` (scipy). Without it they are what the built map itself holds, and say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from itertools import islice, product
from threading import Lock
from weakref import WeakKeyDictionary

from pydantic import TypeAdapter

from sociale_kaart.coverage.completeness import in_force
from sociale_kaart.coverage.measures.draws import LIMIT_SPREAD
from sociale_kaart.coverage.points import Points
from sociale_kaart.coverage.populations import buurt_points
from sociale_kaart.coverage.raking import raked
from sociale_kaart.coverage.report.growth import growth
from sociale_kaart.coverage.report.helpof import AllWeek, HoursOf, all_week
from sociale_kaart.coverage.report.robustrows import STEP_M
from sociale_kaart.coverage.report.rows import CurveRow, TargetRow
from sociale_kaart.coverage.shown.catchment import Catchment
from sociale_kaart.coverage.shown.figures import PillarThen, Slice
from sociale_kaart.coverage.shown.land import Land
from sociale_kaart.coverage.sitehours import HoursThen
from sociale_kaart.coverage.when import ordinary_weeks
from sociale_kaart.dataset.area import declared_in
from sociale_kaart.web.dekking.choices import GROUPS, LIMITS_KM, Choices
from sociale_kaart.web.dekking.moments import MOMENTS, when_of
from sociale_kaart.web.dekking.slicefile import Views, views_of_bytes, views_to_bytes
from sociale_kaart.web.dekking.slices import slice_of_map
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.site import Site

MOST_MOMENTS = 150  # 120 kB each for a whole country
MOST_PILLARS = 64
MOST_HOURS = 8  # one pillar after another asks for the same
# How far the widest limit that is drawn may reach.
_BORDER_M = max(LIMITS_KM) * 1000 * (1 + LIMIT_SPREAD) + STEP_M


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """One pillar at one moment; reckoned when the first of its slices is asked for, and remembered.

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
    """What every moment of a pillar shares."""

    its: AllWeek
    catchment: Catchment


class _Remembered:
    """What was made for one build."""

    def __init__(self) -> None:
        self.land: Memory[None, Land] = Memory(1)
        self.hours: Memory[str, HoursThen | None] = Memory(MOST_HOURS)
        self.grounds: Memory[str, _Ground] = Memory(MOST_PILLARS)
        self.views: Memory[tuple[str, str], Views] = Memory(MOST_MOMENTS)
        self.growth: Memory[str, Growth] = Memory(MOST_PILLARS)


_REMEMBERED: WeakKeyDictionary[Site, _Remembered] = WeakKeyDictionary()
_LOCK = Lock()


def figures(site: Site, choices: Choices) -> Figures:
    """The figures of a pillar at a moment."""
    order = tuple(one.code for one in site.area)
    if not can_reckon():
        rows = {
            code: site.coverage[code, choices.pillar]
            for code in order
            if (code, choices.pillar) in site.coverage
        }
        found = slice_of_map(rows, order)
        return Figures(order, lambda _group, _km: found, is_whole=False)

    def at(group: str, limit_km: int) -> Slice:
        views = _remembered(site).views.get(
            (choices.pillar, choices.when),
            lambda: site.shelf.get(
                _name(choices), lambda: _reckoned(site, choices), write=views_to_bytes, read=views_of_bytes
            ),
        )
        return views[group, limit_km]

    return Figures(order, at, is_whole=True)


def make_ahead(site: Site) -> None:
    """Reckon what visitors ask: every pillar at all times and its curve, and then at every moment of the week.

    Where nothing is laid on a shelf, no more moments than are remembered.
    """
    if not can_reckon():
        return
    usual = [Choices(pillar=pillar, usual_pillar=pillar) for pillar in site.pillars]
    for choices in usual:
        figures(site, choices).slice(choices)
        growth_of(site, choices.pillar)
    most = None if site.shelf.fills else MOST_MOMENTS
    for moment, choices in islice(product(MOMENTS, usual), most):
        figures(site, replace(choices, moment=moment)).slice(choices)


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


def _name(choices: Choices) -> str:
    """What its views are called on a shelf."""
    return f"dekking/{choices.pillar}/{choices.when}"


def _reckoned(site: Site, choices: Choices) -> Views:
    ground, hours = _ground(site, choices.pillar), _hours(site, choices)
    help_ = ground.its.help_ if hours is None else ground.its.at(hours)
    then = PillarThen(_land(site), help_, ground.catchment)
    return {
        (group, limit_km): then.at(persons, limit_km * 1000.0)
        for group, (persons, _said) in GROUPS.items()
        for limit_km in LIMITS_KM
    }


def _ground(site: Site, pillar: str) -> _Ground:
    """What a pillar rests on, whenever somebody asks."""

    def made() -> _Ground:
        data = site.data
        start, end = ordinary_weeks(data.known_on)
        its = all_week(
            data,
            pillar,
            in_force(data, declared_in(data.config, data.gemeentecodes)),
            hours_of=HoursOf(hours=site.hours, start=start, end=end),
        )
        return _Ground(its, Catchment.of(_land(site), its.help_.certain))

    return _remembered(site).grounds.get(pillar, made)


def _hours(site: Site, choices: Choices) -> HoursThen | None:
    """What all hours come to at a moment, whatever the pillar; None for all the time."""

    def made() -> HoursThen | None:
        known_on = site.data.known_on
        when = when_of(choices.moment, choices.day)
        start, end = when.period(known_on) if when else ordinary_weeks(known_on)
        return HoursOf(hours=site.hours, start=start, end=end, when=when).then(known_on)

    return _remembered(site).hours.get(choices.when, made)


def _land(site: Site) -> Land:
    return _remembered(site).land.get(
        None, lambda: Land.of(_points(), (one.code for one in site.area), _BORDER_M)
    )


@cache
def _points() -> Points:
    return raked(buurt_points())[0]


def _growth(site: Site, pillar: str) -> Growth:
    sure = _ground(site, pillar).its.help_.sure
    return Growth(*growth(site.data, [pillar], [pillar] if sure >= {*site.data.gemeentecodes} else []))
