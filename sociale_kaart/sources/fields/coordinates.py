"""The point that a row gives itself, in RD New or WGS84; swapped or misplaced pairs are recognised and put right."""

from __future__ import annotations

import re

from sociale_kaart.crs import looks_like_rd, looks_like_wgs84, wgs84_to_rd
from sociale_kaart.sources.fields.numbers import parse_decimal
from sociale_kaart.sources.reading import Fault, Reading, says_unknown

_WHOLE_METRES = re.compile(r"\d{2,3}\.\d{3}")
_MOST_DEGREES = 54

Point = tuple[float, float]
"""x_rd and y_rd in metres, to the centimetre."""


def parse_point(first: str, second: str, system: str) -> Reading[Point | None]:
    """A point of two cells.

    Parameters
    ----------
    first, second : the cells of lon and lat, or of x_rd and y_rd
    system : "wgs84" or "rd": what the columns claim to hold

    A pair that is swapped, or in the other system, can mean only one thing in the Netherlands: it is used, with a
    warning. Any other pair is reported and not used.
    """
    if says_unknown(first) and says_unknown(second):
        return Reading(None)
    if says_unknown(first) or says_unknown(second):
        return Reading(
            None,
            (_fault("coordinates_incomplete", "is maar één van de twee coördinaten.", _REMEDY[system]),),
        )
    a, b = (parse_decimal(cell) for cell in _without_thousands(first, second))
    if a is None or b is None:
        return Reading(None, (_fault("coordinates", "zijn geen getallen.", _REMEDY[system]),))
    found = _recognised(a, b)
    if found is None:
        return Reading(
            None,
            (
                _fault(
                    "coordinates", "is geen punt in Nederland; de kaart gebruikt het niet.", _REMEDY[system]
                ),
            ),
        )
    point, its_system, swapped = found
    return Reading(point, _remarks(system, its_system, swapped))


_NAMES = {"wgs84": "lengte en breedte (WGS84)", "rd": "RD-coördinaten"}
_REMEDY = {
    "wgs84": "Schrijf lengtegraad en breedtegraad, zoals 6,90400 en 52,22307; of laat beide leeg.",
    "rd": "Schrijf x en y in meters, zoals 257921 en 471182; of laat beide leeg.",
}


def _without_thousands(first: str, second: str) -> tuple[str, str]:
    """Whole metres written with a point for the thousands ("257.921") without it; no pair of degrees is as large."""
    if (
        _WHOLE_METRES.fullmatch(first)
        and _WHOLE_METRES.fullmatch(second)
        and int(first.split(".", maxsplit=1)[0]) > _MOST_DEGREES
    ):
        return first.replace(".", ""), second.replace(".", "")
    return first, second


def _recognised(a: float, b: float) -> tuple[Point, str, bool] | None:
    """The point, the system it is in, and whether the pair was swapped; the four cases exclude each other."""
    if looks_like_wgs84(a, b):
        return _from_wgs84(a, b), "wgs84", False
    if looks_like_wgs84(b, a):
        return _from_wgs84(b, a), "wgs84", True
    if looks_like_rd(a, b):
        return (round(a, 2), round(b, 2)), "rd", False
    if looks_like_rd(b, a):
        return (round(b, 2), round(a, 2)), "rd", True
    return None


def _from_wgs84(lon: float, lat: float) -> Point:
    x_rd, y_rd = wgs84_to_rd(lon, lat)
    return round(float(x_rd), 2), round(float(y_rd), 2)


def _remarks(claimed: str, found: str, swapped: bool) -> tuple[Fault, ...]:
    remarks = []
    if swapped:
        remarks.append(
            _fault(
                "coordinates_swapped",
                "zijn verwisseld; de kaart draait ze om.",
                "Verwissel de twee vakjes, of de twee kolommen in kaart.toml.",
            )
        )
    if found != claimed:
        remarks.append(
            _fault(
                "coordinates_other_system",
                f"zijn {_NAMES[found]}, geen {_NAMES[claimed]}; de kaart rekent ze om.",
                f"Zet in kaart.toml de kolommen bij {'lon en lat' if found == 'wgs84' else 'x_rd en y_rd'}.",
            )
        )
    return tuple(remarks)


def _fault(code: str, message: str, remedy: str) -> Fault:
    return Fault(code, message, remedy)
