"""Places and streets by name: which ones a typed name can mean, and which are nearly called so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.geocode.register.places import Places
from sociale_kaart.geocode.register.rows import Rows
from sociale_kaart.geocode.register.streets import ALIKE, Streets
from sociale_kaart.geocode.street import normalise_street
from tests.geocode.register.addresses import address, register_of


@pytest.fixture(scope="module")
def rows(register: Path) -> Iterator[Rows]:
    with closing(Rows(register)) as opened:
        yield opened


@pytest.fixture(scope="module")
def places(rows: Rows) -> Places:
    return Places(rows)


@pytest.fixture(scope="module")
def streets(rows: Rows) -> Streets:
    return Streets(rows)


@pytest.mark.parametrize(
    ("typed", "called", "in_gemeente"),
    [
        ("Utrecht", ["Utrecht"], ["De Meern"]),
        ("UTRECHT", ["Utrecht"], ["De Meern"]),
        ("den haag", ["'s-Gravenhage"], []),
        ("Hengelo", ["Hengelo", "Hengelo (Gld)"], []),
        ("Hengelo (Gld)", ["Hengelo (Gld)"], []),
        ("Hengelo Gelderland", ["Hengelo (Gld)"], []),
        ("Hengelo (Ov)", ["Hengelo"], []),
        ("Bergen", ["Bergen (L)", "Bergen (NH)"], []),
        ("Oosterhout", ["Oosterhout", "Oosterhout"], []),
        ("Nijmegen-Lent", ["Lent", "Nijmegen"], []),
        ("Utrecht Overvecht", ["Utrecht"], ["De Meern"]),
        ("Bronckhorst", [], ["Hengelo (Gld)"]),
        ("Dantumadeel", [], ["Damwâld"]),
        ("Nergenshuizen", [], []),
        ("", [], []),
    ],
)
def test_a_typed_place_means_places_called_so_and_places_in_a_gemeente_called_so(
    places: Places, typed: str, called: list[str], in_gemeente: list[str]
) -> None:
    meant = places.meant(typed)
    assert sorted(one.woonplaats for one in meant.places) == called
    assert sorted(one.woonplaats for one in meant.in_gemeente) == in_gemeente


def test_only_a_name_without_namesakes_needs_no_closer_look(places: Places) -> None:
    sole = places.sole("utrecht")
    assert sole is not None
    assert sole.woonplaats == "Utrecht"
    for typed in ("Hengelo", "Bergen", "Oosterhout", "Den Haag", "Nergenshuizen", ""):
        assert places.sole(typed) is None


def test_namesakes_are_told_apart_by_their_provincie(places: Places) -> None:
    labels = [one.label for one in places.meant("Oosterhout").places]
    assert sorted(labels) == ["Oosterhout (Gelderland)", "Oosterhout (Noord-Brabant)"]


def test_a_misspelled_place_is_looked_for_among_all(places: Places) -> None:
    assert [one.woonplaats for one in places.alike("Enchede")] == ["Enschede"]
    assert places.alike("Xyzzy") == ()


def test_a_gemeente_that_is_no_more_has_the_places_of_what_it_became(places: Places) -> None:
    assert [one.woonplaats for one in places.in_gemeente("GM0372")] == ["Bennebroek"]


@pytest.mark.parametrize(
    ("postcode", "expected"),
    [("3512JC", ["Utrecht"]), ("3512ZZ", ["Utrecht"]), ("3454", ["De Meern"]), ("9999", []), ("", [])],
)
def test_a_postcode_knows_its_places_by_its_digits_at_least(
    places: Places, postcode: str, expected: list[str]
) -> None:
    assert [one.woonplaats for one in places.of_postcode(postcode)] == expected


def test_a_street_goes_by_its_name_in_full_and_shortened(places: Places, streets: Streets) -> None:
    (utrecht,) = places.meant("Utrecht").places
    for name in ("Burgemeester van Tuyllkade", "burg. van tuyllkd", "Burg v Tuyllkade"):
        assert [one.name for one in streets.called(normalise_street(name), [utrecht])] == [
            "Burgemeester van Tuyllkade"
        ]


def test_a_misspelled_street_comes_with_its_runners_up_the_likest_first(
    places: Places, streets: Streets
) -> None:
    found, likeness = streets.like(normalise_street("Kerkstraad"), places.meant("Utrecht").places)
    assert found[0].name == "Kerkstraat"
    assert 80 < likeness < 100
    assert streets.like("qqqqqqqqqq", places.meant("Utrecht").places) == ([], 0.0)


@given(text=st.text(max_size=30))
def test_what_is_alike_is_bounded_and_an_exact_name_is_the_likest(
    places: Places, streets: Streets, text: str
) -> None:
    everywhere = list(places.by_id.values())
    found, _ = streets.like(normalise_street(text), everywhere)
    assert len(found) <= ALIKE
    called = streets.called(normalise_street(text), everywhere)
    assert not called or found[0].norm == called[0].norm


def test_two_streets_of_one_normal_form_are_both_found(tmp_path: Path) -> None:
    twice = [
        address(openbare_ruimte="Sint Jansstraat", postcode="1011AC"),
        address(openbare_ruimte="St. Jansstraat", postcode="1011AD", x_rd=123_000.0),
    ]
    path, _ = register_of(tmp_path, *twice)
    with closing(Rows(path)) as rows:
        streets, everywhere = Streets(rows), list(Places(rows).by_id.values())
        found = streets.called(normalise_street("St Jansstr"), everywhere)
    assert sorted(one.name for one in found) == ["Sint Jansstraat", "St. Jansstraat"]
