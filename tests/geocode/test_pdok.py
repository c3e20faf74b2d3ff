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
    PdokBackend,
    candidate,
    candidates,
    escape_text,
    filter_on,
    match_document,
)
from sociale_kaart.model import AddressInput, MatchLevel
from tests.fakes.locatieserver import DECLARED, Locatieserver, address_doc

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


NASTY = 'Dam" OR type:weg -1 (x) [a TO b] {!func} a\\b ~*?:^/ && ||'


def test_nothing_a_person_types_is_a_command_to_solr(backend: Backend, server: Locatieserver) -> None:
    backend.lookup(AddressInput(text=NASTY, postcode='"*:*', woonplaats='Borne" OR "x'))
    backend.lookup(AddressInput(text=f"{NASTY} 5", woonplaats='Borne" OR "x\\'))
    assert server.requests
    for query in server.requests:
        for one in query["fq"]:
            assert re.fullmatch(r'\w+:(?:\w+|"(?:[^"\\]|\\.)*"|\([\w ]+\))', one), one
        assert not re.search(r'(?<!\\)[+\-&|!(){}\[\]^"~*?:/]', query.get("q", [""])[0])


@given(st.text(max_size=80))
def test_escaped_text_has_no_bare_special_and_loses_nothing(text: str) -> None:
    escaped = escape_text(text)
    assert not re.search(r'(?<!\\)(?:\\\\)*[+\-&|!(){}\[\]^"~*?:/]', escaped)
    assert re.sub(r"\\(.)", r"\1", escaped).casefold() == text.casefold()
    assert re.fullmatch(r'x:"(?:[^"\\]|\\.)*"', filter_on("x", text), re.DOTALL)


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
