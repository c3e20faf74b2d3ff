"""Which school region a gemeente is in: as the regulation divides the country, and no more than that."""

from __future__ import annotations

from collections import Counter

import pytest

from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.hours.school import Region
from sociale_kaart.hours.schoolregions import region_of_gemeente


@pytest.mark.parametrize(
    ("naam", "region"),
    [
        ("Veendam", Region.NOORD),
        ("Enschede", Region.NOORD),
        ("Almere", Region.NOORD),
        ("Zeewolde", Region.MIDDEN),
        ("Eemnes", Region.NOORD),
        ("Utrecht", Region.MIDDEN),
        ("Hattem", Region.NOORD),
        ("Apeldoorn", Region.MIDDEN),
        ("West Betuwe", Region.MIDDEN),
        ("Arnhem", Region.ZUID),
        ("Berg en Dal", Region.ZUID),
        ("Rotterdam", Region.MIDDEN),
        ("Tilburg", Region.ZUID),
        ("Middelburg", Region.ZUID),
    ],
)
def test_a_gemeente_is_in_the_region_of_its_provincie_or_of_its_own(naam: str, region: Region) -> None:
    (code,) = (one.code for one in gemeenten().values() if one.naam == naam)
    assert region_of_gemeente()[code] is region


def test_where_a_gemeente_is_divided_or_has_a_summer_of_its_own_nothing_is_said() -> None:
    unsaid = {gemeenten()[code].naam for code in gemeenten().keys() - region_of_gemeente().keys()}
    assert unsaid == {
        "Altena",
        "De Ronde Venen",
        "Montferland",
        "Neder-Betuwe",
        "Ameland",
        "Schiermonnikoog",
        "Terschelling",
        "Vlieland",
    }


def test_all_gelderland_is_spoken_for_by_name() -> None:
    # 51 gemeenten: one in noord, 29 in midden, 19 in zuid, two divided.
    regions = Counter(
        region_of_gemeente().get(code) for code, one in gemeenten().items() if one.provincie == "Gelderland"
    )
    assert regions == {Region.NOORD: 1, Region.MIDDEN: 29, Region.ZUID: 19, None: 2}
