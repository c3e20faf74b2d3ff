"""The sentences of the pages in other languages: translations/<language>/LC_MESSAGES/messages.po, read as they are.

The pages' own sentences are Dutch in the source.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

# The language that the sentences in the source are written in.
SOURCE = "nl"
TRANSLATIONS = Path(__file__).parent / "translations"
AS_WRITTEN = NullTranslations()
_CATALOGUE = Path("LC_MESSAGES") / "messages.po"


@dataclass(frozen=True, slots=True)
class Languages:
    """The language at `/`, those under a prefix, and the folder of their catalogues."""

    default: str
    others: tuple[str, ...]
    folder: Path

    @classmethod
    def of(cls, default: str, folder: Path = TRANSLATIONS) -> Languages:
        """Every language that has a catalogue, and the one of the source."""
        known = {path.parent.parent.name for path in folder.glob(f"*/{_CATALOGUE.as_posix()}")} | {SOURCE}
        return cls(default, tuple(sorted(known - {default})), folder)


@cache
def catalogue(folder: Path, language: str) -> NullTranslations:
    """What a language says; the source's own sentences where there is no catalogue. No compiled copy can be older."""
    path = folder / language / _CATALOGUE
    if not path.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)
