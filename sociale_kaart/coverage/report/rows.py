"""What a coverage report consists of: rows whose fields are the stable names of every file made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any

from sociale_kaart.coverage.measures.imported import Reach
from sociale_kaart.model import CoverageStatus, Presence

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One pillar in one area, for one group of people. What is not known is None, never zero.

    Every name is defined in docs/glossary.md; formulas, and what each figure hides: docs/explanation/measures.md.
    Distances are metres in a straight line, shares lie in 0..1, persons are weighted as the group says. A figure rests
    on what is certain; with `_low` and `_high` behind it stands the least and the most it can be with any of the places
    of which a source says that it is unknown, and with hours that nobody told.

    area : id of the area; gemeentecode : the same where the area is a gemeente, else ""
    not_declared : where nobody can say whether it is a gap, the gemeenten of which the list would have to be complete
        first: its own, and where those are, the ones around
    neighbours : gemeenten whose sites serve inhabitants who have none of their own within the limit, most persons first
    places_said_unknown, places_silent : of the unknown ones, those of which a source says so, and those of which no
        source says a word: where the list is complete, the latter are known to be no places
    share_placed : of the inhabitants, those who stood on a point before raking; None where nobody counted them all
    places_in_branches : per library organisation, places inside a building of its own; None for other areas
    """

    area: str
    area_name: str
    gemeentecode: str
    pillar: str
    group: str
    status: CoverageStatus
    reach: Reach
    not_declared: tuple[str, ...]
    places: int
    places_no: int
    places_unknown: int
    places_said_unknown: int
    places_silent: int
    places_in_branches: int | None = None
    inhabitants: int | None
    share_placed: float | None = None
    places_per_10000: float | None
    share_within_2km: float | None
    share_within_5km: float | None
    share_within_10km: float | None
    share_within_limit: float | None
    share_within_limit_low: float | None
    share_within_limit_high: float | None
    mean_distance_m: float | None
    mean_distance_m_low: float | None
    mean_distance_m_high: float | None
    median_distance_m: float | None
    p90_distance_m: float | None
    p90_distance_m_low: float | None
    p90_distance_m_high: float | None
    distance_at_most: bool
    persons_beyond: float | None
    persons_beyond_low: float | None
    persons_beyond_high: float | None
    share_only_by_neighbour: float | None
    share_only_by_neighbour_low: float | None
    share_only_by_neighbour_high: float | None
    neighbours: tuple[str, ...]
    hours_per_week: float | None
    hours_per_week_low: float | None
    hours_per_week_high: float | None
    hours_unknown: int
    hours_per_1000: float | None
    hours_per_1000_low: float | None
    hours_per_1000_high: float | None
    access_2sfca: float | None
    access_2sfca_low: float | None
    access_2sfca_high: float | None
    gap_depth: float | None
    gap_depth_low: float | None
    gap_depth_high: float | None
    concentration: float | None
    persons_fragile: float | None
    persons_fragile_low: float | None
    persons_fragile_high: float | None
    fragile_site: str
    fragile_site_name: str
    share_within_10min: float | None = None
    share_within_20min: float | None = None
    share_within_30min: float | None = None
    median_minutes: float | None = None
    persons_without_route: float | None = None
    gap_share: float | None = None
    gap_robust: bool | None = None
    robust_share_low: float | None = None
    robust_share_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """Measure 7: what holds for one group of people in one area, beside everybody there.

    persons : how many of the group live there: the weights, a figure on few persons says little. Every
    `..._difference` is the figure minus that of everybody ("all"), in the unit of the figure.
    """

    area: str
    area_name: str
    gemeentecode: str
    pillar: str
    group: str
    persons: float | None
    share_within_limit: float | None
    share_within_limit_difference: float | None
    share_only_by_neighbour: float | None
    share_only_by_neighbour_difference: float | None
    mean_distance_m: float | None
    mean_distance_m_difference: float | None
    p90_distance_m: float | None
    p90_distance_m_difference: float | None
    hours_per_1000: float | None
    hours_per_1000_difference: float | None
    access_2sfca: float | None
    access_2sfca_difference: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """Measure 1 by kind of organisation (library, partner, government or unknown): yes, no and unknown apart."""

    area: str
    area_name: str
    gemeentecode: str
    pillar: str
    organisation_kind: str
    places: int
    places_no: int
    places_unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveRow:
    """Measure 11: how many places there were on one day, in the whole area of the map, on its borders of today.

    places_low : certainly there. places_high : with those of which nobody told since when. opened, closed : of which
    that is known, since the day before in the curve
    """

    pillar: str
    day: date
    places_low: int
    places_high: int
    opened: int
    closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """One target of the map: so many places by a day, how many there were, and whether it was reached.

    reached : unknown as long as the list is not declared complete everywhere, unless enough are known
    """

    pillar: str
    count: int
    by: date
    source: str
    places_low: int
    places_high: int
    reached: Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """Something known of a gemeente as a whole, such as the share with a low income; never spread below it."""

    gemeentecode: str
    area_name: str
    indicator: str
    value: float
    unit: str
    source: str
    vintage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRow:
    """Which share of a group's inhabitants stood on a point; see coverage/raking.py."""

    group: str
    points: int
    suppressed: int
    without_gemeente: int
    official: float
    placed: float
    share_placed: float | None
    not_placed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """What the figures rest on: a source of the map, or who counted the inhabitants."""

    source: str
    name: str
    supplier: str
    licence: str
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageReport:
    """Every measure of a map, and what it rests on.

    rows : per area and pillar, in the order of the areas and then of kaart.toml
    parameters : what the figures were reckoned with, by name, as a reader of the file must know it
    known_on : the day the map tells about (that of its latest source)
    placed : per group, which share of the inhabitants stood on a point
    """

    title: str
    per: str
    rows: tuple[ReportRow, ...]
    need: tuple[NeedRow, ...]
    kinds: tuple[KindRow, ...]
    curve: tuple[CurveRow, ...]
    targets: tuple[TargetRow, ...]
    indicators: tuple[IndicatorRow, ...]
    placed: tuple[PlacedRow, ...]
    sources: tuple[SourceRow, ...]
    parameters: Mapping[str, str | float | int | bool | None]
    known_on: date
    is_example: bool
    content_hash: str

    def of(self, area: str, pillar: str) -> ReportRow:
        """The row of one area and pillar; raises KeyError where there is none."""
        for row in self.rows:
            if (row.area, row.pillar) == (area, pillar):
                return row
        raise KeyError((area, pillar))


REPORT_COLUMNS = tuple(one.name for one in fields(ReportRow))
NEED_COLUMNS = tuple(one.name for one in fields(NeedRow))
KIND_COLUMNS = tuple(one.name for one in fields(KindRow))
CURVE_COLUMNS = tuple(one.name for one in fields(CurveRow))
TARGET_COLUMNS = tuple(one.name for one in fields(TargetRow))
INDICATOR_COLUMNS = tuple(one.name for one in fields(IndicatorRow))
PLACED_COLUMNS = tuple(one.name for one in fields(PlacedRow))

# Decimals, by the end of a name; the longest that fits. Metres and persons to whole ones would hide what a small area
# has; distances are kept in centimetres so that every processor rounds to the same.
_DECIMALS: Mapping[str, int] = {
    "_m": 2,
    "_m_low": 2,
    "_m_high": 2,
    "_m_difference": 2,
    "_minutes": 1,
    "": 6,
}


def plain_rows(rows: tuple[Any, ...]) -> list[Plain]:
    """Rows of any of these kinds as dicts under their stable names: numbers rounded once, dates and kinds as text."""
    return [{one.name: _plain(one.name, getattr(row, one.name)) for one in fields(row)} for row in rows]


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        longest = max((end for end in _DECIMALS if name.endswith(end)), key=len)
        return round(value, _DECIMALS[longest])
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
