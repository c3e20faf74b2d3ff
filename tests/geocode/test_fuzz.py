"""A small run of the address fuzzer (benchmarks/address_fuzzer.py): what nobody types breaks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time, sleep

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.address_fuzzer import LONGEST_MS, TEXTS, Fuzzer, inputs
from sociale_kaart.model import AddressInput
from tests.geocode.register.country import country

_KINDS = st.one_of(*(st.tuples(st.just(kind), inputs(text)) for kind, text in TEXTS.items()))


@pytest.fixture(scope="module")
def fuzzer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuzzer]:
    with Fuzzer(country(tmp_path_factory.mktemp("fuzz"))) as running:
        yield running


@pytest.mark.slow
@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(case=_KINDS)
def test_what_nobody_types_breaks_nothing_and_is_never_a_command(
    fuzzer: Fuzzer, case: tuple[str, AddressInput]
) -> None:
    kind, asked = case
    fuzzer.check(asked, kind)


def test_a_command_that_slips_through_would_be_seen(fuzzer: Fuzzer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sociale_kaart.geocode.pdok.questions.escape_text", str)
    with pytest.raises(AssertionError, match="a command in the text"):
        fuzzer.check(AddressInput(text="Da*m 1 Amsterdam"), "commands")


def _work(_text: str) -> None:
    until = process_time() + 1.2 * LONGEST_MS / 1000
    while process_time() < until:
        pass


def _wait(_text: str) -> None:
    sleep(1.2 * LONGEST_MS / 1000)


def test_work_above_the_limit_would_be_seen_and_waiting_for_other_programs_is_none(
    fuzzer: Fuzzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.address_fuzzer.normalise_street", _wait)
    fuzzer.check(AddressInput(text="Dam 1 Amsterdam"), "any text")
    monkeypatch.setattr("benchmarks.address_fuzzer.normalise_street", _work)
    with pytest.raises(AssertionError, match=r"normalise_street took \d+ ms"):
        fuzzer.check(AddressInput(text="Dam 1 Amsterdam"), "any text")
