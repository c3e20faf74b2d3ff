"""REVIEW.csv: the rows that a person should look at, with what is doubtful about each in a Dutch sentence."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import BinaryIO

from sociale_kaart.batch.answer import SEPARATOR, Answer
from sociale_kaart.batch.table import Row
from sociale_kaart.geocode.grade import FAULTS
from sociale_kaart.geocode.lockrow import formula_safe

REVIEW_COLUMNS: tuple[str, ...] = (
    "row",
    "match_level",
    "match_confidence",
    "match_address",
    "match_alternatives",
    "match_explanation",
)
"""Its own columns; those of the table stand between `row` and the rest."""


class Review:
    """Writes it as a Dutch Excel opens it: UTF-8 with a BOM, semicolons, decimal commas, no cell a formula."""

    def __init__(self, file: BinaryIO, headings: Sequence[str]) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._text, delimiter=";", lineterminator="\r\n")
        self._width = len(headings)
        self._write((REVIEW_COLUMNS[0], *headings, *REVIEW_COLUMNS[1:]))

    def add(self, row: Row, answer: Answer) -> None:
        """A row and its doubtful answer."""
        confidence = "" if answer.match_confidence is None else f"{answer.match_confidence:.2f}"
        cells = (*row.cells, *[""] * self._width)[: self._width]
        self._write(
            (
                str(row.number),
                *cells,
                answer.match_level,
                confidence.replace(".", ","),
                answer.match_address,
                answer.alternatives,
                explanation(answer),
            )
        )

    def finish(self) -> None:
        """All of it is in the file, which stays open."""
        self._text.flush()
        self._text.detach()

    def _write(self, cells: Sequence[str]) -> None:
        self._writer.writerow([formula_safe(cell) for cell in cells])


def explanation(answer: Answer) -> str:
    """What does not agree, as Dutch sentences."""
    faults = [fault for fault in answer.match_faults.split(SEPARATOR) if fault]
    sentences = [FAULTS.get(fault, fault) for fault in faults]
    return " ".join(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in sentences)
