"""The naive way: every address of the country as one line of text, and the one most alike to what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pa_parquet
from rapidfuzz import fuzz, process, utils


class Naive:
    """rapidfuzz over all the lines."""

    def __init__(self, addresses: Path) -> None:
        columns = pa_parquet.read_table(addresses).to_pydict()
        self._ids = columns["nummeraanduiding_id"]
        self._lines = [
            utils.default_process(
                f"{street} {number}{letter}{'-' if suffix else ''}{suffix} {postcode} {woonplaats}"
            )
            for street, number, letter, suffix, postcode, woonplaats in zip(
                *(
                    columns[name]
                    for name in (
                        "openbare_ruimte",
                        "huisnummer",
                        "huisletter",
                        "huisnummertoevoeging",
                        "postcode",
                        "woonplaats",
                    )
                ),
                strict=True,
            )
        ]

    def ask(self, texts: Sequence[str]) -> list[str]:
        """The id of the most alike address to each text."""
        found = (
            process.extractOne(utils.default_process(text), self._lines, scorer=fuzz.ratio) for text in texts
        )
        return [self._ids[at] for _, _, at in found]
