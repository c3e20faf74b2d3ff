"""One run that fills the lock of a map, with the geocoder that the settings name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing, nullcontext
from datetime import date
from pathlib import Path

from sociale_kaart.config import Settings
from sociale_kaart.errors import ServiceError
from sociale_kaart.geocode.backends import PDOK, open_geocoder
from sociale_kaart.geocode.cascade import (
    FAILURES_BEFORE_STOP,
    ServiceFailure,
    Summary,
    geocode_addresses,
    kindness_lines,
    new_addresses,
)
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.model import AddressInput


def fill_lock(
    addresses: Iterable[AddressInput],
    lock_path: Path,
    settings: Settings,
    choice: str | None,
    *,
    on: date,
    again: bool = False,
    say: Callable[[str], None] = lambda _: None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Look addresses up and write the answers down.

    Parameters
    ----------
    choice : one of backends.CHOICES; None asks nobody and tells what is missing
    on : the day that new rows bear
    again : ask once more for what was doubtful or not found; never for what a person checked
    say : told in Dutch, a line at a time, what somebody should know before a long run begins
    on_progress : called with (done, total) in distinct addresses

    Raises LockError, SettingError and RegisterError; a failure of the service is counted (cascade.geocode_addresses).
    """
    addresses, lock = list(addresses), Lock.open(lock_path)
    second_best: list[ServiceFailure] = []

    def made_up_for(asked: AddressInput, failure: ServiceError) -> None:
        second_best.append(ServiceFailure(asked, failure))

    has_register = settings.register is not None and choice != PDOK
    geocoder = None if choice is None else open_geocoder(settings, choice, made_up_for)
    with nullcontext() if geocoder is None else closing(geocoder):
        if geocoder is not None and not has_register:
            for line in kindness_lines(
                new_addresses(addresses, lock, again=again), settings.requests_per_second
            ):
                say(line)
        summary = geocode_addresses(
            addresses,
            lock,
            geocoder,
            on_progress,
            on=on,
            again=again,
            failures_before_stop=None if has_register else FAILURES_BEFORE_STOP,
        )
    summary.second_best = second_best
    return summary
