"""What became of the rows of a source: how many are in the register, how many were left out, and why.

Apart from intake.py, so that whoever only reads a register does not wait for pandas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST = 200  # characters; BAG's names have at most 80
EXAMPLES = 3


class Refusal(StrEnum):
    """Why a row of a source is no address of the register; the value is how `register info` names it."""

    NO_STREET = "geen straat"
    NO_NUMBER = "geen huisnummer tussen 1 en 99999"
    NO_PLACE = "geen woonplaats"
    TOO_LONG = f"een tekst van meer dan {LONGEST} tekens"
    POSTCODE_UNREADABLE = "postcode niet leesbaar"
    NO_POINT = "geen coördinaten in Nederland"
    ID_UNREADABLE = "id is geen getal van hoogstens 16 cijfers"
    WITHDRAWN = "ingetrokken of nooit gebouwd"
    DOUBLE_ID = "nummeraanduiding staat al in het register"
    DOUBLE_ADDRESS = "adres staat al in het register"
    TOO_MANY = "te veel adressen op één postcode en nummer"


@dataclass
class Counts:
    """What became of the rows of a source: rows = addresses + the sum of refused, always.

    located counts rows whose gemeente was looked up by their coordinates, without_gemeente those that then still have
    none; examples are the first few of each refusal.
    """

    rows: int = 0
    addresses: int = 0
    streets: int = 0
    places: int = 0
    segments: int = 0
    without_postcode: int = 0
    located: int = 0
    without_gemeente: int = 0
    refused: Counter[Refusal] = field(default_factory=Counter)
    examples: dict[Refusal, list[str]] = field(default_factory=dict)

    def refuse(self, why: Refusal, count: int, examples: Iterable[str]) -> None:
        """Count rows that are left out, and keep the first few to show."""
        if count:
            self.refused[why] += count
            shown = self.examples.setdefault(why, [])
            shown.extend(one for one, _ in zip(examples, range(EXAMPLES - len(shown)), strict=False))
