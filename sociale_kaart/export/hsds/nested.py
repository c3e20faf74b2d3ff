"""Records of HSDS with everything that belongs to them inside, as its JSON has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from sociale_kaart.hsds.layout import ONE, UNDER, Row, Tables

# Told in the record around it, or too much of it: the whole of another record.
_SHORT = {"organization": frozenset(["locations", "services"])}


class Records:
    """The tables of a map, by id and by what hangs under what."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    @cached_property
    def by_id(self) -> Mapping[str, Mapping[str, Row]]:
        """Table -> id -> row."""
        return {name: {row["id"]: row for row in rows} for name, rows in self.tables.items()}

    def basic_service(self, row: Row) -> Row:
        """A service with what it has one of: its organization and its program."""
        return row | self._ones("service", row)

    def basic_service_at_location(self, row: Row) -> Row:
        """A service at a location with that service and that location."""
        service = self.by_id["service"][row["service_id"]]
        location = self.by_id["location"][row["location_id"]]
        return row | {"location": location, "service": self.basic_service(service)}

    def service(self, row: Row) -> Row:
        """A service with everything under it."""
        full = self._full("service", row)
        full["service_at_locations"] = [
            {
                name: value
                for name, value in self._full("service_at_location", one).items()
                if name != "service"
            }
            | {"location": self._full("location", self.by_id["location"][one["location_id"]])}
            for one in self._under("service_at_location", "service_id", row["id"])
        ]
        return _filled(full | self._context(row))

    def service_at_location(self, row: Row) -> Row:
        """A service at a location, with all of both."""
        service = self.by_id["service"][row["service_id"]]
        full = self._full("service", service)
        full.pop("service_at_locations", None)
        return _filled(
            self._full("service_at_location", row)
            | {
                "location": self._full("location", self.by_id["location"][row["location_id"]]),
                "service": _filled(full | self._context(service)),
            }
        )

    def organization(self, row: Row, *, full_service: bool = False) -> Row:
        """An organization with all under it; its services with all of theirs, or as they stand."""
        full = self._full("organization", row)
        services = self._under("service", "organization_id", row["id"])
        full["services"] = [self.service(one) if full_service else one for one in services]
        full["locations"] = [
            self._full("location", self.by_id["location"][its_id])
            for its_id in self._places.get(row["id"], ())
        ]
        return _filled(full)

    def taxonomy_term(self, row: Row) -> Row:
        """A term with its taxonomy."""
        return row | self._ones("taxonomy_term", row)

    def terms_of(self, its_id: str) -> set[str]:
        """The terms that a record is classified by."""
        return {one["taxonomy_term_id"] for one in self._under("attribute", "link_id", its_id)}

    def _context(self, service: Row) -> Row:
        """Whose a service is, and of which program."""
        found: Row = {}
        for key, (table, column) in ONE["service"].items():
            if column in service:
                found[key] = self._full(table, self.by_id[table][service[column]])
        return found

    def _ones(self, table: str, row: Row) -> Row:
        return {
            key: self.by_id[other][row[column]]
            for key, (other, column) in ONE.get(table, {}).items()
            if row.get(column) in self.by_id[other]
        }

    def _full(self, table: str, row: Row) -> Row:
        full = dict(row)
        for key, other, column in UNDER.get(table, ()):
            if key not in _SHORT.get(table, ()) and key != "service_at_locations":
                full[key] = [self._full(other, one) for one in self._under(other, column, row["id"])]
        full["attributes"] = [self._attribute(one) for one in self._under("attribute", "link_id", row["id"])]
        full["metadata"] = list(self._under("metadata", "resource_id", row["id"]))
        return _filled(full)

    def _attribute(self, row: Row) -> Row:
        return row | self._ones("attribute", row)

    def _under(self, table: str, column: str, its_id: str) -> list[Row]:
        return self._index[table, column].get(its_id, [])

    @cached_property
    def _index(self) -> Mapping[tuple[str, str], Mapping[str, list[Row]]]:
        columns = {("attribute", "link_id"), ("metadata", "resource_id"), ("service", "organization_id")}
        columns |= {(many.table, many.column) for lists in UNDER.values() for many in lists}
        found: dict[tuple[str, str], dict[str, list[Row]]] = {}
        for table, column in columns:
            per: defaultdict[str, list[Row]] = defaultdict(list)
            for row in self.tables.get(table, ()):
                if column in row:
                    per[row[column]].append(row)
            found[table, column] = per
        return found

    @cached_property
    def _places(self) -> Mapping[str, list[str]]:
        """Organization -> the locations where it has a desk."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for row in self.tables["contact"]:
            if "organization_id" in row and "location_id" in row:
                found[row["organization_id"]].add(row["location_id"])
        return {its_id: sorted(places) for its_id, places in found.items()}


def _filled(row: Row) -> Row:
    """Without lists of nothing."""
    return {name: value for name, value in row.items() if value != []}
