"""Coverage per gemeente on real borders and real inhabitants (CBS 2024), with places made by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest

from makers import PILLAR, Plek, map_of
from sociale_kaart.coverage.per_gemeente import coverage_per_gemeente
from sociale_kaart.gebieden.boundaries import boundaries
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.gebieden.population import population_points
from sociale_kaart.model import Completeness, CoverageRow, CoverageStatus, Presence

ZWOLLE, KAMPEN, ENSCHEDE = "GM0193", "GM0166", "GM0153"
ZWOLLE_STATION = (202_700.0, 502_200.0)
AREA = (ENSCHEDE, KAMPEN, ZWOLLE)


def everywhere(*codes: str) -> Completeness:
    return Completeness(
        pillar=PILLAR, gemeentecodes=frozenset(codes), declared_by="Proef", as_of=date(2026, 1, 1)
    )


def rows(*plekken: Plek, complete: tuple[Completeness, ...] = ()) -> dict[str, CoverageRow]:
    data = map_of(plekken, AREA)
    return {row.gemeentecode: row for row in coverage_per_gemeente(data, complete)}


def test_a_gemeente_without_a_known_place_is_unknown_until_its_list_is_declared_complete() -> None:
    zwolle = Plek("Zwolle", *ZWOLLE_STATION, ZWOLLE)
    assert {code: row.status for code, row in rows(zwolle).items()} == {
        ZWOLLE: CoverageStatus.COVERED,
        KAMPEN: CoverageStatus.UNKNOWN,
        ENSCHEDE: CoverageStatus.UNKNOWN,
    }
    declared = rows(zwolle, complete=(everywhere(KAMPEN),))
    assert declared[KAMPEN].status is CoverageStatus.UNCOVERED
    assert declared[ENSCHEDE].status is CoverageStatus.UNKNOWN


def test_distance_counts_over_the_border_and_agrees_with_a_slow_sum() -> None:
    found = rows(Plek("Zwolle", *ZWOLLE_STATION, ZWOLLE))[KAMPEN]
    points = population_points()
    here = points[(points["gemeentecode"] == KAMPEN) & points["inhabitants"].notna()]
    far = [
        (math.dist((x, y), ZWOLLE_STATION), people)
        for x, y, people in zip(here["x_rd"], here["y_rd"], here["inhabitants"], strict=True)
    ]
    people = sum(number for _, number in far)
    assert found.places == 0
    assert found.mean_distance_m == pytest.approx(sum(d * n for d, n in far) / people)
    within = sum(number for distance, number in far if distance <= (found.p90_distance_m or 0) + 0.01)
    assert within / people >= 0.9
    nearer = sum(number for distance, number in far if distance < (found.p90_distance_m or 0) - 0.01)
    assert nearer / people < 0.9


def test_distance_is_at_most_unless_every_gemeente_in_reach_vouches_for_its_list() -> None:
    zwolle = Plek("Zwolle", *ZWOLLE_STATION, ZWOLLE)
    assert rows(zwolle)[ZWOLLE].distance_at_most
    assert rows(zwolle, complete=(everywhere(ZWOLLE),))[ZWOLLE].distance_at_most
    everybody = everywhere(*gemeenten())
    assert not rows(zwolle, complete=(everybody,))[ZWOLLE].distance_at_most
    shapes = boundaries().geometry
    around = shapes.index[shapes.distance(shapes.loc[ZWOLLE]) < 60_000]
    assert not rows(zwolle, complete=(everywhere(*around),))[ZWOLLE].distance_at_most


def test_no_and_unknown_are_counted_apart_and_never_as_a_place() -> None:
    found = rows(
        Plek("ja", 202_700, 502_200, ZWOLLE),
        Plek("nee", 202_800, 502_300, ZWOLLE, Presence.NO),
        Plek("zwijgt", 202_900, 502_400, ZWOLLE, None),
        Plek("weet het niet", 202_950, 502_450, ZWOLLE, Presence.UNKNOWN),
    )[ZWOLLE]
    assert (found.places, found.places_no, found.places_unknown) == (1, 1, 2)
    assert found.places_per_10000 == pytest.approx(10_000 / (gemeenten()[ZWOLLE].inhabitants or 0))


def test_an_explicit_unknown_keeps_a_declared_gemeente_from_being_a_gap() -> None:
    said = Plek("weet het niet", 191_000, 508_000, KAMPEN, Presence.UNKNOWN)
    silent = Plek("zwijgt", 191_000, 508_000, KAMPEN, None)
    assert rows(said, complete=(everywhere(KAMPEN),))[KAMPEN].status is CoverageStatus.UNKNOWN
    assert rows(silent, complete=(everywhere(KAMPEN),))[KAMPEN].status is CoverageStatus.UNCOVERED


def test_a_yes_that_may_be_anywhere_lets_no_gemeente_be_called_a_gap() -> None:
    nowhere = map_of([Plek("Ergens", 0, 0, "")], AREA)
    nowhere = replace(nowhere, matches={})
    found = {row.status for row in coverage_per_gemeente(nowhere, [everywhere(*AREA)])}
    assert found == {CoverageStatus.UNKNOWN}


def test_a_yes_without_a_point_covers_its_gemeente_but_makes_distances_at_most() -> None:
    data = map_of([Plek("Zwolle", *ZWOLLE_STATION, ZWOLLE), Plek("Kampen", 0, 0, KAMPEN)], AREA)
    unplaced = data.inventory.locations[1].id
    data = replace(data, matches={key: match for key, match in data.matches.items() if key != unplaced})
    found = {row.gemeentecode: row for row in coverage_per_gemeente(data, [everywhere(*gemeenten())])}
    assert found[KAMPEN].status is CoverageStatus.COVERED
    assert found[KAMPEN].distance_at_most
    assert found[ZWOLLE].distance_at_most
