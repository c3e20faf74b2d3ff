"""The offline backend on a small country: what is typed finds its address, and what is not there is not found."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.crs import wgs84_to_rd
from sociale_kaart.errors import RegisterDamaged, RegisterNotFound
from sociale_kaart.geocode.address import ParsedAddress, parse_input, readings
from sociale_kaart.geocode.backend import Ambiguous, Found, NotFound, Outcome
from sociale_kaart.geocode.better import goodness, is_settled
from sociale_kaart.geocode.register import lookup
from sociale_kaart.geocode.register.candidates import MOST
from sociale_kaart.geocode.register.layout import AddressRow
from sociale_kaart.geocode.register.literal import Typed, as_typed, literally
from sociale_kaart.geocode.register.lookup import READINGS, RegisterBackend
from sociale_kaart.geocode.register.write import write_register
from sociale_kaart.model import AddressInput, MatchLevel
from tests.geocode.register.country import rows


def typed(text: str, woonplaats: str = "", *, postcode: str = "", gemeentecode: str = "") -> AddressInput:
    return AddressInput(text=text, postcode=postcode, woonplaats=woonplaats, gemeentecode=gemeentecode)


def as_written(row: AddressRow) -> str:
    behind = f"-{row.huisnummertoevoeging}" if row.huisnummertoevoeging else ""
    return f"{row.openbare_ruimte} {row.huisnummer}{row.huisletter}{behind}"


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        (typed("1", postcode="3512 jc"), "Domplein 1, 3512JC Utrecht"),
        (typed("Kerkstraat 1a", "utrecht"), "Kerkstraat 1A, 3581RA Utrecht"),
        (typed("Kerkstraat 1a Utrecht"), "Kerkstraat 1A, 3581RA Utrecht"),
        (typed("Kerkstraad 3", "Utrecht"), "Kerkstraat 3, 3581RA Utrecht"),
        (typed("Kerkstraat 12-14", "Utrecht"), "Kerkstraat 12-14, 3581RB Utrecht"),
        (typed("Burg v Tuyllkade 101", "Utrecht"), "Burgemeester van Tuyllkade 101, 3554SC Utrecht"),
        (typed("Dompleijn 4, 3512 JC"), "Domplein 4, 3512JC Utrecht"),
        (typed("Zandweg 4", "Utrecht"), "Zandweg 4, 3454JW De Meern"),
        (typed("Laauwikstraat 3, Nijmegen-Lent"), "Laauwikstraat 3, 6663CH Lent"),
        (typed("Spui 70", "Den Haag"), "Spui 70, 2511BT 's-Gravenhage"),
        (typed("Spoorstraat 1", "Hengelo (Gld)"), "Spoorstraat 1, 7255CA Hengelo (Gld)"),
        (typed("Spoorstraat 1", "Hengelo", gemeentecode="GM1876"), "Spoorstraat 1, 7255CA Hengelo (Gld)"),
        (typed("Plein 1944 3", "Nijmegen"), "Plein 1944 3, 6511JE Nijmegen"),
        (typed("Damrak 18-2", "Amsterdam"), "Damrak 18-2, 1012LH Amsterdam"),
        (typed("Dorpsstraat 1", "Oosterhout", gemeentecode="GM1734"), "Dorpsstraat 1, 6678AB Oosterhout"),
        (typed("Dorpsstraat 1", "Oosterhout", postcode="6678"), "Dorpsstraat 1, 6678AB Oosterhout"),
        (typed("Voorweg 12", "Dantumadeel"), "Voorweg 12, 9104BC Damwâld"),
        (
            typed("Bennebroekerlaan 3", "Bennebroek", gemeentecode="GM0372"),
            "Bennebroekerlaan 3, 2121GP Bennebroek",
        ),
        (typed("Zandweg 4", "Vleuten", gemeentecode="GM0344"), "Zandweg 4, 3454JW De Meern"),
        (typed("Zomerdijk 2", "Utrecht"), "Zomerdijk 2, Utrecht"),
        (typed("Oudegracht 106", "Utrecht", postcode="3512JC"), "Oudegracht 106, 3511AV Utrecht"),
        (typed("5", postcode="3584CC"), "Princetonplein 5, 3584CC Utrecht"),
        (typed("6", postcode="3584CC"), "Budapestlaan 6, 3584CC Utrecht"),
    ],
    ids=str,
)
def test_an_address_is_found_however_it_is_typed(
    backend: RegisterBackend, asked: AddressInput, address: str
) -> None:
    outcome = backend.lookup(asked)
    assert isinstance(outcome, Found)
    assert (outcome.level, outcome.address) == (MatchLevel.ADRES, address)
    assert len(outcome.nummeraanduiding_id) == len(outcome.adresseerbaarobject_id) == 16


@pytest.mark.parametrize(
    ("asked", "level", "address"),
    [
        (typed("Kerkstraat 99", "Utrecht"), "straat", "Kerkstraat, Utrecht"),
        (typed("Oudegracht", "Utrecht"), "straat", "Oudegracht, Utrecht"),
        (typed("Princetonplein 9", postcode="3584CC"), "straat", "Princetonplein, 3584CC Utrecht"),
        (typed("Nergenslaan 16", postcode="3512JC"), "postcode", "Domplein, 3512JC Utrecht"),
        (typed("", postcode="3512JC"), "postcode", "Domplein, 3512JC Utrecht"),
        (typed("Nergensstraat 3", "Utrecht"), "woonplaats", "Utrecht"),
        (typed("", "Bergen (NH)"), "woonplaats", "Bergen (NH)"),
        (typed("", "Dantumadeel"), "gemeente", "gemeente Dantumadiel"),
    ],
    ids=str,
)
def test_what_is_less_than_an_address_is_found_as_far_as_it_goes(
    backend: RegisterBackend, asked: AddressInput, level: str, address: str
) -> None:
    outcome = backend.lookup(asked)
    assert (outcome.level, outcome.address) == (level, address)
    assert outcome.nummeraanduiding_id == ""
    assert outcome.lon is not None
    assert outcome.lat is not None
    # Streets, postcodes and places are stored in metres only: their degrees are worked out.
    assert wgs84_to_rd(outcome.lon, outcome.lat) == pytest.approx((outcome.x_rd, outcome.y_rd), abs=0.1)


@pytest.mark.parametrize(
    ("asked", "alternatives"),
    [
        (typed("Kerkstraat 3"), ["Kerkstraat 3, 1017GA Amsterdam", "Kerkstraat 3, 3581RA Utrecht"]),
        (
            typed("Kerkstraat 4", "Bergen"),
            ["Kerkstraat 4, 1861KT Bergen (NH)", "Kerkstraat 4, 5854AA Bergen (L)"],
        ),
        (
            typed("Dorpsstraat 1", "Oosterhout"),
            ["Dorpsstraat 1, 4901AB Oosterhout", "Dorpsstraat 1, 6678AB Oosterhout"],
        ),
        (typed("", postcode="3584CC"), ["Budapestlaan, 3584CC Utrecht", "Princetonplein, 3584CC Utrecht"]),
    ],
    ids=str,
)
def test_several_that_fit_as_well_are_all_named(
    backend: RegisterBackend, asked: AddressInput, alternatives: list[str]
) -> None:
    outcome = backend.lookup(asked)
    assert isinstance(outcome, Ambiguous)
    assert list(outcome.alternatives) == alternatives


@pytest.mark.parametrize(
    "text", ["", "Postbus 3, 3500AA Utrecht", "Rue de la Loi 16, Bruxelles", "Nergenslaan 3", "' OR 1=1 --"]
)
def test_what_is_not_there_is_not_found(backend: RegisterBackend, text: str) -> None:
    outcome = backend.lookup(typed(text))
    assert isinstance(outcome, NotFound)
    assert (outcome.backend, outcome.data_version) == ("register", "2026-11-01")


def test_an_answer_says_where_it_came_from(backend: RegisterBackend) -> None:
    outcome = backend.lookup(typed("Domplein 29", "Utrecht"))
    assert (outcome.backend, outcome.data_version) == ("register", "2026-11-01")
    assert (outcome.gemeentecode, outcome.wijkcode, outcome.buurtcode) == ("GM0344", "WK034401", "BU03440102")
    assert outcome.query == "Domplein 29, Utrecht"


def test_every_address_finds_itself(backend: RegisterBackend) -> None:
    for row in rows():
        by_postcode = typed(
            as_written(row), row.woonplaats, postcode=row.postcode, gemeentecode=row.gemeentecode
        )
        assert backend.lookup(by_postcode).nummeraanduiding_id == row.nummeraanduiding_id


# What is evident is answered without the grader: it must be what the grader would say.


def graded(backend: RegisterBackend, asked: AddressInput) -> Outcome:
    best: Outcome | None = None
    for parsed in islice(readings(asked), READINGS):
        outcome = backend._graded(asked, parsed)
        if best is None or goodness(outcome) < goodness(best):
            best = outcome
        if is_settled(best):
            break
    assert best is not None
    return best


def spelled(row: AddressRow) -> list[AddressInput]:
    house = as_written(row)
    number = house.removeprefix(row.openbare_ruimte).strip()
    return [
        typed(number, postcode=row.postcode),
        typed(number, postcode=row.postcode, gemeentecode=row.gemeentecode),
        typed(number, postcode=row.postcode, gemeentecode="GM0014"),
        typed(house, row.woonplaats),
        typed(house, row.woonplaats.upper(), gemeentecode=row.gemeentecode),
        typed(house, row.woonplaats, postcode=row.postcode),
        typed(house, row.woonplaats, postcode=row.postcode[:4]),
        typed(house, row.woonplaats, postcode="9999"),
        typed(house, postcode=row.postcode),
        typed(f"{house}, {row.postcode} {row.woonplaats}"),
        typed(f"{house} {row.woonplaats} (achterom, bel bij de buren)"),
        typed(f"{row.openbare_ruimte} {row.huisnummer}", row.woonplaats),
    ]


def test_what_is_evident_is_what_the_grader_says(backend: RegisterBackend) -> None:
    for row in rows():
        for asked in spelled(row):
            fast, slow = backend.lookup(asked), graded(backend, asked)
            assert (type(fast), fast) == (type(slow), slow)


def test_it_is_so_for_real_addresses_too(shared_data: Path, tmp_path: Path) -> None:
    with (shared_data / "adressen" / "groningen_adressen.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    xs, ys = wgs84_to_rd([float(row["lon"]) for row in found], [float(row["lat"]) for row in found])
    groningen = [
        AddressRow(
            row["street"], "", int(row["number"]), row["letter"].upper(), row["suffix"].upper(), row["postal_code"],
            row["city"], "GM0014", "", "", "", float(x), float(y),
        )
        for row, x, y in zip(found, xs, ys, strict=True)
    ]  # fmt: skip
    path = tmp_path / "groningen.register"
    write_register(groningen, path, {})
    with RegisterBackend(path) as backend:
        for row in groningen[::80]:
            for asked in spelled(row):
                assert backend.lookup(asked) == graded(backend, asked)
        levels = [backend.lookup(typed(as_written(row), row.woonplaats)).level for row in groningen[::20]]
    assert levels.count(MatchLevel.ADRES) > 0.98 * len(levels)


def undivided(typed: Typed | None) -> Typed | None:
    """With letter and suffix as one: people and BAG divide them differently."""
    return typed._replace(huisletter="", huisnummertoevoeging="") if typed else None


@given(
    number=st.integers(0, 200_000),
    behind=st.text("aAzZ 1-/", max_size=2),
    postcode=st.from_regex(r"[0-9]{4} ?[A-Za-z]{2}", fullmatch=True),
    gemeentecode=st.sampled_from(["", "GM0344"]),
)
def test_a_bare_house_number_is_read_as_the_parser_reads_it(
    number: int, behind: str, postcode: str, gemeentecode: str
) -> None:
    asked = typed(f"{number}{behind}", postcode=postcode, gemeentecode=gemeentecode)
    taken = literally(asked)
    assert taken is None or undivided(taken) == undivided(as_typed(parse_input(asked)))


@given(
    street=st.from_regex(r"[A-Z][a-z]{3,12}(straat|laan|weg|plein|hof|pad|brink)", fullmatch=True),
    number=st.integers(0, 200_000),
    behind=st.sampled_from(["", "a", "B", " a", "-1", " hs"]),
    place=st.one_of(
        st.sampled_from(["Utrecht", "Gemert", "Ede"]), st.from_regex(r"[A-Z][a-z]{1,12}", fullmatch=True)
    ),
    postcode=st.sampled_from(["", "3512 jc", "3512JC", "3512", "geen"]),
)
def test_a_plain_street_is_read_as_the_parser_reads_it(
    street: str, number: int, behind: str, place: str, postcode: str
) -> None:
    asked = typed(f"{street} {number}{behind}", place, postcode=postcode)
    taken = literally(asked)
    assert taken is None or undivided(taken) == undivided(as_typed(parse_input(asked)))


def test_what_is_plain_needs_no_parser() -> None:
    for asked in (
        typed("12", postcode="3512JC"),
        typed("12 a", postcode="3512 jc"),
        typed("Kerkstraat 12a", "Utrecht"),
    ):
        assert literally(asked) is not None


# What is offered to the grader.


def test_the_runners_up_are_offered_beside_a_misspelled_street(backend: RegisterBackend) -> None:
    offered = backend.candidates(ParsedAddress(street="Kerksteag", huisnummer=1, woonplaats="Utrecht"))
    assert "Kerksteeg 1, 3581RC Utrecht" in [one.label for one in offered]
    streets = [one.label for one in offered if one.kind is MatchLevel.STRAAT]
    assert streets[0] == "Kerksteeg, Utrecht"
    assert "Kerkstraat, Utrecht" in streets


def test_every_street_of_the_name_in_the_gemeente_stated_is_offered(backend: RegisterBackend) -> None:
    parsed = ParsedAddress(street="Zandweg", huisnummer=4, woonplaats="Vleuten")
    offered = backend.candidates(parsed, gemeentecode="GM0344")
    assert {one.woonplaats for one in offered if one.street == "Zandweg"} == {"De Meern"}


_names = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["Kerkstraat", "Kerk", "straat", "Utrecht", "Nijmegen-Lent", "Hengelo", "Dantumadeel", "%", "'"]
    ),
)


@given(
    st.builds(
        ParsedAddress,
        street=_names,
        huisnummer=st.none() | st.integers(0, 10**9),
        huisletter=st.sampled_from(["", "A"]),
        huisnummertoevoeging=st.text(max_size=4),
        huisnummer_to=st.none() | st.integers(0, 10**9),
        postcode=st.sampled_from(["", "3512", "3512JC", "3584CC", "9999ZZ"]),
        woonplaats=_names,
    ),
    st.sampled_from(["", "GM0344", "GM0372", "GM9999", "x"]),
)
def test_whatever_is_read_what_is_offered_is_bounded_and_has_a_point(
    backend: RegisterBackend, parsed: ParsedAddress, gemeentecode: str
) -> None:
    offered = backend.candidates(parsed, gemeentecode=gemeentecode)
    assert len(offered) <= MOST
    for one in offered:
        assert wgs84_to_rd(one.lon, one.lat) == pytest.approx((one.x_rd, one.y_rd), abs=0.1)


def test_of_a_tower_of_flats_only_some_are_offered(tmp_path: Path) -> None:
    flat = next(row for row in rows() if row.huisnummertoevoeging)
    path = tmp_path / "flat.register"
    flats = [replace_suffix(flat, str(n)) for n in range(1, 400)]
    write_register(flats, path, {})
    with RegisterBackend(path) as backend:
        outcome = backend.lookup(typed(f"{flat.openbare_ruimte} {flat.huisnummer}", flat.woonplaats))
        assert isinstance(outcome, Ambiguous)
        assert outcome.level is MatchLevel.HUISNUMMER
        assert len(outcome.alternatives) < 20
        last = backend.lookup(typed(f"{flat.openbare_ruimte} {flat.huisnummer}-399", flat.woonplaats))
        assert last.level is MatchLevel.ADRES


def replace_suffix(row: AddressRow, suffix: str) -> AddressRow:
    return AddressRow(
        row.openbare_ruimte, "", row.huisnummer, "", suffix, row.postcode, row.woonplaats, row.gemeentecode,
        f"{row.gemeentecode[2:]}20{int(suffix):010d}", "", "", row.x_rd, row.y_rd,
    )  # fmt: skip


# Many at once, from many threads, and files that are no register.


def everybody() -> list[AddressInput]:
    return [asked for row in rows() for asked in spelled(row)]


def same(some: Sequence[Outcome], others: Sequence[Outcome]) -> bool:
    return [(type(one), one) for one in some] == [(type(one), one) for one in others]


def test_many_at_once_get_the_same_answers_in_their_order(backend: RegisterBackend) -> None:
    asked = everybody()
    assert same(backend.lookup_many(asked), [backend.lookup(one) for one in asked])
    assert backend.lookup_many([]) == []


def test_workers_give_the_same_answers_in_the_same_order(
    backend: RegisterBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = backend.lookup_many(everybody(), processes=1)
    monkeypatch.setattr(lookup, "WORTH_WORKERS", 1)
    monkeypatch.setattr(lookup, "_CHUNK", 50)
    for worker in backend._workers.start(1):
        worker.ready.wait()
    assert same(backend.lookup_many(everybody(), processes=2), alone)


def test_any_number_of_threads_may_ask(register: Path) -> None:
    asked = everybody()[::5]
    with RegisterBackend(register) as backend, ThreadPoolExecutor(4) as threads:
        alone = backend.lookup_many(asked)
        for outcomes in threads.map(lambda _: [backend.lookup(one) for one in asked], range(4)):
            assert same(outcomes, alone)


def test_threads_go_on_with_the_edition_they_began_with(register: Path, tmp_path: Path) -> None:
    path = tmp_path / "adressen.register"
    shutil.copy(register, path)
    first, *others = everybody()[::5]
    with RegisterBackend(path) as backend, RegisterBackend(register) as unchanged:
        backend.lookup(first)
        # Its streets and places have the same ids as others in the first edition.
        write_register([*rows()][::-3], tmp_path / "nieuw.register", {})
        (tmp_path / "nieuw.register").replace(path)
        expected = [unchanged.lookup(one) for one in others]
        with ThreadPoolExecutor(1) as thread:
            assert same(thread.submit(lambda: [backend.lookup(one) for one in others]).result(), expected)
        path.unlink()
        with ThreadPoolExecutor(1) as thread:
            assert same(thread.submit(lambda: [backend.lookup(one) for one in others]).result(), expected)


def test_a_closed_register_answers_nobody(register: Path) -> None:
    backend = RegisterBackend(register)
    backend.close()
    with pytest.raises(sqlite3.ProgrammingError):
        backend.lookup(typed("Domplein 29", "Utrecht"))


def test_a_register_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegisterNotFound, match="nergens"):
        RegisterBackend(tmp_path / "nergens.register")


def test_a_register_damaged_within_ends_as_such(register: Path, tmp_path: Path) -> None:
    broken = tmp_path / "kapot.register"
    shutil.copy(register, broken)
    content = bytearray(broken.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 64] = b"\xff" * 64
    broken.write_bytes(content)
    with pytest.raises(RegisterDamaged), RegisterBackend(broken) as backend:
        backend.lookup(typed("Domplein 29", "Utrecht"))
