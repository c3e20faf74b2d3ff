"""Postcode, house number, gemeente: shapes and names only; whether an address exists is for the geocoder."""

from __future__ import annotations

import re
from functools import lru_cache

from sociale_kaart.gebieden.gemeenten import find_gemeente
from sociale_kaart.geocode.address import parse_postcode as shape_of_postcode
from sociale_kaart.sources.reading import Fault, Reading, says_unknown

_HUISNUMMER = re.compile(r"([1-9]\d{0,4})(?:\.0+)?\s*([A-Za-z]?)\s*(?:[-/ ]\s*(\w{1,4}))?")
_PO_BOX = re.compile(r"\b(?:postbus|antwoordnummer)\b", re.IGNORECASE)
_POSTCODE_REMEDY = "Schrijf vier cijfers en twee letters, zoals 7511 JE."


def parse_postcode(text: str) -> Reading[str]:
    """A postcode as "1234 AB" (or its digits alone, with a warning); "" where it is none."""
    if says_unknown(text):
        return Reading("")
    shape = shape_of_postcode(text)
    if len(shape) == 6:
        return Reading(f"{shape[:4]} {shape[4:]}")
    if shape:
        fault = Fault("postcode", "mist de twee letters.", _POSTCODE_REMEDY)
        return Reading(shape, (fault,))
    return Reading(
        "", (Fault("postcode", f"{_why_no_postcode(text)}; de kaart laat haar weg.", _POSTCODE_REMEDY),)
    )


def _why_no_postcode(text: str) -> str:
    compact = "".join(text.split()).upper()
    if re.fullmatch(r"0\d{3}[A-Z]{2}", compact):
        return "is geen postcode: die begint nooit met een 0"
    if re.fullmatch(r"\d{4}S[ADS]", compact):
        return "is geen postcode: die eindigt nooit op SA, SD of SS"
    return "is geen postcode"


def parse_huisnummer(text: str) -> Reading[str]:
    """A house number with what hangs on it, as one text ("12A", "12-2"); "" where it is none."""
    if says_unknown(text):
        return Reading("")
    if found := _HUISNUMMER.fullmatch(text):
        number, letter, suffix = found.groups()
        return Reading(number + letter + (f"-{suffix}" if suffix else ""))
    fault = Fault(
        "huisnummer", "is geen huisnummer; de kaart laat het weg.", "Schrijf het in cijfers, zoals 12 of 12A."
    )
    return Reading("", (fault,))


def parse_address_line(text: str) -> Reading[str]:
    """Street and number as typed; a PO box is no place one can go to."""
    if says_unknown(text):
        return Reading("")
    line = " ".join(text.split())
    if _PO_BOX.search(line):
        fault = Fault(
            "po_box",
            "is een postbus; daar kan niemand heen. De kaart laat hem weg, met zijn postcode: deze rij heeft geen "
            "bezoekadres.",
            "Schrijf het bezoekadres.",
        )
        return Reading("", (fault,))
    if not re.search(r"\d", line):
        fault = Fault(
            "address_without_number",
            "heeft geen huisnummer.",
            "Schrijf straat en nummer, zoals Kerkstraat 12.",
        )
        return Reading(line, (fault,))
    return Reading(line)


@lru_cache(maxsize=1024)
def parse_gemeente(text: str) -> Reading[str]:
    """Gemeentecode ("GM0153") of a name or code; "" where it is unknown or could be several."""
    if says_unknown(text):
        return Reading("")
    found = find_gemeente(text)
    if found.gemeente is not None:
        became = f"is opgegaan in {found.gemeente.naam}; de kaart gebruikt die gemeente."
        renamed = Fault("gemeente_replaced", became, f'Schrijf "{found.gemeente.naam}".')
        return Reading(found.gemeente.code, (renamed,) if found.replaced_from else ())
    if found.ambiguous:
        options = " of ".join(f'"{one.naam}" ({one.code})' for one in found.ambiguous)
        return Reading(
            "", (Fault("gemeente_ambiguous", f"kan {options} zijn.", "Schrijf de naam voluit, of de code."),)
        )
    hint = f' Bedoelt u "{found.suggestion}"?' if found.suggestion else ""
    return Reading(
        "",
        (
            Fault(
                "gemeente_unknown",
                f"is geen gemeente die wij kennen.{hint}",
                "Schrijf de naam van de gemeente of haar code.",
            ),
        ),
    )
