"""What a plan brings: its steps taken one after another, what changes by them, and where the next place helps most.

What is done here is done a second time by static/src/whatifreckon.js, for a browser: tests/browser/test_whatif.py holds
the two, and both are held against `coverage.scenario`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.web.whatif.bench import Bench
from sociale_kaart.web.whatif.ground import Ground
from sociale_kaart.web.whatif.pairs import Pairs
from sociale_kaart.web.whatif.steps import Add, Close, Move, Spot, Step, Where

if TYPE_CHECKING:
    from sociale_kaart.coverage.glance import Glance, GlanceChange, Whole
    from sociale_kaart.coverage.scenario import Scenario

MOST_NEXT = 10


class Does(StrEnum):
    """What a step does, by its letter in an address."""

    ADD = "b"
    CLOSE = "s"
    MOVE = "v"


class Refusal(StrEnum):
    """Why a step could not be taken; the others are taken all the same."""

    GONE = "gone"  # no place has this code: a newer build, or a slip of the pen
    HAS_IT = "has_it"
    UNKNOWN = "unknown"  # a source says that it is not known whether it helps
    NOT_OPEN = "not_open"
    NO_POINT = "no_point"


@dataclass(frozen=True, slots=True)
class End:
    """Where a step begins or ends: a place by its row, or -1 for a spot; metres RD New, "" where in no gemeente."""

    row: int
    x_rd: float
    y_rd: float
    gemeentecode: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A step, and what became of it; `place` is where it begins, `to` where something comes."""

    step: Step
    kind: Does
    place: End | None
    to: End | None
    refused: Refusal | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a plan brings.

    whole, now : all gemeenten together, with the plan and without. changes : gemeenten in which something changes, most
    people first. seen : every gemeente with the plan. group : of people, that it was reckoned for
    """

    steps: tuple[Taken, ...]
    after: Scenario
    changes: tuple[GlanceChange, ...]
    seen: tuple[Glance, ...]
    whole: Whole
    now: Whole
    group: str

    @property
    def persons_gaining(self) -> float:
        return sum(one.persons_gaining for one in self.changes)

    @property
    def persons_losing(self) -> float:
        return sum(one.persons_losing for one in self.changes)


@dataclass(frozen=True, slots=True)
class Next:
    """A place that could come, by its row, and whom it would bring within the limit by itself.

    gained_at_least : if every place of which nobody knows whether it helps turns out to
    """

    row: int
    gained: float
    gained_at_least: float


def outcome(bench: Bench, ground: Ground, steps: Sequence[Step], group: str) -> Outcome:
    """What a plan brings for a group of people."""
    from sociale_kaart.coverage.glance import after_changes, changes_at_a_glance, whole_of

    after, taken = take(bench, ground, steps)
    was = ground.glances(group)
    changes = sorted(
        changes_at_a_glance(ground.now, after, was, group),
        key=lambda one: (
            -(one.persons_gaining + one.persons_losing),
            -(one.persons_nearer + one.persons_farther),
            one.gemeentecode,
        ),
    )
    seen = after_changes(was, changes)
    return Outcome(taken, after, tuple(changes), seen, whole_of(seen), whole_of(was), group)


def next_best(
    bench: Bench,
    ground: Ground,
    pairs: Pairs,
    after: Scenario,
    group: str,
    *,
    libraries_only: bool = False,
) -> tuple[Next, ...]:
    """The places that would bring most people within the limit, each by itself, on top of a plan."""
    persons = np.nan_to_num(after.points.persons[group], nan=0.0)
    left = np.where(after.nearest.distance_m <= after.limit_m, 0.0, persons)
    gained, at_least = (
        pairs.totals(some, len(bench.places)) for some in (left, np.where(ground.doubtful, 0.0, left))
    )
    is_open = {*after.sites.id.tolist()}
    rows = [
        row
        for row in ground.candidates[np.argsort(-gained[ground.candidates], kind="stable")].tolist()
        if gained[row] > 0 and (bench.places.is_library[row] or not libraries_only)
    ]
    chosen = (row for row in rows if bench.places.listings[row].id not in is_open)
    return tuple(
        Next(row, float(gained[row]), float(at_least[row]))
        for row, _ in zip(chosen, range(MOST_NEXT), strict=False)
    )


def take(bench: Bench, ground: Ground, steps: Sequence[Step]) -> tuple[Scenario, tuple[Taken, ...]]:
    """The scenario with every step taken that can be."""
    now, taken = ground.now, []
    for step in steps:
        now, one = _Taker(bench, ground, now).take(step)
        taken.append(one)
    return now, tuple(taken)


class _Taker:
    """Takes one step in a scenario."""

    def __init__(self, bench: Bench, ground: Ground, now: Scenario) -> None:
        self._bench, self._ground, self._now = bench, ground, now

    def take(self, step: Step) -> tuple[Scenario, Taken]:
        """The scenario after it, and what became of it."""
        match step:
            case Add(where):
                return self._add(step, where)
            case Close(code):
                return self._close(step, code)
            case Move(code, to):
                return self._move(step, code, to)

    def _add(self, step: Add, where: Where) -> tuple[Scenario, Taken]:
        to = self._end(where)
        refused = self._no_room(to)
        if to is None or refused:
            return self._now, Taken(step, Does.ADD, None, to, refused)
        name = id_ = f"{where}"
        if to.row >= 0:
            listing = self._bench.places.listings[to.row]
            name, id_ = listing.name, listing.id
        after = self._now.add(name, to.x_rd, to.y_rd, id=id_, gemeentecode=to.gemeentecode)
        return after, Taken(step, Does.ADD, None, to)

    def _close(self, step: Close, code: str) -> tuple[Scenario, Taken]:
        place = self._end(code)
        refused = self._not_there(place)
        if place is None or refused:
            return self._now, Taken(step, Does.CLOSE, place, None, refused)
        return self._now.close(self._bench.places.listings[place.row].id), Taken(
            step, Does.CLOSE, place, None
        )

    def _move(self, step: Move, code: str, where: Where) -> tuple[Scenario, Taken]:
        place, to = self._end(code), self._end(where)
        refused = self._not_there(place) or (Refusal.GONE if to is None else _without_point(to))
        if place is None or to is None or refused:
            return self._now, Taken(step, Does.MOVE, place, to, refused)
        id_ = self._bench.places.listings[place.row].id
        after = self._now.move(id_, to.x_rd, to.y_rd, gemeentecode=to.gemeentecode)
        return after, Taken(step, Does.MOVE, place, to)

    def _end(self, where: Where) -> End | None:
        """None where no place has the code."""
        if isinstance(where, Spot):
            return End(-1, where.x_rd, where.y_rd, str(locate([where.x_rd], [where.y_rd])[0] or ""))
        bench, row = self._bench, self._bench.places.row(where)
        if row is None:
            return None
        return End(
            row, float(bench.places.x_rd[row]), float(bench.places.y_rd[row]), bench.places.gemeentecodes[row]
        )

    def _no_room(self, to: End | None) -> Refusal | None:
        """Why no place can come there."""
        if to is None:
            return Refusal.GONE
        if to.row < 0:
            return Refusal.HAS_IT if self._is_open(f"{Spot.near(to.x_rd, to.y_rd)}") else None
        id_ = self._bench.places.listings[to.row].id
        if self._is_open(id_) or id_ in self._unplaced:
            return Refusal.HAS_IT
        return Refusal.UNKNOWN if id_ in self._doubtful else _without_point(to)

    def _not_there(self, place: End | None) -> Refusal | None:
        """Why no place can go from there."""
        if place is None:
            return Refusal.GONE
        id_ = self._bench.places.listings[place.row].id
        if self._is_open(id_):
            return None
        return Refusal.NO_POINT if id_ in self._unplaced else Refusal.NOT_OPEN

    def _is_open(self, id_: str) -> bool:
        return bool((self._now.sites.id == id_).any())

    @property
    def _unplaced(self) -> list[str]:
        found: list[str] = self._ground.help.unplaced.id.tolist()
        return found

    @property
    def _doubtful(self) -> list[str]:
        found: list[str] = self._ground.help.doubtful.id.tolist()
        return found


def _without_point(end: End) -> Refusal | None:
    return None if np.isfinite(end.x_rd) else Refusal.NO_POINT
