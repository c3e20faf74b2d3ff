"""Places that share a name are told apart by their building, their street, both, or in the end a number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sociale_kaart.dataset.listingnames import listing_names, set_apart
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.model import Inventory
from tests.web.smallmap import HENGELO, listing, location, map_data, organisation


def branches(*places: tuple[str, str], town: str = "Hengelo") -> MapData:
    """One organisation in some places: building and street."""
    who = organisation("Bibliotheek Ster")
    return map_data(
        matches={},
        inventory=Inventory(
            organisations=(who,),
            locations=tuple(
                replace(location(f"l{number}", street, town, HENGELO), name=building)
                for number, (building, street) in enumerate(places)
            ),
            listings=tuple(listing(f"l{number}", who) for number in range(len(places))),
        ),
    )


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ([("Stadhuis", "Plein 1")], ["Bibliotheek Ster, Hengelo"]),
        (
            [("Stadhuis", "Plein 1"), ("De Hal", "Plein 1")],
            ["Bibliotheek Ster, Hengelo, Stadhuis", "Bibliotheek Ster, Hengelo, De Hal"],
        ),
        (
            [("", "Plein 1"), ("Bibliotheek Ster", "Laan 2")],
            ["Bibliotheek Ster, Hengelo, Plein 1", "Bibliotheek Ster, Hengelo, Laan 2"],
        ),
        (
            [("Stadhuis", "Plein 1"), ("Stadhuis", "Laan 2"), ("Bibliotheek Ster, vestiging 2", "Plein 1")],
            [
                "Bibliotheek Ster, Hengelo, Stadhuis, Plein 1",
                "Bibliotheek Ster, Hengelo, Laan 2",
                "Bibliotheek Ster, Hengelo, vestiging 2",
            ],
        ),
        (
            [("", ""), ("", "")],
            ["Bibliotheek Ster, Hengelo, (1)", "Bibliotheek Ster, Hengelo, (2)"],
        ),
    ],
)
def test_no_two_places_are_called_the_same(places: list[tuple[str, str]], told: list[str]) -> None:
    assert [*listing_names(branches(*places)).values()] == told


def test_a_name_with_its_town_in_it_does_not_say_it_twice() -> None:
    assert [*listing_names(branches(("", "Plein 1"), town="Ster")).values()] == ["Bibliotheek Ster"]


def test_only_what_shares_a_name_is_set_apart() -> None:
    assert set_apart(map_data()) == {}
