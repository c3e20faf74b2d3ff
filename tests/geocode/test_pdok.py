"""The live backend against a Locatieserver of our own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.errors import ServiceAnswerInvalid, ServiceError, ServiceMoved, ServiceUnavailable
from sociale_kaart.geocode.backend import Ambiguous, Backend, Found, NotFound
from sociale_kaart.geocode.pdok import (
    FIELDS,
    MOST_REQUESTS,
    PdokBackend,
    candidate,
    candidates,
    escape_text,
    filter_on,
    match_document,
)
from sociale_kaart.model import AddressInput, MatchLevel
from tests.fakes.locatieserver import DECLARED, Doc, Locatieserver, address_doc, street_docs

WAGENAAR = AddressInput(text="Doctor Wagenaarstraat 6", woonplaats="Enschede")


def test_every_recorded_address_gets_its_own_id_at_address_level(
    backend: Backend, recorded: list[dict[str, str]], addresses: list[AddressInput]
) -> None:
    for row, asked in zip(recorded, addresses, strict=True):
        outcome = backend.lookup(asked)
        assert isinstance(outcome, Found), asked
        assert outcome.level is MatchLevel.ADRES, asked
        assert outcome.nummeraanduiding_id == row["bag_nummeraanduiding"]
        assert outcome.gemeentecode == f"GM{row['bag_nummeraanduiding'][:4]}"
        assert outcome.backend == "pdok"


def test_postcode_and_number_take_one_structured_question(backend: Backend, server: Locatieserver) -> None:
    outcome = backend.lookup(
        AddressInput(text="Doctor Wagenaarstraat 6", postcode="7541 xk", woonplaats="Enschede")
    )
    assert outcome.level is MatchLevel.ADRES
    (query,) = server.requests
    assert "q" not in query
    assert query["fq"] == ["type:adres", 'huisnummer:"6"', 'postcode:"7541XK"']


def test_only_declared_parameters_are_sent_and_never_an_empty_question(
    backend: Backend, server: Locatieserver, addresses: list[AddressInput]
) -> None:
    for asked in [
        *addresses,
        AddressInput(text="Nergenshuizen 5", woonplaats="Borne"),
        AddressInput(text="12"),
    ]:
        backend.lookup(asked)
    for query in server.requests:
        assert set(query) <= DECLARED
        assert query.get("q") or len(query["fq"]) > 1


@pytest.mark.parametrize("text", ["", "12", "Postbus 12, 7500 AA Enschede", "Antwoordnummer 1234"])
def test_what_nobody_can_walk_to_is_not_asked_for(backend: Backend, server: Locatieserver, text: str) -> None:
    assert isinstance(backend.lookup(AddressInput(text=text, woonplaats="Enschede")), NotFound)
    assert server.requests == []


def test_wrong_neighbours_are_not_taken_for_the_address(backend: Backend, server: Locatieserver) -> None:
    outcome = backend.lookup(AddressInput(text="De Haven 3", woonplaats="Borne"))
    assert (outcome.level, outcome.faults) == (MatchLevel.STRAAT, ("number_not_found",))
    assert outcome.nummeraanduiding_id == ""
    assert outcome.address == "De Haven, Borne"


def test_a_street_that_does_not_exist_is_not_found(backend: Backend) -> None:
    assert isinstance(backend.lookup(AddressInput(text="Nergenshuizen 5", woonplaats="Borne")), NotFound)


def test_an_empty_answer_is_not_found(backend: Backend, server: Locatieserver) -> None:
    server.play("empty", times=9)
    assert isinstance(backend.lookup(WAGENAAR), NotFound)


def test_two_hits_that_are_equally_good_are_ambiguous(backend: Backend, server: Locatieserver) -> None:
    server.docs = [
        address_doc(
            f"Dorpsstraat 2, 11{n}1AA Bergen ({p})",
            lon=5.0 + n,
            lat=52.0,
            nummeraanduiding_id=f"0{n}00200000000001",
            gemeente="Bergen",
        )
        for n, p in ((1, "L"), (2, "NH"))
    ]
    outcome = backend.lookup(AddressInput(text="Dorpsstraat 2", woonplaats="Bergen"))
    assert isinstance(outcome, Ambiguous)
    assert len(outcome.alternatives) == 2
    assert outcome.lon is None


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("410", ServiceMoved),
        ("429", ServiceUnavailable),
        ("503", ServiceUnavailable),
        ("reset", ServiceUnavailable),
        ("400", ServiceAnswerInvalid),
        ("html", ServiceAnswerInvalid),
        ("cut_json", ServiceAnswerInvalid),
        ("wrong_shape", ServiceAnswerInvalid),
    ],
)
def test_a_failing_service_is_never_an_answer(
    backend: Backend, server: Locatieserver, fault: str, error: type[ServiceError]
) -> None:
    server.play(fault)
    with pytest.raises(error):
        backend.lookup(WAGENAAR)


def test_a_failure_at_the_second_question_does_not_make_a_not_found_of_the_first(
    backend: Backend, server: Locatieserver
) -> None:
    server.play("empty")
    server.play("503")
    with pytest.raises(ServiceUnavailable):
        backend.lookup(WAGENAAR)


def test_we_ask_for_the_fields_we_use_and_no_more(backend: Backend, server: Locatieserver) -> None:
    backend.lookup(AddressInput(text="Nergenshuizen 5", postcode="7622 AB", woonplaats="Borne"))
    assert {query["fl"][0] for query in server.requests} == {",".join(FIELDS)}
    assert not {"geometrie_ll", "geometrie_rd", "score"} & set(FIELDS)


@pytest.mark.parametrize(
    "asked",
    [
        AddressInput(text="Plein 1944 3a, 6511 JA Nijmegen", gemeentecode="GM0268"),
        AddressInput(text="Kamer 4, Laan 1933 2-14 bis", postcode="7541XK", woonplaats="Nijmegen-Lent"),
        AddressInput(text="12 t/m 16 Dorpsstraat 8 II", woonplaats="Den Haag"),
    ],
)
def test_an_address_that_nobody_knows_costs_six_requests_at_most(
    backend: Backend, server: Locatieserver, asked: AddressInput
) -> None:
    assert isinstance(backend.lookup(asked), NotFound)
    assert 1 <= len(server.requests) <= MOST_REQUESTS == 6
    assert len({str(query) for query in server.requests}) == len(server.requests), "and none of them twice"
    assert "q" in server.requests[-1]
    assert "fq" in server.requests[-1], "free text comes last"


def flats(count: int) -> list[Doc]:
    return [
        address_doc(
            f"Torenflat 1-{n}, 3012AA Rotterdam",
            lon=4.47,
            lat=51.92,
            nummeraanduiding_id=f"0599{n:012d}",
            gemeente="Rotterdam",
        )
        for n in range(1, count + 1)
    ]


def test_where_a_tower_has_more_doors_than_one_answer_holds_the_door_itself_is_asked_for(
    backend: Backend, server: Locatieserver
) -> None:
    server.docs = flats(120)
    outcome = backend.lookup(AddressInput(text="Torenflat 1-117", postcode="3012 AA"))
    assert (outcome.level, outcome.nummeraanduiding_id) == (MatchLevel.ADRES, f"0599{117:012d}")
    assert len(server.requests) == 2


def test_a_place_is_asked_for_by_its_official_name_as_well(backend: Backend, server: Locatieserver) -> None:
    server.docs = [
        address_doc(
            "Spui 70, 2511BT 's-Gravenhage",
            lon=4.316,
            lat=52.077,
            nummeraanduiding_id="0518200000000001",
            gemeente="'s-Gravenhage",
        )
    ]
    outcome = backend.lookup(AddressInput(text="Spui 70", woonplaats="Den Haag"))
    assert (outcome.level, outcome.faults) == (MatchLevel.ADRES, ("place_alias",))
    assert len(server.requests) == 1
    assert server.requests[0]["fq"][-1] == 'woonplaatsnaam:("Den Haag" OR "\'s-Gravenhage")'


def test_the_nearest_address_to_a_point_is_measured_and_not_believed(
    backend: PdokBackend, server: Locatieserver
) -> None:
    far = address_doc(
        "Dam 2, 1012NP Amsterdam",
        lon=4.8930,
        lat=52.3734,
        nummeraanduiding_id="0363200011910101",
        gemeente="Amsterdam",
    )
    near = address_doc(
        "Dam 1, 1012JS Amsterdam",
        lon=4.8937,
        lat=52.3733,
        nummeraanduiding_id="0363200003761447",
        gemeente="Amsterdam",
    )
    server.docs = [*street_docs([far]), far, near]
    outcome = backend.reverse(4.89372, 52.37331)
    assert isinstance(outcome, Found)
    assert (outcome.level, outcome.nummeraanduiding_id) == (MatchLevel.ADRES, "0363200003761447")
    assert (outcome.address, outcome.backend) == ("Dam 1, 1012JS Amsterdam", "pdok")
    assert server.endpoints == ["reverse"]
    assert server.requests[0]["type"] == ["adres"]
    assert server.requests[0]["distance"] == ["250"]


def test_a_point_beside_no_house_is_only_near_its_street(backend: PdokBackend, server: Locatieserver) -> None:
    server.docs = [
        address_doc(
            "Dam 1, 1012JS Amsterdam",
            lon=4.8937,
            lat=52.3733,
            nummeraanduiding_id="0363200003761447",
            gemeente="Amsterdam",
        )
    ]
    outcome = backend.reverse(4.8937, 52.3740)
    assert (outcome.level, outcome.address) == (MatchLevel.STRAAT, "Dam, Amsterdam")
    assert (outcome.nummeraanduiding_id, outcome.adresseerbaarobject_id) == ("", "")


@pytest.mark.parametrize(
    ("lon", "lat", "requests"), [(5.9, 53.0, 1), (0.0, 0.0, 0), (52.37, 4.89, 0), (float("nan"), 52.0, 0)]
)
def test_where_nobody_lives_no_address_is_found(
    backend: PdokBackend, server: Locatieserver, lon: float, lat: float, requests: int
) -> None:
    assert isinstance(backend.reverse(lon, lat), NotFound)
    assert len(server.requests) == requests


def test_a_service_that_answers_from_afar_is_not_believed(
    backend: PdokBackend, server: Locatieserver
) -> None:
    server.docs = flats(1)
    server.ignores_distance = True
    assert isinstance(backend.reverse(4.8937, 52.3733), NotFound)
    assert len(server.requests) == 1


def test_suggestions_come_with_their_point_and_can_be_looked_up(
    backend: PdokBackend, server: Locatieserver
) -> None:
    suggestions = backend.suggest("Dr. Wag", limit=3)
    assert [(one.kind, one.label) for one in suggestions] == [
        (MatchLevel.STRAAT, "Dr. Wagenaarstraat, Enschede"),
        (MatchLevel.ADRES, "Dr. Wagenaarstraat 6, 7541XK Enschede"),
    ]
    assert all(one.lon and one.lat for one in suggestions)
    assert server.requests[0]["fl"] == ["id,type,weergavenaam,centroide_ll"]
    chosen = backend.by_id(suggestions[1].id)
    assert (chosen.level, chosen.address) == (MatchLevel.ADRES, suggestions[1].label)
    assert (
        backend.lookup(AddressInput(text=suggestions[1].label)).nummeraanduiding_id
        == chosen.nummeraanduiding_id
    )
    assert server.endpoints[:2] == ["suggest", "lookup"]


def test_suggestions_near_somebody_come_first_and_their_place_is_rounded(
    backend: PdokBackend, server: Locatieserver
) -> None:
    (first, *_) = backend.suggest("Enschede", near=(6.895123456, 52.219876543))
    assert "Enschede" in first.label
    assert (server.requests[0]["lon"], server.requests[0]["lat"]) == (["6.895"], ["52.220"])


@pytest.mark.parametrize(("prefix", "limit"), [("", 8), ("   ", 8), ("Dam", 0)])
def test_nothing_typed_is_not_asked(
    backend: PdokBackend, server: Locatieserver, prefix: str, limit: int
) -> None:
    assert backend.suggest(prefix, limit=limit) == []
    assert server.requests == []


def test_a_prefix_without_end_is_cut_and_a_limit_without_end_bounded(
    backend: PdokBackend, server: Locatieserver
) -> None:
    backend.suggest("a" * 10_000, limit=10_000)
    assert len(server.requests[0]["q"][0]) == 100
    assert server.requests[0]["rows"] == ["20"]


@pytest.mark.parametrize("odd", ["", "adr-1&fq=*:*", "../free", "adr-" + "a" * 100, "x y"])
def test_what_is_no_id_of_the_service_is_not_looked_up(
    backend: PdokBackend, server: Locatieserver, odd: str
) -> None:
    assert isinstance(backend.by_id(odd), NotFound)
    assert server.requests == []


def test_an_id_that_the_service_does_not_know_is_not_found(backend: PdokBackend) -> None:
    assert isinstance(backend.by_id("adr-0123456789abcdef"), NotFound)


@pytest.mark.parametrize("ask", ["reverse", "suggest", "by_id"])
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("410", ServiceMoved),
        ("503", ServiceUnavailable),
        ("400", ServiceAnswerInvalid),
        ("wrong_shape", ServiceAnswerInvalid),
    ],
)
def test_every_way_of_asking_tells_a_failure_from_an_answer(
    backend: PdokBackend, server: Locatieserver, ask: str, fault: str, error: type[ServiceError]
) -> None:
    server.play(fault)
    with pytest.raises(error):
        {
            "reverse": lambda: backend.reverse(4.89, 52.37),
            "suggest": lambda: backend.suggest("Dam"),
            "by_id": lambda: backend.by_id("adr-0123456789abcdef"),
        }[ask]()


NASTY = 'Dam" OR type:weg -1 (x) [a TO b] {!func} a\\b ~*?:^/ && ||'


def test_nothing_a_person_types_is_a_command_to_solr(backend: Backend, server: Locatieserver) -> None:
    backend.lookup(AddressInput(text=NASTY, postcode='"*:*', woonplaats='Borne" OR "x'))
    backend.lookup(AddressInput(text=f"{NASTY} 5", woonplaats='Borne" OR "x\\'))
    assert server.requests
    for query in server.requests:
        for one in query["fq"]:
            value = r'(?:\w+|"(?:[^"\\]|\\.)*")'
            assert re.fullmatch(rf"\w+:(?:{value}|\({value}(?: OR {value})*\))", one), one
        assert not re.search(r'(?<!\\)[+\-&|!(){}\[\]^"~*?:/]', query.get("q", [""])[0])


@given(st.text(max_size=80))
def test_escaped_text_has_no_bare_special_and_loses_nothing(text: str) -> None:
    escaped = escape_text(text)
    assert not re.search(r'(?<!\\)(?:\\\\)*[+\-&|!(){}\[\]^"~*?:/]', escaped)
    assert re.sub(r"\\(.)", r"\1", escaped).casefold() == text.casefold()
    value = r'"(?:[^"\\]|\\.)*"'
    assert re.fullmatch(rf"x:{value}", filter_on("x", text), re.DOTALL)
    assert re.fullmatch(rf"x:\({value} OR {value}\)", filter_on("x", text, text), re.DOTALL)


RECORDED_DAM: dict[str, Any] = {
    # Recorded answer of 2026 (streetworks; BAG, CC0), only the fields that matter.
    "type": "adres",
    "weergavenaam": "Dam 1, 1012JS Amsterdam",
    "gemeentecode": "0363",
    "centroide_ll": "POINT(4.8937175 52.37329259)",
    "nummeraanduiding_id": "0363200003761447",
}


def test_a_document_of_few_fields_is_read_from_its_label_and_projected() -> None:
    match = match_document(AddressInput(text="Dam 1", woonplaats="Amsterdam"), RECORDED_DAM)
    assert (match.level, match.gemeentecode) == (MatchLevel.ADRES, "GM0363")
    assert match.x_rd == pytest.approx(121394, abs=1)
    assert match.y_rd == pytest.approx(487383, abs=1)


def test_kinds_that_we_do_not_use_are_passed_over() -> None:
    assert candidate(RECORDED_DAM | {"type": "perceel"}) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"centroide_ll": None},
        {"centroide_ll": "POINT(52.37 4.89)"},
        {"centroide_ll": "nergens"},
        {"huisnummer": "een"},
    ],
)
def test_a_document_that_cannot_be_is_an_invalid_answer(wrong: dict[str, Any]) -> None:
    with pytest.raises(ServiceAnswerInvalid):
        candidates({"response": {"docs": [RECORDED_DAM | wrong]}})


@pytest.mark.parametrize(
    "answer", [{}, {"response": None}, {"response": {"docs": None}}, {"response": {"docs": [1]}}]
)
def test_an_answer_without_documents_is_invalid(answer: dict[str, Any]) -> None:
    with pytest.raises(ServiceAnswerInvalid):
        candidates(answer)


def test_the_backend_is_of_the_type_that_a_second_one_will_share(backend: PdokBackend) -> None:
    shared: Backend = backend
    assert shared.name == "pdok"
