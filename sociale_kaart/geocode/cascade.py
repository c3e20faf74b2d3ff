"""Fill the lock: each address from the surest source that knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sociale_kaart.errors import ServiceAnswerInvalid, ServiceError, ServiceMoved, ServiceUnavailable
from sociale_kaart.geocode.backend import Backend
from sociale_kaart.geocode.grade import is_doubtful
from sociale_kaart.geocode.lock import Lock, LockRow
from sociale_kaart.geocode.lockrow import clean
from sociale_kaart.model import AddressInput, MatchLevel

FAILURES_BEFORE_STOP = 5

# From so many new addresses on, a register of one's own is kinder to the service and faster for whoever waits.
KIND_TO_ASK = 5000

# The most addresses of one kind that a summary names.
SHOWN = 20

# What a coordinator is told of each kind of failure.
FAILURES: Mapping[type[ServiceError], str] = MappingProxyType(
    {
        ServiceUnavailable: "Storing: de adressendienst was niet te bereiken. Kijk of u internet hebt en probeer het "
        "later opnieuw",
        ServiceMoved: "De adressendienst is verhuisd (410). Vraag uw beheerder om het nieuwe adres bij "
        "SOCIALE_KAART_PDOK_URL",
        ServiceAnswerInvalid: "De adressendienst gaf een antwoord dat niet te begrijpen is. Probeer het later opnieuw; "
        "blijft het zo, vraag dan uw beheerder",
    }
)


@dataclass(frozen=True, slots=True)
class ServiceFailure:
    """An address that no answer came for, and why; it is not in the lock and will be asked for again."""

    asked: AddressInput
    error: ServiceError


@dataclass(slots=True, kw_only=True)
class Summary:
    """What a run did, in distinct addresses.

    asked = adres_level + straat_level + doubtful + not_found + len(service_failures) + len(not_asked), and
    asked = from_lock + new + len(service_failures) + len(not_asked). second_best are those among new that a service
    failed to answer but another backend, asked before it, did (backends.CascadeBackend).
    """

    asked: int = 0
    adres_level: int = 0
    straat_level: int = 0
    doubtful: int = 0
    not_found: int = 0
    from_lock: int = 0
    new: int = 0
    service_failures: list[ServiceFailure] = field(default_factory=list)
    not_asked: list[AddressInput] = field(default_factory=list)
    second_best: list[ServiceFailure] = field(default_factory=list)
    repairs: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """The summary in Dutch, a line at a time."""
        counts = (
            (self.adres_level, "precies gevonden (adres)"),
            (self.straat_level, "alleen de straat gevonden"),
            (self.doubtful, "twijfelachtig: kijk deze na"),
            (self.not_found, "niet gevonden"),
            (len(self.service_failures), "zonder bruikbaar antwoord van de adressendienst"),
            (len(self.not_asked), "niet opgezocht"),
        )
        width = len(str(self.asked))
        first = f"{self.asked} adressen: {self.from_lock} stonden al in de lijst, {self.new} zijn nieuw opgezocht."
        body = [f"  {number:>{width}} {text}" for number, text in counts]
        told = [*self._failure_lines(), *self._second_best_lines(), *self._not_asked_lines()]
        return [*self.repairs, first, *body, *told]

    def _failure_lines(self) -> list[str]:
        lines = _lines_per_kind(self.service_failures)
        return [*lines, "Een storing is nooit opgeschreven als 'niet gevonden'."] if lines else []

    def _second_best_lines(self) -> list[str]:
        lines = _lines_per_kind(self.second_best)
        if lines:
            lines.append(
                "Daarvan staat wel een minder precies antwoord uit het adressenregister in de lijst."
            )
        return lines

    def _not_asked_lines(self) -> list[str]:
        if not self.not_asked:
            return []
        return [
            f"Nog niet opgezocht ({_addresses(len(self.not_asked))}); draai: sociale-kaart geocode MAP",
            *_listed(self.not_asked),
        ]

    def count(self, row: LockRow) -> None:
        """Add one answer to the level it belongs to; what a person checked is no longer in doubt."""
        if is_doubtful(row.match) and not row.is_checked:
            self.doubtful += 1
        elif row.match.level is MatchLevel.NONE:
            self.not_found += 1
        elif row.match.level is MatchLevel.STRAAT:
            self.straat_level += 1
        else:
            self.adres_level += 1


def geocode_addresses(
    addresses: Iterable[AddressInput],
    lock: Lock,
    backend: Backend | None,
    on_progress: Callable[[int, int], None] | None = None,
    *,
    on: date,
    again: bool = False,
    failures_before_stop: int | None = FAILURES_BEFORE_STOP,
) -> Summary:
    """Fill the lock with an answer for every address that has none, and save it.

    Parameters
    ----------
    backend : whom to ask; None answers from the lock alone
    on_progress : called with (done, total) in distinct addresses
    on : the day that new rows bear
    again : ask once more for what was doubtful or not found; never for what a person checked
    failures_before_stop : so many failures in a row, or one ServiceMoved, and the service is left alone, the rest
        unasked; None goes on, for a backend that has a register too (http.py then spares the service)

    A failure of the service is counted and named, never written down.
    Raises LockError where the lock is damaged or another run is writing in it.
    """
    distinct = _distinct(addresses)
    summary = Summary(asked=len(distinct))
    asking = backend
    failed_in_a_row = 0
    try:
        for done, asked in enumerate(distinct, start=1):
            known = lock.get(asked)
            # 1. the lock: an answer already known, and above all one that a person checked, wins over any service
            if known is not None and not (again and asking is not None and _worth_asking_again(known)):
                summary.from_lock += 1
                summary.count(known)
            elif asking is None:
                _leave(asked, known, summary)
            else:
                # 2. the backend: it tries its own queries, the surest first, and grades what comes back
                failure = _ask(asked, lock, asking, summary, on)
                failed_in_a_row = failed_in_a_row + 1 if failure else 0
                # 3. nobody: a service that is gone or down is left alone, and what is left waits for the next run
                if _is_enough(failure, failed_in_a_row, failures_before_stop):
                    asking = None
            if on_progress is not None:
                on_progress(done, len(distinct))
        # Who asks nobody changes nothing either: a half-written line goes only where its address is asked for again.
        if summary.new or (lock.repairs and backend is not None):
            lock.save()
    finally:
        lock.close()
    summary.repairs = lock.repairs
    return summary


def new_addresses(addresses: Iterable[AddressInput], lock: Lock, *, again: bool = False) -> int:
    """How many of these a run would ask for."""
    known = [lock.get(asked) for asked in _distinct(addresses)]
    return sum(row is None or (again and _worth_asking_again(row)) for row in known)


def kindness_lines(new: int, per_second: float) -> list[str]:
    """What to say, in Dutch, before so many addresses are asked of a service that everybody uses; often nothing."""
    if new <= KIND_TO_ASK:
        return []
    hours = new / per_second / 3600
    takes = _dutch(f"{hours:.1f} uur" if hours >= 1 else f"{hours * 60:.0f} minuten")
    many, rate = _dutch(f"{new:,}"), _dutch(f"{per_second:g}")
    return [
        f"Dit zijn {many} nieuwe adressen; met hooguit {rate} vragen per seconde aan PDOK duurt dat minstens {takes}.",
        "Een adressenregister op uw eigen computer is veel sneller en spaart de dienst die iedereen gebruikt.",
        "Maak het één keer:  sociale-kaart register build BRON adressen.register",
        "en noem dat bestand in SOCIALE_KAART_REGISTER. Deze opdracht afbreken mag: wat al gevonden is, blijft.",
    ]


def _dutch(number: str) -> str:
    return number.translate(str.maketrans(",.", ".,"))


def _is_enough(failure: ServiceError | None, in_a_row: int, most: int | None) -> bool:
    return most is not None and (isinstance(failure, ServiceMoved) or in_a_row >= most)


def _lines_per_kind(failures: Sequence[ServiceFailure]) -> list[str]:
    lines: list[str] = []
    for kind, told in FAILURES.items():
        failed = [failure.asked for failure in failures if type(failure.error) is kind]
        if failed:
            lines += [f"{told} ({_addresses(len(failed))}):", *_listed(failed)]
    return lines


def _addresses(count: int) -> str:
    return "1 adres" if count == 1 else f"{count} adressen"


def _listed(addresses: Sequence[AddressInput]) -> list[str]:
    rest = len(addresses) - SHOWN
    return [*(f"  {asked}" for asked in addresses[:SHOWN]), *([f"  en nog {rest}"] if rest > 0 else [])]


def _distinct(addresses: Iterable[AddressInput]) -> list[AddressInput]:
    """Each address once, as it was first typed; empty ones have nothing to look up."""
    first: dict[str, AddressInput] = {}
    for asked in addresses:
        if asked:
            first.setdefault(clean(asked).key, asked)
    return list(first.values())


def _ask(
    asked: AddressInput, lock: Lock, backend: Backend, summary: Summary, on: date
) -> ServiceError | None:
    """Ask for one address and write the answer down; the failure where there was no answer."""
    try:
        outcome = backend.lookup(asked)
    except ServiceError as failure:
        summary.service_failures.append(ServiceFailure(asked, failure))
        return failure
    row = lock.add(asked, outcome, on=on)
    summary.new += 1
    summary.count(row)
    return None


def _leave(asked: AddressInput, known: LockRow | None, summary: Summary) -> None:
    """Nobody is left to ask: what was known stays, the rest is named as not asked for."""
    if known is None:
        summary.not_asked.append(asked)
    else:
        summary.from_lock += 1
        summary.count(known)


def _worth_asking_again(row: LockRow) -> bool:
    return not row.is_checked and (row.match.level is MatchLevel.NONE or is_doubtful(row.match))
