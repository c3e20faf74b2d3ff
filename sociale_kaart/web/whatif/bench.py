"""What plans of one map are reckoned on: its scenarios as they are, made once per build and kept warm."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, cast

import numpy as np
from flask import Flask, current_app
from numpy.typing import NDArray

from sociale_kaart.dataset.listingnames import listing_names
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.extras import missing_extra
from sociale_kaart.model import Listing, OrganisationKind, fold
from sociale_kaart.web.dekking.choices import USUAL_KM, usual_pillar
from sociale_kaart.web.shortcodes import ShortLinks
from sociale_kaart.web.site import EXTENSION as SITE
from sociale_kaart.web.site import Site

if TYPE_CHECKING:
    from sociale_kaart.coverage.glance import Glance
    from sociale_kaart.coverage.report.known import Help
    from sociale_kaart.coverage.scenario import Scenario

EXTENSION = "sociale_kaart_whatif"
_log = logging.getLogger(__name__)

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A pillar as it is, at one limit.

    help : what is known of it. now : the scenario without any step
    candidates : rows of places where it may come, libraries first, one for each spot
    doubtful : (points,) whether a place within the limit may help already, of which nobody knows
    """

    help: Help
    now: Scenario
    candidates: Rows
    doubtful: NDArray[np.bool_]
    seen: dict[str, tuple[Glance, ...]]

    def glances(self, group: str) -> tuple[Glance, ...]:
        """What there is to see now, reckoned once for each group."""
        from sociale_kaart.coverage.glance import glances

        if group not in self.seen:
            self.seen[group] = glances(self.now, group)
        return self.seen[group]


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
    """The places of a map in rows, and its pillars as they are; any number of threads may ask."""

    def __init__(self, site: Site) -> None:
        self._data, self._finds_gemeente = site.data, site.gemeente_names
        self.listings: tuple[Listing, ...] = site.data.inventory.listings
        self.row_of = {one.id: row for row, one in enumerate(self.listings)}
        self.codes = ShortLinks(self.row_of)
        matches = [site.data.match_of(one.location_id) for one in self.listings]
        self.x_rd: Floats = np.array([_or_nan(one.x_rd) for one in matches], dtype=np.float64)
        self.y_rd: Floats = np.array([_or_nan(one.y_rd) for one in matches], dtype=np.float64)
        self._grounds: dict[tuple[str, int], Ground] = {}
        self._helps: dict[str, Help] = {}
        self._pairs: dict[int, Pairs] = {}
        self._lock = Lock()

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

    def ground(self, pillar: str, limit_km: int) -> Ground:
        """A pillar as it is. Raises ExtraMissing where scipy is not installed."""
        with self._lock:
            if (pillar, limit_km) not in self._grounds:
                self._grounds[pillar, limit_km] = self._reckoned(pillar, limit_km)
            return self._grounds[pillar, limit_km]

    def pairs(self, pillar: str, limit_km: int) -> Pairs:
        """Points and places of the map within the limit of each other; the same for every pillar."""
        ground = self.ground(pillar, limit_km)
        with self._lock:
            if limit_km not in self._pairs:
                self._pairs[limit_km] = self._paired(ground)
            return self._pairs[limit_km]

    def _reckoned(self, pillar: str, limit_km: int) -> Ground:
        try:
            from sociale_kaart.coverage.measures.nearest import nearest_m
            from sociale_kaart.coverage.plans import scenario, what_is_known
        except ModuleNotFoundError as fault:
            raise missing_extra(fault, "reckons what changes") or fault from fault
        limit_m = limit_km * 1000.0
        if pillar not in self._helps:
            self._helps[pillar] = what_is_known(self._data, pillar)
        known = self._helps[pillar]
        now = scenario(self._data, pillar, limit_m=limit_m)
        doubtful = nearest_m(now.points.xy_rd, known.may_help.xy_rd) <= limit_m
        return Ground(known, now, self._candidates(known), doubtful, {})

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

    def _paired(self, ground: Ground) -> Pairs:
        from sociale_kaart.coverage.measures.nearest import pairs_within

        points = ground.now.points
        told = np.flatnonzero(np.isin(points.gemeentecode, self._data.gemeentecodes))
        placed = np.flatnonzero(np.isfinite(self.x_rd))
        at = np.column_stack((self.x_rd, self.y_rd))
        found = list(pairs_within(points.xy_rd[told], at[placed], ground.now.limit_m))
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
        bench.pairs(pillar, USUAL_KM)
    except SocialeKaartError as fault:
        _log.info("what-if is not reckoned ahead: %s", fault)


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
