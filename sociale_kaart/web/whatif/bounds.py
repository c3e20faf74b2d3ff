"""What a figure of a plan is where places may exist that no source holds: at least so much, at most, or not known.

As the dashboard says the same (coverage/report/bound.py, web/dekking/paint.py): a plan makes nothing known that is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sociale_kaart.coverage.report.bound import LEAST_TOLD
from sociale_kaart.coverage.report.kind import NOT_KNOWN
from sociale_kaart.web.whatif.kinds import kind_of

if TYPE_CHECKING:
    from sociale_kaart.coverage.glance import Glance, GlanceChange
    from sociale_kaart.web.whatif.ground import Ground


def is_open(ground: Ground, one: Glance) -> bool:
    """Whether somebody in a gemeente may live nearer to a place that no source holds."""
    return not ground.known.clear_m[one.gemeentecode] > one.farthest_m


def any_open(ground: Ground, seen: Iterable[Glance]) -> bool:
    """Whether that is so for anybody in all of them."""
    return any(one.inhabitants > 0 and is_open(ground, one) for one in seen)


def is_unknown(ground: Ground, one: Glance) -> bool:
    """Whether nobody knows if there is a place in a gemeente."""
    return kind_of(ground, one) in NOT_KNOWN


def persons_beyond(ground: Ground, one: Glance) -> float | None:
    """How many people live farther away, as they are told; None where that rests on nothing."""
    share = (one.persons_within or 0.0) / one.inhabitants if one.inhabitants else 0.0
    return None if is_unknown(ground, one) and share < LEAST_TOLD else one.persons_beyond


def is_seen(ground: Ground, change: GlanceChange) -> bool:
    """Whether a reader sees any difference: another label, more or fewer places or people, or another distance."""
    before, after = change.before, change.after
    return (
        kind_of(ground, before) is not kind_of(ground, after)
        or before.places != after.places
        or max(change.persons_gaining, change.persons_losing) >= 0.5  # of a person: shown as one
        or _differ(before.mean_distance_m, after.mean_distance_m)
    )


def _differ(before_m: float | None, after_m: float | None) -> bool:
    """Whether two distances are shown differently; of one that is not known nobody can say."""
    if before_m is None or after_m is None:
        return False
    return f"{before_m / 1000:.1f}" != f"{after_m / 1000:.1f}"
