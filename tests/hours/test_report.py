"""The command `hours`, as a coordinator and as a program use it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sociale_kaart.cli import main
from sociale_kaart.hours.reader import DoubtKind
from sociale_kaart.hours.report import KEYS, Period, Reading, as_dict, as_json, lines, said
from sociale_kaart.model import Appointment

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "reference" / "hours.schema.json").read_text(encoding="utf-8"))
SHAPE = Draft202012Validator(SCHEMA)
WINDOW = ("--from", "2026-03-28", "--to", "2026-05-02")
FIRST, END = date(2026, 3, 28), date(2026, 5, 2)


def hours(*arguments: str, input_: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["hours", *arguments], input=input_)


def objects(*arguments: str, input_: bytes = b"") -> list[dict[str, Any]]:
    result = hours(*arguments, "--format", "jsonl", *WINDOW, input_=input_)
    return [json.loads(line) for line in result.stdout.split("\n")[:-1]]


def cases() -> Iterator[dict[str, str]]:
    with (ROOT / "tests" / "cases" / "uren.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


# For a person.


def test_a_text_is_told_back_as_a_sentence_with_the_next_five_times() -> None:
    result = hours("elke eerste maandag van de maand 14-16 uur", "--from", "2026-11-22")
    assert result.exit_code == 0
    assert "eerste maandag" in result.stdout.partition("Gelezen als:")[2]
    assert [line.strip() for line in result.stdout.splitlines() if line.startswith("  ")] == [
        "maandag 7 december 2026, 14.00-16.00 uur",
        "maandag 4 januari 2027, 14.00-16.00 uur",
        "maandag 1 februari 2027, 14.00-16.00 uur",
        "maandag 1 maart 2027, 14.00-16.00 uur",
        "maandag 5 april 2027, 14.00-16.00 uur",
    ]


def test_a_holiday_of_which_nobody_knows_is_told_as_uncertain_by_its_name() -> None:
    result = hours("maandag 14-16 uur", "--from", "2026-04-06", "--to", "2026-04-14")
    assert "maandag 6 april 2026, 14.00-16.00 uur (niet zeker: Tweede Paasdag)" in result.stdout
    assert "maandag 13 april 2026, 14.00-16.00 uur\n" in result.stdout
    assert "20 april" not in result.stdout


def test_what_can_be_read_in_two_ways_and_what_was_not_read_is_asked_back() -> None:
    result = hours("ma/do 9-12 uur als er genoeg vrijwilligers zijn", "--from", "2026-11-22")
    assert "Niet gelezen:  als er genoeg vrijwilligers" in result.stdout
    assert result.stdout.count("\n  - ") == 2
    assert "OpenStreetMap: (kan dit niet zeggen)" in result.stdout


def test_a_text_without_dates_says_so() -> None:
    assert "geen datum te geven" in hours("wisselend, zie website", "--from", "2026-11-22").stdout


def test_from_the_last_years_that_are_reckoned_nothing_breaks() -> None:
    assert hours("maandag 9-12 uur", "--from", "2200-12-30").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "TEKST"),
        (("",), "geef een tekst"),
        (("  ",), "geef een tekst"),
        (("di 10-12", "--from", "28-03-2026"), "schrijf een dag als 2026-03-28; er staat '28-03-2026'"),
        (("di 10-12", "--from", "2026-02-30"), "schrijf een dag als 2026-03-28"),
        (("di 10-12", "--as-of", "gisteren"), "schrijf een dag als 2026-03-28"),
        (("di 10-12", "--from", "1969-12-31"), "kies een jaar van 1970 tot en met 2200"),
        (("di 10-12", "--to", "9999-12-31"), "kies een jaar van 1970 tot en met 2200"),
        (("di 10-12", "--from", "2026-03-28", "--to", "2026-03-28"), "--to moet na --from liggen"),
        (("di 10-12", "--format", "jsonl"), "geef bij --format jsonl ook --from en --to"),
        (("di 10-12", "--format", "jsonl", "--to", "2026-05-02"), "ook --from en --to"),
    ],
)
def test_a_command_used_wrongly_ends_with_2_and_says_in_dutch_what_to_write(
    arguments: tuple[str, ...], told: str
) -> None:
    result = hours(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


# For a program.


def test_one_text_is_one_object_with_these_keys_and_no_others() -> None:
    (told,) = objects("maandag 14.00-16.00 uur, op afspraak")
    assert tuple(told) == KEYS == tuple(SCHEMA["required"]) == tuple(SCHEMA["properties"])
    assert told["text"] == "maandag 14.00-16.00 uur, op afspraak"
    assert told["complete"] is True
    assert (told["leftover"], told["doubts"]) == ([], [])
    assert told["occurrences"] == [
        ["2026-03-30T14:00", "2026-03-30T16:00"],
        ["2026-04-13T14:00", "2026-04-13T16:00"],
        ["2026-04-20T14:00", "2026-04-20T16:00"],
    ]
    assert told["uncertain"] == [
        ["2026-04-06T14:00", "2026-04-06T16:00"],
        ["2026-04-27T14:00", "2026-04-27T16:00"],
    ]
    assert told["appointment"] == "needed"
    assert told["sentence"]


def test_the_last_day_is_exclusive_and_a_night_ends_on_the_next_day() -> None:
    result = hours(
        "vrijdag 20.00-01.00 uur", "--format", "jsonl", "--from", "2026-03-20", "--to", "2026-03-27"
    )
    assert json.loads(result.stdout)["occurrences"] == [["2026-03-20T20:00", "2026-03-21T01:00"]]


def test_the_date_of_the_source_settles_a_date_without_a_year() -> None:
    (without,) = objects("dinsdag 14 april 10-12 uur")
    (dated,) = objects("dinsdag 14 april 10-12 uur", "--as-of", "2026-03-01")
    assert [doubt["kind"] for doubt in without["doubts"]] == ["year_missing"]
    assert without["occurrences"] == []
    assert dated["occurrences"] == [["2026-04-14T10:00", "2026-04-14T12:00"]]


def test_the_language_of_the_text_settles_what_is_doubtful() -> None:
    (english,) = objects("03/04/2026 10am-12pm", "--lang", "en")
    assert [doubt["kind"] for doubt in english["doubts"]] == ["ambiguous_date"]


@pytest.mark.slow
def test_every_case_gives_an_object_of_the_promised_shape() -> None:
    for row in cases():
        as_of = date.fromisoformat(row["as_of"]) if row["as_of"] else None
        lang = "en" if row["lang"] == "en" else "nl"
        told = json.loads(as_json(Reading(said(row["text"]), lang, as_of), FIRST, END))
        faults = [f"{row['id']}: {fault.message}" for fault in SHAPE.iter_errors(told)]
        assert faults == []
        assert told["text"] == row["text"]


def test_the_schema_names_every_kind_of_doubt_and_of_appointment() -> None:
    kinds = SCHEMA["properties"]["doubts"]["items"]["properties"]["kind"]["enum"]
    assert set(kinds) == {kind.value for kind in DoubtKind}
    assert set(SCHEMA["properties"]["appointment"]["enum"]) == {one.value for one in Appointment}
    page = (ROOT / "docs" / "reference" / "hours.md").read_text(encoding="utf-8")
    assert [name for name in (*kinds, *KEYS) if f"`{name}`" not in page] == []


def test_the_schema_refuses_what_is_not_promised() -> None:
    (told,) = objects("di 10-12")
    assert not SHAPE.is_valid(told | {"extra": 1})
    assert not SHAPE.is_valid(told | {"occurrences": [["2026-03-31 10:00", "2026-03-31 12:00"]]})
    assert not SHAPE.is_valid(told | {"complete": False})
    assert not SHAPE.is_valid({key: value for key, value in told.items() if key != "osm"})


@given(st.text(max_size=60))
def test_every_text_comes_back_on_a_line_of_its_own(text: str) -> None:
    reading = Reading(said(text), "nl", None)
    told = as_json(reading, FIRST, END)
    assert len(told.splitlines()) == 1
    if not reading.said.fault:
        assert json.loads(told)["text"] == text
    assert list(SHAPE.iter_errors(json.loads(told))) == []


# Many texts, one a line.


def test_every_line_gives_an_object_and_whatever_is_wrong_with_it_is_said() -> None:
    long = "maandag 9-12 uur " * 200
    source = (
        b"\xef\xbb\xbfdi 10-12\r\n\nwo \xff 9-10 uur\n"
        + long.encode()
        + b"\nlaatste zonder regeleinde do 9-10"
    )
    result = hours("-", "--format", "jsonl", *WINDOW, input_=source)
    told = [json.loads(line) for line in result.stdout.split("\n")[:-1]]
    assert [one["text"] for one in told] == [
        "di 10-12",
        "",
        "wo \N{REPLACEMENT CHARACTER} 9-10 uur",
        long,
        "laatste zonder regeleinde do 9-10",
    ]
    assert result.stderr.splitlines() == [
        "Let op: tekst 2 is leeg.",
        "Fout: tekst 3: dit is geen UTF-8. Sla het bestand op als UTF-8; uit deze tekst zijn geen tijden gehaald.",
        "Fout: tekst 4: deze tekst is langer dan 2000 tekens. Maak hem korter; de rest is niet gelezen.",
    ]
    assert result.exit_code == 1


def test_a_damaged_text_promises_nothing_and_a_long_one_leaves_its_rest_over() -> None:
    damaged, long = objects("-", input_=b"di 1\xff-12 uur\nma 9-12 uur " + b"tekst " * 400)
    assert not damaged["complete"]
    assert (damaged["occurrences"], damaged["leftover"]) == ([], ["di 1\N{REPLACEMENT CHARACTER}-12 uur"])
    assert not long["complete"]
    assert long["text"].endswith(long["leftover"][-1])


def test_an_empty_line_alone_is_no_fault() -> None:
    result = hours("-", "--format", "jsonl", *WINDOW, input_=b"\n")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["complete"] is True


def test_no_lines_give_no_objects() -> None:
    result = hours("-", "--format", "jsonl", *WINDOW, input_=b"")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_text_is_answered_before_the_next_one_is_read() -> None:
    """A program may ask, wait, and ask again; so neither do 10,000 lines stand in memory."""
    program = [sys.executable, "-m", "sociale_kaart", "hours", "-", "--format", "jsonl", *WINDOW]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for text in ("di 10-12", "wo 9-10"):
            running.stdin.write(f"{text}\n".encode())
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["text"] == text
        running.stdin.close()
        assert running.wait(timeout=60) == 0


def test_lines_are_read_one_at_a_time() -> None:
    taken = []

    def source() -> Iterator[bytes]:
        for number in range(10_000):
            taken.append(number)
            yield b"di 10-12\n"

    answers = lines(source(), Period(FIRST, END), "nl", None, "jsonl")
    next(answers)
    assert taken == [0]


def test_years_that_are_not_reckoned_are_refused_and_not_guessed() -> None:
    with pytest.raises(ValueError, match="1970"):
        as_dict(Reading(said("di 10-12"), "nl", None), date(1960, 1, 1), END)
