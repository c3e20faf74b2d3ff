"""The command `sociale-kaart`: one command per stage; each parses, calls and prints, nothing more."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from sociale_kaart.atomic import write_bytes
from sociale_kaart.config import Settings
from sociale_kaart.errors import OutputError, SocialeKaartError
from sociale_kaart.kaart import Kaart, open_kaart

if TYPE_CHECKING:
    from sociale_kaart.dataset.mapdata import MapData
    from sociale_kaart.hours.report import Lang


class Commands(click.Group):
    """A group that ends an error of ours with its message and exit code; a traceback is for bugs."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SocialeKaartError as error:
            _end(error)
        except OSError as fault:
            if fault.filename is None:
                raise
            _end(
                OutputError(
                    f"dit bestand kan niet gelezen of geschreven worden ({fault.strerror})",
                    where=str(fault.filename),
                    remedy="kijk of de map bestaat, of er ruimte is en of u er mag schrijven",
                )
            )


def _end(error: SocialeKaartError) -> NoReturn:
    click.echo(f"Fout: {error.in_dutch()}", err=True)
    sys.exit(error.exit_code)


KAART = click.argument("kaart", type=open_kaart, metavar="KAART")
OUTPUT = click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Schrijf naar dit bestand (anders: het scherm).",
)


def _day(_ctx: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    from sociale_kaart.hours.report import parse_day

    try:
        return None if text is None else parse_day(text)
    except ValueError as fault:
        raise click.BadParameter(str(fault)) from None


def _columns(_ctx: click.Context, _option: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    from sociale_kaart.batch.headings import parse_columns

    try:
        return parse_columns(texts)
    except ValueError as fault:
        raise click.BadParameter(str(fault)) from None


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="sociale-kaart")
def main() -> None:
    """Maak van spreadsheets met hulp in de buurt een kaart die klopt, en zie waar hulp ontbreekt.

    KAART is steeds een map met een kaart.toml.
    """


@main.command()
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Maak een nieuwe kaart in MAP: een ingevuld voorbeeld in Excel en een kaart.toml die erbij past."""
    from sociale_kaart.sources.template import new_kaart

    for path in new_kaart(folder):
        click.echo(f"gemaakt: {path}")
    click.echo(f"Verder: vul het Excel-bestand in, en draai  sociale-kaart check {folder}")


@main.command()
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


@main.command()
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

    Eindigt met 0 als alles gebruikt kan worden, met 1 bij een fout in een rij, een verbetering of een datum.
    """
    from sociale_kaart.sources.check import check as check_sources
    from sociale_kaart.sources.checkformats import FORMATS, as_table
    from sociale_kaart.terminal import screen

    result = check_sources(kaart, date.today(), confirm_hours=hours)
    if format_ == "table":
        with screen(output) as console:
            console.print(as_table(result))
    else:
        _deliver(FORMATS[format_](result), output)
    ctx.exit(result.exit_code)


@main.command()
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


@main.command("geocode-file")
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


@main.command()
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


@main.command()
@click.argument("text", metavar="TEKST")
@click.option("--format", "format_", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.option(
    "--from", "start", callback=_day, metavar="DATUM", help="Eerste dag (bij text anders: vandaag)."
)
@click.option("--to", "end", callback=_day, metavar="DATUM", help="De dag na de laatste.")
@click.option(
    "--as-of",
    callback=_day,
    metavar="DATUM",
    help="Van wanneer de tekst is: daaruit volgt een jaar dat er niet staat.",
)
@click.option(
    "--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Taal van de tekst."
)
@click.pass_context
def hours(
    ctx: click.Context,
    text: str,
    format_: str,
    start: date | None,
    end: date | None,
    as_of: date | None,
    lang: Lang,
) -> None:
    """Lees de tijden in TEKST: als zin, met de eerste vijf keer en wat er niet duidelijk is.

    Is TEKST een streepje (-), dan komt er een tekst per regel van de standaardinvoer. Met --format jsonl komt er
    van elke tekst één JSON-object, met alles tussen --from en --to. DATUM is JJJJ-MM-DD. Eindigt met 1 als een tekst
    geen UTF-8 is of te lang.
    """
    from sociale_kaart.hours.report import Period, lines

    try:
        period = Period.asked(start, end, whole=format_ == "jsonl", today=date.today())
    except ValueError as fault:
        raise click.UsageError(str(fault)) from None
    if not text.strip():
        raise click.BadParameter(
            "geef een tekst met tijden, of - voor een tekst per regel", param_hint="TEKST"
        )
    source = sys.stdin.buffer if text == "-" else [text]
    exit_code = 0
    for line in lines(source, period, lang, as_of, format_):
        click.echo(line.content.encode())
        if line.message:
            click.echo(line.message, err=True)
        if line.is_fault:
            exit_code = 1
    ctx.exit(exit_code)


@main.command()
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

    data = _built(kaart)
    if format_ == "table":
        with screen(output) as console:
            console.print(coverage_table(data))
    else:
        _deliver(tables.FORMATS[format_](data), output)


@main.command()
@KAART
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="0: kies een vrije.",
)
def serve(kaart: Kaart, port: int) -> None:
    """Toon een gebouwde kaart op een adres dat u in uw browser opent."""
    from sociale_kaart.web.server import serve as serve_map

    serve_map(kaart.store_path, Settings.from_environment(), port)


@main.group()
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


@register.command("info")
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


@main.group()
def gebieden() -> None:
    """Grenzen, namen en inwoners van gemeenten, wijken en buurten."""


@gebieden.command()
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


def _built(kaart: Kaart) -> MapData:
    from sociale_kaart.dataset.store import read_map

    return read_map(kaart.store_path)


def _deliver(content: bytes | str, output: Path | None) -> None:
    content = content.encode() if isinstance(content, str) else content
    if output is None:
        click.echo(content, nl=False)
    else:
        write_bytes(output, content)
        click.echo(f"geschreven: {output}", err=True)
