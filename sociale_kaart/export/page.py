"""Findings as one page: complete in itself, without scripts, and nothing is fetched from anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from sociale_kaart.export import shading
from sociale_kaart.export.areadrawing import AreaDrawing
from sociale_kaart.export.examplenotice import EXAMPLE_NOTICE
from sociale_kaart.export.findings import Findings, capitalised, for_people
from sociale_kaart.export.headings import heading_of

# Who only wins, only loses, does both, and where nothing changes: apart by lightness too.
CHANGE_COLOURS: Mapping[str, str] = {
    "vlak-gain": "#2a7f94",
    "vlak-loss": "#f0b48c",
    "vlak-both": "#6b5b73",
    "vlak-same": "#eceae4",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered place on a picture, in units of its drawing."""

    x: int
    y: int
    label: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A map of the areas: how each is filled, what that stands for, and in words what each has.

    fills : area -> CSS class. told : area -> what a reader hears. legend : CSS class and its meaning, limits included
    """

    title: str
    description: str
    drawing: AreaDrawing
    fills: Mapping[str, str]
    told: Mapping[str, str]
    legend: tuple[tuple[str, str], ...]
    points: tuple[Point, ...] = ()


def shade_class(shade: int | str) -> str:
    """CSS class of a colour of the scale, counted from the lightest, or of a pattern by its name."""
    return f"vlak-{shade}"


def as_html(findings: Findings, pictures: Sequence[Picture] = ()) -> bytes:
    """A page with a table per part, these pictures, and what everything rests on."""
    page = _template().render(
        findings=findings,
        pictures=pictures,
        heading=heading_of,
        told=for_people,
        example_notice=EXAMPLE_NOTICE,
        patterns=shading.PATTERNS,
        pattern_classes=frozenset(map(shade_class, shading.PATTERNS)),
        colours={**{shade_class(at): one for at, one in enumerate(shading.COLOURS)}, **CHANGE_COLOURS},
    )
    return f"{page}\n".encode()


@cache
def _template() -> Template:
    pages = Environment(
        loader=PackageLoader("sociale_kaart.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["capitalised"] = capitalised
    return pages.get_template("findings.html")
