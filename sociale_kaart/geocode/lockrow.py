"""One row of the geocode lock: an address as typed, the answer it got, and who looked at it. Text there and back."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sociale_kaart.crs import LAT_RANGE, LON_RANGE, RD_X_RANGE, RD_Y_RANGE, wgs84_to_rd
from sociale_kaart.geocode.backend import Outcome, as_outcome
from sociale_kaart.model import AddressInput, Match, MatchLevel

LOCK_COLUMNS: tuple[str, ...] = (
    "address",
    "postcode",
    "woonplaats",
    "gemeentecode_asked",
    "match_level",
    "match_confidence",
    "match_faults",
    "match_address",
    "match_woonplaats",
    "gemeentecode",
    "wijkcode",
    "buurtcode",
    "nummeraanduiding_id",
    "adresseerbaarobject_id",
    "lon",
    "lat",
    "x_rd",
    "y_rd",
    "match_alternatives",
    "match_query",
    "match_backend",
    "match_data_version",
    "matched_on",
    "checked_by",
    "checked_on",
    "note",
)
"""Every column, in the order they are written; each is defined in docs/glossary.md."""

REQUIRED_COLUMNS = frozenset({"address", "postcode", "woonplaats", "match_level"})

# How far the two coordinate pairs of a row may lie apart: rounding and the RDNAPTRANS grid stay below 1 m.
SAME_POINT_M = 10.0

# A spreadsheet in Japanese takes the wide signs for formulas too.
_BEGINS = r"[=+\-@\t\r＝＋－＠]"
_FORMULA = re.compile(rf"'*{_BEGINS}")
_GUARDED_FORMULA = re.compile(rf"'+{_BEGINS}")
_BAG_ID = re.compile(r"\d{16}")
_CODES = {
    "gemeentecode_asked": re.compile(r"GM\d{4}"),
    "gemeentecode": re.compile(r"GM\d{4}"),
    "wijkcode": re.compile(r"WK\w{6}"),
    "buurtcode": re.compile(r"BU\w{8}"),
}
# As a Dutch Excel writes a date that it recognised.
_DUTCH_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_FAULT = re.compile(r"[a-z][a-z0-9_]*")
_RANGES = {
    "match_confidence": (0.0, 1.0),
    "lon": LON_RANGE,
    "lat": LAT_RANGE,
    "x_rd": RD_X_RANGE,
    "y_rd": RD_Y_RANGE,
}
_SEPARATOR = "|"


class WrongCell(ValueError):
    """A cell that cannot be what its column says: which column, what stands there, what was expected (Dutch)."""

    def __init__(self, column: str, value: str, expected: str) -> None:
        self.column = column
        self.value = value
        self.expected = expected
        super().__init__(f"{column}: {value!r}, {expected}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LockRow:
    """The answer to one distinct address. A row with checked_by is a person's word: no run changes it."""

    asked: AddressInput
    match: Match
    matched_on: date | None = None
    checked_by: str = ""
    checked_on: date | None = None
    note: str = ""

    @property
    def key(self) -> str:
        return self.asked.key

    @property
    def is_checked(self) -> bool:
        return bool(self.checked_by or self.checked_on)


def clean(asked: AddressInput) -> AddressInput:
    """The address as the lock keeps it: every run of white space one space, so that a row is one line."""
    return AddressInput(
        text=_one_line(asked.text),
        postcode=_one_line(asked.postcode),
        woonplaats=_one_line(asked.woonplaats),
        gemeentecode=asked.gemeentecode,
    )


def to_cells(row: LockRow) -> list[str]:
    """The cells of a row, one for each of LOCK_COLUMNS; none starts a formula in a spreadsheet."""
    match = row.match
    cells = {
        "address": row.asked.text,
        "postcode": row.asked.postcode,
        "woonplaats": row.asked.woonplaats,
        "gemeentecode_asked": row.asked.gemeentecode,
        "match_level": match.level.value,
        "match_confidence": "" if match.confidence is None else f"{match.confidence:.3g}",
        "match_faults": _SEPARATOR.join(match.faults),
        "match_address": match.address,
        "match_woonplaats": match.woonplaats,
        "gemeentecode": match.gemeentecode,
        "wijkcode": match.wijkcode,
        "buurtcode": match.buurtcode,
        "nummeraanduiding_id": match.nummeraanduiding_id,
        "adresseerbaarobject_id": match.adresseerbaarobject_id,
        "lon": _number(match.lon),
        "lat": _number(match.lat),
        "x_rd": _number(match.x_rd),
        "y_rd": _number(match.y_rd),
        "match_alternatives": _SEPARATOR.join(label.replace(_SEPARATOR, " ") for label in match.alternatives),
        "match_query": match.query,
        "match_backend": match.backend,
        "match_data_version": match.data_version,
        "matched_on": _day(row.matched_on),
        "checked_by": row.checked_by,
        "checked_on": _day(row.checked_on),
        "note": row.note,
    }
    return [formula_safe(_one_line(cells[column])) for column in LOCK_COLUMNS]


def from_cells(columns: Sequence[str], cells: Sequence[str], *, decimal_comma: bool = False) -> LockRow:
    """The row that these cells make; raises WrongCell where one cannot be what its column says.

    decimal_comma: numbers may be written as a Dutch spreadsheet does (6,75).
    """
    values = {column: _unguarded(cell) for column, cell in zip(columns, cells, strict=True)}
    if decimal_comma:
        values |= {column: values[column].replace(",", ".") for column in _RANGES if column in values}
    return LockRow(
        asked=AddressInput(
            text=values["address"],
            postcode=values["postcode"],
            woonplaats=values["woonplaats"],
            gemeentecode=_read_code(values, "gemeentecode_asked"),
        ),
        match=_read_match(values),
        matched_on=_read_day(values, "matched_on"),
        checked_by=values.get("checked_by", ""),
        checked_on=_read_day(values, "checked_on"),
        note=values.get("note", ""),
    )


def _read_match(values: Mapping[str, str]) -> Outcome:
    level = _read_level(values)
    lon, lat, x_rd, y_rd = _read_point(values, level)
    return as_outcome(
        Match(
            level=level,
            query=values.get("match_query", ""),
            confidence=_read_number(values, "match_confidence"),
            faults=_read_faults(values),
            address=values.get("match_address", ""),
            woonplaats=values.get("match_woonplaats", ""),
            gemeentecode=_read_code(values, "gemeentecode"),
            wijkcode=_read_code(values, "wijkcode"),
            buurtcode=_read_code(values, "buurtcode"),
            nummeraanduiding_id=_read_bag_id(values, "nummeraanduiding_id"),
            adresseerbaarobject_id=_read_bag_id(values, "adresseerbaarobject_id"),
            lon=lon,
            lat=lat,
            x_rd=x_rd,
            y_rd=y_rd,
            alternatives=_split(values.get("match_alternatives", "")),
            backend=values.get("match_backend", ""),
            data_version=values.get("match_data_version", ""),
        )
    )


def _read_level(values: Mapping[str, str]) -> MatchLevel:
    try:
        return MatchLevel(values["match_level"])
    except ValueError:
        known = ", ".join(MatchLevel)
        raise WrongCell("match_level", values["match_level"], f"een van: {known}") from None


def _read_faults(values: Mapping[str, str]) -> tuple[str, ...]:
    faults = _split(values.get("match_faults", ""))
    for fault in faults:
        if not _FAULT.fullmatch(fault):
            raise WrongCell("match_faults", fault, 'namen van fouten, gescheiden door "|"')
    return faults


def _read_point(
    values: Mapping[str, str], level: MatchLevel
) -> tuple[float | None, float | None, float | None, float | None]:
    lon, lat, x_rd, y_rd = (_read_number(values, column) for column in ("lon", "lat", "x_rd", "y_rd"))
    if (lon is None) != (lat is None) or (x_rd is None) != (y_rd is None):
        raise WrongCell(
            "lon", values.get("lon", ""), "lon en lat allebei, en x_rd en y_rd allebei, of geen van beide"
        )
    if lon is None or lat is None:
        if x_rd is not None or level is not MatchLevel.NONE:
            raise WrongCell("lon", "", f"een lengte en een breedte, want match_level is {level.value}")
        return None, None, None, None
    seen_x, seen_y = (float(value) for value in wgs84_to_rd(lon, lat))
    if x_rd is None or y_rd is None:
        # A person who corrects a point by hand need only write lon and lat.
        return lon, lat, round(seen_x, 3), round(seen_y, 3)
    if math.hypot(seen_x - x_rd, seen_y - y_rd) > SAME_POINT_M:
        raise WrongCell(
            "x_rd", _number(x_rd), f"hetzelfde punt als lon en lat ({seen_x:.0f}, {seen_y:.0f}), of leeg"
        )
    return lon, lat, x_rd, y_rd


def _read_number(values: Mapping[str, str], column: str) -> float | None:
    text = values.get(column, "")
    if not text:
        return None
    low, high = _RANGES[column]
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not low <= number <= high:
        raise WrongCell(column, text, f"een getal van {low:g} tot {high:g} met een punt, of leeg")
    return number


def _read_bag_id(values: Mapping[str, str], column: str) -> str:
    text = values.get(column, "")
    if text and not _BAG_ID.fullmatch(text):
        # A spreadsheet makes a number of it, and loses the leading zero or the last digits.
        raise WrongCell(column, text, "16 cijfers of leeg (open het bestand met deze kolom als tekst)")
    return text


def _read_code(values: Mapping[str, str], column: str) -> str:
    text = values.get(column, "")
    if text and not _CODES[column].fullmatch(text):
        raise WrongCell(column, text, f"een code als {_CODES[column].pattern[:2]}0344, of leeg")
    return text


def _read_day(values: Mapping[str, str], column: str) -> date | None:
    text = values.get(column, "")
    dutch = _DUTCH_DAY.fullmatch(text)
    try:
        if dutch:
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongCell(column, text, "een datum als 2026-10-31 of 31-10-2026, of leeg") from None


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(_SEPARATOR) if part)


def _number(value: float | None) -> str:
    return "" if value is None else repr(float(value))


def _day(value: date | None) -> str:
    return "" if value is None else value.isoformat()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def formula_safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before what begins like one."""
    return f"'{text}" if _FORMULA.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if _GUARDED_FORMULA.match(text) else text
