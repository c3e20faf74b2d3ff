"""An HSDS file becomes a map folder: ours and back without a byte's difference, somebody else's without silence."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sociale_kaart.dataset.build import assemble
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.export.hsds.files import as_json, as_package, package_files
from sociale_kaart.export.hsds.tables import tables_of
from sociale_kaart.hsds.layout import Tables
from sociale_kaart.kaart import open_kaart
from sociale_kaart.model import Presence
from sociale_kaart.problems import Severity
from sociale_kaart.sources.hsds.mapfolder import NOT_KEPT, import_hsds
from tests.maps.made import OVERIJSSEL, UTRECHT, VEENDAM

TODAY = date(2026, 11, 22)
CASES = Path(__file__).resolve().parents[1] / "cases" / "hsds"

TOML = """
title = "Kleine kaart"
[publisher]
name = "Kring"
[contact]
name = "De redactie"
[area]
gemeenten = ["Enschede", "Hengelo"]
[[sources]]
id = "organisaties"
name = "Organisaties"
file = "organisaties.csv"
kind = "organisations"
supplier = "Kring"
licence = "CC0"
as_of = 2026-10-01
columns = { organisation_id = "Nr", organisation = "Naam", organisation_kind = "Soort", phone = "Tel", serves = "In" }
[[sources]]
id = "plekken"
name = "Plekken"
file = "plekken.csv"
kind = "wide"
supplier = "Gemeente"
licence = "CC BY"
as_of = 2026-09-01
columns = { organisation_id = "Nr", organisation = "Naam", location_id = "Plek", location = "Gebouw", \
address = "Adres", woonplaats = "Plaats", gemeente = "Gemeente", x_rd = "X", y_rd = "Y", \
category = "Soort", schedule = "Tijden", phone = "Tel", step_free = "Drempel", \
opening_hours = "Open", checked = "Gezien" }
presence = { computer = "Computer" }
[[sources]]
id = "aanbod"
name = "Aanbod"
file = "aanbod.csv"
kind = "offers"
supplier = "Kring"
licence = "CC0"
as_of = 2026-10-01
columns = { organisation_id = "Nr", location_id = "Plek", pillar = "Pijler", service = "Wat", presence = "Er", \
schedule = "Tijden", valid_from = "Vanaf", languages = "Talen", cost = "Kosten", appointment = "Afspraak", \
role = "Rol", note = "Noot", checked = "Gezien" }
"""
HOURS = (
    "",
    "di 10-12",
    "elke 1e maandag van de maand 13.30-15.30",
    "ma t/m vr 9-17, niet op feestdagen",
    "als er plek is",
)
DAYS = ("", "2026-09-14", "2026-08-01")


def exported(data: MapData) -> Tables:
    return tables_of(data, TODAY)


def returned(package: bytes, folder: Path, name: str = "hsds.zip") -> MapData:
    """The map that a file becomes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(package)
    import_hsds(folder / name, folder / "kaart")
    return assemble(open_kaart(folder / "kaart"), today=TODAY)


@pytest.mark.parametrize("shipped", [OVERIJSSEL, VEENDAM, UTRECHT], ids=lambda path: path.name)
def test_a_shipped_map_comes_back_byte_for_byte(shipped: Path, tmp_path: Path) -> None:
    copy = tmp_path / shipped.name
    shutil.copytree(shipped, copy, ignore=shutil.ignore_patterns("kaart.gpkg*", "rapport*"))
    data = assemble(open_kaart(copy), today=TODAY)
    tables = exported(data)
    package, nested = as_package(tables, "kaart"), as_json(tables)
    back = returned(package, tmp_path / "zip")
    assert package_files(exported(back), "kaart") == package_files(tables, "kaart")
    assert as_package(exported(back), "kaart") == package
    assert [str(one) for one in back.problems if one.severity is Severity.ERROR] == []
    assert as_json(exported(returned(nested, tmp_path / "json", "hsds.json"))) == nested
    assert back.config.example == data.config.example
    assert back.gemeentecodes == data.gemeentecodes


def _table(path: Path, rows: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


@st.composite
def small_maps(draw: st.DrawFn) -> dict[str, list[dict[str, str]]]:
    """The sheets of up to three organisations at up to three places, with whatever may be known of them."""

    def one_of(*choices: str) -> str:
        return draw(st.sampled_from(choices))

    who = [
        {
            "Nr": f"O{number}",
            "Naam": one_of(f"Stichting {number}", "Bibliotheek Noord"),
            "Soort": one_of("", "bibliotheek", "partner"),
            "Tel": one_of("", "053 123 45 67"),
            "In": one_of("", "Enschede", "Hengelo, Enschede"),
        }
        for number in range(draw(st.integers(1, 3)))
    ]
    where = [
        {
            "Nr": one_of(*(row["Nr"] for row in who)),
            "Naam": "",
            "Plek": f"P{number}",
            "Gebouw": one_of("", f"Gebouw {number}"),
            "Adres": f"Kerkstraat {number + 1}",
            "Plaats": "Enschede",
            "Gemeente": one_of("", "Enschede"),
            "X": one_of("257900", ""),
            "Y": "",
            "Soort": one_of("", "advies", "advies, taal"),
            "Tijden": one_of(*HOURS),
            "Tel": one_of("", "053 765 43 21"),
            "Drempel": one_of("", "ja", "nee"),
            "Open": one_of(*HOURS),
            "Gezien": one_of(*DAYS),
            "Computer": one_of("", "ja", "nee", "onbekend"),
        }
        for number in range(draw(st.integers(1, 3)))
    ]
    for row in where:
        row["Y"] = "471600" if row["X"] else ""
    what = [
        {
            "Nr": one_of(*(row["Nr"] for row in who)),
            "Plek": one_of(*(row["Plek"] for row in where)),
            "Pijler": one_of("computer", "training", "spreekuur"),
            "Wat": one_of("", "Hulp bij formulieren"),
            "Er": one_of("ja", "nee", "onbekend"),
            "Tijden": one_of(*HOURS),
            "Vanaf": one_of("", "2026-01-01"),
            "Talen": one_of("", "Nederlands, Turks", "Turks, Nederlands"),
            "Kosten": one_of("", "gratis", "€ 5"),
            "Afspraak": one_of("", "nodig"),
            "Rol": one_of("", "helper"),
            "Noot": one_of("", "Vraag naar Ans", "Dit is hier niet. Nog niet."),
            "Gezien": one_of(*DAYS),
        }
        for _ in range(draw(st.integers(0, 4)))
    ]
    return {"organisaties": who, "plekken": where, "aanbod": what}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets=small_maps())
def test_any_small_map_says_the_same_after_a_round_trip(
    sheets: dict[str, list[dict[str, str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("klein")
    (folder / "kaart.toml").write_text(TOML, encoding="utf-8")
    empty = {"aanbod": ["Nr", "Plek", "Pijler", "Wat", "Er", "Tijden", "Vanaf", "Talen", "Kosten", "Afspraak", "Rol",
                        "Noot", "Gezien"]}  # fmt: skip
    for name, rows in sheets.items():
        _table(folder / f"{name}.csv", rows or [dict.fromkeys(empty[name], "")])
    tables = exported(assemble(open_kaart(folder), today=TODAY))
    back = exported(returned(as_package(tables, "k"), folder / "terug"))
    for name, rows in tables.items():
        assert back[name] == rows, name
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a file in the way of Open Referral UK becomes (tests/cases/hsds/english.md)."""
    folder = tmp_path_factory.mktemp("engels") / "kaart"
    import_hsds(CASES / "english.json", folder, supplier="Example Advice Trust", licence="OGL 3.0")
    return folder


def test_what_an_english_file_says_stands_on_the_map(english: Path) -> None:
    data = assemble(open_kaart(english), today=TODAY)
    (location,) = data.inventory.locations
    (offer,) = data.inventory.offers
    (organisation,) = data.inventory.organisations
    service = data.services[offer.service_id]
    assert (organisation.id, organisation.name) == (
        "5f0a2b8e-3c52-4b5c-9d0f-0f3e5b1c9a02",
        "Example Advice Trust",
    )
    assert (location.name, str(location.address)) == ("Example House", "Voorbeeldstraat 1, 7511 AA Enschede")
    assert location.accessibility == "Ramp at the side door"
    assert data.gemeente_of(location.id) == "GM0153"
    assert (service.name, service.category) == ("Benefits and tax help desk", "Welfare benefits advice")
    assert (service.audience, service.cost) == ("Anyone over 18", "Free")
    assert service.languages == ("english", "polish")
    assert service.pillar == ""  # a word of theirs is no pillar of ours
    assert offer.presence is Presence.YES
    assert "Ask at the desk" in offer.note
    assert (offer.provenance.supplier, offer.provenance.licence) == ("Example Advice Trust", "OGL 3.0")
    assert offer.provenance.as_of == date(2026, 10, 20)
    hours = next(one for one in data.hours if one.id == offer.id)
    assert hours.complete
    assert hours.text == "dinsdag en donderdag 10.00-12.30 uur, 1e maandag van de maand 13.30-15.30 uur"
    (listing,) = data.inventory.listings
    assert listing.phone == "053 123 4567"  # as a map writes numbers


def test_what_an_english_file_says_besides_is_listed_and_nothing_else(english: Path) -> None:
    with (english / NOT_KEPT).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    values = {(row["bestand"], row["kolom"], row["waarde"]) for row in rows if row["kolom"]}
    assert {
        ("services.csv", "wait_time", "About two weeks"),
        ("services.csv", "minimum_age", "18"),
        ("services.csv", "url", "https://www.example.org/help-desk"),
        ("services.csv", "email", "desk@example.org"),
        ("organizations.csv", "legal_status", "charity"),
        ("service", "quality_mark", '"Matrix standard"'),
    } <= values
    left_out = {(row["bestand"], row["id"][-2:]): row["reden"] for row in rows if not row["kolom"]}
    assert left_out["locations.csv", "18"] == "dit adres ligt niet in Nederland (GB)"
    assert left_out["service_at_location.csv", "17"] == "de plek hiervan is niet overgenomen"
    assert left_out["services.csv", "20"] == "deze dienst is op geen enkele plek"
    assert {("funding.csv", "05"), ("contacts.csv", "08"), ("schedules.csv", "13")} <= left_out.keys()
    kept = (english / "aanbod-1.csv").read_text("utf-8-sig")
    assert "Benefits and tax help desk" in kept
    assert "Telephone helpline" not in kept


def _texts(value: Any) -> Iterator[str]:
    """Every value in a nested record but ids and references."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("id", "total_items") and not name.endswith("_id"):
                yield from _texts(inner)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    else:
        yield str(value)


def test_every_value_of_an_english_file_is_on_the_map_or_in_the_list(english: Path) -> None:
    """But for what only says how it is to be read: kinds of addresses, recurrences and statuses."""
    content = json.loads((CASES / "english.json").read_text("utf-8"))
    written = " ".join(path.read_text("utf-8-sig") for path in english.iterdir()).casefold()
    structural = {"active", "physical", "WEEKLY", "MONTHLY", "service_type", "en", "pl", "TU,TH", "1MO", "NL"}
    said = set(_texts(content)) - structural
    clocks = {text for text in said if len(text) == 5 and text[2] == ":"}
    lost = {text for text in said - clocks if text.casefold() not in written}
    assert lost <= {
        "2026-10-20T09:30:00Z",
        "Advice about benefits.",
    }  # the day is as_of; a term's own explanation


@pytest.mark.parametrize(
    ("name", "content"),
    [("leeg.json", b"{}"), ("kapot.json", b"{"), ("tekst.json", b"\xff\xfe"), ("lijst.json", b"[1, 2]")],
)
def test_a_file_that_is_no_hsds_is_refused_and_makes_no_folder(
    name: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceUnreadable):
        import_hsds(tmp_path / name, tmp_path / "kaart")
    assert not (tmp_path / "kaart").exists()


def test_rows_in_are_rows_used_and_rows_reported(tmp_path: Path) -> None:
    done = import_hsds(CASES / "english.json", tmp_path / "kaart")
    assert all(rows_in == used + reported for rows_in, used, reported in done.rows.values())
    assert done.rows["service"] == (2, 1, 1)


def test_a_folder_of_files_with_a_strange_column_and_file_reports_both(tmp_path: Path) -> None:
    data = assemble(open_kaart(VEENDAM), today=TODAY)
    with zipfile.ZipFile(io.BytesIO(as_package(exported(data), "k"))) as archive:
        archive.extractall(tmp_path / "in")
    path = tmp_path / "in" / "organizations.csv"
    first, *others = path.read_text("utf-8").splitlines()
    path.write_text(
        "\n".join([f"{first},sterren", *(f"{line},5" for line in others)]) + "\n", encoding="utf-8"
    )
    (tmp_path / "in" / "lees-mij.txt").write_text("hallo", encoding="utf-8")
    done = import_hsds(tmp_path / "in", tmp_path / "kaart")
    strange = {(one.file, one.column, one.value) for one in done.not_kept}
    assert {("organizations.csv", "sterren", "5"), ("lees-mij.txt", "", "5 bytes")} == strange


# What editors and other programs make of the files.


def unpacked(folder: Path) -> Path:
    """The files of Veendam, as they came."""
    with zipfile.ZipFile(
        io.BytesIO(as_package(exported(assemble(open_kaart(VEENDAM), today=TODAY)), "k"))
    ) as one:
        one.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(tmp_path_factory.mktemp("veendam"))


def rewritten(
    source: Path, folder: Path, change: Callable[[list[list[str]]], list[list[str]]], **how: Any
) -> Path:
    """The same files with every table changed, and written another way."""
    encoding, delimiter, end = (how.get(one, usual) for one, usual in _USUAL)
    folder.mkdir()
    for path in source.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(change(rows))
        (folder / path.name).write_bytes(text.getvalue().encode(encoding, "replace"))
    return folder


_USUAL = (("encoding", "utf-8"), ("delimiter", ","), ("end", "\r\n"))


def as_it_is(rows: list[list[str]]) -> list[list[str]]:
    return rows


def test_a_table_as_a_dutch_excel_writes_it_says_the_same(packed: Path, tmp_path: Path) -> None:
    usual = import_hsds(rewritten(packed, tmp_path / "in", as_it_is), tmp_path / "kaart")
    ways: list[dict[str, str]] = [
        {"delimiter": ";"},
        {"delimiter": "\t"},
        {"encoding": "utf-8-sig", "delimiter": ";"},
        {"encoding": "cp1252"},
        {"end": "\r"},
    ]
    for number, how in enumerate(ways):
        done = import_hsds(
            rewritten(packed, tmp_path / f"in-{number}", as_it_is, **how), tmp_path / f"kaart-{number}"
        )
        assert (done.rows, done.not_kept) == (usual.rows, usual.not_kept), how


def test_headings_in_capitals_and_empty_lines_change_nothing(packed: Path, tmp_path: Path) -> None:
    usual = import_hsds(rewritten(packed, tmp_path / "in", as_it_is), tmp_path / "kaart")
    changed = rewritten(
        packed,
        tmp_path / "other",
        lambda rows: [[f" {one.upper()}" for one in rows[0]], *rows[1:], [], [""] * len(rows[0])],
    )
    assert import_hsds(changed, tmp_path / "other-kaart").rows == usual.rows


def without_id(rows: list[list[str]]) -> list[list[str]]:
    at = rows[0].index("id")
    return [rows[0], *([*row[:at], "", *row[at + 1 :]] for row in rows[1:4]), *rows[4:]]


def all_of_one_id(rows: list[list[str]]) -> list[list[str]]:
    at = rows[0].index("id")
    return [rows[0], *([*row[:at], "een", *row[at + 1 :]] for row in rows[1:])]


def without_names(rows: list[list[str]]) -> list[list[str]]:
    return [[cell for cell, head in zip(row, rows[0], strict=True) if head != "name"] for row in rows]


def led_astray(rows: list[list[str]]) -> list[list[str]]:
    head = rows[0]
    others = (
        ["nergens" if name.endswith("_id") else cell for cell, name in zip(row, head, strict=True)]
        for row in rows[1:]
    )
    return [head, *others]


def said_twice(rows: list[list[str]]) -> list[list[str]]:
    return [[*rows[0], "name"], *([*row, "iets anders"] for row in rows[1:])]


@pytest.mark.parametrize("change", [all_of_one_id, without_names, led_astray, said_twice])
def test_odd_rows_are_used_or_reported(
    packed: Path, tmp_path: Path, change: Callable[[list[list[str]]], list[list[str]]]
) -> None:
    given = rewritten(packed, tmp_path / "in", change)
    done = import_hsds(given, tmp_path / "kaart")
    lines = {
        path.name: len(list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))) - 1
        for path in given.glob("*.csv")
    }
    assert sum(rows_in for rows_in, _, _ in done.rows.values()) == sum(lines.values())
    assert all(rows_in == used + reported for rows_in, used, reported in done.rows.values())


def test_a_row_without_an_id_is_reported_by_where_it_stands(packed: Path, tmp_path: Path) -> None:
    for path in rewritten(packed, tmp_path / "in", as_it_is).glob("services.csv"):
        rows = without_id(list(csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))))
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
    done = import_hsds(tmp_path / "in", tmp_path / "kaart")
    reported = [one for one in done.not_kept if one.why == "deze rij heeft geen id"]
    assert [(one.file, one.id) for one in reported] == [
        ("services.csv", f"regel {line}") for line in (2, 3, 4)
    ]
    rows_in, used, told = done.rows["service"]
    assert (rows_in, used + told, told >= 3) == (16, 16, True)


def test_a_second_row_of_an_id_and_a_second_value_are_reported(packed: Path, tmp_path: Path) -> None:
    twice = import_hsds(
        rewritten(packed, tmp_path / "in", lambda rows: [*rows, *rows[1:]]), tmp_path / "kaart"
    )
    assert twice.rows["service"] == (32, 16, 16)
    assert {one.why for one in twice.not_kept} == {"deze id heeft een rij hierboven al"}
    other = import_hsds(rewritten(packed, tmp_path / "other", said_twice), tmp_path / "other-kaart")
    assert any(one.value == "iets anders" for one in other.not_kept)


def test_what_has_no_id_in_json_is_still_its_own(tmp_path: Path) -> None:
    content = json.loads((CASES / "english.json").read_text("utf-8"))
    usual = import_hsds(CASES / "english.json", tmp_path / "usual")

    def without(value: Any) -> Any:
        if isinstance(value, list):
            return [without(one) for one in value]
        if isinstance(value, dict):
            kept = (
                value.items()
                if value.keys() & {"name", "status"}
                else ((k, v) for k, v in value.items() if k != "id")
            )
            return {key: without(one) for key, one in kept}
        return value

    (tmp_path / "in.json").write_text(json.dumps(without(content)), encoding="utf-8")
    done = import_hsds(tmp_path / "in.json", tmp_path / "kaart")
    assert done.rows == usual.rows


def test_a_package_without_any_id_says_so(packed: Path, tmp_path: Path) -> None:
    given = rewritten(packed, tmp_path / "in", lambda rows: [rows[0], *(["", *row[1:]] for row in rows[1:])])
    with pytest.raises(SourceUnreadable, match="geen enkele rij een id"):
        import_hsds(given, tmp_path / "kaart")


def test_the_list_of_what_was_left_out_begins_no_formula(packed: Path, tmp_path: Path) -> None:
    given = rewritten(
        packed, tmp_path / "in", lambda rows: [[*rows[0], "=A1"], *([*row, "=B1"] for row in rows[1:])]
    )
    import_hsds(given, tmp_path / "kaart")
    rows = list(
        csv.reader((tmp_path / "kaart" / NOT_KEPT).read_text("utf-8-sig").splitlines(), delimiter=";")
    )
    assert ["services.csv", "", "'=A1", "'=B1"] in [row[:4] for row in rows]
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
