"""Takes in addresses a batch of columns at a time: cleans them, counts what cannot be used, keeps the rest as numbers.

Ten million addresses are far fewer streets, places, letters and suffixes: each is kept once, and a row holds only its
number. A row costs about 70 bytes that way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sociale_kaart.crs import RD_X_RANGE, RD_Y_RANGE, wgs84_to_rd
from sociale_kaart.gebieden.gemeenten import find_gemeente
from sociale_kaart.geocode.register.counts import LONGEST, Counts, Refusal
from sociale_kaart.geocode.register.layout import AddressRow, pack_postcode

TEXT_FIELDS = (
    "openbare_ruimte",
    "openbare_ruimte_kort",
    "huisletter",
    "huisnummertoevoeging",
    "woonplaats",
    "gemeentecode",
    "buurtcode",
)
ID_FIELDS = ("nummeraanduiding_id", "adresseerbaarobject_id")
HIGHEST_NUMBER = 99_999  # BAG: a huisnummer has at most five digits
NONE, UNREADABLE = -1, -2

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Codes = NDArray[np.intp]
Floats = NDArray[np.float64]


class Vocabulary:
    """Texts by number, in order of appearance; "" is 0. Each is brought to its form once, however often it comes."""

    def __init__(self, form: Callable[[str], str]) -> None:
        self._form = form
        self._numbers = {"": 0}
        self._as_written = {"": 0}

    @property
    def texts(self) -> list[str]:
        return list(self._numbers)

    def number(self, text: str) -> int:
        """The number of a text, a new one where it is new; UNREADABLE where it is too long to be a name."""
        if len(text) > LONGEST:
            return UNREADABLE
        known = self._as_written.get(text)
        if known is None:
            known = self._numbers.setdefault(self._form(text), len(self._numbers))
            self._as_written[text] = known
        return known


class Columns:
    """Rows as columns that are cut and ordered together; a dataclass of arrays."""

    __slots__: ClassVar[tuple[str, ...]] = ()

    def take(self, rows: NDArray[Any]) -> None:
        """Keep these rows, in this order, one column after the other so that only one is held twice."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name)[rows])


@dataclass(slots=True)
class Addresses(Columns):
    """Addresses as columns of numbers; x, y in decimetres RD New, an id or packed postcode of -1 is none."""

    openbare_ruimte: Small
    openbare_ruimte_kort: Small
    huisnummer: Small
    huisletter: Small
    huisnummertoevoeging: Small
    postcode: Small
    woonplaats: Small
    gemeentecode: Small
    nummeraanduiding_id: Ints
    adresseerbaarobject_id: Ints
    buurtcode: Small
    x: Small
    y: Small

    def __len__(self) -> int:
        return len(self.huisnummer)


class Intake:
    """Batches in, one table of numbers out."""

    def __init__(self) -> None:
        self.counts = Counts()
        self.vocabularies = {
            name: Vocabulary(_gemeentecode if name == "gemeentecode" else _clean) for name in TEXT_FIELDS
        }
        self._read_postcode = cache(_postcode)
        self._batches: dict[str, list[NDArray[Any]]] = {one.name: [] for one in fields(Addresses)}

    def add(self, batch: pd.DataFrame) -> None:
        """Take in a batch: columns named as AddressRow's fields, lon and lat or x_rd and y_rd, and maybe status.

        A column that is not there is empty; `gemeente` (a name) will do for gemeentecode. Texts may be categories,
        which is fastest.
        """
        columns, wrong = self._read(batch)
        usable = np.ones(len(batch), bool)
        for why, is_wrong in wrong:
            rows = np.flatnonzero(is_wrong & usable).tolist()
            self.counts.refuse(why, len(rows), (_described(batch, row) for row in rows))
            usable &= ~is_wrong
        self.counts.rows += len(batch)
        for name, values in columns.items():
            self._batches[name].append(values if usable.all() else values[usable])

    def finish(self) -> Addresses:
        """All that was usable; the batches are let go."""
        self._read_postcode.cache_clear()
        return Addresses(**{name: _joined(parts) for name, parts in self._batches.items()})

    def _read(self, batch: pd.DataFrame) -> tuple[dict[str, NDArray[Any]], list[tuple[Refusal, Bools]]]:
        columns: dict[str, NDArray[Any]] = {
            name: _by_value(batch, _column_of(batch, name), words.number)
            for name, words in self.vocabularies.items()
        }
        columns |= {name: _ids(batch, name) for name in ID_FIELDS}
        columns["huisnummer"] = _by_value(batch, "huisnummer", _house_number)
        columns["postcode"] = _by_value(batch, "postcode", self._read_postcode)
        x, y = _points(batch)
        inside = (x >= RD_X_RANGE[0]) & (x <= RD_X_RANGE[1]) & (y >= RD_Y_RANGE[0]) & (y <= RD_Y_RANGE[1])
        columns["x"], columns["y"] = _decimetres(x, inside), _decimetres(y, inside)
        too_long, no_id = (
            np.logical_or.reduce([columns[name] == UNREADABLE for name in names])
            for names in (TEXT_FIELDS, ID_FIELDS)
        )
        return columns, [
            (Refusal.WITHDRAWN, _by_value(batch, "status", _withdrawn) == 1),
            (Refusal.TOO_LONG, too_long),
            (Refusal.NO_STREET, columns["openbare_ruimte"] == 0),
            (Refusal.NO_NUMBER, columns["huisnummer"] == NONE),
            (Refusal.NO_PLACE, columns["woonplaats"] == 0),
            (Refusal.POSTCODE_UNREADABLE, columns["postcode"] == UNREADABLE),
            (Refusal.NO_POINT, ~inside),
            (Refusal.ID_UNREADABLE, no_id),
        ]


def frames(rows: Iterable[AddressRow], size: int = 100_000) -> Iterable[pd.DataFrame]:
    """Address rows as batches of columns."""
    names = [one.name for one in fields(AddressRow)]
    held: list[tuple[Any, ...]] = []
    for row in rows:
        held.append(tuple(getattr(row, name) for name in names))
        if len(held) == size:
            yield pd.DataFrame(held, columns=names)
            held = []
    if held:
        yield pd.DataFrame(held, columns=names)


def in_words(one: Mapping[str, str]) -> str:
    """An address as one line, to show in a report."""
    number = one.get("huisnummer", "") + one.get("huisletter", "")
    suffix = one.get("huisnummertoevoeging", "")
    house = f"{number}-{suffix}" if suffix else number
    street = " ".join(part for part in (one.get("openbare_ruimte", ""), house) if part)
    town = " ".join(part for part in (one.get("postcode", ""), one.get("woonplaats", "")) if part)
    return _printable(", ".join(part for part in (street, town) if part))[:LONGEST]


_POSTCODE = re.compile(r"([1-9]\d{3})\s?([A-Za-z]{2})", re.ASCII)
_NUMBER = re.compile(r"(\d{1,9})(?:\.0+)?", re.ASCII)
_GEMEENTECODE = re.compile(r"(?:GM)?(\d{1,4})(?:\.0+)?", re.ASCII | re.IGNORECASE)
_ID = re.compile(r"(?:NL\.IMBAG\.[A-Za-z]+\.)?(\d{1,16})(?:\.0+)?", re.ASCII)
_ID_TOO_BIG = 10**16
# BAG's words for what is no longer, or never came to be: "Verblijfsobject ingetrokken", "niet gerealiseerd
# verblijfsobject", "Verblijfsobject ten onrechte opgevoerd", "Naamgeving ingetrokken".
_WITHDRAWN = re.compile(r"ingetrokken|niet gerealiseerd|ten onrechte", re.IGNORECASE)


def _clean(value: str) -> str:
    return unicodedata.normalize("NFC", _printable(" ".join(value.split())))


def _printable(text: str) -> str:
    """Without what could steer a terminal."""
    return text if text.isprintable() else "".join(c for c in text if c.isprintable())


def _gemeentecode(value: str) -> str:
    """Of a code in any spelling, or of a name; "" of what is neither, so that it is looked up by coordinates."""
    code = _GEMEENTECODE.fullmatch(value.strip())
    if code:
        return f"GM{int(code[1]):04d}"
    found = find_gemeente(value).gemeente if value.strip() else None
    return found.code if found else ""


def _postcode(value: str) -> int:
    code = _POSTCODE.fullmatch(value.strip())
    if code:
        return pack_postcode(code[1] + code[2].upper())
    return UNREADABLE if value.strip() else NONE


def _house_number(value: str) -> int:
    whole = _NUMBER.fullmatch(value.strip())
    number = int(whole[1]) if whole else 0
    return number if 1 <= number <= HIGHEST_NUMBER else NONE


def _withdrawn(value: str) -> int:
    return int(bool(_WITHDRAWN.search(value)))


def _id(value: str) -> int:
    found = _ID.fullmatch(value)
    if found:
        return int(found[1])
    return UNREADABLE if value else NONE


def _column_of(batch: pd.DataFrame, name: str) -> str:
    """Where a source gives no code of the gemeente, its name will do."""
    return "gemeente" if name == "gemeentecode" and name not in batch else name


def _distinct(column: pd.Series[Any]) -> tuple[Codes, list[str]]:
    """Each row's number among the distinct values, and these as text; a missing value has number -1."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.intp), [str(one) for one in column.cat.categories]
    codes, values = pd.factorize(column)
    return codes, [str(one) for one in values]


def _by_value(batch: pd.DataFrame, name: str, read: Callable[[str], int]) -> Small:
    """A column read by a function that sees each distinct value once; of a missing value it sees ""."""
    codes, values = _distinct(batch[name]) if name in batch else (np.full(len(batch), -1), [])
    numbers = np.array([*map(read, values), read("")], np.int32)
    result: Small = numbers[codes]
    return result


def _ids(batch: pd.DataFrame, name: str) -> Ints:
    result = np.full(len(batch), NONE, np.int64)
    if name not in batch:
        return result
    given = np.flatnonzero(batch[name].notna())
    values = batch[name].to_numpy(object)[given]
    written = values != ""
    given, values = given[written], values[written]
    try:
        numbers = values.astype(np.int64)
    except (TypeError, ValueError, OverflowError):
        numbers = np.fromiter((_id(str(one).strip()) for one in values), np.int64, len(values))
    result[given] = np.where((numbers < NONE) | (numbers >= _ID_TOO_BIG), UNREADABLE, numbers)
    return result


def _points(batch: pd.DataFrame) -> tuple[Floats, Floats]:
    """RD New in metres; NaN where the source says nothing or no number."""
    if "x_rd" in batch:
        return _floats(batch["x_rd"]), _floats(batch["y_rd"])
    return wgs84_to_rd(_floats(batch["lon"]), _floats(batch["lat"]))


def _floats(column: pd.Series[Any]) -> Floats:
    """Numbers; with a decimal comma too, as a Dutch spreadsheet writes them."""
    if column.dtype.kind not in "fiu":
        column = pd.to_numeric(column.astype(str).str.replace(",", "."), errors="coerce")
    return column.to_numpy(np.float64, na_value=np.nan)


def _decimetres(metres: Floats, inside: Bools) -> Small:
    whole: Small = np.rint(np.where(inside, metres, 0.0) * 10).astype(np.int32)
    return whole


def _joined(parts: list[NDArray[Any]]) -> NDArray[Any]:
    whole = np.concatenate(parts) if parts else np.empty(0, np.int32)
    parts.clear()
    return whole


def _described(batch: pd.DataFrame, row: int) -> str:
    return in_words({str(name): _shown(value) for name, value in batch.iloc[row].items()})


def _shown(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
