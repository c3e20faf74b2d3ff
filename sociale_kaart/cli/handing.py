"""Findings to the screen or into a file, in the format that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sociale_kaart.cli.frame import deliver

if TYPE_CHECKING:
    import geopandas as gpd

    from sociale_kaart.export.findings import Findings, Part
    from sociale_kaart.export.page import Picture

BINARY = ("xlsx", "gpkg")


def hand_over(
    findings: Findings,
    part: Part,
    format_: str,
    output: Path | None,
    *,
    wide: bool,
    layers: Callable[[], Mapping[str, gpd.GeoDataFrame]],
    pictures: Callable[[], Sequence[Picture]],
) -> None:
    """Write one part (table, csv, json) or all of it (xlsx, gpkg, html).

    layers, pictures : made only for the format that has them
    """
    from sociale_kaart.terminal import findings_table, screen

    if format_ == "table":
        with screen(output, wide=wide) as console:
            console.print(findings_table(findings, part, wide=wide))
        return
    if format_ in BINARY and output is None:
        raise click.UsageError(f"een {format_}-bestand past niet op het scherm. Zet er --output BESTAND bij.")
    deliver(_content(findings, part, format_, layers, pictures), output)


def _content(
    findings: Findings,
    part: Part,
    format_: str,
    layers: Callable[[], Mapping[str, gpd.GeoDataFrame]],
    pictures: Callable[[], Sequence[Picture]],
) -> bytes:
    from sociale_kaart.export import tables

    match format_:
        case "csv":
            return tables.as_csv(findings, part)
        case "json":
            return tables.as_json(findings, part)
        case "xlsx":
            return tables.as_xlsx(findings)
        case "gpkg":
            from sociale_kaart.export.gpkg import as_gpkg

            return as_gpkg(findings, layers())
        case _:
            from sociale_kaart.export.page import as_html

            return as_html(findings, pictures())
