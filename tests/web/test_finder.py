"""Where a visitor means: who is asked, what leaves our server, and what happens while PDOK is away."""

from __future__ import annotations

import csv
import logging
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.gebieden.places import Ambiguous, NotFound, Position
from sociale_kaart.geocode.register.write import PAGE_SIZE, write_register
from sociale_kaart.web.app import create_app
from sociale_kaart.web.finder import PATIENCE_S, Finder
from sociale_kaart.web.positionwords import doubt, measured_from, unfound
from tests.fakes.locatieserver import Doc, Fault, Locatieserver, address_doc, quick, street_docs, twente_docs
from tests.geocode.recorded_register import rows_of_docs
from tests.web.smallmap import AREA, map_data

RECORDED = Path(__file__).parent.parent / "cases" / "adressen_locatieserver.csv"
DOORS = [
    address_doc(
        f"Dorpsstraat 2, {postcode} {place}",
        lon=lon,
        lat=52.3,
        nummeraanduiding_id=f"0147200000{postcode[:4]}00",
        gemeente="Borne",
    )
    for postcode, place, lon in (("7621AA", "Borne", 6.75), ("7626AA", "Hertme", 6.76))
]


@pytest.fixture(scope="module")
def docs() -> list[Doc]:
    with RECORDED.open(encoding="utf-8", newline="") as file:
        return [*twente_docs(csv.DictReader(file)), *DOORS]


@pytest.fixture(scope="module")
def register(docs: list[Doc], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "adressen.register"
    write_register(rows_of_docs(docs), path, {"source_date": "2026-09-14"})
    return path


@pytest.fixture
def pdok(docs: list[Doc]) -> Iterator[Locatieserver]:
    with Locatieserver(docs=[*docs, *street_docs(docs)]) as server:
        yield server


@pytest.fixture(autouse=True)
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine the fake may take longer than a visitor would wait."""
    monkeypatch.setattr("sociale_kaart.web.finder.PATIENCE_S", 60.0)


@pytest.fixture
def open_finder(pdok: Locatieserver) -> Iterator[Callable[..., Finder]]:
    opened: list[Finder] = []

    def open_one(**settings: Any) -> Finder:
        finder = Finder(replace(quick(pdok), **settings), AREA)
        opened.append(finder)
        return finder

    yield open_one
    for finder in opened:
        finder.close()


@pytest.mark.parametrize(
    ("typed", "label", "kind", "exactness"),
    [
        ("De Haven 1, Borne", "De Haven 1, 7622DH Borne", "adres", "De Haven 1, 7622DH Borne"),
        ("de haven 1 borne", "De Haven 1, 7622DH Borne", "adres", "De Haven 1, 7622DH Borne"),
        ("7622 DH 1", "De Haven 1, 7622DH Borne", "adres", "De Haven 1, 7622DH Borne"),
        ("De Haven, Borne", "De Haven, Borne", "straat", "het midden van De Haven, Borne"),
        ("De Haven 999, Borne", "De Haven, Borne", "straat", "het midden van De Haven, Borne"),
        ("Enschede", "Enschede", "woonplaats", "het midden van Enschede"),
        ("7511", "7511", "postcode4", "het midden van postcodegebied 7511"),
        ("7511 GM", "7511", "postcode4", "het midden van postcodegebied 7511"),
    ],
)
@pytest.mark.parametrize("by", ["register", "pdok"])
def test_an_address_is_found_where_the_publisher_has_a_register_or_allows_pdok(
    open_finder: Callable[..., Finder],
    register: Path,
    by: str,
    typed: str,
    label: str,
    kind: str,
    exactness: str,
) -> None:
    finder = open_finder(register=register) if by == "register" else open_finder(visitors_pdok=True)
    found = finder.position(typed)
    assert isinstance(found, Position)
    assert (found.label, found.kind, measured_from(found)) == (label, kind, exactness)


def test_a_full_postcode_is_finer_than_its_first_four_digits(
    open_finder: Callable[..., Finder], register: Path
) -> None:
    found = open_finder(register=register).position("7622 DH")
    assert isinstance(found, Position)
    assert (found.kind, found.gemeentecode) == ("postcode", "GM0147")
    assert "7622DH" in found.label


def test_without_either_an_address_is_found_by_its_postcode_or_place(
    open_finder: Callable[..., Finder],
) -> None:
    finder = open_finder()
    for typed, label in (
        ("De Haven 1, 7622 DH Borne", "7622"),
        ("De Haven 1, Borne", "Borne"),
        ("Enschede", "Enschede"),
    ):
        found = finder.position(typed)
        assert isinstance(found, Position)
        assert found.label == label
    assert isinstance(finder.position("Bergen"), Ambiguous)
    assert isinstance(finder.position("qqqqqqqq"), NotFound)
    enschde = finder.position("Enschde")
    assert isinstance(enschde, NotFound)
    assert enschde.suggestions[0] == "Enschede"


def test_whose_door_it_was_is_rounded_away(open_finder: Callable[..., Finder], register: Path) -> None:
    found = open_finder(register=register).position("De Haven 1, Borne")
    assert isinstance(found, Position)
    assert (found.lon, found.lat, found.radius_m) == (6.758, 52.302, 100.0)
    assert found.gemeentecode == "GM0147"


def test_an_address_of_several_places_gives_a_choice_and_each_choice_is_one(
    open_finder: Callable[..., Finder], register: Path
) -> None:
    finder = open_finder(register=register)
    found = finder.position("Dorpsstraat 2")
    assert isinstance(found, NotFound)
    assert (
        unfound(found).message
        == "Er zijn meer adressen met de naam “Dorpsstraat 2”. Bedoelt u Dorpsstraat 2, 7621AA Borne?"
    )
    assert [finder.position(one).label for one in found.suggestions] == list(found.suggestions)  # type: ignore[union-attr]


HERE = "De Haven 1, 7622DH Borne"
AWAY = "Zoeken op straat en huisnummer lukt nu niet. Dat ligt niet aan u."
CORNER = "Van een hoek van twee straten zoeken we alleen de eerste straat."


@pytest.mark.parametrize(
    ("typed", "label", "remark"),
    [
        ("De Haven 1, Borne", HERE, ""),
        ("7622 DH 1", HERE, ""),
        ("De Haven, Borne", "De Haven, Borne", ""),
        ("De Haven 1", HERE, f"U noemde geen plaats. We zoeken vanaf {HERE}."),
        ("De Havn 1, Borne", HERE, f"Dit adres vonden we niet precies. We zoeken vanaf {HERE}."),
        (
            "De Haven 1, 7511 GM Borne",
            HERE,
            f"Deze postcode hoort niet bij dit adres. We zoeken vanaf {HERE}.",
        ),
        (
            "De Haven 999, Borne",
            "De Haven, Borne",
            "Dit huisnummer vonden we niet. We zoeken vanaf het midden van De Haven, Borne.",
        ),
        (
            "hoek Dorpsstraat en De Haven, Borne",
            "Dorpsstraat, Borne",
            f"{CORNER} We zoeken vanaf het midden van Dorpsstraat, Borne.",
        ),
        (
            "Geheimstraat 1, Borne",
            "Borne",
            "Dit adres vonden we niet. We zoeken vanaf het midden van Borne.",
        ),
    ],
)
def test_what_is_in_doubt_about_an_address_is_said(
    open_finder: Callable[..., Finder], register: Path, typed: str, label: str, remark: str
) -> None:
    found = open_finder(register=register).position(typed)
    assert isinstance(found, Position)
    assert (found.label, doubt(found)) == (label, remark)


@pytest.mark.parametrize(
    ("typed", "suggestions", "why"),
    [
        ("De Haven 1, 7622 DH Groningen", (HERE, "Groningen"), f"{HERE} ligt niet in Groningen."),
        (
            "De Havn 999, Borne",
            ("De Haven, Borne",),
            "Het adres “De Havn 999, Borne” kennen we niet.",
        ),
        (
            "1012AB 37a Groningen",
            ("1012 AB", "Groningen"),
            "De postcode 1012 AB hoort niet bij Groningen.",
        ),
        ("1012 Groningen", ("1012", "Groningen"), "De postcode 1012 hoort niet bij Groningen."),
    ],
)
def test_where_another_place_may_be_meant_a_visitor_is_asked_and_each_answer_leads_on(
    open_finder: Callable[..., Finder], register: Path, typed: str, suggestions: tuple[str, ...], why: str
) -> None:
    finder = open_finder(register=register)
    found = finder.position(typed)
    assert isinstance(found, NotFound)
    assert (found.suggestions, unfound(found).message) == (suggestions, f"{why} Bedoelt u {suggestions[0]}?")
    for suggestion in suggestions:
        assert isinstance(finder.position(suggestion), Position)


@pytest.mark.parametrize(
    "typed", ["7511 GM Enschede", "7511 GM Glanerbrug", "7622 DH Hertme", "1861 KT Bergen"]
)
def test_a_postcode_near_its_place_is_no_conflict(open_finder: Callable[..., Finder], typed: str) -> None:
    found = open_finder().position(typed)
    assert isinstance(found, Position)
    assert (found.kind, found.label) == ("postcode4", typed[:4])


@pytest.mark.parametrize(
    "typed", ["Postbus 12 Groningen", "Postbus 12, 9700 AA Groningen", "postbus 12, Groningen"]
)
def test_a_post_box_is_no_place_to_go_but_its_place_is(
    open_finder: Callable[..., Finder], typed: str
) -> None:
    found = open_finder().position(typed)
    assert isinstance(found, Position)
    assert (found.label, found.kind) == ("Groningen", "woonplaats")
    assert doubt(found) == (
        "Een postbus of antwoordnummer is geen plek om naartoe te gaan. We zoeken vanaf het midden van Groningen."
    )


def test_what_cannot_be_placed_at_all_says_what_to_type(open_finder: Callable[..., Finder]) -> None:
    for typed, told in (
        ("Postbus 12", "Een postbus of antwoordnummer is geen plek om naartoe te gaan. Vul de postcode"),
        ("Kirchstraße 5, 48599 Gronau", "Dit adres ligt niet in Nederland. Vul een Nederlandse postcode"),
    ):
        found = open_finder().position(typed)
        assert isinstance(found, NotFound)
        assert unfound(found).message.startswith(told)


def test_without_a_register_a_street_is_left_aside_and_that_is_said(
    open_finder: Callable[..., Finder],
) -> None:
    for typed in ("hoek A-straat en B-straat Groningen", "Oosterstraat 12, Groningen"):
        found = open_finder().position(typed)
        assert isinstance(found, Position)
        assert doubt(found) == (
            "Op deze website kunt u niet zoeken op straat en huisnummer. We zoeken vanaf het midden van Groningen."
        )


def test_a_damaged_register_costs_a_visitor_the_house_and_not_the_page(
    register: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "adressen.register"
    whole = register.read_bytes()
    # The first page, which says that it is a register, and that with its facts are left: so it opens.
    broken.write_bytes(whole[: 2 * PAGE_SIZE] + b"\xa5" * (len(whole) - 2 * PAGE_SIZE))
    app = create_app(map_data(), Settings(register=broken, cache=""))
    client = app.test_client()
    for _ in range(3):
        page = client.get("/?zoek=De+Haven+1,+Borne")
        assert page.status_code == 200
        assert f"{AWAY} We zoeken vanaf het midden van Borne." in page.get_data(as_text=True)
    assert client.get("/api/suggest?q=Born").get_json()["suggestions"][0]["label"] == "Borne"
    assert [one.levelname for one in caplog.records if "without the register" in one.message] == ["ERROR"]
    assert "Haven" not in caplog.text


@pytest.mark.parametrize(
    ("settings", "asked"),
    [({}, 0), ({"visitors_pdok": False, "register": None}, 0), ({"visitors_pdok": True}, 1)],
)
def test_what_a_visitor_typed_goes_to_pdok_only_where_the_publisher_allows_it(
    open_finder: Callable[..., Finder], pdok: Locatieserver, settings: dict[str, Any], asked: int
) -> None:
    finder = open_finder(**settings)
    finder.position("De Haven 1, 7622DH Borne")
    finder.suggest("Dorpsstr")
    assert len(pdok.requests) == asked * 2


def test_with_a_register_that_knows_pdok_is_not_asked_either(
    open_finder: Callable[..., Finder], pdok: Locatieserver, register: Path
) -> None:
    finder = open_finder(register=register, visitors_pdok=True)
    finder.position("De Haven 1, Borne")
    finder.position("Enschede")
    finder.position("7511")
    finder.suggest("De Hav")
    finder.suggest("Ensch")
    assert pdok.requests == []


def test_pdok_sees_our_server_and_never_the_visitor(pdok: Locatieserver, tmp_path: Path) -> None:
    settings = replace(quick(pdok), visitors_pdok=True, cache=str(tmp_path / "cache"))
    client = create_app(map_data(), settings).test_client()
    client.set_cookie("secret", "of-the-visitor")
    visitor = {"X-Forwarded-For": "203.0.113.9", "User-Agent": "Visitor/1.0", "Referer": "https://elders.nl/"}
    page = client.get("/?zoek=De+Haven+1,+Borne", headers=visitor).get_data(as_text=True)
    assert "gemeten vanaf De Haven 1, 7622DH Borne" in page
    assert pdok.headers == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert not any("Visitor" in agent for agent in pdok.user_agents)
    assert list(tmp_path.iterdir()) == [], "and nothing of it is kept"


def test_nothing_that_was_typed_is_logged(
    open_finder: Callable[..., Finder], pdok: Locatieserver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    finder = open_finder(visitors_pdok=True)
    for fault in ("503", "400", "html", "reset", "410", "cut_json"):
        pdok.play(fault)
        finder.position("Geheimstraat 12, Borne")
    assert "went on without PDOK: ServiceMoved" in caplog.text
    assert "eheimstraat" not in caplog.text


@pytest.mark.parametrize("fault", ["503", "410", "400", "html", "cut_json", "429", "reset", "wrong_shape"])
def test_while_pdok_is_away_a_visitor_gets_the_place(
    open_finder: Callable[..., Finder], pdok: Locatieserver, fault: str
) -> None:
    pdok.always = Fault(fault)
    found = open_finder(visitors_pdok=True).position("De Haven 1, Borne")
    assert isinstance(found, Position)
    assert (found.label, len(pdok.requests)) == ("Borne", 1)
    assert doubt(found) == f"{AWAY} We zoeken vanaf het midden van Borne.", (
        "and not: there is no such address"
    )


def test_a_visitor_waits_two_seconds_at_most_and_the_next_does_not_wait_in_line(
    open_finder: Callable[..., Finder], pdok: Locatieserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert PATIENCE_S <= 2.0
    monkeypatch.setattr("sociale_kaart.web.finder.PATIENCE_S", 0.15)
    finder = open_finder(visitors_pdok=True)
    pdok.always = Fault("slow", seconds=60.0)
    waited: list[float] = []

    def visit() -> None:
        began = time.monotonic()
        found = finder.position("De Haven 1, Borne")
        waited.append(time.monotonic() - began)
        assert isinstance(found, Position)
        assert found.label == "Borne"

    visitors = [threading.Thread(target=visit) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert len(waited) == 4
    assert max(waited) < 30.0, "not until PDOK gives up, nor one after another"
    assert len(pdok.requests) == 1, "PDOK gets one question at a time; the others do without"


def test_a_service_that_is_down_is_left_alone(
    open_finder: Callable[..., Finder], pdok: Locatieserver
) -> None:
    pdok.always = Fault("503")
    finder = open_finder(visitors_pdok=True)
    for _ in range(12):
        assert isinstance(finder.position("De Haven 1, Borne"), Position)
    assert len(pdok.requests) == 5


def test_suggestions_are_places_first_then_streets_and_addresses(
    open_finder: Callable[..., Finder], register: Path
) -> None:
    by_name = [one.label for one in open_finder().suggest("Ensch")]
    assert by_name == ["Enschede", "Enschot"]
    finder = open_finder(register=register)
    assert finder.suggest("Ensch")[0].label == "Enschede"
    assert "De Haven, Borne" in [one.label for one in finder.suggest("De Hav")]
    assert len(finder.suggest("a", limit=3)) <= 3
    assert finder.suggest("") == []


def test_a_register_that_is_not_there_stops_the_server_and_not_a_visitor(tmp_path: Path) -> None:
    with pytest.raises(SocialeKaartError, match=r"nergens\.register"):
        Finder(Settings(register=tmp_path / "nergens.register"))


def test_a_visitor_is_told_of_pdok_where_the_publisher_switched_it_on() -> None:
    for is_on in (False, True):
        client = create_app(map_data(), Settings(visitors_pdok=is_on, cache="")).test_client()
        for path in ("/", "/over"):
            page = client.get(path).get_data(as_text=True)
            assert ("zoeken wij soms op bij PDOK" in page) is is_on
            assert ("Uw IP-adres sturen we" in page) is is_on


def test_each_choice_of_a_name_is_a_link_that_leads_to_that_place(client: FlaskClient) -> None:
    page = client.get("/?zoek=Bergen").get_data(as_text=True)
    links = re.findall(r'<li><a href="([^"]+)">([^<]*Bergen \([^<]+)</a></li>', page)
    assert len(links) > 1
    for link, label in links:
        found = client.get(unescape(link)).get_data(as_text=True)
        assert "Welke plaats bedoelt u?" not in found, label
        assert "kennen we niet" not in found, label


def test_where_somebody_stands_is_not_told_to_pdok(
    open_finder: Callable[..., Finder], pdok: Locatieserver
) -> None:
    open_finder(visitors_pdok=True).suggest("Dorpsstr", (6.75, 52.3))
    (asked,) = pdok.requests
    assert not {"lon", "lat"} & asked.keys()


# The two addresses for programs.


@pytest.fixture(scope="module")
def app(register: Path) -> Flask:
    return create_app(map_data(), Settings(register=register, cache=""))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_program_gets_a_position_to_a_hundred_metres(client: FlaskClient) -> None:
    answer = client.get("/api/zoek?q=De+Haven+1,+Borne")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.get_json() == {
        "position": {
            "label": "De Haven 1, 7622DH Borne",
            "kind": "adres",
            "exactness": "De Haven 1, 7622DH Borne",
            "radius_m": 100.0,
            "gemeentecode": "GM0147",
            "lon": 6.758,
            "lat": 52.302,
        },
        "options": [],
        "suggestions": [],
        "message": "",
    }


def test_a_program_is_told_what_a_name_may_stand_for_or_that_it_stands_for_nothing(
    client: FlaskClient,
) -> None:
    several = client.get("/api/zoek?q=Bergen").get_json()
    assert several["position"] is None
    assert len(several["options"]) > 1
    assert all(re.fullmatch(r"\d+\.\d{1,3}", str(one["lon"])) for one in several["options"])
    nothing = client.get("/api/zoek?q=Enschde").get_json()
    assert (nothing["position"], nothing["suggestions"][0]) == (None, "Enschede")
    assert "Enschde" in nothing["message"]


def test_a_program_gets_suggestions(client: FlaskClient) -> None:
    answer = client.get("/api/suggest?q=De+Hav&lon=6.75&lat=52.3")
    assert answer.headers["Cache-Control"] == "no-store"
    assert {"label": "De Haven, Borne", "kind": "straat"} in answer.get_json()["suggestions"]


@pytest.mark.parametrize(
    "address",
    [
        "/api/zoek",
        "/api/zoek?q=",
        "/api/zoek?q=%20",
        "/api/suggest?q=" + "a" * 101,
        "/api/zoek?q=" + "a" * 101,
        "/api/suggest?q=Dam&lon=6.75",
        "/api/suggest?q=Dam&lon=nan&lat=52",
        "/api/suggest?q=Dam&lon=1&lat=2",
        "/api/suggest?q=Dam&lon=zes&lat=52",
    ],
)
def test_a_question_we_cannot_use_is_refused_in_dutch(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["detail"]


@pytest.mark.parametrize(
    "typed", ["%00", "%FF%FE", "'; DROP TABLE address; --", '"*:*"', "(" * 90, "1" * 99, "💡"]
)
def test_whatever_is_typed_is_answered(client: FlaskClient, typed: str) -> None:
    for path in ("/api/zoek?q=a", "/api/suggest?q=a", "/?zoek="):
        assert client.get(path + typed).status_code == 200


def test_a_program_is_told_what_is_in_doubt(client: FlaskClient) -> None:
    answer = client.get("/api/zoek?q=De+Haven+999,+Borne").get_json()
    assert answer["position"]["label"] == "De Haven, Borne"
    assert answer["message"].startswith("Dit huisnummer vonden we niet.")


def test_the_page_lists_places_from_an_address_on(client: FlaskClient) -> None:
    page = client.get("/?zoek=De+Haven+1,+Borne").get_data(as_text=True)
    assert "gemeten vanaf De Haven 1, 7622DH Borne" in page
    assert 'data-lon="6.758" data-lat="52.302"' in page
    several = client.get("/?zoek=Dorpsstraat+2").get_data(as_text=True)
    assert "Er zijn meer adressen met de naam “Dorpsstraat 2”." in several
    assert ">Dorpsstraat 2, 7626AA Hertme</a>" in several


def test_what_was_typed_comes_back_whole_in_the_question_whether_it_was_another(client: FlaskClient) -> None:
    page = client.get("/?zoek=Dorpsstr.+2").get_data(as_text=True)
    assert "Er zijn meer adressen met de naam “Dorpsstr. 2”.</p>" in page


def test_an_error_of_ours_keeps_what_was_typed_out_of_the_log(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(_: Finder, text: str) -> None:
        raise ValueError(text)

    monkeypatch.setattr(Finder, "position", stumble)
    assert app.test_client().get("/api/zoek?q=Geheimstraat+12").status_code == 500
    assert "unforeseen ValueError on /api/zoek" in caplog.text
    assert "in stumble" in caplog.text
    assert "eheimstraat" not in caplog.text
