"""The coverage of the maps that ship, in every format, and what is said to whoever asks it wrongly."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pytest
import shapely
import shapely.affinity
from rich.console import Console

from commandline import sociale_kaart
from sociale_kaart.coverage.report.rows import REPORT_COLUMNS
from sociale_kaart.dataset.store import read_map
from sociale_kaart.export.coveragefile import MARK_COLUMNS
from sociale_kaart.export.examplenotice import EXAMPLE_NOTICE, LABEL
from sociale_kaart.terminal import findings_table
from tests.export.pagereader import read_page

ONE = ("--pillar", "spreekuur")


def rows_of(folder: Path, *options: object) -> list[dict[str, Any]]:
    result = sociale_kaart("coverage", folder, *options, "--format", "json")
    assert result.exit_code == 0, result.stderr
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


@pytest.fixture(scope="module")
def utrecht_rows(utrecht: Path) -> list[dict[str, Any]]:
    return rows_of(utrecht)


def test_there_is_a_row_for_every_gemeente_and_pillar_that_says_where_it_comes_from(built: Path) -> None:
    data = read_map(built / "kaart.gpkg")
    rows = rows_of(built)
    assert {(row["gemeentecode"], row["pillar"]) for row in rows} == {
        (code, pillar.id) for code in data.gemeentecodes for pillar in data.pillars
    }
    assert {tuple(row) for row in rows} == {(*REPORT_COLUMNS, *MARK_COLUMNS)}
    for row in rows:
        assert (row["kaart"], row["content_hash"]) == (data.config.title, data.content_hash)
        assert row["known_on"] == data.known_on.isoformat()
        assert row["is_example"] is data.config.example
        assert row["parameters"]["limit_m"] == 5_000
        assert "CBS" in row["population"]


def test_overijssel_names_25_gemeenten_and_calls_none_of_them_a_gap(overijssel: Path) -> None:
    rows = rows_of(overijssel)
    assert len({row["gemeentecode"] for row in rows}) == 25
    assert {row["reach"] for row in rows} == {"own", "neighbour", "unknown"}
    assert all(row["not_declared"] for row in rows if row["reach"] == "unknown")


def test_utrecht_names_its_gaps_in_words_too(utrecht: Path, utrecht_rows: list[dict[str, Any]]) -> None:
    gaps = [row for row in utrecht_rows if row["reach"] == "gap"]
    assert gaps
    assert all(row["places"] == 0 and row["share_within_limit"] < 0.5 for row in gaps)
    for pillar in {row["pillar"] for row in gaps}:
        told = sociale_kaart("coverage", utrecht, "--pillar", pillar).stdout
        assert EXAMPLE_NOTICE in told.replace("\n", " ")
        sentence = " ".join(re.split(r" gat(?:en)?\s+\(", told)[1].partition(";")[0].split())
        assert all(row["area_name"] in sentence for row in gaps if row["pillar"] == pillar)


def test_csv_and_excel_say_the_same_as_json(
    utrecht: Path, utrecht_rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    sociale_kaart("coverage", utrecht, "--output", tmp_path / "dekking.csv")
    text = (tmp_path / "dekking.csv").read_text(encoding="utf-8-sig")
    as_csv = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    sociale_kaart("coverage", utrecht, "--output", tmp_path / "dekking.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "dekking.xlsx")["dekking"]
    headings, *lines = sheet.iter_rows(values_only=True)
    as_xlsx = [dict(zip(headings, line, strict=True)) for line in lines]
    assert len(as_csv) == len(as_xlsx) == len(utrecht_rows)
    for plain, cells, excel in zip(utrecht_rows, as_csv, as_xlsx, strict=True):
        assert (cells["area"], excel["area"]) == (plain["area"], plain["area"])
        for name in ("share_within_limit", "p90_distance_m", "persons_beyond"):
            assert excel[name] == plain[name]
            assert (float(cells[name].replace(",", ".")) if cells[name] else None) == plain[name]
        assert cells["distance_at_most"] == ("ja" if plain["distance_at_most"] else "nee")
        assert (cells["content_hash"], cells["is_example"]) == (plain["content_hash"], "ja")


def test_the_workbook_explains_itself(utrecht: Path, tmp_path: Path) -> None:
    sociale_kaart("coverage", utrecht, *ONE, "--limit", 3_000, "--output", tmp_path / "dekking.xlsx")
    book = openpyxl.load_workbook(tmp_path / "dekking.xlsx")
    notes = list(book["toelichting"].iter_rows(values_only=True))
    about = dict(notes)
    data = read_map(utrecht / "kaart.gpkg")
    assert about[LABEL] == EXAMPLE_NOTICE
    assert (about["inhoud"], about["gegevens van"]) == (data.content_hash, data.known_on.isoformat())
    assert about["grens, meter hemelsbreed"] == "3.000"
    told = [text for label, text in notes if label == "bron"]
    assert all(any(text.startswith(source.name) for text in told) for source in data.config.sources)
    assert set(REPORT_COLUMNS) <= about.keys(), "every column is explained"


def test_the_geopackage_opens_with_a_layer_per_pillar(
    utrecht: Path, utrecht_rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    path = tmp_path / "dekking.gpkg"
    assert sociale_kaart("coverage", utrecht, *ONE, "--output", path).exit_code == 0
    layer = gpd.read_file(path, layer="dekking_spreekuur")
    assert layer.crs.to_epsg() == 28992
    told = {row["area"]: row for row in utrecht_rows if row["pillar"] == "spreekuur"}
    assert dict(zip(layer["area"], layer["reach"], strict=True)) == {
        area: row["reach"] for area, row in told.items()
    }
    assert layer["share_within_limit"].tolist() == [
        told[area]["share_within_limit"] for area in layer["area"]
    ]
    assert layer.geometry.is_valid.all()
    notes = gpd.read_file(path, layer="toelichting")
    assert EXAMPLE_NOTICE in notes["tekst"].tolist()
    assert len(gpd.read_file(path, layer="plekken")) == len(read_map(utrecht / "kaart.gpkg").listings)


def test_the_page_is_complete_in_itself_and_accessible(
    utrecht: Path, utrecht_rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    path = tmp_path / "dekking.html"
    assert sociale_kaart("coverage", utrecht, "--output", path).exit_code == 0
    page = read_page(path.read_text(encoding="utf-8"))
    assert page.language == "nl"
    assert page.fetched == [], "nothing is asked of anybody"
    assert not {"script", "iframe", "form", "img"} & page.tags.keys()
    assert [level for level, _ in page.headings][:2] == [1, 2]
    assert page.tags["h1"] == 1
    assert all(text for text in page.captions)
    assert page.tables_without_heads == 0
    pillars = {row["pillar"] for row in utrecht_rows}
    assert page.labelled_pictures == len(pillars)
    text = page.text
    assert text.count(EXAMPLE_NOTICE) == 2, "above the page, and among what it rests on"
    assert text.count("verzonnen") == 2
    assert "80 t/m 100%" in text, "the legend prints the limits of its classes"
    assert utrecht_rows[0]["content_hash"] in text
    assert all(row["area_name"] in text for row in utrecht_rows)


def test_a_screen_of_100_columns_holds_the_table(utrecht: Path) -> None:
    from sociale_kaart.coverage.report import report
    from sociale_kaart.export.coveragefile import findings_of

    data = read_map(utrecht / "kaart.gpkg")
    findings = findings_of(report(data), data.pillars)
    file = io.StringIO()
    Console(file=file, width=100).print(findings_table(findings, findings.main))
    lines = file.getvalue().splitlines()
    assert max(map(len, lines)) <= 100
    rows = [line.split() for line in lines if line.lstrip().startswith("Woudenberg")]
    assert len(rows) == len(data.pillars), "a table per pillar, and no name is broken"
    *declared, unknown = [row[-1] for row in rows]
    assert all(one.removeprefix("≤").replace(".", "").isdigit() for one in declared), (
        "whole, to the last column"
    )
    assert unknown == "onbekend", (
        "nobody knows of an informatiepunt there: no nought, and nobody farther away"
    )


def test_wide_shows_every_column(utrecht: Path) -> None:
    told = sociale_kaart("coverage", utrecht, *ONE, "--wide").stdout
    brief = sociale_kaart("coverage", utrecht, *ONE).stdout
    assert len(told) > 2 * len(brief)


@pytest.mark.parametrize(
    ("per", "areas"), [("provincie", {"Utrecht"}), ("wijk", None), ("organisatie", None)]
)
def test_the_rows_can_be_of_other_areas(
    utrecht: Path, per: str, areas: set[str] | None, tmp_path: Path
) -> None:
    rows = rows_of(utrecht, "--per", per, *ONE)
    assert rows
    assert areas is None or {row["area_name"] for row in rows} == areas
    for ending in ("html", "gpkg"):
        result = sociale_kaart(
            "coverage", utrecht, *ONE, "--per", per, "--output", tmp_path / f"uit.{ending}"
        )
        assert result.exit_code == 0, f"also where no shapes ship: {result.stderr}"


def test_a_layer_of_ones_own_gives_rows_per_polygon(utrecht: Path, tmp_path: Path) -> None:
    halves = gpd.GeoDataFrame(
        {"naam": ["west", "oost"]},
        geometry=gpd.GeoSeries.from_wkt(
            [
                "POLYGON((110000 430000,140000 430000,140000 480000,110000 480000,110000 430000))",
                "POLYGON((140000 430000,180000 430000,180000 480000,140000 480000,140000 430000))",
            ]
        ),
        crs=28992,
    )
    halves.to_file(tmp_path / "helften.geojson", driver="GeoJSON")
    per = tmp_path / "helften.geojson"
    rows = rows_of(utrecht, "--per", per, *ONE)
    assert {row["area_name"] for row in rows} == {"west", "oost"}
    sociale_kaart("coverage", utrecht, *ONE, "--per", per, "--output", tmp_path / "uit.gpkg")
    layer = gpd.read_file(tmp_path / "uit.gpkg", layer="dekking_spreekuur")
    assert sorted(layer["area_name"]) == ["oost", "west"]


def test_a_population_of_ones_own_is_named_in_every_row(utrecht: Path, tmp_path: Path) -> None:
    path = tmp_path / "inwoners-2025.csv"
    path.write_text(
        "x_rd,y_rd,inhabitants,75+\n136000,456000,1000,90\n155000,463000,500,\n", encoding="utf-8"
    )
    rows = rows_of(utrecht, "--population", path, "--group", "75+", *ONE)
    assert {row["population"] for row in rows} == {"inwoners-2025.csv (2025)"}
    assert {row["group"] for row in rows} == {"75+"}


def test_other_parts_are_lists_of_their_own(utrecht: Path) -> None:
    kinds = rows_of(utrecht, "--part", "kinds", *ONE)
    assert {row["organisation_kind"] for row in kinds} >= {"library"}
    need = rows_of(utrecht, "--part", "need", *ONE)
    assert "65+" in {row["group"] for row in need}


def test_draws_tell_whether_a_gap_is_robust(utrecht: Path) -> None:
    rows = rows_of(utrecht, "--draws", 4, *ONE)
    assert all(isinstance(row["gap_robust"], bool) for row in rows)


def test_a_moment_leaves_what_is_open_then(utrecht: Path) -> None:
    always = rows_of(utrecht, *ONE)
    sunday = rows_of(utrecht, *ONE, "--when", "zondagavond")
    assert sum(row["places"] for row in sunday) < sum(row["places"] for row in always)
    assert {row["parameters"]["when"] for row in sunday} == {"zondagavond"}


@pytest.mark.parametrize(
    ("options", "told", "code"),
    [
        (["--pillar", "zwemmen"], "geen pijler 'zwemmen'. Kies uit: computer", 2),
        (["--group", "linkshandigen"], "groep 'linkshandigen'. Kies uit: all", 2),
        (["--per", "straat"], "kies gemeente, provincie", 2),
        (["--per", "nergens.gpkg"], "is er niet", 4),
        (["--when", "ooit eens"], "geen moment", 2),
        (["--draws", "3"], "even getal", 2),
        (["--population", "nergens.csv"], "is er niet", 4),
        (["--network", "nergens.graphml"], "straten in dit bestand zijn niet te lezen", 4),
        (["--network", "straten.txt"], "Geef een .graphml of een .osm.pbf", 4),
        (["--format", "xlsx"], "--output", 2),
        (["--output", "uit.docx"], "--format", 2),
    ],
)
def test_what_is_asked_wrongly_is_said_in_dutch_with_a_way_out(
    utrecht: Path, options: list[str], told: str, code: int
) -> None:
    result = sociale_kaart("coverage", utrecht, *options)
    assert told in " ".join(result.stderr.split())
    assert result.exit_code == code


SQUARE = shapely.box(130_000, 450_000, 140_000, 460_000)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"naam": [], "geometry": []}, "geen gebieden"),
        ({"naam": ["a", "b"], "geometry": [SQUARE, None]}, "gebieden zonder vlak"),
        ({"naam": ["a"], "geometry": [SQUARE.centroid]}, "punten of lijnen"),
        ({"naam": ["a", "a"], "geometry": [SQUARE, shapely.affinity.translate(SQUARE, 10_000)]}, "heet 'a'"),
        (
            {"naam": ["a", "b"], "geometry": [SQUARE, shapely.affinity.translate(SQUARE, 5_000)]},
            "liggen over elkaar",
        ),
        ({"naam": ["a", "b"], "geometry": [SQUARE, SQUARE.buffer(-100)]}, "liggen over elkaar"),
        ({"kleur": ["rood"], "geometry": [SQUARE]}, "geen kolom zegt hoe de gebieden heten"),
    ],
    ids=["empty", "without-shape", "points", "one-name", "overlap", "inside", "no-name"],
)
def test_a_layer_that_would_count_somebody_twice_or_nowhere_is_refused(
    utrecht: Path, tmp_path: Path, content: dict[str, list[Any]], told: str
) -> None:
    layer = tmp_path / "gebieden.gpkg"
    gpd.GeoDataFrame(content, geometry="geometry", crs=28992).to_file(layer)
    result = sociale_kaart("coverage", utrecht, *ONE, "--per", layer)
    assert told in " ".join(result.stderr.split())
    assert "gebieden.gpkg" in result.stderr
    assert result.exit_code == 1


def test_neighbours_that_were_drawn_a_little_over_each_other_are_taken(utrecht: Path, tmp_path: Path) -> None:
    beside = shapely.affinity.translate(SQUARE, 9_990)
    layer = tmp_path / "gebieden.gpkg"
    gpd.GeoDataFrame({"naam": ["a", "b"]}, geometry=[SQUARE, beside], crs=28992).to_file(layer)
    result = sociale_kaart("coverage", utrecht, *ONE, "--per", layer, "--format", "json")
    assert [row["area_name"] for row in json.loads(result.stdout)] == ["a", "b"]


def test_a_layer_that_does_not_say_where_it_is_is_refused_for_that(utrecht: Path, tmp_path: Path) -> None:
    layer = tmp_path / "gebieden.gpkg"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it has none is what is tried
        gpd.GeoDataFrame({"naam": ["a"]}, geometry=[SQUARE]).to_file(layer)
    result = sociale_kaart("coverage", utrecht, *ONE, "--per", layer)
    assert "coördinatenstelsel" in result.stderr


def test_what_it_was_reckoned_with_is_said_in_dutch(utrecht: Path) -> None:
    screen = " ".join(sociale_kaart("coverage", utrecht, *ONE).stdout.split())
    assert "voor welke groep: alle inwoners" in screen
    page = sociale_kaart("coverage", utrecht, *ONE, "--format", "html").stdout
    assert "het meeste dat van deze pijler bekend is" in page
    assert "2SFCA" in page
    assert "2sfca" not in page
    assert not re.search(r"\bmost known\b|\(all\)|volgens het cbs", page)


def test_a_difference_of_shares_is_in_points_of_a_hundred_and_never_minus_nothing(utrecht: Path) -> None:
    screen = sociale_kaart("coverage", utrecht, *ONE, "--part", "need").stdout
    assert "%-punt" in screen
    assert "-0 " not in screen


def test_a_population_that_cannot_be_read_is_named(utrecht: Path, tmp_path: Path) -> None:
    for name, content in (("inwoners.csv", "a;b\n1;2\n"), ("inwoners.gpkg", "geen geopackage")):
        (tmp_path / name).write_text(content, encoding="utf-8")
        result = sociale_kaart("coverage", utrecht, "--population", tmp_path / name)
        assert result.exit_code == 4
        assert name in result.stderr
        assert "niet te lezen" in result.stderr


@pytest.mark.parametrize("ending", ["csv", "gpkg"])
def test_a_file_that_cannot_be_written_is_named(utrecht: Path, ending: str, tmp_path: Path) -> None:
    result = sociale_kaart("coverage", utrecht, *ONE, "--output", tmp_path / "weg" / f"uit.{ending}")
    assert result.exit_code == 10
    assert f"{tmp_path / 'weg' / f'uit.{ending}'}" in "".join(result.stderr.split("\n"))


def test_text_that_looks_like_a_formula_stays_text(overijssel: Path, tmp_path: Path) -> None:
    folder = tmp_path / "overijssel"
    shutil.copytree(overijssel, folder)
    toml = (folder / "kaart.toml").read_text(encoding="utf-8")
    renamed = toml.replace('title = "Sociale kaart van Overijssel"', 'title = "=1+1"')
    assert renamed != toml
    (folder / "kaart.toml").write_text(renamed, encoding="utf-8")
    sociale_kaart("build", folder)
    sociale_kaart("coverage", folder, "--pillar", "advies", "--output", tmp_path / "uit.xlsx")
    notes = openpyxl.load_workbook(tmp_path / "uit.xlsx")["toelichting"]
    (cell,) = [row[1] for row in notes.iter_rows() if row[0].value == "kaart"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    sociale_kaart("coverage", folder, "--pillar", "advies", "--output", tmp_path / "uit.csv")
    text = (tmp_path / "uit.csv").read_text(encoding="utf-8-sig")
    (titles,) = {tuple({row["kaart"] for row in csv.DictReader(io.StringIO(text), delimiter=";")})}
    assert titles == ("'=1+1",)


def test_help_is_there_at_once() -> None:
    """Nobody waits for geopandas to read what a command does."""
    script = (
        "import sys; from click.testing import CliRunner; from sociale_kaart.cli import main\n"
        "for words in ([], ['coverage'], ['next-places'], ['compare']):\n"
        "    CliRunner().invoke(main, [*words, '--help'], catch_exceptions=False)\n"
        "print([one for one in ('geopandas', 'pandas', 'scipy', 'rich', 'openpyxl') if one in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
