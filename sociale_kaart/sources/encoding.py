"""From the bytes of a text file to its text: UTF-8 with or without BOM, else Windows-1252."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, IncrementalDecoder, getincrementaldecoder
from collections.abc import Iterable

from sociale_kaart.errors import SourceUnreadable

_SAVE_AS_UTF8 = 'kies in Excel bij Opslaan als: "CSV UTF-8 (door komma\'s gescheiden)"'
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# What UTF-8 looks like when it was read as Windows-1252: "é" as "Ã©", "’" as "â€™".
_MOJIBAKE = re.compile("[ÂÃ][\u0080-\u00bf\u0152-\u0178\u2018-\u203a]|â[€‚„]")


def decode_text(data: bytes, where: str) -> str:
    """Text of a file's bytes; raises SourceUnreadable when it is no text, or text in an encoding we do not take."""
    return data.decode(encoding_of((data,), where))


def encoding_of(chunks: Iterable[bytes], where: str) -> str:
    """Name of the encoding that a file's bytes are in: "utf-8-sig" (with a BOM), "utf-8" or "cp1252".

    Reads every chunk, for one letter at the end may decide. Raises SourceUnreadable as decode_text does.
    """
    decoders = {name: getincrementaldecoder(name)() for name in ("utf-8", "cp1252")}
    seen = undecodable = 0
    has_bom = False
    for chunk in chunks:
        if not seen:
            has_bom = chunk.startswith(BOM_UTF8)
            _refuse_utf16(chunk, where)
        if b"\x00" in chunk:
            raise SourceUnreadable(
                f"dit is geen tekstbestand (op plaats {seen + chunk.index(0)} staat een NUL-byte)",
                where=where,
                remedy=_SAVE_AS_UTF8,
            )
        for name in tuple(decoders):
            try:
                decoders[name].decode(chunk)
            except UnicodeDecodeError as fault:
                undecodable = seen + fault.start
                del decoders[name]
        seen += len(chunk)
    if "utf-8" in decoders and _is_whole(decoders["utf-8"]):
        return "utf-8-sig" if has_bom else "utf-8"
    if "cp1252" in decoders:
        return "cp1252"
    raise SourceUnreadable(
        f"de letters van dit bestand zijn niet te lezen: geen UTF-8 en geen Windows-1252 (byte {undecodable})",
        where=where,
        remedy=_SAVE_AS_UTF8,
    )


def _refuse_utf16(start: bytes, where: str) -> None:
    if start.startswith(_UTF16):
        raise SourceUnreadable(
            "deze tekst is opgeslagen als Unicode (UTF-16)",
            where=where,
            remedy=_SAVE_AS_UTF8,
        )


def _is_whole(decoder: IncrementalDecoder) -> bool:
    """Whether the text does not end in the middle of a letter."""
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


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
