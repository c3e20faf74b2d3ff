"""How a text about hours is read."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sociale_kaart.hours.report import Lang


def _day(_ctx: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    from sociale_kaart.hours.report import parse_day

    try:
        return None if text is None else parse_day(text)
    except ValueError as fault:
        raise click.BadParameter(str(fault)) from None


@click.command(short_help="Lees de tijden in TEKST en zeg wat niet duidelijk is.")
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
