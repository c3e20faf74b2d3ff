"""What one calls, mails or opens in a browser: taken out of an address before its numbers are read."""

from __future__ import annotations

import re

from sociale_kaart.geocode.reader.clean import squeeze

_MAIL_OR_PAGE = re.compile(
    r"(?:\b(?:e-?mail|mail|website|web|url)\b\s*:?\s*)?(?:[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|https?://\S{1,200}|\bwww\.\S{1,200})",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w-])(?:\b(?:tel|telefoon|telefoonnummer|t|mob|mobiel|bel|fax)\b\.?\s*:?\s*)?"
    r"(?:(?:\+|00)(?P<land>[1-9][0-9])[ ()0-9./-]{6,16}[0-9]"
    r"|\(?0[1-9][0-9]{0,3}\)?[ ./-]{0,3}[0-9][0-9 ./-]{4,10}[0-9])"
    r"(?![0-9])",
    re.IGNORECASE,
)
_MAY_PHONE = re.compile(r"(?<![0-9])\(?0[0-9]|\+")
_PHONE_DIGITS = range(9, 16)
_ABROAD = frozenset({"32", "49", "33", "44", "352"})


def take_contacts(text: str) -> tuple[str, list[str], bool]:
    """The text without phone numbers, mail addresses and pages; those; and whether a phone is one abroad."""
    found: list[str] = []
    abroad = False
    if "@" in text or "www." in text or "://" in text:
        text = _cut(text, _MAIL_OR_PAGE, found)
    if _MAY_PHONE.search(text):
        phones = [match for match in _PHONE.finditer(text) if _is_phone(match)]
        for match in reversed(phones):
            found.append(squeeze(match.group()))
            abroad = abroad or match["land"] in _ABROAD
            text = f"{text[: match.start()]}\n{text[match.end() :]}"
    return text, found, abroad


def _cut(text: str, pattern: re.Pattern[str], found: list[str]) -> str:
    found += [squeeze(match.group()) for match in pattern.finditer(text)]
    return pattern.sub("\n", text)


def _is_phone(match: re.Match[str]) -> bool:
    return sum(c.isdigit() for c in match.group()) in _PHONE_DIGITS
