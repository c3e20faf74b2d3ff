"""A pillar at a moment as JSON: every measure, group and limit, so that a script asks only for another of those two.

Values are as readers see them (kilometres, percent, whole people), so that nothing rounds twice. No language has a
word in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from typing import Any

from sociale_kaart.coverage.shown.figures import Slice
from sociale_kaart.web.dekking.choices import GROUPS, LIMITS_KM, USUAL_KM
from sociale_kaart.web.dekking.figures import Figures
from sociale_kaart.web.dekking.measures import MEASURES, Measure
from sociale_kaart.web.dekking.paint import Facts, Range, facts, range_of, shown_values, steps
from sociale_kaart.web.dekking.table import COUNTS, column_values


def document(found: Figures) -> dict[str, Any]:
    """What /api/dekking/<pillar>/<moment>.json answers.

    gemeentecodes : the order of everything else. at_most : "1" where distances are at most so much
    groups : of each group, what depends on no limit. views : the rest, of each "group kilometres"
    """
    label, *measures = MEASURES.values()
    # The usual limit first: the others take from it what depends on no limit.
    usual = {group: found.at(group, USUAL_KM) for group in GROUPS}
    return {
        "gemeentecodes": found.order,
        "is_whole": found.is_whole,
        "at_most": "".join("1" if one else "0" for one in usual[next(iter(GROUPS))].at_most.tolist()),
        "groups": {
            group: {
                "counts": {name: _plain(column_values(its, name)) for name in COUNTS},
                **_measures(its, [one for one in measures if not one.is_per_limit]),
            }
            for group, its in usual.items()
        },
        "views": {
            f"{group} {km}": {
                "kinds": "".join(str(kind) for kind in found.at(group, km).kinds.tolist()),
                "facts": _facts(facts(found.at(group, km), label)),
                **_measures(found.at(group, km), [one for one in measures if one.is_per_limit]),
            }
            for group in GROUPS
            for km in LIMITS_KM
        },
    }


def _measures(its: Slice, measures: Sequence[Measure]) -> dict[str, Any]:
    shown = {one.id: shown_values(its, one) for one in measures}
    return {
        "values": {id_: _plain(values.tolist()) for id_, values in shown.items()},
        "steps": {
            one.id: [[step.number, step.lowest, step.highest] for step in steps(shown[one.id], one)]
            for one in measures
        },
        "ranges": {one.id: _range(range_of(its, one, shown[one.id])) for one in measures},
    }


def _facts(told: Facts) -> dict[str, int | None]:
    return {name: getattr(told, name) for name in told.__slots__ if name != "range"}


def _range(told: Range | None) -> list[float] | None:
    return list(astuple(told)) if told else None


def _plain(values: Iterable[float]) -> list[float | int | None]:
    return [None if not math.isfinite(one) else int(one) if one == int(one) else one for one in values]
