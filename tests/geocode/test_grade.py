"""Our own grades: every field that does not agree costs the level and is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.geocode.address import parse_input, readings
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
    assert (match.confidence is None) == (level == "none")
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


@pytest.mark.parametrize(
    "text", ["Dr. Wagenaarstraat 6 Bergen", "Dr. Wagenaarstraat 6a Bergen", "Dr. Wagenaarstraat"]
)
def test_a_street_in_two_places_of_one_name_is_in_neither(text: str) -> None:
    # CBS, Gebieden in Nederland 2026: Bergen (L.) is GM0893, Bergen (NH.) GM0373; a service may call both Bergen.
    limburg = replace(
        STREET if text.endswith("straat") else WAGENAAR,
        label="Dr. Wagenaarstraat, Bergen",
        woonplaats="Bergen",
        postcode="",
        gemeente="Bergen (L.)",
        gemeentecode="GM0893",
        provincie="Limburg",
    )
    north_holland = replace(
        limburg,
        gemeente="Bergen (NH.)",
        gemeentecode="GM0373",
        provincie="Noord-Holland",
        nummeraanduiding_id="" if text.endswith("straat") else "0373200000000001",
        lon=4.70,
        lat=52.67,
    )
    outcome = chosen(typed(text), limburg, north_holland)
    assert isinstance(outcome, Ambiguous)
    assert not outcome.has_point
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


OLYMPIA = replace(
    WAGENAAR,
    label="Olympialaan 20, 7541BK Enschede",
    street="Olympialaan",
    huisnummer=20,
    postcode="7541BK",
    nummeraanduiding_id="0153200000353999",
)


def street_called(name: str, number: int | None = 6) -> Candidate:
    """A street of Enschede beside the Dr. Wagenaarstraat, and its house of that number where it has one."""
    return replace(
        WAGENAAR if number else STREET,
        label=f"{name} {number or ''}, Enschede",
        street=name,
        postcode="7541ZZ" if number else "",
        huisnummer=number,
        nummeraanduiding_id=f"01532{sum(map(ord, name)):011d}" if number else "",
    )


def from_register(asked: AddressInput, *candidates: Candidate) -> Found | Ambiguous | NotFound:
    return choose(asked, parse_input(asked), candidates, all_streets=True)


def test_a_slip_is_an_address_where_its_street_stands_out_from_every_other() -> None:
    asked = typed("Dr. Wagenarstraat 6", woonplaats="Enschede")
    outcome = from_register(asked, WAGENAAR, STREET, street_called("Dr. Schaepmanstraat"))
    assert isinstance(outcome, Found)
    assert (outcome.level, outcome.faults) == (MatchLevel.ADRES, ("street_fuzzy",))
    assert outcome.nummeraanduiding_id == WAGENAAR.nummeraanduiding_id
    assert is_doubtful(outcome)


def test_a_slip_is_no_address_where_not_every_street_was_offered_and_no_postcode_vouches() -> None:
    asked = typed("Dr. Wagenarstraat 6", woonplaats="Enschede")
    outcome = chosen(asked, WAGENAAR)
    assert (outcome.level, outcome.nummeraanduiding_id) == (MatchLevel.HUISNUMMER, "")


def test_a_slip_that_may_be_either_of_two_streets_is_ambiguous() -> None:
    asked = typed("Barkenlaan 6", woonplaats="Enschede")
    outcome = from_register(asked, street_called("Berkenlaan"), street_called("Bakkenlaan"))
    assert isinstance(outcome, Ambiguous)
    assert not outcome.has_point
    assert outcome.alternatives == ("Bakkenlaan 6, Enschede", "Berkenlaan 6, Enschede")


def test_a_street_alike_without_such_a_number_is_only_a_street() -> None:
    asked = typed("Dr. Wagenarstraat 6", woonplaats="Enschede")
    outcome = from_register(asked, STREET)
    assert (outcome.level, outcome.faults) == (MatchLevel.STRAAT, ("number_not_found", "street_fuzzy"))


def test_a_street_of_the_very_name_is_meant_though_one_alike_has_the_number() -> None:
    asked = typed("Berkenlaan 6", woonplaats="Enschede")
    outcome = from_register(asked, street_called("Berkenlaan", None), street_called("Beukenlaan"))
    assert (outcome.level, outcome.address) == (MatchLevel.STRAAT, "Berkenlaan , Enschede")


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("1e Wagenaarstraat 6", "2e Wagenaarstraat"),
        ("Wagenaarstraat Oost 6", "Wagenaarstraat West"),
        ("Burgemeester van Nispenstraat 6", "Burgemeester van Nispenlaan"),
        ("Oude Wagenaarsingel 6", "Nieuwe Wagenaarsingel"),
        ("Hoge Wagenaardijk 6", "Lage Wagenaardijk"),
        ("Plein 1944 6", "Plein 1945"),
    ],
)
def test_what_tells_two_streets_apart_is_never_a_slip(text: str, street: str) -> None:
    outcome = from_register(typed(text, woonplaats="Enschede"), street_called(street))
    assert outcome.level not in (MatchLevel.ADRES, MatchLevel.HUISNUMMER)


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Hoge Bothofstrat 6", "Hoge Bothofstraat"),
        ("Minkmatstraat 6", "Minkmaatstraat"),
        ("Blankenburegrstraat 6", "Blankenburgerstraat"),
        ("Schipholdstraat 6", "Schipholtstraat"),
        ("Nijverheitsstraat 6", "Nijverheidsstraat"),
        ("Olympialaam 6", "Olympialaan"),
        ("Eeshofflaan 6", "Eeshoflaan"),
        ("Twedee Wagenaarstraat 6", "Tweede Wagenaarstraat"),
        ("Laan vna de Vrijheid 6", "Laan van de Vrijheid"),
    ],
)
def test_slips_of_the_hand_and_the_ear_are_recognised(text: str, street: str) -> None:
    outcome = from_register(typed(text, woonplaats="Enschede"), street_called(street), OLYMPIA)
    assert (outcome.level, outcome.faults) == (MatchLevel.ADRES, ("street_fuzzy",))


def test_postcode_and_number_vouch_for_a_street_that_is_hardly_legible() -> None:
    asked = typed("Blnkbrgrstr 6", "7541XK")
    outcome = chosen(asked, replace(WAGENAAR, street="Blankenburgerstraat", label="Blankenburgerstraat 6"))
    assert (outcome.level, outcome.faults) == (MatchLevel.ADRES, ("street_fuzzy",))


def test_a_place_misspelled_is_named_and_one_that_exists_is_another_place() -> None:
    hengelo = replace(WAGENAAR, woonplaats="Hengelo", gemeente="Hengelo (O)", gemeentecode="GM0164")
    outcome = chosen(typed("Dr. Wagenaarstraat 6", woonplaats="Hengleo"), hengelo)
    assert (outcome.level, outcome.faults) == (MatchLevel.ADRES, ("place_fuzzy",))
    assert isinstance(chosen(typed("Dr. Wagenaarstraat 6", woonplaats="Hengevelde"), hengelo), NotFound)


@pytest.mark.parametrize(
    ("text", "letter", "suffix"),
    [
        ("Dr. Wagenaarstraat 6-III", "", "3"),
        ("Dr. Wagenaarstraat 6 hs", "", "H"),
        ("Dr. Wagenaarstraat 6 huis", "H", ""),
        ("Dr. Wagenaarstraat 6 bis", "", "BS"),
    ],
)
def test_a_floor_goes_by_more_than_one_name(text: str, letter: str, suffix: str) -> None:
    flat = replace(WAGENAAR, huisletter=letter, huisnummertoevoeging=suffix)
    match = graded(typed(text, woonplaats="Enschede"), flat)
    assert match.level is MatchLevel.ADRES
    assert set(match.faults) <= {"suffix_alias"}
    assert not is_doubtful(match)


def test_a_range_is_a_flat_where_there_is_such_a_flat() -> None:
    asked = typed("Dr. Wagenaarstraat 6-8", woonplaats="Enschede")
    flat = replace(
        WAGENAAR,
        label="Dr. Wagenaarstraat 6-8, 7541XK Enschede",
        huisnummertoevoeging="8",
        nummeraanduiding_id="0153200000999998",
    )
    outcome = chosen(asked, WAGENAAR, flat)
    assert (outcome.level, outcome.faults) == (MatchLevel.ADRES, ())
    assert outcome.nummeraanduiding_id == flat.nummeraanduiding_id
    assert chosen(asked, WAGENAAR).faults == ("range_reduced",)


def test_a_suffix_left_out_is_added_only_where_one_address_has_the_number() -> None:
    asked = typed("Schipholtstraat 48", woonplaats="Enschede")
    other = replace(
        SCHIPHOLT,
        label="Schipholtstraat 48C, 7534CZ Enschede",
        huisletter="C",
        nummeraanduiding_id="0153200000353153",
    )
    one, several = chosen(asked, SCHIPHOLT), chosen(asked, SCHIPHOLT, other)
    assert (one.level, one.faults) == (MatchLevel.ADRES, ("suffix_missing",))
    assert is_doubtful(one)
    assert (several.level, several.alternatives) == (MatchLevel.HUISNUMMER, (SCHIPHOLT.label, other.label))


def test_across_the_street_is_no_address() -> None:
    match = graded(typed("t.o. Dr. Wagenaarstraat 6", woonplaats="Enschede"), WAGENAAR)
    assert (match.level, match.faults, match.nummeraanduiding_id) == (
        MatchLevel.HUISNUMMER,
        ("opposite",),
        "",
    )


def test_a_corner_is_a_street() -> None:
    outcome = chosen(typed("hoek Dr. Wagenaarstraat en Olympialaan, Enschede"), STREET, WAGENAAR)
    assert outcome.level is MatchLevel.STRAAT
    assert "corner" in outcome.faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [("Postbus 12, 7541XK Enschede", "po_box"), ("Bahnhofstraße 6, 48599 Gronau, Deutschland", "abroad")],
)
def test_what_nobody_can_walk_into_is_not_found_and_says_why(text: str, fault: str) -> None:
    for match in (graded(typed(text), WAGENAAR), chosen(typed(text), WAGENAAR, STREET)):
        assert (match.level, match.faults) == (MatchLevel.NONE, (fault,))


def test_a_gemeente_that_merged_is_its_heir() -> None:
    # GM0018 Hoogezand-Sappemeer became part of GM1952 Midden-Groningen in 2018 (CBS).
    hoogezand = replace(
        WAGENAAR,
        label="Kerkstraat 6, 9601AA Hoogezand",
        street="Kerkstraat",
        woonplaats="Hoogezand",
        gemeente="Midden-Groningen",
        gemeentecode="GM1952",
    )
    asked = typed("Kerkstraat 6", woonplaats="Hoogezand", gemeentecode="GM0018")
    match = graded(asked, hoogezand)
    assert (match.level, match.faults) == (MatchLevel.ADRES, ("old_gemeente",))
    assert not is_doubtful(match)
    assert "gemeente_conflict" in graded(replace(asked, gemeentecode="GM0014"), hoogezand).faults


def test_two_things_that_do_not_agree_are_no_address() -> None:
    wrong_twice = typed("Dr. Wagenarstraat 6", "7541ZZ", "Enschede")
    assert from_register(wrong_twice, WAGENAAR, STREET).level is MatchLevel.HUISNUMMER


CANDIDATES = (
    WAGENAAR,
    SCHIPHOLT,
    STREET,
    OLYMPIA,
    street_called("Wagenaarlaan"),
    street_called("Olympiastraat", 20),
)
TEXTS = st.sampled_from(
    (
        "Dr. Wagenaarstraat",
        "Dr Wagenarstr",
        "Wagenaarlaan",
        "Olympialaan",
        "Olimpialaan",
        "Schipholtstraat",
        "Kerkstraat",
        "",
    )
)
ASKED = st.builds(
    lambda street, number, postcode, place: typed(f"{street} {number}".strip(), postcode, place),
    TEXTS,
    st.sampled_from(("6", "20", "48", "48B", "48 b", "6A", "6-8", "")),
    st.sampled_from(("7541XK", "7541 bk", "7534CZ", "7541", "1012LH", "")),
    st.sampled_from(("Enschede", "Enshede", "Glanerbrug", "Hengelo", "")),
)


@given(ASKED, st.lists(st.sampled_from(CANDIDATES), max_size=6), st.randoms(), st.booleans())
def test_the_order_of_candidates_and_what_is_said_twice_do_not_matter(
    asked: AddressInput, candidates: list[Candidate], chance: Random, all_streets: bool
) -> None:
    parsed = parse_input(asked)
    outcome = choose(asked, parsed, candidates, all_streets=all_streets)
    shuffled = [*candidates, *candidates]
    chance.shuffle(shuffled)
    assert choose(asked, parsed, shuffled, all_streets=all_streets) == outcome


@given(ASKED, st.lists(st.sampled_from(CANDIDATES), max_size=6), st.booleans())
def test_an_answer_is_one_of_the_candidates_and_bears_an_id_only_as_an_address(
    asked: AddressInput, candidates: list[Candidate], all_streets: bool
) -> None:
    outcome = choose(asked, parse_input(asked), candidates, all_streets=all_streets)
    assert bool(outcome.nummeraanduiding_id) == (outcome.level is MatchLevel.ADRES)
    assert outcome.address in {"", *(candidate.label for candidate in candidates)}
    assert set(outcome.faults) <= set(FAULTS)
    assert outcome.confidence is None or 0 <= outcome.confidence < 1
    assert set(outcome.alternatives) <= {candidate.label for candidate in candidates}
    if outcome.level is MatchLevel.ADRES:
        assert (
            len(
                {"postcode_conflict", "place_conflict", "street_fuzzy", "suffix_missing"}
                & set(outcome.faults)
            )
            <= 1
        )


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


TWO = "Dr. Wagenaarstraat 6, Enschede en Kerkstraat 12, Utrecht"
KERKSTRAAT = replace(
    WAGENAAR,
    label="Kerkstraat 12, 3512AA Utrecht",
    street="Kerkstraat",
    huisnummer=12,
    postcode="3512AA",
    woonplaats="Utrecht",
    gemeente="Utrecht",
    gemeentecode="GM0344",
    provincie="Utrecht",
    nummeraanduiding_id="0344200000000012",
)


def test_one_of_two_addresses_in_a_cell_is_never_the_answer_beyond_doubt() -> None:
    asked = typed(TWO)
    outcomes = [choose(asked, read, [WAGENAAR, KERKSTRAAT]) for read in readings(asked)]
    assert {one.address for one in outcomes} == {WAGENAAR.label, KERKSTRAAT.label}
    for one in outcomes:
        assert (one.level, one.faults) == (MatchLevel.HUISNUMMER, ("more_addresses",))
        assert is_doubtful(one)
        # Nobody measured how often one of two is the one that was meant.
        assert (one.confidence, one.nummeraanduiding_id) == (None, "")


def test_the_street_of_one_address_is_not_looked_for_in_the_place_of_the_other() -> None:
    nobody_typed_this = replace(KERKSTRAAT, street="Dr. Wagenaarstraat", huisnummer=6, label="not typed")
    asked = typed(TWO)
    assert all(isinstance(choose(asked, read, [nobody_typed_this]), NotFound) for read in readings(asked))


def test_a_postcode_that_cannot_exist_is_named_and_leaves_the_address() -> None:
    match = graded(typed("Dr. Wagenaarstraat 6, 7541 SD Enschede"), WAGENAAR)
    assert (match.level, match.faults) == (MatchLevel.ADRES, ("postcode_invalid",))
    assert is_doubtful(match)


@pytest.mark.parametrize("word", ["Straat", "Weg", "straat"])
def test_a_kind_of_street_is_nobodys_name_misspelled(word: str) -> None:
    astraat = replace(WAGENAAR, street="Astraat", label="Astraat 6, 7541XK Enschede")
    asked = typed(f"{word} 6", woonplaats="Enschede")
    assert isinstance(choose(asked, parse_input(asked), [astraat], all_streets=True), NotFound)
    slip = typed("Asstraat 6", woonplaats="Enschede")
    assert choose(slip, parse_input(slip), [astraat], all_streets=True).faults == ("street_fuzzy",)
