"""What the command line draws: a progress bar and the coverage table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from sociale_kaart.atomic import write_text
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import CoverageRow, CoverageStatus

STATUS_WORDS = {
    CoverageStatus.COVERED: "ja",
    CoverageStatus.UNCOVERED: "nee",
    CoverageStatus.UNKNOWN: "onbekend",
}
PIPED_WIDTH = 140


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


def coverage_table(data: MapData) -> Table:
    """One line per gemeente and pillar; status in words, distances in kilometres."""
    table = Table(title=data.config.title + (" (verzonnen voorbeeld)" if data.config.example else ""))
    for heading in ("gemeente", "pijler", "dekking"):
        table.add_column(heading)
    for heading in ("plekken", "onbekend", "per 10.000", "gemiddeld", "9 op 10 binnen"):
        table.add_column(heading, justify="right")
    names = {pillar.id: pillar.name for pillar in data.pillars}
    for row in data.coverage:
        table.add_row(
            gemeenten()[row.gemeentecode].naam,
            names[row.pillar],
            STATUS_WORDS[row.status],
            str(row.places),
            str(row.places_unknown),
            "onbekend" if row.places_per_10000 is None else f"{row.places_per_10000:.2f}".replace(".", ","),
            _kilometres(row, row.mean_distance_m),
            _kilometres(row, row.p90_distance_m),
        )
    return table


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


def _kilometres(row: CoverageRow, metres: float | None) -> str:
    if metres is None:
        return "onbekend"
    at_most = "hoogstens " if row.distance_at_most else ""
    return f"{at_most}{metres / 1000:.1f} km".replace(".", ",")
