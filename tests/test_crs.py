"""RD New and WGS84, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.crs import looks_like_rd, looks_like_wgs84, rd_to_wgs84, wgs84_to_rd


@given(x_rd=st.floats(10_000, 280_000), y_rd=st.floats(306_000, 620_000))
def test_a_point_comes_back_within_a_millimetre(x_rd: float, y_rd: float) -> None:
    back = wgs84_to_rd(*rd_to_wgs84(x_rd, y_rd))
    assert (float(back[0]), float(back[1])) == pytest.approx((x_rd, y_rd), abs=1e-3)


def test_the_origin_of_rd_is_the_tower_of_amersfoort() -> None:
    # Onze Lieve Vrouwetoren: 155000, 463000 is 52.15517 N, 5.38721 E (NSGI, definition of RD New).
    lon, lat = rd_to_wgs84(155_000, 463_000)
    assert (float(lon), float(lat)) == pytest.approx((5.387206, 52.155174), abs=2e-5)


def test_the_two_systems_are_told_apart() -> None:
    assert looks_like_rd(155_000, 463_000)
    assert not looks_like_rd(463_000, 155_000)
    assert looks_like_wgs84(5.39, 52.16)
    assert not looks_like_wgs84(52.16, 5.39)
