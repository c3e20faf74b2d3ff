"""The squares that a browser draws the little map of a sheet from."""

from __future__ import annotations

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.gebieden import places
from sociale_kaart.web.filesite.surroundings import SIDE_M, UNIT_M, ranked_names, square, squares
from sociale_kaart.web.site import Site

# Around Utrecht and its neighbours (RD New): x from 120 to 140 km, y from 440 to 460 km.
UTRECHT = "6-22"
SIDE = SIDE_M // UNIT_M


def test_a_square_has_its_names_in_the_order_in_which_they_are_known() -> None:
    told = square(UTRECHT, ranked_names())["names"]
    in_order = [one[0] for one in sorted(told, key=lambda one: one[3])]
    assert in_order[0] == "Utrecht"
    assert in_order == [one.name for one in places.names_within(120_000, 440_000, 140_000, 460_000)]
    assert {one[4] for one in told if one[0].isdigit()} == {1}
    assert all(0 <= one[1] <= SIDE and 0 <= one[2] <= SIDE for one in told)


def test_land_fills_an_inland_square_and_a_border_runs_on_in_the_next() -> None:
    here, east = (square(name, ranked_names()) for name in (UTRECHT, "7-22"))
    assert round(sum(map(area, here["land"])) / SIDE**2, 1) == 1.0
    ends = {y for line in here["borders"] for x, y in points(line) if x == SIDE}
    begins = {y for line in east["borders"] for x, y in points(line) if x == 0}
    assert ends
    assert all(min(abs(one - other) for other in begins) <= 2 for one in ends)


def test_the_squares_around_every_place_are_there(utrecht: MapData) -> None:
    there = squares(Site(utrecht, Settings()))
    assert UTRECHT in there
    assert "12-29" not in there, "Groningen"
    assert len(there) < 30


def points(line: list[int]) -> list[tuple[int, int]]:
    return list(zip(line[::2], line[1::2], strict=True))


def area(ring: list[int]) -> float:
    """Of a ring without holes in it, in squares of UNIT_M."""
    corners = points(ring)
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return abs(sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in pairs)) / 2
