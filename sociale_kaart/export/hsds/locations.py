"""Places in HSDS: location, address, accessibility, and how sure we are of where it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.records import to_row
from sociale_kaart.export.hsds.collecting import Collected, as_json
from sociale_kaart.export.hsds.times import Times
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.hsds.ids import hsds_id, record_id
from sociale_kaart.model import Location, Match, Presence

UNKNOWN = "onbekend"
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b")
_STEP_FREE = {
    Presence.YES: "Zonder drempel.",
    Presence.NO: "Niet zonder drempel.",
    Presence.UNKNOWN: "Of het zonder drempel kan, is onbekend.",
}
# Told in fields of their own; the query is what was asked, not what was found.
_TOLD_APART = frozenset(["level", "confidence", "faults", "query"])


def put_locations(found: Collected, data: MapData, times: Times, names: Mapping[str, str]) -> None:
    """Every place, with its building's hours."""
    for one in data.inventory.locations:
        its_id, match = record_id("location", one.id), data.match_of(one.id)
        found.put(
            "location",
            id=its_id,
            location_type="physical",
            name=one.name,
            latitude=match.lat,
            longitude=match.lon,
            external_identifier=match.nummeraanduiding_id,
            external_identifier_type="BAG nummeraanduiding" if match.nummeraanduiding_id else "",
        )
        _put_address(found, one, match, data.gemeente_of(one.id), its_id)
        _put_accessibility(found, one, its_id)
        _put_match(found, one, match, its_id)
        times.put_words("location", its_id, one.opening_hours, one.provenance)
        times.put_building(one.id, its_id, one.opening_hours)
        found.provenance("location", its_id, one.provenance, names.get(one.provenance.source, ""))


def _put_address(found: Collected, one: Location, match: Match, gemeentecode: str, its_id: str) -> None:
    """Our profile wants an address of every location; what is not known of it says so."""
    postcode = _POSTCODE.search(match.address)
    gemeente = _gemeente(gemeentecode)
    found.put(
        "address",
        id=hsds_id("address", its_id),
        location_id=its_id,
        address_1=one.address.text or UNKNOWN,
        city=one.address.woonplaats or match.woonplaats or gemeente[0] or UNKNOWN,
        region=gemeente[0],
        state_province=gemeente[1] or UNKNOWN,
        postal_code=one.address.postcode or (postcode[0] if postcode else UNKNOWN),
        country="NL",
        address_type="physical",
    )
    found.attribute("location", its_id, "typed_address", one.address.text)
    found.attribute("location", its_id, "typed_postcode", one.address.postcode)
    found.attribute("location", its_id, "typed_woonplaats", one.address.woonplaats)
    found.attribute("location", its_id, "stated_gemeentecode", one.gemeentecode)
    found.attribute("location", its_id, "gemeentecode", gemeentecode)


@cache
def _gemeente(code: str) -> tuple[str, str]:
    known = gemeenten().get(code)
    return (known.naam, known.provincie) if known else ("", "")


def _put_accessibility(found: Collected, one: Location, its_id: str) -> None:
    if one.accessibility or one.step_free is not Presence.UNKNOWN:
        found.put(
            "accessibility",
            id=hsds_id("accessibility", its_id),
            location_id=its_id,
            description=one.accessibility or _STEP_FREE[one.step_free],
            details=_STEP_FREE[one.step_free] if one.accessibility else "",
        )
    found.attribute("location", its_id, "step_free", one.step_free.value)
    found.attribute("location", its_id, "computers", one.computers)
    found.attribute("location", its_id, "printers", one.printers)
    found.attribute("location", its_id, "network_checked", one.network_checked)


def _put_match(found: Collected, one: Location, match: Match, its_id: str) -> None:
    found.attribute("location", its_id, "match_level", match.level.value)
    found.attribute("location", its_id, "match_confidence", match.confidence)
    found.attributes("location", its_id, "match_fault", match.faults)
    if one.has_given_point:
        found.attribute("location", its_id, "x_rd", one.given_x_rd)
        found.attribute("location", its_id, "y_rd", one.given_y_rd)
        return
    rest = {
        name: value
        for name, value in to_row(match).items()
        if name not in _TOLD_APART and value not in (None, "")
    }
    found.attribute("location", its_id, "match", as_json(rest) if rest else "")
