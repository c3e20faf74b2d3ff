"""Other readings of the same words, for a register to choose between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sociale_kaart.geocode.reader.columns import read_input
from sociale_kaart.geocode.reader.fields import ParsedAddress
from sociale_kaart.model import AddressInput


def readings(asked: AddressInput) -> Iterator[ParsedAddress]:
    """Every sensible reading of an address, the likeliest first (that of parse_input); made only as they are asked for.

    "Plein 1944 3" may be number 3 on Plein 1944, or number 1944 on a Plein: only a register can tell.
    """
    yield read_input(asked)


__all__ = ["ParsedAddress", "readings", "replace"]
