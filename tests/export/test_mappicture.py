"""A picture as SVG: what stands on it, how large it is, and that nothing of a sheet becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from shapely import box

from sociale_kaart.export.areadrawing import AreaDrawing
from sociale_kaart.export.mapdots import Dots
from sociale_kaart.export.mappicture import Entry, Fill, MapPicture, Paper, draw

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert(1)</script>&"'
AREAS = {"GM1": box(0, 0, 10_000, 10_000), "GM2": box(10_000, 0, 20_000, 10_000)}


def picture(**changes: object) -> MapPicture:
    usual = MapPicture(
        language="nl",
        title="Spreekuur per gemeente",
        alternative="In 1 van de 2 gemeenten is geen plek. Daar wonen 10 mensen.",
        drawing=AreaDrawing({"GM1": "Eén", "GM2": "Twee"}, AREAS, AREAS),
        fills={"vlak-4": Fill("#0b5568"), "strepen": Fill("#fde5d4", "#c2481a", "stripes")},
        filled={"GM1": "vlak-4", "GM2": "strepen"},
        legend_title="Is er hulp?",
        legend=(Entry("ja (1 gemeente)", "vlak-4"), Entry("nee (1 gemeente)", "strepen")),
        footer=("Bron: proef. Stand van 2 oktober 2026.",),
    )
    return replace(usual, **changes)  # type: ignore[arg-type]  # what a test changes it spells right


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in parsed(svg).iter(f"{SVG}text")]


def test_everything_a_reader_needs_stands_on_it() -> None:
    svg = draw(picture(example="Dit is een voorbeeld."), Paper(2000, None, 300)).svg
    root = parsed(svg)
    assert root.attrib["role"] == "img"
    named = {one.attrib["id"]: one.text for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.attrib["aria-labelledby"].split() == list(named)
    assert list(named.values()) == [picture().title, picture().alternative]
    said = " ".join(texts(svg))
    for one in (
        "Spreekuur per gemeente",
        "Is er hulp?",
        "ja (1",
        "Stand van 2 oktober 2026.",
        "Dit is een voorbeeld.",
        "Eén",
    ):
        assert one in said


def test_it_needs_nothing_from_elsewhere_and_no_style_that_a_policy_forbids() -> None:
    svg = draw(
        picture(dots=(Dots(((1, 2), (1, 2), (3, 4)), 9, "#000", hollow=True),)), Paper(800, 600, 96)
    ).svg
    links = re.findall(r'(?:href|url)="?\(?([^")]+)', svg)
    assert links
    assert all(one.startswith("#") for one in links)
    assert not re.search(r"<style|style=|<script|<image|@import|\son\w+=", svg)
    ids = [one.attrib["id"] for one in parsed(svg).iter() if "id" in one.attrib]
    assert sorted({one[1:] for one in links}) == sorted({*ids} & {one[1:] for one in links}), (
        "every reference leads somewhere"
    )
    assert len(ids) == len({*ids})


def test_what_a_coordinator_wrote_stays_text() -> None:
    svg = draw(
        picture(title=HOSTILE, footer=(HOSTILE,), legend_title="a\x00b\x0bc"), Paper(2000, None, 300)
    ).svg
    assert not list(parsed(svg).iter(f"{SVG}script"))
    assert "alert(1)" in " ".join(texts(svg))


@pytest.mark.parametrize(
    ("width", "height"), [(100, 100), (4000, 100), (100, 4000), (4000, 4000), (640, 360)]
)
@pytest.mark.parametrize("dpi", [50, 300, 1200])
def test_it_fits_the_size_that_was_asked_whatever_it_is(width: int, height: int, dpi: int) -> None:
    drawn = draw(picture(), Paper(width, height, dpi))
    root = parsed(drawn.svg)
    assert (drawn.width_px, drawn.height_px) == (width, height)
    assert float(root.attrib["width"].removesuffix("pt")) == pytest.approx(width * 72 / dpi, abs=0.01)
    assert float(root.attrib["height"].removesuffix("pt")) == pytest.approx(height * 72 / dpi, abs=0.01)
    _left, _top, inner_width, inner_height = map(float, root.attrib["viewBox"].split())
    assert inner_width / inner_height == pytest.approx(width / height, rel=0.01)
    feet = [float(one.attrib["y"]) for one in root.findall(f"{SVG}text")]
    assert min(feet) > 0
    assert max(feet) < inner_height


def test_letters_are_as_large_on_paper_whatever_the_number_of_pixels() -> None:
    wide, wider = (
        parsed(draw(picture(), Paper(pixels, None, dpi)).svg) for pixels, dpi in ((1000, 150), (4000, 600))
    )
    assert wide.attrib["viewBox"] == wider.attrib["viewBox"], "the same inches"
    small = parsed(draw(picture(), Paper(300, 150, 96)).svg)
    assert float(small.attrib["viewBox"].split()[2]) > 300 * 72 / 96, "a thumbnail shrinks all of it"


def test_the_same_is_drawn_the_same() -> None:
    assert draw(picture(), Paper(1200, None, 300)) == draw(picture(), Paper(1200, None, 300))
