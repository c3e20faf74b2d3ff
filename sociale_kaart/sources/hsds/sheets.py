"""Lays what an HSDS file says out over sheets, so that the rows tell each thing once and from its own source.

A place is told in a row with its organisation, because that row is also where their desk comes from. A desk that says
no more than the offers at it needs no row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sociale_kaart.model import fold
from sociale_kaart.sources.hsds.records import Cells, Record, Records

_CONTACT = ("phone", "email", "website")

# Of each kind of sheet the columns, field -> heading.
HEADINGS: Mapping[str, Mapping[str, str]] = {
    "organisations": {
        "id": "Rij",
        "organisation_id": "Nr",
        "organisation": "Organisatie",
        "organisation_kind": "Soort",
        "parent": "Onderdeel van",
        "kvk": "KvK",
        "isil": "ISIL",
        "website": "Website",
        "phone": "Telefoon",
        "email": "E-mail",
        "serves": "Werkt in gemeenten",
        "joined_covenant": "Convenant sinds",
        "partner_contact": "Contact voor partners",
        "partner_contact_public": "Contact openbaar",
    },
    "wide": {
        "id": "Rij",
        "organisation_id": "Organisatie nr",
        "organisation": "Organisatie",
        "category": "Soort hulp",
        "schedule": "Tijden",
        "valid_from": "Vanaf",
        "valid_to": "Tot en met",
        "phone": "Telefoon",
        "email": "E-mail",
        "website": "Website",
    },
    "locations": {"id": "Rij", "organisation_id": "Organisatie nr"},
    "offers": {
        "id": "Rij",
        "organisation_id": "Organisatie nr",
        "location_id": "Plek nr",
        "pillar": "Pijler",
        "category": "Soort hulp",
        "service": "Wat",
        "role": "Rol",
        "presence": "Aanwezig",
        "schedule": "Tijden",
        "valid_from": "Vanaf",
        "valid_to": "Tot en met",
        "appointment": "Afspraak",
        "audience": "Voor wie",
        "languages": "Talen",
        "cost": "Kosten",
        "bring": "Meenemen",
        "course": "Cursus",
        "trained_volunteers": "Getrainde vrijwilligers",
        "note": "Opmerking",
    },
}
PLACE_HEADINGS: Mapping[str, str] = {
    "location_id": "Plek nr",
    "location": "Plek",
    "address": "Adres",
    "postcode": "Postcode",
    "woonplaats": "Woonplaats",
    "gemeente": "Gemeente",
    "x_rd": "X (RD)",
    "y_rd": "Y (RD)",
    "lon": "Lengtegraad",
    "lat": "Breedtegraad",
    "accessibility": "Toegankelijkheid",
    "step_free": "Zonder drempel",
    "computers": "Computers",
    "printers": "Printers",
    "network_checked": "Netwerk gecontroleerd op",
    "opening_hours": "Gebouw open",
}
KNOWN_HEADINGS: Mapping[str, str] = {
    "checked": "Gecontroleerd op",
    "checked_by": "Gecontroleerd door",
    "url": "Bronpagina",
}


@dataclass(slots=True)
class Sheet:
    """One source of a map: its kind, the code of where it comes from, and its rows."""

    kind: str
    source: str
    part: str
    rows: list[Cells] = field(default_factory=list)


def headings_of(kind: str) -> Mapping[str, str]:
    """Field -> heading of every column of a kind of sheet."""
    place = PLACE_HEADINGS if kind in ("wide", "locations") else {}
    return {**HEADINGS[kind], **place, **KNOWN_HEADINGS}


def sheets_of(records: Records) -> list[Sheet]:
    """The sheets, in the order in which a map must read them."""
    return _Laying(records).sheets()


class _Laying:
    def __init__(self, records: Records) -> None:
        self._records = records
        self._sheets: dict[tuple[str, str, str], Sheet] = {}
        self._organisations = {one.id: one for one in records.organisations}
        self._desks: defaultdict[str, list[Record]] = defaultdict(list)
        for desk in records.desks:
            self._desks[desk.cells["location_id"]].append(desk)
        self._offers: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
        # As a map will read them: by source, and within a source as they stand.
        for offer in sorted(records.offers, key=lambda one: one.source):
            self._offers[offer.cells["organisation_id"], offer.cells["location_id"]].append(offer)

    def sheets(self) -> list[Sheet]:
        for one in self._records.organisations:
            self._put("organisations", "", one, one.cells)
        for place in self._records.places:
            self._lay_place(place)
        for offer in self._records.offers:
            self._lay_offer(offer)
        order = {"organisations": 0, "wide": 1, "locations": 2, "offers": 3}
        return sorted(self._sheets.values(), key=lambda one: (order[one.kind], one.part, one.source))

    def _lay_place(self, place: Record) -> None:
        desks = self._desks.get(place.id, [])
        hosts = [one for one in desks if one.provenance == place.provenance]
        further = [one for one in desks if not self._is_plain(one) or not self._is_made_by_offers(one)]
        if not hosts and not further:
            self._put("locations", "", place, place.cells)
            return
        host = next(iter(hosts), None)
        others = [one for one in further if one is not host]
        if host is not None and self._is_plain(host) and not others:
            whose = {"organisation_id": host.cells["organisation_id"]}
            self._put("locations", "", place, place.cells | whose)
            return
        if host is None:
            self._put("locations", "", place, place.cells)
        else:
            self._lay_desk(place, host, "")
        for desk in others:
            self._lay_desk(place, desk, "desks")

    def _lay_desk(self, place: Record, desk: Record, part: str) -> None:
        """A desk in a row that describes the place too; of several texts about hours each in its own row."""
        organisation = self._organisations.get(desk.cells["organisation_id"])
        name = organisation.cells["organisation"] if organisation else ""
        described = dict(place.cells) if not part else _where(place.cells)
        # A library is called as its building wherever its row names that.
        is_library = organisation is not None and organisation.cells["organisation_kind"] == "bibliotheek"
        if is_library and desk.cells["name"] == name != place.cells["location"]:
            described["location"] = ""
            if not part and place.cells["location"]:
                self._put("locations", "names", place, _where(place.cells))
        cells = described | {key: value for key, value in desk.cells.items() if key != "name"}
        self._put_parts("wide", part, desk, cells | {"organisation": name})

    def _lay_offer(self, offer: Record) -> None:
        if offer.hours_known is None:
            self._put_parts("offers", "", offer, offer.cells)
            return
        self._put("offers", "", offer, offer.cells)
        source, known = offer.hours_known
        told = Record(
            id=f"{offer.id}-tijden", cells=offer.cells, source=source, known=known, parts=offer.parts
        )
        self._put_parts("offers", "hours", told, offer.cells)

    def _put_parts(self, kind: str, part: str, record: Record, cells: Cells) -> None:
        for nth, text in enumerate(record.parts or ("",)):
            mark = f"-{nth + 1}" if nth else ""
            self._put(kind, part, record, cells | {"schedule": text}, mark)

    def _put(self, kind: str, part: str, record: Record, cells: Cells, mark: str = "") -> None:
        key = kind, part, record.source
        sheet = self._sheets.setdefault(key, Sheet(kind=kind, source=record.source, part=part))
        sheet.rows.append({"id": f"{record.id}{mark}", **cells, **record.known})

    def _is_plain(self, desk: Record) -> bool:
        """Whether a desk says nothing that its organisation and its offers do not."""
        organisation = self._organisations.get(desk.cells["organisation_id"])
        if organisation is None or desk.parts or desk.cells.get("valid_from") or desk.cells.get("valid_to"):
            return False
        if desk.cells["name"] not in ("", organisation.cells["organisation"]):
            return False
        if any(desk.cells.get(name, "") not in ("", organisation.cells[name]) for name in _CONTACT):
            return False
        return _words(desk.cells.get("category", "")) <= {
            word for offer in self._offers_at(desk) for word in _words(offer.cells["category"])
        }

    def _is_made_by_offers(self, desk: Record) -> bool:
        offers = self._offers_at(desk)
        return bool(offers) and (not desk.source or offers[0].provenance == desk.provenance)

    def _offers_at(self, desk: Record) -> list[Record]:
        return self._offers.get((desk.cells["organisation_id"], desk.cells["location_id"]), [])


def _words(category: str) -> set[str]:
    return {fold(word) for word in category.replace(";", ",").split(",") if word.strip()}


def _where(cells: Cells) -> Cells:
    """Only what says which place it is."""
    names = (
        "location_id",
        "location",
        "address",
        "postcode",
        "woonplaats",
        "gemeente",
        "x_rd",
        "y_rd",
        "lon",
        "lat",
    )
    return {name: cells[name] for name in names if name in cells}


def filled_columns(sheet: Sheet) -> Mapping[str, str]:
    """Field -> heading of the columns in which some row of a sheet says anything, and of those it cannot do without."""
    needed = {
        "organisations": {"organisation"},
        "wide": {"organisation", "location"},
        "locations": {"location"},
        "offers": {"organisation_id", "location_id"},
    }[sheet.kind]
    return {
        name: heading
        for name, heading in headings_of(sheet.kind).items()
        if name in needed or any(row.get(name) for row in sheet.rows)
    }


def lines(sheet: Sheet) -> Iterator[list[str]]:
    """The rows of a sheet as its file has them, the headings first."""
    columns = filled_columns(sheet)
    yield list(columns.values())
    for row in sheet.rows:
        yield [row.get(name, "") for name in columns]
