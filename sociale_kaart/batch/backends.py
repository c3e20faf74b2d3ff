"""Which geocoders a run asks, and which edition of their data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path

from sociale_kaart.batch.asking import Asker
from sociale_kaart.config import Settings
from sociale_kaart.geocode.backends import AUTO, PDOK, REGISTER, open_geocoder


@contextmanager
def open_asker(choice: str, settings: Settings) -> Iterator[Asker]:
    """Whom one of backends.CHOICES asks: auto is the register where the settings name one, and PDOK for the rest.

    Raises SettingError where a register was asked for and none named, RegisterError where it cannot be read.
    """
    names = [choice] if choice != AUTO else [PDOK] if settings.register is None else [REGISTER, PDOK]
    with ExitStack() as opened:
        yield Asker([opened.enter_context(closing(open_geocoder(settings, name))) for name in names])


def with_register(settings: Settings, register: Path | None) -> Settings:
    """The settings with another register, where one is named."""
    return settings if register is None else replace(settings, register=register)


def version_of(choice: str, settings: Settings) -> str:
    """What tells one edition of the register from another; "" where none is asked."""
    file = settings.register
    if choice == PDOK or file is None or not file.exists():
        return ""
    status = file.stat()
    return f"{file.resolve()} {status.st_size} {status.st_mtime_ns}"
