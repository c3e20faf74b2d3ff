"""The description of the API tells the truth: every route is in it, and whatever is asked, the answer is as it says."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as examples
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig

from benchmarks.fuzz_api import CONFIG
from benchmarks.fuzz_site import Fuzzer
from sociale_kaart.config import Settings
from sociale_kaart.web.apidoc import api_rules, openapi
from sociale_kaart.web.apidocroutes import routes
from sociale_kaart.web.app import create_app
from sociale_kaart.web.headers import ASKING
from sociale_kaart.web.question import FIELDS
from sociale_kaart.web.site import EXTENSION
from tests.web.smallmap import map_data

EXAMPLES = 6  # per operation; benchmarks/fuzz_api.py tries thousands


def made() -> Flask:
    return create_app(map_data(), Settings(tiles_url=""))


@pytest.fixture(scope="module")
def app() -> Flask:
    return made()


@pytest.fixture(scope="module")
def document(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = app.test_client().get("/api/openapi.json").get_json()
    return found


def test_every_route_is_in_it_and_every_parameter_of_an_address(app: Flask, document: dict[str, Any]) -> None:
    addresses = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) for rule in api_rules(app)}
    assert set(document["paths"]) == {one.replace("{its_id}", "{id}") for one in addresses}
    for address, operations in document["paths"].items():
        told = {one["name"] for one in operations["get"]["parameters"] if one["in"] == "path"}
        told |= {one["name"] for one in operations.get("parameters", [])}
        assert told == set(re.findall(r"\{(\w+)\}", address))
        assert operations["get"]["summary"]
        assert "default" in operations["get"]["responses"]


def test_our_own_routes_are_described_in_full(app: Flask) -> None:
    ours = {rule.endpoint for rule in api_rules(app) if not rule.endpoint.startswith("hsds.")}
    assert ours == set(routes(app.extensions[EXTENSION]))


# What headers look at (web/headers.py): where somebody searched, on every route that may say it.
_BY_HEADERS = {"zoek", "plek", "gebied", "q", "lon", "lat"}


def test_every_parameter_that_is_read_is_described(document: dict[str, Any]) -> None:
    """The names are those that routes looked for while they were asked what nobody would ask.

    A route of HSDS looks for all of its names, and has refused before what is not for it.
    """
    app = made()
    rules = [rule for rule in api_rules(app) if not rule.endpoint.startswith("hsds.")]
    found = Fuzzer(app, seed=5).ask_all(4 * len(rules), only={rule.endpoint for rule in rules})
    columns = in_queries(app.test_client().get("/api/ogc/api").get_json()["paths"])
    for rule in rules:
        told = in_queries({"": document["paths"][re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)]})
        told |= columns if rule.endpoint == "ogc.items" else set()
        asking = _BY_HEADERS if rule.endpoint in ASKING else set()
        assert found.names[rule.endpoint] - told - asking == set(), rule.rule


def in_queries(paths: dict[str, Any]) -> set[str]:
    """The names of parameters of a question that some paths tell."""
    return {
        one["name"]
        for operations in paths.values()
        for one in operations["get"]["parameters"]
        if one["in"] == "query"
    }


def test_what_is_open_now_knows_every_name_of_the_front_page(document: dict[str, Any]) -> None:
    told = in_queries({"": document["paths"]["/api/stand.json"]})
    assert told == {*FIELDS, "pijler", "pagina"}


def test_an_example_of_an_id_is_that_of_something(app: Flask, document: dict[str, Any]) -> None:
    client = app.test_client()
    for address in (
        one for one in document["paths"] if one.endswith(("{id}", "{feature_id}", "{wanneer}.json"))
    ):
        told = document["paths"][address]["get"]["parameters"]
        examples = {
            one["name"]: one.get("example") or one["schema"]["enum"][0] for one in told if one["in"] == "path"
        }
        assert client.get(address.format(**examples)).status_code == 200, address


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    identities = [operation["get"]["operationId"] for operation in document["paths"].values()]
    assert len(identities) == len(set(identities))


def test_it_is_the_same_for_the_same_map(app: Flask, document: dict[str, Any]) -> None:
    again = made()
    with again.test_request_context():
        assert openapi(again, again.extensions[EXTENSION])["paths"] == document["paths"]


@pytest.mark.parametrize("address", ["/api", "/api/", "/en/api"])
def test_people_read_the_same(app: Flask, document: dict[str, Any], address: str) -> None:
    page = app.test_client().get(address).text
    for path in document["paths"]:
        assert f"GET {path}" in page


# Whatever is asked.

schema = schemathesis.openapi.from_wsgi(
    "/api/openapi.json", made(), config=SchemathesisConfig.from_dict(CONFIG)
)


@pytest.mark.slow
@schema.parametrize()
@examples(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_any_question_is_answered_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(headers={"Accept-Encoding": "identity"})


def test_all_checks_take_part() -> None:
    wanted = {
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
        "positive_data_acceptance",
        "unsupported_method",
    }
    assert wanted <= set(CHECKS.get_all_names())


# Errors, and pages elsewhere.


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/nergens", 404),
        ("/api/zoek", 400),
        ("/api/changes?since=x", 400),
        ("/api/changes?since=0123456789abcdef.1", 410),
        ("/api/changes?limit=0", 400),
        ("/api/ogc/collections/nergens", 404),
    ],
)
def test_every_error_is_a_problem(app: Flask, address: str, status: int) -> None:
    answer = app.test_client().get(address)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["status"] == status
    assert answer.get_json()["detail"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nobody_writes(app: Flask, method: str) -> None:
    answer = getattr(app.test_client(), method)("/api/changes")
    assert answer.status_code == 405
    assert answer.content_type == "application/problem+json"
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "address", ["/api/plekken.geojson", "/api/zoek?q=7511", "/api/nergens", "/api/changes"]
)
def test_a_page_elsewhere_may_read_it(app: Flask, address: str) -> None:
    assert app.test_client().get(address).headers["Access-Control-Allow-Origin"] == "*"


def test_a_page_elsewhere_may_ask_what_is_new(app: Flask) -> None:
    client: FlaskClient = app.test_client()
    answer = client.options("/api/changes", headers={"Access-Control-Request-Method": "GET"})
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]


def test_pages_for_people_are_not_open_to_all(app: Flask) -> None:
    assert "Access-Control-Allow-Origin" not in app.test_client().get("/").headers
