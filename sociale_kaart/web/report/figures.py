"""The figures that every page and file of a report rests on: reckoned once per map, and only when somebody asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from pydantic import TypeAdapter

from sociale_kaart.coverage.measures.robust import DRAWS
from sociale_kaart.coverage.overborder import OverBorder, over_the_border
from sociale_kaart.coverage.points import Points
from sociale_kaart.coverage.populations import buurt_points
from sociale_kaart.coverage.profiles import Profile, profiles
from sociale_kaart.coverage.raking import raked
from sociale_kaart.coverage.report.bound import told
from sociale_kaart.coverage.report.rows import CoverageReport, ReportRow
from sociale_kaart.coverage.sites import Sites, sites_of
from sociale_kaart.coverage.todo import Todo, todo_list
from sociale_kaart.web.dekking.figures import can_reckon
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.site import Site

LIMIT_M = 5_000.0
WHOLE_AREA = "kaart"
REPORT = "rapport"  # what it is called on a shelf
_REPORT: TypeAdapter[CoverageReport] = TypeAdapter(CoverageReport)
_PROFILES: TypeAdapter[tuple[Profile, ...]] = TypeAdapter(tuple[Profile, ...])
_TODOS: TypeAdapter[Mapping[str, tuple[Todo, ...]]] = TypeAdapter(Mapping[str, tuple[Todo, ...]])
_MOST_DAYS = 2  # a day's list, and at midnight the next


class Figures:
    """The figures of one map; any number of threads may ask, and only the first of them works."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._reports: Memory[str, CoverageReport] = Memory(1)
        self._profiles: Memory[str, dict[tuple[str, str], Profile]] = Memory(1)
        self._todos: Memory[date, Mapping[str, tuple[Todo, ...]]] = Memory(_MOST_DAYS)

    @property
    def report(self) -> CoverageReport | None:
        """Every measure of every pillar, per gemeente; None without the extra `coverage`."""
        return self._reports.get("", self._report) if can_reckon() else None

    def row(self, gemeentecode: str, pillar: str) -> ReportRow | None:
        """The figures of one gemeente and pillar; None without the extra `coverage`."""
        return self._rows.get((gemeentecode, pillar)) if can_reckon() else None

    def profile(self, area: str, pillar: str) -> Profile | None:
        """The distance profile of a gemeente, a provincie by its name, or WHOLE_AREA; None as above."""
        if not can_reckon():
            return None
        return self._profiles.get("", self._all_profiles).get((area, pillar))

    def is_open(self, area: str, pillar: str) -> bool:
        """Whether there may be places near an area of `areas` that no source holds."""
        rows = (self.row(code, pillar) for code in self.areas[area])
        return any(row is None or row.distance_at_most for row in rows)

    def told_profile(self, profile: Profile) -> tuple[float | None, ...]:
        """The shares of a profile as people are told them: none where they rest on nothing."""
        row = self.row(profile.area, profile.pillar)
        if row is None:
            return profile.shares
        return tuple(
            told(
                "share_within_limit",
                one,
                status=row.status,
                share=row.share_within_limit,
                is_open=row.distance_at_most,
            )
            for one in profile.shares
        )

    def over_the_border(self, gemeentecode: str, pillar: str) -> tuple[OverBorder, ...]:
        """The nearest places in other gemeenten; this needs no extra."""
        return over_the_border(self.points, self.sites[pillar], gemeentecode, limit_m=LIMIT_M)

    def todo(self, gemeentecode: str, on: date) -> Sequence[Todo]:
        """What is to be done in a gemeente, as somebody reads it on a day; "" for what is of no gemeente."""
        return self._todos.get(on, lambda: self._all_todos(on)).get(gemeentecode, ())

    @cached_property
    def points(self) -> Points:
        """Where people live, raked to the official totals."""
        return raked(buurt_points())[0]

    @cached_property
    def sites(self) -> Mapping[str, Sites]:
        """The certain places with a point, per pillar."""
        return {one.id: sites_of(self._site.data, one.id) for one in self._site.pillars.values()}

    @cached_property
    def areas(self) -> Mapping[str, tuple[str, ...]]:
        """Area -> its gemeenten: each gemeente of the map, each whole provincie that one is in, and the whole map."""
        every = self._site.gemeenten
        of_map = self._site.data.gemeentecodes
        provincies = dict.fromkeys(every[code].provincie for code in of_map)
        found: dict[str, tuple[str, ...]] = {code: (code,) for code in of_map}
        for name in provincies:
            found[name] = tuple(code for code, one in every.items() if one.provincie == name)
        return found | {WHOLE_AREA: of_map}

    @cached_property
    def is_one_provincie(self) -> bool:
        """Whether the map is exactly one provincie: then nothing else is there to hold a gemeente against."""
        return any(
            set(self.areas[WHOLE_AREA]) == set(codes)
            for name, codes in self.areas.items()
            if name not in (WHOLE_AREA, *self._site.data.gemeentecodes)
        )

    def _report(self) -> CoverageReport:
        from sociale_kaart.coverage.report import report

        return self._site.shelf.get(
            REPORT,
            lambda: report(self._site.data, limit_m=LIMIT_M, robustness_draws=DRAWS),
            write=_REPORT.dump_json,
            read=_REPORT.validate_json,
        )

    @cached_property
    def _rows(self) -> Mapping[tuple[str, str], ReportRow]:
        found = self.report
        return {(row.area, row.pillar): row for row in found.rows} if found else {}

    def _all_todos(self, on: date) -> Mapping[str, tuple[Todo, ...]]:
        return self._site.shelf.get(
            f"rapport/werk/{on}",
            lambda: todo_list(self._site.data, self._site.hours, on),
            write=_TODOS.dump_json,
            read=_TODOS.validate_json,
        )

    def _all_profiles(self) -> dict[tuple[str, str], Profile]:
        def made() -> tuple[Profile, ...]:
            sites_rd = {pillar: sites.xy_rd for pillar, sites in self.sites.items()}
            return tuple(profiles(self.points, sites_rd, self.areas).values())

        found = self._site.shelf.get(
            "rapport/profielen", made, write=_PROFILES.dump_json, read=_PROFILES.validate_json
        )
        return {(one.area, one.pillar): one for one in found}
