"""Own, neighbour, gap or unknown: an area is a gap only where somebody vouched for the list, there and around."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.coverage.measures.areas import by_gemeenten_together, by_polygon
from sociale_kaart.coverage.measures.imported import Reach, labels
from sociale_kaart.errors import SocialeKaartError
from tests.coverage.measures.small_countries import Inhabited, Place, points_of, sites_of_places

ZWOLLE, KAMPEN, ENSCHEDE = "GM0193", "GM0166", "GM0153"


@pytest.mark.parametrize(
    ("sites", "within", "inhabitants", "known", "label"),
    [
        (1, 0.0, 900, True, Reach.OWN),
        (1, 0.0, 900, False, Reach.OWN),
        (0, 0.5, 900, True, Reach.NEIGHBOUR),
        (0, 0.5, 900, False, Reach.NEIGHBOUR),
        (0, 0.49, 900, True, Reach.GAP),
        (0, 0.49, 900, False, Reach.UNKNOWN),
        (0, np.nan, 900, True, Reach.GAP),  # no site in the whole country, and somebody vouches for that
        (0, np.nan, 900, False, Reach.UNKNOWN),
        (0, 0.0, 0, True, Reach.UNKNOWN),  # nobody lives there
    ],
)
def test_what_an_area_may_be_called(
    sites: int, within: float, inhabitants: int, known: bool, label: Reach
) -> None:
    found = labels(np.array([sites]), np.array([within]), np.array([inhabitants]), [known])
    assert found == (label,)


def test_gemeenten_are_put_together_into_whatever_serves_them() -> None:
    points = points_of(tuple(Inhabited(0, 0, code, 1, 1, 1) for code in (ZWOLLE, KAMPEN, ENSCHEDE, "")))
    sites = sites_of_places((Place(0, 0, ENSCHEDE, None), Place(0, 0, KAMPEN, None)))
    areas = by_gemeenten_together(points, sites, {ZWOLLE: "Stadkamer", KAMPEN: "Stadkamer"})
    assert areas.codes == ("Stadkamer",)
    assert areas.of_point.tolist() == [0, 0, -1, -1]
    assert areas.of_site.tolist() == [-1, 0]


def layer(**squares: tuple[int, int, int, int]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"wijk": list(squares)}, geometry=[shapely.box(*one) for one in squares.values()], crs=28992
    )


coordinate = st.integers(0, 12).map(lambda step: step * 50)


@given(spots=st.lists(st.tuples(coordinate, coordinate), max_size=20))
def test_a_point_belongs_to_the_first_polygon_it_lies_in(spots: list[tuple[int, int]]) -> None:
    squares = {"WK1": (0, 0, 200, 200), "WK2": (100, 0, 300, 200), "WK3": (400, 400, 500, 500)}
    points = points_of(tuple(Inhabited(x, y, "", 1, 1, 1) for x, y in spots))
    sites = sites_of_places(tuple(Place(x, y, "", None) for x, y in spots))
    areas = by_polygon(points, sites, layer(**squares), "wijk")
    slow = [
        next(
            (
                number
                for number, (x1, y1, x2, y2) in enumerate(squares.values())
                if x1 <= x <= x2 and y1 <= y <= y2
            ),
            -1,
        )
        for x, y in spots
    ]
    assert areas.of_point.tolist() == areas.of_site.tolist() == slow


def test_a_layer_that_cannot_tell_areas_is_refused() -> None:
    nobody, nowhere = points_of(()), sites_of_places(())
    with pytest.raises(SocialeKaartError, match="no areas can be made of column 'buurt'"):
        by_polygon(nobody, nowhere, layer(WK1=(0, 0, 1, 1)), "buurt")
    with pytest.raises(SocialeKaartError, match="coordinate system"):
        by_polygon(nobody, nowhere, layer(WK1=(0, 0, 1, 1)).set_crs(None, allow_override=True), "wijk")
