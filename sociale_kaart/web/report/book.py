"""What stands in the workbook of a report: its themes, and the rows of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from sociale_kaart.coverage.profiles import PROFILE_LIMITS_M, Profile
from sociale_kaart.coverage.report.bound import told_of
from sociale_kaart.coverage.report.kind import NOT_KNOWN, Kind, kind_of, places_known
from sociale_kaart.coverage.report.rows import (
    CURVE_COLUMNS,
    NEED_COLUMNS,
    TARGET_COLUMNS,
    ReportRow,
    plain_rows,
)
from sociale_kaart.coverage.todo import Todo
from sociale_kaart.export.reportbook import BookSheet, report_book
from sociale_kaart.model import CoverageRow, Listing, Presence
from sociale_kaart.web import words
from sociale_kaart.web.dekking.figures import can_reckon
from sociale_kaart.web.dekking.painting import KIND_WORDS
from sociale_kaart.web.report.area import about, notes
from sociale_kaart.web.report.figures import WHOLE_AREA, Figures
from sociale_kaart.web.report.gemeente import no_figures
from sociale_kaart.web.report.todos import TITLES, advice, new_column, what_of
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
ORGANISATION_COLUMNS = (
    "gemeentecode",
    "gemeente",
    "organisation",
    "location",
    "pillar",
    "presence",
    "schedule",
    "checked",
    "checked_by",
    "as_of",
    "file",
    "row",
)
BORDER_COLUMNS = (
    "gemeentecode",
    "area_name",
    "pillar",
    "organisation",
    "gemeente",
    "distance_m",
    "persons_within_limit",
)
TODO_COLUMNS = (
    "gemeentecode",
    "gemeente",
    "todo_kind",
    "organisation",
    "todo",
    "advice",
    "file",
    "sheet",
    "row",
    "column",
)
_OF_DISTANCE = PROFILE_COLUMNS[-4:]
_NEEDS_OWN = ("gap_share", "share_only_by_neighbour", "neighbours", "persons_fragile", "fragile_site_name")


def book_of(site: Site, figures: Figures, gemeentecodes: Sequence[str], on: date, title: str) -> bytes:
    """The workbook of some gemeenten, or all."""
    maker = _Maker(site, figures, gemeentecodes, on)
    told = [*about(site, figures, on), *((_("Uitleg"), note) for note in notes())]
    if site.data.config.example:
        told.insert(0, (_("Let op"), words.example_notice()))
    if not can_reckon():
        told.append((_("Uitleg"), no_figures()))
    return report_book(title, told, list(maker.sheets()), on)


class _Maker:
    """Makes the sheets of some gemeenten."""

    def __init__(self, site: Site, figures: Figures, gemeentecodes: Sequence[str], on: date) -> None:
        self._site, self._figures, self._codes, self._on = site, figures, gemeentecodes, on
        self._pillars = site.pillars.values()
        self._names = {one.id: one.name for one in site.pillars.values()}

    def sheets(self) -> Iterator[BookSheet]:
        """A sheet per theme; those whose figures could not be reckoned are left out."""
        yield self._sheet(
            "samenvatting",
            "een rij per soort hulp",
            SUMMARY_COLUMNS,
            self._summary(),
            [
                any(self._figures.is_open(code, one.id) for code in self._codes) and can_reckon()
                for one in self._pillars
            ],
        )
        yield self._sheet(
            "dekking",
            "een rij per gemeente en soort hulp: is er een plek?",
            COVERAGE_COLUMNS,
            self._coverage(),
            [
                row is not None and row.distance_at_most
                for row in (self._figures.row(code, one.id) for code in self._codes for one in self._pillars)
            ],
        )
        if can_reckon():
            yield self._sheet(
                "afstanden",
                "welk deel van de inwoners binnen een afstand van de dichtste plek woont; ook per provincie",
                PROFILE_COLUMNS,
                self._distances(),
                [
                    *(self._figures.is_open(area, pillar) for area, pillar, _ in self._profiles()),
                    *(one.at_least for one in self._site.data.config.comparisons),
                ],
            )
            yield self._sheet("uren", "uren hulp per week", HOURS_COLUMNS, self._measures(HOURS_COLUMNS))
        yield self._sheet(
            "organisaties",
            "een rij per organisatie, plek en soort hulp waarvan een bron iets zegt",
            ORGANISATION_COLUMNS,
            self._organisations(),
        )
        yield self._sheet(
            "buren",
            "de dichtste plekken in andere gemeenten, per soort hulp",
            BORDER_COLUMNS,
            self._borders(),
        )
        yield self._sheet("nagaan", "wat de coördinator kan nagaan, en waar", TODO_COLUMNS, self._todos())
        found = self._figures.report
        if found is not None:
            chosen = {*self._codes}
            need = [row for row in plain_rows(found.need) if row["area"] in chosen]
            yield self._plain("groepen", "een groep mensen naast iedereen daar", NEED_COLUMNS, need)
            yield self._plain(
                "verloop",
                "hoeveel plekken er op een dag waren, hele kaart",
                CURVE_COLUMNS,
                plain_rows(found.curve),
            )
            yield self._plain("doelen", "doelen van de hele kaart", TARGET_COLUMNS, plain_rows(found.targets))

    def _sheet(
        self,
        title: str,
        caption: str,
        columns: tuple[str, ...],
        rows: Iterator[Sequence[Any]],
        is_open: Sequence[bool] = (),
    ) -> BookSheet:
        return BookSheet(title=title, caption=caption, columns=columns, rows=list(rows), is_open=is_open)

    def _plain(
        self, title: str, caption: str, columns: tuple[str, ...], rows: Sequence[dict[str, Any]]
    ) -> BookSheet:
        named = ([self._told(column, row[column]) for column in columns] for row in rows)
        return self._sheet(title, caption, columns, iter(named))

    def _told(self, column: str, value: Any) -> Any:
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

    def _summary(self) -> Iterator[Sequence[Any]]:
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

    def _coverage(self) -> Iterator[Sequence[Any]]:
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
                    known[one] if one in known else self._told(one, self._figure(told, one))
                    for one in COVERAGE_COLUMNS
                ]

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

    def _measures(self, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
        for code in self._codes:
            for pillar in self._pillars:
                row = self._figures.row(code, pillar.id)
                if row is not None:
                    yield [self._told(one, self._figure(row, one)) for one in columns]

    def _profiles(self) -> Iterator[tuple[str, str, Profile]]:
        """The area, the pillar and the distance profile of each row of the sheet of distances."""
        left_out = {*self._site.data.gemeentecodes} - {*self._codes}
        for area in self._figures.areas:
            for pillar in self._pillars if area not in left_out else ():
                profile = self._figures.profile(area, pillar.id)
                if profile is not None:
                    yield area, pillar.id, profile

    def _distances(self) -> Iterator[Sequence[Any]]:
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

    def _area_name(self, area: str) -> str:
        if area == WHOLE_AREA:
            return _("alle gemeenten van deze kaart")
        return self._site.gemeente_names.get(area) or _("provincie %(name)s", name=area)

    def _organisations(self) -> Iterator[Sequence[Any]]:
        for code in self._codes:
            for listing in self._site.listings_in.get(code, ()):
                yield from self._listing(code, listing)

    def _listing(self, code: str, listing: Listing) -> Iterator[Sequence[Any]]:
        """What is told of an organisation at a place; one row that says so where nothing is."""
        data = self._site.data
        location = self._site.index.name(data.locations[listing.location_id])
        head = (code, self._site.gemeente_names[code], listing.name, location)
        offers = data.offers_at(listing)
        for offer in offers:
            service = data.services[offer.service_id]
            presence = offer.presence if data.holds(offer) else Presence.NO
            of = (offer.schedule.provenance if offer.schedule else None) or offer.provenance
            yield (
                *head,
                self._names.get(service.pillar) or service.name or service.category,
                presence.value,
                self._site.sentence(offer.id, self._on) or self._site.hours.text(offer.id),
                *self._source(of),
            )
        if not offers:
            hours = self._site.sentence(listing.id, self._on) or self._site.hours.text(listing.id)
            yield (*head, None, Presence.UNKNOWN.value, hours, *self._source(listing.provenance))

    def _source(self, of: Any) -> tuple[Any, ...]:
        source = next((one for one in self._site.data.config.sources if one.id == of.source), None)
        return (of.checked, of.checked_by, of.as_of, source.file if source else of.source, of.row)

    def _borders(self) -> Iterator[Sequence[Any]]:
        data = self._site.data
        for code in self._codes:
            for pillar in self._pillars:
                for one in self._figures.over_the_border(code, pillar.id):
                    its = data.gemeente_of(data.listings[one.site].location_id)
                    yield (
                        code,
                        self._site.gemeente_names[code],
                        pillar.name,
                        data.listings[one.site].name,
                        self._site.gemeente_names.get(its, ""),
                        round(one.distance_m),
                        round(one.persons_within),
                    )

    def _todos(self) -> Iterator[Sequence[Any]]:
        whole = "" if {*self._codes} == {*self._site.data.gemeentecodes} else None
        for code in (*self._codes, *([whole] if whole is not None else [])):
            for todo in self._figures.todo(code, self._on):
                problem = todo.problem
                yield (
                    code,
                    self._site.gemeente_names.get(code, ""),
                    _(TITLES[todo.kind]),
                    todo.name,
                    problem.message if problem else _about(todo),
                    problem.remedy if problem else "\n".join([advice(todo.kind, [todo]), *todo.write]),
                    todo.where.file,
                    todo.where.sheet,
                    todo.where.row or (_("een nieuwe rij") if todo.where.is_new_row else None),
                    todo.where.column or new_column(todo.where),
                )


def _about(todo: Todo) -> str:
    return ": ".join(part for part in (what_of(todo), ", ".join(todo.about)) if part)
