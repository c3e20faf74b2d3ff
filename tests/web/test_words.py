from __future__ import annotations

from datetime import date

import pytest

from sociale_kaart.model import Appointment, CoverageStatus, Match, MatchLevel, Presence, Role
from sociale_kaart.web import words


@pytest.mark.parametrize(
    ("metres", "said"),
    [
        (0, "minder dan 100 meter"),
        (99, "minder dan 100 meter"),
        (100, "ongeveer 100 meter"),
        (949, "ongeveer 900 meter"),
        (951, "ongeveer 1,0 km"),
        (2_345, "ongeveer 2,3 km"),
        (9_949, "ongeveer 9,9 km"),
        (9_951, "ongeveer 10 km"),
        (1_234_567, "ongeveer 1.235 km"),
    ],
)
def test_a_distance_is_said_no_more_exactly_than_it_is_known(metres: float, said: str) -> None:
    assert words.distance(metres) == said


def test_figures_are_written_as_dutch_writes_them() -> None:
    assert words.number(1_234_567.891, 2) == "1.234.567,89"
    assert words.number(None) == "–"
    assert words.kilometres(12_345, at_most=True) == "hoogstens 12,3 km"
    assert words.kilometres(None, at_most=True) == "–"
    assert words.day(date(2026, 9, 2)) == "2 september 2026"
    assert words.day_short(date(2018, 12, 31)) == "31-12-2018"
    assert words.day(None) == words.day_short(None) == ""


def test_lists_read_as_a_sentence() -> None:
    assert words.listed([]) == ""
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"], "of") == "a, b of c"
    assert words.spaced_postcode("Dam 1, 1012JS Amsterdam") == "Dam 1, 1012 JS Amsterdam"


@pytest.mark.parametrize(
    ("match", "has_address", "said"),
    [
        (None, True, "Het adres is nog niet opgezocht."),
        (None, False, "Er is geen adres bekend."),
        (Match(level=MatchLevel.NONE), False, "Er is geen adres bekend."),
        (Match(level=MatchLevel.NONE), True, "We zochten het adres, maar vonden het niet."),
        (Match(level=MatchLevel.WOONPLAATS), True, "We zochten het adres, maar vonden alleen de woonplaats."),
        (
            Match(level=MatchLevel.STRAAT, alternatives=("a", "b")),
            True,
            "Het kan op meer dan één plaats zijn.",
        ),
    ],
)
def test_why_a_place_is_not_on_the_map_is_said_as_it_is(
    match: Match | None, has_address: bool, said: str
) -> None:
    words_for_it = words.exactness(match, has_address=has_address)
    assert words_for_it.startswith("Nog niet op de kaart. ")
    assert words_for_it.endswith(said)


def test_every_value_of_the_model_has_its_words() -> None:
    assert words.PRESENCE.keys() == set(Presence)
    assert words.STATUS.keys() == set(CoverageStatus)
    assert words.EXACTNESS.keys() == set(MatchLevel)
    assert words.APPOINTMENT.keys() == set(Appointment)
    assert words.ROLE.keys() == set(Role)
