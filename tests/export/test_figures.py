"""Figures for a report: the same bytes every time, nothing over anything else, and everything said that must be."""

from __future__ import annotations

import re
import struct
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from sociale_kaart.errors import OutputError, SocialeKaartError
from sociale_kaart.export.figures import Panel, small_multiples
from sociale_kaart.export.pictures import Picture
from sociale_kaart.export.reportmaps import gemeente_shapes
from sociale_kaart.export.shading import COLOURS, measure_of

TITLE = "Spreekuren in Twente"
SOURCE = "Proefbron, 1 oktober 2026. Inwoners: CBS 2024. Rechte lijn, grens 5 km."
TWENTE = ("GM0141", "GM0147", "GM0153", "GM0158", "GM0163", "GM0164", "GM0168")
REACH = dict(zip(TWENTE, ("own", "own", "empty", "gap", "gap", "unknown", "own"), strict=True))
VALUES = dict(zip(TWENTE, (0.1, 0.35, 0.62, 0.2, 0.0, None, 0.95), strict=True))


def panel(title: str = "Spreekuur belasting en toeslagen") -> Panel:
    return Panel(
        title=title,
        values=VALUES,
        reach=REACH,
        points_rd=np.array([[250_000.0, 478_000.0], [257_900, 471_600]]),
    )


def drawn(panels: int = 1) -> Picture:
    return small_multiples(
        [panel(f"Een pijler met een lange naam, nummer {number}") for number in range(panels)],
        gemeente_shapes(TWENTE),
        measure_of("share_within_5km"),
        title=TITLE,
        source=SOURCE,
        inhabitants=dict.fromkeys(TWENTE, 123_456.0),
    )


@pytest.fixture(scope="module")
def picture() -> Picture:
    return drawn()


def texts(picture: Picture) -> list[str]:
    return [one.get_text() for one in picture.figure.findobj(Text) if one.get_text()]


def test_the_same_figure_is_the_same_bytes(picture: Picture) -> None:
    again = drawn()
    assert picture.as_bytes("svg") == again.as_bytes("svg")
    assert picture.as_bytes("png") == again.as_bytes("png")


def test_it_is_saved_twice_with_its_title_and_source_in_the_file(picture: Picture, tmp_path: Path) -> None:
    svg, png = picture.save(tmp_path / "nieuw" / "twente.png")
    assert [svg.name, png.name] == ["twente.svg", "twente.png"]
    told = svg.read_text(encoding="utf-8")
    assert TITLE in told
    assert SOURCE in told
    assert not re.search(r"<dc:date>|\d\d:\d\d:\d\d", told)
    assert TITLE.encode() in png.read_bytes()
    width, height = struct.unpack(">II", png.read_bytes()[16:24])
    assert width > 1_500
    assert height > 500


def test_the_limits_of_every_class_are_printed_with_how_many_areas_and_people(picture: Picture) -> None:
    said = texts(picture)
    assert [text for text in said if "%" in text and "t" in text and text[0].isdigit()] == [
        "0 tot 20%",
        "20 tot 40%",
        "40 tot 60%",
        "60 tot 80%",
        "80 t/m 100%",
    ]
    assert "2 (247.000)" in said  # the two gaps
    assert {"gat", "geen plek, buren?", "onbekend", "bekende plek (2)"} <= set(said)


def test_gaps_are_named_and_have_no_colour_of_the_scale(picture: Picture) -> None:
    names = gemeente_shapes(TWENTE)["name"]
    gaps = ", ".join(sorted(names[code] for code, reach in REACH.items() if reach == "gap"))
    assert f"Gat: {gaps}." in texts(picture)


@pytest.mark.parametrize("panels", [1, 2, 3, 6])
def test_no_text_touches_another_or_leaves_the_page(panels: int) -> None:
    figure = drawn(panels).figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = [
        (one.get_text(), one.get_window_extent(renderer)) for one in figure.findobj(Text) if one.get_text()
    ]
    page = figure.bbox
    outside = [
        text for text, box in boxes if box.x0 < 0 or box.y0 < 0 or box.x1 > page.x1 or box.y1 > page.y1
    ]
    touching = [
        (one, other)
        for (one, first), (other, second) in combinations(boxes, 2)
        if first.x0 < second.x1 and second.x0 < first.x1 and first.y0 < second.y1 and second.y0 < first.y1
    ]
    assert outside == []
    assert touching == []


def test_areas_are_drawn_in_the_colours_of_their_classes() -> None:
    """Every area 95 %: the map holds the darkest colour, and none of the others."""
    picture = small_multiples(
        [Panel(title="Alles", values=dict.fromkeys(TWENTE, 0.95))],
        gemeente_shapes(TWENTE),
        measure_of("share_within_5km"),
        title=TITLE,
        source=SOURCE,
    )
    canvas = FigureCanvasAgg(picture.figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    counts = [int((pixels[..., :3] == _rgb(colour)).all(axis=-1).sum()) for colour in COLOURS]
    assert counts[-1] > 10 * max(counts[:-1])


def _rgb(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def test_an_area_without_a_shape_is_named() -> None:
    with pytest.raises(SocialeKaartError, match="GM9999"):
        small_multiples(
            [Panel(title="", values={"GM9999": 1.0})],
            gemeente_shapes(TWENTE),
            measure_of("share_within_5km"),
            title="",
            source="",
        )


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(SocialeKaartError, match="nothing to draw"):
        small_multiples([], gemeente_shapes(TWENTE), measure_of("places"), title="", source="")


def test_a_folder_that_cannot_be_written_is_said_in_dutch(picture: Picture, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    with pytest.raises(OutputError) as told:
        picture.save(tmp_path / "bestand" / "twente")
    assert "Kies een andere map" in told.value.in_dutch()


def test_without_matplotlib_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(SocialeKaartError, match=r"pip install 'sociale-kaart\[notebooks\]'"):
        drawn()
