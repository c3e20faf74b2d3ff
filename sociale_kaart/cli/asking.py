"""Options that the commands about coverage share, and what is said where one is used wrongly."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sociale_kaart.errors import SocialeKaartError

if TYPE_CHECKING:
    from sociale_kaart.coverage.points import Points
    from sociale_kaart.dataset.mapdata import MapData

FORMATS = ("table", "csv", "json", "xlsx", "gpkg", "html")


def _limit(_ctx: click.Context, _option: click.Parameter, limit_m: float) -> float:
    if not isfinite(limit_m):
        raise click.BadParameter("geef een aantal meters")
    return limit_m


PILLARS = click.option(
    "--pillar",
    "pillars",
    multiple=True,
    metavar="PIJLER",
    help="Alleen deze pijler, zoals in kaart.toml; mag vaker (anders: alle).",
)
LIMIT = click.option(
    "--limit",
    type=click.FloatRange(1, 100_000),
    default=5_000,
    show_default=True,
    callback=_limit,
    metavar="METER",
    help="Tot hoever een plek dichtbij is, hemelsbreed.",
)


def _moment(_ctx: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """The words as they were typed, once it is known that they are understood."""
    from sociale_kaart.coverage.moment import parse_when

    try:
        if text is not None:
            parse_when(text)
    except SocialeKaartError as fault:
        raise click.BadParameter(fault.in_dutch()) from None
    return text


WHEN = click.option(
    "--when",
    callback=_moment,
    metavar="MOMENT",
    help='Alleen wat dan open is: "dinsdagavond", "2026-11-24 19:00", "aangiftetijd", "zonder afspraak".',
)
KIND = click.option(
    "--kind",
    type=click.Choice(["library", "partner", "government"]),
    help="Tel alleen organisaties van deze soort.",
)
GROUP = click.option(
    "--group",
    default="all",
    show_default=True,
    metavar="GROEP",
    help="Voor wie gerekend wordt: all, 65+, of een andere groep die --population heeft.",
)
POPULATION = click.option(
    "--population",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    help="Waar mensen wonen: vierkanten van het CBS, eigen punten, of twee bestanden voor PC4 (anders: CBS-buurten).",
)
FORMAT = click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="Anders: volgens de naam achter --output; zonder die naam een tabel op het scherm.",
)
WIDE = click.option("--wide", is_flag=True, help="Toon in de tabel alle kolommen.")


def chosen_format(asked: str | None, output: Path | None) -> str:
    """The format that was asked for, or else the one that the name of the file has."""
    if asked is not None:
        return asked
    if output is None:
        return "table"
    ending = output.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise click.UsageError(
            f"van de naam {output.name} is niet af te lezen wat voor bestand het wordt. "
            f"Zet er --format bij: {', '.join(FORMATS)}."
        )
    return ending


def checked_pillars(data: MapData, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The pillars that were asked for, or all; a usage error where the map has no such pillar."""
    there = tuple(one.id for one in data.pillars)
    for one in asked:
        if one not in there:
            raise click.BadParameter(
                f"deze kaart heeft geen pijler {one!r}. Kies uit: {', '.join(there)}.", param_hint="--pillar"
            )
    return tuple(dict.fromkeys(asked)) or there


def checked_group(points: Points, group: str, option: str = "--group") -> str:
    """The group that was asked for; a usage error where these points do not tell of it."""
    if group not in points.persons:
        raise click.BadParameter(
            f"de inwoners zijn niet geteld voor de groep {group!r}. Kies uit: {', '.join(points.persons)}.",
            param_hint=option,
        )
    return group
