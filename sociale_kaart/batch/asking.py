"""Asks for many addresses: the register by the chunk, and a service for what is left, no longer than it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from sociale_kaart.errors import ServiceError, ServiceMoved
from sociale_kaart.geocode.backend import Backend, NotFound, Outcome
from sociale_kaart.geocode.better import goodness, is_settled
from sociale_kaart.geocode.cascade import FAILURES, FAILURES_BEFORE_STOP
from sociale_kaart.model import AddressInput

# So many answers are found before they are written down together: what a killed run has to ask again at most. Of a
# register that is some seconds' work, enough for it to put every core to it; of a service a few seconds' too.
MANY, SOME, FEW = 20_000, 200, 20

Answers = dict[bytes, Outcome]


@runtime_checkable
class ManyBackend(Backend, Protocol):
    """A backend that answers many addresses faster than one by one, and asks nobody outside."""

    def lookup_many(self, asked: Sequence[AddressInput]) -> Sequence[Outcome]:
        """One answer for each address, in order."""


class Asker:
    """Whom a run asks: a register that answers by the chunk, a service that answers one by one, or both in that order.

    failures: kind of error -> addresses that no answer came for. second_best: keys of addresses for which the
    register's doubtful answer stands because the service failed.
    """

    def __init__(self, backends: Sequence[Backend]) -> None:
        self._many = next((one for one in backends if isinstance(one, ManyBackend)), None)
        self._single = next((one for one in backends if not isinstance(one, ManyBackend)), None)
        self._in_a_row = 0
        self._is_left_alone = False
        self.name = "+".join(one.name for one in backends)
        self.failures: dict[type[ServiceError], int] = {}
        self.second_best: set[bytes] = set()

    @property
    def chunk(self) -> int:
        """How many addresses to ask for together: fewer where a service may have to answer some of them."""
        if self._many is None:
            return FEW
        return MANY if self._single is None else SOME

    @property
    def asks_service_alone(self) -> bool:
        """Whether every address goes to a service that others use too."""
        return self._many is None

    @property
    def asks_both(self) -> bool:
        """Whether a service is asked for what a register leaves in doubt."""
        return self._many is not None and self._single is not None

    @property
    def is_done(self) -> bool:
        """Whether no answer will come any more."""
        return self._many is None and self._is_left_alone

    def ask(self, asked: Mapping[bytes, AddressInput]) -> Iterator[Answers]:
        """The answers to what was asked, a part at a time so that each can be kept; some may never come."""
        known: Answers = {}
        if self._many is not None:
            known = dict(zip(asked, self._many.lookup_many(tuple(asked.values())), strict=True))
        settled = {
            key: outcome for key, outcome in known.items() if self._single is None or is_settled(outcome)
        }
        if settled:
            yield settled
        rest = [key for key in asked if key not in settled]
        for start in range(0, len(rest), FEW):
            yield self._ask_each({key: (asked[key], known.get(key)) for key in rest[start : start + FEW]})

    def failure_lines(self) -> list[str]:
        """What went wrong, in Dutch, once for each kind."""
        lines = [
            f"{told} ({_addresses(self.failures[kind])})."
            for kind, told in FAILURES.items()
            if kind in self.failures
        ]
        if self.second_best:
            lines.append(
                f"Van {_addresses(len(self.second_best))} bleef het antwoord van het register staan. Draai dezelfde "
                "opdracht later nog eens: dan worden die weer gevraagd."
            )
        return lines

    def _ask_each(self, asked: Mapping[bytes, tuple[AddressInput, Outcome | None]]) -> Answers:
        answers: Answers = {}
        for key, (address, known) in asked.items():
            outcome = self._ask_service(address)
            if outcome is None and (known is None or isinstance(known, NotFound)):
                # The register knows nothing, but the service might: "not found" would be more than we know.
                continue
            if outcome is None:
                self.second_best.add(key)
            answers[key] = min((one for one in (known, outcome) if one is not None), key=goodness)
        return answers

    def _ask_service(self, address: AddressInput) -> Outcome | None:
        """What the service says; None where it failed, now or too often before."""
        if self._single is None or self._is_left_alone:
            return None
        try:
            outcome = self._single.lookup(address)
        except ServiceError as failure:
            self.failures[type(failure)] = self.failures.get(type(failure), 0) + 1
            self._in_a_row += 1
            self._is_left_alone = isinstance(failure, ServiceMoved) or self._in_a_row >= FAILURES_BEFORE_STOP
            return None
        self._in_a_row = 0
        return outcome


def _addresses(count: int) -> str:
    return "1 adres" if count == 1 else f"{count} adressen"
