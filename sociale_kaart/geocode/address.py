"""Dutch addresses as people write them, to fields; what is not understood is left over, and never guessed at.

What is read how stands in docs/reference/addresses.md; how it is done, in the modules of geocode.reader.
"""

from __future__ import annotations

from sociale_kaart.geocode.reader.choices import readings
from sociale_kaart.geocode.reader.columns import read_input as parse_input
from sociale_kaart.geocode.reader.fields import ParsedAddress, suffix_key
from sociale_kaart.geocode.reader.line import read_line as parse
from sociale_kaart.geocode.reader.postcode import parse_postcode
from sociale_kaart.geocode.street import normalise_street, same_street

__all__ = [
    "ParsedAddress",
    "normalise_street",
    "parse",
    "parse_input",
    "parse_postcode",
    "readings",
    "same_street",
    "suffix_key",
]
