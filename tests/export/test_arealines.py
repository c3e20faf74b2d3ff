"""Borders as lines: each once, none lost, in as few lines as can be."""

from __future__ import annotations

import pytest
import shapely
from shapely import box

from sociale_kaart.export.arealines import borders_between, whole

# Two by two squares of a kilometre: four borders that meet in the middle.
SQUARES = {
    f"{x}{y}": box(x * 1000, y * 1000, x * 1000 + 1000, y * 1000 + 1000) for x in (0, 1) for y in (0, 1)
}


def test_every_border_is_there_once_and_the_outside_is_none() -> None:
    lines = borders_between(SQUARES)
    cross = shapely.multilinestrings([[(0, 1000), (2000, 1000)], [(1000, 0), (1000, 2000)]])
    assert lines.equals(cross)
    assert lines.length == pytest.approx(cross.length), "and none twice"
    assert whole(SQUARES).equals(box(0, 0, 2000, 2000))


def test_lines_that_meet_go_on_with_each_other() -> None:
    assert len(shapely.get_parts(borders_between(SQUARES))) == 2


def test_one_area_alone_has_no_borders() -> None:
    assert borders_between({"a": box(0, 0, 1, 1)}).is_empty
