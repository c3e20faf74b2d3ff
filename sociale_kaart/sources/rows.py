"""Parses rows field by field, and says what a row of its kind cannot do without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TypeVar

from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.hours.reading import known_true_on, parsed, read_schedule
from sociale_kaart.kaarttoml import KaartConfig, SourcePart
from sociale_kaart.model import (
    AddressInput,
    Pillar,
    Presence,
    Provenance,
    Schedule,
    fold,
)
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.columns import SourceRow, SourceRows
from sociale_kaart.sources.fields.address import (
    parse_address_line,
    parse_gemeente,
    parse_huisnummer,
    parse_postcode,
)
from sociale_kaart.sources.fields.contact import parse_email, parse_phone, parse_url
from sociale_kaart.sources.fields.coordinates import Point, parse_point
from sociale_kaart.sources.fields.dates import parse_checked, parse_date, parse_past_date
from sociale_kaart.sources.fields.identity import parse_isil, parse_kvk
from sociale_kaart.sources.fields.numbers import parse_count
from sociale_kaart.sources.fields.words import (
    parse_appointment,
    parse_kind,
    parse_languages,
    parse_list,
    parse_pillars,
    parse_presence,
    parse_role,
)
from sociale_kaart.sources.hourcells import HoursCell, one_line, weekday_lines
from sociale_kaart.sources.hourfaults import reading_fault
from sociale_kaart.sources.reading import Fault, Reading, says_unknown
from sociale_kaart.sources.said import SaidLocation, SaidOffer, SaidOrganisation, SaidRow

T = TypeVar("T")
Dates = tuple[date | None, date | None]


class RowReader:
    """Reads the fields of one row and gathers the problems on the way."""

    def __init__(self, row: SourceRow, headings: Callable[[str], str]) -> None:
        self._row = row
        self._heading = headings
        self.problems: list[Problem] = list(row.problems)

    def has(self, name: str) -> bool:
        """Whether the row has a cell for a field, from its sheet or from correcties.csv; it may be empty."""
        return name in self._row.values

    @property
    def values(self) -> Mapping[str, str]:
        """The fields of the row as they stand there."""
        return self._row.values

    def text(self, name: str) -> str:
        """A field as text on one line; "" where it is empty or says that it is unknown."""
        value = " ".join(self._row.values.get(name, "").split())
        return "" if says_unknown(value) else value

    def lines(self, name: str) -> str:
        """A field as text that keeps its line breaks."""
        value = self._row.values.get(name, "")
        return "" if says_unknown(value) else value

    def read(self, name: str, parse: Callable[[str], Reading[T]]) -> T:
        """A field through its parser."""
        return self.read_cell(self._row.values.get(name, ""), self._heading(name), parse)

    def read_cell(self, text: str, heading: str, parse: Callable[[str], Reading[T]]) -> T:
        """A cell that is no field of its own, such as a pillar's column."""
        reading = parse(text)
        for fault in reading.faults:
            self.report(fault, column=heading, value=text)
        return reading.value

    def report(self, fault: Fault, *, column: str = "", value: str = "") -> None:
        """Add a fault of this row."""
        self.problems.append(self._row.ref.problem(fault, column=column, value=value))

    def heading(self, name: str) -> str:
        """The coordinator's heading of a field."""
        return self._heading(name)


@dataclass(frozen=True, slots=True)
class RowParser:
    """Parses rows of one source; `today` decides what is stale or in the future."""

    config: KaartConfig
    rows: SourceRows
    today: date

    @property
    def source(self) -> SourcePart:
        return self.rows.source

    @property
    def pillars(self) -> tuple[Pillar, ...]:
        return tuple(part.pillar() for part in self.config.pillars)

    def parse(self, row: SourceRow) -> SaidRow:
        """What a row says, with every problem in it; a row with an error says nothing usable."""
        if any(problem.severity is Severity.ERROR for problem in row.problems):
            # Its cells may have shifted: what is read from them would only add confusion.
            return SaidRow(
                ref=row.ref,
                kind=self.source.kind,
                provenance=Provenance(source=row.ref.source, row=row.ref.number),
                problems=row.problems,
            )
        reader = RowReader(row, self.rows.heading)
        kind = self.source.kind
        provenance = self._provenance(reader, row.ref.number)
        has_place, has_help = kind != "organisations", kind in ("wide", "offers")
        organisation = self._organisation(reader)
        location = self._location(reader) if has_place else None
        categories = reader.read("category", parse_list) if has_help else ()
        named = self._named_pillars(reader) if has_help else ()
        dates = self._dates(reader) if has_help else (None, None)
        hours = self._hours(reader, dates)
        known_on = known_true_on(provenance)
        cells = tuple(
            HoursCell(ref=row.ref, heading=heading, text=text, known_on=known_on)
            for heading, text in self._hours_said(reader, row, has_place=has_place, has_help=has_help)
        )
        self._report_hours(reader, cells)
        # The hours of a row that is about one pillar belong to that pillar; else to the desk as a whole.
        one_kind_of_help = kind == "offers" or len(named) == 1
        offers = self._offers(reader, row, named, categories, hours if one_kind_of_help else None, dates)
        if organisation is None and location is not None and kind == "wide" and location.name:
            organisation = SaidOrganisation(name=location.name)
        for fault in self._lacking(organisation, location, reader):
            reader.report(fault)
        return SaidRow(
            ref=row.ref,
            kind=kind,
            provenance=provenance,
            organisation=organisation,
            location=location,
            offers=offers,
            categories=categories,
            schedule=None if one_kind_of_help else hours,
            hours=cells,
            problems=tuple(dict.fromkeys(reader.problems)),
        )

    def _provenance(self, reader: RowReader, number: int) -> Provenance:
        return Provenance(
            source=self.source.id,
            row=number,
            supplier=self.source.supplier,
            licence=self.source.licence,
            as_of=self.source.as_of,
            checked=reader.read("checked", partial(parse_checked, today=self.today)),
            checked_by=reader.text("checked_by"),
            url=reader.read("url", parse_url) or str(self.source.url or ""),
        )

    def _organisation(self, reader: RowReader) -> SaidOrganisation | None:
        organisation = SaidOrganisation(
            name=reader.text("organisation"),
            organisation_id=reader.text("organisation_id"),
            kind=reader.read("organisation_kind", parse_kind),
            parent=reader.text("parent"),
            kvk=reader.read("kvk", parse_kvk),
            isil=reader.read("isil", parse_isil),
            website=reader.read("website", parse_url),
            phone=reader.read("phone", parse_phone),
            email=reader.read("email", parse_email),
            serves=self._serves(reader),
            joined_covenant=reader.read("joined_covenant", partial(parse_past_date, today=self.today)),
            partner_contact=reader.lines("partner_contact"),
            partner_contact_public=reader.read("partner_contact_public", parse_presence),
        )
        return organisation if organisation.name or organisation.organisation_id else None

    def _serves(self, reader: RowReader) -> tuple[str, ...]:
        names = reader.read("serves", parse_list)
        heading = self.rows.heading("serves")
        codes = (reader.read_cell(name, heading, parse_gemeente) for name in names)
        return tuple(dict.fromkeys(code for code in codes if code))

    def _location(self, reader: RowReader) -> SaidLocation:
        gemeentecode = reader.read("gemeente", parse_gemeente)
        text = _address_text(reader)
        postcode = reader.read("postcode", parse_postcode)
        if any(problem.code == "po_box" for problem in reader.problems):
            # The postcode of a PO box lies at a post office.
            postcode = ""
        return SaidLocation(
            name=reader.text("location"),
            location_id=reader.text("location_id"),
            address=AddressInput(
                text=text,
                postcode=postcode,
                woonplaats=reader.text("woonplaats") or ("" if postcode else _name(gemeentecode)),
                gemeentecode=gemeentecode,
            ),
            gemeentecode=gemeentecode,
            point=self._point(reader),
            accessibility=reader.lines("accessibility"),
            step_free=reader.read("step_free", parse_presence),
            computers=reader.read("computers", parse_count),
            printers=reader.read("printers", parse_count),
            network_checked=reader.read("network_checked", partial(parse_past_date, today=self.today)),
            opening_hours=read_schedule(reader.lines("opening_hours")),
        )

    def _hours(self, reader: RowReader, dates: Dates) -> Schedule | None:
        """The row's hours: of a column per weekday each cell on its own, with the remark that holds for all of them."""
        remark = reader.lines("schedule")
        cells = [text for _, text in weekday_lines(reader.values)]
        parts = [one_line(f"{cell}\n{remark}") for cell in cells]
        return read_schedule("\n".join((*cells, remark)), *dates, parts=parts)

    def _hours_said(
        self, reader: RowReader, row: SourceRow, *, has_place: bool, has_help: bool
    ) -> Iterator[tuple[str, str]]:
        """Heading and text, on one line, of every cell that speaks of hours."""
        said: list[tuple[str, str]] = []
        if has_place:
            said.append((reader.heading("opening_hours"), reader.lines("opening_hours")))
        if has_help:
            said.append((reader.heading("schedule"), reader.lines("schedule")))
            said += [(reader.heading(name), text) for name, text in weekday_lines(row.values)]
            said += [
                (self.source.schedules[pillar], text)
                for pillar, text in row.schedules.items()
                if not says_unknown(text)
            ]
        for heading, text in dict.fromkeys(said):
            if line := one_line(text):
                yield heading, line

    def _report_hours(self, reader: RowReader, cells: tuple[HoursCell, ...]) -> None:
        for cell in cells:
            found = parsed(cell.text, self.config.hours.language, cell.known_on)
            if fault := reading_fault(found):
                reader.report(fault, column=cell.heading, value=cell.text)

    def _point(self, reader: RowReader) -> Point | None:
        for first, second, system in (("x_rd", "y_rd", "rd"), ("lon", "lat", "wgs84")):
            a, b = reader.text(first), reader.text(second)
            if not (a or b):
                continue
            headings = " en ".join(filter(None, (self.rows.heading(first), self.rows.heading(second))))
            reading = parse_point(a, b, system)
            for fault in reading.faults:
                reader.report(fault, column=headings, value=" / ".join(filter(None, (a, b))))
            if reading.value is not None:
                return reading.value
        return None

    def _dates(self, reader: RowReader) -> Dates:
        """From and to when the help of a row is there; they hold without hours too."""
        valid_from, valid_to = reader.read("valid_from", parse_date), reader.read("valid_to", parse_date)
        if valid_from and valid_to and valid_to < valid_from:
            reader.report(
                _dates_reversed(), column=self.rows.heading("valid_to"), value=reader.text("valid_to")
            )
        return valid_from, valid_to

    def _named_pillars(self, reader: RowReader) -> tuple[str, ...]:
        # A row that is about help alone is nothing without it; a place can do without one pillar more.
        severity = Severity.ERROR if self.source.kind == "offers" else Severity.WARNING
        return reader.read("pillar", partial(parse_pillars, pillars=self.pillars, severity=severity))

    def _offers(
        self,
        reader: RowReader,
        row: SourceRow,
        named: tuple[str, ...],
        categories: tuple[str, ...],
        hours: Schedule | None,
        dates: Dates,
    ) -> tuple[SaidOffer, ...]:
        """One offer per pillar the row speaks of; where it names a service without a pillar, one for that."""
        if self.source.kind not in ("wide", "offers"):
            return ()
        details = self._details(reader)
        hours_of = {pillar: text for pillar, text in row.schedules.items() if not says_unknown(text)}
        offers = []
        for pillar, presence in self._presences(reader, row, named, categories).items():
            own = read_schedule(hours_of.get(pillar, ""), *dates)
            given = hours if pillar in named and pillar not in hours_of else None
            offers.append(replace(details, pillar=pillar, presence=presence, schedule=given or own))
        known = any(offer.presence is not Presence.UNKNOWN for offer in offers)
        if not known and self._is_help_without_pillar(reader, details, categories):
            # The help that the row names is none of the pillars of which it does not know.
            offers = [replace(offer, service="", category="") for offer in offers]
            offers.append(replace(details, presence=self._stated_presence(reader), schedule=hours))
        for offer in offers:
            if offer.presence is Presence.NO and offer.schedule is not None and offer.schedule.text:
                reader.report(_hours_but_no(offer))
        return tuple(offers)

    def _is_help_without_pillar(
        self, reader: RowReader, details: SaidOffer, categories: tuple[str, ...]
    ) -> bool:
        if reader.text("pillar"):
            return False
        return bool(details.service or (categories and self.source.kind == "offers"))

    def _presences(
        self, reader: RowReader, row: SourceRow, named: tuple[str, ...], categories: tuple[str, ...]
    ) -> dict[str, Presence]:
        """Pillar -> what the row says of it; a plain yes or no wins over what a category stands for.

        Only an empty cell is silence: "onbekend", or a word that nobody understands, is said and kept
        (docs/decisions/0004-silence-said-unknown-and-complete.md).
        """
        by_category = {fold(name): pillars for name, pillars in self.config.categories.items()}
        said = {pillar: Presence.YES for name in categories for pillar in by_category.get(fold(name), ())}
        for pillar in row.schedules:
            if not says_unknown(row.schedules[pillar]):
                said[pillar] = Presence.YES
        said |= dict.fromkeys(named, self._stated_presence(reader))
        for pillar, text in row.presence.items():
            presence = reader.read_cell(text, self.source.presence[pillar], parse_presence)
            if presence is not Presence.UNKNOWN:
                said[pillar] = presence
            elif text:
                said.setdefault(pillar, presence)
        return said

    def _stated_presence(self, reader: RowReader) -> Presence:
        """What the column `presence` says of the pillars named beside it; without that column naming is a yes."""
        given = "presence" in self.source.defaults or reader.has("presence")
        return reader.read("presence", parse_presence) if given else Presence.YES

    def _details(self, reader: RowReader) -> SaidOffer:
        return SaidOffer(
            category=reader.text("category"),
            service=reader.text("service"),
            role=reader.read("role", parse_role),
            appointment=reader.read("appointment", parse_appointment),
            audience=reader.text("audience"),
            languages=reader.read("languages", parse_languages),
            cost=reader.text("cost"),
            bring=reader.lines("bring"),
            course=reader.text("course"),
            trained_volunteers=reader.read("trained_volunteers", parse_count),
            note=reader.lines("note"),
        )

    def _lacking(
        self, organisation: SaidOrganisation | None, location: SaidLocation | None, reader: RowReader
    ) -> list[Fault]:
        """What a row of this kind cannot do without."""
        kind = self.source.kind
        faults = []
        if kind != "locations" and organisation is None:
            faults.append(_error("name_missing", "deze rij noemt geen organisatie.", "Vul de naam in."))
        if kind == "organisations" and organisation is not None and not organisation.name:
            faults.append(_error("name_missing", "deze organisatie heeft geen naam.", "Vul de naam in."))
        if kind in ("wide", "locations") and location is not None and not location.can_be_found:
            faults.append(
                _error(
                    "place_missing",
                    "deze rij zegt niet waar het is: er is geen bruikbaar adres, geen punt en geen gemeente.",
                    "Vul straat, huisnummer en woonplaats in.",
                )
            )
        if kind == "offers" and location is not None and not (location.name or location.location_id):
            faults.append(
                _error(
                    "place_missing", "deze rij noemt geen plek.", "Vul de naam of het nummer van de plek in."
                )
            )
        if (
            kind == "offers"
            and organisation is not None
            and not reader.problems
            and not self._offered(reader)
        ):
            faults.append(
                _error("offer_missing", "deze rij noemt geen pijler en geen soort hulp.", "Vul de pijler in.")
            )
        return faults

    def _offered(self, reader: RowReader) -> bool:
        return bool(reader.text("pillar") or reader.text("service") or reader.text("category"))


def _address_text(reader: RowReader) -> str:
    line = reader.read("address", parse_address_line)
    if line:
        return line
    street = reader.text("street")
    number = reader.read("huisnummer", parse_huisnummer) + reader.text("huisletter")
    suffix = reader.text("huisnummertoevoeging")
    number = f"{number}-{suffix}" if number and suffix else number
    if not street:
        return ""
    if reader.text("huisnummer"):
        return f"{street} {number}".strip()
    return reader.read_cell(f"{street} {number}".strip(), reader.heading("street"), parse_address_line)


def _dates_reversed() -> Fault:
    return Fault(
        "dates_reversed",
        "is een einddatum die vóór de begindatum ligt.",
        "Verwissel de twee datums, of verbeter het jaar.",
    )


def _hours_but_no(offer: SaidOffer) -> Fault:
    return Fault(
        "hours_but_no",
        f'hier staan tijden bij "{offer.pillar}", maar ook dat het er niet is; de kaart houdt het op nee.',
        "Verander de nee in ja, of haal de tijden weg.",
    )


def _error(code: str, message: str, remedy: str) -> Fault:
    return Fault(code, message, remedy, Severity.ERROR)


def _name(gemeentecode: str) -> str:
    # Where only the gemeente is known, its name tells one Kerkstraat 1 from the next.
    return gemeenten()[gemeentecode].naam if gemeentecode else ""
