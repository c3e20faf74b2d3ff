"""From what a visitor types to a position, without asking anybody: postcode, place or gemeente.

A position from here is the middle of an area, never a house: `kind` and `name` say of which area, and `radius_m` how
far off that may be. What to tell a visitor about it is for whoever speaks to one (web/positionwords.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.gebieden import files, tables
from sociale_kaart.gebieden.gemeenten import Gemeente, find_gemeente, gemeenten, provincies
from sociale_kaart.gebieden.names import expand, fold, without_qualifier
from sociale_kaart.gebieden.population import population_columns

# What is found here is an area. The next four come from a register or service (web/finder.py); "plek" is where a
# visitor's own device is, and "kaart" what a map shows.
Kind = Literal[
    "postcode4", "woonplaats", "gemeente", "postcode", "straat", "huisnummer", "adres", "plek", "kaart"
]

_POSTCODE = re.compile(r"(?:NL[\s-]*)?([1-9]\d{3})(?:\s*([A-Z]{2}))?", re.IGNORECASE)
# As _label writes it.
_LABEL = re.compile(r"(?:(.+), )?gemeente (.+) \((.+)\)", re.IGNORECASE)
_POSTCODE_AND_PLACE = re.compile(r"([1-9]\d{3}\s*[A-Z]{2})[\s,]+(\S.*)", re.IGNORECASE)
_LIKENESS = 78.0  # of 100: "Zwole" is 91 like Zwolle, "Nederland" 75 like Zeeland
_SUGGESTIONS = 3
_LONGEST = 100  # characters; no Dutch name is longer, and work grows with the square of the words
_SAME_PLACE_M = 3_000.0  # one place on both sides of a border between gemeenten is one place


class Doubt(StrEnum):
    """What of the text was left aside, or is in doubt about the position that was found."""

    POSTCODE = "postcode"
    HOUSE = "house"
    STREET = "street"
    NO_PLACE = "no_place"
    CORNER = "corner"
    NOT_PRECISE = "not_precise"
    ADDRESS = "address"
    AWAY = "away"
    NO_STREETS = "no_streets"
    PO_BOX = "po_box"


class Unfound(StrEnum):
    """Why no position was found."""

    UNKNOWN = "unknown"
    MISSPELLED = "misspelled"
    POSTCODE = "postcode"
    PROVINCIE = "provincie"
    PO_BOX = "po_box"
    ABROAD = "abroad"
    SEVERAL_ADDRESSES = "several_addresses"
    MISSPELLED_ADDRESS = "misspelled_address"
    OTHER_PLACE = "other_place"
    OTHER_GEMEENTE = "other_gemeente"
    NAMESAKES = "namesakes"
    OTHER_STREET = "other_street"
    POSTCODE_ELSEWHERE = "postcode_elsewhere"


@dataclass(frozen=True, slots=True)
class Position:
    """A point to search from.

    x_rd, y_rd in metres (RD New), lon, lat in degrees (WGS84); radius_m is None where its size is not known. label is
    found again by search_position, or by the register or service that it came from. name: of the house, or of the area
    whose middle it is; "" where it has none. doubt: None where all of the text was understood.
    """

    label: str
    x_rd: float
    y_rd: float
    lon: float
    lat: float
    kind: Kind
    gemeentecode: str
    name: str
    radius_m: float | None
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several places are called so; those in the preferred gemeenten come first."""

    options: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    """Nothing is called so, or another place than this may be meant.

    suggestions : names that may be meant, the likeliest first
    why, name, place : the reason; of what it is true; and the place that was named with it
    """

    text: str
    suggestions: tuple[str, ...]
    why: Unfound
    name: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    kind: Kind
    x_rd: float
    y_rd: float
    gemeentecode: str
    radius_m: float | None


def search_position(text: str, prefer: Collection[str] = ()) -> Position | Ambiguous | NotFound:
    """The position of a postcode ("8011 AB", "8011"), woonplaats or gemeente.

    Parameters
    ----------
    text : what a visitor typed; case, accents, apostrophes and extra spaces do not matter
    prefer : gemeentecodes of the map's own area: a name that stands for one place there means that place

    Returns a Position, or Ambiguous with options, or NotFound with suggestions. Raises ReferenceDataError
    when the reference files are damaged. No network.
    """
    text = " ".join(text[:_LONGEST].split())
    both = _POSTCODE_AND_PLACE.fullmatch(text)
    postcode = _POSTCODE.fullmatch(both[1] if both else text)
    if postcode:
        return _by_postcode(text, postcode[1])
    # "Hengelo Gld", "Hengelo, Bronckhorst" and "Hengelo (Gld)" are all written for one of the two.
    named = _by_label(text) or _by_name(text) or _by_name_and_gemeente(text) or _by_old_gemeente(text)
    if not named:
        return _not_found(text)
    preferred = [place for place in named if place.gemeentecode in set(prefer)]
    if len(preferred) == 1 or len(named) == 1:
        return _position((preferred or named)[0], named)
    ordered = [*preferred, *(place for place in named if place not in preferred)]
    return Ambiguous(tuple(_position(place, named) for place in ordered))


def names_beginning(prefix: str, limit: int = 8, prefer: Collection[str] = ()) -> list[str]:
    """Places and gemeenten whose name begins so: those in the preferred gemeenten first, then by size. No network."""
    folded = fold(prefix[:_LONGEST])
    if not folded:
        return []
    here = frozenset(prefer)
    found = [name for name in _all_names() if name.startswith(folded)]
    ranked = sorted(found, key=lambda name: (*_standing(name, here), name))
    return list(dict.fromkeys(_all_names()[name] for name in ranked))[:limit]


def known_texts() -> Iterator[str]:
    """Every text that `search_position` knows by name, folded: names, also with gemeente or provincie, and labels."""
    told = set(_all_names())
    told |= {fold(one["alias"]) for one in tables.read(files.ALIASES)}
    labels = set()
    for name, several in _places().items():
        told |= {f"{name} {area}" for place in several for area in _area_names(place.gemeentecode)}
    for name in sorted(told):
        found = search_position(name)
        labels |= {one.label for one in found.options} if isinstance(found, Ambiguous) else set()
    yield from sorted(told | labels)


def postcodes() -> tuple[str, ...]:
    """Every postcode of four digits."""
    return tuple(sorted(_postcodes()))


@dataclass(frozen=True, slots=True)
class RankedName:
    """A name that can be found, folded and as it is shown; size : inhabitants of the gemeente it stands in."""

    folded: str
    name: str
    size: int


def ranked_names(prefer: Collection[str] = ()) -> list[RankedName]:
    """All of them, in the order in which `names_beginning` suggests them."""
    here = frozenset(prefer)
    ranked = sorted(_all_names(), key=lambda name: (*_standing(name, here), name))
    return [RankedName(name, _all_names()[name], _size(name)) for name in ranked]


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A woonplaats or postcode of four digits and its middle (RD New, metres)."""

    name: str
    kind: Kind
    x_rd: float
    y_rd: float


def names_within(left: float, bottom: float, right: float, top: float) -> list[NamedPoint]:
    """Woonplaatsen and postcodes whose middle lies in a box (RD New, metres).

    Those that give their gemeente its name come first, the largest gemeente first; postcodes come last.
    """
    x_rd, y_rd = _middles()
    inside = np.flatnonzero((left <= x_rd) & (x_rd <= right) & (bottom <= y_rd) & (y_rd <= top))
    return [
        NamedPoint(without_qualifier(one.name), one.kind, one.x_rd, one.y_rd)
        for one in sorted((_named_points()[number] for number in inside.tolist()), key=_rank)
    ]


@cache
def _named_points() -> tuple[_Place, ...]:
    """Every woonplaats once, whatever it is called besides, and every postcode of four digits."""
    named = {(one.name, one.gemeentecode): one for several in _places().values() for one in several}
    return *named.values(), *_postcodes().values()


@cache
def _middles() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where they are (RD New, metres)."""
    points = np.array([(one.x_rd, one.y_rd) for one in _named_points()], dtype=np.float64)
    return points[:, 0], points[:, 1]


def _rank(place: _Place) -> tuple[bool, bool, int, str]:
    one = gemeenten()[place.gemeentecode]
    return place.kind == "postcode4", one.naam != place.name, -(one.inhabitants or 0), place.name


def _standing(folded: str, here: frozenset[str]) -> tuple[bool, bool, int]:
    """Where a name comes in a list: in the preferred gemeenten, then as the name of a gemeente, then by inhabitants."""
    several = _places().get(folded) or _gemeente_places().get(folded, ())
    is_here = any(place.gemeentecode in here for place in several)
    return not is_here, folded not in _gemeente_places(), -_size(folded)


def _by_postcode(text: str, postcode4: str) -> Position | NotFound:
    place = _postcodes().get(postcode4)
    if place is None:
        return NotFound(text, (), Unfound.POSTCODE, postcode4)
    return _position(place, ())


def _by_label(text: str) -> list[_Place]:
    """A place as we call it ourselves, where there are more of its name."""
    label = _LABEL.fullmatch(text)
    if label is None:
        return []
    name, gemeente, provincie = (fold(part or "") for part in label.groups())
    named = _places().get(name, ()) if name else _gemeente_places().get(gemeente, ())
    return [place for place in named if {gemeente, provincie} <= _area_names(place.gemeentecode)]


def _by_name(text: str) -> list[_Place]:
    """Places called so, and gemeenten called so that hold no such place; the largest gemeente's first."""
    for key in (fold(text), expand(fold(text))):
        places = _places().get(key, ())
        held = {place.gemeentecode for place in places}
        found = [*places, *(one for one in _gemeente_places().get(key, ()) if one.gemeentecode not in held)]
        if found:
            return sorted(_without_doubles(found), key=_prominence)
    return []


def _prominence(place: _Place) -> tuple[bool, int]:
    one = gemeenten()[place.gemeentecode]
    own_name = fold(without_qualifier(one.naam)) == fold(without_qualifier(place.name))
    return not own_name, -(one.inhabitants or 0)


def _by_name_and_gemeente(text: str) -> list[_Place]:
    """A place and its gemeente or provincie in one line, as in "Hengelo, Gelderland"."""
    words = fold(text).split()
    for cut in range(len(words) - 1, 0, -1):
        where = expand(" ".join(words[cut:]))
        candidates = _places().get(" ".join(words[:cut]), ())
        found = [place for place in candidates if where in _area_names(place.gemeentecode)]
        if found:
            return _without_doubles(found)
    return []


def _by_old_gemeente(text: str) -> list[_Place]:
    """Another name of a gemeente, or one that merged and left no place of its name behind."""
    found = find_gemeente(text)
    return [_middle(one) for one in ((found.gemeente,) if found.gemeente else found.ambiguous)]


def _not_found(text: str) -> NotFound:
    from rapidfuzz import fuzz, process

    folded = fold(text)
    provincie = next((name for name in provincies().values() if fold(name) == folded), None)
    if provincie:
        return NotFound(text, (), Unfound.PROVINCIE, provincie)
    names = _all_names()
    alike = (
        process.extract(folded, list(names), scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=20)
        if folded
        else []
    )
    # Of names that look as much alike, the one where most people live is the likeliest.
    ranked = sorted(alike, key=lambda match: (-round(match[1]), -_size(match[0]), match[0]))
    suggestions = tuple(dict.fromkeys(names[name] for name, *_ in ranked))[:_SUGGESTIONS]
    return NotFound(text, suggestions, Unfound.MISSPELLED if suggestions else Unfound.UNKNOWN, text)


def _position(place: _Place, namesakes: Iterable[_Place]) -> Position:
    lon, lat = rd_to_wgs84(place.x_rd, place.y_rd)
    return Position(
        label=_label(place, list(namesakes)),
        x_rd=place.x_rd,
        y_rd=place.y_rd,
        lon=round(float(lon), 6),
        lat=round(float(lat), 6),
        kind=place.kind,
        gemeentecode=place.gemeentecode,
        name=without_qualifier(place.name),
        radius_m=place.radius_m,
    )


def _label(place: _Place, namesakes: list[_Place]) -> str:
    if len(namesakes) > 1:
        one = gemeenten()[place.gemeentecode]
        if place.kind == "gemeente":
            return f"gemeente {without_qualifier(one.naam)} ({one.provincie})"
        return f"{without_qualifier(place.name)}, gemeente {without_qualifier(one.naam)} ({one.provincie})"
    return place.name


def _without_doubles(places: Iterable[_Place]) -> list[_Place]:
    """One of places that lie together: a village that lies across the border of its gemeente."""
    kept: list[_Place] = []
    for place in places:
        if all(math.dist((place.x_rd, place.y_rd), (one.x_rd, one.y_rd)) > _SAME_PLACE_M for one in kept):
            kept.append(place)
    return kept


@cache
def _postcodes() -> Mapping[str, _Place]:
    return {
        row["postcode4"]: _Place(
            name=row["postcode4"],
            kind="postcode4",
            x_rd=float(row["x_rd"]),
            y_rd=float(row["y_rd"]),
            gemeentecode=row["gemeentecode"],
            radius_m=_metres(row["radius_m"]),
        )
        for row in tables.read(files.POSTCODES)
    }


@cache
def _places() -> Mapping[str, tuple[_Place, ...]]:
    """Places by folded name, with and without its "(Gld)", and by their other names."""
    result: dict[str, tuple[_Place, ...]] = {}
    rows = tables.read(files.PLACES)
    by_name = {(row["woonplaats"], row["gemeentecode"]): row for row in rows}
    named = [(row["woonplaats"], row) for row in rows]
    for alias in tables.read(files.ALIASES):
        row = by_name.get((alias["naam"], alias["gemeentecode"]))
        if alias["kind"] == "woonplaats" and row:
            named.append((alias["alias"], row))
    for name, row in named:
        place = _Place(
            name=row["woonplaats"],
            kind="woonplaats",
            x_rd=float(row["x_rd"]),
            y_rd=float(row["y_rd"]),
            gemeentecode=row["gemeentecode"],
            radius_m=_metres(row["radius_m"]),
        )
        for key in {fold(name), fold(without_qualifier(name)), expand(fold(name))}:
            result[key] = (*result.get(key, ()), place)
    return result


@cache
def _gemeente_places() -> Mapping[str, tuple[_Place, ...]]:
    result: dict[str, tuple[_Place, ...]] = {}
    for one in gemeenten().values():
        for key in {fold(one.naam), fold(without_qualifier(one.naam))}:
            result[key] = (*result.get(key, ()), _middle(one))
    return result


def _middle(one: Gemeente) -> _Place:
    """The middle of where a gemeente's people live, not of its polygon, which may be mostly water."""
    x_rd, y_rd = _gemeente_middles()[one.code]
    radius = math.sqrt(one.land_area_ha * 10_000 / math.pi)
    return _Place(one.naam, "gemeente", x_rd, y_rd, one.code, round(radius))


@cache
def _gemeente_middles() -> Mapping[str, tuple[float, float]]:
    table = population_columns()
    codes, row = np.unique(table["gemeentecode"], return_inverse=True)
    persons = np.nan_to_num(table["inhabitants"])
    total, x_rd, y_rd = (
        np.bincount(row, weights=one) for one in (persons, table["x_rd"] * persons, table["y_rd"] * persons)
    )
    middles = zip((x_rd / total).tolist(), (y_rd / total).tolist(), strict=True)
    return dict(zip(codes.tolist(), middles, strict=True))


@cache
def _area_names(gemeentecode: str) -> frozenset[str]:
    one = gemeenten()[gemeentecode]
    names = (one.naam, without_qualifier(one.naam), one.provincie)
    return frozenset(fold(name) for name in names) | frozenset(
        {"friesland"} if one.provinciecode == "PV21" else ()
    )


@cache
def _all_names() -> Mapping[str, str]:
    """Every name that can be found, folded, with the way to show it."""
    gemeente_names = {key: several[0].name for key, several in _gemeente_places().items()}
    return {**gemeente_names, **{key: several[0].name for key, several in _places().items()}}


def _size(folded: str) -> int:
    """Inhabitants of the gemeente that a name stands in, for ordering suggestions."""
    several = _places().get(folded) or _gemeente_places().get(folded, ())
    return max((gemeenten()[place.gemeentecode].inhabitants or 0 for place in several), default=0)


def _metres(cell: str) -> float | None:
    return float(cell) if cell else None
