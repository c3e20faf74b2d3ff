"""What the command line draws: a progress bar and tables of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from sociale_kaart.atomic import write_text
from sociale_kaart.export.examplenotice import EXAMPLE_NOTICE
from sociale_kaart.export.findings import Findings, Part, Row, for_people
from sociale_kaart.export.headings import heading_of
from sociale_kaart.export.parameters import LABELS

PIPED_WIDTH = 140
WIDEST = 4_000
LONGEST_NAME = 30
LONGEST_VERDICT = 8  # a longer one is broken between its words
# Labels of what findings rest on that a screen has room for; a file has them all.
_PARAMETERS_BELOW = ("limit_m", "when", "group", "kind", "weights", "candidates")
BELOW_A_TABLE = frozenset({"gegevens van", "inwoners", *(LABELS[one] for one in _PARAMETERS_BELOW)})


@contextmanager
def progress_bar(what: str, total: int) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error that is told (done, total)."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done, _: progress.update(task, completed=done)


def findings_table(findings: Findings, part: Part, *, wide: bool = False) -> Group:
    """One part on a screen of 100 columns, or with all its columns; the conclusion above it, what it rests on below."""
    notes = "; ".join(f"{label}: {text}" for label, text in findings.about if label in BELOW_A_TABLE)
    return Group(
        Text(findings.title, style="bold"),
        *([Text(EXAMPLE_NOTICE)] if findings.marks.get("is_example") else []),
        *(Text(sentence) for sentence in findings.sentences),
        *_tables(findings, part, wide=wide),
        Text(notes, style="dim"),
    )


def _tables(findings: Findings, part: Part, *, wide: bool) -> Iterator[Table]:
    """A table per pillar, where the rows are of several: its name above it takes less room than in every row."""
    pillars = dict.fromkeys(row.get("pillar") for row in part.rows)
    if wide or len(pillars) <= 1 or None in pillars:
        columns = part.columns if wide else part.brief
        yield _table(columns, part.rows, wide=wide)
        return
    names = dict(findings.about)
    for pillar in pillars:
        rows = [row for row in part.rows if row["pillar"] == pillar]
        columns = tuple(one for one in part.brief if one != "pillar")
        yield _table(columns, rows, title=names.get(f"pijler {pillar}", str(pillar)))


def _table(columns: Sequence[str], rows: Sequence[Row], *, title: str = "", wide: bool = False) -> Table:
    table = Table(
        box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), title=title or None, title_justify="left"
    )
    told = [[for_people(column, row) for column in columns] for row in rows]
    for number, column in enumerate(columns):
        heading = heading_of(column)
        # A heading may be broken between its words; a figure never, and a name only where it is very long.
        longest = max(map(len, [*heading.text.split(), *(cells[number] for cells in told)]))
        table.add_column(
            heading.text,
            justify="right" if heading.is_number else "left",
            width=None if wide else min(longest, LONGEST_VERDICT if column == "reach" else LONGEST_NAME),
            no_wrap=wide,
        )
    for cells in told:
        # Text, not str: what stands in a sheet is never markup.
        table.add_row(*map(Text, cells))
    return table


@contextmanager
def screen(output: Path | None, *, wide: bool = False) -> Iterator[Console]:
    """Where a table is printed: the terminal as wide as it is; a file or pipe wide enough to read.

    wide : however wide the terminal is, no line is broken
    """
    console, width = Console(), WIDEST if wide else PIPED_WIDTH
    if output is None:
        yield console if console.is_terminal and not wide else Console(width=width)
        return
    text = StringIO()
    yield Console(file=text, width=width)
    write_text(output, text.getvalue())
