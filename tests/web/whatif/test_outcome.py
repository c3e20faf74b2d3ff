"""Steps that can be taken are, and of the others it is said why not."""

from __future__ import annotations

import numpy as np
import pytest

from sociale_kaart.coverage.plans import next_places
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.whatif.bench import Bench
from sociale_kaart.web.whatif.ground import Ground
from sociale_kaart.web.whatif.outcome import Refusal, next_best, outcome, take
from sociale_kaart.web.whatif.steps import Add, Close, Move, Spot, Step

PILLAR, KM = "spreekuur", 5
UTRECHT_OOST = Spot(13_860, 45_600)


@pytest.fixture(scope="module")
def ground(bench: Bench) -> Ground:
    return bench.ground(PILLAR, KM)


def code_of(bench: Bench, id_: str) -> str:
    return bench.places.code(bench.places.row_of[id_])


def test_a_place_that_comes_and_goes_again_changes_nothing(bench: Bench, ground: Ground) -> None:
    code = bench.places.code(int(ground.candidates[0]))
    found = outcome(bench, ground, [Add(code), Close(code)], "all")
    assert [one.refused for one in found.steps] == [None, None]
    assert found.changes == ()
    assert found.whole == found.now


def test_a_place_that_moves_there_and_back_changes_nothing(bench: Bench, ground: Ground) -> None:
    code = code_of(bench, str(ground.now.sites.id[0]))
    found = outcome(bench, ground, [Move(code, UTRECHT_OOST), Move(code, code)], "all")
    assert [one.refused for one in found.steps] == [None, None]
    assert found.changes == ()


def test_a_step_that_cannot_be_taken_is_passed_over_and_told(bench: Bench, ground: Ground) -> None:
    there = code_of(bench, str(ground.now.sites.id[0]))
    unknown = code_of(bench, str(ground.help.doubtful.id[0]))
    free = bench.places.code(int(ground.candidates[0]))
    steps: list[Step] = [
        Add("zzzzzz"),
        Add(there),
        Add(unknown),
        Close(free),
        Close(there),
        Close(there),
        Move(free, there),
        Add(UTRECHT_OOST),
        Add(UTRECHT_OOST),
    ]
    after, taken = take(bench, ground, steps)
    assert [one.refused for one in taken] == [
        Refusal.GONE,
        Refusal.HAS_IT,
        Refusal.UNKNOWN,
        Refusal.NOT_OPEN,
        None,
        Refusal.NOT_OPEN,
        Refusal.NOT_OPEN,
        None,
        Refusal.HAS_IT,
    ]
    assert len(after.sites) == len(ground.now.sites)


def test_the_best_next_place_is_that_of_the_command(bench: Bench, ground: Ground, utrecht: MapData) -> None:
    pairs = bench.pairs(KM)
    best = next_best(bench, ground, pairs, ground.now, "all")
    (theirs,) = next_places(utrecht, PILLAR, 1, candidates="places", exact=False).places
    assert bench.places.listings[best[0].row].id == theirs.id
    assert best[0].gained == pytest.approx(theirs.gained)
    assert best[0].gained_at_least == pytest.approx(theirs.gained_at_least)


def test_a_place_brings_what_was_promised(bench: Bench, ground: Ground) -> None:
    pairs = bench.pairs(KM)
    for one in next_best(bench, ground, pairs, ground.now, "65+"):
        found = outcome(bench, ground, [Add(bench.places.code(one.row))], "65+")
        assert sum(change.persons_gaining for change in found.changes) == pytest.approx(one.gained)
        assert one.gained_at_least <= one.gained


def test_only_libraries_where_only_libraries_are_asked(bench: Bench, ground: Ground) -> None:
    pairs = bench.pairs(KM)
    best = next_best(bench, ground, pairs, ground.now, "all", libraries_only=True)
    assert best
    assert all(bench.places.is_library[one.row] for one in best)


def test_a_candidate_stands_for_its_address_once(bench: Bench, ground: Ground) -> None:
    at = np.column_stack((bench.places.x_rd[ground.candidates], bench.places.y_rd[ground.candidates]))
    assert len(np.unique(at, axis=0)) == len(at)
