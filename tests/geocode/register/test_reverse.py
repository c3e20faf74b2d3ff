"""The nearest address to a point is the nearest of all, and is called an address only where the point is at it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.geocode.backend import AT_ADDRESS_WITHIN_M, REVERSE_WITHIN_M, Found, NotFound
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.model import MatchLevel
from tests.geocode.register.country import rows

HOUSES = list(rows())


def degrees(x_rd: float, y_rd: float) -> tuple[float, float]:
    lon, lat = rd_to_wgs84(x_rd, y_rd)
    return float(lon), float(lat)


def test_a_point_at_the_door_is_that_address_with_its_id(backend: RegisterBackend) -> None:
    for house in HOUSES:
        outcome = backend.reverse(*degrees(house.x_rd, house.y_rd))
        assert isinstance(outcome, Found)
        assert outcome.level is MatchLevel.ADRES
        assert (outcome.x_rd, outcome.y_rd) == pytest.approx((house.x_rd, house.y_rd), abs=0.1)
        assert outcome.nummeraanduiding_id


# Near the middle of Utrecht, where houses lie; and across the edges of the squares of 500 metres.
@given(st.floats(136_200, 138_300), st.floats(455_300, 457_000))
def test_the_nearest_address_is_the_nearest_of_all(
    backend: RegisterBackend, x_rd: float, y_rd: float
) -> None:
    nearest_m = min(math.dist((x_rd, y_rd), (house.x_rd, house.y_rd)) for house in HOUSES)
    outcome = backend.reverse(*degrees(x_rd, y_rd))
    if nearest_m > REVERSE_WITHIN_M + 0.1:
        assert isinstance(outcome, NotFound)
    elif nearest_m < REVERSE_WITHIN_M - 0.1:
        assert outcome.x_rd is not None
        assert outcome.y_rd is not None
        assert math.dist((x_rd, y_rd), (outcome.x_rd, outcome.y_rd)) == pytest.approx(nearest_m, abs=0.2)


def test_farther_off_the_answer_is_the_street_and_no_address(backend: RegisterBackend) -> None:
    dam = HOUSES[0]
    at, near = (
        degrees(dam.x_rd, dam.y_rd - off) for off in (AT_ADDRESS_WITHIN_M - 2, AT_ADDRESS_WITHIN_M + 2)
    )
    assert backend.reverse(*at).address == "Damrak 1, 1012LH Amsterdam"
    outcome = backend.reverse(*near)
    assert (outcome.level, outcome.address) == (MatchLevel.STRAAT, "Damrak, Amsterdam")
    assert outcome.nummeraanduiding_id == ""
    assert outcome.confidence is None


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(4.0, 52.9), (9.0, 50.0), (-180.0, 90.0), (math.nan, 52.0), (math.inf, math.inf), (52.09, 5.12)],
    ids=["in the sea", "in Germany", "at the pole", "no number", "infinite", "swapped"],
)
def test_where_nobody_lives_nothing_is_found(backend: RegisterBackend, lon: float, lat: float) -> None:
    outcome = backend.reverse(lon, lat)
    assert isinstance(outcome, NotFound)
    assert outcome.backend == "register"
