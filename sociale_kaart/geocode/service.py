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
import threading
from collections.abc import Iterable

from sociale_kaart.config import Settings
from sociale_kaart.errors import ServiceError
from sociale_kaart.geocode.backend import Backend, Geocoder, Outcome, Suggestion
from sociale_kaart.geocode.backends import open_geocoder
from sociale_kaart.model import AddressInput

_opened: list[Geocoder] = []
_opening = threading.Lock()


def geocode(address: str | AddressInput, *, backend: Backend | None = None) -> Outcome:
    """The best answer to one address, with its level, confidence and named faults.

    Parameters
    ----------
    address : on one line (or several), or in the fields of an AddressInput; of a text only the first 300 characters
        are read as an address
    backend : whom to ask; by default the geocoder of the settings

    Raises ServiceError; SettingError and RegisterError where the settings name what cannot be used.
    """
    return (backend or _default()).lookup(_as_input(address))


def geocode_many(addresses: Iterable[str | AddressInput], *, backend: Backend | None = None) -> list[Outcome]:
    """The answers to many addresses, in their order; the same address is asked for once.

    For a table on disk, or more than some thousands, use `sociale-kaart geocode-file`: it resumes where it stopped.

    Raises as geocode does, at the first failure: the ServiceError has the answers before it in `done`, so that who
    wants to go on can do so from address number len(error.done).
    """
    asking = backend or _default()
    known: dict[AddressInput, Outcome] = {}
    done: list[Outcome] = []
    for asked in map(_as_input, addresses):
        if asked not in known:
            try:
                known[asked] = asking.lookup(asked)
            except ServiceError as failure:
                failure.done = tuple(done)
                raise
        done.append(known[asked])
    return done


def reverse(lon: float, lat: float, *, backend: Geocoder | None = None) -> Outcome:
    """The address at or near a point (degrees WGS84): see backend.Geocoder.reverse. Raises as geocode does."""
    return (backend or _default()).reverse(lon, lat)


def suggest(
    prefix: str, near: tuple[float, float] | None = None, limit: int = 8, *, backend: Geocoder | None = None
) -> list[Suggestion]:
    """What somebody who typed this may go on to type, the likeliest first. Raises as geocode does.

    near : (lon, lat) in degrees WGS84 of whoever types
    """
    return (backend or _default()).suggest(prefix, near, limit)


def _as_input(address: str | AddressInput) -> AddressInput:
    return AddressInput(text=address) if isinstance(address, str) else address


def _default() -> Geocoder:
    """The geocoder of the settings, opened once for the whole program and closed at its end."""
    with _opening:
        if not _opened:
            _opened.append(open_geocoder(Settings.from_environment()))
            atexit.register(_opened[0].close)
        return _opened[0]
