"""Records to rows and back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.dataset.records import columns_of, from_rows, to_row
from sociale_kaart.model import (
    AddressInput,
    Listing,
    Location,
    Match,
    MatchLevel,
    Organisation,
    Presence,
    Provenance,
    Schedule,
)

words = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="|"), max_size=12)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
provenances = st.builds(
    Provenance,
    source=words,
    row=st.integers(1, 9999),
    supplier=words,
    as_of=st.none() | days,
    checked=st.none() | days,
)
locations = st.builds(
    Location,
    id=words,
    name=words,
    address=st.builds(AddressInput, text=words, woonplaats=words),
    given_x_rd=st.none() | st.floats(0, 300_000),
    step_free=st.sampled_from(Presence),
    computers=st.none() | st.integers(0, 40),
    network_checked=st.none() | days,
    provenance=provenances,
)


@given(location=locations)
def test_a_location_comes_back_as_it_went(location: Location) -> None:
    assert from_rows(Location, [to_row(location)]) == (location,)


@given(
    listing=st.builds(
        Listing,
        id=words,
        organisation_id=words,
        location_id=words,
        name=words,
        categories=st.lists(words.filter(bool), max_size=3).map(tuple),
        schedule=st.none() | st.builds(Schedule, text=words, provenance=st.none() | provenances),
        provenance=provenances,
    )
)
def test_lists_and_absent_parts_come_back(listing: Listing) -> None:
    assert from_rows(Listing, [to_row(listing)]) == (listing,)


def test_a_match_without_a_point_has_none_not_zero() -> None:
    match = Match(level=MatchLevel.NONE, faults=("multiple_hits",))
    (back,) = from_rows(Match, [to_row(match)])
    assert back == match
    assert back.x_rd is None


def test_every_field_has_its_column() -> None:
    columns = columns_of(Organisation)
    own = {field.name for field in fields(Organisation)} - {"provenance"}
    assert own <= columns.keys()
    assert {"provenance_source", "provenance_row", "provenance_as_of"} <= columns.keys()
    assert columns["provenance_row"] is int
    assert columns["partner_contact_public"] is bool
