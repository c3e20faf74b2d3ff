"""The register of addresses: made, and told about."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click


@click.group(short_help="Alle adressen in één bestand, voor zonder internet.")
def register() -> None:
    """Het adressenregister: alle adressen in één bestand, om zonder internet op te zoeken."""


def _named_columns(_ctx: click.Context, _option: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    for text in texts:
        if not all(text.partition("=")):
            raise click.BadParameter(f"schrijf VELD=KOLOM, zoals openbare_ruimte=Straat; er staat {text!r}")
    return dict(text.split("=", 1) for text in texts)


@register.command("build")
@click.argument("source", metavar="BRON", type=click.Path(path_type=Path))
@click.argument("out", metavar="UIT", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--columns",
    multiple=True,
    callback=_named_columns,
    metavar="VELD=KOLOM",
    help="Welke kolom wat is, als de koppen dat niet zeggen; mag vaker.",
)
@click.option(
    "--layer",
    multiple=True,
    metavar="LAAG",
    help="Laag van een GeoPackage (anders: alle met adressen); mag vaker.",
)
@click.option(
    "--date",
    "source_date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="JJJJ-MM-DD",
    help="Van wanneer de adressen zijn, als de bron dat niet zelf zegt.",
)
def build_register_command(
    source: Path, out: Path, columns: dict[str, str], layer: tuple[str, ...], source_date: datetime | None
) -> None:
    """Maak van BRON een adressenregister: UIT, één bestand.

    BRON is het GeoPackage van de BAG (bag-light.gpkg), de adressen van NLExtract, of een ander GeoPackage, CSV- of
    Parquet-bestand met adressen. Een ouder register blijft staan tot het nieuwe af is.
    """
    from sociale_kaart.geocode.register.build import build_register
    from sociale_kaart.terminal import progress_bar

    built = build_register(
        source,
        out,
        built_at=datetime.now().astimezone(),
        columns=columns,
        layers=layer,
        source_date=f"{source_date:%Y-%m-%d}" if source_date else "",
        bar=progress_bar,
    )
    for line in built.lines():
        click.echo(line)
    click.echo(f"geschreven: {out}")


@register.command("info", short_help="Vertel waar een adressenregister van gemaakt is.")
@click.argument("path", metavar="REGISTER", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table")
def register_info(path: Path, format_: str) -> None:
    """Vertel waar een adressenregister van gemaakt is, wanneer, wat erin staat, en of het nog heel is.

    Eindigt met 11 als het beschadigd is, of van een andere versie van dit programma.
    """
    from sociale_kaart.geocode.register.info import as_json, check, facts

    check(path)
    if format_ == "json":
        click.echo(as_json(path))
        return
    told = [*facts(path), ("nagekeken", "het bestand is heel")]
    width = max(len(label) for label, _ in told)
    for label, value in told:
        click.echo(f"{label:{width}}  {value}")
