"""What plans of one map are reckoned on: its scenarios as they are, made once per build and kept warm."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np
from flask import Flask, current_app
from numpy.typing import NDArray

from sociale_kaart.dataset.listingnames import listing_names
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.extras import missing_extra
from sociale_kaart.model import Listing, OrganisationKind, fold
from sociale_kaart.web.dekking.choices import LIMITS_KM, USUAL_KM, usual_pillar
from sociale_kaart.web.dekking.moments import ALWAYS, when_of
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.shortcodes import ShortLinks
from sociale_kaart.web.site import EXTENSION as SITE
from sociale_kaart.web.site import Site
from sociale_kaart.web.whatif.curve import along_a_curve

if TYPE_CHECKING:
    from sociale_kaart.coverage.glance import Glance
    from sociale_kaart.coverage.points import Points
    from sociale_kaart.coverage.report.helpof import AllWeek
    from sociale_kaart.coverage.report.known import Help
    from sociale_kaart.coverage.scenario import Scenario

EXTENSION = "sociale_kaart_whatif"
MOST_KNOWN, MOST_GROUNDS, MOST_PAIRS = 24, 12, len(LIMITS_KM)
MOST_WEEKS = 6
# A gap is called sure where it is one though every place of which nobody knows helps, and though near is so much wider.
WIDEST = 1.2
FARTHEST_M = WIDEST * 1000 * max(LIMITS_KM)
_DEVIATIONS = 3
_log = logging.getLogger(__name__)

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Moment:
    """When somebody wants to go: a key of `moments.MOMENTS`, and the one day or None."""

    key: str = ALWAYS
    day: date | None = None


AT_ALL = Moment()


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A pillar as it is at a moment, whatever the limit.

    help : what is known of it
    candidates : rows of places where it may come, libraries first, one for each spot
    unsure_m, perhaps_m : (points,) metres to the nearest gemeente in which an unknown place may stand, as far as
        that matters, and to the nearest place that may help already, of which nobody knows; inf for none
    clear_m : gemeentecode -> metres to the nearest gemeente in which an unknown place may stand; itself 0, inf for none
    """

    help: Help
    candidates: Rows
    unsure_m: Floats
    perhaps_m: Floats
    clear_m: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A pillar as it is at a moment, at one limit; `now` : the scenario without any step.

    shapes : its places as pages draw them, by drawing, once one asked
    """

    known: Known
    now: Scenario
    seen: dict[str, tuple[Glance, ...]]
    shapes: dict[str, str]

    @property
    def help(self) -> Help:
        return self.known.help

    @property
    def candidates(self) -> Rows:
        return self.known.candidates

    @property
    def doubtful(self) -> NDArray[np.bool_]:
        """Whether a place within the limit of a point (n,) may help already, of which nobody knows."""
        return np.asarray(self.known.perhaps_m <= self.now.limit_m)

    def glances(self, group: str) -> tuple[Glance, ...]:
        """What there is to see now, reckoned once for each group."""
        from sociale_kaart.coverage.glance import glances

        if group not in self.seen:
            self.seen[group] = glances(self.now, group)
        return self.seen[group]


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """The points of the gemeenten that the map tells of: each gemeente by its number, its points side by side.

    codes : gemeentecode -> number. at : of every point its number in `Bench.points`. start : where each gemeente begins
    """

    codes: Mapping[str, int]
    at: Rows
    start: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Which places (rows) lie within a limit of each point: those of point i are row[start[i]:start[i + 1]]."""

    start: Rows
    row: Rows

    def totals(self, weights: Floats, rows: int) -> Floats:
        """Sum (rows,) per place of the weights (points,) of the points near it; points of no weight cost nothing."""
        some = np.flatnonzero(weights)
        size = self.start[some + 1] - self.start[some]
        at = np.arange(size.sum()) + np.repeat(self.start[some] - (np.cumsum(size) - size), size)
        return np.bincount(self.row[at], weights=np.repeat(weights[some], size), minlength=rows).astype(
            np.float64
        )


class Bench:
    """The places of a map in rows, and its pillars as they are; any number of threads may ask.

    Rows go from gemeente to gemeente, and within each along a curve: neighbours follow each other, so that a file of
    them is small.
    """

    def __init__(self, site: Site) -> None:
        self._data, self._hours, self._finds_gemeente = site.data, site.hours, site.gemeente_names
        self.listings: tuple[Listing, ...] = _side_by_side(site.data)
        self.row_of = {one.id: row for row, one in enumerate(self.listings)}
        self.codes = ShortLinks(self.row_of)
        self.matches = [site.data.match_of(one.location_id) for one in self.listings]
        self.x_rd: Floats = np.array([_or_nan(one.x_rd) for one in self.matches], dtype=np.float64)
        self.y_rd: Floats = np.array([_or_nan(one.y_rd) for one in self.matches], dtype=np.float64)
        self._known: Memory[tuple[str, Moment], Known] = Memory(MOST_KNOWN)
        self._weeks: Memory[tuple[str, date, date], AllWeek] = Memory(MOST_WEEKS)
        self._grounds: Memory[tuple[str, int, Moment], Ground] = Memory(MOST_GROUNDS)
        self._pairs: Memory[int, Pairs] = Memory(MOST_PAIRS)

    @cached_property
    def points(self) -> Points:
        """Where people live, in the whole country. Raises ExtraMissing where scipy is not installed."""
        with _extra():
            from sociale_kaart.coverage.populations import buurt_points
            from sociale_kaart.coverage.raking import raked

            return raked(buurt_points())[0]

    @cached_property
    def told(self) -> Told:
        """Which of the points the map tells of."""
        gemeenten = self.points.gemeentecode
        lots = {
            code: np.flatnonzero(gemeenten == code)
            for code in sorted({*self._data.gemeentecodes} & {*gemeenten.tolist()})
        }
        x_rd, y_rd = self.points.x_rd, self.points.y_rd
        ordered = [at[np.argsort(along_a_curve(x_rd[at], y_rd[at]), kind="stable")] for at in lots.values()]
        return Told(
            {code: number for number, code in enumerate(lots)},
            np.concatenate([np.empty(0, dtype=np.intp), *ordered]),
            tuple(np.cumsum([0, *map(len, ordered)]).tolist()),
        )

    @cached_property
    def errors_m(self) -> Floats:
        """Metres (rows,) that a place may lie off at most: three times the standard deviation of how it was found."""
        from sociale_kaart.coverage.measures.robust import ERROR_M

        return np.array([_DEVIATIONS * ERROR_M[one.level] for one in self.matches], dtype=np.float64)

    @cached_property
    def is_library(self) -> NDArray[np.bool_]:
        """Whether the organisation of each row is a library."""
        kinds = (self._data.organisations[one.organisation_id].kind for one in self.listings)
        return np.array([kind is OrganisationKind.LIBRARY for kind in kinds], dtype=bool)

    @cached_property
    def gemeentecodes(self) -> list[str]:
        """In which gemeente each row lies, "" where that is not known."""
        return [self._data.gemeente_of(one.location_id) for one in self.listings]

    @cached_property
    def names(self) -> list[str]:
        """What each row is called: no two places the same."""
        names = listing_names(self._data)
        return [names[one.id] for one in self.listings]

    @cached_property
    def folded_names(self) -> list[str]:
        """The same for looking names up."""
        return [fold(one) for one in self.names]

    def row(self, code: str) -> int | None:
        """The row of a code; None where no place has it, or more than one."""
        found = self.codes.find(code)
        return self.row_of[found[0]] if len(found) == 1 else None

    def code(self, row: int) -> str:
        """The short code of a row."""
        return self.codes.code(self.listings[row].id)

    def gemeente_name(self, code: str) -> str:
        """The name of a gemeente, "" where the code is none."""
        return self._finds_gemeente.get(code, "")

    def known(self, pillar: str, moment: Moment = AT_ALL) -> Known:
        """A pillar as it is at a moment. Raises ExtraMissing where scipy is not installed."""
        return self._known.get((pillar, moment), lambda: self._looked_up(pillar, moment))

    def ground(self, pillar: str, limit_km: int, moment: Moment = AT_ALL) -> Ground:
        """The same at a limit. Raises ExtraMissing where scipy is not installed."""
        return self._grounds.get(
            (pillar, limit_km, moment), lambda: self._reckoned(self.known(pillar, moment), limit_km)
        )

    def pairs(self, limit_km: int) -> Pairs:
        """Points and places of the map within the limit of each other."""
        return self._pairs.get(limit_km, lambda: self._paired(limit_km * 1000.0))

    def _looked_up(self, pillar: str, moment: Moment) -> Known:
        with _extra():
            from sociale_kaart.coverage.around import clear_m, unsure_m
            from sociale_kaart.coverage.measures.nearest import nearest_m
        found = self._help(pillar, moment)
        xy = self.points.xy_rd[self.told.at]
        unsure, perhaps = np.full((2, len(self.points)), np.inf)
        # Of a gemeente in which not every place is known no gap is told anyhow.
        asked = self.told.at[np.isin(self.points.gemeentecode[self.told.at], sorted(found.sure))]
        unsure[asked] = unsure_m(self.points.xy_rd[asked], found.sure, FARTHEST_M)
        perhaps[self.told.at] = np.nan_to_num(nearest_m(xy, found.may_help.xy_rd), nan=np.inf)
        codes = tuple(self._data.gemeentecodes)
        clear = dict(zip(codes, clear_m(codes, found.sure), strict=True))
        return Known(found, self._candidates(found), unsure, perhaps, clear)

    def _help(self, pillar: str, moment: Moment) -> Help:
        with _extra():
            from sociale_kaart.coverage.plans import hours_asked, known_all_week
        asked = hours_asked(self._data, when_of(moment.key, moment.day), self._hours)
        # What is there and by which hours it keeps is the same at every moment of those days.
        its = self._weeks.get(
            (pillar, asked.start, asked.end), lambda: known_all_week(self._data, pillar, asked)
        )
        then = asked.then(self._data.known_on)
        return its.help_ if then is None else its.at(then)

    def _reckoned(self, known: Known, limit_km: int) -> Ground:
        from sociale_kaart.coverage.plans import scenario_knowing

        now = scenario_knowing(self._data, known.help, self.points, limit_m=limit_km * 1000.0)
        return Ground(known, now, {}, {})

    def _candidates(self, known: Help) -> Rows:
        """Places with a point that neither have the pillar nor are said to be unknown; libraries first."""
        out = {*known.certain.id.tolist(), *known.doubtful.id.tolist()}
        free = [
            row
            for row, one in enumerate(self.listings)
            if one.id not in out and np.isfinite(self.x_rd[row]) and np.isfinite(self.y_rd[row])
        ]
        ordered = sorted(free, key=lambda row: not self.is_library[row])
        first = {(self.x_rd[row], self.y_rd[row]): row for row in reversed(ordered)}
        return np.array(
            [row for row in ordered if first[self.x_rd[row], self.y_rd[row]] == row], dtype=np.intp
        )

    def _paired(self, limit_m: float) -> Pairs:
        from sociale_kaart.coverage.measures.nearest import pairs_within

        points, told = self.points, self.told.at
        placed = np.flatnonzero(np.isfinite(self.x_rd))
        at = np.column_stack((self.x_rd, self.y_rd))
        found = list(pairs_within(points.xy_rd[told], at[placed], limit_m))
        point, row = (
            np.concatenate([np.empty(0, dtype=np.intp), *(one[part] for one in found)]) for part in (0, 1)
        )
        point, row = told[point], placed[row]
        order = np.argsort(point, kind="stable")
        return Pairs(np.searchsorted(point[order], np.arange(len(points) + 1)), row[order])


def install(app: Flask, site: Site) -> None:
    """Keep a bench for the site's map; nothing is reckoned yet."""
    app.extensions[EXTENSION] = Bench(site)


def current_bench() -> Bench:
    """That of the running app."""
    return cast(Bench, current_app.extensions[EXTENSION])


def make_ahead(app: Flask) -> None:
    """Reckon what the page shows at first, so that no visitor waits; without the extra, nothing."""
    bench, pillar = cast(Bench, app.extensions[EXTENSION]), usual_pillar(app.extensions[SITE])
    try:
        bench.ground(pillar, USUAL_KM).glances("all")
        bench.pairs(USUAL_KM)
    except SocialeKaartError as fault:
        _log.info("what-if is not reckoned ahead: %s", fault)


@contextmanager
def _extra() -> Iterator[None]:
    """What is missing said as such."""
    try:
        yield
    except ModuleNotFoundError as fault:
        raise missing_extra(fault, "reckons what changes") or fault from fault


def _side_by_side(data: MapData) -> tuple[Listing, ...]:
    """The listings by gemeente, those of none that is told of last, and neighbours after each other."""
    listings = data.inventory.listings
    matches = [data.match_of(one.location_id) for one in listings]
    x_rd, y_rd = (
        np.nan_to_num([_or_nan(getattr(one, name)) for one in matches]) for name in ("x_rd", "y_rd")
    )
    along, told = along_a_curve(x_rd, y_rd).tolist(), {*data.gemeentecodes}
    codes = [data.gemeente_of(one.location_id) for one in listings]
    order = sorted(
        range(len(listings)),
        key=lambda row: (codes[row] not in told, codes[row], along[row], listings[row].id),
    )
    return tuple(listings[row] for row in order)


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
