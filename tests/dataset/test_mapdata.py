"""What a map says of a place on the day its latest source tells about (2026-01-01 in these)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from makers import PILLAR, Plek, map_of
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.model import Presence, Schedule

ZWOLLE = "GM0193"


def with_schedule(valid_from: date | None, valid_to: date | None) -> MapData:
    data = map_of([Plek("Spreekuur", 202_700, 502_200, ZWOLLE)], [ZWOLLE])
    (offer,) = data.inventory.offers
    schedule = Schedule(text="ma 9-12", valid_from=valid_from, valid_to=valid_to)
    return replace(data, inventory=replace(data.inventory, offers=(replace(offer, schedule=schedule),)))


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "presence"),
    [
        (None, None, Presence.YES),
        (date(2025, 3, 1), None, Presence.YES),
        (date(2026, 1, 1), date(2026, 1, 1), Presence.YES),
        (None, date(2025, 12, 31), Presence.NO),
        (date(2026, 1, 2), None, Presence.NO),
    ],
)
def test_what_ended_or_has_yet_to_begin_is_not_there(
    valid_from: date | None, valid_to: date | None, presence: Presence
) -> None:
    data = with_schedule(valid_from, valid_to)
    assert data.presence(data.inventory.listings[0], PILLAR) is presence


@pytest.mark.parametrize(
    ("says", "afterwards"), [(Presence.NO, Presence.UNKNOWN), (Presence.UNKNOWN, Presence.UNKNOWN)]
)
def test_only_a_yes_can_end_in_a_no(says: Presence, afterwards: Presence) -> None:
    data = with_schedule(None, date(2025, 12, 31))
    (offer,) = data.inventory.offers
    data = replace(data, inventory=replace(data.inventory, offers=(replace(offer, presence=says),)))
    assert data.presence(data.inventory.listings[0], PILLAR) is afterwards


def test_an_offer_is_judged_by_its_own_source_not_by_a_later_one() -> None:
    data = with_schedule(None, date(2025, 12, 31))
    (offer,) = data.inventory.offers
    older = replace(offer, provenance=replace(offer.provenance, as_of=date(2025, 6, 1)))
    data = replace(data, inventory=replace(data.inventory, offers=(older,)))
    assert data.presence(data.inventory.listings[0], PILLAR) is Presence.YES


@pytest.mark.parametrize("says", [Presence.YES, Presence.NO, Presence.UNKNOWN])
def test_presence_is_what_the_source_says_and_silence_is_unknown(says: Presence) -> None:
    data = map_of([Plek("Plek", 202_700, 502_200, ZWOLLE, says)], [ZWOLLE])
    assert data.presence(data.inventory.listings[0], PILLAR) is says
    assert data.presence(data.inventory.listings[0], "computer") is Presence.UNKNOWN


def test_a_place_without_a_point_still_belongs_to_the_gemeente_its_row_named() -> None:
    data = replace(map_of([Plek("Plek", 202_700, 502_200, ZWOLLE)], [ZWOLLE]), matches={})
    assert data.gemeente_of(data.inventory.locations[0].id) == ZWOLLE
    assert not data.match_of(data.inventory.locations[0].id).has_point
