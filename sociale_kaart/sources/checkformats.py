"""A check's result for a person or a program: terminal table, JSON, CSV, HTML."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.checkresult import CheckResult

if TYPE_CHECKING:
    from rich.table import Table

_SEVERITIES = {Severity.ERROR: "fout", Severity.WARNING: "let op", Severity.HINT: "tip"}
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
_COLUMNS = ("ernst", "code", "bron", "bestand", "blad", "rij", "kolom", "waarde", "melding", "wat te doen")
# A spreadsheet takes text that starts so for a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_table(result: CheckResult) -> Table:
    """For a terminal: one line per problem, the counts below."""
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=None,
        pad_edge=False,
        padding=(0, 2, 1, 0),
        show_header=bool(result.problems),
        caption=Text("\n".join(summary(result))),
        caption_justify="left",
    )
    for heading in ("Ernst", "Waar", "Wat er is, en wat u kunt doen"):
        table.add_column(heading, overflow="fold")
    for problem in result.problems:
        # Text, not str: what stands in a sheet is never markup.
        severity = Text(_SEVERITIES[problem.severity], style=_STYLES[problem.severity])
        table.add_row(severity, Text(_place(problem)), Text(f"{problem.message} {problem.remedy}".rstrip()))
    return table


def as_json(result: CheckResult) -> str:
    """For a program: English keys, as in `Problem` and `RowCount`."""
    content = {
        "exit_code": result.exit_code,
        "rows_in": result.rows_in,
        "rows_used": result.rows_used,
        "rows_reported": result.rows_reported,
        "sources": [asdict(count) for count in result.counts],
        "corrections": asdict(result.corrections) if result.corrections else None,
        "problems": [asdict(problem) for problem in result.problems],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_csv(result: CheckResult) -> str:
    """For a spreadsheet in Dutch (semicolons, BOM); no cell can turn into a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(_COLUMNS)
    for problem in result.problems:
        writer.writerow([_safe_cell(cell) for cell in _cells(problem)])
    return out.getvalue()


def as_html(result: CheckResult) -> str:
    """A page to mail: complete in itself, without scripts; everything from the sheets is escaped."""
    summary_items = "".join(f"<li>{escape(line)}</li>" for line in summary(result))
    rows = "".join(_html_row(problem) for problem in result.problems)
    headings = "".join(
        f'<th scope="col">{name}</th>' for name in ("Ernst", "Waar", "Wat er is", "Wat te doen")
    )
    table = (
        f"<table><caption>Alle meldingen</caption><thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>"
        if rows
        else "<p>Er zijn geen meldingen.</p>"
    )
    return _PAGE.format(summary=summary_items, table=table)


def summary(result: CheckResult) -> tuple[str, ...]:
    """The counts in sentences, the sum of rows first."""
    rows = f"{result.rows_in} rijen gelezen = {result.rows_used} gebruikt + {result.rows_reported} gemeld."
    lines = [rows]
    if result.corrections is not None:
        done = result.corrections
        lines.append(
            f"{done.rows_in} verbeteringen gelezen = {done.rows_used} toegepast + {done.rows_reported} gemeld."
        )
    counts = [
        f"{result.number_of(severity)} {name}"
        for severity, name in (
            (Severity.ERROR, "fouten (rij kan niet op de kaart)"),
            (Severity.WARNING, "waarschuwingen (rij staat op de kaart, maar er is twijfel)"),
            (Severity.HINT, "tips"),
        )
    ]
    return (*lines, ", ".join(counts) + ".")


# as_table is for a terminal alone: it needs to know how wide that is.
FORMATS: Mapping[str, Callable[[CheckResult], str]] = MappingProxyType(
    {"json": as_json, "csv": as_csv, "html": as_html}
)


def _place(problem: Problem) -> str:
    parts = [problem.file]
    if problem.sheet:
        parts.append(f'blad "{problem.sheet}"')
    if problem.row:
        parts.append(f"rij {problem.row}")
    if problem.column:
        parts.append(f'kolom "{problem.column}"')
    return ", ".join(part for part in parts if part)


def _cells(problem: Problem) -> tuple[str, ...]:
    return (
        _SEVERITIES[problem.severity],
        problem.code,
        problem.source,
        problem.file,
        problem.sheet,
        str(problem.row or ""),
        problem.column,
        problem.value,
        problem.message,
        problem.remedy,
    )


def _safe_cell(text: str) -> str:
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def _html_row(problem: Problem) -> str:
    severity = _SEVERITIES[problem.severity]
    cells = (severity, _place(problem), problem.message, problem.remedy)
    return (
        f'<tr class="{problem.severity.value}">'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
    )


_PAGE = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Controle van de kaart</title>
<style>
body {{ font-family: sans-serif; line-height: 1.5; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
caption {{ text-align: left; font-weight: bold; padding: .5rem 0; }}
th, td {{ border-bottom: 1px solid #767676; padding: .5rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }}
.error td:first-child {{ color: #a30000; font-weight: bold; }}
</style>
</head>
<body>
<h1>Controle van de kaart</h1>
<ul>{summary}</ul>
{table}
</body>
</html>
"""
