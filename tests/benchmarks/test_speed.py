"""The speed benchmark in small: its answers are right, whatever the time they take."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from benchmarks.national import generate, read_country
from benchmarks.national.__main__ import write
from benchmarks.peers.addok_dutch import glue_housenumber, glue_postcode, make_labels, token
from benchmarks.peers.naive import Naive
from benchmarks.speed import lookups, questions
from benchmarks.speed.measure import Figure, percentile
from sociale_kaart.geocode.register.write import write_columns

ADDRESSES = 20_000
FEW = 100


@pytest.fixture(scope="module")
def source(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    read = pd.read_csv(shared_data / "adressen" / "groningen_adressen.csv", usecols=["street"])
    country = read_country(shared_data, read["street"].unique().tolist())
    path = tmp_path_factory.mktemp("speed") / "land.parquet"
    write(generate(ADDRESSES, 1, country=country), path)
    return path


@pytest.fixture(scope="module")
def figures(source: Path) -> dict[str, Figure]:
    register = source.with_suffix(".sqlite")
    write_columns([pd.read_parquet(source)], register, {})
    return {figure.what: figure for figure in lookups.figures(register, source, FEW)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "right", "wrong"),
    [
        ("postcode and number", 0.99, 0.001),
        ("street, number and place", 0.97, 0.001),
        ("misspelled street, number and place", 0.90, 0.01),
        ("messy text, end to end", 0.90, 0.01),
        ("columns, by postcode", 0.99, 0.001),
        ("columns, by street", 0.97, 0.001),
    ],
)
def test_what_is_timed_is_answered_right(
    figures: dict[str, Figure], what: str, right: float, wrong: float
) -> None:
    figure = figures[what]
    assert figure.right is not None
    assert figure.wrong is not None
    assert figure.right >= right
    assert figure.wrong <= wrong


def test_points_and_keystrokes_lead_to_their_address(figures: dict[str, Figure]) -> None:
    assert figures["reverse"].right == 1.0
    assert (figures["suggest after each key, p95"].right or 0) >= 0.9


def test_every_figure_with_a_bar_says_whether_it_is_met(figures: dict[str, Figure]) -> None:
    with_bar = [figure for figure in figures.values() if figure.bar]
    assert len(with_bar) == 7
    assert all(figure.met is not None for figure in with_bar)


def test_the_naive_way_finds_what_is_written_as_in_the_register(source: Path) -> None:
    sample = questions.draw(source, 20, seed=1)
    asked = questions.questions(sample.addresses, questions.exact_line, 10, seed=1)
    assert Naive(source).ask([one.asked.text for one in asked]) == [one.truth for one in asked]


# As addok hands texts on: without capitals, commas and hyphens.
@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("kerkstraat 12 1234 ab utrecht", "12"),
        ("kerkstraat 12a 1234ab utrecht", "12a"),
        ("kerkstraat 12a 2 1234 ab utrecht", "12azz2"),
        ("kerkstraat 1 2 utrecht", "1zz2"),
        ("plein 1944 3 nijmegen", "1944zz3"),
        ("biothof 27 s gravenhage", "27"),
        ("oudegracht 5 bs utrecht", "5zzbs"),
        ("kerkstraat utrecht", ""),
    ],
)
def test_addok_is_told_which_word_is_the_house_number(text: str, house: str) -> None:
    (glued,) = glue_housenumber(glue_postcode([text]))
    assert (
        next((word.removeprefix("huisnr") for word in glued.split() if word.startswith("huisnr")), "")
        == house
    )
    assert "1234 ab" not in glued


def test_addok_tells_a_suffix_from_a_digit_of_the_number() -> None:
    assert len({token(12, "", ""), token(1, "", "2"), token(1, "B", "2"), token(1, "", "B2")}) == 4


def test_addok_compares_with_the_address_in_the_dutch_order() -> None:
    class Result:
        labels: tuple[str, ...] = ()
        name, city, postcode, housenumber, shown, at = (
            "Kerkstraat",
            "Utrecht",
            "1234AB",
            "12a",
            "12A",
            "1234CD",
        )

    result = Result()
    make_labels(None, result)
    assert result.labels[0] == "Kerkstraat 12A 1234 CD Utrecht"


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([3.0, 1.0, 2.0, 4.0], 50) == 3.0
    assert percentile([3.0, 1.0, 2.0, 4.0], 99) == 4.0
