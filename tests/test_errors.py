"""An error says what to do to whoever reads it: in English to who imports the package, in Dutch to a coordinator."""

from __future__ import annotations

import pickle

import pytest

from sociale_kaart.errors import (
    RegisterDamaged,
    ServiceAnswerInvalid,
    ServiceError,
    ServiceMoved,
    ServiceUnavailable,
    SourceNotFound,
)

DAMAGED = RegisterDamaged(
    "this register is damaged",
    where="bag.sqlite",
    remedy="Rebuild it",
    dutch="dit adressenregister is beschadigd. Maak het opnieuw.",
)


def test_an_error_in_two_languages_says_where_in_both() -> None:
    assert str(DAMAGED) == "bag.sqlite: this register is damaged. Rebuild it."
    assert DAMAGED.in_dutch() == "bag.sqlite: dit adressenregister is beschadigd. Maak het opnieuw."


def test_an_error_of_a_worker_comes_over_in_both_languages() -> None:
    there = pickle.loads(pickle.dumps(DAMAGED))
    assert (str(there), there.in_dutch()) == (str(DAMAGED), DAMAGED.in_dutch())


def test_an_error_that_is_dutch_already_is_told_as_it_is() -> None:
    error = SourceNotFound("dit bestand is er niet", where="plekken.csv", remedy="kijk of de naam klopt")
    assert error.in_dutch() == str(error) == "plekken.csv: dit bestand is er niet. Kijk of de naam klopt."


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (ServiceUnavailable, "niet te bereiken"),
        (ServiceMoved, "verhuisd"),
        (ServiceAnswerInvalid, "niet te begrijpen"),
    ],
)
def test_whatever_a_service_did_a_coordinator_is_told_in_dutch(kind: type[ServiceError], told: str) -> None:
    error = kind("no answer", where="https://dienst.example")
    assert error.in_dutch().startswith("https://dienst.example: deze dienst")
    assert told in error.in_dutch()
