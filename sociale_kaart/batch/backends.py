"""Which geocoder a run asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sociale_kaart.config import Settings
from sociale_kaart.errors import SettingError
from sociale_kaart.geocode.backend import Backend

AUTO, REGISTER, PDOK = "auto", "register", "pdok"
CHOICES = (AUTO, REGISTER, PDOK)


@contextmanager
def open_backend(choice: str, register: Path | None, settings: Settings) -> Iterator[Backend]:
    """The backend of one of CHOICES, closed at the end; auto is the register where there is one, else PDOK.

    register: a file; None for that of the settings. Raises SettingError where a register was asked for and none named.
    """
    file = register or settings.register
    if choice == PDOK or (choice == AUTO and file is None):
        from sociale_kaart.geocode.pdok import PdokBackend

        with PdokBackend(settings) as pdok:
            yield pdok
        return
    if file is None:
        raise SettingError(
            "er is geen adressenregister genoemd",
            where="--backend register",
            remedy="noem het bestand met --register, of in SOCIALE_KAART_REGISTER; maken doet u met: "
            "sociale-kaart register build BRON UIT",
        )
    from sociale_kaart.geocode.register.lookup import RegisterBackend

    with RegisterBackend(file) as offline:
        yield offline


def version_of(choice: str, register: Path | None, settings: Settings) -> str:
    """What tells one edition of a backend's data from another; "" where nobody says."""
    file = register or settings.register
    if choice == PDOK or file is None or not file.exists():
        return ""
    status = file.stat()
    return f"{file.resolve()} {status.st_size} {status.st_mtime_ns}"
