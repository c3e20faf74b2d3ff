"""Counts and decimal numbers, as the Dutch write them."""

from __future__ import annotations

import re

from sociale_kaart.sources.reading import Fault, Reading, says_unknown

MAX_COUNT = 10_000
_WHOLE = re.compile(r"\d{1,9}(?:[.,]0+)?")
_DECIMAL = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,15})?")
_THOUSANDS = re.compile(r"\d{1,3}(?:[. ]\d{3})+(?:,\d{1,15})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,15})?")


def parse_count(text: str) -> Reading[int | None]:
    """How many of something; None where it is unknown or not a whole number."""
    if says_unknown(text):
        return Reading(None)
    if _WHOLE.fullmatch(text) and (count := int(re.split("[.,]", text)[0])) <= MAX_COUNT:
        return Reading(count)
    fault = Fault(
        "number", "is geen aantal; de kaart leest dit als onbekend.", "Schrijf een heel getal, zoals 4."
    )
    return Reading(None, (fault,))


def parse_decimal(text: str) -> float | None:
    """A number with a decimal comma or point, thousands marked or not; None where it is no number."""
    compact = text.replace("\u00a0", " ").strip()
    if _DECIMAL.fullmatch(compact):
        return float(compact.replace(",", "."))
    if _THOUSANDS.fullmatch(compact):
        comma_last = compact.rfind(",") > compact.rfind(".")
        thousands, decimal = (". ", ",") if comma_last or "," not in compact else (",", ".")
        for mark in thousands:
            compact = compact.replace(mark, "")
        return float(compact.replace(decimal, "."))
    return None
