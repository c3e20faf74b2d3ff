"""The records of a map that answer a question, in a fixed order; each is made when it is told."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.export.hsds.nested import Records
from sociale_kaart.export.hsds.outline import Entry, Outline, outline_of, text_of
from sociale_kaart.export.hsds.parts import Parts
from sociale_kaart.hsds.layout import Row, Tables
from sociale_kaart.model import fold
from sociale_kaart.web.hsds.question import Question

Rule = Callable[[Entry], bool]
Tell = Callable[[Records, Row], Row]
_TOGETHER = 100  # entries of which the records are made at once


class Finding:
    """What the records of a map are found by: kept as long as the map, a tenth of what all records would take."""

    def __init__(self, data: MapData, hours: MapHours) -> None:
        self._data, self._hours = data, hours
        self._parts = Parts(data, hours)

    def prepare(self) -> None:
        """Work out what every question needs."""
        _ = self._by_id, self.whole
        self._parts.part([one.id for one in self._data.inventory.organisations[:1]])

    @cached_property
    def outline(self) -> Outline:
        """Every record by what it is found by."""
        return outline_of(self._data, self._hours)

    @property
    def whole(self) -> Tables:
        """The taxonomies and terms of the map."""
        return self._parts.whole

    def tell(self, table: str, entries: Sequence[Entry], on: date, tell: Tell) -> Iterator[Row]:
        """The records of some entries, one after another; schedules for a year from a day on."""
        for begin in range(0, len(entries), _TOGETHER):
            some = entries[begin : begin + _TOGETHER]
            records = self._parts.around({one.of for one in some if one.of}, on)
            rows = records.by_id[table]
            for one in some:
                yield tell(records, rows[one.id])

    def tell_organizations(self, entries: Sequence[Entry]) -> Iterator[Row]:
        """Organizations as they stand, without what they do."""
        rows = self._parts.organizations({one.of for one in entries if one.of}).by_id["organization"]
        return (dict(rows[one.id]) for one in entries)

    def named(self, table: str, its_id: str) -> Entry | None:
        """One record by its UUID; None where there is none."""
        return self._by_id[table].get(its_id.lower())

    def services(self, question: Question) -> list[Entry]:
        """The services that a question is about."""
        rules = [*self._common(question), *_of_organization(question), *_modified(question)]
        return _those(self.outline.services, rules)

    def organizations(self, question: Question) -> list[Entry]:
        """The organizations that a question is about; terms are those of their services too."""
        return _those(self.outline.organizations, self._common(question))

    def service_at_locations(self, question: Question) -> list[Entry]:
        """The services at a location that a question is about; with a proximity the nearest first."""
        rules = [*self._common(question), *_of_organization(question), *_modified(question)]
        if question.position is not None and question.proximity_m is None:
            rules.append(lambda one: self._covers(one, question))
        if question.position is None or question.proximity_m is None:
            return _those(self.outline.places, rules)
        most = question.proximity_m
        rules.append(lambda one: self._distance_m(one, question) <= most)
        near = _those(self.outline.places, rules)
        near.sort(key=lambda one: self._distance_m(one, question))
        return near

    def taxonomies(self, question: Question) -> list[Row]:
        """The taxonomies that a question is about; none of them is classified by a term."""
        if question.id_of("taxonomy_term_id") or question.id_of("taxonomy_id"):
            return []
        return [row for row in self.whole["taxonomy"] if _says_row(question, row)]

    def taxonomy_terms(self, question: Question) -> list[Row]:
        """The terms that a question is about. None of ours has a parent, so that each is at the top."""
        taxonomy, parent = question.id_of("taxonomy_id"), question.id_of("parent_id")
        return [
            row
            for row in self.whole["taxonomy_term"]
            if _says_row(question, row)
            and taxonomy in ("", row.get("taxonomy_id"))
            and parent in ("", row.get("parent_id"))
        ]

    def _common(self, question: Question) -> list[Rule]:
        rules: list[Rule] = []
        if question.search:
            words = fold(question.search).split()
            rules.append(lambda one: _has(one.text, words))
        if term := question.id_of("taxonomy_term_id"):
            rules.append(lambda one: term in one.terms)
        if taxonomy := question.id_of("taxonomy_id"):
            its_terms = frozenset(
                row["id"] for row in self.whole["taxonomy_term"] if row["taxonomy_id"] == taxonomy
            )
            rules.append(lambda one: not its_terms.isdisjoint(one.terms))
        return rules

    @cached_property
    def _by_id(self) -> dict[str, dict[str, Entry]]:
        kinds = {
            "organization": self.outline.organizations,
            "service": self.outline.services,
            "service_at_location": self.outline.places,
        }
        return {table: {one.id: one for one in entries} for table, entries in kinds.items()}

    def _covers(self, entry: Entry, question: Question) -> bool:
        """Whether a service works in the gemeente of a postcode; where nobody says in which, where it is."""
        assert question.position is not None
        here = self._data.match_of(entry.location).gemeentecode
        return question.position.gemeentecode in (entry.areas or {here})

    def _distance_m(self, entry: Entry, question: Question) -> float:
        assert question.position is not None
        match = self._data.match_of(entry.location)
        if match.x_rd is None or match.y_rd is None:
            return math.inf
        return math.hypot(match.x_rd - question.position.x_rd, match.y_rd - question.position.y_rd)


def _those(entries: Iterable[Entry], rules: Iterable[Rule]) -> list[Entry]:
    rules = tuple(rules)
    return [one for one in entries if all(rule(one) for rule in rules)]


def _of_organization(question: Question) -> Iterator[Rule]:
    if organization := question.id_of("organization_id"):
        yield lambda one: one.organization == organization


def _modified(question: Question) -> Iterator[Rule]:
    if since := question.modified_after:
        # Nobody knows when it changed: then it may have.
        yield lambda one: not one.modified or datetime.fromisoformat(one.modified) >= since


def _says_row(question: Question, row: Row) -> bool:
    return not question.search or _has(text_of(row), fold(question.search).split())


def _has(text: str, words: Sequence[str]) -> bool:
    said = fold(text)
    return all(word in said for word in words)
