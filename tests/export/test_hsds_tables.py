"""A map as the tables of HSDS: by our profile, with nothing in it that is not public."""

from __future__ import annotations

import csv
import io
import json
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sociale_kaart.dataset.build import assemble
from sociale_kaart.dataset.example import write_example
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.hsds.files import as_package
from sociale_kaart.export.hsds.nested import Records
from sociale_kaart.export.hsds.tables import tables_of
from sociale_kaart.hsds.ids import hsds_id, is_uuid, record_id
from sociale_kaart.hsds.layout import ONE, TABLES, UNDER, Tables
from sociale_kaart.kaart import open_kaart
from tests.export.hsds_schemas import Schemas
from tests.maps.made import OVERIJSSEL, UTRECHT, VEENDAM

DAY = date(2026, 11, 22)
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, "sociale-kaart:hsds")


@pytest.fixture(scope="module", params=[OVERIJSSEL, VEENDAM, UTRECHT], ids=lambda path: path.name)
def tables(request: pytest.FixtureRequest) -> Tables:
    return tables_of(assemble(open_kaart(request.param), today=DAY), DAY)


@pytest.fixture(scope="module")
def utrecht() -> MapData:
    return assemble(open_kaart(UTRECHT), today=DAY)


def test_the_profile_holds(tables: Tables) -> None:
    """An address of every location, a source of every record, a presence of every offer."""
    addressed = {row["location_id"] for row in tables["address"]}
    assert addressed == {row["id"] for row in tables["location"]}
    sourced = {row["link_id"] for row in tables["attribute"] if row["link_type"] == "source"}
    described = {row["resource_id"] for row in tables["metadata"]}
    publisher = {row["link_id"] for row in tables["attribute"] if row["label"] == "Uitgever"}
    assert len(publisher) == 1
    for name in ("organization", "location", "service_at_location", "contact"):
        ids = {row["id"] for row in tables[name] if row.get("department") != "Contact voor partners"}
        assert ids - publisher <= sourced & described, name
    present = {row["link_id"] for row in tables["attribute"] if row["label"] == "Is het er"}
    assert present == {row["id"] for row in tables["service_at_location"]}


def test_what_a_row_refers_to_is_there_and_every_id_is_its_own(tables: Tables) -> None:
    ids = {name: {row["id"] for row in rows} for name, rows in tables.items()}
    for name, rows in tables.items():
        assert len(ids[name]) == len(rows), name
        for row in rows:
            assert row.keys() <= set(TABLES[name].columns)
            for column, value in row.items():
                other = {"parent_organization_id": "organization"}.get(column, column.removesuffix("_id"))
                if column.endswith("_id") and other in ids:
                    assert value in ids[other], (name, column)
    everything = set().union(*ids.values())
    assert {row["link_id"] for row in tables["attribute"]} <= everything
    assert {row["resource_id"] for row in tables["metadata"]} <= everything


def test_a_contact_for_partners_is_told_only_where_it_is_public(utrecht: MapData) -> None:
    hidden = [
        one.partner_contact
        for one in utrecht.inventory.organisations
        if one.partner_contact and not one.partner_contact_public
    ]
    shown = [one.partner_contact for one in utrecht.inventory.organisations if one.partner_contact_public]
    secret = replace(
        utrecht.inventory.organisations[0], partner_contact="Jan Geheim 06", partner_contact_public=False
    )
    inventory = replace(utrecht.inventory, organisations=(secret, *utrecht.inventory.organisations[1:]))
    told = json.dumps(tables_of(replace(utrecht, inventory=inventory), DAY), ensure_ascii=False)
    assert "Jan Geheim" not in told
    assert all(one not in told for one in hidden)
    assert [one for one in shown if one not in told] == []
    assert shown


def test_what_nobody_knows_of_an_address_is_said(utrecht: MapData) -> None:
    """The invented places of Utrecht have a point and a gemeente, and no street."""
    for row in tables_of(utrecht, DAY)["address"]:
        assert (row["address_1"], row["postal_code"]) == ("onbekend", "onbekend")
        assert row["city"]
        assert row["state_province"] == "Utrecht"


def test_a_package_is_what_its_description_says(tables: Tables) -> None:
    with zipfile.ZipFile(io.BytesIO(as_package(tables, "kaart"))) as archive:
        described = json.loads(archive.read("datapackage.json"))
        names = {one["path"] for one in described["resources"]}
        assert names == set(archive.namelist()) - {"datapackage.json"}
        for one in described["resources"]:
            rows = list(csv.DictReader(io.StringIO(archive.read(one["path"]).decode(), newline="")))
            assert list(rows[0]) == [field["name"] for field in one["schema"]["fields"]]
            assert len(rows) == len(tables[one["name"]])


def test_our_tables_are_those_of_the_specification(shared_file: Callable[[str], Path]) -> None:
    specified = json.loads(shared_file("hsds/datapackage.json").read_text(encoding="utf-8"))
    for one in specified["resources"]:
        columns = tuple(field["name"] for field in one["schema"]["fields"])
        table = TABLES[one["name"]]
        assert table.path == one["path"]
        assert set(columns) <= set(table.columns)
        if one["name"] not in ("unit", "service_capacity"):  # whose columns stand in the JSON schemas alone
            assert columns == table.columns
    assert {one["name"] for one in specified["resources"]} == set(TABLES)
    assert {many.table for lists in UNDER.values() for many in lists} <= set(TABLES)
    assert {table for ones in ONE.values() for table, _ in ones.values()} <= set(TABLES)


def test_each_row_is_valid_by_the_tabular_schema(tables: Tables, shared_file: Callable[[str], Path]) -> None:
    specified = json.loads(shared_file("hsds/tabular.json").read_text(encoding="utf-8"))["properties"]
    for name, rows in tables.items():
        if not rows:
            continue
        items: dict[str, Any] = specified[name]["items"]
        wanted = [*items.get("required", ()), *(items.get("tabular_required") or ())]
        validator = Draft202012Validator(
            items | {"required": wanted}, format_checker=Draft202012Validator.FORMAT_CHECKER
        )
        assert [fault.message for row in rows for fault in validator.iter_errors(row)] == [], name


@pytest.mark.slow
def test_an_invented_national_map_is_valid_too(shared_file: Callable[[str], Path], tmp_path: Path) -> None:
    """The small version of benchmarks/hsds_valid.py, which does the same with 10,000 places."""
    data = assemble(open_kaart(write_example(tmp_path / "kaart", 60, 1)), today=DAY)
    schemas, tables = Schemas(shared_file), tables_of(data, DAY)
    records = Records(tables)
    told = [("service", records.service(row)) for row in tables["service"]]
    told += [
        ("service_at_location", records.service_at_location(row)) for row in tables["service_at_location"]
    ]
    told += [("organization", records.organization(row)) for row in tables["organization"]]
    assert [fault for name, record in told for fault in schemas.faults(name, record)] == []
    assert len(told) > 100


@given(st.lists(st.text(), min_size=1))
def test_an_id_is_the_uuid_of_its_kind(parts: list[str]) -> None:
    try:
        name = "\x1f".join(parts)
        name.encode()
    except UnicodeEncodeError:
        return
    assert hsds_id(*parts) == str(uuid.uuid5(NAMESPACE, name))


@given(st.uuids())
def test_a_record_that_has_a_uuid_keeps_it(its_own: uuid.UUID) -> None:
    assert is_uuid(str(its_own))
    assert record_id("organization", str(its_own).upper()) == str(its_own)
    assert is_uuid(record_id("organization", "abcdef012345"))
