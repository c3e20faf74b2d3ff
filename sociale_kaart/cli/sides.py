"""The two sides of a comparison: two maps, two days, or as it is and as it would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sociale_kaart.cli.whatif import taken
from sociale_kaart.coverage.allpillars import AllPillars
from sociale_kaart.coverage.blockfigures import Figures
from sociale_kaart.coverage.comparison import Comparison
from sociale_kaart.coverage.comparison import compare as compare_scenarios
from sociale_kaart.coverage.measures.imported import Reach
from sociale_kaart.coverage.plans import scenario
from sociale_kaart.coverage.points import Points
from sociale_kaart.coverage.scenario import Scenario
from sociale_kaart.coverage.steps import sites_on, towards
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.comparisonfile import Compared


@dataclass(frozen=True, slots=True)
class Sides:
    """What both sides have in common: the first map, the pillars, the limit (metres), the people and their group.

    kind, when : as `scenario` takes them
    """

    data: MapData
    pillars: tuple[str, ...]
    limit_m: float
    points: Points
    group: str
    kind: str | None = None
    when: str | None = None

    def now(self, pillar: str, data: MapData | None = None) -> Scenario:
        """The places of a pillar as a map has them: the first one, or another."""
        return scenario(
            data or self.data,
            pillar,
            limit_m=self.limit_m,
            points=self.points,
            kind=self.kind,
            when=self.when,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A comparison per pillar, and what a reader must know of it."""

    compared: Compared
    title: str
    parameters: Mapping[str, Any]
    remarks: Sequence[tuple[str, str]]


def two_maps(sides: Sides, other: MapData) -> Found:
    """From the first map to another, for the inhabitants of the first; a place is the same where its id is."""
    compared = {}
    there = {one.id for one in other.pillars}
    pillars = [one for one in sides.pillars if one in there]
    for pillar in pillars:
        before, its_own = sides.now(pillar), sides.now(pillar, other)
        after = towards(before, its_own.sites)
        found = _with_labels(compare_scenarios(before, after, sides.group), its_own)
        compared[pillar] = (found, before.sites, after.sites)
    missing = [one for one in sides.pillars if one not in there]
    return Found(
        compared=compared,
        title=f"Wat er veranderde: {sides.data.config.title}",
        parameters={"compared_with": other.config.title, "compared_with_hash": other.content_hash},
        remarks=[
            ("vergeleken met", f"{other.config.title}, gegevens van {other.known_on.isoformat()}"),
            *(("niet vergeleken", f"pijler {one}: de tweede kaart heeft die niet") for one in missing),
        ],
    )


def on_two_days(sides: Sides, first: date, second: date) -> Found:
    """The same map on two days, by the dates of what it offers, for the inhabitants of today."""
    compared, remarks = {}, [("inwoners", f"op beide dagen die van {sides.points.vintage}")]
    if first < sides.data.known_on:
        told = f"niemand heeft gezegd dat de lijst van voor {sides.data.known_on.isoformat()} volledig is"
        remarks.append(("geen gat", f"{told}: wat toen ontbrak heet onbekend"))
    for pillar in sides.pillars:
        (then, undated), (later, _) = (
            sites_on(sides.data, pillar, day, kind=sides.kind) for day in (first, second)
        )
        before = towards(sides.now(pillar), then)
        after = towards(before, later)
        found = _without_gaps_before(
            compare_scenarios(before, after, sides.group), sides.data.known_on, first, second
        )
        compared[pillar] = (found, before.sites, after.sites)
        if undated:
            remarks.append(
                (
                    "niet gedateerd",
                    f"{pillar}: van {undated} plekken zegt niemand sinds wanneer; die tellen op beide dagen mee",
                )
            )
    return Found(
        compared=compared,
        title=f"Van {first.isoformat()} tot {second.isoformat()}: {sides.data.config.title}",
        parameters={"at": [first.isoformat(), second.isoformat()]},
        remarks=remarks,
    )


def what_if(sides: Sides, add: Sequence[str], close: Sequence[str], move: Sequence[str]) -> Found:
    """The map as it is, and as it would be."""
    before = AllPillars({pillar: sides.now(pillar) for pillar in sides.pillars})
    after, remarks = taken(sides.data, before, add, close, move)
    return Found(
        compared={
            pillar: (
                compare_scenarios(before[pillar], after[pillar], sides.group),
                before[pillar].sites,
                after[pillar].sites,
            )
            for pillar in sides.pillars
        },
        title=f"Wat als: {sides.data.config.title}",
        parameters={"add": list(add), "close": list(close), "move": list(move)},
        remarks=remarks,
    )


def _without_gaps_before(found: Comparison, known_on: date, first: date, second: date) -> Comparison:
    """Somebody vouches for the list as it is: of an earlier day it is not known what was missing."""

    def told(figures: Figures, day: date) -> Figures:
        is_known = day >= known_on or figures.reach is not Reach.GAP
        return figures if is_known else replace(figures, reach=Reach.UNKNOWN)

    changes = (
        replace(one, before=told(one.before, first), after=told(one.after, second)) for one in found.changes
    )
    return replace(found, changes=tuple(changes))


def _with_labels(found: Comparison, after: Scenario) -> Comparison:
    """The same, with the labels that the other map gives: it may have declared other lists complete."""
    its = {one.gemeentecode: one.reach for one in after.figures()}
    return replace(
        found,
        changes=tuple(
            replace(one, after=replace(one.after, reach=its.get(one.gemeentecode, Reach.UNKNOWN)))
            for one in found.changes
        ),
    )
