"""Reads a table file, whatever a coordinator keeps it in, into headings and numbered rows of text."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from rapidfuzz import fuzz, process

from sociale_kaart.errors import SourceNotFound, SourceUnreadable
from sociale_kaart.model import fold
from sociale_kaart.sources.encoding import decode_text
from sociale_kaart.sources.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_ROWS,
    ROWS_SEARCHED_FOR_HEADINGS,
)

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_NO_TABLES = {
    b"%PDF": "een PDF",
    b"\x89PNG": "een plaatje",
    b"\xff\xd8\xff": "een foto",
    b"{\\rtf": "een RTF-tekst",
}
_DELIMITERS = (";", ",", "\t", "|")
_SAVE_AS = "open het in Excel of LibreOffice en bewaar het opnieuw als .xlsx of als CSV UTF-8"

RawRows = list[tuple[int, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; number counts as the spreadsheet does. formulas: column index -> the formula's text."""

    number: int
    cells: tuple[str, ...]
    formulas: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet: its headings (row `header_row`) and the rows under it that are not blank, each as wide as the headings.

    spilled: for CSV, row number -> what stood to the right of the last heading: the row has too many delimiters.
    """

    file: str
    sheet: str
    header_row: int
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    is_text: bool = False
    spilled: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet as it came: its rows, and where formulas stand ((row number, column index) -> text)."""

    name: str
    rows: RawRows
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    is_text: bool = False


def read_table(
    path: Path,
    *,
    wanted: Collection[str],
    sheet: str = "",
    header_row: int | None = None,
    remedy: str = "",
) -> Table:
    """The table in a CSV, Excel or ODS file.

    Parameters
    ----------
    wanted : headings that must be there; the row that holds most of them is taken for the header
    sheet : name of the sheet; "" takes the first
    header_row : row number of the header, where it should not be searched for
    remedy : what to do where it is empty or lacks headings; "" speaks of kaart.toml

    Raises SourceNotFound (no such file or sheet) or SourceUnreadable (no table, too big, a heading missing or double).
    """
    raw = _read_sheet(path, sheet, wanted)
    if not any(any(cells) for _, cells in raw.rows):
        raise SourceUnreadable(
            f'blad "{raw.name}" is leeg' if raw.name else "het bestand is leeg",
            where=path.name,
            remedy=remedy or "vul het in, of haal deze bron uit kaart.toml",
        )
    at = _header_index(path, raw, wanted, header_row, remedy)
    number, headings = raw.rows[at][0], _trimmed(raw.rows[at][1])
    _require_headings(path, headings, wanted, remedy)
    body = [(n, cells) for n, cells in raw.rows[at + 1 :] if any(cells)]
    return Table(
        file=path.name,
        sheet=raw.name,
        header_row=number,
        headings=headings,
        rows=tuple(_row(n, cells, len(headings), raw.formulas) for n, cells in body),
        is_text=raw.is_text,
        spilled=_spilled(body, len(headings)) if raw.is_text else {},
    )


def _read_sheet(path: Path, sheet: str, wanted: Collection[str]) -> _Sheet:
    data = _read_bytes(path)
    if is_workbook(path, data):
        return _read_workbook(path, data, sheet)
    return _Sheet("", _read_csv(path, decode_text(data, path.name), wanted), is_text=True)


def is_workbook(path: Path, data: bytes) -> bool:
    """Whether a file that starts so is a workbook, else text; raises SourceUnreadable where it is no table at all."""
    if data.startswith((_ZIP, _OLE)):
        return True
    for start, what in _NO_TABLES.items():
        if data.startswith(start):
            raise SourceUnreadable(f"dit is {what}, geen tabel", where=path.name, remedy=_SAVE_AS)
    if path.suffix.lower() in (".xlsx", ".ods", ".xls", ".xlsm"):
        raise SourceUnreadable(
            f"dit is geen {path.suffix.lower()}-bestand, al heet het zo",
            where=path.name,
            remedy=_SAVE_AS,
        )
    return False


def _read_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_FILE_BYTES else b""
    except FileNotFoundError:
        beside = sorted(
            p.name for p in path.parent.glob("*") if p.suffix.lower() in (".csv", ".xlsx", ".ods", ".xls")
        )
        remedy = (
            f"in de map staan: {', '.join(beside)}" if beside else "zet het bestand in de map van de kaart"
        )
        raise SourceNotFound("dit bestand is er niet", where=path.name, remedy=remedy) from None
    except OSError as fault:
        raise SourceUnreadable(
            f"dit bestand kan niet gelezen worden ({fault.strerror})",
            where=path.name,
            remedy="sluit het in andere programma's en kijk of u het mag openen",
        ) from None
    if size > MAX_FILE_BYTES:
        raise SourceUnreadable(
            f"dit bestand is te groot ({size // 1_000_000} MB; hooguit {MAX_FILE_BYTES // 1_000_000} MB)",
            where=path.name,
            remedy="verdeel het over meer bronnen",
        )
    return data


def _read_workbook(path: Path, data: bytes, sheet: str) -> _Sheet:
    from sociale_kaart.sources.spreadsheet import read_spreadsheet

    name, values, formulas = read_spreadsheet(data, path.name, sheet)
    rows: RawRows = []
    for number, row in enumerate(values, start=1):
        cells = [cell_text(value) for value in row]
        # A formula that was never computed has no value: its text is all there is, and it must not get lost.
        rows.append((number, tuple(cell or formulas.get((number, i), "") for i, cell in enumerate(cells))))
    return _Sheet(name, rows, formulas)


def cell_text(value: object) -> str:
    """The text of a cell: dates in ISO, whole floats without ".0" (a phone number read as one), true as "ja"."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case _:
            return str(value).strip()


def _read_csv(path: Path, text: str, wanted: Collection[str]) -> RawRows:
    delimiter = guess_delimiter(text, wanted)
    rows: RawRows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MAX_ROWS or len(cells) > MAX_COLUMNS or number * len(cells) > MAX_CELLS:
                raise SourceUnreadable(
                    f"deze tabel is te groot (hooguit {MAX_ROWS} rijen en {MAX_COLUMNS} kolommen)",
                    where=f"{path.name}, rij {number}",
                    remedy="verdeel haar over meer bronnen",
                )
            rows.append((number, tuple(cell.strip() for cell in cells)))
    except csv.Error as fault:
        raise unreadable_csv(path, len(rows) + 1, fault) from None
    return rows


def unreadable_csv(path: Path, number: int, fault: csv.Error) -> SourceUnreadable:
    """What is wrong with a CSV at a row, and how to mend it."""
    where = f"{path.name}, rij {number}"
    if "field larger" in str(fault):
        return SourceUnreadable(
            f"hier staat een vakje met meer dan {csv.field_size_limit()} tekens",
            where=where,
            remedy="maak de tekst korter, of kijk of er een aanhalingsteken te veel staat",
        )
    return SourceUnreadable(
        'hier begint een tekst met een aanhalingsteken (") dat niet goed wordt gesloten',
        where=where,
        remedy='zet om de tekst aan beide kanten een ", en schrijf een " in de tekst dubbel: ""',
    )


def guess_delimiter(text: str, wanted: Collection[str]) -> str:
    """The delimiter under which most of the wanted headings appear; else the one that cuts the first rows most."""
    head = list(io.StringIO(text, newline=""))[:ROWS_SEARCHED_FOR_HEADINGS]

    def score(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(head, delimiter=delimiter))
        except csv.Error:
            return (0, 0)
        hits = max((_hits(cells, wanted) for cells in rows), default=0)
        return (hits, max((len(cells) for cells in rows), default=0))

    return max(_DELIMITERS, key=score)


def _hits(cells: Iterable[str], wanted: Collection[str]) -> int:
    return len({fold(cell) for cell in cells if cell} & {fold(heading) for heading in wanted})


def _header_index(
    path: Path, raw: _Sheet, wanted: Collection[str], header_row: int | None, remedy: str
) -> int:
    if header_row is not None:
        return _index_of_row(path, raw, header_row)
    candidates = range(min(len(raw.rows), ROWS_SEARCHED_FOR_HEADINGS))
    best = max(candidates, key=lambda i: (_hits(raw.rows[i][1], wanted), -i))
    if wanted and not _hits(raw.rows[best][1], wanted):
        first = next(cells for _, cells in raw.rows if any(cells))
        raise SourceUnreadable(
            f"de rij met kolomkoppen is niet gevonden; gezocht naar {_quoted(wanted)}",
            where=_where(path, raw.name),
            remedy=remedy
            or f"de eerste rij is {_quoted(cell for cell in first if cell)}; "
            "zet er koppen boven, of neem deze over in [sources.columns] van kaart.toml",
        )
    return best


def _index_of_row(path: Path, raw: _Sheet, header_row: int) -> int:
    index = next(
        (i for i, (number, cells) in enumerate(raw.rows) if number == header_row and any(cells)),
        None,
    )
    if index is None:
        raise SourceUnreadable(
            f"rij {header_row} zou de kolomkoppen bevatten, maar is leeg",
            where=_where(path, raw.name),
            remedy="verbeter 'header_row' in kaart.toml, of laat die sleutel weg",
        )
    return index


def _require_headings(path: Path, headings: Sequence[str], wanted: Collection[str], remedy: str) -> None:
    there = [fold(heading) for heading in headings]
    missing = [heading for heading in wanted if fold(heading) not in there]
    if missing:
        raise SourceUnreadable(
            "; ".join(_missing(heading, headings) for heading in missing),
            where=path.name,
            remedy=remedy
            or "verbeter de kop in het blad, of de kolomnaam in [sources.columns] van kaart.toml",
        )
    for heading in wanted:
        columns = [column_letter(i) for i, name in enumerate(there) if name == fold(heading)]
        if len(columns) > 1:
            raise SourceUnreadable(
                f'de kolom "{heading}" staat er {len(columns)} keer ({" en ".join(columns)})',
                where=path.name,
                remedy="geef elke kolom een eigen kop",
            )


def _missing(heading: str, headings: Sequence[str]) -> str:
    names = [name for name in headings if name]
    near = process.extractOne(heading, names, scorer=fuzz.WRatio, processor=fold, score_cutoff=60)
    hint = f' (bedoelt u "{near[0]}"?)' if near else f" (wel: {_quoted(names)})"
    return f'de kolom "{heading}" is er niet{hint}'


def column_letter(index: int) -> str:
    """The spreadsheet's own name of a column, by its index from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _row(
    number: int,
    cells: Sequence[str],
    width: int,
    formulas: Mapping[tuple[int, int], str],
) -> Row:
    kept = tuple(cells[:width]) + ("",) * (width - len(cells))
    if not formulas:
        return Row(number, kept)
    return Row(
        number,
        kept,
        {i: formulas[number, i] for i in range(width) if (number, i) in formulas},
    )


def _spilled(body: RawRows, width: int) -> dict[int, tuple[str, ...]]:
    return {number: tuple(filter(None, cells[width:])) for number, cells in body if any(cells[width:])}


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    last = max(i for i, cell in enumerate(cells) if cell)
    return tuple(" ".join(cell.split()) for cell in cells[: last + 1])


def _quoted(names: Iterable[str]) -> str:
    shown = ['"' + "".join(c if c.isprintable() else " " for c in name[:60]) + '"' for name in names]
    return ", ".join(shown[:12]) + (", …" if len(shown) > 12 else "")


def _where(path: Path, sheet: str) -> str:
    return f'{path.name}, blad "{sheet}"' if sheet else path.name
