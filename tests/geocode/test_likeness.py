"""Which names may be one name mistyped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.geocode.likeness import (
    MOST_SLIPS,
    abbreviates,
    letters,
    likeness,
    may_be_alike,
    resembles,
    slips_between,
)

NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789", max_size=24)


@given(NAMES, NAMES)
def test_a_likeness_is_a_share_and_whole_only_for_the_same_name(a: str, b: str) -> None:
    assert 0 <= likeness(a, b) <= 1
    assert (likeness(a, b) == 1) == (a == b)


@given(NAMES, NAMES)
def test_no_slips_make_a_name_itself_and_any_other_takes_some(a: str, b: str) -> None:
    assert slips_between(a, a) == 0
    assert (slips_between(a, b) > 0) == (a != b)
    assert slips_between(a, b) <= len(a) + len(b) + 1


@pytest.mark.parametrize(
    ("usual", "odd", "there"),
    [
        ("wagenarstraat", "wagenoarstraat", "wagenaarstraat"),  # a double letter once / a letter too many
        ("kerkstraatt", "kerkstraatb", "kerkstraat"),  # doubled / added
        ("kekrstraat", "kelkstraat", "kerkstraat"),  # swapped / another letter
        ("kerjstraat", "kerpstraat", "kerkstraat"),  # the next key / another key
        ("schipholdstraat", "schipholnstraat", "schipholtstraat"),  # as it sounds / not
        ("kerkstaat", "erkstraat", "kerkstraat"),  # inside / the first letter
    ],
)
def test_a_common_slip_counts_for_less_than_an_odd_one(usual: str, odd: str, there: str) -> None:
    assert likeness(usual, there) > likeness(odd, there) > 0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("berkenlaan", "kastanjelaan"),
        ("1ehelmersstraat", "2ehelmersstraat"),
        ("willemstraat", "2ewillemstraat"),
    ],
)
def test_another_name_is_not_alike_at_all(a: str, b: str) -> None:
    assert likeness(a, b) == 0


@given(NAMES, NAMES)
def test_more_than_a_few_slips_are_another_name(a: str, b: str) -> None:
    if slips_between(a, b) > MOST_SLIPS:
        assert likeness(a, b) == 0


@pytest.mark.parametrize(
    ("typed", "there", "expected"),
    [
        ("Gr. Markt", "Grote Markt", True),
        ("Nw. Kijk in 't Jatstr.", "Nieuwe Kijk in 't Jatstraat", True),
        ("O. Boteringestraat", "Oude Boteringestraat", True),
        ("J.P. Coenstraat", "Jan Pieterszoon Coenstraat", True),
        ("Grote Markt", "Grote Markt", False),
        ("Kl. Markt", "Grote Markt", False),
        ("Markt", "Grote Markt", False),
        ("Kerkstraat", "Kerkstraten", False),
    ],
)
def test_words_cut_short_stand_for_the_whole_ones(typed: str, there: str, expected: bool) -> None:
    assert abbreviates(typed, there) is expected


def test_what_is_half_legible_resembles_and_another_street_does_not() -> None:
    assert resembles("boteringestraat", "oudeboteringestraat")
    assert resembles("blnkbrgrstr", "blankenburgerstraat")
    assert not resembles("rozenhof", "blankenburgerstraat")


@given(there=st.text("abcdefghijkstvz", min_size=4, max_size=16), data=st.data())
def test_no_name_that_is_alike_is_passed_over_for_its_letters(there: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(there)))
    put = data.draw(st.sampled_from(["", "a", "k", "ch", "ij", "th", "z", there[:1]]))
    gone = data.draw(st.integers(0, 3))
    typed = there[:at] + put + there[at + gone :]
    if likeness(typed, there) > 0 or abbreviates(typed, there):
        assert may_be_alike(typed, letters([there])).all()


def test_names_of_other_letters_are_passed_over() -> None:
    names = ["kerkstraat", "beatrixlaan", "dorpsweg", "zwin", "ceintuurbaan"]
    assert may_be_alike("kreksraat", letters(names)).tolist() == [True, False, False, False, False]
