"""The targets of a pillar and its curve over time: how many places there were, as a line to draw and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sociale_kaart.coverage.report.rows import CurveRow, TargetRow
from sociale_kaart.model import Pillar, Presence, Target
from sociale_kaart.web.dekking.figures import growth_of
from sociale_kaart.web.site import Site

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 14, 30
_MOST_YEARS = 8  # numbers along the axis
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target, how many places the table of the area counts, whether its day has yet to come, and was it reached.

    reached : None where nobody can say
    """

    target: Target
    known: int
    ahead: bool
    reached: bool | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A number along an axis, and where it stands."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class TargetMark:
    """A target in the drawing."""

    x: float
    y: float
    target: TargetRow


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve as SVG paths in a drawing of WIDTH by HEIGHT, and the rows that it draws.

    line : what is certain. band : between that and the most there can have been; "" where all is certain
    """

    rows: tuple[CurveRow, ...]
    line: str
    band: str
    years: tuple[Mark, ...]
    counts: tuple[Mark, ...]
    targets: tuple[TargetMark, ...]


@dataclass(frozen=True, slots=True)
class Growing:
    """A pillar, its targets, and its curve; no curve where the extra is missing, or nobody told since when."""

    pillar: Pillar
    targets: tuple[TargetLine, ...]
    curve: Curve | None


def growing(site: Site, pillar: Pillar) -> Growing:
    """What a page tells of one pillar over time."""
    found = growth_of(site, pillar.id)
    known = sum(row.places for (_, one), row in site.coverage.items() if one == pillar.id)
    reached = {} if found is None else {(one.by, one.count): one.reached for one in found.targets}
    targets = tuple(
        TargetLine(one, known, one.by > site.data.known_on, _is_reached(reached.get((one.by, one.count))))
        for one in site.data.program.targets
        if one.pillar == pillar.id
    )
    return Growing(pillar, targets, drawn(found.curve, found.targets) if found else None)


def drawn(rows: tuple[CurveRow, ...], targets: tuple[TargetRow, ...]) -> Curve | None:
    """The drawing of a curve; None where no day but the last is known of, so that there is nothing to see."""
    # Of the last day the source itself tells; a course needs a day before it.
    if len(rows) < 2 or not any(row.places_low for row in rows[:-1]):
        return None
    days = [row.day for row in rows] + [one.by for one in targets]
    first, last = min(days), max(days)
    most = max([row.places_high for row in rows] + [one.count for one in targets])
    step = _step(most)
    top = -(-most // step) * step

    def x(day: date) -> float:
        return round(LEFT + (day - first).days / ((last - first).days or 1) * (WIDTH - LEFT - RIGHT), 1)

    def y(count: float) -> float:
        return round(HEIGHT - BOTTOM - count / top * (HEIGHT - BOTTOM - TOP), 1)

    low = [(x(row.day), y(row.places_low)) for row in rows]
    high = [(x(row.day), y(row.places_high)) for row in rows]
    years = range(first.year + (first > date(first.year, 1, 1)), last.year + 1)
    each = -(-len(years) // _MOST_YEARS) or 1
    return Curve(
        rows=rows,
        line=_stairs(low),
        band="" if low == high else f"{_stairs(high)}{_stairs_back(low)}z",
        years=tuple(Mark(x(date(year, 1, 1)), str(year)) for year in years[::each]),
        counts=tuple(Mark(y(count), str(count)) for count in range(0, top + 1, step)),
        targets=tuple(TargetMark(x(one.by), y(one.count), one) for one in targets),
    )


def _is_reached(said: Presence | None) -> bool | None:
    return {Presence.YES: True, Presence.NO: False}.get(said) if said else None


def _stairs(points: list[tuple[float, float]]) -> str:
    """As many places until the day that there are more."""
    (x, y), *others = points
    return f"M{x} {y}" + "".join(f"H{x}V{y}" for x, y in others)


def _stairs_back(points: list[tuple[float, float]]) -> str:
    backwards = points[::-1]
    begins = f"L{backwards[0][0]} {backwards[0][1]}"
    return begins + "".join(f"V{y}H{x}" for (x, y) in backwards[1:])


def _step(most: int) -> int:
    """Between two lines of the drawing: 1, 2 or 5 and so many zeros, for at most five of them."""
    size = 1
    while True:
        for one in _STEPS:
            if most <= one * size * 5:
                return one * size
        size *= 10
