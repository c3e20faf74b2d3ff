"""Every error this package raises, in one tree.

::

    SocialeKaartError                 exit 1   http 500
    ├── SettingError                  exit 9   http 500   an environment variable holds no value for its setting
    ├── OutputError                   exit 10  http 500   a file that was asked for cannot be written
    │   ├── SheetNotSet
    │   └── PressBusy                          http 503
    ├── KaartError                    exit 3   http 500   the map folder or its kaart.toml is wrong
    │   ├── KaartNotFound
    │   └── KaartConfigError
    ├── SourceError                   exit 4   http 500   a source file cannot be read at all
    │   ├── SourceNotFound
    │   └── SourceUnreadable
    ├── LockError                     exit 5   http 500   adressen.lock.csv is damaged
    ├── ReferenceDataError            exit 6   http 500   geodata/gebieden is missing, damaged or too old
    ├── ServiceError                  exit 7   http 502   an outside service let us down; never means "not found"
    │   ├── ServiceUnavailable                 http 503
    │   ├── ServiceMoved                       (410: the address of the service itself is gone)
    │   └── ServiceAnswerInvalid
    │       └── ServiceHasNone                 http 404
    ├── StoreError                    exit 8   http 500   kaart.gpkg is missing or cannot be used
    │   ├── NotBuilt
    │   └── StoreOutdated
    ├── RegisterError                 exit 11  http 500   the offline register of addresses cannot be used
    │   ├── RegisterNotFound
    │   ├── RegisterDamaged                    (or it is no register at all)
    │   └── RegisterOutdated
    └── ExtraMissing                  exit 12  http 500   a package that only some need is not installed

Exit code 2 is click's own: a command used wrongly. `check` ends with 1 when a row cannot be used.
"Not found" and "ambiguous" are answers, not errors: see `model.MatchLevel` and `gebieden.places`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Self


class SocialeKaartError(Exception):
    """Something a person can mend; the message says what, where, what was expected and what to do.

    Parameters
    ----------
    what : the fault, as a sentence without its full stop
    where : file, row, key or address the fault is at
    expected : what would have been right
    remedy : what to do now
    dutch : fault and remedy for a coordinator, where the others are written for whoever imports the package; by
        default those of the class
    """

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500
    usual_dutch: ClassVar[str] = ""

    def __init__(
        self, what: str, *, where: str | Path = "", expected: str = "", remedy: str = "", dutch: str = ""
    ) -> None:
        self.what = what
        self.where = str(where)
        self.expected = expected
        self.remedy = remedy
        self.dutch = dutch or self.usual_dutch
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        sentences = [self.what, *(part[:1].upper() + part[1:] for part in (self.expected, self.remedy))]
        return place + " ".join(sentence.rstrip(".") + "." for sentence in sentences if sentence)

    def in_dutch(self) -> str:
        """What a coordinator is told; the message itself, where that is in Dutch already."""
        if not self.dutch:
            return str(self)
        return f"{self.where}: {self.dutch}" if self.where else self.dutch


class SettingError(SocialeKaartError):
    """An environment variable holds no value for its setting."""

    exit_code = 9


class OutputError(SocialeKaartError):
    """A file cannot be read or written where it was asked for."""

    exit_code = 10


class SheetNotSet(OutputError):
    """A sheet to print cannot be made into a PDF."""


class PressBusy(OutputError):
    """So many ask for sheets to print that the wait would be too long."""

    http_status = 503


class KaartError(SocialeKaartError):
    """The map folder is wrong."""

    exit_code = 3


class KaartNotFound(KaartError):
    """There is no map folder, or it holds no kaart.toml."""


class KaartConfigError(KaartError):
    """kaart.toml does not say what it must; holds every fault found, not only the first."""

    def __init__(self, faults: list[str], *, where: str | Path) -> None:
        self.faults = faults
        super().__init__("kaart.toml is niet goed", where=where)

    def __str__(self) -> str:
        return "\n".join(f"{self.where}: {fault}" for fault in self.faults)


class SourceError(SocialeKaartError):
    """A source file cannot be read at all."""

    exit_code = 4

    def saying(self, dutch: str) -> Self:
        """The same fault, and what a coordinator is told of it."""
        return type(self)(
            self.what, where=self.where, expected=self.expected, remedy=self.remedy, dutch=dutch
        )


class SourceNotFound(SourceError):
    """kaart.toml names a file or sheet that is not there."""


class SourceUnreadable(SourceError):
    """The file is there, but it is not the table it should be."""


class LockError(SocialeKaartError):
    """The geocode lock is damaged."""

    exit_code = 5


class ReferenceDataError(SocialeKaartError):
    """The reference geography is missing or damaged."""

    exit_code = 6


class ServiceError(SocialeKaartError):
    """A service outside let us down; says nothing about what was asked for.

    done : the answers to the addresses before the one it failed at, where many were asked for (geocode_many)
    """

    exit_code = 7
    http_status = 502
    done: tuple[Any, ...] = ()


class ServiceUnavailable(ServiceError):
    """No answer in time, or the service says it is out of order."""

    http_status = 503
    usual_dutch = "deze dienst was niet te bereiken. Kijk of u internet hebt, en probeer het later opnieuw."


class ServiceMoved(ServiceError):
    """The service itself is gone from this address (410)."""

    usual_dutch = "deze dienst is verhuisd (410). Vraag uw beheerder om het nieuwe adres in te stellen."


class ServiceAnswerInvalid(ServiceError):
    """The service answered with something we cannot read."""

    usual_dutch = (
        "deze dienst gaf een antwoord dat niet te begrijpen is. Probeer het later opnieuw; blijft het zo, "
        "vraag dan uw beheerder."
    )


class ServiceHasNone(ServiceAnswerInvalid):
    """The service works, and has nothing at the address that was asked for (404)."""

    http_status = 404


class StoreError(SocialeKaartError):
    """The built map cannot be used."""

    exit_code = 8


class NotBuilt(StoreError):
    """There is no built map yet."""


class StoreOutdated(StoreError):
    """The built map was made by another version of this program."""


class RegisterError(SocialeKaartError):
    """The offline register of addresses cannot be used: in English for who imports us, in_dutch for a coordinator."""

    exit_code = 11


class RegisterNotFound(RegisterError):
    """There is no such file."""


class RegisterDamaged(RegisterError):
    """The file is no register, or no longer a whole one."""


class RegisterOutdated(RegisterError):
    """The register was built by another version of this program."""


class ExtraMissing(SocialeKaartError):
    """A package that only some need is not installed; see extras.py."""

    exit_code = 12
