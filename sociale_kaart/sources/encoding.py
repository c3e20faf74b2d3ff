"""From the bytes of a text file to its text: UTF-8 with or without BOM, else Windows-1252."""

from __future__ import annotations

import re

from sociale_kaart.errors import SourceUnreadable

_SAVE_AS_UTF8 = 'kies in Excel bij Opslaan als: "CSV UTF-8 (door komma\'s gescheiden)"'
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# What UTF-8 looks like when it was read as Windows-1252: "é" as "Ã©", "’" as "â€™".
_MOJIBAKE = re.compile("[ÂÃ][\u0080-\u00bf\u0152-\u0178\u2018-\u203a]|â[€‚„]")


def decode_text(data: bytes, where: str) -> str:
    """Text of a file's bytes; raises SourceUnreadable when it is no text, or text in an encoding we do not take."""
    if data.startswith(_UTF16):
        raise SourceUnreadable(
            "deze tekst is opgeslagen als Unicode (UTF-16)",
            where=where,
            remedy=_SAVE_AS_UTF8,
        )
    if b"\x00" in data:
        raise SourceUnreadable(
            f"dit is geen tekstbestand (op plaats {data.index(0)} staat een NUL-byte)",
            where=where,
            remedy=_SAVE_AS_UTF8,
        )
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as fault:
            position = fault.start
    raise SourceUnreadable(
        f"de letters van dit bestand zijn niet te lezen: geen UTF-8 en geen Windows-1252 (byte {position})",
        where=where,
        remedy=_SAVE_AS_UTF8,
    )


def repair_mojibake(text: str) -> str:
    """Text that was once read in the wrong encoding, put right ("FryslÃ¢n" is "Fryslân"); other text as it is."""
    if not _MOJIBAKE.search(text):
        return text
    try:
        return _as_windows_1252(text).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _as_windows_1252(text: str) -> bytes:
    # The five bytes that Windows-1252 leaves undefined come through as control characters.
    return b"".join(
        bytes([ord(letter)]) if 0x80 <= ord(letter) <= 0x9F else letter.encode("cp1252") for letter in text
    )
