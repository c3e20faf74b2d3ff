"""What has no point yet: reported by name and row, and counted as reported, not as used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sociale_kaart.dataset.mapdata import RowCount
from sociale_kaart.model import Location, Match, MatchLevel
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.checkresult import CheckResult
from sociale_kaart.sources.columns import RowRef
from sociale_kaart.sources.reading import Fault


def unplaced_rows(checked: CheckResult, matches: Mapping[str, Match]) -> dict[RowRef, Location]:
    """Every row that says something about a location without a point, with that location."""
    return {
        row: location
        for location in checked.inventory.locations
        if location.id not in matches or not matches[location.id].has_point
        for row in checked.rows_at[location.id]
    }


def recount(counts: Iterable[RowCount], rows: Iterable[RowRef]) -> Iterator[RowCount]:
    """The counts with rows that did not reach the map moved from used to reported."""
    moved = Counter(row.source for row in rows)
    for count in counts:
        yield replace(
            count,
            rows_used=count.rows_used - moved[count.source],
            rows_reported=count.rows_reported + moved[count.source],
        )


def unplaced_problems(rows: Mapping[RowRef, Location], matches: Mapping[str, Match]) -> Iterator[Problem]:
    """One problem per row, in the order of the rows."""
    for row, location in sorted(rows.items(), key=lambda item: (item[0].source, item[0].number)):
        shown = str(location.address) or location.name
        fault = _fault(shown, location, matches.get(location.id))
        yield replace(row.problem(fault), value=shown)


def _fault(shown: str, location: Location, match: Match | None) -> Fault:
    if match is None and location.address:
        return Fault(
            "not_geocoded",
            f'het adres "{shown}" is nog niet opgezocht en staat dus niet op de kaart.',
            "Draai: sociale-kaart geocode MAP.",
            severity=Severity.ERROR,
        )
    if match is None:
        return Fault(
            "no_address",
            f'van "{shown}" is geen adres en geen plek bekend.',
            "Vul een straat met huisnummer en plaats in, of coördinaten.",
            severity=Severity.ERROR,
        )
    if match.alternatives:
        return Fault(
            "address_ambiguous",
            f'het adres "{shown}" kan meer dan één plek zijn: {"; ".join(match.alternatives[:4])}.',
            "Vul de postcode of de juiste plaats in.",
            severity=Severity.ERROR,
        )
    if match.level is MatchLevel.NONE:
        return Fault(
            "address_not_found",
            f'het adres "{shown}" is niet gevonden.',
            "Kijk of straat, huisnummer en plaats kloppen, of zet coördinaten in de rij.",
            severity=Severity.ERROR,
        )
    return Fault(
        "address_vague",
        f'van het adres "{shown}" is alleen de {match.level.value} gevonden.',
        "Vul straat en huisnummer in.",
        severity=Severity.ERROR,
    )
