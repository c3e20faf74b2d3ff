"""Where the next place helps most, and what a change brings: on the maps that ship, and asked wrongly."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pytest

from commandline import sociale_kaart
from sociale_kaart.dataset.listingnames import listing_names
from sociale_kaart.dataset.store import read_map
from sociale_kaart.export.coveragefile import MARK_COLUMNS
from sociale_kaart.export.nextplacesfile import NEXT_PLACES_COLUMNS
from tests.export.pagereader import read_page

PILLAR = ("--pillar", "spreekuur")


def json_of(*arguments: object) -> list[dict[str, Any]]:
    result = sociale_kaart(*arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


@pytest.fixture(scope="module")
def two_next(utrecht: Path) -> list[dict[str, Any]]:
    return json_of("next-places", utrecht, *PILLAR, "-n", 2)


def test_the_list_is_told_beside_the_best_set(utrecht: Path, two_next: list[dict[str, Any]]) -> None:
    assert {tuple(row) for row in two_next} == {(*NEXT_PLACES_COLUMNS, *MARK_COLUMNS)}
    plans = [(row["plan"], row["rank"]) for row in two_next]
    assert plans == [("one_by_one", 1), ("one_by_one", 2), ("best_set", None), ("best_set", None)]
    first, second, *best = two_next
    assert first["persons_gained"] >= second["persons_gained"] > 0
    assert second["persons_reached"] == pytest.approx(first["persons_reached"] + second["persons_gained"])
    assert all(row["persons_reached"] >= second["persons_reached"] for row in best)
    data = read_map(utrecht / "kaart.gpkg")
    offered = {row["candidate"] for row in two_next}
    assert all(data.presence(data.listings[one], "spreekuur") != "yes" for one in offered)
    assert sum(first["gained_in"].values()) == pytest.approx(first["persons_gained"])


def test_what_the_next_place_gains_is_what_comparing_with_it_says(
    utrecht: Path, two_next: list[dict[str, Any]]
) -> None:
    listing = read_map(utrecht / "kaart.gpkg").listings[two_next[0]["candidate"]]
    match = read_map(utrecht / "kaart.gpkg").match_of(listing.location_id)
    changes = json_of("compare", utrecht, *PILLAR, "--add", f"Nieuw@{match.x_rd},{match.y_rd}")
    assert sum(row["persons_gaining"] for row in changes) == pytest.approx(two_next[0]["persons_gained"])
    assert sum(row["persons_losing"] for row in changes) == 0


def test_a_place_of_which_nobody_knows_may_add_nobody(utrecht: Path) -> None:
    """Nobody said that the list of informatiepunten is complete: every place without a word may be one."""
    asking = json_of("next-places", utrecht, "--pillar", "informatiepunt", "-n", 1, "--greedy")
    assert [(row["presence"], row["persons_gained_at_least"]) for row in asking] == [("unknown", 0)]
    told = sociale_kaart("next-places", utrecht, "--pillar", "informatiepunt", "-n", 1, "--greedy").stdout
    assert "Vraag het eerst" in told
    assert asking[0]["candidate_name"] in told
    assert "In 26 van de 26 gemeenten heeft niemand gezegd dat de lijst volledig is" in " ".join(told.split())


def test_where_the_list_is_complete_silence_is_a_no(utrecht: Path, two_next: list[dict[str, Any]]) -> None:
    assert {row["presence"] for row in two_next} == {"no"}
    told = sociale_kaart("next-places", utrecht, *PILLAR, "-n", 2, "--greedy").stdout
    assert "Vraag het eerst" not in told
    assert "niemand gezegd" not in told


def test_what_is_asked_of_a_moment_is_asked_of_plans_too(utrecht: Path) -> None:
    """On Sundays nothing is open: whoever opens first, all who live near it have help for the first time."""
    sunday = ("--when", "zondag")
    (first,) = json_of("next-places", utrecht, *PILLAR, "-n", 1, "--greedy", *sunday)
    assert first["persons_reached"] == first["persons_gained"] > 0
    assert first["parameters"]["when"] == "zondag"
    changes = json_of("compare", utrecht, *PILLAR, "--add", "Nieuw@136500,456000", *sunday)
    (own,) = (row for row in changes if row["gemeentecode"] == "GM0344")
    assert (own["places_before"], own["places_after"]) == (0, 1)
    at = ("--at", "2024-01-01", "--at", "2025-01-01")
    refused = sociale_kaart("compare", utrecht, *at, *sunday)
    assert (refused.exit_code, "--when gaat niet samen met --at" in refused.stderr) == (2, True)


def test_of_an_earlier_day_nothing_is_called_a_gap(utrecht: Path) -> None:
    changes = json_of("compare", utrecht, *PILLAR, "--at", "2018-01-01", "--at", "2019-06-01")
    assert changes
    assert "gap" not in {row[f"reach_{side}"] for row in changes for side in ("before", "after")}


@pytest.mark.parametrize("command", [("next-places", *PILLAR), ("compare", "--close", "x")])
@pytest.mark.parametrize("limit", ["nan", "inf", "0"])
def test_a_limit_that_is_no_number_of_metres_is_refused(
    utrecht: Path, command: tuple[str, ...], limit: str
) -> None:
    name, *rest = command
    assert sociale_kaart(name, utrecht, *rest, "--limit", limit).exit_code == 2


def test_candidates_can_be_libraries_anywhere_or_a_list(utrecht: Path, tmp_path: Path) -> None:
    data = read_map(utrecht / "kaart.gpkg")
    libraries = json_of("next-places", utrecht, *PILLAR, "-n", 3, "--candidates", "libraries", "--greedy")
    kinds = {data.organisations[data.listings[row["candidate"]].organisation_id].kind for row in libraries}
    assert kinds == {"library"}
    anywhere = json_of("next-places", utrecht, *PILLAR, "-n", 1, "--candidates", "inhabited", "--greedy")
    assert anywhere[0]["persons_gained"] >= libraries[0]["persons_gained"]
    own = tmp_path / "plekken.csv"
    own.write_text("naam;x_rd;y_rd\nDorpshuis Lopik;123000,0;442000\nZonder plek;;\n", encoding="utf-8")
    (row,) = json_of("next-places", utrecht, *PILLAR, "-n", 5, "--candidates", own, "--greedy")
    assert (row["candidate_name"], row["gemeente"]) == ("Dorpshuis Lopik", "Lopik")
    assert row["parameters"]["candidates"] == "plekken.csv"


def test_weights_count_for_whom_they_say(utrecht: Path) -> None:
    old = json_of("next-places", utrecht, *PILLAR, "-n", 1, "--weights", "65+", "--greedy")
    both = json_of("next-places", utrecht, *PILLAR, "-n", 1, "--weights", "all=1,65+=2", "--greedy")
    assert old[0]["parameters"]["weights"] == {"65+": 1}
    assert both[0]["persons_gained"] > 2 * old[0]["persons_gained"]


def test_the_next_places_are_points_on_a_map_and_a_page(utrecht: Path, tmp_path: Path) -> None:
    options = ("next-places", utrecht, *PILLAR, "-n", 2)
    for ending in ("gpkg", "html", "xlsx"):
        assert sociale_kaart(*options, "--output", tmp_path / f"uit.{ending}").exit_code == 0
    layer = gpd.read_file(tmp_path / "uit.gpkg", layer="volgende_plekken")
    assert layer.crs.to_epsg() == 28992
    assert sorted(layer["plan"]) == ["best_set"] * 2 + ["one_by_one"] * 2
    assert layer.geometry.x.tolist() == layer["x_rd"].tolist()
    page = read_page((tmp_path / "uit.html").read_text(encoding="utf-8"))
    assert page.fetched == []
    assert page.labelled_pictures == 2
    assert page.tables_without_heads == 0
    sheet = openpyxl.load_workbook(tmp_path / "uit.xlsx")["volgende plekken"]
    assert [cell.value for cell in sheet[1]] == list(NEXT_PLACES_COLUMNS)


def test_closing_a_place_says_who_loses_and_by_name(utrecht: Path, tmp_path: Path) -> None:
    data = read_map(utrecht / "kaart.gpkg")
    names = [one.name for one in data.listings.values()]
    place = next(
        one
        for one in data.listings.values()
        if names.count(one.name) == 1 and data.presence(one, "spreekuur") == "yes"
    )
    by_name = json_of("compare", utrecht, *PILLAR, "--close", place.name)
    assert by_name[0]["kaart"] == data.config.title
    as_pages_show = listing_names(read_map(utrecht / "kaart.gpkg"))[place.id]
    by_that = json_of("compare", utrecht, *PILLAR, "--close", as_pages_show)
    assert [{**row, "parameters": {}} for row in by_that] == [{**row, "parameters": {}} for row in by_name]
    by_id = json_of("compare", utrecht, *PILLAR, "--close", place.id)
    assert [row["persons_losing"] for row in by_name] == [row["persons_losing"] for row in by_id]
    assert all(row["persons_gaining"] == 0 for row in by_id)
    (step,) = json_of("compare", utrecht, *PILLAR, "--close", place.id, "--part", "steps")
    assert (step["change"], step["site"], step["site_name"]) == ("closed", place.id, place.name)
    for ending in ("gpkg", "html"):
        output = tmp_path / f"uit.{ending}"
        assert (
            sociale_kaart("compare", utrecht, *PILLAR, "--close", place.id, "--output", output).exit_code == 0
        )
    layer = gpd.read_file(tmp_path / "uit.gpkg", layer="veranderingen_spreekuur")
    assert sorted(layer["gemeentecode"]) == sorted(row["gemeentecode"] for row in by_id)
    page = read_page((tmp_path / "uit.html").read_text(encoding="utf-8"))
    assert (page.fetched, page.labelled_pictures) == ([], 1)


def test_moving_a_place_to_where_it_is_changes_nothing(utrecht: Path) -> None:
    data = read_map(utrecht / "kaart.gpkg")
    place = next(one for one in data.listings.values() if data.presence(one, "spreekuur") == "yes")
    match = data.match_of(place.location_id)
    assert json_of("compare", utrecht, *PILLAR, "--move", f"{place.id}@{match.x_rd},{match.y_rd}") == []
    degrees = json_of("compare", utrecht, *PILLAR, "--add", f"Hier@{match.lat}, {match.lon}")
    metres = json_of("compare", utrecht, *PILLAR, "--add", f"Hier@{match.x_rd},{match.y_rd}")
    for rows in (degrees, metres):
        (more,) = [row for row in rows if row["places_after"] != row["places_before"]]
        assert more["gemeentecode"] == match.gemeentecode


def test_a_spot_may_be_a_place_or_postcode_and_is_told(utrecht: Path) -> None:
    told = sociale_kaart("compare", utrecht, *PILLAR, "--add", "Bieb@Lopik", "--part", "steps").stdout
    assert "Lopik" in told
    assert "erbij" in told


def test_two_maps_are_compared_place_by_place(overijssel: Path, tmp_path: Path) -> None:
    later = tmp_path / "later"
    shutil.copytree(overijssel, later)
    assert json_of("compare", overijssel, later) == [], "the same map"
    data = read_map(overijssel / "kaart.gpkg")
    lock = later / "adressen.lock.csv"
    lines = lock.read_text(encoding="utf-8").splitlines(keepends=True)
    lock.write_text("".join(line for line in lines if "Velveweg 54" not in line), encoding="utf-8")
    sociale_kaart("build", later)
    gone = {
        one.id
        for one in data.listings.values()
        if "Velveweg 54" in data.locations[one.location_id].address.text
    }
    (pillar,) = {
        pillar.id
        for pillar in data.pillars
        for one in gone
        if data.presence(data.listings[one], pillar.id) == "yes"
    }
    options = ("--pillar", pillar, "--part", "steps")
    steps = json_of("compare", overijssel, later, *options)
    assert {(row["site"], row["change"]) for row in steps} == {(one, "closed") for one in gone}
    back = json_of("compare", later, overijssel, *options)
    assert {(row["site"], row["change"]) for row in back} == {(one, "opened") for one in gone}
    there, again = (
        {row["gemeentecode"]: row for row in json_of("compare", *both, "--pillar", pillar)}
        for both in ((overijssel, later), (later, overijssel))
    )
    assert {code: row["persons_losing"] for code, row in there.items()} == {
        code: row["persons_gaining"] for code, row in again.items()
    }


def test_two_days_of_one_map_count_what_nobody_dated_on_both(utrecht: Path) -> None:
    dates = ("--at", "2025-01-01", "--at", "2026-01-01")
    told = sociale_kaart("compare", utrecht, *PILLAR, *dates, "--format", "html").stdout
    data = read_map(utrecht / "kaart.gpkg")
    dated = any(one.schedule and one.schedule.valid_from for one in data.offers.values())
    assert ("zegt niemand sinds wanneer" in told) or dated
    assert json_of("compare", utrecht, *PILLAR, "--at", "2026-01-01", "--at", "2026-01-01") == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["next-places"], "--pillar"),
        (["next-places", "--pillar", "zwemmen"], "geen pijler 'zwemmen'. Kies uit: computer"),
        (["next-places", *PILLAR, "--candidates", "overal"], "kies libraries, places, inhabited"),
        (["next-places", *PILLAR, "--weights", "linkshandigen"], "groep 'linkshandigen'. Kies uit: all"),
        (["next-places", *PILLAR, "--weights", "all=veel"], 'gewichten als "all=1,65+=2"'),
        (["next-places", *PILLAR, "--weights", "all=-2"], "een gewicht is nul of meer"),
        (["next-places", *PILLAR, "--weights", "65+=0"], "een ervan is meer"),
        (["next-places", *PILLAR, "--weights", "all=nan"], "een gewicht is nul of meer"),
        (["compare"], "geef één van deze drie"),
        (["compare", "--at", "2025-01-01"], "geef --at twee keer"),
        (["compare", "--add", "Bieb"], "schrijf WIE@WAAR"),
        (["compare", "--add", "Bieb@1,1"], "ligt niet in Nederland"),
        (["compare", "--add", "Bieb@Xyzzyoord"], "coördinaten"),
        (["compare", "--add", "Bieb@Hengelo"], "meer dan één"),
        (["compare", "--close", "Voorbeeldbibliotheek De Lindee"], "Bedoelt u Voorbeeldbibliotheek De Linde"),
        (["compare", "--close", "Voorbeeldbibliotheek De Linde"], "Geef het id"),
    ],
)
def test_what_is_asked_wrongly_is_said_in_dutch(utrecht: Path, arguments: list[str], told: str) -> None:
    command, *options = arguments
    result = sociale_kaart(command, utrecht, *options)
    assert told in " ".join(result.stderr.split())
    assert result.exit_code == 2


def test_candidates_without_a_place_are_no_leave_to_look_everywhere(utrecht: Path, tmp_path: Path) -> None:
    (tmp_path / "plekken.csv").write_text("naam;x_rd;y_rd\na;;\nb;x;y\n", encoding="utf-8")
    result = sociale_kaart("next-places", utrecht, *PILLAR, "--candidates", tmp_path / "plekken.csv")
    assert "geen van de 2 rijen heeft een plek" in " ".join(result.stderr.split())
    assert result.exit_code == 4


def test_fewer_places_than_were_asked_for_are_explained(utrecht: Path) -> None:
    screen = " ".join(sociale_kaart("next-places", utrecht, *PILLAR, "-n", 500, "--greedy").stdout.split())
    assert "Gevraagd waren er 500" in screen
    assert "waar het kan: op alle plekken van de kaart" in screen
    assert "wie er meetelt: alle inwoners" in screen


def test_what_was_understood_of_a_what_if_stands_on_the_screen(utrecht: Path) -> None:
    screen = " ".join(sociale_kaart("compare", utrecht, *PILLAR, "--add", "X@Lopik").stdout.split())
    assert "Lopik" in screen.partition("┃")[0].partition("winnen")[0]


def test_places_without_dates_are_said_on_the_screen(utrecht: Path) -> None:
    arguments = ("compare", utrecht, "--pillar", "computer", "--at", "2018-01-01", "--at", "2024-01-01")
    assert "Niet gedateerd: computer: van" in " ".join(sociale_kaart(*arguments).stdout.split())


def test_candidates_that_cannot_be_read_are_named(utrecht: Path, tmp_path: Path) -> None:
    for name, content in (("plekken.csv", "naam;plaats\nx;Lopik\n"), ("plekken.geojson", "{}")):
        (tmp_path / name).write_text(content, encoding="utf-8")
        result = sociale_kaart("next-places", utrecht, *PILLAR, "--candidates", tmp_path / name)
        assert result.exit_code == 4
        assert name in result.stderr
        assert "niet te lezen" in result.stderr
    assert sociale_kaart("next-places", utrecht, *PILLAR, "--candidates", "weg.csv").exit_code == 4
