"""A distance profile as a picture: what is known is drawn, what is not is not, and nothing falls off its edge."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from sociale_kaart.export.profilechart import ON_PAPER, ON_SCREEN, Look, profile_chart

LIMITS = ("1 km", "2 km", "5 km", "10 km", "20 km")
# Of DejaVu Sans, the widest letters that a page falls back on: a digit and a percent sign, in parts of the size.
DIGIT_EM, PERCENT_EM, SIZE = 0.64, 0.95, 12


def drawn(*lines: tuple[float | None, ...], look: Look = ON_SCREEN) -> ET.Element:
    return ET.fromstring(profile_chart(lines, LIMITS, says="Hoe ver", look=look))


def paths(chart: ET.Element) -> list[list[tuple[float, float]]]:
    """The points of every line that is not of the grid."""
    told = (one.get("d", "") for one in chart.findall(".//{*}path") if one.get("fill") == "none")
    return [[(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", one)] for one in told]


def test_a_share_that_is_not_known_is_not_drawn_at_the_bottom() -> None:
    whole, part, none = (
        drawn((0.0, 0.0, 0.2, 0.5, 1.0)),
        drawn((None, None, 0.2, 0.5, 1.0)),
        drawn((None,) * 5),
    )
    assert paths(part) == [paths(whole)[0][2:]]
    assert len(list(part.findall(".//{*}circle"))) == 3
    assert paths(none) == []


def test_more_people_stand_higher_and_further_away_stands_more_to_the_right() -> None:
    ((*points,),) = paths(drawn((0.1, 0.2, 0.4, 0.8, 0.9)))
    assert [x for x, _ in points] == sorted({x for x, _ in points})
    assert [y for _, y in points] == sorted({y for _, y in points}, reverse=True)


def test_of_four_areas_each_line_looks_otherwise() -> None:
    line = (0.1, 0.2, 0.4, 0.8, 0.9)
    looks = [
        (one.get("stroke-width"), one.get("stroke-dasharray"))
        for one in drawn(line, line, line, line).findall(".//{*}path")
        if one.get("fill") == "none"
    ]
    assert len(set(looks)) == len(looks) == 4


@pytest.mark.parametrize("look", [ON_SCREEN, ON_PAPER])
def test_no_letter_falls_off_an_edge(look: Look) -> None:
    for text in drawn((0.5,) * 5, look=look).findall(".//{*}text"):
        said = text.text or ""
        width = SIZE * sum(PERCENT_EM if letter == "%" else DIGIT_EM for letter in said)
        share_left = 1.0 if text.get("text-anchor") == "end" else 0.5
        x = float(text.get("x", "0"))
        assert x - share_left * width >= 0, said
        assert x + (1 - share_left) * width <= look.width, said
