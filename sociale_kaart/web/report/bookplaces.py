"""What the workbook of a report says of places: who does what where, who is over the border, and what to go after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from sociale_kaart.coverage.todo import Todo
from sociale_kaart.model import Listing, Presence
from sociale_kaart.web.report.figures import Figures
from sociale_kaart.web.report.todos import TITLES, advice, new_column, what_of
from sociale_kaart.web.site import Site

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


class BookPlaces:
    """The rows of some gemeenten, as they are on a day."""

    def __init__(self, site: Site, figures: Figures, gemeentecodes: Sequence[str], on: date) -> None:
        self._site, self._figures, self._codes, self._on = site, figures, gemeentecodes, on

    def organisations(self) -> Iterator[Sequence[Any]]:
        """By `ORGANISATION_COLUMNS`: a row per organisation, place and kind of help that a source tells of."""
        for code in self._codes:
            for listing in self._site.listings_in.get(code, ()):
                yield from self._listing(code, listing)

    def borders(self) -> Iterator[Sequence[Any]]:
        """By `BORDER_COLUMNS`: the nearest places in other gemeenten."""
        data = self._site.data
        for code in self._codes:
            for pillar in self._site.pillars.values():
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

    def todos(self) -> Iterator[Sequence[Any]]:
        """By `TODO_COLUMNS`: what the coordinator can go after, and where."""
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
                self._pillar_name(service.pillar) or service.name or service.category,
                presence.value,
                self._site.sentence(offer.id, self._on) or self._site.hours.text(offer.id),
                *self._source(of),
            )
        if not offers:
            hours = self._site.sentence(listing.id, self._on) or self._site.hours.text(listing.id)
            yield (*head, None, Presence.UNKNOWN.value, hours, *self._source(listing.provenance))

    def _pillar_name(self, pillar: str) -> str:
        return self._site.pillars[pillar].name if pillar in self._site.pillars else ""

    def _source(self, of: Any) -> tuple[Any, ...]:
        source = next((one for one in self._site.data.config.sources if one.id == of.source), None)
        return (of.checked, of.checked_by, of.as_of, source.file if source else of.source, of.row)


def _about(todo: Todo) -> str:
    return ": ".join(part for part in (what_of(todo), ", ".join(todo.about)) if part)
