"""Whoever follows a map by its changes ends with exactly its places, whatever happened in between."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.dataset.changes import EMPTY, MOST_BUILDS, ChangeLog, digests_of, place_record, read_log
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.store import read_map, with_hash, write_map
from tests.web.smallmap import map_data

IDS = st.sampled_from([f"plek-{number}" for number in range(8)])
STATE = st.dictionaries(IDS, st.sampled_from(["wit", "rood", "blauw"]))


class Follower:
    """Keeps a copy of the places by asking for what came after their cursor; begins anew where that is not known."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}
        self.cursor = ""

    def ask(self, log: ChangeLog, most: int) -> bool:
        """One page; returns whether there may be more."""
        sequence = log.sequence_of(self.cursor) if self.cursor else 0
        if sequence is None:
            self.places, self.cursor = {}, ""
            return True
        page = log.since(sequence, most)
        for mark in page:
            if mark.removed:
                self.places.pop(mark.id, None)
            else:
                self.places[mark.id] = mark.digest
        self.cursor = log.cursor(page[-1].sequence if page else sequence)
        return len(page) == most

    def catch_up(self, log: ChangeLog, most: int) -> None:
        while self.ask(log, most):
            pass


@given(
    states=st.lists(STATE, min_size=1, max_size=6),
    pages=st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3)), min_size=6, max_size=6),
    last=st.integers(1, 9),
)
def test_a_follower_ends_with_the_places_of_now_in_pages_of_any_size_and_builds_in_between(
    states: list[dict[str, str]], pages: list[tuple[int, int]], last: int
) -> None:
    log, follower = EMPTY, Follower()
    for state, (most, times) in zip(states, pages, strict=False):
        log = log.advanced(state)
        for _ in range(times):
            follower.ask(log, most)
    follower.catch_up(log, last)
    assert follower.places == states[-1]


@given(shared=STATE, ours=STATE, theirs=STATE, most=st.integers(1, 9))
def test_a_follower_of_another_history_begins_anew_and_misses_nothing(
    shared: dict[str, str], ours: dict[str, str], theirs: dict[str, str], most: int
) -> None:
    """As when a server is set back to a copy of last week, and goes on from there."""
    common = EMPTY.advanced(shared)
    follower = Follower()
    follower.catch_up(common.advanced(theirs), most)
    follower.catch_up(common.advanced(ours), most)
    assert follower.places == ours


@given(states=st.lists(STATE, max_size=6))
def test_the_same_history_gives_the_same_log(states: list[dict[str, str]]) -> None:
    one = two = EMPTY
    for state in states:
        one, two = one.advanced(state), two.advanced(dict(reversed(state.items())))
    assert one == two


def test_a_build_that_changes_nothing_leaves_the_log_as_it_is() -> None:
    log = EMPTY.advanced({"a": "wit"})
    assert log.advanced({"a": "wit"}) is log


def test_what_comes_back_is_told_again() -> None:
    log = EMPTY.advanced({"a": "wit"}).advanced({}).advanced({"a": "wit"})
    assert [(one.id, one.removed, one.sequence) for one in log.since(2, 9)] == [("a", False, 3)]


def test_a_cursor_of_very_long_ago_begins_anew() -> None:
    log = EMPTY.advanced({"a": "0"})
    old = log.cursor(1)
    for number in range(MOST_BUILDS):
        log = log.advanced({"a": str(number % 2 + 1)})
    assert log.sequence_of(old) is None
    assert len(log.builds) == MOST_BUILDS


@pytest.mark.parametrize(
    "text", ["", "1", "onzin", "0123456789abcdef", "0123456789abcdef.", "0123456789ABCDEF.1"]
)
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text or ".*"):
        EMPTY.sequence_of(text)


# In a built map.


def without(data: MapData, listing_id: str) -> MapData:
    """The map without one organisation at a location."""
    left = tuple(one for one in data.inventory.listings if one.id != listing_id)
    return with_hash(replace(data, inventory=replace(data.inventory, listings=left)))


def test_a_place_that_goes_leaves_a_tombstone_in_the_next_build(tmp_path: Path) -> None:
    path, before = tmp_path / "kaart.gpkg", with_hash(map_data())
    write_map(before, path)
    gone = before.inventory.listings[0].id
    write_map(without(before, gone), path)
    log = read_log(path)
    assert [(one.id, one.removed) for one in log.since(len(before.inventory.listings), 9)] == [(gone, True)]
    now = {one.id: one.digest for one in log.marks.values() if not one.removed}
    assert now == digests_of(read_map(path)), "a map reads back as it was when the log was written"


def test_the_log_has_no_part_in_the_content_hash_and_survives_a_rebuild(tmp_path: Path) -> None:
    path, data = tmp_path / "kaart.gpkg", with_hash(map_data())
    write_map(without(data, data.inventory.listings[0].id), path)
    write_map(data, path)
    log = read_log(path)
    assert len(log.builds) == 2
    write_map(data, path)
    assert read_log(path) == log
    assert read_map(path).content_hash == data.content_hash == with_hash(map_data()).content_hash


def test_a_map_without_a_log_or_no_map_at_all_begins_one(tmp_path: Path) -> None:
    assert read_log(tmp_path / "nergens.gpkg") == EMPTY
    damaged = tmp_path / "stuk.gpkg"
    damaged.write_bytes(b"geen database")
    assert read_log(damaged) == EMPTY


def test_another_word_in_an_offer_is_a_change_of_its_place(tmp_path: Path) -> None:
    data = map_data()
    offer = data.inventory.offers[0]
    offers = (replace(offer, note="Bel eerst."), *data.inventory.offers[1:])
    changed = replace(data, inventory=replace(data.inventory, offers=offers))
    before, after = digests_of(data), digests_of(changed)
    (moved,) = [id_ for id_ in before if before[id_] != after[id_]]
    listing = data.listings[moved]
    assert (listing.organisation_id, listing.location_id) == (offer.organisation_id, offer.location_id)
    notes = [one["note"] for one in place_record(changed, changed.listings[moved])["offers"]]
    assert "Bel eerst." in notes
