"""Our own grades: every field that does not agree costs the level and is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sociale_kaart.geocode.address import parse_input
from sociale_kaart.geocode.backend import Ambiguous, Candidate, Found, NotFound
from sociale_kaart.geocode.grade import FAULTS, HARMLESS, choose, grade, is_doubtful
from sociale_kaart.geocode.place import PlaceAgreement, compare_place
from sociale_kaart.model import AddressInput, Match, MatchLevel

# Recorded Locatieserver answers of 2026 (BAG, CC0).
WAGENAAR = Candidate(
    kind=MatchLevel.ADRES,
    label="Dr. Wagenaarstraat 6, 7541XK Enschede",
    street="Dr. Wagenaarstraat",
    huisnummer=6,
    postcode="7541XK",
    woonplaats="Enschede",
    gemeente="Enschede",
    gemeentecode="GM0153",
    provincie="Overijssel",
    nummeraanduiding_id="0153200000474548",
    adresseerbaarobject_id="0153010000474548",
    lon=6.89902378,
    lat=52.20997965,
    x_rd=258327.861,
    y_rd=470175.123,
)
SCHIPHOLT = replace(
    WAGENAAR,
    label="Schipholtstraat 48B, 7534CZ Enschede",
    street="Schipholtstraat",
    huisnummer=48,
    huisletter="B",
    postcode="7534CZ",
    wijk="Wijk 08 Glanerbrug en omgeving",
    nummeraanduiding_id="0153200000353152",
)
STREET = replace(
    WAGENAAR,
    kind=MatchLevel.STRAAT,
    label="Dr. Wagenaarstraat, Enschede",
    huisnummer=None,
    postcode="",
    nummeraanduiding_id="",
)


def graded(asked: AddressInput, candidate: Candidate) -> Match:
    return grade(asked, parse_input(asked), candidate)


def chosen(asked: AddressInput, *candidates: Candidate) -> Found | Ambiguous | NotFound:
    return choose(asked, parse_input(asked), candidates)


def typed(text: str, postcode: str = "", woonplaats: str = "", gemeentecode: str = "") -> AddressInput:
    return AddressInput(text=text, postcode=postcode, woonplaats=woonplaats, gemeentecode=gemeentecode)


@pytest.mark.parametrize(
    ("asked", "level", "faults"),
    [
        (typed("Doctor Wagenaarstraat 6", woonplaats="Enschede"), "adres", ()),
        (typed("dr wagenaarstr 6", "7541 xk"), "adres", ()),
        (typed("Dr. Wagenaarstraat 6", gemeentecode="GM0153"), "adres", ()),
        (typed("6", "7541XK"), "adres", ("street_missing",)),
        (typed("Dr. Wagenaarstraat 6", "7541"), "adres", ()),
        (typed("Dr. Wagenarstraat 6", "7541XK"), "adres", ("street_fuzzy",)),
        (typed("Dr. Wagenaarstraat 6", "7541XL", "Enschede"), "adres", ("postcode_conflict",)),
        (typed("Dr. Wagenaarstraat 6", "7541XK", "Hengelo"), "adres", ("place_conflict",)),
        (
            typed("Dr. Wagenaarstraat 6", woonplaats="Enschede", gemeentecode="GM0164"),
            "huisnummer",
            ("gemeente_conflict",),
        ),
        (typed("Dr. Wagenaarstraat 6A", "7541XK"), "huisnummer", ("suffix_dropped",)),
        (typed("Dr. Wagenaarstraat 6-8", "7541XK"), "adres", ("range_reduced",)),
        (typed("Dr. Wagenaarstraat 6"), "huisnummer", ("place_missing",)),
        (typed("Dr. Wagenaarstraat 8", "7541XK"), "straat", ("number_not_found",)),
        (typed("Dr. Wagenaarstraat", "7541XK"), "straat", ("number_missing",)),
        (typed("Kerkstraat 6", "7541XK"), "postcode", ("street_conflict",)),
        (typed("Kerkstraat 6", woonplaats="Enschede"), "none", ()),
        (typed("Dr. Wagenaarstraat 6", "7511AA", "Hengelo"), "none", ()),
    ],
    ids=str,
)
def test_each_disagreement_costs_the_level_and_is_named(
    asked: AddressInput, level: str, faults: tuple[str, ...]
) -> None:
    match = graded(asked, WAGENAAR)
    assert (match.level, match.faults) == (level, faults)
    assert match.confidence is None
    # An id below address level would name an address that nobody asked for.
    assert bool(match.nummeraanduiding_id) is (level == "adres")


@pytest.mark.parametrize(
    ("text", "level", "faults"),
    [
        ("Schipholtstraat 48b", "adres", ()),
        ("Schipholtstraat 48-B", "adres", ()),
        ("Schipholtstraat 48", "adres", ("suffix_missing",)),
        ("Schipholtstraat 48C", "huisnummer", ("suffix_conflict",)),
    ],
)
def test_letter_and_suffix_agree_in_any_case_and_division(
    text: str, level: str, faults: tuple[str, ...]
) -> None:
    match = graded(typed(text, woonplaats="Enschede"), SCHIPHOLT)
    assert (match.level, match.faults) == (level, faults)


def test_a_village_that_lives_on_as_a_wijk_is_the_place() -> None:
    match = graded(typed("Schipholtstraat 48B", woonplaats="Glanerbrug"), SCHIPHOLT)
    assert (match.level, match.faults) == (MatchLevel.ADRES, ("place_is_neighbourhood",))


def test_the_gemeente_vouches_for_a_place_by_another_name_where_the_street_is_there_once() -> None:
    asked = typed("Schipholtstraat 48B", woonplaats="De Eschmarke", gemeentecode="GM0153")
    elsewhere = replace(
        SCHIPHOLT,
        label="Schipholtstraat 2, 7500AA Boekelo",
        huisnummer=2,
        huisletter="",
        woonplaats="Boekelo",
    )
    assert chosen(asked, SCHIPHOLT).faults == ("place_in_gemeente",)
    assert chosen(asked, SCHIPHOLT).level is MatchLevel.ADRES
    assert chosen(asked, SCHIPHOLT, elsewhere).level is MatchLevel.HUISNUMMER


def test_the_address_wins_from_the_street_that_a_service_ranks_above_it() -> None:
    outcome = chosen(typed("Dr. Wagenaarstraat 6", woonplaats="Enschede"), STREET, WAGENAAR)
    assert isinstance(outcome, Found)
    assert outcome.nummeraanduiding_id == WAGENAAR.nummeraanduiding_id


def test_a_street_is_a_better_answer_than_another_house_on_it() -> None:
    neighbour = replace(WAGENAAR, label="Dr. Wagenaarstraat 8, 7541XK Enschede", huisnummer=8)
    outcome = chosen(typed("Dr. Wagenaarstraat 6", woonplaats="Enschede"), neighbour, STREET)
    assert outcome.level is MatchLevel.STRAAT
    assert outcome.address == STREET.label


def test_two_places_that_fit_equally_are_ambiguous_and_get_no_point() -> None:
    limburg = replace(
        WAGENAAR,
        label="Dorpsstraat 2, 1111AA Bergen (L)",
        street="Dorpsstraat",
        huisnummer=2,
        woonplaats="Bergen (L)",
    )
    holland = replace(
        limburg,
        label="Dorpsstraat 2, 2222AA Bergen (NH)",
        woonplaats="Bergen (NH)",
        nummeraanduiding_id="0373200000000001",
    )
    outcome = chosen(typed("Dorpsstraat 2", woonplaats="Bergen"), limburg, holland)
    assert isinstance(outcome, Ambiguous)
    assert (outcome.level, outcome.faults) == (MatchLevel.NONE, ("multiple_hits",))
    assert outcome.alternatives == (limburg.label, holland.label)
    assert outcome.lon is None
    assert is_doubtful(outcome)


def test_floors_of_one_house_share_its_point_but_not_an_id() -> None:
    floors = [
        replace(
            WAGENAAR,
            label=f"Damrak 18-{n}, 1012LH Amsterdam",
            street="Damrak",
            huisnummer=18,
            huisnummertoevoeging=str(n),
        )
        for n in (1, 2, 3)
    ]
    outcome = chosen(typed("Damrak 18", woonplaats="Enschede"), *floors)
    assert isinstance(outcome, Ambiguous)
    assert (outcome.level, outcome.nummeraanduiding_id) == (MatchLevel.HUISNUMMER, "")
    assert outcome.faults == ("suffix_missing", "multiple_hits")
    assert outcome.has_point


def test_two_ids_for_one_address_are_ambiguous() -> None:
    twin = replace(WAGENAAR, nummeraanduiding_id="0153200000999999")
    outcome = chosen(typed("Dr. Wagenaarstraat 6", "7541XK"), WAGENAAR, twin)
    assert isinstance(outcome, Ambiguous)
    assert outcome.nummeraanduiding_id == ""


def test_nothing_that_fits_is_not_found_and_no_doubt() -> None:
    outcome = chosen(typed("Nergenshuizen 1", woonplaats="Enschede"), WAGENAAR, STREET)
    assert isinstance(outcome, NotFound)
    assert not is_doubtful(outcome)


@pytest.mark.parametrize(
    ("asked", "woonplaats", "provincie", "agreement"),
    [
        ("Den Haag", "'s-Gravenhage", "Zuid-Holland", PlaceAgreement.ALIAS),
        ("'s Gravenhage", "'s-Gravenhage", "Zuid-Holland", PlaceAgreement.SAME),
        ("den bosch", "'s-Hertogenbosch", "Noord-Brabant", PlaceAgreement.ALIAS),
        ("Hengelo (Ov)", "Hengelo", "Overijssel", PlaceAgreement.SAME),
        ("Hengelo (Gld)", "Hengelo", "Overijssel", PlaceAgreement.NO),
        ("Hengelo", "Hengelo (Gld)", "Gelderland", PlaceAgreement.UNSURE),
        ("HENGELO", "Hengelo", "Overijssel", PlaceAgreement.SAME),
        ("Sint Michielsgestel", "Sint-Michielsgestel", "", PlaceAgreement.SAME),
        ("Borne", "Zenderen", "Overijssel", PlaceAgreement.NO),
    ],
)
def test_a_place_goes_by_more_than_one_name(
    asked: str, woonplaats: str, provincie: str, agreement: PlaceAgreement
) -> None:
    assert compare_place(asked, woonplaats, provincie=provincie) is agreement


def test_every_fault_is_explained_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "explanation" / "geocoding.md").read_text("utf-8")
    assert [fault for fault in FAULTS if f"`{fault}`" not in page] == []


def test_every_harmless_fault_is_explained() -> None:
    assert set(FAULTS) >= HARMLESS
    assert {agreement.value for agreement in PlaceAgreement} - {"same"} <= set(FAULTS)
