"""Whole columns of addresses at once: for a table of a million rows in which most are spelled as BAG does.

Only what agrees to the letter is an address here; everything else keeps a coarser level, and is worth a careful look by
`RegisterBackend.lookup_many`. What is an address here is the same address there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from sociale_kaart.geocode.address import parse_postcode, suffix_key
from sociale_kaart.geocode.register.info import reading
from sociale_kaart.geocode.register.layout import (
    LETTERS,
    MAX_NUMBER,
    MAX_SERIAL,
    NUMBER_BITS,
    SERIAL_BITS,
    pack_postcode,
)
from sociale_kaart.geocode.register.many import Task, Workers, workers_for
from sociale_kaart.geocode.register.places import Places
from sociale_kaart.geocode.register.rows import Rows
from sociale_kaart.geocode.street import normalise_street
from sociale_kaart.model import MatchLevel

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Positions: TypeAlias = NDArray[np.intp]

_T = TypeVar("_T")

LEVELS = (MatchLevel.NONE, MatchLevel.HUISNUMMER, MatchLevel.ADRES)
"""What a number in ColumnMatches.level stands for."""
_NONE, _HUISNUMMER, _ADRES = range(3)

# Below this many different postcodes and numbers a worker has hardly started when all is done.
WORTH_WORKERS = 200_000
_CHUNK = 20_000
# Below this many different names, reading those of the whole register takes longer than bringing them to one form.
WORTH_NORMS = 20_000
_POSTCODE, _TENS = 6, np.array([1000, 100, 10, 1])

# Two numbers in one: what costs time is to make a Python object of each value.
_X_FROM = 1 << 20
_NUMBERS = f"""
    a.key, a.street_id, ifnull(a.nummeraanduiding_id, 0), (a.x + {_X_FROM}) << 32 | a.y, a.lon << 32 | a.lat"""
_WANTED = (
    f"json_each(?) wanted CROSS JOIN address a ON a.key BETWEEN wanted.value AND wanted.value + {MAX_SERIAL}"
)
_PLAIN = f"""
SELECT {_NUMBERS} FROM {_WANTED} WHERE a.huisletter IS NULL AND a.huisnummertoevoeging IS NULL
"""  # noqa: S608 - own constants
_ALL = f"""
SELECT {_NUMBERS}, ifnull(a.huisletter, '') || ifnull(a.huisnummertoevoeging, '') FROM {_WANTED}
"""  # noqa: S608 - own constants
_COLUMNS = [(name, "i8") for name in ("key", "street", "id", "xy", "lonlat")]


@dataclass(frozen=True, slots=True)
class ColumnMatches:
    """An answer per row, in the order of the rows.

    level : index into LEVELS
    nummeraanduiding_id : as a number, 0 where there is none: below address level it would name another address
    x_rd, y_rd : metres RD New; lon, lat : degrees WGS84; NaN where nothing was found
    """

    level: NDArray[np.uint8]
    nummeraanduiding_id: Ints
    x_rd: Floats
    y_rd: Floats
    lon: Floats
    lat: Floats


@dataclass(frozen=True, slots=True)
class Houses:
    """Addresses as columns, by key; suffix numbers the texts in suffixes, of which several may be the same."""

    key: Ints
    street: Ints
    suffix: Ints
    id: Ints
    xy: Ints
    lonlat: Ints
    suffixes: tuple[str, ...]


def match_postcodes(
    path: Path,
    postcode: ArrayLike,
    huisnummer: ArrayLike,
    suffix: ArrayLike | None = None,
    *,
    processes: int | None = None,
) -> ColumnMatches:
    """The address on each postcode and house number.

    Parameters
    ----------
    path : the register file
    postcode : (n,) texts, in any spelling that address.parse_postcode reads
    huisnummer : (n,) whole numbers; NaN or text that is no number finds nothing
    suffix : (n,) letter and suffix as one text; None where no row has any
    processes : the most processes to work with, this one included; None for one per core

    An address needs all three; a number that exists only with other letters or suffixes, or more than once, reaches
    level huisnummer. Raises RegisterNotFound, RegisterDamaged or RegisterOutdated; ValueError for columns that are not
    equally long.
    """
    _require_equally_long(postcode=postcode, huisnummer=huisnummer, suffix=suffix)
    codes, texts = pd.factorize(np.asarray(postcode, dtype=object))
    packed = _looked_up(codes, _packed([str(text) for text in texts]).tolist())
    number = _whole_numbers(huisnummer)
    row = np.flatnonzero((packed >= 0) & (number >= 0))
    wanted = _Wanted(row, _base(packed[row], number[row]), None, _suffixes(suffix, len(number)))
    with reading(path), closing(Rows(path)) as rows:
        return _matched(rows, wanted, len(number), processes)


def match_streets(
    path: Path,
    street: ArrayLike,
    huisnummer: ArrayLike,
    woonplaats: ArrayLike,
    suffix: ArrayLike | None = None,
    *,
    processes: int | None = None,
) -> ColumnMatches:
    """The address on each street and house number in a place; street and woonplaats as (n,) texts, else as above.

    The place is to be called so, and no other; the street in any spelling that street.normalise_street brings to one.
    """
    _require_equally_long(street=street, huisnummer=huisnummer, woonplaats=woonplaats, suffix=suffix)
    number = _whole_numbers(huisnummer)
    with reading(path), closing(Rows(path)) as rows:
        street_id = _street_ids(rows, np.asarray(street, dtype=object), np.asarray(woonplaats, dtype=object))
        row = np.flatnonzero((street_id >= 0) & (number >= 0))
        at, postcode = _postcodes_of(rows, street_id[row], number[row])
        row = row[at]
        wanted = _Wanted(row, _base(postcode, number[row]), street_id[row], _suffixes(suffix, len(number)))
        return _matched(rows, wanted, len(number), processes)


def _require_equally_long(**columns: ArrayLike | None) -> None:
    lengths = {name: len(np.atleast_1d(np.asarray(one))) for name, one in columns.items() if one is not None}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise ValueError(f"columns must have one value per row each, and so be equally long: {told}")


def plain_houses_at(rows: Rows, keys: Ints) -> Houses:
    """The addresses without letter or suffix on these postcodes and numbers (keys with serial 0, rising)."""
    found = _fetch(rows, _PLAIN, keys, _COLUMNS)
    return _houses(found, np.zeros(len(found), dtype=np.int64), ("",))


def houses_at(rows: Rows, keys: Ints) -> Houses:
    """Every address on these postcodes and numbers (keys with serial 0, rising)."""
    found = _fetch(rows, _ALL, keys, [*_COLUMNS, ("suffix", "O")])
    codes, texts = pd.factorize(found["suffix"])
    return _houses(found, codes.astype(np.int64), tuple(suffix_key(text, "") for text in texts))


def _fetch(rows: Rows, sql: str, keys: Ints, columns: list[tuple[str, str]]) -> NDArray[np.void]:
    text = f"[{','.join(map(str, keys.tolist()))}]"
    return np.fromiter(rows.connection.execute(sql, (text,)), dtype=np.dtype(columns))


def _houses(found: NDArray[np.void], suffix: Ints, suffixes: tuple[str, ...]) -> Houses:
    key, street, house_id, xy, lonlat = (np.ascontiguousarray(found[name]) for name, _ in _COLUMNS)
    return Houses(key, street, suffix, house_id, xy, lonlat, suffixes)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to look for: pairs of a row and a key where its address may be; on which street, if that was told.

    suffix holds a number for every row of the table, and the texts that the numbers stand for.
    """

    row: Positions
    base: Ints
    street: Ints | None
    suffix: tuple[Ints, list[str]]

    def only(self, those: NDArray[np.bool_]) -> _Wanted:
        street = None if self.street is None else self.street[those]
        return _Wanted(self.row[those], self.base[those], street, self.suffix)


def _matched(rows: Rows, wanted: _Wanted, size: int, processes: int | None) -> ColumnMatches:
    """Look for houses without a suffix first, which most are; then, where none such will do, for all of the number."""
    codes, texts = wanted.suffix
    plainly = np.array([text == "" for text in texts])[codes]
    count = workers_for(len(wanted.base), WORTH_WORKERS, processes)
    with Workers(rows.path, rows.edition) as workers:
        plain = _ask(rows, "plain houses", wanted.only(plainly[wanted.row]), workers, count)
        settled = np.zeros(size, dtype=bool)
        settled[plain.row] = True
        others = _ask(rows, "houses", wanted.only(~settled[wanted.row]), workers, count)
    known = {text: number for number, text in enumerate(others.houses.suffixes)}
    suffix = _looked_up(codes, [known.get(text, -1) for text in texts])
    exact = others.houses.suffix[others.house] == suffix[others.row]
    return _answers(
        size,
        _joined([plain.houses, others.houses]),
        np.concatenate([plain.row, others.row]),
        np.concatenate([plain.house, others.house + len(plain.houses.key)]),
        np.concatenate([np.ones(len(plain.row), dtype=bool), exact]),
    )


class _Fitting(NamedTuple):
    """Houses, and pairs of a row and the position of a house that may be its own."""

    houses: Houses
    row: Positions
    house: Positions


def _ask(rows: Rows, what: str, wanted: _Wanted, workers: Workers, count: int) -> _Fitting:
    keys = _rising(wanted.base)
    task: Task[Ints, Houses] = Task(what, partial(HOUSES[what], rows), _itself, _itself)
    houses = _joined(workers.spread(task, np.split(keys, range(_CHUNK, len(keys), _CHUNK)), count))
    pair, house = _within(wanted.base, MAX_SERIAL, houses.key)
    if wanted.street is not None:
        same = houses.street[house] == wanted.street[pair]
        pair, house = pair[same], house[same]
    return _Fitting(houses, wanted.row[pair], house)


def _answers(
    size: int, houses: Houses, row: Positions, house: Positions, exact: NDArray[np.bool_]
) -> ColumnMatches:
    """Per row its only exact house, or else the first that has the number."""
    chosen = np.full(size, -1, dtype=np.intp)
    chosen[row[::-1]] = house[::-1]
    level = np.where(chosen >= 0, _HUISNUMMER, _NONE).astype(np.uint8)
    chosen[row[exact]] = house[exact]
    level[np.bincount(row[exact], minlength=size) == 1] = _ADRES
    there = chosen >= 0
    at = chosen[there]
    xy, lonlat = houses.xy[at], houses.lonlat[at]
    low = (1 << 32) - 1

    def column(values: Floats) -> Floats:
        filled = np.full(size, np.nan)
        filled[there] = values
        return filled

    ids = np.zeros(size, dtype=np.int64)
    ids[there] = houses.id[at]
    ids[level != _ADRES] = 0
    return ColumnMatches(
        level=level,
        nummeraanduiding_id=ids,
        x_rd=column(((xy >> 32) - _X_FROM) / 10),
        y_rd=column((xy & low) / 10),
        lon=column((lonlat >> 32) / 1e7),
        lat=column((lonlat & low) / 1e7),
    )


def _street_ids(rows: Rows, street: NDArray[np.object_], woonplaats: NDArray[np.object_]) -> Ints:
    """The street of each row; -1 where no place called so has such a street, or where there are several."""
    places = Places(rows)
    in_place, typed_places = pd.factorize(woonplaats)
    on_street, typed_streets = pd.factorize(street)
    called = [places.called_exactly(str(text)) for text in typed_places]
    norms = _norms(rows, [str(text) for text in typed_streets])
    known = (in_place >= 0) & (on_street >= 0)
    both, combined = pd.factorize(np.where(known, in_place * len(norms) + on_street, -1))
    asked = [
        (position, place.id, norms[one % len(norms)])
        for position, one in enumerate(combined.tolist())
        if one >= 0
        for place in called[one // len(norms)]
    ]
    which, ids = rows.street_ids([(place_id, norm) for _, place_id, norm in asked])
    position = np.array([one[0] for one in asked], dtype=np.int64)[which]
    street_id = np.full(len(combined), -1, dtype=np.int64)
    street_id[position] = ids
    street_id[np.bincount(position, minlength=len(combined)) > 1] = -1
    return street_id[both]


def _norms(rows: Rows, streets: Sequence[str]) -> list[str]:
    """street.normalise_street of many names; of those that the register has, it knows the normal form already."""
    known = rows.norms() if len(streets) > WORTH_NORMS else {}
    return [known.get(street) or normalise_street(street) for street in streets]


def _postcodes_of(rows: Rows, street_id: Ints, number: Ints) -> tuple[Positions, Ints]:
    """Positions and postcodes: every postcode of a position's street between whose numbers its number lies."""
    street, postcode, number_from, number_to = rows.segments_of_streets(_rising(street_id))
    position, segment = _within(street_id, 0, street)
    inside = (number_from[segment] <= number[position]) & (number[position] <= number_to[segment])
    return position[inside], postcode[segment[inside]]


def _rising(values: Ints) -> Ints:
    """Each value once, in order; np.unique does the same by hashing, which is ten times slower on a million numbers."""
    ordered = np.sort(values)
    once: Ints = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return once


def _within(low: Ints, span: int, rising: Ints) -> tuple[Positions, Positions]:
    """Pairs of positions: of each low, and of every value from it to low + span, given values that rise."""
    lows, which = np.unique(low, return_inverse=True)
    start = np.searchsorted(rising, lows, side="left")
    count = (np.searchsorted(rising, lows + span, side="right") - start)[which]
    pair = np.repeat(np.arange(len(low)), count)
    before = np.repeat(np.cumsum(count) - count, count)
    return pair, np.arange(len(pair)) - before + np.repeat(start[which], count)


def _joined(parts: Sequence[Houses]) -> Houses:
    """Houses of several chunks as one, their suffixes numbered anew."""
    known: dict[str, int] = {"": 0}
    numbered = [
        np.array([known.setdefault(text, len(known)) for text in part.suffixes], dtype=np.int64)
        for part in parts
    ]
    suffix = [new[part.suffix] for new, part in zip(numbered, parts, strict=True)]

    def column(name: str) -> Ints:
        joined: Ints = np.concatenate([getattr(part, name) for part in parts])
        return joined

    return Houses(
        key=column("key"),
        street=column("street"),
        suffix=np.concatenate(suffix),
        id=column("id"),
        xy=column("xy"),
        lonlat=column("lonlat"),
        suffixes=tuple(known),
    )


def _suffixes(suffix: ArrayLike | None, size: int) -> tuple[Ints, list[str]]:
    """A number per row, and the text that each stands for; no suffix is one too."""
    if suffix is None:
        return np.zeros(size, dtype=np.int64), [""]
    values = np.asarray(suffix, dtype=object)
    codes, texts = pd.factorize(np.where(pd.isna(values), "", values))
    return codes.astype(np.int64), [suffix_key(str(text), "") for text in texts]


def _whole_numbers(values: ArrayLike) -> Ints:
    """House numbers; -1 for what is none, or is larger than any can be."""
    numbers = pd.to_numeric(pd.Series(np.asarray(values).ravel()), errors="coerce").to_numpy(dtype=float)
    usable = (numbers >= 1) & (numbers <= MAX_NUMBER) & (numbers == np.floor(numbers))
    return np.where(usable, numbers, -1).astype(np.int64)


def _packed(postcodes: Sequence[str]) -> Ints:
    """layout.pack_postcode of whole columns, -1 for what is no postcode; most are written as BAG does."""
    usual = np.array([text if len(text) == _POSTCODE else "" for text in postcodes], dtype=f"U{_POSTCODE}")
    signs = usual.view(np.uint32).reshape(-1, _POSTCODE).astype(np.int64)
    digits, letters = signs[:, :4] - ord("0"), signs[:, 4:] - ord("A")
    packed: Ints = ((digits @ _TENS) * LETTERS + letters[:, 0]) * LETTERS + letters[:, 1]
    odd = ((digits < 0) | (digits > 9)).any(axis=1) | ((letters < 0) | (letters >= LETTERS)).any(axis=1)
    for i in np.flatnonzero(odd).tolist():
        postcode = parse_postcode(postcodes[i])
        packed[i] = pack_postcode(postcode) if len(postcode) == _POSTCODE else -1
    return packed


def _looked_up(codes: NDArray[Any], values: Sequence[int]) -> Ints:
    """The value of each code, -1 where the code is (a missing cell)."""
    filled: Ints = np.array([*values, -1], dtype=np.int64)
    taken: Ints = filled[codes]
    return taken


def _base(postcode: Ints, number: Ints) -> Ints:
    """layout.pack_key of whole columns."""
    return (postcode << NUMBER_BITS | number) << SERIAL_BITS


def _itself(arrays: _T) -> _T:
    """Arrays travel as they are."""
    return arrays


HOUSES: Mapping[str, Callable[[Rows, Ints], Houses]] = {"plain houses": plain_houses_at, "houses": houses_at}
"""What can be asked for, by the name under which a worker knows it."""
