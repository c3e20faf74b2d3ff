"""What a register file holds: its tables, its format number, and how an address's place in it is packed in one number.

An address is a row of `address`, found by its key: postcode, house number and a serial number in one integer, so that
the rows of one postcode and number lie side by side and no index is needed for them. An address without a postcode
gets a made-up one of its street's own, above every real one.

A street is found by its name, its addresses by its segments: a segment is the part of a street with one postcode, and
knows between which numbers and in which rectangle its addresses lie. Half a million segments do for ten million
addresses what an index on street and number would, in a tenth of the room; and they answer "what is near this point".
"""

from __future__ import annotations

from dataclasses import dataclass

# 2: with the index street_by_norm, without which a street asked for by name is looked for among all of its place.
FORMAT = 2
APPLICATION_ID = 0x534B4152  # "SKAR", so that `file` and we know one

NUMBER_BITS, SERIAL_BITS = 17, 12
MAX_NUMBER = (1 << NUMBER_BITS) - 1
MAX_SERIAL = (1 << SERIAL_BITS) - 1
LETTERS = 26
# One more than the highest real postcode, 9999ZZ: streets without a postcode are numbered from here.
NO_POSTCODE_FROM = 10_000 * LETTERS * LETTERS
# The side in metres of the squares in which `segment_cell` files the segments.
CELL_M = 500

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    woonplaats TEXT NOT NULL, gemeentecode TEXT NOT NULL,
    addresses INTEGER NOT NULL,
    x INTEGER NOT NULL, y INTEGER NOT NULL);
CREATE TABLE street (
    id INTEGER PRIMARY KEY,
    place_id INTEGER NOT NULL,
    name TEXT NOT NULL, short TEXT, norm TEXT NOT NULL,
    addresses INTEGER NOT NULL,
    x INTEGER NOT NULL, y INTEGER NOT NULL);
CREATE TABLE segment (
    street_id INTEGER NOT NULL, postcode INTEGER NOT NULL,
    number_from INTEGER NOT NULL, number_to INTEGER NOT NULL, addresses INTEGER NOT NULL,
    x INTEGER NOT NULL, y INTEGER NOT NULL,
    x_from INTEGER NOT NULL, x_to INTEGER NOT NULL, y_from INTEGER NOT NULL, y_to INTEGER NOT NULL,
    PRIMARY KEY (street_id, postcode)) WITHOUT ROWID;
CREATE TABLE segment_cell (
    cell INTEGER NOT NULL, street_id INTEGER NOT NULL, postcode INTEGER NOT NULL,
    PRIMARY KEY (cell, street_id, postcode)) WITHOUT ROWID;
CREATE TABLE buurt (id INTEGER PRIMARY KEY, buurtcode TEXT NOT NULL);
CREATE TABLE address (
    key INTEGER PRIMARY KEY,
    street_id INTEGER NOT NULL,
    huisletter TEXT, huisnummertoevoeging TEXT,
    nummeraanduiding_id INTEGER, adresseerbaarobject_id INTEGER,
    x INTEGER NOT NULL, y INTEGER NOT NULL, lon INTEGER NOT NULL, lat INTEGER NOT NULL,
    buurt_id INTEGER);
"""
"""Units: x, y in decimetres RD New; lon, lat in 1e-7 degrees WGS84. Empty text, ids and buurt are NULL.

norm is street.normalise_street(name). x, y of a street, place or segment is that of the address of theirs nearest to
the mean of all of them, so that it never lies in the water between two banks.
"""

INDEXES = """
CREATE INDEX street_of_place ON street (place_id);
CREATE INDEX street_by_norm ON street (norm, place_id);
CREATE INDEX segment_by_postcode ON segment (postcode);
"""


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One address as every source is brought to before it goes into a register; "" where a source does not say.

    postcode as `1234AB`; x_rd, y_rd in metres RD New; ids as 16 digits.
    """

    openbare_ruimte: str
    openbare_ruimte_kort: str
    huisnummer: int
    huisletter: str
    huisnummertoevoeging: str
    postcode: str
    woonplaats: str
    gemeentecode: str
    nummeraanduiding_id: str
    adresseerbaarobject_id: str
    buurtcode: str
    x_rd: float
    y_rd: float


def pack_postcode(postcode: str) -> int:
    """`1234AB` as a number that sorts as postcodes do; raises ValueError where it is no full postcode."""
    digits, letters = postcode[:4], postcode[4:]
    if len(postcode) != 6 or not (digits.isascii() and digits.isdigit()):
        raise ValueError(postcode)
    first, second = ord(letters[0]) - 65, ord(letters[1]) - 65
    if not (0 <= first < LETTERS and 0 <= second < LETTERS):
        raise ValueError(postcode)
    return (int(digits) * LETTERS + first) * LETTERS + second


def unpack_postcode(packed: int) -> str:
    """The postcode that pack_postcode packed; "" for the made-up one of a street without."""
    if packed >= NO_POSTCODE_FROM:
        return ""
    rest, second = divmod(packed, LETTERS)
    digits, first = divmod(rest, LETTERS)
    return f"{digits:04d}{chr(65 + first)}{chr(65 + second)}"


def pack_key(postcode: int, number: int, serial: int = 0) -> int:
    """Key of an address; the rows of one postcode and number run from pack_key(p, n) to pack_key(p, n, MAX_SERIAL)."""
    return (postcode << NUMBER_BITS | number) << SERIAL_BITS | serial


def unpack_key(key: int) -> tuple[int, int]:
    """Packed postcode and house number of a key."""
    number_and_postcode = key >> SERIAL_BITS
    return number_and_postcode >> NUMBER_BITS, number_and_postcode & MAX_NUMBER


def cell_of(x_rd: float, y_rd: float) -> int:
    """The square of CELL_M metres that a point lies in (metres RD New; x from -50 km)."""
    return (int(x_rd + 50_000) // CELL_M) << 12 | int(y_rd) // CELL_M
