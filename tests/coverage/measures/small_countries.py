"""Small random countries, and the slow ways of measuring them: one person, one site, one loop at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.coverage.measures.areas import Areas, by_gemeente
from sociale_kaart.coverage.points import Points
from sociale_kaart.coverage.sites import Sites

GEMEENTEN = ("GM0001", "GM0002", "GM0003")
LIMIT_M = 5_000.0

Test = TypeVar("Test", bound=Callable[..., None])


@dataclass(frozen=True)
class Inhabited:
    """A point; `persons` None is suppressed, `income` None is not known."""

    x: int
    y: int
    gemeente: str
    persons: int | None
    old: int | None
    income: int | None


@dataclass(frozen=True)
class Place:
    x: int
    y: int
    gemeente: str
    hours: float | None


@dataclass(frozen=True)
class Country:
    inhabited: tuple[Inhabited, ...]
    places: tuple[Place, ...]

    @property
    def points(self) -> Points:
        return points_of(self.inhabited)

    @property
    def sites(self) -> Sites:
        return sites_of_places(self.places)

    @property
    def areas(self) -> Areas:
        return by_gemeente(self.points, self.sites, GEMEENTEN)

    def per_gemeente(self) -> Iterator[tuple[tuple[Inhabited, ...], tuple[Place, ...]]]:
        for code in GEMEENTEN:
            yield (
                tuple(one for one in self.inhabited if one.gemeente == code),
                tuple(one for one in self.places if one.gemeente == code),
            )


def points_of(inhabited: tuple[Inhabited, ...]) -> Points:
    return Points(
        x_rd=np.array([one.x for one in inhabited], float),
        y_rd=np.array([one.y for one in inhabited], float),
        gemeentecode=np.array([one.gemeente for one in inhabited], dtype="U6"),
        persons={
            "all": numbers([one.persons for one in inhabited]),
            "65+": numbers([one.old for one in inhabited]),
        },
        source="a small country",
        vintage="2024",
    )


def sites_of_places(places: tuple[Place, ...]) -> Sites:
    count = len(places)
    return Sites(
        id=np.array([str(number) for number in range(count)], dtype="U6"),
        x_rd=np.array([one.x for one in places], float),
        y_rd=np.array([one.y for one in places], float),
        gemeentecode=np.array([one.gemeente for one in places], dtype="U6"),
        hours_per_week=numbers([one.hours for one in places]),
        kind=np.array(["library"] * count, dtype="U10"),
        names=np.array([f"place {number}" for number in range(count)], dtype="U10"),
    )


def numbers(values: list[float | None] | list[int | None]) -> np.ndarray:
    return np.array([math.nan if one is None else one for one in values], float)


# A lattice of 500 m: many points and sites coincide, and many distances are exactly the limit.
metres = st.integers(0, 40).map(lambda step: step * 500)
anywhere = st.integers(0, 25_000)
coordinate = metres | anywhere

inhabited = st.builds(
    Inhabited,
    x=coordinate,
    y=coordinate,
    gemeente=st.sampled_from((*GEMEENTEN, "")),
    persons=st.none() | st.integers(0, 3_000),
    old=st.none() | st.integers(0, 500),
    income=st.none() | st.integers(10, 15),
)
place = st.builds(
    Place,
    x=coordinate,
    y=coordinate,
    gemeente=st.sampled_from((*GEMEENTEN, "")),
    hours=st.none() | st.integers(0, 40).map(float),
)
countries = st.builds(
    Country,
    inhabited=st.lists(inhabited, max_size=25).map(tuple),
    places=st.lists(place, max_size=8).map(tuple),
)


def in_200_countries(test: Test) -> Test:
    """Hypothesis makes the countries; slow, and what it runs is run by the tests of the report too."""
    return pytest.mark.slow(settings(max_examples=200, deadline=None)(given(country=countries)(test)))


def metres_between(one: Inhabited, other: Place) -> float:
    return math.sqrt((one.x - other.x) ** 2 + (one.y - other.y) ** 2)


def nearest_of(one: Inhabited, places: tuple[Place, ...]) -> float | None:
    return min((metres_between(one, place) for place in places), default=None)


def people(one: Inhabited) -> int:
    return one.persons or 0


def same(found: np.ndarray | float, expected: object, tolerance: float = 1e-9) -> None:
    """The figures are those expected, None or NaN in the same places."""
    slow = np.array(
        [math.nan if one is None else one for one in np.atleast_1d(np.asarray(expected, object))], float
    )
    np.testing.assert_allclose(np.atleast_1d(found), slow, rtol=tolerance, atol=tolerance)
