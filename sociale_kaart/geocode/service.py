"""Geocoding for who imports the package: text in, a graded match out.

The geocoder is the one that the settings name, opened when it is first needed: the register of SOCIALE_KAART_REGISTER,
where that is set, and then PDOK. Another one is passed as `backend`::

    from sociale_kaart.geocode import geocode
    from sociale_kaart.geocode.register.lookup import RegisterBackend

    geocode("Dam 1 Amsterdam")
    with RegisterBackend(Path("adressen.register")) as register:
        geocode("Dam 1 Amsterdam", backend=register)

Found, Ambiguous and NotFound are answers, all of them a Match. A service that is down, gone or talking nonsense gives
none: ServiceUnavailable, ServiceMoved and ServiceAnswerInvalid are raised.
"""

from __future__ import annotations

import atexit
import math
import threading
from collections.abc import Iterable
from dataclasses import fields
from numbers import Real

from sociale_kaart.config import Settings
from sociale_kaart.errors import ServiceError
from sociale_kaart.geocode.backend import Backend, Geocoder, Outcome, Suggestion
from sociale_kaart.geocode.backends import open_geocoder
from sociale_kaart.model import AddressInput

_opened: list[Geocoder] = []
_opening = threading.Lock()
_LONGEST_SHOWN = 60


def geocode(address: str | AddressInput, *, backend: Backend | None = None) -> Outcome:
    """The best answer to one address, with its level, confidence and named faults.

    Parameters
    ----------
    address : on one line (or several), or in the fields of an AddressInput; of a text only the first 300 characters
        are read as an address
    backend : whom to ask; by default the geocoder of the settings

    Raises ServiceError; SettingError and RegisterError where the settings name what cannot be used; TypeError where
    address is neither.
    """
    asked = _as_input(address, "geocode")
    return (backend or _default()).lookup(asked)


def geocode_many(addresses: Iterable[str | AddressInput], *, backend: Backend | None = None) -> list[Outcome]:
    """The answers to many addresses, in their order; the same address is asked for once.

    For a table on disk, or more than some thousands, use `sociale-kaart geocode-file`: it resumes where it stopped.

    Raises TypeError, before anything is asked, where one of them is no address. Else as geocode does, at the first
    failure: the ServiceError has the answers before it in `done`, so that who wants to go on can do so from address
    number len(error.done).
    """
    wanted = _as_inputs(addresses)
    asking = backend or _default()
    known: dict[AddressInput, Outcome] = {}
    done: list[Outcome] = []
    for asked in wanted:
        if asked not in known:
            try:
                known[asked] = asking.lookup(asked)
            except ServiceError as failure:
                failure.done = tuple(done)
                raise
        done.append(known[asked])
    return done


def reverse(lon: float, lat: float, *, backend: Geocoder | None = None) -> Outcome:
    """The address at or near a point (degrees WGS84): see backend.Geocoder.reverse.

    Raises as geocode does; TypeError or ValueError where lon or lat is no number.
    """
    _require_degrees("lon", lon)
    _require_degrees("lat", lat)
    return (backend or _default()).reverse(lon, lat)


def suggest(
    prefix: str, near: tuple[float, float] | None = None, limit: int = 8, *, backend: Geocoder | None = None
) -> list[Suggestion]:
    """What somebody who typed this may go on to type, the likeliest first. Raises as geocode does.

    near : (lon, lat) in degrees WGS84 of whoever types
    """
    _require_text(prefix)
    return (backend or _default()).suggest(prefix, near, limit)


def _require_degrees(name: str, degrees: object) -> None:
    if not isinstance(degrees, Real):
        raise TypeError(f"reverse takes {name} as a number of degrees (WGS84), got {_shown(degrees)}.")
    if not math.isfinite(degrees):
        raise ValueError(f"reverse takes {name} as a finite number of degrees (WGS84), got {degrees}.")


def _require_text(prefix: object) -> None:
    if not isinstance(prefix, str):
        raise TypeError(f"suggest takes what was typed as a str, got {_shown(prefix)}.")


def _as_inputs(addresses: object) -> list[AddressInput]:
    if isinstance(addresses, str | AddressInput) or not isinstance(addresses, Iterable):
        raise TypeError(
            f"geocode_many takes a list of addresses, each a str or an AddressInput, got {_shown(addresses)}. "
            "For one address use geocode."
        )
    return [_as_input(address, "geocode_many", f" at index {at}") for at, address in enumerate(addresses)]


def _as_input(address: object, called: str, where: str = "") -> AddressInput:
    """An address as fields. Raises TypeError, naming what came, where it is none or a field of it is no text."""
    if isinstance(address, str):
        return AddressInput(text=address)
    if not isinstance(address, AddressInput):
        raise TypeError(
            f"{called} takes an address as a str or an AddressInput, got {_shown(address)}{where}. "
            'An empty cell is "".'
        )
    for field in fields(address):
        if not isinstance(value := getattr(address, field.name), str):
            raise TypeError(
                f"{called} takes an AddressInput whose fields are str, got {field.name}={value!r}{where}. "
                'A field that is not known is "".'
            )
    return address


def _shown(value: object) -> str:
    text = repr(value)
    return f"{type(value).__name__} {text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + '…'}"


def _default() -> Geocoder:
    """The geocoder of the settings, opened once for the whole program and closed at its end."""
    with _opening:
        if not _opened:
            _opened.append(open_geocoder(Settings.from_environment()))
            atexit.register(_opened[0].close)
        return _opened[0]
