"""The quality benchmark in small: honest about what it asks, and the bars hold on it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.figures import Some
from benchmarks.quality.learn import FEWEST, LEANING, SUREST, learn
from benchmarks.quality.measure import Result, ask
from benchmarks.quality.real import read_real
from benchmarks.quality.slips import abbreviated, abbreviations, mistyped
from benchmarks.quality.variants import CLASSES, REPORT, TUNE, Variant, make_variants
from benchmarks.quality.world import World, build_world
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.model import AddressInput, MatchLevel

ADDRESSES, VARIANTS, SEED = 30_000, 3_000, 2


@pytest.fixture(scope="module")
def world(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    names = sorted({address.street for address in read_real(shared_data)})
    return build_world(
        tmp_path_factory.mktemp("quality") / "register.sqlite", ADDRESSES, SEED, shared_data, names
    )


@pytest.fixture(scope="module")
def variants(world: World) -> list[Variant]:
    return make_variants(world.pool, VARIANTS, SEED)


@pytest.fixture(scope="module")
def results(world: World, variants: list[Variant]) -> list[Result]:
    with RegisterBackend(world.path) as backend:
        return ask(backend, variants)[0]


def test_the_same_seed_makes_the_same_variants(world: World, variants: list[Variant]) -> None:
    assert make_variants(world.pool, VARIANTS, SEED) == variants
    assert make_variants(world.pool, VARIANTS, SEED + 1) != variants


def test_no_street_is_in_both_halves(variants: list[Variant]) -> None:
    halves = {
        half: {(v.truth.woonplaats, v.truth.street) for v in variants if v.half == half}
        for half in (TUNE, REPORT)
    }
    assert halves[TUNE].isdisjoint(halves[REPORT])
    assert min(map(len, halves.values())) > 200


def test_every_class_is_a_twentieth_of_each_half(variants: list[Variant]) -> None:
    for half in (TUNE, REPORT):
        kinds = Counter(variant.kind for variant in variants if variant.half == half)
        assert set(kinds) == set(CLASSES)
        assert min(kinds.values()) >= 0.045 * kinds.total()


def test_what_is_held_out_is_not_in_the_register_and_the_rest_is(
    world: World, variants: list[Variant]
) -> None:
    found: Counter[tuple[bool, bool]] = Counter()
    with RegisterBackend(world.path) as backend:
        for variant in variants[::5]:
            truth = variant.truth
            house = f"{truth.number}{truth.letter}" + (f"-{truth.suffix}" if truth.suffix else "")
            asked = AddressInput(text=f"{truth.street} {house}", woonplaats=truth.woonplaats)
            is_found = backend.lookup(asked).nummeraanduiding_id == truth.id
            found[variant.in_register, is_found] += 1
    assert found[False, True] == 0
    assert found[True, True] > 99 * found[True, False]


def test_the_bars_hold_in_small(results: list[Result]) -> None:
    known = Some(results).where(lambda one: one.variant.in_register and not one.variant.shared_number)
    absent = Some(results).where(lambda one: not one.variant.in_register)
    assert known.at_address_share >= 0.97
    assert known.at_address.wrong <= 0.003
    assert known.wrong_gemeente <= 0.001
    assert absent.at_address_share <= 0.02


def test_a_suffix_that_only_one_address_has_may_be_left_out(results: list[Result]) -> None:
    only = Some(results).where(lambda one: one.variant.kind == "no_suffix" and not one.variant.shared_number)
    assert len(only) > 50
    assert only.share(lambda one: one.right and "suffix_missing" in one.match.faults) > 0.95


def test_a_table_counts_every_answer_once_and_leans_on_coarser_rows(results: list[Result]) -> None:
    rows = learn(results)
    for level in (MatchLevel.ADRES, MatchLevel.HUISNUMMER, MatchLevel.STRAAT):
        of_level = [row for row in rows if row.evidence.level == level]
        there = [one for one in results if one.match.level is level]
        assert sum(row.cases for row in of_level) == len(there)
        assert sum(row.right for row in of_level) == sum(one.right for one in there)
    for row in rows:
        assert row.cases >= FEWEST or row.evidence == (row.evidence.level, "*", "*", "*")
        assert row.confidence <= SUREST
        far = abs(row.confidence - min(SUREST, row.right / row.cases))
        assert far <= LEANING / (row.cases + LEANING) + 1e-4


names = st.text("abcdefghijklmnopqrstuvwxyz '.-", min_size=4, max_size=30).filter(
    lambda name: sum(c.isalpha() for c in name) > 3
)


@given(names.map(str.title), st.integers(0, 10**6))
def test_a_slip_changes_a_name_and_only_a_little(name: str, seed: int) -> None:
    slipped = mistyped(name, Random(seed))
    assert slipped.casefold() != name.casefold()
    assert abs(len(slipped) - len(name)) <= 2


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Burgemeester de Beaufortplein", "Burg. de Beaufortplein"),
        ("Burgemeester de Beaufortplein", "Burgemeester de Beaufortpln"),
        ("Van Diemenstraat", "v. Diemenstraat"),
        ("Laan van de Vrijheid", "Laan v.d. Vrijheid"),
    ],
)
def test_a_name_is_cut_short_as_people_do(name: str, short: str) -> None:
    assert short in abbreviations(name)


def test_a_name_without_anything_to_cut_stays() -> None:
    assert abbreviated("Damrak", Random(1)) == "Damrak"
