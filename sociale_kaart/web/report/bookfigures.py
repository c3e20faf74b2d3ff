"""What the workbook of a report says in figures: of the whole area, of gemeenten, of distances and of hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from sociale_kaart.coverage.profiles import PROFILE_LIMITS_M, Profile
from sociale_kaart.coverage.report.bound import told_of
from sociale_kaart.coverage.report.kind import NOT_KNOWN, Kind, kind_of, places_known
from sociale_kaart.coverage.report.rows import ReportRow
from sociale_kaart.model import CoverageRow
from sociale_kaart.web import words
from sociale_kaart.web.dekking.figures import can_reckon
from sociale_kaart.web.dekking.painting import KIND_WORDS
from sociale_kaart.web.report.figures import WHOLE_AREA, Figures
from sociale_kaart.web.site import Site

SUMMARY_COLUMNS = (
    "pillar",
    "gemeenten_own",
    "gemeenten_neighbour",
    "gemeenten_gap",
    "gemeenten_none",
    "gemeenten_nearby",
    "gemeenten_unknown",
    "places",
    "inhabitants",
    "share_within_limit",
    "persons_beyond",
    "hours_per_week_low",
)
COVERAGE_COLUMNS = (
    "gemeentecode",
    "area_name",
    "pillar",
    "verdict",
    "places",
    "places_no",
    "places_said_unknown",
    "places_silent",
    "inhabitants",
    "places_per_10000",
    "share_within_limit",
    "share_within_limit_high",
    "persons_beyond",
    "share_only_by_neighbour",
    "neighbours",
    "persons_fragile",
    "fragile_site_name",
    "gap_share",
    "not_declared",
)
PROFILE_COLUMNS = (
    "gemeentecode",
    "area_name",
    "pillar",
    *(f"share_within_{round(limit / 1000)}km" for limit in PROFILE_LIMITS_M),
    "mean_distance_m",
    "median_distance_m",
    "p90_distance_m",
    "distance_at_most",
)
HOURS_COLUMNS = (
    "gemeentecode",
    "area_name",
    "pillar",
    "places",
    "hours_unknown",
    "hours_per_week_low",
    "hours_per_week",
    "hours_per_week_high",
    "hours_per_1000",
    "access_2sfca",
)
_OF_DISTANCE = PROFILE_COLUMNS[-4:]
_NEEDS_OWN = ("gap_share", "share_only_by_neighbour", "neighbours", "persons_fragile", "fragile_site_name")


class BookFigures:
    """The rows of some gemeenten."""

    def __init__(self, site: Site, figures: Figures, gemeentecodes: Sequence[str]) -> None:
        self._site, self._figures, self._codes = site, figures, gemeentecodes
        self._pillars = site.pillars.values()
        self._names = {one.id: one.name for one in site.pillars.values()}

    def summary(self) -> Iterator[Sequence[Any]]:
        """By `SUMMARY_COLUMNS`: a row per kind of help."""
        for pillar in self._pillars:
            kinds = [self._kind(code, pillar.id) for code in self._codes]
            rows = [one for one in (self._figures.row(code, pillar.id) for code in self._codes) if one]
            built = [self._site.coverage.get((code, pillar.id)) for code in self._codes]
            told = [one for one in rows if one.share_within_limit is not None and one.inhabitants]
            living = sum(one.inhabitants or 0 for one in told)
            reached = sum((one.inhabitants or 0) * (one.share_within_limit or 0.0) for one in told)
            yield (
                pillar.name,
                kinds.count(Kind.OWN),
                kinds.count(Kind.NEIGHBOUR),
                kinds.count(Kind.GAP) + kinds.count(Kind.ROBUST_GAP),
                kinds.count(Kind.NONE),
                kinds.count(Kind.NEARBY),
                kinds.count(Kind.UNKNOWN),
                sum(one.places for one in built if one),
                sum(self._site.gemeenten[code].inhabitants or 0 for code in self._codes),
                reached / living if living else None,
                round(living - reached) if living else None,
                sum(one.hours_per_week_low or 0.0 for one in rows) if rows else None,
            )

    def summary_is_open(self) -> list[bool]:
        """Of every row of it whether nearer places may exist than the sources hold."""
        return [
            any(self._figures.is_open(code, one.id) for code in self._codes) and can_reckon()
            for one in self._pillars
        ]

    def coverage(self) -> Iterator[Sequence[Any]]:
        """By `COVERAGE_COLUMNS`: a row per gemeente and kind of help."""
        for code in self._codes:
            for pillar in self._pillars:
                row = self._figures.row(code, pillar.id)
                told = row or self._site.coverage.get((code, pillar.id))
                known = {
                    "gemeentecode": code,
                    "area_name": self._site.gemeente_names[code],
                    "pillar": pillar.name,
                    "places": places_known(told) if told else None,
                    "verdict": _(KIND_WORDS[self._kind(code, pillar.id)]),
                }
                yield [
                    known[one] if one in known else self.told(one, self._figure(told, one))
                    for one in COVERAGE_COLUMNS
                ]

    def coverage_is_open(self) -> list[bool]:
        """The same of this list."""
        rows = (self._figures.row(code, one.id) for code in self._codes for one in self._pillars)
        return [row is not None and row.distance_at_most for row in rows]

    def distances(self) -> Iterator[Sequence[Any]]:
        """By `PROFILE_COLUMNS`: a row per area and kind of help; provincies and the whole area among them."""
        chosen = {*self._codes}
        for area, pillar, profile in self._profiles():
            row = self._figures.row(area, pillar)
            yield (
                area if area in chosen else "",
                self._area_name(area),
                self._names[pillar],
                *self._figures.told_profile(profile),
                *(getattr(row, one, None) for one in _OF_DISTANCE[:-1]),
                self._figures.is_open(area, pillar),
            )
        for one in self._site.data.config.comparisons:
            told = f"{one.area} ({one.source}, {words.day(one.as_of)})"
            yield (
                "",
                told,
                self._names[one.pillar],
                *one.shares,
                *(None for _ in _OF_DISTANCE[:-1]),
                one.at_least,
            )

    def distances_are_open(self) -> list[bool]:
        """The same of this list."""
        return [
            *(self._figures.is_open(area, pillar) for area, pillar, _profile in self._profiles()),
            *(one.at_least for one in self._site.data.config.comparisons),
        ]

    def hours(self) -> Iterator[Sequence[Any]]:
        """By `HOURS_COLUMNS`: a row per gemeente and kind of help of which figures were reckoned."""
        for code in self._codes:
            for pillar in self._pillars:
                row = self._figures.row(code, pillar.id)
                if row is not None:
                    yield [self.told(one, self._figure(row, one)) for one in HOURS_COLUMNS]

    def told(self, column: str, value: Any) -> Any:
        """A value of a report as a reader knows it: pillars and gemeenten by name."""
        if column == "pillar":
            return self._names.get(value, value)
        if column in ("neighbours", "not_declared") and value is not None:
            return ", ".join(self._site.gemeente_names.get(code, code) for code in value)
        if column in ("day", "by") and isinstance(value, str):
            return date.fromisoformat(value)
        return value

    def _kind(self, code: str, pillar: str) -> Kind:
        return kind_of(self._figures.row(code, pillar), self._site.coverage.get((code, pillar)))

    def _figure(self, told: ReportRow | CoverageRow | None, column: str) -> Any:
        """A value of a row as people are told it; None also for what rests on nothing."""
        if not isinstance(told, ReportRow):
            return getattr(told, column, None)
        value, kind = getattr(told, column), kind_of(told)
        # What nobody knows of a gemeente itself, its neighbours and the draws say nothing of.
        if column == "gap_share" and kind is Kind.NONE:
            return None
        if column in _NEEDS_OWN and kind in NOT_KNOWN:
            return None
        # Hours of a place that no source holds may come on top.
        if column == "hours_per_week_high" and (told.gemeentecode, told.pillar) not in self._site.declared:
            return None
        return told_of(told, column) if isinstance(value, float) else value

    def _profiles(self) -> Iterator[tuple[str, str, Profile]]:
        """The area, the pillar and the distance profile of each row of the sheet of distances."""
        left_out = {*self._site.data.gemeentecodes} - {*self._codes}
        for area in self._figures.areas:
            for pillar in self._pillars if area not in left_out else ():
                profile = self._figures.profile(area, pillar.id)
                if profile is not None:
                    yield area, pillar.id, profile

    def _area_name(self, area: str) -> str:
        if area == WHOLE_AREA:
            return _("alle gemeenten van deze kaart")
        return self._site.gemeente_names.get(area) or _("provincie %(name)s", name=area)
