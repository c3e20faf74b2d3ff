"""What the coverage of a map is."""

from __future__ import annotations

from pathlib import Path

import click

from sociale_kaart.cli.frame import KAART, OUTPUT, built, deliver
from sociale_kaart.kaart import Kaart


@click.command()
@KAART
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "xlsx"]),
    default="table",
)
@OUTPUT
def coverage(kaart: Kaart, format_: str, output: Path | None) -> None:
    """Toon de dekking van een gebouwde kaart: een rij per gemeente en pijler."""
    from sociale_kaart.export import tables
    from sociale_kaart.terminal import coverage_table, screen

    data = built(kaart)
    if format_ == "table":
        with screen(output) as console:
            console.print(coverage_table(data))
    else:
        deliver(tables.FORMATS[format_](data), output)
