"""The geocode lock, adressen.lock.csv: what a lock file is to packages, for addresses.

One row per distinct address. A row is on the disk before the next address is asked for, so a run that is cut off
loses nothing; at the end the file is rewritten in order, so that a changed answer shows as a diff a person can read.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Self

from sociale_kaart.atomic import write_bytes
from sociale_kaart.errors import LockError
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.geocode.guard import Guard
from sociale_kaart.geocode.lockrow import (
    LOCK_COLUMNS,
    REQUIRED_COLUMNS,
    LockRow,
    WrongCell,
    clean,
    from_cells,
    to_cells,
)
from sociale_kaart.model import AddressInput, Match, fold

__all__ = ["LOCK_COLUMNS", "Lock", "LockRow"]

_HALF_WRITTEN = (
    "{path}: regel {number} was half geschreven door een afgebroken run en telt niet mee; "
    "dat adres wordt opnieuw opgezocht."
)
_SHOWN = 40
_BOM = "\ufeff".encode()
# What a spreadsheet leaves of a row that was emptied.
_EMPTY = b" \t\r;,"


class Lock:
    """The answers known so far. Reading needs nothing; the first change takes the guard against other runs.

    `repairs` says, in Dutch, what a cut-off run had left half written and what was done about it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.repairs: tuple[str, ...] = ()
        self._rows: dict[str, LockRow] = {}
        self._guard: Guard | None = None
        self._appender: int | None = None
        self._delimiter = ","

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Read a lock; one that is not there yet is empty.

        Raises LockError, naming file, line, column and what was expected, where the file is damaged.
        """
        lock = cls(Path(path))
        lock._read()
        return lock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[LockRow]:
        """Every row, in the order of the file."""
        return iter(sorted(self._rows.values(), key=_order))

    def get(self, asked: AddressInput) -> LockRow | None:
        """The row of an address, however it is spaced and capitalised.

        A row in which no gemeente was asked for (those of older locks) answers for a stated one as well, but only
        where it was found in that very gemeente.
        """
        asked = clean(asked)
        exact = self._rows.get(asked.key)
        if exact is not None or not asked.gemeentecode:
            return exact
        without = self._rows.get(replace(asked, gemeentecode="").key)
        return without if without is not None and _was_found_in(without, asked.gemeentecode) else None

    def add(self, asked: AddressInput, match: Match, *, on: date) -> LockRow:
        """Write an answer down, on the disk before this returns; a row checked by hand stays as it is.

        Raises LockError where another run is writing in this lock.
        """
        self._begin()
        row = LockRow(asked=clean(asked), match=_as_kept(asked, match), matched_on=on)
        known = self.get(asked)
        if known is not None and known.is_checked:
            return known
        self._append(row)
        self._rows[row.key] = row
        return row

    def save(self) -> None:
        """Rewrite the file in order, all or nothing, and let other runs have it."""
        self._begin()
        self._write_all()
        self.close()

    def close(self) -> None:
        """Let other runs have the file; what was added is already in it."""
        if self._appender is not None:
            os.close(self._appender)
            self._appender = None
        if self._guard is not None:
            self._guard.release()
            self._guard = None

    def _begin(self) -> None:
        """Take the guard, and read again: another run may have added rows since we read."""
        if self._guard is not None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._guard = Guard(self.path)
        try:
            repairs = self.repairs
            tidy = self._read()
            self.repairs = tuple(dict.fromkeys((*repairs, *self.repairs)))
            if not tidy:
                self._write_all()
        except BaseException:
            # Whatever it is, Ctrl+C too: the next run must not find the lock still guarded.
            self.close()
            raise

    def _append(self, row: LockRow) -> None:
        if self._appender is None:
            self._appender = os.open(self.path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        _write_through(self._appender, _line(to_cells(row)))

    def _write_all(self) -> None:
        text = _line(LOCK_COLUMNS) + b"".join(_line(to_cells(row)) for row in self)
        if self._appender is not None:
            os.close(self._appender)
            self._appender = None
        write_bytes(self.path, text)

    def _read(self) -> bool:
        """Read every row; whether the file can be appended to as it is: there, whole, and with our own header."""
        self._rows = {}
        self.repairs = ()
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return False
        lines = data.removeprefix(_BOM).split(b"\n")
        tail = lines.pop()
        if not lines:
            self._check_cut_header(tail)
            return False
        columns = self._read_header(lines[0])
        for number, line in enumerate(lines[1:], start=2):
            if line.strip(_EMPTY):
                self._keep(self._read_row(columns, line, number), number)
        return (
            self._read_tail(columns, tail, len(lines) + 1)
            and columns == LOCK_COLUMNS
            and self._delimiter == ","
            and not data.startswith(_BOM)
        )

    def _read_tail(self, columns: tuple[str, ...], tail: bytes, number: int) -> bool:
        """The last line where it has no end: a whole row of which an editor left the end off, or half a row.

        A killed run leaves the beginning of a row: too few cells, or a quote that nobody closed. Anything else was
        written by a person, and is read, or refused, like every other line.
        """
        if not tail.strip(_EMPTY):
            return not tail
        if self._is_half(tail, len(columns)):
            self.repairs = (_HALF_WRITTEN.format(path=self.path, number=number),)
        else:
            self._keep(self._read_row(columns, tail, number), number)
        return False

    def _is_half(self, tail: bytes, columns: int) -> bool:
        # Cut inside a letter of two bytes, it is still the cells that tell.
        text = tail.decode(errors="ignore")
        try:
            return len(next(csv.reader([text], delimiter=self._delimiter, strict=True), [])) < columns
        except csv.Error as fault:
            return "unexpected end of data" in str(fault)

    def _check_cut_header(self, tail: bytes) -> None:
        if _line(LOCK_COLUMNS).startswith(tail):
            return
        raise LockError(
            "dit is geen lijst van gevonden adressen",
            where=f"{self.path}, regel 1",
            expected="De eerste regel noemt de kolommen en begint met address,postcode,woonplaats",
            remedy="Zet een eerdere versie van het bestand terug, of verwijder het en zoek opnieuw",
        )

    def _read_header(self, line: bytes) -> tuple[str, ...]:
        # A Dutch Excel divides by semicolons; no name of a column has one in it.
        self._delimiter = ";" if line.count(b";") > line.count(b",") else ","
        columns = tuple(self._cells(line, 1))
        what = _wrong_columns(columns)
        if not what:
            return columns
        raise LockError(
            what,
            where=f"{self.path}, regel 1",
            expected="De eerste regel noemt de kolommen, met komma's of puntkomma's ertussen",
            remedy="Zet de namen van de kolommen terug zoals ze waren, of zet een eerdere versie van het bestand terug",
        )

    def _read_row(self, columns: tuple[str, ...], line: bytes, number: int) -> LockRow:
        cells = self._cells(line, number)
        if len(cells) != len(columns):
            raise LockError(
                f"{len(cells)} kolommen",
                where=f"{self.path}, regel {number}",
                expected=f"Dat moeten er {len(columns)} zijn, net als in de eerste regel, op één regel",
                remedy="Herstel de regel of haal hem weg; het adres wordt dan opnieuw opgezocht",
            )
        try:
            return from_cells(columns, cells, decimal_comma=self._delimiter == ";")
        except WrongCell as fault:
            raise LockError(
                f"{fault.value!r} kan niet" if fault.value else "de cel is leeg",
                where=f"{self.path}, regel {number}, kolom {fault.column}",
                expected=f"Verwacht: {fault.expected}",
                remedy="Herstel de cel of haal de regel weg; het adres wordt dan opnieuw opgezocht",
            ) from fault

    def _cells(self, line: bytes, number: int) -> list[str]:
        try:
            text = line.decode().removesuffix("\r")
            return next(csv.reader([text], delimiter=self._delimiter, strict=True), [])
        except (UnicodeDecodeError, csv.Error) as fault:
            raise LockError(
                f"de regel is niet te lezen ({fault})",
                where=f"{self.path}, regel {number}",
                expected="Verwacht: CSV in UTF-8, elke rij op één regel",
                remedy="Herstel de regel of haal hem weg; het adres wordt dan opnieuw opgezocht",
            ) from fault

    def _keep(self, row: LockRow, number: int) -> None:
        """Of two rows for one address a person's word wins; else the later, which a run appended on asking again."""
        known = self._rows.get(row.key)
        if known is None or not known.is_checked:
            self._rows[row.key] = row
        elif row.is_checked and row != known:
            raise LockError(
                f"{str(row.asked)!r} is twee keer met de hand nagekeken, met een verschil",
                where=f"{self.path}, regel {number}",
                expected="Verwacht: één rij per adres",
                remedy="Haal een van de twee rijen weg",
            )


def _as_kept(asked: AddressInput, match: Match) -> Match:
    """The match with its query only where the address was read otherwise than it was typed."""
    same = fold(match.query) == fold(str(asked))
    confidence = None if match.confidence is None else float(f"{match.confidence:.3g}")
    return replace(match, query="" if same else match.query, confidence=confidence)


def _wrong_columns(columns: tuple[str, ...]) -> str:
    """What is wrong with the names of the columns, in Dutch; "" where nothing is."""
    unknown = next((column for column in columns if column not in LOCK_COLUMNS), None)
    absent = next((column for column in LOCK_COLUMNS if column in REQUIRED_COLUMNS - set(columns)), None)
    twice = next((column for column in columns if columns.count(column) > 1), None)
    if unknown is not None:
        near = get_close_matches(unknown, set(LOCK_COLUMNS) - set(columns), n=1)
        shown = unknown if len(unknown) <= _SHOWN else unknown[: _SHOWN - 1] + "…"
        return f"onbekende kolom {shown!r}" + (f"; bedoelt u {near[0]!r}?" if near else "")
    if absent is not None:
        return f"kolom {absent!r} ontbreekt"
    return f"kolom {twice!r} staat er twee keer in" if twice is not None else ""


def _was_found_in(row: LockRow, gemeentecode: str) -> bool:
    match = row.match
    if not row.is_checked:
        return match.gemeentecode == gemeentecode
    # Who corrects a point by hand may leave its code as it was: go by the point. Without one, "nowhere" stands.
    return match.x_rd is None or match.y_rd is None or locate(match.x_rd, match.y_rd)[0] == gemeentecode


def _order(row: LockRow) -> tuple[str, str, str, str]:
    asked = row.asked
    return fold(asked.woonplaats), fold(asked.text), fold(asked.postcode), asked.gemeentecode


def _line(cells: list[str] | tuple[str, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()


def _write_through(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
    os.fsync(descriptor)
