"""What plans of one map are reckoned on: its scenarios as they are, made once per build and kept warm."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np
from flask import Flask, current_app

from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.extras import missing_extra
from sociale_kaart.web.dekking.choices import LIMITS_KM, USUAL_KM, usual_pillar
from sociale_kaart.web.dekking.moments import when_of
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.site import EXTENSION as SITE
from sociale_kaart.web.site import Site
from sociale_kaart.web.whatif.curve import along_a_curve
from sociale_kaart.web.whatif.ground import AT_ALL, FARTHEST_M, Ground, Known, Moment, Told
from sociale_kaart.web.whatif.pairs import Pairs, pairs_of
from sociale_kaart.web.whatif.placerows import PlaceRows

if TYPE_CHECKING:
    from sociale_kaart.coverage.points import Points
    from sociale_kaart.coverage.report.helpof import AllWeek
    from sociale_kaart.coverage.report.known import Help

EXTENSION = "sociale_kaart_whatif"
MOST_KNOWN, MOST_GROUNDS, MOST_PAIRS = 24, 12, len(LIMITS_KM)
MOST_WEEKS = 6
_log = logging.getLogger(__name__)


class Bench:
    """The places of a map, and its pillars as they are; any number of threads may ask."""

    def __init__(self, site: Site) -> None:
        self._data, self._hours, self._finds_gemeente = site.data, site.hours, site.gemeente_names
        self.places = PlaceRows(site.data)
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
        return self._pairs.get(
            limit_km, lambda: pairs_of(self.points, self.told.at, self.places, limit_km * 1000.0)
        )

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
        # What has the help can get none, and of what is said to be unknown nobody knows whether it can.
        candidates = self.places.free({*found.certain.id.tolist(), *found.doubtful.id.tolist()})
        return Known(found, candidates, unsure, perhaps, clear)

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
