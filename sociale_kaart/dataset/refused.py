"""Rows about places that an error kept out: whatever they would have said is missing from the map."""

from __future__ import annotations

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.model import Provenance
from sociale_kaart.problems import Severity


def refused_rows(data: MapData) -> frozenset[tuple[str, int]]:
    """(source, row) of every row about places that an error kept out of the inventory."""
    about_places = {
        source.id: source.file for source in data.config.sources if source.kind != "organisations"
    }
    inventory = data.inventory
    provenances: list[Provenance] = [
        *(location.provenance for location in inventory.locations),
        *(listing.provenance for listing in inventory.listings),
        *(offer.provenance for offer in inventory.offers),
    ]
    used = {(provenance.source, provenance.row) for provenance in provenances}
    return frozenset(
        (problem.source, problem.row)
        for problem in data.problems
        if problem.severity is Severity.ERROR
        and problem.row
        and about_places.get(problem.source) == problem.file
        and (problem.source, problem.row) not in used
    )
