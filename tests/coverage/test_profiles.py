"""How far people live from help, and what lies over the border: told by hand for a country of four points."""

from __future__ import annotations

import numpy as np
import pytest

from sociale_kaart.coverage.overborder import over_the_border
from sociale_kaart.coverage.points import ALL, Points
from sociale_kaart.coverage.profiles import profiles
from sociale_kaart.coverage.sites import Sites

# West has 300 people at 0 m and 100 at 4 km; East 100 at 10 km, and a point of which nobody knows how many live there.
X = np.array([0.0, 4_000.0, 10_000.0, 11_000.0])
POINTS = Points(
    x_rd=X,
    y_rd=np.zeros(4),
    gemeentecode=np.array(["GM0001", "GM0001", "GM0002", "GM0002"]),
    persons={ALL: np.array([300.0, 100.0, 100.0, np.nan])},
    source="met de hand",
    vintage="2026",
)


def sites(*places: tuple[str, float, str]) -> Sites:
    """Places by id, metres east and gemeente."""
    ids, x_rd, codes = zip(*places, strict=True) if places else ((), (), ())
    nothing = np.full(len(ids), np.nan)
    return Sites(
        id=np.array(ids, dtype=np.str_),
        x_rd=np.array(x_rd, dtype=np.float64),
        y_rd=np.zeros(len(ids)),
        gemeentecode=np.array(codes, dtype=np.str_),
        hours_per_week=nothing,
        kind=np.array(["library"] * len(ids), dtype=np.str_),
        names=np.array(ids, dtype=np.str_),
    )


def test_a_profile_tells_the_share_within_each_limit_of_a_gemeente_and_of_both_together() -> None:
    pytest.importorskip("scipy", reason="the extra coverage is not installed")
    one = sites(("bieb", 0.0, "GM0001"))
    areas = {"GM0001": ("GM0001",), "GM0002": ("GM0002",), "samen": ("GM0001", "GM0002")}
    found = profiles(POINTS, {"spreekuur": one.xy_rd}, areas, (1_000.0, 4_000.0, 10_000.0))
    assert found["GM0001", "spreekuur"].shares == (0.75, 1.0, 1.0), "a limit is inclusive"
    assert found["GM0002", "spreekuur"].shares == (0.0, 0.0, 1.0), "who is not counted counts for nobody"
    assert found["samen", "spreekuur"].shares == (0.6, 0.8, 1.0)
    assert found["samen", "spreekuur"].persons == 500


def test_without_a_known_place_no_share_is_told() -> None:
    pytest.importorskip("scipy", reason="the extra coverage is not installed")
    found = profiles(POINTS, {"spreekuur": sites().xy_rd}, {"GM0001": ("GM0001",)}, (1_000.0,))
    assert found["GM0001", "spreekuur"].shares == (None,)


def test_over_the_border_come_the_places_nearest_to_the_middle_of_the_people() -> None:
    three = sites(("eigen", 0.0, "GM0001"), ("ver", 30_000.0, "GM0003"), ("dichtbij", 8_000.0, "GM0002"))
    first, second = over_the_border(POINTS, three, "GM0001", limit_m=5_000.0)
    assert (first.site, second.site) == ("dichtbij", "ver"), "its own place is not a neighbour's"
    assert first.distance_m == 7_000, "their mean lies at 1 km: three quarters live at 0, one at 4"
    assert first.nearest_m == 4_000
    assert first.persons_within == 100
    assert second.persons_within == 0


def test_so_many_at_most_and_none_where_nobody_lives_or_no_place_is_known() -> None:
    many = sites(*((f"p{number}", 5_000.0 + number, "GM0002") for number in range(9)))
    assert [one.site for one in over_the_border(POINTS, many, "GM0001", limit_m=5_000.0, most=2)] == [
        "p0",
        "p1",
    ]
    assert over_the_border(POINTS, many, "GM9999", limit_m=5_000.0) == ()
    assert over_the_border(POINTS, sites(), "GM0001", limit_m=5_000.0) == ()
