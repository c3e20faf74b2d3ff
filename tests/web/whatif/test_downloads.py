"""A plan taken along as CSV, Excel and JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from sociale_kaart.web.whatif.bench import Bench
from tests.web.whatif.asking import PAGE, SPOT, get


def test_a_plan_is_taken_along_as_json(visitor: FlaskClient) -> None:
    asked = {"pijler": "spreekuur", "plan": SPOT, "naam": "Oost", "binnen": "2"}
    answer = visitor.get(f"{PAGE}.json?{urlencode(asked)}")
    told = json.loads(answer.data)
    assert told["title"] == "Wat als: Oost"
    assert told["parameters"]["plan"] == SPOT
    assert told["parameters"]["limit_m"] == 2_000
    assert parse_qs(urlsplit(told["parameters"]["address"]).query)["plan"] == [SPOT]
    assert [one["change"] for one in told["steps"]] == ["opened"]
    assert {"name": "stap 1", "text": "Erbij: nieuwe plek in Utrecht"} in told["about"]
    assert any(one["name"] == "bron" for one in told["about"])
    assert told["changes"]


def test_places_of_one_name_are_told_apart_on_the_page_and_in_files(
    visitor: FlaskClient, bench: Bench
) -> None:
    there = [bench.places.row_of[id_] for id_ in bench.ground("spreekuur", 5).now.sites.id.tolist()]
    same = [row for row in there if bench.places.listings[row].name == "Voorbeeld Formulierenhulp Zonneweg"]
    assert len({bench.places.names[row] for row in same}) == len(same) > 1
    plan = ".".join(f"s{bench.places.code(row)}" for row in same)
    text = get(visitor, plan=plan)
    told = json.loads(visitor.get(f"{PAGE}.json?{urlencode({'pijler': 'spreekuur', 'plan': plan})}").data)
    for number, row in enumerate(same, start=1):
        assert f"Dicht: {bench.places.names[row]}</span>" in text
        assert {"name": f"stap {number}", "text": f"Dicht: {bench.places.names[row]}"} in told["about"]
    assert {one["site_name"] for one in told["steps"]} == {bench.places.names[row] for row in same}
    assert len({*bench.places.names}) == len(bench.places.names)


def test_a_plan_is_taken_along_as_csv_and_excel(visitor: FlaskClient) -> None:
    asked = urlencode({"pijler": "spreekuur", "plan": SPOT, "naam": "=1+1"})
    answer = visitor.get(f"{PAGE}.csv?{asked}")
    assert answer.mimetype == "text/csv"
    heading, first, *_ = answer.data.decode("utf-8-sig").splitlines()
    assert heading.startswith("gemeentecode;gemeente;pillar;verdict_before;verdict_after;persons_gaining")
    assert first.startswith("GM0344;Utrecht;spreekuur")
    book = load_workbook(io.BytesIO(visitor.get(f"{PAGE}.xlsx?{asked}").data))
    assert [cell.value for cell in book["veranderingen"][1]][1:6] == [
        "Gemeente",
        "Pijler",
        "Is er een plek?, eerst",
        "Is er een plek?, daarna",
        "Winnen",
    ]
    assert book.sheetnames == ["veranderingen", "plekken", "toelichting"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("moment", ["", "dinsdagavond"])
def test_every_figure_of_the_csv_stands_under_its_own_heading(
    visitor: FlaskClient, bench: Bench, moment: str
) -> None:
    """The CSV once had its last two columns told first, and every figure after them under the wrong heading."""
    there = bench.places.code(bench.places.row_of[str(bench.ground("spreekuur", 5).now.sites.id[0])])
    asked = urlencode({"pijler": "spreekuur", "plan": f"{SPOT}.s{there}", "moment": moment})
    told = json.loads(visitor.get(f"{PAGE}.json?{asked}").data)["changes"]
    text = visitor.get(f"{PAGE}.csv?{asked}").data.decode("utf-8-sig")
    read = [*csv.DictReader(io.StringIO(text), delimiter=";")]
    assert len(read) == len(told) > 0
    for line, row in zip(read, told, strict=True):
        assert {name: line[name] for name in row} == {name: as_read(value) for name, value in row.items()}


def as_read(value: object) -> str:
    """A value of the JSON as a Dutch Excel reads it from a CSV."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case float():
            return str(value).replace(".", ",")
        case dict():
            return "|".join(f"{name}={one}" for name, one in value.items())
    return str(value)


def test_what_is_taken_along_says_what_the_page_calls_a_gemeente(visitor: FlaskClient) -> None:
    asked = urlencode({"pijler": "spreekuur", "plan": SPOT, "moment": "avond", "binnen": "2"})
    told = json.loads(visitor.get(f"{PAGE}.json?{asked}").data)
    (utrecht,) = (one for one in told["changes"] if one["gemeentecode"] == "GM0344")
    assert (utrecht["verdict_before"], utrecht["verdict_after"]) == (
        "zeker een gat",
        "ja, in de gemeente zelf",
    )
    assert any("Utrecht was ‘zeker een gat’" in one for one in told["sentences"])
    assert told["parameters"]["when"] == "avond"
    assert any(one["name"] == "moment" and "nemen we aan" in one["text"] for one in told["about"])
    for one in told["changes"]:
        if one["verdict_before"] in ("onbekend", "bij de buren, zelf onbekend"):
            assert one["places_before"] is None


def test_a_file_is_in_dutch_whoever_asks_for_it_and_each_sentence_ends(
    visitor: FlaskClient, bench: Bench
) -> None:
    closed = bench.places.code(bench.places.row_of[str(bench.ground("spreekuur", 5).now.sites.id[0])])
    asked = urlencode(
        {"pijler": "spreekuur", "moment": "dinsdagavond", "plan": f"{SPOT}.s{closed}.s{closed}"}
    )
    dutch, english = (json.loads(visitor.get(f"{way}{PAGE}.json?{asked}").data) for way in ("", "/en"))
    told = {one["name"]: one["text"] for one in dutch["about"]}
    assert "op dinsdagavond" in told["moment"]
    assert ". We slaan deze stap over" in told["stap 3"]
    assert re.search(r"Dicht: [^.]+\. (Op|Deze|Van)", told["stap 3"])
    links = ("adres van het plan",)
    assert {name: text for name, text in told.items() if name not in links} == {
        one["name"]: one["text"] for one in english["about"] if one["name"] not in links
    }
    assert dutch["sentences"] == english["sentences"]
