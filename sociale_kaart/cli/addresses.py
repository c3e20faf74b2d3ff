"""Looking up addresses: of a map, and of any table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from sociale_kaart.cli.frame import KAART
from sociale_kaart.config import Settings
from sociale_kaart.kaart import Kaart


def _columns(_ctx: click.Context, _option: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    from sociale_kaart.batch.headings import parse_columns

    try:
        return parse_columns(texts)
    except ValueError as fault:
        raise click.BadParameter(str(fault)) from None


@click.command(short_help="Zoek de adressen op en schrijf ze in adressen.lock.csv.")
@KAART
@click.option(
    "--again",
    is_flag=True,
    help="Vraag ook opnieuw wat twijfelachtig of niet gevonden was.",
)
@click.option("--offline", is_flag=True, help="Vraag niets; vertel alleen wat er nog ontbreekt.")
@click.option(
    "--backend",
    type=click.Choice(["auto", "register", "pdok"]),
    default="auto",
    show_default=True,
    help="Waar gezocht wordt; auto: in het adressenregister als dat er is, en wat daar niet in staat bij PDOK.",
)
@click.pass_context
def geocode(ctx: click.Context, kaart: Kaart, again: bool, offline: bool, backend: str) -> None:
    """Zoek de adressen op en schrijf ze in adressen.lock.csv, elk zodra het bekend is.

    Wat al in de lijst staat wordt niet opnieuw gevraagd; wat met de hand is nagekeken blijft zoals het is.
    Met --backend register gaat er geen adres naar buiten. Eindigt met 7 als de dienst niet alle vragen
    beantwoordde: draai de opdracht dan later nog eens.
    """
    from sociale_kaart.errors import ServiceError
    from sociale_kaart.geocode.filling import fill_lock
    from sociale_kaart.sources.check import check as check_sources
    from sociale_kaart.terminal import progress_bar

    locations = check_sources(kaart, date.today()).inventory.locations
    asked = [one.address for one in locations if one.address and not one.has_given_point]
    with progress_bar("Adressen opzoeken", len({address.key for address in asked})) as advance:
        summary = fill_lock(
            asked,
            kaart.lock_path,
            Settings.from_environment(),
            None if offline else backend,
            on=date.today(),
            again=again,
            say=click.echo,
            on_progress=advance,
        )
    given = sum(one.has_given_point for one in locations)
    if given:
        click.echo(f"{given} plekken hebben zelf coördinaten en hoeven niet opgezocht te worden.")
    for line in summary.lines():
        click.echo(line)
    if summary.service_failures or summary.second_best:
        ctx.exit(ServiceError.exit_code)


@click.command("geocode-file", short_help="Zoek de adressen in een eigen bestand op.")
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("out", metavar="UIT", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--columns",
    multiple=True,
    callback=_columns,
    metavar="DEEL=KOP,...",
    help='Welke kolom wat is, als de koppen dat niet zeggen: "adres=Locatie,postcode=Pc".',
)
@click.option(
    "--sheet", default="", metavar="BLAD", help="Blad van een Excel- of ODS-bestand (anders: het eerste)."
)
@click.option(
    "--backend",
    type=click.Choice(["auto", "register", "pdok"]),
    default="auto",
    show_default=True,
    help="Waar gezocht wordt; auto: in het adressenregister als dat er is, en wat daar niet in staat bij PDOK.",
)
@click.option(
    "--register",
    type=click.Path(path_type=Path),
    help="Adressenregister (anders: SOCIALE_KAART_REGISTER).",
)
@click.option(
    "--min-level",
    type=click.Choice(["adres", "huisnummer", "straat", "postcode", "woonplaats", "gemeente"]),
    default=None,
    help="Laat coördinaten, nummeraanduiding en gemeentecode leeg bij wat minder precies gevonden is; wat er gevonden "
    "is, hoe precies en wat er niet klopt staat er wel bij.",
)
@click.option(
    "--review",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Zet de twijfelachtige rijen ook in dit CSV-bestand, met uitleg.",
)
@click.pass_context
def geocode_file(
    ctx: click.Context,
    source: Path,
    out: Path,
    columns: dict[str, str],
    sheet: str,
    backend: str,
    register: Path | None,
    min_level: str | None,
    review: Path | None,
) -> None:
    """Zoek de adressen in een eigen bestand op: UIT is IN, met de gevonden adressen in kolommen erbij.

    IN is CSV, Excel, ODS of Parquet; UIT wordt van dezelfde soort. Alle rijen en kolommen blijven zoals ze zijn.
    Wordt de opdracht afgebroken, geef haar dan nog eens: zij gaat verder waar zij was. Eindigt met 7 als de dienst
    niet alle vragen beantwoordde: waar het register dan een antwoord had, hoe twijfelachtig ook, staat dat er, en de
    andere rijen zijn leeg. De volgende keer wordt alleen dat weer gevraagd.
    """
    from sociale_kaart.batch.backends import open_asker, version_of, with_register
    from sociale_kaart.batch.run import BatchRun, Choices
    from sociale_kaart.errors import ServiceError
    from sociale_kaart.terminal import progress_bar

    settings = with_register(Settings.from_environment(), register)
    choices = Choices(
        columns=columns,
        sheet=sheet,
        min_level=min_level or "",
        review=review,
        version=version_of(backend, settings),
    )
    with open_asker(backend, settings) as asker, BatchRun(source, out, asker, choices) as run:
        for line in run.opening_lines(settings.requests_per_second):
            click.echo(line)
        with progress_bar("Adressen opzoeken", run.rows) as advance:
            summary = run.run(advance)
    for line in summary.lines():
        click.echo(line)
    click.echo(f"geschreven: {out}" + (f" en {review}" if review else ""))
    if summary.failures:
        ctx.exit(ServiceError.exit_code)
