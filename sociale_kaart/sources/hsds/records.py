"""What an HSDS file says, as the cells of our sheets: organisations, places, desks and offers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sociale_kaart.hsds.layout import TABLES, Row
from sociale_kaart.sources.hsds.package import Package
from sociale_kaart.sources.hsds.told import Told
from sociale_kaart.sources.hsds.whenwords import words_of

Cells = dict[str, str]

_PRESENCE = {"yes": "ja", "no": "nee", "unknown": "onbekend"}
_STATUS = {"active": "ja", "inactive": "nee", "defunct": "nee", "temporarily closed": "nee"}
_APPOINTMENT = {"needed": "nodig", "possible": "mogelijk", "none": "niet nodig"}
_KIND = {"library": "bibliotheek", "partner": "partner", "government": "overheid"}
_ROLE = {
    "host": "gastheer",
    "helper": "helper",
    "trainer": "trainer",
    "referrer": "verwijzer",
    "coordinator": "coördinator",
}
_UNKNOWN = "onbekend"


@dataclass(slots=True, kw_only=True)
class Record:
    """Cells by the names of our fields, and where they come from.

    source : code of the source; checked, checked_by, url : of this very record. parts : hours, one text per part.
    hours_known : source, checked, checked_by and url of the hours where these are known otherwise
    """

    id: str
    cells: Cells
    source: str
    known: Cells
    parts: tuple[str, ...] = ()
    hours_known: tuple[str, Cells] | None = None

    @property
    def provenance(self) -> tuple[str, ...]:
        return (self.source, *(self.known.get(name, "") for name in ("checked", "checked_by", "url")))


@dataclass(slots=True, kw_only=True)
class Records:
    """Everything of a file that a map can hold.

    desks, offers : each with organisation_id and location_id among its cells. used : table -> ids that came in.
    refused : (table, id, why) of rows that cannot come in. settings : what kaart.toml is to say, of a file of ours
    """

    organisations: list[Record] = field(default_factory=list)
    places: list[Record] = field(default_factory=list)
    desks: list[Record] = field(default_factory=list)
    offers: list[Record] = field(default_factory=list)
    used: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    cells_read: defaultdict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    settings: dict[str, object] = field(default_factory=dict)
    matches: dict[str, Cells] = field(default_factory=dict)
    categories: set[str] = field(default_factory=set)


def read_records(package: Package) -> Records:
    """The records of a file, ours or somebody else's."""
    return _Reading(package).records()


class _Reading:
    def __init__(self, package: Package) -> None:
        self._tables = package.tables
        self._told = Told(package.tables)
        self._found = Records()
        self._found.settings = self._settings()
        self._index: dict[tuple[str, str], defaultdict[str, list[Row]]] = {}
        self._by_id = {
            name: {row["id"]: row for row in package.tables[name] if "id" in row} for name in TABLES
        }
        self._publishers = {
            row.get("id", "") for row in package.tables["organization"] if self._is_publisher(row)
        }

    def records(self) -> Records:
        found = self._found
        found.used["attribute"] = set(self._told.read)
        if found.settings:
            for name in ("program", "taxonomy", "metadata", "address", "service_area", "phone"):
                found.used[name] = set(self._by_id[name])
            found.used["organization"] |= self._publishers
        found.used["taxonomy_term"] = set(self._by_id["taxonomy_term"])
        for row in self._tables["organization"]:
            if row.get("id", "") not in self._publishers:
                self._organisation(row)
        for row in self._tables["location"]:
            self._place(row)
        here = {one.id for one in found.places}
        self._desks(here)
        for row in self._tables["service_at_location"]:
            self._offer(row, here)
        for row in self._tables["service"]:
            if row.get("id", "") not in found.used["service"]:
                found.refused.append(("service", row.get("id", ""), "deze dienst is op geen enkele plek"))
        found.categories = {
            word.strip()
            for one in (*found.desks, *found.offers)
            for word in one.cells.get("category", "").replace(";", ",").split(",")
            if word.strip()
        }
        return found

    def _settings(self) -> dict[str, object]:
        for row in self._tables["program"]:
            text = self._told.one(row.get("id", ""), "settings")
            if text:
                settings: dict[str, object] = json.loads(text)
                return settings
        return {}

    def _is_publisher(self, row: Row) -> bool:
        return bool(self._found.settings) and self._told.one(row.get("id", ""), "publisher") == "yes"

    def _under(self, table: str, column: str, its_id: str) -> list[Row]:
        if (table, column) not in self._index:
            index: defaultdict[str, list[Row]] = defaultdict(list)
            for row in self._tables[table]:
                if row.get(column):
                    index[row[column]].append(row)
            self._index[table, column] = index
        return self._index[table, column].get(its_id, [])

    def _record(self, its_id: str, cells: Cells, hours: str = "") -> Record:
        """A record with its provenance; `hours` is the id of what holds its hours."""
        told = self._told
        known = {
            "checked": told.one(its_id, "checked"),
            "checked_by": told.one(its_id, "checked_by"),
            "url": told.one(its_id, "source_url"),
        }
        record = Record(id=its_id, cells=cells, source=told.source(its_id), known=known)
        if hours:
            record.parts = tuple(told.all(hours, "hours_text"))
            cells["valid_from"], cells["valid_to"] = (
                told.one(hours, "hours_from"),
                told.one(hours, "hours_to"),
            )
            if source := told.one(hours, "hours_source"):
                own = {
                    "checked": told.one(hours, "hours_checked"),
                    "checked_by": told.one(hours, "hours_checked_by"),
                    "url": told.one(hours, "hours_url"),
                }
                record.hours_known = source, own
        return record

    def _cell(self, table: str, row: Row, column: str) -> str:
        """A value of a row, which is thereby read."""
        value = str(row.get(column, ""))
        if value:
            self._found.cells_read[table].add((row.get("id", ""), column))
        return value

    def _first(self, table: str, column: str, its_id: str, name: str) -> str:
        """A value of the first row under a record; the rows after it are left, and reported."""
        for row in self._under(table, column, its_id):
            value = self._cell(table, row, name)
            if value:
                self._found.used[table].add(row.get("id", ""))
                return value
        return ""

    def _all(self, table: str, column: str, its_id: str, *names: str) -> list[str]:
        values = []
        for row in self._under(table, column, its_id):
            value = next(filter(None, (self._cell(table, row, name) for name in names)), "")
            if value:
                self._found.used[table].add(row.get("id", ""))
                values.append(value)
        return values

    def _organisation(self, row: Row) -> None:
        its_id, told = row.get("id", ""), self._told
        partners = [one for one in self._under("contact", "organization_id", its_id) if _is_for_partners(one)]
        numbers = {
            one.get("identifier_scheme", ""): one
            for one in self._under("organization_identifier", "organization_id", its_id)
        }
        for scheme in numbers.keys() & {"NL-KVK", "ISIL"}:
            self._found.used["organization_identifier"].add(numbers[scheme].get("id", ""))
        self._found.used["contact"] |= {one.get("id", "") for one in partners}
        cells = {
            "organisation_id": its_id,
            "organisation": self._cell("organization", row, "name"),
            "organisation_kind": _KIND.get(told.one(its_id, "kind"), ""),
            "parent": self._cell("organization", row, "parent_organization_id"),
            "kvk": numbers.get("NL-KVK", {}).get("identifier", ""),
            "isil": numbers.get("ISIL", {}).get("identifier", ""),
            "website": self._cell("organization", row, "website"),
            "phone": self._first("phone", "organization_id", its_id, "number"),
            "email": self._cell("organization", row, "email"),
            "serves": ", ".join(told.all(its_id, "serves")),
            "joined_covenant": told.one(its_id, "joined_covenant"),
            "partner_contact": partners[0].get("name", "") if partners else "",
            "partner_contact_public": "ja" if partners else "",
        }
        self._found.used["organization"].add(its_id)
        self._found.organisations.append(self._record(its_id, cells))

    def _place(self, row: Row) -> None:
        its_id, told = row.get("id", ""), self._told
        addresses = self._under("address", "location_id", its_id)
        address = addresses[0] if addresses else {}
        country = address.get("country", "NL")
        if not self._found.settings and country.upper() not in ("NL", "NLD", "NEDERLAND", "NETHERLANDS"):
            self._found.refused.append(("location", its_id, f"dit adres ligt niet in Nederland ({country})"))
            return
        cells = self._own_address(its_id) if self._found.settings else self._their_address(row, address)
        cells |= {
            "location_id": its_id,
            "location": self._cell("location", row, "name"),
            "accessibility": self._accessibility(its_id),
            "step_free": _PRESENCE.get(told.one(its_id, "step_free"), "").replace(_UNKNOWN, ""),
            "computers": told.one(its_id, "computers"),
            "printers": told.one(its_id, "printers"),
            "network_checked": told.one(its_id, "network_checked"),
        }
        self._found.used["location"].add(its_id)
        self._found.used["address"].add(address.get("id", ""))
        place = self._record(its_id, cells)
        cells["opening_hours"] = "\n".join(told.all(its_id, "hours_text"))
        if not cells["opening_hours"]:
            cells["opening_hours"] = self._their_hours("location_id", its_id)[0]
        else:
            self._take_schedules("location_id", its_id)
        self._found.places.append(place)

    def _own_address(self, its_id: str) -> Cells:
        told = self._told
        match = told.one(its_id, "match")
        if match:
            self._found.matches[its_id] = {
                "level": told.one(its_id, "match_level"),
                "confidence": told.one(its_id, "match_confidence"),
                "faults": "|".join(told.all(its_id, "match_fault")),
            } | {name: str(value) for name, value in json.loads(match).items()}
        return {
            "address": told.one(its_id, "typed_address"),
            "postcode": told.one(its_id, "typed_postcode"),
            "woonplaats": told.one(its_id, "typed_woonplaats"),
            "gemeente": told.one(its_id, "stated_gemeentecode"),
            "x_rd": told.one(its_id, "x_rd"),
            "y_rd": told.one(its_id, "y_rd"),
        }

    def _their_address(self, row: Row, address: Row) -> Cells:
        lines = (self._cell("address", address, name) for name in ("address_1", "address_2"))
        self._cell("address", address, "country")
        return {
            "address": " ".join(line for line in lines if line and line != _UNKNOWN),
            "postcode": self._cell("address", address, "postal_code"),
            "woonplaats": self._cell("address", address, "city"),
            "lon": self._cell("location", row, "longitude"),
            "lat": self._cell("location", row, "latitude"),
        }

    def _accessibility(self, its_id: str) -> str:
        """The coordinator's words; where there were none, ours tell of the doorstep alone."""
        rows = self._under("accessibility", "location_id", its_id)
        self._found.used["accessibility"] |= {row.get("id", "") for row in rows}
        own = [row for row in rows if row.get("details") or not self._found.settings]
        spoken = own or [row for row in rows if "drempel" not in row.get("description", "")]
        said = [self._cell("accessibility", row, "description") for row in spoken]
        return "\n".join(filter(None, said))

    def _desks(self, here: set[str]) -> None:
        """An organisation at a location: a contact of both; else whoever the location or a service there is of."""
        found: dict[tuple[str, str], Record] = {}
        for row in self._tables["contact"]:
            pair = row.get("organization_id", ""), row.get("location_id", "")
            if all(pair) and pair[1] in here:
                its_id = row.get("id", "")
                self._found.used["contact"].add(its_id)
                cells = {
                    "name": self._cell("contact", row, "name"),
                    "category": ", ".join(self._told.categories(its_id)),
                    "phone": self._first("phone", "contact_id", its_id, "number"),
                    "email": self._cell("contact", row, "email"),
                    "website": self._told.one(its_id, "website"),
                }
                found.setdefault(pair, self._record(its_id, cells, hours=its_id))
        if not self._found.settings:
            self._their_desks(found, here)
        for (organisation, location), desk in found.items():
            desk.cells |= {"organisation_id": organisation, "location_id": location}
            self._found.desks.append(desk)

    def _their_desks(self, found: dict[tuple[str, str], Record], here: set[str]) -> None:
        for row in self._tables["location"]:
            pair = row.get("organization_id", ""), row.get("id", "")
            if all(pair) and pair[1] in here and pair not in found:
                self._cell("location", row, "organization_id")
                phone = self._first("phone", "location_id", pair[1], "number")
                found[pair] = self._record(pair[1], {"name": "", "phone": phone})
        for row in self._tables["service_at_location"]:
            service = self._by_id["service"].get(row.get("service_id", ""), {})
            pair = service.get("organization_id", ""), row.get("location_id", "")
            if all(pair) and pair[1] in here and pair not in found:
                phone = self._first("phone", "service_at_location_id", row.get("id", ""), "number")
                phone = phone or self._first("phone", "location_id", pair[1], "number")
                found[pair] = self._record(row.get("id", ""), {"name": "", "phone": phone})

    def _offer(self, row: Row, here: set[str]) -> None:
        its_id, told = row.get("id", ""), self._told
        service = self._by_id["service"].get(row.get("service_id", ""))
        if service is None or row.get("location_id", "") not in here:
            why = (
                "de dienst hiervan staat er niet bij"
                if service is None
                else "de plek hiervan is niet overgenomen"
            )
            self._found.refused.append(("service_at_location", its_id, why))
            return
        service_id = service.get("id", "")
        organisation = service.get("organization_id", "")
        if organisation not in self._by_id["organization"]:
            self._found.refused.append(
                ("service_at_location", its_id, "de organisatie hiervan staat er niet bij")
            )
            return
        presence = told.one(its_id, "presence")
        status = self._cell("service", service, "status")
        cells = {
            "organisation_id": organisation,
            "location_id": row.get("location_id", ""),
            "pillar": told.pillar(service_id),
            "category": ", ".join(told.categories(service_id)),
            "service": self._cell("service", service, "name"),
            "role": _ROLE.get(told.one(its_id, "role"), ""),
            "presence": _PRESENCE.get(presence, "") or _STATUS.get(status, _UNKNOWN),
            "appointment": _APPOINTMENT.get(told.one(service_id, "appointment"), ""),
            "audience": self._cell("service", service, "eligibility_description"),
            "languages": ", ".join(self._all("language", "service_id", service_id, "name", "code")),
            "cost": self._cost(service_id, service),
            "bring": "\n".join(self._all("required_document", "service_id", service_id, "document")),
            "course": told.one(service_id, "course"),
            "trained_volunteers": told.one(its_id, "trained_volunteers"),
            "note": self._note(row, service, presence),
        }
        offer = self._record(its_id, cells, hours=its_id)
        if self._found.settings:
            self._take_schedules("service_at_location_id", its_id)
        else:
            self._their_times(offer, its_id, service_id)
        if offer.cells["service"] == self._fallback_name(offer.cells):
            offer.cells["service"] = ""
        self._found.used["service"].add(service_id)
        self._found.used["service_at_location"].add(its_id)
        self._found.offers.append(offer)

    def _fallback_name(self, cells: Mapping[str, str]) -> str:
        """What a help without a name of its own is called: as its pillar, else as its category."""
        terms = self._tables["taxonomy_term"] if cells["pillar"] else ()
        names = [row.get("name", "") for row in terms if row.get("code") == cells["pillar"]]
        return next(iter(names), "") or cells["category"]

    def _cost(self, service_id: str, service: Row) -> str:
        options = self._all("cost_option", "service_id", service_id, "option", "amount_description", "amount")
        return self._cell("service", service, "fees_description") or "; ".join(options)

    def _note(self, row: Row, service: Row, presence: str) -> str:
        text = self._cell("service_at_location", row, "description")
        if self._found.settings:
            # Ours begins with what is said of its presence.
            for alert in ("Dit is hier niet.", "Of dit hier is, is onbekend."):
                if presence != "yes" and text.startswith(alert):
                    return text.removeprefix(alert).strip()
            return text
        return "\n".join(filter(None, (text, self._cell("service", service, "description"))))

    def _take_schedules(self, column: str, its_id: str) -> list[Row]:
        rows = self._under("schedule", column, its_id)
        self._found.used["schedule"] |= {row.get("id", "") for row in rows}
        return rows

    def _their_hours(self, column: str, its_id: str) -> tuple[str, list[Row]]:
        rows = self._under("schedule", column, its_id)
        words, unsaid = words_of(rows)
        left = {row.get("id", "") for row in unsaid}
        for row in rows:
            if row.get("id", "") not in left:
                self._found.used["schedule"].add(row.get("id", ""))
                for name in ("opens_at", "closes_at", "byday", "freq", "interval", "wkst"):
                    self._cell("schedule", row, name)
        return words, [row for row in rows if row.get("id", "") not in left]

    def _their_times(self, offer: Record, its_id: str, service_id: str) -> None:
        words, rows = self._their_hours("service_at_location_id", its_id)
        if not words:
            words, rows = self._their_hours("service_id", service_id)
        offer.parts = (words,) if words else ()
        for cell, names in (("valid_from", ("valid_from", "dtstart")), ("valid_to", ("valid_to", "until"))):
            days = {next(filter(None, (row.get(name, "") for name in names)), "")[:10] for row in rows}
            if len(days) == 1:
                offer.cells[cell] = days.pop()
                for row in rows:
                    for name in names:
                        self._cell("schedule", row, name)


def _is_for_partners(contact: Row) -> bool:
    return contact.get("department") == "Contact voor partners" and not contact.get("location_id")


def every_cell(package: Package) -> Iterator[tuple[str, str, str, str]]:
    """Table, id, column and value of everything in a file but ids and references."""
    for table, rows in package.tables.items():
        for row in rows:
            for name, value in row.items():
                if name != "id" and not name.endswith("_id"):
                    yield table, row.get("id", ""), name, value
