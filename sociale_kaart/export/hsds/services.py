"""Services in HSDS, and where they are offered. What is not there, or not known to be, is told and never `active`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.export.desks import Desk, desk_of_offer
from sociale_kaart.export.examplenotice import EXAMPLE_NOTICE
from sociale_kaart.export.hsds.collecting import Collected
from sociale_kaart.export.hsds.program import category_id, pillar_id, program_id
from sociale_kaart.export.hsds.times import Times, words_of
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.hsds.extension import CATEGORY, PILLAR
from sociale_kaart.hsds.ids import hsds_id, record_id
from sociale_kaart.model import Appointment, Offer, Presence, Schedule, Service, fold

STATUS = {Presence.YES: "active", Presence.NO: "inactive", Presence.UNKNOWN: "inactive"}
_ALERTS = {
    Presence.YES: "",
    Presence.NO: "Dit is hier niet.",
    Presence.UNKNOWN: "Of dit hier is, is onbekend.",
}
_APPOINTMENTS = {
    Appointment.NEEDED: "Maak een afspraak.",
    Appointment.POSSIBLE: "U kunt een afspraak maken.",
    Appointment.NONE: "Zonder afspraak.",
    Appointment.UNKNOWN: "",
}
_FREE = frozenset(["gratis", "geen", "kosteloos", "free", "none"])


def put_services(
    found: Collected, data: MapData, hours: MapHours, times: Times, names: Mapping[str, str]
) -> None:
    """Every service once for each thing that is said of its presence, and every offer under it."""
    offers: defaultdict[tuple[str, Presence], list[Offer]] = defaultdict(list)
    for offer in data.inventory.offers:
        offers[offer.service_id, offer.presence].append(offer)
    ids = dict(offer_ids(data))
    for (service_id, presence), its_offers in offers.items():
        service = data.services[service_id]
        its_id = service_uuid(service, presence)
        _put_service(found, data, service, presence, its_offers, its_id)
        for offer in its_offers:
            _put_offer(found, offer, its_id, ids[offer.id])
            times.put_words("service_at_location", ids[offer.id], offer.schedule, offer.provenance)
            _put_times(data, hours, times, offer, ids[offer.id])
            name = names.get(offer.provenance.source, "")
            found.provenance("service_at_location", ids[offer.id], offer.provenance, name)


def service_uuid(service: Service, presence: Presence) -> str:
    """The UUID of a service: all that it says, in ids that a round trip keeps."""
    return hsds_id(
        "service",
        record_id("organization", service.organisation_id),
        *service.said,
        presence.value,
    )


def offer_ids(data: MapData) -> Iterator[tuple[str, str]]:
    """Id of each offer with its UUID: what is offered where; of several alike all but the first tell more."""
    alike: defaultdict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for offer in data.inventory.offers:
        service = data.services[offer.service_id]
        what: tuple[str, ...] = (
            record_id("organization", offer.organisation_id),
            record_id("location", offer.location_id),
            service.pillar,
            fold(service.name),
        )
        hours = offer.schedule or Schedule(text="")
        which: tuple[str, ...] = (
            str(hours.valid_from or ""),
            str(hours.valid_to or ""),
            fold(service.course),
            offer.role.value,
            fold(service.audience),
            fold(",".join(service.languages)),
        )
        alike[what].append((which, offer.id))
    for what, several in alike.items():
        for nth, (which, offer_id) in enumerate(sorted(several)):
            yield offer_id, hsds_id("service_at_location", *what, *(which if nth else ()))


def _put_service(
    found: Collected,
    data: MapData,
    service: Service,
    presence: Presence,
    offers: Iterable[Offer],
    its_id: str,
) -> None:
    pillar = next((one for one in data.pillars if one.id == service.pillar), None)
    organisation = data.organisations[service.organisation_id]
    checked = max((one.provenance.checked for one in offers if one.provenance.checked), default=None)
    found.put(
        "service",
        id=its_id,
        organization_id=record_id("organization", service.organisation_id),
        program_id=program_id(data) if pillar else "",
        name=service.name or (pillar.name if pillar else service.category) or organisation.name,
        description=pillar.description if pillar else "",
        status=STATUS[presence],
        application_process=_APPOINTMENTS[service.appointment],
        fees_description=service.cost,
        eligibility_description=service.audience,
        assured_date=checked.isoformat() if checked else "",
        alert=" ".join(filter(None, (EXAMPLE_NOTICE if data.config.example else "", _ALERTS[presence]))),
        last_modified=_last_known(offers),
    )
    if pillar is not None:
        found.classified("service", its_id, PILLAR, pillar_id(pillar.id), pillar.name)
    if service.category:
        found.classified("service", its_id, CATEGORY, category_id(service.category), service.category)
    found.attribute("service", its_id, "appointment", service.appointment.value)
    found.attribute("service", its_id, "course", service.course)
    _put_details(found, service, its_id)
    for code in organisation.serves:
        found.put(
            "service_area",
            id=hsds_id("service_area", its_id, code),
            service_id=its_id,
            name=gemeenten()[code].naam if code in gemeenten() else code,
            extent=code,
            extent_type="text",
        )


def _put_details(found: Collected, service: Service, its_id: str) -> None:
    if service.cost:
        free = fold(service.cost) in _FREE
        found.put(
            "cost_option",
            id=hsds_id("cost_option", its_id),
            service_id=its_id,
            option=service.cost,
            currency="EUR" if free else "",
            amount=0 if free else None,
        )
    if service.bring:
        found.put(
            "required_document",
            id=hsds_id("required_document", its_id),
            service_id=its_id,
            document=service.bring,
        )
    for language in service.languages:
        found.put("language", id=hsds_id("language", its_id, language), service_id=its_id, name=language)


def _last_known(offers: Iterable[Offer]) -> str:
    """The map keeps no moments of change: the last day on which somebody held this to be true stands for it."""
    days = [
        day for one in offers for day in (one.provenance.as_of, one.provenance.checked) if day is not None
    ]
    return f"{max(days).isoformat()}T00:00:00Z" if days else ""


def _put_offer(found: Collected, offer: Offer, service_id: str, its_id: str) -> None:
    found.put(
        "service_at_location",
        id=its_id,
        service_id=service_id,
        location_id=record_id("location", offer.location_id),
        description=" ".join(filter(None, (_ALERTS[offer.presence], offer.note))),
    )
    found.attribute("service_at_location", its_id, "presence", offer.presence.value)
    found.attribute("service_at_location", its_id, "role", offer.role.value)
    found.attribute("service_at_location", its_id, "trained_volunteers", offer.trained_volunteers)


def _put_times(data: MapData, hours: MapHours, times: Times, offer: Offer, its_id: str) -> None:
    """Of a help that is not there no hours are told; one without hours of its own has those of its desk."""
    if offer.presence is Presence.NO or not times.tells_schedules:
        return
    desk = desk_of_offer(data, hours, offer)
    if desk is not None:
        own = offer.schedule if offer.schedule and offer.schedule.text else _of_desk(data, offer)
        times.put_schedules(
            _in_words(desk, own),
            ("service_at_location_id", its_id),
            own.provenance if own else offer.provenance,
        )


def _of_desk(data: MapData, offer: Offer) -> Schedule | None:
    at = data.listings_at.get(offer.location_id, ())
    return next((one.schedule for one in at if one.organisation_id == offer.organisation_id), None)


def _in_words(desk: Desk, schedule: Schedule | None) -> Desk:
    return replace(desk, text=words_of(schedule))
