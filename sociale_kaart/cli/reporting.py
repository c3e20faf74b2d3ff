"""A report of an area on paper or as a workbook, made as the website makes it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sociale_kaart.cli.frame import KAART, built, deliver
from sociale_kaart.extras import optional
from sociale_kaart.gebieden.gemeenten import find_gemeente, gemeenten
from sociale_kaart.kaart import Kaart

if TYPE_CHECKING:
    from sociale_kaart.dataset.mapdata import MapData

_ENDINGS = {".pdf": "pdf", ".xlsx": "xlsx"}


@click.command(short_help="Maak een rapport van een gebouwde kaart.")
@KAART
@click.option(
    "--format",
    "format_",
    type=click.Choice(sorted(_ENDINGS.values())),
    help="Als PDF of als Excel. Zonder deze optie beslist de naam bij --output.",
)
@click.option("--gemeente", metavar="NAAM", help="Alleen deze gemeente, op twee bladzijden (PDF).")
@click.option("--provincie", metavar="NAAM", help="Alleen de gemeenten van deze provincie.")
@click.option(
    "--on",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATUM",
    help="De dag van het rapport (anders: vandaag). Dezelfde kaart en dag geven hetzelfde bestand.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Schrijf naar dit bestand.",
)
def report(
    kaart: Kaart,
    format_: str | None,
    gemeente: str | None,
    provincie: str | None,
    on: datetime | None,
    output: Path,
) -> None:
    """Maak een rapport van een gebouwde kaart: wie doet wat, waar hulp ontbreekt en wat u kunt nagaan.

    Als PDF: een titelblad, een samenvatting en twee bladzijden per gemeente. Als Excel: een blad per onderwerp.
    """
    chosen = format_ or _ENDINGS.get(output.suffix.lower())
    if chosen is None:
        raise click.UsageError(
            "geef --format pdf of --format xlsx, of een --output die op .pdf of .xlsx eindigt."
        )
    if gemeente and (provincie or chosen != "pdf"):
        raise click.UsageError("--gemeente gaat alleen samen met --format pdf, en niet met --provincie.")
    if chosen == "pdf":
        optional("typst", "sets the pages of a report")
    data = built(kaart)
    from sociale_kaart.web.report.making import gemeente_file, report_file

    day = on.date() if on else date.today()
    if gemeente:
        deliver(gemeente_file(data, _gemeente(data, gemeente), day), output)
        return
    title = f"{data.config.title}: provincie {provincie}" if provincie else ""
    deliver(report_file(data, chosen, _gemeenten(data, provincie), day, title=title), output)


def _gemeente(data: MapData, name: str) -> str:
    """Code of the gemeente that was asked for. Raises click.BadParameter for one that is not on the map."""
    found = find_gemeente(name).gemeente
    if found is None or found.code not in data.gemeentecodes:
        raise click.BadParameter(f"{name!r} is geen gemeente van deze kaart", param_hint="--gemeente")
    return found.code


def _gemeenten(data: MapData, provincie: str | None) -> tuple[str, ...]:
    """Those of the provincie, or all. Raises click.BadParameter for a provincie that the map is not about."""
    if provincie is None:
        return data.gemeentecodes
    of = tuple(code for code in data.gemeentecodes if gemeenten()[code].provincie == provincie)
    if not of:
        raise click.BadParameter(f"{provincie!r} is geen provincie van deze kaart", param_hint="--provincie")
    return of
