"""From sheets to a map on a screen: new, example, check, build, serve."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from sociale_kaart.cli.frame import KAART, OUTPUT, deliver
from sociale_kaart.config import Settings
from sociale_kaart.kaart import Kaart, open_kaart


@click.command(short_help="Maak een nieuwe kaart in MAP, met een ingevuld voorbeeld.")
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Maak een nieuwe kaart in MAP: een ingevuld voorbeeld in Excel en een kaart.toml die erbij past."""
    from sociale_kaart.sources.template import new_kaart

    for path in new_kaart(folder):
        click.echo(f"gemaakt: {path}")
    click.echo(f"Verder: vul het Excel-bestand in, en draai  sociale-kaart check {folder}")


@click.command(short_help="Maak in MAP een verzonnen kaart van heel Nederland.")
@click.option(
    "--places",
    type=click.IntRange(1, 1_000_000),
    required=True,
    help="Hoeveel plekken.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Zelfde getal: zelfde kaart.")
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path))
def example(places: int, seed: int, folder: Path) -> None:
    """Maak in MAP een verzonnen kaart van heel Nederland, om mee te proberen of te meten."""
    from sociale_kaart.dataset.example import write_example

    click.echo(f"gemaakt: {write_example(folder, places, seed)}")


@click.command(short_help="Kijk de bronnen na en toon elk probleem.")
@KAART
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json", "csv", "html"]),
    default="table",
)
@click.option("--hours", is_flag=True, help="Zeg bij alle tijden ook hoe wij ze lezen, om na te kijken.")
@OUTPUT
@click.pass_context
def check(ctx: click.Context, kaart: Kaart, format_: str, hours: bool, output: Path | None) -> None:
    """Kijk de bronnen na: elk probleem met bestand, rij en kolom, en wat u ervoor in de plaats schrijft.

    Eindigt met 0 als alles gebruikt kan worden, met 1 bij een fout in een rij, een verbetering of een datum, en met 4
    als een bron niet gelezen kan worden. De andere bronnen worden dan wel nagekeken.
    """
    from sociale_kaart.sources.check import check as check_sources
    from sociale_kaart.sources.checkformats import FORMATS, as_table
    from sociale_kaart.terminal import screen

    result = check_sources(kaart, date.today(), confirm_hours=hours, goes_on=True)
    if format_ == "table":
        with screen(output) as console:
            console.print(as_table(result))
    else:
        deliver(FORMATS[format_](result), output)
    ctx.exit(result.exit_code)


@click.command()
@KAART
def build(kaart: Kaart) -> None:
    """Bouw de kaart: schrijf kaart.gpkg en rapport.json in de map. Vraagt niets aan het internet."""
    from sociale_kaart.dataset.build import build as build_map
    from sociale_kaart.dataset.report import summary_lines

    click.echo(f"{kaart.config.title}")
    data = build_map(kaart, today=date.today(), on_step=lambda step: click.echo(f"  {step} ..."))
    for line in summary_lines(data):
        click.echo(line)
    click.echo(f"inhoud: {data.content_hash}")


@click.command(short_help="Toon een gebouwde kaart in uw browser.")
@click.argument("kaarten", type=open_kaart, metavar="KAART...", nargs=-1, required=True)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="0: kies een vrije.",
)
@click.option(
    "--workers", type=click.IntRange(1, 64), help="Hoeveel processen (anders: wat past bij de computer)."
)
def serve(kaarten: tuple[Kaart, ...], port: int, workers: int | None) -> None:
    """Toon een gebouwde kaart op een adres dat u in uw browser opent.

    Bij meer kaarten krijgt elke kaart de naam van haar map als adres, met een pagina om te kiezen ervoor.
    """
    from sociale_kaart.web.server.mapfiles import served_maps
    from sociale_kaart.web.server.supervisor import serve as serve_maps

    settings = Settings.from_environment()
    serve_maps(served_maps(kaarten), replace(settings, workers=workers or settings.workers), port)
