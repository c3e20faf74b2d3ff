"""What is suggested while somebody types, and that what is shown is what is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.geocode.register.suggest import MOST
from sociale_kaart.model import AddressInput, MatchLevel

BERGEN_LIMBURG = (6.04, 51.60)


def labels(backend: RegisterBackend, prefix: str, near: tuple[float, float] | None = None) -> list[str]:
    return [one.label for one in backend.suggest(prefix, near)]


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("utr", "Utrecht"),
        ("den h", "'s-Gravenhage"),
        ("bergen", "Bergen (NH)"),
        ("oudeg", "Oudegracht, Utrecht"),
        ("kerks", "Kerkstraat, Utrecht"),
        ("kerkstr utr", "Kerkstraat, Utrecht"),
        ("kerkstraat, utr", "Kerkstraat, Utrecht"),
        ("kerkstraat 1 utr", "Kerkstraat 1, 3581RA Utrecht"),
        ("kerkstraat 1a", "Kerkstraat 1A, 3581RA Utrecht"),
        ("kerkstraat 1, 3581 ra utrecht", "Kerkstraat 1, 3581RA Utrecht"),
        ("plein 1944 3", "Plein 1944 3, 6511JE Nijmegen"),
        ("plein 1944", "Plein 1944, Nijmegen"),
        ("burg. van tu", "Burgemeester van Tuyllkade, Utrecht"),
        ("klappei", "Klappeijstraat, Oosterhout (Noord-Brabant)"),
        ("3512", "Domplein, 3512JC Utrecht"),
        ("3512j", "Domplein, 3512JC Utrecht"),
        ("3512 jc", "Domplein, 3512JC Utrecht"),
        ("3512 jc 2", "Domplein 29, 3512JC Utrecht"),
        ("3512jc29", "Domplein 29, 3512JC Utrecht"),
        ("hengelo (g", "Hengelo (Gld)"),
    ],
)
def test_the_first_suggestion_is_the_likeliest(backend: RegisterBackend, prefix: str, first: str) -> None:
    assert labels(backend, prefix)[0] == first


def test_a_number_that_many_have_comes_per_place(backend: RegisterBackend) -> None:
    assert {"Kerkstraat 3, 3581RA Utrecht", "Kerkstraat 3, 1017GA Amsterdam"} <= set(
        labels(backend, "kerkstraat 3")
    )


def test_the_nearest_come_first_where_that_is_known(backend: RegisterBackend) -> None:
    assert labels(backend, "bergen", BERGEN_LIMBURG)[0] == "Bergen (L)"
    assert labels(backend, "kerkstr", BERGEN_LIMBURG)[0] == "Kerkstraat, Bergen (L)"


@pytest.mark.parametrize("near", [(0.0, 0.0), (float("nan"), 52.0)])
def test_a_point_outside_the_country_is_no_reason_to_fail(
    backend: RegisterBackend, near: tuple[float, float]
) -> None:
    assert labels(backend, "utr", near) == labels(backend, "utr")


@pytest.mark.parametrize(
    "prefix",
    ["", " ", "'", "%", "_", "*", "--", "0", "999", "1234567", "3512 xx 1", "\x00", "35١٢jc", "3٥١٢"],
)
def test_nothing_is_suggested_for_what_begins_nothing(backend: RegisterBackend, prefix: str) -> None:
    assert backend.suggest(prefix) == []


def test_a_limit_is_kept(backend: RegisterBackend) -> None:
    assert len(backend.suggest("kerk", limit=2)) == 2
    assert backend.suggest("kerk", limit=0) == backend.suggest("kerk", limit=-1) == []
    assert len(backend.suggest("kerk", limit=10**9)) <= MOST


BEGINNINGS = [
    *("utr", "den h", "oosterh", "kerk", "kerkstr utr", "dorps", "kerkstraat 1"),
    *("3584", "3512jc", "plein 1944", "dam", "zomer"),
]


@pytest.mark.parametrize("prefix", BEGINNINGS)
def test_what_is_shown_is_found_again(backend: RegisterBackend, prefix: str) -> None:
    shown = backend.suggest(prefix)
    assert shown
    for one in shown:
        found = backend.lookup(AddressInput(text=one.label))
        assert (found.lon, found.lat) == (one.lon, one.lat)
        assert one.kind is not MatchLevel.ADRES or found.nummeraanduiding_id == one.id != ""


@given(st.text(max_size=60), st.integers(1, 20))
def test_whatever_is_typed_each_label_comes_once_with_a_point(
    backend: RegisterBackend, prefix: str, limit: int
) -> None:
    shown = backend.suggest(prefix, limit=limit)
    assert len({one.label for one in shown}) == len(shown) <= limit
    assert all(one.lon is not None and 3 < one.lon < 8 for one in shown)
