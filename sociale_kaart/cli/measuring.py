"""What the coverage of a map is, and what a smaller map may hold itself against."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
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
from sociale_kaart.cli.frame import KAART, OUTPUT, built, deliver
from sociale_kaart.cli.handing import hand_over
from sociale_kaart.kaart import Kaart

if TYPE_CHECKING:
    import geopandas as gpd

    from sociale_kaart.coverage.network.router import Router
    from sociale_kaart.coverage.report.options import Seek
    from sociale_kaart.coverage.report.rows import CoverageReport
    from sociale_kaart.dataset.mapdata import MapData
    from sociale_kaart.export.findings import Findings
    from sociale_kaart.export.page import Picture

_PER = {"gemeente": "gemeente", "provincie": "provincie", "wijk": "wijk", "organisatie": "organisation"}
PARTS = ("coverage", "need", "kinds", "curve", "targets", "indicators", "placed")


def _per(_ctx: click.Context, _option: click.Parameter, text: str) -> str | Path:
    if text in _PER:
        return _PER[text]
    if "." not in text and "/" not in text:
        raise click.BadParameter(
            f"kies {', '.join(_PER)}, of geef een bestand met vlakken (GeoPackage, GeoJSON); er staat {text!r}"
        )
    return Path(text)


def _even(_ctx: click.Context, _option: click.Parameter, draws: int) -> int:
    if draws % 2:
        raise click.BadParameter("geef een even getal: de ene helft is met, de andere zonder wat onbekend is")
    return draws


@click.command(short_help="Reken de dekking uit: een rij per gebied en pijler.")
@KAART
@PILLARS
@click.option(
    "--per",
    default="gemeente",
    show_default=True,
    callback=_per,
    metavar="GEBIED",
    help="Een rij per gemeente, provincie, wijk of organisatie (bibliotheek), of per vlak uit een eigen bestand.",
)
@WHEN
@LIMIT
@GROUP
@KIND
@POPULATION
@click.option(
    "--draws",
    type=click.IntRange(0, 10_000),
    default=0,
    show_default=True,
    callback=_even,
    help="Hoe vaak de onzekerheid wordt nagespeeld (100 is gewoon); 0: niet.",
)
@click.option(
    "--network",
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    help="Straten (.graphml of .osm.pbf): dan komen er minuten bij.",
)
@click.option(
    "--mode",
    type=click.Choice(["walk", "bike"]),
    default="walk",
    show_default=True,
    help="Lopend of fietsend, over die straten.",
)
@click.option(
    "--scheduler",
    metavar="ADRES",
    help="Laat een Dask-cluster de dichtste plekken zoeken: HOST:POORT van de scheduler.",
)
@click.option(
    "--indicators",
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    help="Kenmerken van gemeenten als geheel (JSON van het CBS): dan komt er een lijst ‘kenmerken’ bij.",
)
@click.option(
    "--part",
    type=click.Choice(PARTS),
    default="coverage",
    show_default=True,
    help="Welke lijst, bij table, csv en json; de andere formaten hebben ze alle.",
)
@FORMAT
@WIDE
@OUTPUT
def coverage(
    kaart: Kaart,
    pillars: tuple[str, ...],
    per: str | Path,
    when: str | None,
    limit: float,
    group: str,
    kind: str | None,
    population: tuple[Path, ...],
    draws: int,
    network: Path | None,
    mode: str,
    scheduler: str | None,
    indicators: Path | None,
    part: str,
    format_: str | None,
    wide: bool,
    output: Path | None,
) -> None:
    """Reken de dekking van een gebouwde kaart uit: een rij per gebied en pijler.

    Zonder meer: per gemeente, alle pijlers, 5 km hemelsbreed, alle inwoners. Elk bestand zegt zelf van welke kaart en
    welke dag het is, en waarmee gerekend is. Een gemeente heet alleen een gat als iemand heeft gezegd dat de lijst daar
    en in de buurt volledig is.
    """
    from sociale_kaart.coverage.populationfile import population_of
    from sociale_kaart.coverage.populations import buurt_points
    from sociale_kaart.coverage.report import report
    from sociale_kaart.export.coveragefile import findings_of

    data = built(kaart)
    chosen = chosen_format(format_, output)
    points = population_of(population) if population else buurt_points()
    asked, who, router = checked_pillars(data, pillars), checked_group(points, group), _router(network, mode)
    with _seeking(scheduler) as seek:
        found = report(
            data,
            pillars=asked,
            per=per,
            when=when,
            limit_m=limit,
            group=who,
            kind=kind,
            points=points,
            router=router,
            robustness_draws=draws,
            indicators=indicators,
            seek=seek,
        )
    findings = findings_of(found, data.pillars)
    hand_over(
        findings,
        findings.part(part),
        chosen,
        output,
        wide=wide,
        layers=lambda: _layers(data, findings, per),
        pictures=lambda: _pictures(data, found, per),
    )


@click.command(short_help="Schrijf op hoe ver mensen van hulp wonen.")
@KAART
@click.option(
    "--area", metavar="NAAM", default="", help="Hoe het gebied heet (anders: Nederland, provincie of titel)."
)
@OUTPUT
def profile(kaart: Kaart, area: str, output: Path | None) -> None:
    """Schrijf op hoe ver mensen van hulp wonen, voor de kaart.toml van een kleinere kaart.

    Een kaart van een provincie zet daarmee een lijn van heel Nederland naast die van een gemeente.
    """
    from sociale_kaart.export.comparisonlines import comparison_lines

    deliver(comparison_lines(built(kaart), area), output)


@contextmanager
def _seeking(scheduler: str | None) -> Iterator[Seek]:
    """Who finds the nearest places: this machine, or a Dask cluster for as long as it is needed."""
    from sociale_kaart.coverage.measures.nearest import nearest

    if scheduler is None:
        yield nearest
        return
    from sociale_kaart.coverage.clusters import connect, nearest_on

    with connect(scheduler) as client:
        yield partial(nearest_on, client)


def _router(network: Path | None, mode: str) -> Router | None:
    if network is None:
        return None
    from sociale_kaart.coverage.detour import Mode
    from sociale_kaart.coverage.network.streetfile import street_router

    return street_router(network, Mode.WALK if mode == Mode.WALK else Mode.BIKE)


def _layers(data: MapData, findings: Findings, per: str | Path) -> dict[str, gpd.GeoDataFrame]:
    from sociale_kaart.dataset.layers import plekken
    from sociale_kaart.export.areashapes import area_shapes
    from sociale_kaart.export.gpkg import area_layers

    shapes = area_shapes(data, per)
    return {**area_layers(findings.main, shapes), "plekken": plekken(data)}


def _pictures(data: MapData, found: CoverageReport, per: str | Path) -> tuple[Picture, ...]:
    from sociale_kaart.export.areashapes import area_shapes, drawing_of
    from sociale_kaart.export.coveragepictures import pictures_of

    names = {row.area: row.area_name for row in found.rows}
    drawing = drawing_of(area_shapes(data, per), names)
    return pictures_of(found, data.pillars, drawing) if drawing else ()
