"""Gemeenten: 342 of them, with CBS's figures, found by whatever a coordinator wrote."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sociale_kaart.gebieden.gemeenten import find_gemeente, gemeenten, gemeenten_in, provincies
from sociale_kaart.gebieden.successors import codes_by_old_name, successors

CASES = Path(__file__).parents[1] / "cases" / "gemeentenamen.csv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_342_gemeenten_in_12_provincies() -> None:
    assert len(gemeenten()) == 342
    assert len(provincies()) == 12
    assert len(gemeenten_in(["Overijssel"])) == 25
    assert len(gemeenten_in(["Utrecht"])) == 26


def test_inhabitants_add_up_to_what_cbs_counted_in_2024() -> None:
    assert sum(one.inhabitants or 0 for one in gemeenten().values()) == 17_942_942
    assert sum(one.inhabitants_65plus or 0 for one in gemeenten().values()) == 3_677_228
    assert sum(one.land_area_ha for one in gemeenten().values()) == 3_364_723


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["typed"] or "empty")
def test_a_name_finds_its_gemeente(case: dict[str, str]) -> None:
    found = find_gemeente(case["typed"])
    assert (found.gemeente.code if found.gemeente else "") == case["gemeentecode"]
    assert (found.replaced_from or "") == case["replaced_from"]
    assert "|".join(sorted(one.code for one in found.ambiguous)) == case["ambiguous"]
    assert (found.suggestion or "") == case["suggestion"]


@pytest.mark.parametrize("code", list(gemeenten()))
def test_every_gemeente_finds_itself_by_name_and_code(code: str) -> None:
    one = gemeenten()[code]
    assert find_gemeente(one.code).gemeente == one
    assert find_gemeente(one.naam).gemeente == one


def test_an_area_is_provincies_and_single_gemeenten_each_once() -> None:
    area = gemeenten_in(["Friesland", "PV21"], ["Emmen", "Leeuwarden", "no such gemeente"])
    assert [one.code for one in area] == sorted({one.code for one in area})
    assert {one.provincie for one in area} == {"Fryslân", "Drenthe"}
    assert len(area) == 19


def test_no_old_gemeente_is_in_force_and_every_successor_is() -> None:
    for old, became in successors().items():
        assert old not in gemeenten()
        for one in became:
            assert one.successor_code in gemeenten(), one


def test_only_a_divided_gemeente_has_several_successors() -> None:
    for became in successors().values():
        assert (len(became) > 1) == (became[0].change == "split")
        assert len({one.change for one in became}) == 1


def test_no_two_old_gemeenten_share_a_name() -> None:
    assert len(codes_by_old_name()) == len(successors())


def test_the_codes_of_2021_that_are_gone_all_have_a_successor(shared_data: Path) -> None:
    import json

    then = json.loads((shared_data / "cbs/gemeente_indicatoren_2021.json").read_text("utf-8"))["Gemeente"]
    gone = set(then) - set(gemeenten())
    assert len(gone) == 14
    assert gone <= set(successors())
    named = {code: then[code]["Naam"] for code in gone if then[code]["Naam"]}
    assert all(successors()[code][0].naam == naam for code, naam in named.items())
    # The other way round: nothing that the table lets end by 2021 was still there in 2021.
    ended = {code for code, became in successors().items() if became[0].valid_from.year <= 2021}
    assert not ended & set(then)


def test_polling_places_name_gemeenten_that_we_find(shared_data: Path) -> None:
    with (shared_data / "kaart/stemlokalen_tk2025.csv").open(encoding="utf-8", newline="") as file:
        pairs = {(row["gemeente"], row["gemeentecode"]) for row in csv.DictReader(file, delimiter=";")}
    for name, code in pairs:
        # The table was once read in the wrong encoding; "SÃºdwest" is not a spelling to support.
        found = find_gemeente(name.encode("latin-1").decode("utf-8"))
        assert found.gemeente is not None, name
        assert found.gemeente.code == f"GM{code}"
