"""To and from the Human Services Data Specification: hsds export, hsds import."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from sociale_kaart.atomic import write_bytes
from sociale_kaart.cli.frame import KAART, built
from sociale_kaart.kaart import Kaart

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(short_help="Lees en schrijf HSDS 3.1 (Open Referral).")
def hsds() -> None:
    """Lees en schrijf HSDS 3.1 (Open Referral), waarmee andere landen en systemen hulp uitwisselen."""


@hsds.command("export", short_help="Schrijf een gebouwde kaart als HSDS naar de map OUT.")
@KAART
@click.argument("out", metavar="OUT", type=click.Path(file_okay=False, path_type=Path))
@click.option("--from", "from_", type=DAY, help="Eerste dag van het jaar waarover de tijden gaan (vandaag).")
def export_(kaart: Kaart, out: Path, from_: datetime | None) -> None:
    """Schrijf een gebouwde kaart naar de map OUT: hsds.zip (CSV met datapackage.json) en hsds.json."""
    from sociale_kaart.export.hsds.files import as_json, as_package
    from sociale_kaart.export.hsds.tables import tables_of

    tables = tables_of(built(kaart), from_.date() if from_ else date.today())
    out.mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("hsds.zip", as_package(tables, kaart.config.title)),
        ("hsds.json", as_json(tables)),
    ):
        write_bytes(out / name, content)
        click.echo(f"geschreven: {out / name}")


@hsds.command("import", short_help="Maak van SOURCE in HSDS een nieuwe kaart in MAP.")
@click.argument("source", metavar="SOURCE", type=click.Path(exists=True, path_type=Path))
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path))
@click.option("--as-of", type=DAY, help="Van welke dag het bestand is, als het dat zelf niet zegt.")
@click.option("--supplier", default="", help="Van wie het bestand is, als het dat zelf niet zegt.")
@click.option("--licence", default="", help="Onder welke licentie, als het bestand dat zelf niet zegt.")
def import_(source: Path, folder: Path, as_of: datetime | None, supplier: str, licence: str) -> None:
    """Maak van SOURCE (map, zip of JSON in HSDS) een nieuwe kaart in MAP. Wat niet mee kan, staat in een lijst."""
    from sociale_kaart.sources.hsds.mapfolder import NOT_KEPT, import_hsds

    done = import_hsds(
        source, folder, as_of=as_of.date() if as_of else None, supplier=supplier, licence=licence
    )
    click.echo(f"gemaakt: {done.folder}")
    for table, (rows_in, used, reported) in done.rows.items():
        click.echo(f"  {table}: {rows_in} rijen, {used} overgenomen, {reported} niet")
    if done.not_kept:
        click.echo(f"{len(done.not_kept)} gegevens passen niet op een kaart: zie {folder / NOT_KEPT}")
    click.echo(f"Verder: sociale-kaart check {folder}")
