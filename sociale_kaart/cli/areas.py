"""The reference geography: fetched anew."""

from __future__ import annotations

from pathlib import Path

import click

from sociale_kaart.config import Settings


@click.group()
def gebieden() -> None:
    """Grenzen, namen en inwoners van gemeenten, wijken en buurten."""


@gebieden.command(short_help="Haal de nieuwste grenzen en buurten op.")
@click.option(
    "--year",
    type=click.IntRange(2020, 2100),
    default=2024,
    show_default=True,
    help="Jaar van de buurten.",
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Map voor de bestanden (anders: geodata/gebieden).",
)
def update(year: int, into: Path | None) -> None:
    """Haal de huidige grenzen bij PDOK en de buurten van het CBS op; de oude blijven tot alles er is."""
    from sociale_kaart.gebieden.update import update as update_gebieden

    settings = Settings.from_environment()
    target = into or settings.geodata_dir() / "gebieden"
    done = update_gebieden(settings, target, year)
    click.echo(f"bijgewerkt: {done.folder} ({done.gemeenten} gemeenten, {done.buurten} buurten)")
    for word, codes in (("nieuw", done.appeared), ("vervallen", done.ceased)):
        if codes:
            click.echo(f"{word}: {', '.join(codes)}")
