"""What the command line draws: a progress bar and tables of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from sociale_kaart.export.findings import Findings, Part, for_people
from sociale_kaart.export.headings import heading_of

PIPED_WIDTH = 140
# Labels of what findings rest on that a screen has room for; a file has them all.
BELOW_A_TABLE = frozenset(
    {"gegevens van", "inwoners", "grens, meter hemelsbreed", "op welk moment", "voor welke groep"}
)


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
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    columns = part.columns if wide else _telling(part)
    for column in columns:
        heading = heading_of(column)
        table.add_column(
            heading.text, justify="right" if heading.is_number else "left", no_wrap=wide, overflow="fold"
        )
    for row in part.rows:
        # Text, not str: what stands in a sheet is never markup.
        table.add_row(*(Text(for_people(column, row)) for column in columns))
    example = " (verzonnen voorbeeld)" if findings.marks.get("is_example") else ""
    notes = "; ".join(f"{label}: {text}" for label, text in findings.about if label in BELOW_A_TABLE)
    return Group(
        Text(findings.title + example, style="bold"),
        *(Text(sentence) for sentence in findings.sentences),
        table,
        Text(notes, style="dim"),
    )


def _telling(part: Part) -> tuple[str, ...]:
    """The brief columns, without a pillar that is the same in every row: the lines above the table name it."""
    same = len({row.get("pillar") for row in part.rows}) <= 1
    return tuple(column for column in part.brief if not (same and column == "pillar"))


@contextmanager
def screen(output: Path | None) -> Iterator[Console]:
    """Where a table is printed: the terminal as wide as it is; a file or pipe wide enough to read."""
    console = Console()
    if output is None:
        yield console if console.is_terminal else Console(width=PIPED_WIDTH)
        return
    text = StringIO()
    yield Console(file=text, width=PIPED_WIDTH)
    write_text(output, text.getvalue())
