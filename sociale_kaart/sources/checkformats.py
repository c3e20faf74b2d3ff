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

_SEVERITIES = {Severity.ERROR: "fout", Severity.WARNING: "waarschuwing", Severity.HINT: "tip"}
_COUNTED = {
    Severity.ERROR: ("fout", "fouten"),
    Severity.WARNING: ("waarschuwing", "waarschuwingen"),
    Severity.HINT: ("tip", "tips"),
}
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
        "unread": list(result.unread),
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
    read = _count(result.rows_in, "rij", "rijen")
    lines = [f"{read} gelezen = {result.rows_used} gebruikt + {result.rows_reported} gemeld."]
    if result.unread:
        unread = _count(len(result.unread), "bron is", "bronnen zijn")
        lines.append(f"{unread} niet gelezen: de rijen daarvan zijn niet geteld en niet nagekeken.")
    about_rows, about_corrections = list(result.problems), []
    if result.corrections is not None:
        done = result.corrections
        lines.append(
            f"{_count(done.rows_in, 'verbetering', 'verbeteringen')} gelezen = {done.rows_used} toegepast + "
            f"{done.rows_reported} gemeld."
        )
        about_corrections = [problem for problem in about_rows if problem.file == done.source]
        about_rows = [problem for problem in about_rows if problem.file != done.source]
    lines.append(f"Meldingen: {_counts(about_rows)}.")
    if about_corrections:
        lines.append(f"Meldingen over verbeteringen: {_counts(about_corrections)}.")
    return tuple(lines)


def _counts(problems: list[Problem]) -> str:
    return ", ".join(
        _count(sum(problem.severity is severity for problem in problems), one, many)
        for severity, (one, many) in _COUNTED.items()
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


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
