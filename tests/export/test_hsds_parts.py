"""A record told alone is the record of the whole map, and is found by the same words and terms."""

from __future__ import annotations

from datetime import date

import pytest

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import map_hours
from sociale_kaart.export.hsds.nested import Records
from sociale_kaart.export.hsds.outline import outline_of, text_of
from sociale_kaart.export.hsds.parts import Parts
from sociale_kaart.export.hsds.tables import tables_of
from sociale_kaart.hsds.ids import record_id
from tests.maps.made import UTRECHT
from tests.web.conftest import built
from tests.web.smallmap import map_data

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module", params=["small", "utrecht"])
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MapData:
    return map_data() if request.param == "small" else built(UTRECHT, tmp_path_factory.mktemp("kaart"))


@pytest.fixture(scope="module")
def whole(data: MapData) -> Records:
    return Records(tables_of(data, DAY))


def test_a_record_made_with_its_organisation_alone_is_that_of_the_whole_map(
    data: MapData, whole: Records
) -> None:
    parts = Parts(data, map_hours(data))
    told = 0
    for one in data.inventory.organisations:
        part, uuid = parts.around([one.id], DAY), record_id("organization", one.id)
        assert part.organization(part.by_id["organization"][uuid], full_service=True) == whole.organization(
            whole.by_id["organization"][uuid], full_service=True
        )
        own = {row["id"] for row in whole.tables["service"] if row["organization_id"] == uuid}
        for row in whole.tables["service_at_location"]:
            if row["service_id"] in own:
                assert part.service_at_location(row) == whole.service_at_location(row)
                told += 1
    assert told == len(whole.tables["service_at_location"])


def test_what_belongs_to_nobody_is_that_of_the_whole_map(data: MapData, whole: Records) -> None:
    parts = Parts(data, map_hours(data))
    assert parts.whole["taxonomy"] == whole.tables["taxonomy"]
    assert parts.whole["taxonomy_term"] == whole.tables["taxonomy_term"]
    plain = parts.organizations([one.id for one in data.inventory.organisations])
    assert plain.tables["organization"] == whole.tables["organization"]


def test_every_record_is_in_the_outline_with_its_terms_and_words(data: MapData, whole: Records) -> None:
    outline = outline_of(data, map_hours(data))
    for table, entries in (
        ("organization", outline.organizations),
        ("service", outline.services),
        ("service_at_location", outline.places),
    ):
        assert sorted(one.id for one in entries) == [row["id"] for row in whole.tables[table]]
    for one in outline.services:
        row = whole.by_id["service"][one.id]
        assert one.terms == whole.terms_of(one.id)
        assert one.text.startswith(text_of(row))
        assert (one.name, one.status, one.modified) == (
            row["name"],
            row["status"],
            row.get("last_modified", ""),
        )
    for one in outline.places:
        service = whole.by_id["service_at_location"][one.id]["service_id"]
        assert one.terms == whole.terms_of(one.id) | whole.terms_of(service)
    for one in outline.organizations:
        assert one.terms >= whole.terms_of(one.id)
