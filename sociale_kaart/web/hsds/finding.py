"""The records of a map that answer a question, in a fixed order."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cached_property

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.export.hsds.nested import Records
from sociale_kaart.export.hsds.tables import tables_of
from sociale_kaart.hsds.ids import record_id
from sociale_kaart.hsds.layout import Row
from sociale_kaart.model import fold
from sociale_kaart.web.hsds.question import Question

Rule = Callable[[Row], bool]
_SEARCHED = ("name", "alternate_name", "description", "code")


class Finding:
    """The records of a map on a day: kept as long as both."""

    def __init__(self, data: MapData, on: date, hours: MapHours) -> None:
        self.records = Records(tables_of(data, on, hours))
        self._at = {
            record_id("location", its_id): (match.x_rd, match.y_rd, match.gemeentecode)
            for its_id, match in data.matches.items()
        }

    def services(self, question: Question) -> list[Row]:
        """The services that a question is about."""
        rules = [*self._common(question, self._text_of_service, self._terms_of_service)]
        if organization := question.id_of("organization_id"):
            rules.append(lambda row: row["organization_id"] == organization)
        if question.modified_after:
            rules.append(_modified_since(question.modified_after))
        return _those(self.records.tables["service"], rules)

    def organizations(self, question: Question) -> list[Row]:
        """The organizations that a question is about; terms are those of their services too."""
        rules = self._common(question, _text, self._terms_of_organization)
        return _those(self.records.tables["organization"], rules)

    def service_at_locations(self, question: Question) -> list[Row]:
        """The services at a location that a question is about; with a proximity the nearest first."""
        rules = self._common(question, self._text_of_place, self._terms_of_place)
        if organization := question.id_of("organization_id"):
            rules.append(lambda row: self._service(row)["organization_id"] == organization)
        if question.modified_after:
            since = _modified_since(question.modified_after)
            rules.append(lambda row: since(self._service(row)))
        if question.position is None:
            return _those(self.records.tables["service_at_location"], rules)
        if question.proximity_m is None:
            rules.append(lambda row: self._covers(row, question))
            return _those(self.records.tables["service_at_location"], rules)
        most = question.proximity_m
        rules.append(lambda row: self._distance_m(row, question) <= most)
        found = _those(self.records.tables["service_at_location"], rules)
        return sorted(found, key=lambda row: self._distance_m(row, question))

    def taxonomies(self, question: Question) -> list[Row]:
        """The taxonomies that a question is about."""
        return _those(self.records.tables["taxonomy"], self._common(question, _text, lambda _: set()))

    def taxonomy_terms(self, question: Question) -> list[Row]:
        """The terms that a question is about. None of ours has a parent, so that each is at the top."""
        rules: list[Rule] = [_says(question.search, _text)] if question.search else []
        if taxonomy := question.id_of("taxonomy_id"):
            rules.append(lambda row: row.get("taxonomy_id") == taxonomy)
        if parent := question.id_of("parent_id"):
            rules.append(lambda row: row.get("parent_id") == parent)
        if "top_only" in question.flags:
            rules.append(lambda row: "parent_id" not in row)
        return _those(self.records.tables["taxonomy_term"], rules)

    def _common(
        self, question: Question, text: Callable[[Row], str], terms: Callable[[Row], set[str]]
    ) -> list[Rule]:
        rules: list[Rule] = []
        if question.search:
            rules.append(_says(question.search, text))
        if term := question.id_of("taxonomy_term_id"):
            rules.append(lambda row: term in terms(row))
        if taxonomy := question.id_of("taxonomy_id"):
            rules.append(lambda row: any(self._taxonomy_of.get(one) == taxonomy for one in terms(row)))
        return rules

    def _service(self, row: Row) -> Row:
        return self.records.by_id["service"][row["service_id"]]

    def _text_of_service(self, row: Row) -> str:
        return f"{_text(row)} {self.records.by_id['organization'][row['organization_id']]['name']}"

    def _text_of_place(self, row: Row) -> str:
        location = self.records.by_id["location"][row["location_id"]]
        return f"{_text(row)} {_text(location)} {self._text_of_service(self._service(row))}"

    def _terms_of_service(self, row: Row) -> set[str]:
        return self.records.terms_of(row["id"])

    def _terms_of_place(self, row: Row) -> set[str]:
        return self.records.terms_of(row["id"]) | self.records.terms_of(row["service_id"])

    def _terms_of_organization(self, row: Row) -> set[str]:
        services = self._services_of.get(row["id"], ())
        return self.records.terms_of(row["id"]).union(*(self.records.terms_of(one) for one in services))

    @cached_property
    def _services_of(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for row in self.records.tables["service"]:
            found[row["organization_id"]].append(row["id"])
        return found

    @cached_property
    def _taxonomy_of(self) -> Mapping[str, str]:
        return {row["id"]: row["taxonomy_id"] for row in self.records.tables["taxonomy_term"]}

    @cached_property
    def _areas(self) -> Mapping[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for row in self.records.tables["service_area"]:
            found[row["service_id"]].add(row["extent"])
        return found

    def _covers(self, row: Row, question: Question) -> bool:
        """Whether a service works in the gemeente of a postcode; where nobody says in which, where it is."""
        assert question.position is not None
        here = self._at.get(row["location_id"], (None, None, ""))[2]
        return question.position.gemeentecode in (self._areas.get(row["service_id"]) or {here})

    def _distance_m(self, row: Row, question: Question) -> float:
        assert question.position is not None
        x_rd, y_rd, _ = self._at.get(row["location_id"], (None, None, ""))
        if x_rd is None or y_rd is None:
            return math.inf
        return math.hypot(x_rd - question.position.x_rd, y_rd - question.position.y_rd)


def _those(rows: Iterable[Row], rules: Iterable[Rule]) -> list[Row]:
    rules = tuple(rules)
    return [row for row in rows if all(rule(row) for rule in rules)]


def _text(row: Row) -> str:
    return " ".join(row[name] for name in _SEARCHED if name in row)


def _says(search: str, text: Callable[[Row], str]) -> Rule:
    words = fold(search).split()

    def rule(row: Row) -> bool:
        said = fold(text(row))
        return all(word in said for word in words)

    return rule


def _modified_since(moment: datetime) -> Rule:
    def rule(row: Row) -> bool:
        # Nobody knows when it changed: then it may have.
        return "last_modified" not in row or datetime.fromisoformat(row["last_modified"]) >= moment

    return rule
