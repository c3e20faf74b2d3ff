"""Puts a confidence table that was learnt into the package, and onto its page in the documentation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sociale_kaart.geocode.confidence import TABLE, Row, write

ROOT = Path(__file__).resolve().parents[2]
IN_PACKAGE = ROOT / "sociale_kaart" / "geocode" / TABLE
PAGE = ROOT / "docs" / "reference" / "confidence.md"
START, END = "<!-- table: start -->", "<!-- table: end -->"


def write_table(rows: Sequence[Row], how: str) -> None:
    """Write the table in both places."""
    IN_PACKAGE.write_text(write(rows, how), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}\n{as_markdown(rows, how)}{END}{after}", encoding="utf-8")


def as_markdown(rows: Sequence[Row], how: str) -> str:
    """The table as the page shows it."""
    lines = [
        f"{how[:1].upper()}{how[1:]}.",
        "",
        "| level | faults | agrees | likeness | cases | right | confidence |",
        "|---|---|---|---|--:|--:|--:|",
    ]
    for row in rows:
        cells = (row.evidence.level, *(_cell(part) for part in row.evidence[1:]))
        lines.append(f"| {' | '.join(cells)} | {row.cases} | {row.right} | {row.confidence:.3f} |")
    return "\n".join((*lines, ""))


def _cell(part: str) -> str:
    if part == "*":
        return "any"
    return ", ".join(f"`{one}`" for one in part.replace("+", "|").split("|")) if part else "–"
