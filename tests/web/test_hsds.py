"""HSDS 3.1 as its clients use it: every answer valid by the compiled schemas, nothing unknown shown as offered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.app import create_app
from sociale_kaart.web.hsds import question
from tests.export.hsds_schemas import Schemas
from tests.web.conftest import MONDAY

BASE = "/api/hsds/3.1"
# Of each list: what one of its records is.
LISTS = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


IDS = ("taxonomy_term_id", "taxonomy_id", "organization_id", "parent_id")


@pytest.fixture(scope="module")
def schemas(shared_file: Callable[[str], Path]) -> Schemas:
    return Schemas(shared_file)


@pytest.fixture(scope="module")
def example_app(utrecht: MapData, settings: Settings) -> Flask:
    return create_app(utrecht, settings, clock=lambda: MONDAY)


@pytest.fixture
def example(example_app: Flask) -> Iterator[FlaskClient]:
    with example_app.test_client() as client:
        yield client


def asked(client: FlaskClient, path: str, **parameters: str | int) -> dict[str, Any]:
    response = client.get(f"{BASE}{path}", query_string=parameters)
    assert response.status_code == 200, response.get_data(as_text=True)
    content: dict[str, Any] = response.get_json()
    return content


def _name(parameter: dict[str, Any], specified: dict[str, Any]) -> str:
    reference = parameter.get("$ref", "").rpartition("/")[2]
    name: str = (
        parameter["name"] if not reference else specified["components"]["parameters"][reference]["name"]
    )
    return name


def _any_id(client: FlaskClient, path: str) -> str:
    return ids(asked(client, path.removesuffix("/{id}"), per_page=1))[0] if "{id}" in path else ""


def ids(content: dict[str, Any]) -> list[str]:
    return [one["id"] for one in content["contents"]]


def presence(record: dict[str, Any]) -> str:
    said = {one["taxonomy_term"]["code"]: str(one.get("value")) for one in record["attributes"]}
    return said["presence"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("map_", ["client", "example"])
def test_every_list_and_every_record_is_valid(
    name: str, map_: str, schemas: Schemas, request: pytest.FixtureRequest
) -> None:
    client: FlaskClient = request.getfixturevalue(map_)
    record, found = LISTS[name], asked(client, f"/{name}", per_page=1000)
    in_list = record if record.startswith("taxonomy") else f"{record}_list"
    assert schemas.faults("page", found) == []
    assert [fault for one in found["contents"] for fault in schemas.faults(in_list, one)] == []
    assert len(set(ids(found))) == found["total_items"] > 0
    for one in found["contents"]:
        assert schemas.faults(record, asked(client, f"/{name}/{one['id']}")) == []


@pytest.mark.parametrize(
    ("path", "record"),
    [
        ("/services?full=true", "service"),
        ("/services?minimal=true", "service_list"),
        ("/organizations?full=true", "organization"),
        ("/organizations?full_service=true", "organization"),
        ("/service_at_locations?full=true", "service_at_location"),
    ],
)
def test_longer_and_shorter_answers_are_valid_too(
    example: FlaskClient, schemas: Schemas, path: str, record: str
) -> None:
    found = asked(example, path.partition("?")[0], **dict([path.partition("?")[2].split("=")]))
    assert [fault for one in found["contents"] for fault in schemas.faults(record, one)] == []
    assert found["contents"]


def test_the_description_offers_every_route_and_parameter_of_the_specification(
    client: FlaskClient, shared_file: Callable[[str], Path]
) -> None:
    specified = json.loads(shared_file("hsds/openapi.json").read_text(encoding="utf-8"))
    ours = client.get(asked(client, "/")["openapi_url"]).get_json()
    for path, methods in specified["paths"].items():
        for method in methods.keys() & {"get", "post"}:
            wanted = {_name(one, specified) for one in methods[method].get("parameters", ())}
            given = {one["name"] for one in ours["paths"][path][method]["parameters"]}
            assert wanted <= given, (path, method)
            for name in wanted - {"modified_after", "postcode", "proximity"} - set(IDS):
                value = {"format": "ndjson", "page": "1", "per_page": "1", "search": "a"}.get(name, "true")
                address = f"{BASE}{path}".replace("{id}", _any_id(client, path))
                assert client.open(f"{address}?{name}={value}", method=method).status_code == 200, (
                    path,
                    name,
                )


def test_the_description_tells_of_every_route_we_have(client: FlaskClient) -> None:
    about = asked(client, "/")
    assert about["version"] == "3.1"
    described = client.get(about["openapi_url"]).get_json()
    rules = client.application.url_map.iter_rules()
    routes = {rule.rule for rule in rules if rule.endpoint.startswith("hsds.")} - {BASE}
    told = {f"{BASE}{path}".replace("{id}", "<its_id>") for path in described["paths"]}
    assert told - {f"{BASE}/"} == routes - {f"{BASE}/"}
    terms = {one["code"] for one in client.get(about["profile"]).get_json()["terms"]}
    assert {"presence", "match_level", "holidays", "verified", "role", "step_free"} <= terms


def test_pages_add_up_to_the_stream(example: FlaskClient) -> None:
    found: list[str] = []
    for page in (1, 2, 3, 4, 5):
        content = asked(example, "/services", page=page, per_page=10)
        assert (content["first_page"], content["last_page"]) == (page == 1, page == 5)
        assert content["size"] == len(content["contents"])
        found += ids(content)
    streamed = example.get(f"{BASE}/services?format=ndjson")
    assert streamed.content_type == "application/x-ndjson"
    assert [json.loads(line)["id"] for line in streamed.data.splitlines()] == found
    beyond = asked(example, "/services", page=6, per_page=10)
    assert beyond["empty"]
    assert beyond["total_items"] == len(found)
    assert len(asked(example, "/services", minimal="true")["contents"]) == len(found)


@pytest.mark.parametrize("how", ["full", "full_service"])
def test_a_page_of_whole_records_is_never_so_long_that_a_server_is_held_up(
    example: FlaskClient, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(question, "MOST_IN_FULL", 3)
    every = ids(asked(example, "/organizations", per_page=1000))
    found: list[str] = []
    for page in range(1, -(-len(every) // 3) + 1):
        content = asked(example, "/organizations", per_page=1000, page=page, **{how: "true"})
        assert content["size"] <= 3
        found += ids(content)
    assert content["last_page"]
    assert found == every


def test_what_is_not_there_or_not_known_is_told_and_never_active(
    client: FlaskClient, example: FlaskClient
) -> None:
    said = set()
    for one in (client, example):
        for place in asked(one, "/service_at_locations", full="true", per_page=1000)["contents"]:
            said.add(presence(place))
            assert (place["service"]["status"] == "active") == (presence(place) == "yes")
            assert presence(place) == "yes" or place["description"]
            assert presence(place) != "no" or "schedules" not in place
    assert said == {"yes", "no", "unknown"}


def test_a_help_that_is_nowhere_known_has_a_desk_and_no_service(client: FlaskClient) -> None:
    """The small map has a listing about which nothing but its category is known."""
    desks = [
        contact["name"]
        for one in asked(client, "/organizations", full="true")["contents"]
        for contact in one.get("contacts", ())
    ]
    assert "Zoekgeraakt Loket" in desks


def test_filters_find_what_they_say(example: FlaskClient) -> None:
    terms = asked(example, "/taxonomy_terms", per_page=1000)["contents"]
    spreekuur = next(one for one in terms if one.get("code") == "spreekuur")
    wanted = asked(example, "/services", taxonomy_term_id=spreekuur["id"], full="true", per_page=1000)[
        "contents"
    ]
    everything = asked(example, "/services", full="true", per_page=1000)["contents"]
    assert [one["id"] for one in wanted] == [
        one["id"]
        for one in everything
        if any(said["taxonomy_term_id"] == spreekuur["id"] for said in one["attributes"])
    ]
    assert 0 < len(wanted) < len(everything)
    pillars = asked(example, "/services", taxonomy_id=spreekuur["taxonomy_id"], per_page=1000)
    assert set(ids({"contents": wanted})) < set(ids(pillars))
    whose = wanted[0]["organization_id"]
    of_one = asked(example, "/services", organization_id=whose, full="true")["contents"]
    assert {one["organization"]["id"] for one in of_one} == {whose}
    by_name = asked(example, "/organizations", search="VOORBEELDORGANISATIE")["contents"]
    assert by_name
    assert all("Voorbeeldorganisatie" in one["name"] for one in by_name)
    assert asked(example, "/organizations", search="xyzzy")["empty"]
    offering = asked(example, "/organizations", taxonomy_term_id=spreekuur["id"])
    assert whose in ids(offering)
    later = asked(example, "/services", modified_after="2027-01-01T00:00:00Z")
    assert later["empty"]
    same_day = wanted[0]["last_modified"]
    assert wanted[0]["id"] in ids(asked(example, "/services", modified_after=same_day, per_page=1000))
    assert len(ids(asked(example, "/taxonomy_terms", top_only="true", per_page=1000))) == len(terms)
    assert asked(example, "/taxonomy_terms", parent_id=spreekuur["id"])["empty"]


def test_a_postcode_finds_who_works_there_and_a_proximity_who_is_near(client: FlaskClient) -> None:
    """The small map has places in Enschede and Hengelo; 7511 is the middle of Enschede."""
    here = asked(client, "/service_at_locations", postcode="7511", full="true")["contents"]
    codes = {
        said["value"]
        for one in here
        for said in one["location"]["attributes"]
        if said["taxonomy_term"]["code"] == "gemeentecode"
    }
    assert codes == {"GM0153"}
    near = asked(client, "/service_at_locations", postcode="7511 AB", proximity=3000)
    far = asked(client, "/service_at_locations", postcode="7511AB", proximity=100000)
    assert set(ids(near)) == {one["id"] for one in here}
    assert len(ids(far)) > len(ids(near))
    assert ids(far)[: len(ids(near))] == ids(near)
    assert asked(client, "/service_at_locations", postcode="9671", proximity=1000)["empty"]


@pytest.mark.parametrize(
    "question",
    [
        "/services?page=0",
        "/services?per_page=1001",
        "/services?full=ja",
        "/services?format=xml",
        "/services?organization_id=bibliotheek",
        "/services?modified_after=gisteren",
        "/services?postcode=7511",
        "/services?search=a&search=b",
        "/service_at_locations?proximity=100",
        "/service_at_locations?postcode=0123",
        "/service_at_locations?postcode=7511&proximity=-1",
        "/services/x?full=true",
        "/?page=1",
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_as_a_problem(
    client: FlaskClient, question: str
) -> None:
    response = client.get(BASE + question)
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert response.get_json()["detail"]


def test_what_is_not_there_is_a_problem_and_what_may_not_be_done_as_well(client: FlaskClient) -> None:
    absent = client.get(f"{BASE}/services/00000000-0000-4000-8000-000000000000")
    assert (absent.status_code, absent.content_type) == (404, "application/problem+json")
    assert client.put(f"{BASE}/services").status_code == 405
    assert client.post(f"{BASE}/services/x").status_code == 405


def test_a_list_may_be_asked_for_by_post_as_the_specification_has_it(client: FlaskClient) -> None:
    posted = client.post(f"{BASE}/services?per_page=1").get_json()
    assert posted == asked(client, "/services", per_page=1)


def test_an_answer_may_be_read_elsewhere_and_is_sent_once(client: FlaskClient) -> None:
    first = client.get(f"{BASE}/services")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(f"{BASE}/services", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_schedules_say_when_they_were_verified_and_what_holds_on_holidays(example: FlaskClient) -> None:
    places = asked(example, "/service_at_locations", full="true", per_page=1000)["contents"]
    told = [schedule for one in places for schedule in one.get("schedules", ())]
    assert told
    for schedule in told:
        said = {one["taxonomy_term"]["code"]: one["value"] for one in schedule["attributes"]}
        assert date.fromisoformat(said["verified"]) <= MONDAY.date()
        assert set(said["holidays"].split(",")) <= {"open", "closed", "unknown"}


def test_what_is_invented_says_so_on_every_service(example: FlaskClient) -> None:
    for one in asked(example, "/services", per_page=1000)["contents"]:
        assert "verzonnen" in one["alert"]
