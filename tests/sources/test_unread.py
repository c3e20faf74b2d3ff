"""One source that cannot be read does not stop the check of the others, and makes nothing of them look wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from sociale_kaart.errors import SourceNotFound
from sociale_kaart.kaart import open_kaart
from sociale_kaart.sources.check import CheckResult, check
from sociale_kaart.sources.checkformats import FORMATS, summary
from tests.commandline import sociale_kaart

TODAY = date(2026, 11, 22)
HEAD = """
title = "Proef"
publisher = { name = "Proef" }
contact = { name = "Proef" }
area = { gemeenten = ["Almelo"] }
program = { name = "Proef", library_organisations = ["Bibliotheek Elders"] }

[categories]
"taal" = ["training"]
"geld" = []
"""
SOURCE = """
[[sources]]
id = "{id}"
name = "{id}"
file = "{id}.csv"
kind = "{kind}"
supplier = "Voorbeeld"
licence = "CC0"
as_of = 2026-09-01
columns = {{ {columns} }}
"""
PLACES = SOURCE.format(
    id="plekken",
    kind="locations",
    columns='location = "Plek", address = "Adres", woonplaats = "Plaats", location_id = "Nummer"',
)
OFFERS = SOURCE.format(
    id="diensten",
    kind="offers",
    columns='organisation = "Naam", location_id = "Plek", pillar = "Hulp", presence = "Er"',
)
OTHER = SOURCE.format(
    id="lijst",
    kind="wide",
    columns='organisation = "Naam", address = "Adres", woonplaats = "Plaats", website = "Site", category = "Soort"',
)
FOLDER = {
    "kaart.toml": HEAD + PLACES + OFFERS + OTHER,
    "plekken.csv": "Plek;Adres;Plaats;Nummer\nHuis;Straat 1;Almelo;P1\nZaal;Straat 2;Almelo;P2\n",
    "diensten.csv": "Naam;Plek;Hulp;Er\nHulp;P1;spreekuur;ja\nSteun;P2;spreekuur;ja\nWeg;;spreekuur;ja\n",
    "lijst.csv": "Naam;Adres;Plaats;Site;Soort\nPunt;Straat 3;Almelo;onze site;taal\nLeeg;;;;taal\n",
}
OF_ALL_TOGETHER = {"category_unused", "no_contact", "library_not_found", "need_without_place"}


def checked(folder: Path, *, without: str = "", **instead: str) -> CheckResult:
    """The folder checked with some files left out (by name) or other than they are (by stem)."""
    for name, text in FOLDER.items():
        if name != without:
            (folder / name).write_text(instead.get(Path(name).stem, text), encoding="utf-8")
    return check(open_kaart(folder), TODAY, goes_on=True)


def codes(result: CheckResult, source: str | None = None) -> list[str]:
    return [one.code for one in result.problems if source in (None, one.source)]


def adds_up(result: CheckResult) -> bool:
    return all(one.rows_in == one.rows_used + one.rows_reported for one in result.counts)


def test_with_every_source_there_nothing_waits(tmp_path: Path) -> None:
    result = checked(tmp_path)
    assert (result.exit_code, result.unread) == (1, ())
    assert codes(result, "lijst") == ["url_format", "place_missing"] or "place_missing" in codes(
        result, "lijst"
    )
    assert set(codes(result)) & OF_ALL_TOGETHER == {"category_unused", "no_contact", "library_not_found"}
    assert not {"source_unread", "join_unchecked"} & {*codes(result)}


def test_a_source_that_is_not_there_is_reported_and_the_others_are_checked(tmp_path: Path) -> None:
    result = checked(tmp_path, without="plekken.csv")
    assert (result.exit_code, result.unread) == (4, ("plekken",))
    (unread,) = (one for one in result.problems if one.source == "plekken")
    assert (unread.code, unread.severity, unread.file, unread.row) == (
        "source_unread",
        "error",
        "plekken.csv",
        0,
    )
    assert unread.message == "dit bestand is er niet."
    assert unread.remedy
    assert codes(result, "lijst") == ["url", "place_missing"]
    assert not {*codes(result)} & OF_ALL_TOGETHER
    assert {one.source for one in result.counts} == {"diensten", "lijst"}, "nobody knows how many rows it has"
    assert adds_up(result)


def test_what_may_belong_to_the_unread_source_waits_and_only_what_is_wrong_by_itself_is_an_error(
    tmp_path: Path,
) -> None:
    result = checked(tmp_path, without="plekken.csv")
    (waiting,) = (one for one in result.problems if one.code == "join_unchecked")
    assert (waiting.source, waiting.severity) == ("diensten", "warning")
    assert waiting.message == "2 rijen (rij 2, 3) horen misschien bij een bron die niet gelezen kan worden."
    assert [one.row for one in result.problems if one.source == "diensten" and one.severity == "error"] == [4]
    (offers,) = (one for one in result.counts if one.source == "diensten")
    assert (offers.rows_in, offers.rows_used, offers.rows_reported) == (3, 0, 3)


def test_a_missing_column_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    result = checked(tmp_path, plekken="Plek;Straat;Plaats;Nummer\nHuis;Straat 1;Almelo;P1\n")
    (unread,) = (one for one in result.problems if one.code == "source_unread")
    assert '"Adres"' in unread.message
    assert "place_missing" in codes(result, "lijst")


def test_a_correction_of_the_unread_source_is_not_tried_and_others_are_made(tmp_path: Path) -> None:
    (tmp_path / "correcties.csv").write_text(
        "bron;record;veld;oud;nieuw;reden;datum;door\n"
        "plekken;Huis;Adres;Straat 1;Straat 9;verhuisd;1-10-2026;Jan\n"
        "lijst;Punt;Adres;Straat 3;Straat 8;verhuisd;1-10-2026;Jan\n",
        encoding="utf-8",
    )
    result = checked(tmp_path, without="plekken.csv")
    assert [one.row for one in result.problems if one.code == "correction_untried"] == [2]
    assert result.corrections is not None
    assert (result.corrections.rows_used, result.corrections.rows_reported) == (1, 1)
    assert [one.address.text for one in result.inventory.locations] == ["Straat 8"]


def test_where_no_source_can_be_read_each_says_why(tmp_path: Path) -> None:
    result = checked(tmp_path, plekken="", diensten="", lijst="")
    assert codes(result) == ["source_unread"] * 3
    assert (result.exit_code, result.rows_in) == (4, 0)


def test_every_form_of_the_answer_tells_it(tmp_path: Path) -> None:
    result = checked(tmp_path, without="plekken.csv")
    said = "1 bron is niet gelezen: de rijen daarvan zijn niet geteld en niet nagekeken."
    assert said in summary(result)
    assert said in FORMATS["html"](result)
    assert json.loads(FORMATS["json"](result))["unread"] == ["plekken"]
    assert "source_unread" in FORMATS["csv"](result)


def test_the_command_ends_with_its_code_and_a_build_refuses(tmp_path: Path) -> None:
    checked(tmp_path, without="plekken.csv")
    told = sociale_kaart("check", tmp_path, "--format", "csv")
    assert told.exit_code == 4
    assert "source_unread" in told.stdout
    assert "place_missing" in told.stdout
    refused = sociale_kaart("build", tmp_path)
    assert refused.exit_code == 4
    assert "plekken.csv" in refused.stderr
    assert not (tmp_path / "kaart.gpkg").exists()
    with pytest.raises(SourceNotFound):
        check(open_kaart(tmp_path), TODAY)
