"""The offline backend: what the register offers for an address, put to our own grader.

Everything that may be meant is offered, and bounded; which of it fits, and how well, is the grader's to say (grade.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from sociale_kaart.geocode.address import ParsedAddress, readings
from sociale_kaart.geocode.backend import Candidate, Outcome, as_outcome
from sociale_kaart.geocode.grade import choose, is_doubtful
from sociale_kaart.geocode.register.candidates import Finder
from sociale_kaart.geocode.register.rows import Rows
from sociale_kaart.geocode.register.streets import Names
from sociale_kaart.model import AddressInput, Match, MatchLevel

BACKEND = "register"
# Readings of one text that are tried; the likeliest come first (address.readings).
READINGS = 6

_EXACTNESS = {level: rank for rank, level in enumerate(MatchLevel)}


class RegisterBackend:
    """Answers from one register file; any number of threads may ask.

    Raises RegisterError where the file is none, damaged, or of a format that this version does not read.
    """

    name = BACKEND

    def __init__(self, path: Path) -> None:
        self._rows = Rows(path)
        self._finder = Finder(self._rows, Names(self._rows))
        meta = self._rows.meta()
        self.data_version = meta.get("source_date", "")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

    def candidates(self, parsed: ParsedAddress, *, gemeentecode: str = "") -> list[Candidate]:
        """What the register has that may be meant, the likeliest first; never more than candidates.MOST.

        gemeentecode is that of the gemeente stated beside the address: then every street of the name there is offered.
        """
        return self._finder.candidates(parsed, gemeentecode)

    def lookup(self, asked: AddressInput) -> Outcome:
        """The best answer over the sensible readings of an address, graded by our own rules."""
        best: Outcome | None = None
        for count, parsed in enumerate(readings(asked), start=1):
            offered = self.candidates(parsed, gemeentecode=asked.gemeentecode)
            outcome = choose(asked, parsed, offered, all_streets=True)
            if best is None or _goodness(outcome) < _goodness(best):
                best = outcome
            if count == READINGS or (best.level is MatchLevel.ADRES and not is_doubtful(best)):
                break
        assert best is not None, "there is always one reading"
        return self._signed(best)

    def lookup_many(self, asked: Sequence[AddressInput]) -> list[Outcome]:
        """The answers of lookup to many addresses, in their order."""
        return [self.lookup(one) for one in asked]

    def _signed(self, match: Match) -> Outcome:
        return as_outcome(replace(match, backend=self.name, data_version=self.data_version))


def _goodness(match: Match) -> tuple[int, bool, int]:
    """Smaller is better; of two readings that fit as well, the first, likelier one is kept."""
    return _EXACTNESS[match.level], is_doubtful(match), len(match.faults)
