"""Asks a geocoder for many addresses: a chunk at a time where it can, and no longer than it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from sociale_kaart.errors import ServiceAnswerInvalid, ServiceError, ServiceMoved, ServiceUnavailable
from sociale_kaart.geocode.backend import Backend, Outcome
from sociale_kaart.geocode.cascade import FAILURES_BEFORE_STOP
from sociale_kaart.model import AddressInput

# So many answers are found before they are written down together: as much as a killed run may have to ask again.
MANY, FEW = 2000, 20

_FAILURES: Mapping[type[ServiceError], str] = MappingProxyType(
    {
        ServiceUnavailable: "de adressendienst was niet te bereiken. Kijk of u internet hebt",
        ServiceMoved: "de adressendienst is verhuisd (410). Vraag uw beheerder om het nieuwe adres bij "
        "SOCIALE_KAART_PDOK_URL",
        ServiceAnswerInvalid: "de adressendienst gaf een antwoord dat niet te begrijpen is. Blijft het zo, vraag dan "
        "uw beheerder",
    }
)


@runtime_checkable
class BatchBackend(Backend, Protocol):
    """A backend that answers many addresses together faster than one by one."""

    def lookup_many(self, asked: Sequence[AddressInput]) -> Sequence[Outcome]:
        """One answer for each address, in order; raises as lookup does."""


class Asker:
    """Asks until the service fails too often; failures: kind of error -> addresses that no answer came for."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._in_a_row = 0
        self.chunk = MANY if isinstance(backend, BatchBackend) else FEW
        self.stopped = False
        self.failures: dict[type[ServiceError], int] = {}

    def ask(self, asked: Mapping[bytes, AddressInput]) -> dict[bytes, Outcome]:
        """An answer for each key that one came for; the rest failed, or was not asked for any more."""
        if self.stopped:
            return {}
        if isinstance(self._backend, BatchBackend):
            try:
                return dict(zip(asked, self._backend.lookup_many(tuple(asked.values())), strict=True))
            except ServiceError:
                # One of them failed: one by one shows which, and keeps the answers to the others.
                pass
        return self._one_by_one(asked)

    def failure_lines(self) -> list[str]:
        """What went wrong, in Dutch, once for each kind."""
        return [
            f"Storing: {next(told for kind, told in _FAILURES.items() if issubclass(failed, kind))} "
            f"({count} {'keer' if count > 1 else 'adres'})."
            for failed, count in self.failures.items()
        ]

    def _one_by_one(self, asked: Mapping[bytes, AddressInput]) -> dict[bytes, Outcome]:
        answers: dict[bytes, Outcome] = {}
        for key, address in asked.items():
            try:
                answers[key] = self._backend.lookup(address)
                self._in_a_row = 0
            except ServiceError as failure:
                self.failures[type(failure)] = self.failures.get(type(failure), 0) + 1
                self._in_a_row += 1
                if isinstance(failure, ServiceMoved) or self._in_a_row >= FAILURES_BEFORE_STOP:
                    self.stopped = True
                    break
        return answers
