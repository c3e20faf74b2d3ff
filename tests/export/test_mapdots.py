"""Places as dots: those that would lie on each other as one, larger the more there are, and none of them lost."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.export.mapdots import MERGED, Dots, steps_of

PLACE = st.tuples(st.integers(0, 1000), st.integers(0, 1200))


def walked(path: str) -> list[tuple[int, int]]:
    """Where the points of path data lie."""
    x, y, places = 0, 0, []
    for across, down in re.findall(r"m(-?\d+) ?(-?\d+)h0", path):
        x, y = x + int(across), y + int(down)
        places.append((x, y))
    return places


@given(st.lists(PLACE, max_size=60))
def test_steps_lead_to_every_point_once(places: list[tuple[int, int]]) -> None:
    assert sorted(walked(steps_of(places))) == sorted({*places})


@given(st.lists(PLACE, min_size=1, max_size=60))
def test_every_place_has_a_dot_that_covers_it(places: list[tuple[int, int]]) -> None:
    drawn = [one for _, points in Dots(tuple(places), 5, "#000", are_merged=True).by_size() for one in points]
    assert len(drawn) <= len({*places})
    for x, y in places:
        assert min(max(abs(x - at[0]), abs(y - at[1])) for at in drawn) <= 6, "a dot's width away at most"


def test_the_more_places_the_larger_their_dot_and_the_small_ones_lie_on_top() -> None:
    crowds = {1: (100, 100), 3: (200, 100), 9: (300, 100), 50: (400, 100)}
    places = tuple(at for count, at in crowds.items() for _ in range(count))
    drawn = [*Dots(places, 5, "#000", are_merged=True).by_size()]
    assert drawn == [
        (size, [at]) for (_, size), at in zip(MERGED[::-1], [*crowds.values()][::-1], strict=True)
    ]


def test_few_places_keep_a_dot_each() -> None:
    places = ((10, 10), (11, 10), (11, 10))
    assert [*Dots(places, 20, "#000").by_size()] == [(20, [*places])]
