"""Organisations in HSDS, and their desks: a contact of an organization at a location."""

from __future__ import annotations

from collections.abc import Mapping

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.hsds.collecting import Collected
from sociale_kaart.export.hsds.program import category_id
from sociale_kaart.export.hsds.times import Times
from sociale_kaart.hsds.extension import CATEGORY
from sociale_kaart.hsds.ids import hsds_id, record_id
from sociale_kaart.model import Listing, Organisation, OrganisationKind

_KINDS = {
    OrganisationKind.LIBRARY: "Bibliotheek.",
    OrganisationKind.PARTNER: "Maatschappelijke organisatie.",
    OrganisationKind.GOVERNMENT: "Overheid.",
    OrganisationKind.UNKNOWN: "Wat voor organisatie dit is, is onbekend.",
}


def put_organisations(found: Collected, data: MapData, names: Mapping[str, str]) -> None:
    """Every organisation with its numbers and how to reach it; a contact for partners only where it is public."""
    for one in data.inventory.organisations:
        its_id = record_id("organization", one.id)
        found.put(
            "organization",
            id=its_id,
            name=one.name,
            description=_KINDS[one.kind],
            email=as_email(one.email),
            website=as_url(one.website),
            parent_organization_id=record_id("organization", one.parent) if one.parent else "",
        )
        _put_numbers(found, one, its_id)
        put_phone(found, one.phone, "organization_id", its_id)
        if one.partner_contact_public:
            found.put(
                "contact",
                id=hsds_id("contact", its_id, "partners"),
                organization_id=its_id,
                name=one.partner_contact,
                department="Contact voor partners",
            )
        found.attribute("organization", its_id, "kind", one.kind.value)
        found.attribute("organization", its_id, "joined_covenant", one.joined_covenant)
        found.attributes("organization", its_id, "serves", one.serves)
        found.provenance("organization", its_id, one.provenance, names.get(one.provenance.source, ""))


def _put_numbers(found: Collected, one: Organisation, its_id: str) -> None:
    for scheme, kind, number in (("NL-KVK", "KvK-nummer", one.kvk), ("ISIL", "ISIL", one.isil)):
        if number:
            found.put(
                "organization_identifier",
                id=hsds_id("identifier", its_id, scheme),
                organization_id=its_id,
                identifier_scheme=scheme,
                identifier_type=kind,
                identifier=number,
            )


def put_phone(found: Collected, number: str, column: str, its_id: str) -> None:
    """A telephone number of a record; nothing where none is known."""
    if number:
        found.put("phone", id=hsds_id("phone", its_id), **{column: its_id}, number=number, type="voice")


def as_email(text: str) -> str:
    """An e-mail address, which the schema wants where anything is told; "" for a text that is none."""
    return text if "@" in text else ""


def as_url(text: str) -> str:
    """A web address; "" for a text that is none."""
    return text if text.startswith(("https://", "http://")) else ""


def desk_id(listing: Listing) -> str:
    """The UUID of an organisation's desk at a location."""
    return hsds_id(
        "desk",
        record_id("organization", listing.organisation_id),
        record_id("location", listing.location_id),
    )


def put_desks(found: Collected, data: MapData, times: Times, names: Mapping[str, str]) -> None:
    """Every organisation at a location, also where nothing is known of what it offers there."""
    for one in data.inventory.listings:
        its_id = desk_id(one)
        found.put(
            "contact",
            id=its_id,
            organization_id=record_id("organization", one.organisation_id),
            location_id=record_id("location", one.location_id),
            name=one.name,
            email=as_email(one.email),
        )
        put_phone(found, one.phone, "contact_id", its_id)
        found.attribute("contact", its_id, "website", one.website)
        for category in one.categories:
            found.classified("contact", its_id, CATEGORY, category_id(category), category)
        times.put_words("contact", its_id, one.schedule, one.provenance)
        found.provenance("contact", its_id, one.provenance, names.get(one.provenance.source, ""))
