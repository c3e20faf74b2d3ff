"""Which geocoder is asked: the offline register, PDOK, or the one and then the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Self

from sociale_kaart.config import Settings
from sociale_kaart.errors import ServiceError, SettingError
from sociale_kaart.geocode.address import parse_input
from sociale_kaart.geocode.backend import Geocoder, NotFound, Outcome, Suggestion
from sociale_kaart.geocode.better import goodness, is_settled
from sociale_kaart.geocode.grade import nothing_fits
from sociale_kaart.model import AddressInput, MatchLevel

AUTO, REGISTER, PDOK = "auto", "register", "pdok"
CHOICES = (AUTO, REGISTER, PDOK)

OnOutage = Callable[[AddressInput, ServiceError], None]


class CascadeBackend:
    """Asks one geocoder, and the next only where the answer is no address that is beyond doubt.

    The better answer is kept, and bears the name of whoever gave it. A failure of one never hides an answer of another:
    it is told to `on_outage`. Where nobody knows anything and one of them failed, that failure is raised, for "not
    found" would be more than we know.
    """

    name = "cascade"

    def __init__(self, backends: Sequence[Geocoder], on_outage: OnOutage | None = None) -> None:
        self._backends = tuple(backends)
        self._on_outage = on_outage or _tell_nobody

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def lookup(self, asked: AddressInput) -> Outcome:
        """The best answer to one address; raises ServiceError only where that stands between us and any answer."""
        best: Outcome | None = None
        failure: ServiceError | None = None
        for backend in self._backends:
            try:
                outcome = backend.lookup(asked)
            except ServiceError as fault:
                failure = failure or fault
                continue
            if best is None or goodness(outcome) < goodness(best):
                best = outcome
            if is_settled(best):
                break
        if failure is not None:
            if best is None or isinstance(best, NotFound):
                raise failure
            self._on_outage(asked, failure)
        return best or nothing_fits(asked, parse_input(asked))

    def reverse(self, lon: float, lat: float) -> Outcome:
        """The address nearest to a point, of the first that knows one; raises as lookup does."""
        failure: ServiceError | None = None
        outcome: Outcome = NotFound(level=MatchLevel.NONE, query=f"{lat:.6f}, {lon:.6f}")
        for backend in self._backends:
            try:
                outcome = backend.reverse(lon, lat)
            except ServiceError as fault:
                failure = failure or fault
                continue
            if not isinstance(outcome, NotFound):
                return outcome
        if failure is not None:
            raise failure
        return outcome

    def suggest(
        self, prefix: str, near: tuple[float, float] | None = None, limit: int = 8
    ) -> list[Suggestion]:
        """The suggestions of the first that has any; raises as lookup does."""
        failure: ServiceError | None = None
        for backend in self._backends:
            try:
                found = backend.suggest(prefix, near, limit)
            except ServiceError as fault:
                failure = failure or fault
                continue
            if found:
                return found
        if failure is not None:
            raise failure
        return []

    def close(self) -> None:
        """Close each of them."""
        with ExitStack() as closing:
            for backend in self._backends:
                closing.callback(backend.close)


def open_geocoder(settings: Settings, choice: str = AUTO, on_outage: OnOutage | None = None) -> Geocoder:
    """The geocoder that the settings name; close it.

    Parameters
    ----------
    choice : `auto` asks the register, where the settings name one, and then PDOK; `register` asks nobody outside
    on_outage : told of a failure that an answer of the register made up for

    Raises SettingError where `register` is chosen and no register named, RegisterError where it cannot be read.
    """
    if choice == PDOK:
        return _pdok(settings)
    if settings.register is None:
        if choice == REGISTER:
            raise SettingError(
                "er is geen adressenregister ingesteld",
                where="SOCIALE_KAART_REGISTER",
                expected="verwacht: het bestand dat sociale-kaart register build maakte",
                remedy="stel het in, of kies --backend pdok",
            )
        return _pdok(settings)
    register = _register(settings)
    return register if choice == REGISTER else CascadeBackend([register, _pdok(settings)], on_outage)


def _register(settings: Settings) -> Geocoder:
    from sociale_kaart.geocode.register.lookup import RegisterBackend

    assert settings.register is not None
    return RegisterBackend(settings.register)


def _pdok(settings: Settings) -> Geocoder:
    from sociale_kaart.geocode.pdok import PdokBackend

    return PdokBackend(settings)


def _tell_nobody(asked: AddressInput, failure: ServiceError) -> None:
    """Whoever does not ask to be told of failures gets the answers alone."""
