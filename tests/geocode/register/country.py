"""A few real streets all over the country, with houses enough to tell them apart; ids and coordinates are made up.

The coordinates lie in the right place, to the kilometre.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from sociale_kaart.geocode.register.layout import AddressRow
from sociale_kaart.geocode.register.write import write_register

_HOUSE = re.compile(r"(\d+)([A-Z]?)(?:-(\w+))?")
_PLACES = {
    "Amsterdam": ("GM0363", 121_500, 487_300),
    "Bennebroek": ("GM0377", 101_100, 481_900),
    "Bergen (NH)": ("GM0373", 108_400, 519_500),
    "Bergen (L)": ("GM0893", 203_000, 401_000),
    "Damwâld": ("GM1891", 197_800, 591_500),
    "De Meern": ("GM0344", 129_800, 454_700),
    "Enschede": ("GM0153", 257_700, 471_300),
    "Hengelo": ("GM0164", 251_500, 476_500),
    "Hengelo (Gld)": ("GM1876", 216_800, 452_000),
    "Lent": ("GM0268", 187_700, 430_800),
    "Nijmegen": ("GM0268", 187_500, 428_500),
    "Oosterhout": ("GM0826", 118_300, 406_500),
    "Oosterhout#2": ("GM1734", 182_800, 432_600),
    "'s-Gravenhage": ("GM0518", 81_500, 454_500),
    "Utrecht": ("GM0344", 136_900, 455_900),
}
# Street, shortened, houses, postcode, place (#2: its namesake), metres east and north of the middle of the place.
_STREETS = (
    ("Damrak", "", "1 16 18-1 18-2 18-3 20", "1012LH", "Amsterdam", 0, 0),
    ("Kerkstraat", "", "1 3 5 7 9", "1017GA", "Amsterdam", 300, -900),
    ("Bennebroekerlaan", "", "1 3 5", "2121GP", "Bennebroek", 0, 0),
    ("Breelaan", "", "2 4 6", "1861GE", "Bergen (NH)", 0, 0),
    ("Kerkstraat", "", "2 4 6", "1861KT", "Bergen (NH)", 200, 0),
    ("Kerkstraat", "", "2 4 6", "5854AA", "Bergen (L)", 200, 0),
    ("Voorweg", "", "10 12 14", "9104BC", "Damwâld", 0, 0),
    ("Zandweg", "", "2 4 6 8", "3454JW", "De Meern", 0, 0),
    ("Dr. Wagenaarstraat", "", "2 4 6 8", "7541XK", "Enschede", 600, -1100),
    ("Spoorstraat", "", "1 2 3", "7551CA", "Hengelo", 0, 0),
    ("Spoorstraat", "", "1 2 3", "7255CA", "Hengelo (Gld)", 0, 0),
    ("Laauwikstraat", "", "1 3 5", "6663CH", "Lent", 0, 0),
    ("Plein 1944", "", "1 2 3 4", "6511JE", "Nijmegen", 0, 0),
    ("Burchtstraat", "", "1 2 3", "6511RA", "Nijmegen", 200, 0),
    ("Klappeijstraat", "", "1 2 3", "4901HD", "Oosterhout", 0, 0),
    ("Dorpsstraat", "", "1 2 3", "4901AB", "Oosterhout", 100, 0),
    ("Dorpsstraat", "", "1 2 3", "6678AB", "Oosterhout#2", 100, 0),
    ("Spui", "", "68 70 72", "2511BT", "'s-Gravenhage", 0, 0),
    ("Domplein", "", "1 4 9 29", "3512JC", "Utrecht", 0, 0),
    ("Kerkstraat", "", "1 1A 1B 3", "3581RA", "Utrecht", 800, 300),
    ("Kerkstraat", "", "12 12-14 16", "3581RB", "Utrecht", 800, 500),
    ("Kerksteeg", "", "1 2", "3581RC", "Utrecht", 900, 300),
    ("Oudegracht", "", "104 106 108 110", "3511AV", "Utrecht", -200, 0),
    ("Princetonplein", "", "5 7", "3584CC", "Utrecht", 2500, -1500),
    ("Budapestlaan", "", "4 6", "3584CC", "Utrecht", 2600, -1500),
    ("Burgemeester van Tuyllkade", "Burg v Tuyllkade", "101 103", "3554SC", "Utrecht", -1500, 2000),
    ("Zomerdijk", "", "1 2 3", "", "Utrecht", -4000, 3000),
)


def rows() -> Iterator[AddressRow]:
    """Every address of this country."""
    serial = count(1)
    for street, short, houses, postcode, where, east, north in _STREETS:
        gemeentecode, x_rd, y_rd = _PLACES[where]
        for text in houses.split():
            house = _HOUSE.fullmatch(text)
            assert house is not None
            number = int(house[1])
            one = next(serial)
            yield AddressRow(
                openbare_ruimte=street,
                openbare_ruimte_kort=short,
                huisnummer=number,
                huisletter=house[2],
                huisnummertoevoeging=house[3] or "",
                postcode=postcode,
                woonplaats=where.partition("#")[0],
                gemeentecode=gemeentecode,
                nummeraanduiding_id=f"{gemeentecode[2:]}20000000{one:04d}",
                adresseerbaarobject_id=f"{gemeentecode[2:]}01000000{one:04d}",
                buurtcode=f"BU{gemeentecode[2:]}0102",
                x_rd=x_rd + east + 6 * (number % 100),
                y_rd=y_rd + north + one % 3,
            )


def country(folder: Path) -> Path:
    """A register of this country."""
    path = folder / "land.register"
    write_register(rows(), path, {"source": "proef", "source_date": "2026-11-01"})
    return path
