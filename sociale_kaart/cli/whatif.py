"""The steps of a what-if as somebody writes them: which place, and where it comes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from sociale_kaart.config import Settings
from sociale_kaart.crs import wgs84_to_rd
from sociale_kaart.dataset.listingnames import listing_names
from sociale_kaart.model import Listing, fold

if TYPE_CHECKING:
    from sociale_kaart.coverage.allpillars import AllPillars
    from sociale_kaart.dataset.mapdata import MapData

_NUMBERS = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)\s*")
# The Netherlands, in degrees and in metres RD New.
_LAT, _LON = (50.5, 53.7), (3.2, 7.3)
_X_RD, _Y_RD = (-10_000, 300_000), (290_000, 640_000)
_LIKENESS = 60.0
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something comes (metres, RD New), and in words how that was found."""

    x_rd: float
    y_rd: float
    told: str


def taken(
    data: MapData,
    now: AllPillars,
    add: Sequence[str],
    close: Sequence[str],
    move: Sequence[str],
) -> tuple[AllPillars, list[tuple[str, str]]]:
    """All steps taken, first what closes, then what moves, then what comes; and what was understood of each.

    Raises click.BadParameter for a place or a spot that is not found.
    """
    remarks = []
    for text in close:
        place = the_place(data, now, text, "--close")
        now = now.close(place.id)
        remarks.append(("sluit", _name(data, place)))
    for text in move:
        who, where = _halves(text, "--move")
        place, spot = the_place(data, now, who, "--move"), the_spot(data, where, "--move")
        now = now.move(place.id, spot.x_rd, spot.y_rd)
        remarks.append(("verhuist", f"{_name(data, place)}, naar {spot.told}"))
    for text in add:
        name, where = _halves(text, "--add")
        spot = the_spot(data, where, "--add")
        now = now.add(name, spot.x_rd, spot.y_rd)
        remarks.append(("komt erbij", f"{name}, op {spot.told}"))
    return now, remarks


def the_place(data: MapData, now: AllPillars, text: str, option: str) -> Listing:
    """The open place of this id or name, as a sheet or a page has that.

    Raises click.BadParameter where there is none, or more than one.
    """
    is_open = {one for pillar in now.pillars.values() for one in pillar.sites.id.tolist()}
    places = [data.listings[one] for one in data.listings if one in is_open]
    on_pages = listing_names(data)
    found = (
        [one for one in places if one.id == text]
        or [one for one in places if fold(one.name) == fold(text)]
        or [one for one in places if fold(on_pages[one.id]) == fold(text)]
    )
    if len(found) == 1:
        return found[0]
    if found:
        raise click.BadParameter(
            f"er zijn {len(found)} plekken met de naam {text!r}. Geef het id: {_listed(data, found)}.",
            param_hint=option,
        )
    alike = _alike(text, {one.id: on_pages[one.id] for one in places}, places)
    hint = (
        f" Bedoelt u {_listed(data, alike)}?" if alike else " Zoek de naam of het id op in de laag ‘plekken’."
    )
    raise click.BadParameter(f"geen open plek heet {text!r} of heeft dat id.{hint}", param_hint=option)


def the_spot(data: MapData, text: str, option: str) -> Spot:
    """Coordinates, a postcode, place or address. Raises click.BadParameter where it is not found, or not alone."""
    if numbers := _NUMBERS.fullmatch(text):
        return _written(float(numbers[1]), float(numbers[2]), option)
    return _searched(text, data.gemeentecodes, option)


def _written(first: float, second: float, option: str) -> Spot:
    if _is_in(first, _X_RD) and _is_in(second, _Y_RD):
        return Spot(first, second, f"RD {first:.0f}, {second:.0f}")
    for lat, lon in ((first, second), (second, first)):
        if _is_in(lat, _LAT) and _is_in(lon, _LON):
            x, y = wgs84_to_rd(lon, lat)
            return Spot(float(x), float(y), f"{lat}° N, {lon}° O")
    raise click.BadParameter(
        f"{first:g}, {second:g} ligt niet in Nederland. Schrijf x,y in meters (RD) of breedte,lengte in graden.",
        param_hint=option,
    )


def _searched(text: str, prefer: Collection[str], option: str) -> Spot:
    from sociale_kaart.gebieden.places import Ambiguous, Position
    from sociale_kaart.web.finder import Finder
    from sociale_kaart.web.positionwords import doubt, measured_from, unfound

    finder = Finder(Settings.from_environment(), prefer)
    try:
        found = finder.position(text)
    finally:
        finder.close()
    if isinstance(found, Position):
        told = ", ".join(part for part in (found.label, measured_from(found), doubt(found)) if part)
        return Spot(found.x_rd, found.y_rd, told)
    if isinstance(found, Ambiguous):
        options = "; ".join(one.label for one in found.options)
        raise click.BadParameter(f"er is meer dan één {text!r}: {options}. Kies er een.", param_hint=option)
    raise click.BadParameter(f"{unfound(found).message} U mag ook coördinaten geven: x,y.", param_hint=option)


def _halves(text: str, option: str) -> tuple[str, str]:
    who, at, where = text.rpartition("@")
    if not (at and who.strip() and where.strip()):
        raise click.BadParameter(
            f'schrijf WIE@WAAR, zoals "Bieb Noord@3401 AB" of "Bieb Noord@136500,456000"; er staat {text!r}',
            param_hint=option,
        )
    return who.strip(), where.strip()


def _alike(text: str, on_pages: Mapping[str, str], places: Sequence[Listing]) -> list[Listing]:
    from rapidfuzz import fuzz, process

    names = {id_: fold(name) for id_, name in on_pages.items()}
    found = process.extract(fold(text), names, scorer=fuzz.WRatio, score_cutoff=_LIKENESS, limit=_NAMED)
    by_id = {place.id: place for place in places}
    return [by_id[key] for _, _, key in found]


def _listed(data: MapData, places: Sequence[Listing]) -> str:
    return ", of ".join(_name(data, place) for place in places)


def _name(data: MapData, place: Listing) -> str:
    location = data.locations[place.location_id]
    town = data.match_of(place.location_id).woonplaats or location.address.woonplaats
    return f"{place.name}{f' in {town}' if town else ''} ({place.id})"


def _is_in(value: float, between: tuple[float, float]) -> bool:
    return between[0] <= value <= between[1]
