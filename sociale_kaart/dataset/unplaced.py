"""What has no point yet: reported by name and row, and counted as reported, not as used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sociale_kaart.dataset.mapdata import RowCount
from sociale_kaart.kaart import Kaart
from sociale_kaart.model import Inventory, Location, Match, MatchLevel
from sociale_kaart.problems import Problem, Severity


@dataclass(frozen=True, slots=True, order=True)
class RowKey:
    """A row of a source."""

    source: str
    row: int


def unplaced_rows(inventory: Inventory, matches: Mapping[str, Match]) -> dict[RowKey, Location]:
    """Every row that says something about a location without a point, with that location."""
    unplaced = {
        location.id: location
        for location in inventory.locations
        if location.id not in matches or not matches[location.id].has_point
    }
    said = [
        *((location.provenance, location.id) for location in inventory.locations),
        *((listing.provenance, listing.location_id) for listing in inventory.listings),
        *((offer.provenance, offer.location_id) for offer in inventory.offers),
    ]
    return {
        RowKey(provenance.source, provenance.row): unplaced[location_id]
        for provenance, location_id in said
        if location_id in unplaced
    }


def recount(counts: Iterable[RowCount], rows: Iterable[RowKey]) -> Iterator[RowCount]:
    """The counts with rows that did not reach the map moved from used to reported."""
    moved = Counter(row.source for row in rows)
    for count in counts:
        yield replace(
            count,
            rows_used=count.rows_used - moved[count.source],
            rows_reported=count.rows_reported + moved[count.source],
        )


def unplaced_problems(
    kaart: Kaart, rows: Mapping[RowKey, Location], matches: Mapping[str, Match]
) -> Iterator[Problem]:
    """One problem per row, in the order of the sources."""
    sources = {source.id: source for source in kaart.config.sources}
    for key, location in sorted(rows.items(), key=lambda item: item[0]):
        code, message, remedy = _words(location, matches.get(location.id))
        source = sources[key.source]
        yield Problem(
            code=code,
            severity=Severity.ERROR,
            message=message,
            remedy=remedy,
            source=key.source,
            file=source.file,
            sheet=source.sheet,
            row=key.row,
            value=str(location.address) or location.name,
        )


def _words(location: Location, match: Match | None) -> tuple[str, str, str]:
    shown = str(location.address) or location.name
    if match is None and location.address:
        return (
            "not_geocoded",
            f'het adres "{shown}" is nog niet opgezocht en staat dus niet op de kaart.',
            "Draai: sociale-kaart geocode MAP.",
        )
    if match is None:
        return (
            "no_address",
            f'van "{shown}" is geen adres en geen plek bekend.',
            "Vul een straat met huisnummer en plaats in, of coördinaten.",
        )
    if match.alternatives:
        return (
            "address_ambiguous",
            f'het adres "{shown}" kan meer dan één plek zijn: {"; ".join(match.alternatives[:4])}.',
            "Vul de postcode of de juiste plaats in.",
        )
    if match.level is MatchLevel.NONE:
        return (
            "address_not_found",
            f'het adres "{shown}" is niet gevonden.',
            "Kijk of straat, huisnummer en plaats kloppen, of zet coördinaten in de rij.",
        )
    return (
        "address_vague",
        f'van het adres "{shown}" is alleen de {match.level.value} gevonden.',
        "Vul straat en huisnummer in.",
    )
