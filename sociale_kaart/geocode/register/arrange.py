"""Puts addresses in the order of a register: streets and places numbered, doubles out, segments and squares drawn.

Everything here is arithmetic on whole columns; what it gives is what write.py writes, row for row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.geocode.register.counts import Counts, Refusal
from sociale_kaart.geocode.register.intake import (
    Addresses,
    Bools,
    Columns,
    Floats,
    Intake,
    Ints,
    Small,
    in_words,
)
from sociale_kaart.geocode.register.layout import (
    CELL_M,
    LETTERS,
    MAX_SERIAL,
    NO_POSTCODE_FROM,
    NUMBER_BITS,
    SERIAL_BITS,
    unpack_postcode,
)
from sociale_kaart.geocode.street import normalise_street

Texts = NDArray[np.object_]
_INT64_MOST = int(np.iinfo(np.int64).max)
_PC4 = LETTERS * LETTERS  # packed postcodes that share their four digits


@dataclass
class Arranged:
    """What a register holds, still in columns: addresses in order of key, and the rows of each table.

    street_id, place_id : per address, from 1, in order of woonplaats, gemeente and name
    postcode : per address, packed; of one without, the made-up one of its street
    texts : what the numbers in the columns of text stand for, sorted
    """

    addresses: Addresses
    texts: Mapping[str, Texts]
    street_id: Small
    place_id: Small
    postcode: Small
    key: Ints

    def places(self) -> Iterator[tuple[Any, ...]]:
        """Rows of `place`."""
        rows = self.addresses
        groups = Groups(self._by_street(), self.place_id)
        firsts = groups.firsts
        return zip(
            self.place_id[firsts].tolist(),
            self.texts["woonplaats"][rows.woonplaats[firsts]],
            self.texts["gemeentecode"][rows.gemeentecode[firsts]],
            groups.sizes.tolist(),
            *groups.middles(rows.x, rows.y),
            strict=True,
        )

    def streets(self) -> Iterator[tuple[Any, ...]]:
        """Rows of `street`."""
        rows = self.addresses
        groups = Groups(self._by_street(), self.street_id)
        firsts = groups.firsts
        names = self.texts["openbare_ruimte"][rows.openbare_ruimte[firsts]]
        short = self.texts["openbare_ruimte_kort"][groups.highest(rows.openbare_ruimte_kort)]
        norms = {name: normalise_street(name) for name in set(names)}
        return zip(
            self.street_id[firsts].tolist(),
            self.place_id[firsts].tolist(),
            names,
            (one if one and one != name else None for one, name in zip(short, names, strict=True)),
            (norms[name] for name in names),
            groups.sizes.tolist(),
            *groups.middles(rows.x, rows.y),
            strict=True,
        )

    def segments(self) -> Iterator[tuple[Any, ...]]:
        """Rows of `segment`."""
        rows = self.addresses
        groups = Groups(self._by_street(), self.street_id, self.postcode)
        firsts = groups.firsts
        extents = [
            part
            for values in (rows.x, rows.y)
            for part in (groups.lowest(values).tolist(), groups.highest(values).tolist())
        ]
        return zip(
            self.street_id[firsts].tolist(),
            self.postcode[firsts].tolist(),
            groups.lowest(rows.huisnummer).tolist(),
            groups.highest(rows.huisnummer).tolist(),
            groups.sizes.tolist(),
            *groups.middles(rows.x, rows.y),
            *extents,
            strict=True,
        )

    def cells(self) -> Iterator[tuple[int, int, int]]:
        """Rows of `segment_cell`: the squares in which a segment has an address."""
        cell = _cells(self.addresses.x, self.addresses.y)
        order = np.lexsort((self.postcode, self.street_id, cell))
        firsts = Groups(order, cell, self.street_id, self.postcode).firsts
        return zip(
            cell[firsts].tolist(),
            self.street_id[firsts].tolist(),
            self.postcode[firsts].tolist(),
            strict=True,
        )

    def _by_street(self) -> NDArray[np.intp]:
        """Order of street and, as the addresses already are, of postcode and number; of place too."""
        return np.argsort(self.street_id, kind="stable")


class Groups:
    """Rows that have the same values, given an order that puts them side by side."""

    def __init__(self, order: NDArray[np.intp], *columns: NDArray[Any]) -> None:
        self._order = order
        self._starts = np.flatnonzero(_differs_from_previous(*(values[order] for values in columns)))
        self.sizes = np.diff(np.append(self._starts, len(order)))

    @property
    def firsts(self) -> NDArray[np.intp]:
        """The first row of each group."""
        return self._order[self._starts]

    def lowest(self, values: Small) -> Small:
        return np.minimum.reduceat(values[self._order], self._starts)

    def highest(self, values: Small) -> Small:
        return np.maximum.reduceat(values[self._order], self._starts)

    def middles(self, x: Small, y: Small) -> tuple[list[int], list[int]]:
        """Of each group the point nearest to the mean of all, the first of those equally near."""
        distance = self._from_mean_squared(x)
        distance += self._from_mean_squared(y)
        nearest = np.repeat(np.minimum.reduceat(distance, self._starts), self.sizes)
        hits = np.flatnonzero(distance == nearest)
        group = np.searchsorted(self._starts, hits, side="right")
        rows = self._order[hits[_differs_from_previous(group)]]
        return x[rows].tolist(), y[rows].tolist()

    def _from_mean_squared(self, values: Small) -> Floats:
        ordered = values[self._order].astype(np.float64)
        ordered -= np.repeat(np.add.reduceat(ordered, self._starts) / self.sizes, self.sizes)
        ordered *= ordered
        return ordered


def arrange(intake: Intake) -> Arranged:
    """Everything that a register holds, from all that was taken in; what is double is counted in intake.counts."""
    rows, counts = intake.finish(), intake.counts
    texts = {name: _rank(rows, name, words.texts) for name, words in intake.vocabularies.items()}
    refuse = partial(_refuse, texts=texts, counts=counts)
    refuse([rows], _repeated(rows.nummeraanduiding_id), Refusal.DOUBLE_ID)
    _locate(rows, texts, counts)

    numbered = _number(rows)
    order = _order(rows, numbered)
    for columns in (rows, numbered):
        columns.take(order)
    refuse([rows, numbered], ~_differs_from_previous(*_identity(rows, numbered)), Refusal.DOUBLE_ADDRESS)
    refuse([rows, numbered], _serials(rows, numbered) > MAX_SERIAL, Refusal.TOO_MANY)

    counts.addresses = len(rows)
    counts.without_postcode = int((rows.postcode < 0).sum())
    key = _postcode_and_number(rows, numbered) << SERIAL_BITS | _serials(rows, numbered)
    return Arranged(rows, texts, numbered.street_id, numbered.place_id, numbered.postcode, key)


@dataclass(slots=True)
class _Numbered(Columns):
    """What belongs to an address besides what its source says; of a street without, its made-up postcode."""

    place_id: Small
    street_id: Small
    postcode: Small


def _number(rows: Addresses) -> _Numbered:
    place_id = _numbered(rows.woonplaats, rows.gemeentecode)
    street_id = _numbered(place_id, rows.openbare_ruimte)
    postcode = np.where(rows.postcode < 0, NO_POSTCODE_FROM + street_id, rows.postcode).astype(np.int32)
    return _Numbered(place_id, street_id, postcode)


def _order(rows: Addresses, numbered: _Numbered) -> NDArray[np.intp]:
    """Order of key; of two addresses that are the same, the first in the source comes first."""
    house = _packed(numbered.street_id, rows.huisletter, rows.huisnummertoevoeging)
    return np.lexsort((house, _postcode_and_number(rows, numbered)))


def _identity(rows: Addresses, numbered: _Numbered) -> tuple[Small, ...]:
    """What two rows share that are the same address."""
    return (
        numbered.postcode,
        rows.huisnummer,
        numbered.street_id,
        rows.huisletter,
        rows.huisnummertoevoeging,
    )


def _postcode_and_number(rows: Addresses, numbered: _Numbered) -> Ints:
    packed: Ints = numbered.postcode.astype(np.int64) << NUMBER_BITS | rows.huisnummer
    return packed


def _serials(rows: Addresses, numbered: _Numbered) -> Ints:
    """Each address's place among those of its postcode and number, which lie side by side."""
    starts = np.flatnonzero(_differs_from_previous(numbered.postcode, rows.huisnummer))
    sizes = np.diff(np.append(starts, len(rows)))
    return np.arange(len(rows)) - np.repeat(starts, sizes)


def _rank(rows: Addresses, name: str, texts: Sequence[str]) -> Texts:
    """Number a column's texts in their own order, so that the order of the source makes no difference."""
    order = sorted(range(len(texts)), key=texts.__getitem__)
    rank = np.empty(len(texts), np.int32)
    rank[order] = np.arange(len(texts), dtype=np.int32)
    setattr(rows, name, rank[getattr(rows, name)])
    return np.array([texts[number] for number in order], object)


def _refuse(
    tables: Sequence[Addresses | _Numbered],
    wrong: Bools,
    why: Refusal,
    *,
    texts: Mapping[str, Texts],
    counts: Counts,
) -> None:
    """Take rows out of the addresses, and of what goes with them."""
    refused, rows = np.flatnonzero(wrong).tolist(), tables[0]
    assert isinstance(rows, Addresses)
    if refused:
        counts.refuse(why, len(refused), (_describe(rows, row, texts) for row in refused))
        for columns in tables:
            columns.take(~wrong)


def _describe(rows: Addresses, row: int, texts: Mapping[str, Texts]) -> str:
    fields = {name: str(known[getattr(rows, name)[row]]) for name, known in texts.items()}
    postcode = int(rows.postcode[row])
    return in_words(
        fields
        | {
            "huisnummer": str(rows.huisnummer[row]),
            "postcode": unpack_postcode(postcode) if postcode >= 0 else "",
        }
    )


def _repeated(ids: Ints) -> Bools:
    """Whether the same id was there in an earlier row; what has no id is no repetition."""
    return np.asarray(pd.Series(ids).duplicated()) & (ids >= 0)


def _locate(rows: Addresses, texts: dict[str, Texts], counts: Counts) -> None:
    """Fill in the gemeente where the source names none.

    A woonplaats lies in one gemeente, and two of one name never share a PC4. So the segments of a woonplaats and PC4
    vote, each where its first address lies: a border is known to 5 m only, and a street along it must not be cut in
    two.
    """
    missing = np.flatnonzero(rows.gemeentecode == 0)
    if not len(missing):
        return
    postcode = rows.postcode[missing]
    # Without a postcode to tell namesakes apart, each square decides for itself.
    area = np.where(postcode >= 0, postcode // _PC4, 10_000 + _cells(rows.x[missing], rows.y[missing]))
    part = np.where(postcode >= 0, postcode, 0)
    town, _ = pd.factorize(_packed(rows.woonplaats[missing], area))
    _, first = np.unique(_packed(town, rows.openbare_ruimte[missing], part), return_index=True)
    votes = locate(rows.x[missing[first]] / 10, rows.y[missing[first]] / 10)
    codes = np.array(sorted({"", *filter(None, votes)}), object)
    winner = _elected(town[first], np.searchsorted(codes, [code or "" for code in votes]))[town]

    known = texts["gemeentecode"]
    every = np.array(sorted({*known, *codes}), object)
    rows.gemeentecode = np.searchsorted(every, known).astype(np.int32)[rows.gemeentecode]
    rows.gemeentecode[missing] = np.searchsorted(every, codes).astype(np.int32)[winner]
    texts["gemeentecode"] = every
    counts.without_gemeente = int((winner == 0).sum())
    counts.located = len(missing) - counts.without_gemeente


def _elected(town: NDArray[np.intp], votes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Of each town what most vote for, of equals the lowest; a 0 is no vote, and where none was cast the outcome."""
    (towns, cast), count = np.unique(np.stack([town, votes])[:, votes > 0], axis=1, return_counts=True)
    order = np.lexsort((cast, -count, towns))
    best = order[_differs_from_previous(towns[order])]
    winner = np.zeros(int(town.max()) + 1, np.intp)
    winner[towns[best]] = cast[best]
    return winner


def _numbered(*columns: NDArray[Any]) -> Small:
    """From 1, in order of the columns' values: rows get the same number where all columns agree."""
    numbers, _ = pd.factorize(_packed(*columns), sort=True)
    return (numbers + 1).astype(np.int32)


def _packed(*columns: NDArray[Any]) -> Ints:
    """Several columns of numbers from 0 as one that sorts as they do."""
    packed = columns[0].astype(np.int64)
    for values in columns[1:]:
        size = int(values.max(initial=0)) + 1
        if int(packed.max(initial=0)) >= _INT64_MOST // size:
            packed = np.asarray(pd.factorize(packed, sort=True)[0], np.int64)
        packed *= size
        packed += values
    return packed


def _cells(x: Small, y: Small) -> Ints:
    """layout.cell_of for whole columns (decimetres)."""
    return (x.astype(np.int64) + 500_000) // (CELL_M * 10) << 12 | y // (CELL_M * 10)


def _differs_from_previous(*columns: NDArray[Any]) -> Bools:
    differs = np.ones(len(columns[0]), bool)
    differs[1:] = np.logical_or.reduce([values[1:] != values[:-1] for values in columns])
    return differs
