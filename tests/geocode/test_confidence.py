"""A confidence is a share that was measured, read from a table that is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.publish import END, PAGE, START, as_markdown
from sociale_kaart.geocode.address import parse_input
from sociale_kaart.geocode.backend import Candidate
from sociale_kaart.geocode.confidence import (
    ANY,
    Evidence,
    Row,
    band,
    best_of,
    confidence,
    measured,
    read,
    table,
    write,
)
from sociale_kaart.geocode.grade import FAULTS, choose
from sociale_kaart.model import AddressInput, MatchLevel

ADRES = Evidence("adres")
FUZZY = Evidence("adres", "street_fuzzy")
KNOWN = {
    row.evidence: row
    for row in (
        Row(ADRES, 1000, 990, 0.99),
        Row(FUZZY, 100, 95, 0.95),
        Row(Evidence("adres", "street_fuzzy", "place"), 60, 54, 0.9),
        Row(Evidence("adres", "street_fuzzy", "place", "0.85"), 30, 24, 0.8),
    )
}


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (Evidence("adres", "street_fuzzy", "place", "0.85"), 0.8),
        (Evidence("adres", "street_fuzzy", "place", "0.95"), 0.9),
        (Evidence("adres", "street_fuzzy", "postcode", "0.95"), 0.95),
        (Evidence("adres", "range_reduced", "postcode", ""), 0.99),
        (Evidence("straat", "number_missing", "place", ""), None),
    ],
    ids=str,
)
def test_evidence_never_seen_is_answered_by_the_finest_row_it_belongs_to(
    evidence: Evidence, expected: float | None
) -> None:
    assert best_of(KNOWN, evidence) == expected


@pytest.mark.parametrize("level", [MatchLevel.GIVEN, MatchLevel.NONE])
def test_what_was_given_or_not_found_has_no_confidence(level: MatchLevel) -> None:
    assert confidence(level, (), "place", "") is None


def test_the_order_of_faults_does_not_matter() -> None:
    faults = ("street_fuzzy", "postcode_conflict")
    assert confidence(MatchLevel.HUISNUMMER, faults, "place", "0.90") == confidence(
        MatchLevel.HUISNUMMER, faults[::-1], "place", "0.90"
    )


def test_a_likeness_falls_in_the_band_that_starts_at_or_below_it() -> None:
    bands = [
        (1.0, ""),
        (0.99, "0.95"),
        (0.95, "0.95"),
        (0.94, "0.90"),
        (0.8, "0.80"),
        (0.79, "0.00"),
        (0.0, "0.00"),
    ]
    assert [band(likeness) for likeness, _ in bands] == [named for _, named in bands]


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
rows = st.builds(
    Row,
    st.builds(Evidence, texts, texts, texts, texts),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.integers(0, 10_000).map(lambda n: n / 10_000),
)


@given(st.lists(rows, max_size=5), texts)
def test_a_table_written_is_read_back_as_it_was(some: list[Row], how: str) -> None:
    assert read(write(some, how)) == some


def test_the_table_holds_shares_of_levels_and_faults_that_exist() -> None:
    for evidence, row in table().items():
        assert evidence.level in {level.value for level in MatchLevel} - {"given", "none"}
        assert evidence.faults == ANY or set(evidence.faults.split("|")) <= {"", *FAULTS}
        assert 0 <= row.right <= row.cases
        assert 0 <= row.confidence <= 1


def test_every_usual_level_was_measured() -> None:
    measured_levels = {evidence.level for evidence in table() if evidence == Evidence(evidence.level)}
    assert measured_levels >= {"adres", "huisnummer", "straat", "postcode", "woonplaats"}


def test_a_gemeente_stated_beside_the_place_makes_an_answer_no_less_sure() -> None:
    house = Candidate(
        kind=MatchLevel.ADRES,
        label="Het Baken 3, 7607AA Almelo",
        street="Het Baken",
        huisnummer=3,
        postcode="7607AA",
        woonplaats="Almelo",
        gemeente="Almelo",
        gemeentecode="GM0141",
        nummeraanduiding_id="0141200000055760",
        lon=6.66163647,
        lat=52.35745328,
        x_rd=241816.0,
        y_rd=486270.0,
    )
    sure = []
    for gemeentecode in ("", "GM0141"):
        asked = AddressInput(text="Het Baken 3", woonplaats="Almelo", gemeentecode=gemeentecode)
        sure.append(choose(asked, parse_input(asked), [house]).confidence)
    assert sure[0] == sure[1]
    assert sure[0] is not None
    assert sure[0] > 0.99


def test_a_clean_address_is_surer_than_one_with_a_slip() -> None:
    clean = confidence(MatchLevel.ADRES, (), "postcode+place", "")
    slip = confidence(MatchLevel.ADRES, ("street_fuzzy",), "place", "0.00")
    assert clean is not None
    assert slip is not None
    assert slip < clean


def test_the_page_shows_the_very_table_that_answers() -> None:
    page = PAGE.read_text(encoding="utf-8")
    shown = page.partition(START)[2].partition(END)[0].lstrip("\n")
    assert shown == as_markdown(list(table().values()), measured())


def test_the_table_ships_with_the_package() -> None:
    import sociale_kaart.geocode

    assert (Path(sociale_kaart.geocode.__file__).parent / "confidence.csv").is_file()
