"""What to do next: where the next place helps most, and what a change brings."""

from __future__ import annotations

from datetime import datetime
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sociale_kaart.cli.asking import (
    FORMAT,
    GROUP,
    KIND,
    LIMIT,
    PILLARS,
    POPULATION,
    WHEN,
    WIDE,
    checked_group,
    checked_pillars,
    chosen_format,
)
from sociale_kaart.cli.frame import KAART, OUTPUT, built
from sociale_kaart.cli.handing import hand_over
from sociale_kaart.kaart import Kaart, open_kaart

if TYPE_CHECKING:
    import geopandas as gpd

    from sociale_kaart.coverage.nextplaces import Candidates
    from sociale_kaart.coverage.points import Points
    from sociale_kaart.coverage.report.known import Help
    from sociale_kaart.dataset.mapdata import MapData
    from sociale_kaart.export.areadrawing import AreaDrawing
    from sociale_kaart.export.findings import Findings, Part

_CANDIDATES = ("libraries", "places", "inhabited")
# Of more inhabited points than this the best set is not sought: they are squares, reckoned all at once.
_MOST_POINTS = 20_000
_TWO = 2


def _candidates_word(_ctx: click.Context, _option: click.Parameter, text: str) -> str | Path:
    if text in _CANDIDATES:
        return text
    if "." not in text and "/" not in text:
        raise click.BadParameter(
            f"kies {', '.join(_CANDIDATES)}, of geef een bestand met plekken; er staat {text!r}"
        )
    return Path(text)


def _weights(_ctx: click.Context, _option: click.Parameter, text: str) -> dict[str, float]:
    """`65+`, or `all=1,65+=2`."""
    found = {}
    for part in text.split(","):
        group, is_told, weight = part.strip().partition("=")
        try:
            found[group.strip()] = float(weight.replace(",", ".")) if is_told else 1.0
        except ValueError:
            raise click.BadParameter(
                f'schrijf een groep, of gewichten als "all=1,65+=2"; er staat {text!r}'
            ) from None
    if not all(isfinite(one) and one >= 0 for one in found.values()) or not any(found.values()):
        raise click.BadParameter(f"een gewicht is nul of meer, en een ervan is meer; er staat {text!r}")
    return found


@click.command("next-places", short_help="Zoek waar de volgende plekken het meeste helpen.")
@KAART
@click.option("--pillar", required=True, metavar="PIJLER", help="Voor welke pijler, zoals in kaart.toml.")
@click.option(
    "-n", "--number", type=click.IntRange(1, 500), default=5, show_default=True, help="Hoeveel plekken."
)
@LIMIT
@click.option(
    "--candidates",
    default="places",
    show_default=True,
    callback=_candidates_word,
    metavar="WAAR",
    help="Waar het kan: libraries (bibliotheken), places (alle plekken van de kaart), inhabited (overal waar iemand "
    "woont), of een bestand met plekken (CSV, GeoPackage, GeoJSON).",
)
@click.option(
    "--weights",
    default="all",
    show_default=True,
    callback=_weights,
    metavar="GROEP",
    help='Wie er meetelt: een groep zoals 65+, of gewichten: "all=1,65+=2".',
)
@WHEN
@KIND
@POPULATION
@click.option(
    "--exact/--greedy",
    default=True,
    show_default=True,
    help="Zoek ook het beste stel, of alleen een voor een.",
)
@FORMAT
@WIDE
@OUTPUT
def next_places(
    kaart: Kaart,
    pillar: str,
    number: int,
    limit: float,
    candidates: str | Path,
    weights: dict[str, float],
    when: str | None,
    kind: str | None,
    population: tuple[Path, ...],
    exact: bool,
    format_: str | None,
    wide: bool,
    output: Path | None,
) -> None:
    """Zoek waar de volgende plekken het meeste helpen: hoeveel mensen elke plek erbij brengt.

    Een voor een staat elke plek na de vorige; daarnaast staat het beste stel van zoveel plekken, en wat een voor een
    gaan aan mensen kost. Geteld worden de inwoners van de kaart die nu geen bekende plek binnen de grens hebben.
    """
    from sociale_kaart.coverage.plans import next_places as next_places_of
    from sociale_kaart.coverage.plans import what_is_known
    from sociale_kaart.export.nextplacesfile import Asked, findings_of, pictures_of

    data, chosen = built(kaart), chosen_format(format_, output)
    (asked,) = checked_pillars(data, (pillar,))
    points = _points(population)
    for group in weights:
        checked_group(points, group, "--weights")
    among = _candidates(data, what_is_known(data, asked, kind=kind, when=when), candidates, points)
    found = next_places_of(
        data,
        asked,
        number,
        limit,
        "inhabited" if among is None else among,
        weights,
        points=points,
        kind=kind,
        when=when,
        exact=exact,
    )
    findings = findings_of(
        data,
        found,
        among,
        Asked(
            pillar=asked,
            n=number,
            candidates=candidates if isinstance(candidates, str) else candidates.name,
            population=f"{points.source} ({points.vintage})",
            when=when,
            kind=kind,
        ),
    )
    hand_over(
        findings,
        findings.main,
        chosen,
        output,
        wide=wide,
        layers=lambda: {"volgende_plekken": _point_layer(findings.main)},
        pictures=lambda: pictures_of(findings, drawing) if (drawing := _drawing(data)) else (),
    )


@click.command(short_help="Vergelijk twee kaarten, twee dagen, of nu met een plan.")
@KAART
@click.argument("other", type=open_kaart, metavar="[KAART2]", required=False)
@click.option(
    "--at",
    multiple=True,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="JJJJ-MM-DD",
    help="Vergelijk één kaart met zichzelf op een andere dag: geef deze optie twee keer.",
)
@click.option(
    "--add",
    multiple=True,
    metavar="NAAM@WAAR",
    help="Wat als deze plek erbij komt? WAAR is een postcode, plaats, adres of x,y. Mag vaker.",
)
@click.option(
    "--close", multiple=True, metavar="PLEK", help="Wat als deze plek sluit? Een naam of id. Mag vaker."
)
@click.option("--move", multiple=True, metavar="PLEK@WAAR", help="Wat als deze plek verhuist? Mag vaker.")
@PILLARS
@LIMIT
@GROUP
@WHEN
@KIND
@POPULATION
@click.option(
    "--part",
    type=click.Choice(["changes", "steps"]),
    default="changes",
    show_default=True,
    help="Welke lijst, bij table, csv en json: per gemeente, of de plekken zelf.",
)
@FORMAT
@WIDE
@OUTPUT
def compare(
    kaart: Kaart,
    other: Kaart | None,
    at: tuple[datetime, ...],
    add: tuple[str, ...],
    close: tuple[str, ...],
    move: tuple[str, ...],
    pillars: tuple[str, ...],
    limit: float,
    group: str,
    when: str | None,
    kind: str | None,
    population: tuple[Path, ...],
    part: str,
    format_: str | None,
    wide: bool,
    output: Path | None,
) -> None:
    """Vergelijk twee kaarten, twee dagen, of een kaart met wat er zou kunnen: wie wint en wie verliest.

    \b
    compare KAART KAART2                              wat is er anders in KAART2
    compare KAART --at 2025-01-01 --at 2026-01-01     wat veranderde er in dat jaar
    compare KAART --add "Bibliotheek Noord@3401 AB"   wat als die plek erbij komt
    compare KAART --close "Naam van een plek"         wat als die plek sluit
    compare KAART --move "Naam van een plek@Lopik"    wat als die plek verhuist
    """  # noqa: D301 - click keeps the lines after this very character
    from sociale_kaart.cli.sides import Sides, on_two_days, two_maps, what_if
    from sociale_kaart.export.comparisonfile import findings_of, pictures_of

    _one_way(other, at, add + close + move, when)
    data, chosen = built(kaart), chosen_format(format_, output)
    points = _points(population)
    sides = Sides(
        data, checked_pillars(data, pillars), limit, points, checked_group(points, group), kind, when
    )
    if other is not None:
        found = two_maps(sides, built(other))
    elif at:
        found = on_two_days(sides, *sorted(one.date() for one in at))
    else:
        found = what_if(sides, add, close, move)
    findings = findings_of(
        data,
        found.compared,
        title=found.title,
        population=f"{points.source} ({points.vintage})",
        parameters={"limit_m": limit, "group": group, "when": when, "kind": kind, **found.parameters},
        remarks=found.remarks,
    )
    hand_over(
        findings,
        findings.part(part),
        chosen,
        output,
        wide=wide,
        layers=lambda: _compared_layers(data, findings),
        pictures=lambda: pictures_of(findings, data, drawing) if (drawing := _drawing(data)) else (),
    )


def _one_way(other: Kaart | None, at: tuple[datetime, ...], steps: tuple[str, ...], when: str | None) -> None:
    if sum((other is not None, bool(at), bool(steps))) != 1:
        raise click.UsageError(
            "geef één van deze drie: een tweede KAART, twee keer --at, of een of meer van --add, --close en --move."
        )
    if at and when is not None:
        raise click.UsageError(
            "--when gaat niet samen met --at: van een andere dag is niet bekend wanneer het open was."
        )
    if at and len(at) != _TWO:
        raise click.UsageError("geef --at twee keer: de eerste en de tweede dag.")


def _points(population: tuple[Path, ...]) -> Points:
    from sociale_kaart.coverage.populationfile import population_of
    from sociale_kaart.coverage.populations import buurt_points

    return population_of(population) if population else buurt_points()


def _candidates(data: MapData, known: Help, wanted: str | Path, points: Points) -> Candidates | None:
    """None: every inhabited square, too many to list."""
    from sociale_kaart.coverage.candidates import (
        INHABITED,
        LIBRARIES,
        existing_places,
        inhabited_places,
        listed_places,
    )

    if isinstance(wanted, Path):
        return listed_places(wanted)
    if wanted != INHABITED:
        return existing_places(data, known, libraries_only=wanted == LIBRARIES)
    import numpy as np

    here = points.only(np.isin(points.gemeentecode, data.gemeentecodes))
    return inhabited_places(here) if len(here) <= _MOST_POINTS else None


def _point_layer(part: Part) -> gpd.GeoDataFrame:
    from sociale_kaart.export.gpkg import point_layer

    return point_layer(part)


def _compared_layers(data: MapData, findings: Findings) -> dict[str, gpd.GeoDataFrame]:
    from sociale_kaart.export.areashapes import area_shapes
    from sociale_kaart.export.gpkg import area_layers, point_layer

    shapes = area_shapes(data, "gemeente")
    return {
        **area_layers(findings.main, shapes, key="gemeentecode"),
        "plekken": point_layer(findings.part("steps")),
    }


def _drawing(data: MapData) -> AreaDrawing | None:
    from sociale_kaart.export.areashapes import area_shapes, drawing_of
    from sociale_kaart.gebieden.gemeenten import gemeenten

    return drawing_of(
        area_shapes(data, "gemeente"), {code: gemeenten()[code].naam for code in data.gemeentecodes}
    )
