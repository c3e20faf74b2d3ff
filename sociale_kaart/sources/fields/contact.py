"""Phone numbers, mail and web addresses: read by well-kept validators, never looked up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sociale_kaart.problems import Severity
from sociale_kaart.sources.reading import Fault, Reading, says_unknown

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_SEVERAL_PHONES = re.compile(r"\s+of\s+|\s*[;|\n]\s*|\s+/\s+|\s*,\s+")
_PHONE_LABEL = re.compile(r"^(?:tel(?:efoon)?\.?(?:nummer)?|t\.?|mob(?:iel)?\.?)\s*:?\s+", re.IGNORECASE)
_PHONE_REMEDY = "Schrijf bijvoorbeeld 020-1234567 of 0800-1234."
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
_HOST = re.compile(r"(?=.{1,253}$)([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}\.?")
_RUNS_CODE = frozenset(["javascript", "data", "vbscript", "blob", "file"])


def parse_phone(text: str) -> Reading[str]:
    """A number as it is dialled from the Netherlands ("053 123 4567"; abroad with +); "" where it is none.

    A number that lost its first zero, or that came as a decimal, is put right, with a hint.
    """
    import phonenumbers

    if says_unknown(text):
        return Reading("")
    first, *others = [part for part in _SEVERAL_PHONES.split(text) if part] or [text]
    typed = _PHONE_LABEL.sub("", re.sub(r"\.0+$", "", first)).strip()
    faults = [_second_phone(others)] if others else []
    for candidate in dict.fromkeys((typed, "0" + typed, "+" + typed)):
        try:
            number = phonenumbers.parse(candidate, "NL")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) and not number.extension:
            written = _written(number)
            if _lost_zero(typed):
                faults.append(_without_zero(written))
            return Reading(written, tuple(faults))
    faults.append(Fault("phone", "is geen telefoonnummer dat bestaat; de kaart laat het weg.", _PHONE_REMEDY))
    return Reading("", tuple(faults))


def parse_email(text: str) -> Reading[str]:
    """A mail address by its shape; whether anybody reads it is not tried."""
    from email_validator import EmailNotValidError, validate_email

    if says_unknown(text):
        return Reading("")
    typed = re.sub(r"^mailto:", "", text.strip(" <>;,."), flags=re.IGNORECASE)
    try:
        return Reading(validate_email(typed, check_deliverability=False).normalized)
    except EmailNotValidError:
        fault = Fault(
            "email",
            "is geen e-mailadres; de kaart laat het weg.",
            "Schrijf één adres, zoals info@voorbeeld.nl.",
        )
        return Reading("", (fault,))


def parse_url(text: str) -> Reading[str]:
    """An http(s) address; without its https:// it gets one. An address that runs code stops its row."""
    if says_unknown(text):
        return Reading("")
    scheme = _SCHEME.match(re.sub(r"[\x00-\x20]", "", text))
    if scheme and scheme[1].lower() in _RUNS_CODE:
        return Reading("", (_runs_code(scheme[1]),))
    if scheme and scheme[1].lower() not in ("http", "https"):
        return Reading("", (_no_url(),))
    address = text if scheme else "https://" + text.lstrip("/")
    return Reading(address) if _is_web_address(address) else Reading("", (_no_url(),))


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, port_is_fine = parts.hostname or "", parts.port is None or parts.port > 0
    except ValueError:
        return False
    readable = not re.search(r"[\s<>\"'`\\]", address) and "@" not in parts.netloc
    return bool(readable and port_is_fine and _HOST.fullmatch(host))


def _written(number: PhoneNumber) -> str:
    import phonenumbers

    home = number.country_code == 31
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def _lost_zero(typed: str) -> bool:
    return bool(re.fullmatch(r"[1-9]\d{8}", typed))


def _without_zero(written: str) -> Fault:
    return Fault(
        "phone_lost_zero",
        f"mist de eerste 0; de kaart toont {written}.",
        "Maak van de kolom tekst, zodat Excel de 0 laat staan.",
        Severity.HINT,
    )


def _second_phone(others: list[str]) -> Fault:
    return Fault(
        "several_phones",
        f"bevat meer nummers; de kaart toont alleen het eerste, niet {others[0]}.",
        "Zet één nummer in het vakje.",
        Severity.HINT,
    )


def _runs_code(scheme: str) -> Fault:
    return Fault(
        "url_runs_code",
        f'begint met "{scheme}:" en kan een programma starten; deze rij komt zo niet op de kaart.',
        "Schrijf een webadres dat met https:// begint, of maak het vakje leeg.",
        Severity.ERROR,
    )


def _no_url() -> Fault:
    return Fault(
        "url",
        "is geen webadres; de kaart laat het weg.",
        "Schrijf bijvoorbeeld https://www.voorbeeld.nl/spreekuur.",
    )
