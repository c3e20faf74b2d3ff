"""Geocoding for who imports the package."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sociale_kaart.errors import ServiceUnavailable
from sociale_kaart.geocode import (
    AddressInput,
    Found,
    Match,
    MatchLevel,
    NotFound,
    geocode,
    geocode_many,
    reverse,
    service,
    suggest,
)
from sociale_kaart.geocode.pdok import PdokBackend
from tests.fakes.locatieserver import Fault, Locatieserver

EMPTY_CELL: Any = None
ADDRESS_WITHOUT_POSTCODE = AddressInput(text="Dam 1", postcode=EMPTY_CELL)


@pytest.fixture
def by_settings(server: Locatieserver, monkeypatch: pytest.MonkeyPatch) -> Iterator[Locatieserver]:
    """The fake as the environment would name it."""
    for name, value in {
        "PDOK_URL": server.url,
        "CACHE": "",
        "RETRIES": "0",
        "REQUESTS_PER_SECOND": "1000",
    }.items():
        monkeypatch.setenv(f"SOCIALE_KAART_{name}", value)
    opened: list[object] = []
    monkeypatch.setattr(service, "_opened", opened)
    yield server
    for geocoder in opened:
        geocoder.close()  # type: ignore[attr-defined]


def test_one_line_is_enough(by_settings: Locatieserver, recorded: list[dict[str, str]]) -> None:
    match = geocode("De Haven 1, Borne")
    assert isinstance(match, Match)
    assert isinstance(match, Found)
    (row,) = [one for one in recorded if one["text"] == "De Haven 1"]
    assert (match.level, match.nummeraanduiding_id) == (MatchLevel.ADRES, row["bag_nummeraanduiding"])
    assert (match.lon, match.lat) == (float(row["lon"]), float(row["lat"]))
    assert geocode(AddressInput(text="De Haven 1", woonplaats="Borne")) == match


def test_nothing_is_opened_before_it_is_needed_and_then_once(by_settings: Locatieserver) -> None:
    assert service._opened == []
    geocode("De Haven 1, Borne")
    geocode("Nergenshuizen 5, Borne")
    assert len(service._opened) == 1


def test_where_somebody_stands_and_what_they_begin_to_type(by_settings: Locatieserver) -> None:
    assert reverse(6.75844818, 52.30236616).address == "De Haven 1, 7622DH Borne"
    assert isinstance(reverse(5.0, 53.0), NotFound)
    assert [one.label for one in suggest("De Hav", near=(6.75, 52.3), limit=1)] == ["De Haven, Borne"]


def test_of_many_the_same_is_asked_for_once_and_the_order_kept(by_settings: Locatieserver) -> None:
    answers = geocode_many(["De Haven 1, Borne", "Nergenshuizen 5, Borne", "De Haven 1, Borne"])
    assert [type(one) for one in answers] == [Found, NotFound, Found]
    assert answers[0] is answers[2]


def test_a_failure_among_many_carries_what_was_done_so_that_one_can_go_on(by_settings: Locatieserver) -> None:
    asked = ["De Haven 1, Borne", "Het Baken 3, Almelo", "Doctor Wagenaarstraat 6, Enschede"]

    def go(start: int) -> list[Match]:
        return list(geocode_many(asked[start:]))

    first = go(0)
    by_settings.requests.clear()
    by_settings.faults = [Fault("none"), Fault("503")]
    with pytest.raises(ServiceUnavailable) as caught:
        go(0)
    done = list(caught.value.done)
    assert done == first[: len(done)]
    assert len(done) == 1
    assert [*done, *go(len(done))] == first


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a" * 1_000_000,
        "1 " * 500_000,
        "\0",
        "💡" * 1000,
        "((((((" * 1000,
        "Dam 99999999999999999999 Amsterdam",
    ],
    ids=[
        "empty",
        "blank",
        "a million letters",
        "a million numbers",
        "nul",
        "no letters",
        "brackets",
        "no number",
    ],
)
def test_whatever_is_typed_is_answered(by_settings: Locatieserver, text: str) -> None:
    assert isinstance(geocode(text), Match)
    assert all(len(str(query)) < 4000 for query in by_settings.requests)


def test_another_backend_may_be_passed(server: Locatieserver, backend: PdokBackend) -> None:
    assert isinstance(geocode("De Haven 1, Borne", backend=backend), Found)
    assert isinstance(geocode_many(["De Haven 1, Borne"], backend=backend)[0], Found)
    assert isinstance(reverse(6.75844818, 52.30236616, backend=backend), Found)
    assert suggest("De Hav", backend=backend)
    assert service._opened == []


@pytest.mark.parametrize(
    ("call", "given", "said"),
    [
        (geocode, None, "geocode takes an address as a str or an AddressInput, got NoneType None."),
        (geocode, float("nan"), "got float nan."),
        (geocode, ("Dam 1", "Amsterdam"), "got tuple ('Dam 1', 'Amsterdam')."),
        (geocode, ADDRESS_WITHOUT_POSTCODE, "whose fields are str, got postcode=None."),
        (geocode_many, ["Dam 1", None], "got NoneType None at index 1."),
        (geocode_many, None, "geocode_many takes a list of addresses"),
        (geocode_many, "Dam 1", "For one address use geocode."),
        (suggest, None, "suggest takes what was typed as a str, got NoneType None."),
    ],
    ids=lambda one: getattr(one, "__name__", str(one)),
)
def test_what_is_no_address_is_told_by_name_before_anybody_is_asked(
    by_settings: Locatieserver, call: Callable[[Any], object], given: Any, said: str
) -> None:
    with pytest.raises(TypeError, match=re.escape(said)):
        call(given)
    assert by_settings.requests == []


@pytest.mark.parametrize(
    ("lat", "error"), [(None, TypeError), ("52.1", TypeError), (float("nan"), ValueError)], ids=str
)
def test_a_point_that_is_no_number_is_told_by_name(
    by_settings: Locatieserver, lat: Any, error: type[Exception]
) -> None:
    with pytest.raises(error, match="reverse takes lat as"):
        reverse(5.1, lat)
