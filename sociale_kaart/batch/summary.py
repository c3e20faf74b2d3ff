"""What a run did, counted in rows, and told in Dutch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sociale_kaart.batch.answer import Answer
from sociale_kaart.model import MatchLevel

_LEVELS = {
    MatchLevel.ADRES: "precies gevonden (adres)",
    MatchLevel.HUISNUMMER: "huis gevonden, maar niet alles klopt (huisnummer)",
    MatchLevel.STRAAT: "alleen de straat gevonden (straat)",
    MatchLevel.POSTCODE: "alleen de postcode gevonden (postcode)",
    MatchLevel.WOONPLAATS: "alleen de plaats gevonden (woonplaats)",
    MatchLevel.GEMEENTE: "alleen de gemeente gevonden (gemeente)",
    MatchLevel.NONE: "niet gevonden (none)",
}


@dataclass(slots=True, kw_only=True)
class Summary:
    """Rows by what came of them: rows = the sum of levels + no_address + not_answered.

    addresses: distinct ones that have an answer, resumed of them from an earlier run. doubtful is counted in levels
    too.
    """

    rows: int = 0
    levels: Counter[str] = field(default_factory=Counter)
    doubtful: int = 0
    below_min_level: int = 0
    no_address: int = 0
    not_answered: int = 0
    addresses: int = 0
    resumed: int = 0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)

    def count(self, answer: Answer) -> None:
        """Add a row that an answer came for."""
        self.levels[answer.match_level] += 1
        self.doubtful += answer.doubtful

    def lines(self) -> list[str]:
        """The summary, a line at a time."""
        body = [(self.levels[level.value], text) for level, text in _LEVELS.items()]
        body += [(self.no_address, "zonder adres (none)"), (self.not_answered, "zonder antwoord (leeg)")]
        rows, addresses = _number(self.rows), _number(self.addresses)
        width = len(rows)
        return [
            f"{rows} rijen in, {rows} rijen uit; verschillende adressen met een antwoord: {addresses}.",
            *(f"  {_number(count):>{width}} {text}" for count, text in body if count),
            *self._remarks(),
            *self.failures,
            self._speed(),
        ]

    def _speed(self) -> str:
        seconds = f"{self.seconds:.1f}".replace(".", ",")
        per_second = _number(round(self.rows / max(self.seconds, 0.001)))
        return f"Klaar in {seconds} seconden ({per_second} rijen per seconde)."

    def _remarks(self) -> list[str]:
        lines = []
        if self.doubtful:
            lines.append(f"Twijfelachtig: {_rows(self.doubtful)}. Kijk ze na (zie match_faults).")
        if self.below_min_level:
            lines.append(
                f"Onder --min-level: {_rows(self.below_min_level)}, zonder coördinaten, nummeraanduiding_id en "
                "gemeentecode."
            )
        if self.not_answered:
            lines.append(
                f"Zonder antwoord: {_rows(self.not_answered)}, leeg gelaten; dat is niet 'niet gevonden'. Draai "
                "dezelfde opdracht later nog eens: alleen wat ontbreekt wordt dan gevraagd."
            )
        return lines


def _rows(count: int) -> str:
    return "1 rij" if count == 1 else f"{_number(count)} rijen"


def _number(count: int) -> str:
    """A number as the Dutch write it: 12.345."""
    return f"{count:,}".replace(",", ".")
