"""What registers know an organisation by: KvK number and ISIL."""

from __future__ import annotations

import re

from sociale_kaart.problems import Severity
from sociale_kaart.sources.reading import Fault, Reading, says_unknown

# ISO 15511; Dutch libraries have NL- and digits or letters behind it.
_ISIL = re.compile(r"[A-Za-z]{1,4}-[A-Za-z0-9:/-]{1,11}")


def parse_kvk(text: str) -> Reading[str]:
    """A KvK number: 8 digits. One that lost its first zero is put right, with a hint."""
    if says_unknown(text):
        return Reading("")
    digits = re.sub(r"[\s.]", "", re.sub(r"^kvk\s*:?\s*", "", text, flags=re.IGNORECASE))
    if re.fullmatch(r"\d{8}", digits):
        return Reading(digits)
    if re.fullmatch(r"[1-9]\d{6}", digits):
        hint = Fault(
            "kvk_lost_zero",
            f"mist de eerste 0; de kaart leest {digits.zfill(8)}.",
            "Maak van de kolom tekst, zodat Excel de 0 laat staan.",
            Severity.HINT,
        )
        return Reading(digits.zfill(8), (hint,))
    fault = Fault("kvk", "is geen KvK-nummer; de kaart laat het weg.", "Schrijf 8 cijfers, zoals 01234567.")
    return Reading("", (fault,))


def parse_isil(text: str) -> Reading[str]:
    """An ISIL, such as NL-0123456789."""
    if says_unknown(text):
        return Reading("")
    if _ISIL.fullmatch(text):
        country, _, rest = text.partition("-")
        return Reading(f"{country.upper()}-{rest}")
    fault = Fault("isil", "is geen ISIL-code; de kaart laat haar weg.", "Schrijf bijvoorbeeld NL-0123456789.")
    return Reading("", (fault,))
