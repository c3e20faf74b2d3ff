"""What the page lists of plans, line by line: their steps, the gemeenten they change, and what could come next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sociale_kaart.web.whatif import sentences
from sociale_kaart.web.whatif.addresses import address
from sociale_kaart.web.whatif.bounds import is_open, is_seen, is_unknown, persons_beyond
from sociale_kaart.web.whatif.kinds import key_of, kind_of
from sociale_kaart.web.whatif.outcome import Next, Taken, next_best
from sociale_kaart.web.whatif.reckoned import FIRST, Reckoned
from sociale_kaart.web.whatif.steps import MOST_STEPS, Add

if TYPE_CHECKING:
    from sociale_kaart.coverage.glance import Glance, GlanceChange
    from sociale_kaart.web.whatif.ground import Ground


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in words, why it could not be taken (else ""), and the address without it ("" in the other plan)."""

    text: str
    refused: str
    without: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A gemeente in which something changes: its name, every cell by its name, and its kind before and after."""

    naam: str
    cells: Mapping[str, str]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NextLine:
    """A place that could come, and the address of the plan with it: "" where the plan is full."""

    code: str
    name: str
    is_library: bool
    gained: str
    at_least: str
    address: str


def step_lines(found: Reckoned, key: str) -> list[StepLine]:
    """The steps of a plan."""
    return [_step(found, one, at, of_first=key == FIRST) for at, one in enumerate(found.outcomes[key].steps)]


def change_lines(found: Reckoned, key: str) -> list[ChangeLine]:
    """The gemeenten in which a reader sees a plan make a difference, most people first."""
    return [
        _change(found, one, found.sure[key])
        for one in found.outcomes[key].changes
        if is_seen(found.ground, one)
    ]


def next_lines(found: Reckoned) -> list[NextLine]:
    """The places that would help most people, each on top of the plan at hand."""
    asked = found.asked
    best = next_best(
        found.bench,
        found.ground,
        found.bench.pairs(asked.choices.limit_km),
        found.first.after,
        asked.choices.persons,
        libraries_only=asked.libraries_only,
    )
    return [_next(found, one) for one in best]


def _step(found: Reckoned, taken: Taken, at: int, *, of_first: bool) -> StepLine:
    asked, told = found.asked, found.told
    return StepLine(
        sentences.step(found.bench, taken, told),
        sentences.remark(taken, told, then=asked.is_at_a_moment),
        address(asked.without(at), _anchor="plan") if of_first else "",
    )


def _change(found: Reckoned, change: GlanceChange, sure: frozenset[str]) -> ChangeLine:
    ground, before, after = found.ground, change.before, change.after
    was_unknown = is_unknown(ground, before)
    return ChangeLine(
        found.bench.gemeente_name(change.gemeentecode),
        {
            "gaining": sentences.persons(change.persons_gaining, at_most=is_open(ground, before)),
            "losing": sentences.persons(change.persons_losing, at_most=is_open(ground, after)),
            "places_before": sentences.places(before.places, is_unknown=was_unknown),
            "places_after": sentences.places(
                after.places, is_unknown=is_unknown(ground, after), at_least=was_unknown
            ),
            **_side(ground, before, "before"),
            **_side(ground, after, "after"),
        },
        key_of(kind_of(ground, before, found.robust)),
        key_of(kind_of(ground, after, sure)),
    )


def _side(ground: Ground, one: Glance, side: str) -> dict[str, str]:
    at_most = is_open(ground, one)
    return {
        f"mean_distance_m_{side}": sentences.metres(one.mean_distance_m, at_most=at_most),
        f"persons_beyond_{side}": sentences.persons(persons_beyond(ground, one), at_most=at_most),
    }


def _next(found: Reckoned, one: Next) -> NextLine:
    bench, asked = found.bench, found.asked
    code, is_full = bench.places.code(one.row), len(asked.first.steps) >= MOST_STEPS
    return NextLine(
        code,
        bench.places.names[one.row],
        bool(bench.places.is_library[one.row]),
        sentences.persons(one.gained),
        sentences.persons(one.gained_at_least),
        "" if is_full else address(asked.with_step(Add(code)), _anchor="plan"),
    )
