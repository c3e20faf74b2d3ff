"""A register holds every address that went in, once, where its key and segment say; what it leaves out it counts."""

from __future__ import annotations

import csv
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.errors import LockError, OutputError, SourceUnreadable
from sociale_kaart.geocode.guard import Guard
from sociale_kaart.geocode.register.counts import Refusal
from sociale_kaart.geocode.register.layout import (
    MAX_SERIAL,
    NO_POSTCODE_FROM,
    AddressRow,
    cell_of,
    pack_key,
    pack_postcode,
    unpack_key,
    unpack_postcode,
)
from sociale_kaart.geocode.register.write import write_register
from tests.geocode.register.addresses import RUIJTERKADE, address, query, register_of, told

CASES = Path(__file__).parents[2] / "cases" / "registerrijen.csv"

POSTCODES = st.from_regex(r"[1-9][0-9]{3}[A-Z]{2}", fullmatch=True)


# Laws.


@given(POSTCODES)
def test_a_postcode_comes_back_from_its_number(postcode: str) -> None:
    assert unpack_postcode(pack_postcode(postcode)) == postcode
    assert pack_postcode(postcode) < NO_POSTCODE_FROM


@given(POSTCODES, POSTCODES)
def test_postcodes_sort_as_their_numbers_do(one: str, other: str) -> None:
    assert (one < other) == (pack_postcode(one) < pack_postcode(other))


@given(POSTCODES, st.integers(1, 99_999), st.integers(0, MAX_SERIAL))
def test_a_key_gives_back_postcode_and_number(postcode: str, number: int, serial: int) -> None:
    assert unpack_key(pack_key(pack_postcode(postcode), number, serial)) == (pack_postcode(postcode), number)


# Few values, so that streets, numbers and postcodes meet again and again; points in and around Amsterdam.
ROWS = st.lists(
    st.builds(
        address,
        openbare_ruimte=st.sampled_from(["Dam", "Damrak", "Nes", "Spui", ""]),
        openbare_ruimte_kort=st.sampled_from(["", "Dmrk"]),
        huisnummer=st.sampled_from([1, 2, 3, 58, 99_999, 0, 100_000]),
        huisletter=st.sampled_from(["", "A", "a", "b"]),
        huisnummertoevoeging=st.sampled_from(["", "1", "hs"]),
        postcode=st.sampled_from(["", "1011AB", "1012JS", "9999ZZ", "0999AA"]),
        woonplaats=st.sampled_from(["Amsterdam", "Weesp"]),
        gemeentecode=st.sampled_from(["GM0363", ""]),
        nummeraanduiding_id=st.sampled_from(["", *(f"03632000000{n:05d}" for n in range(40))]),
        buurtcode=st.sampled_from(["", "BU03630000", "BU03630001"]),
        x_rd=st.sampled_from([121_300.0, 121_300.1, 121_800.0, 125_000.5, 900_000.0]),
        y_rd=st.sampled_from([487_000.0, 487_333.3, float("nan")]),
    ),
    max_size=60,
)


@settings(max_examples=15)
@given(ROWS, st.randoms(use_true_random=False))
def test_every_row_is_in_the_register_or_counted(
    tmp_path_factory: pytest.TempPathFactory, rows: list[AddressRow], random: object
) -> None:
    folder = tmp_path_factory.mktemp("law")
    always = address(huisnummer=7, gemeentecode="")
    out, counts = register_of(folder, *rows, always)
    assert counts.rows == len(rows) + 1 == counts.addresses + counts.refused.total()
    assert query(out, "SELECT count(*) FROM address") == [(counts.addresses,)]
    assert counts.addresses == sum(n for (n,) in query(out, "SELECT addresses FROM segment"))
    assert counts.addresses == sum(n for (n,) in query(out, "SELECT addresses FROM street"))
    assert counts.addresses == sum(n for (n,) in query(out, "SELECT addresses FROM place"))
    assert all(len(shown) <= 3 for shown in counts.examples.values())
    assert counts.examples.keys() == counts.refused.keys()


@settings(max_examples=15)
@given(ROWS)
def test_an_address_lies_in_its_segment_and_its_square(
    tmp_path_factory: pytest.TempPathFactory, rows: list[AddressRow]
) -> None:
    out, counts = register_of(tmp_path_factory.mktemp("law"), *rows, address(huisnummer=7))
    found = query(
        out,
        "SELECT count(*) FROM address a JOIN segment s ON s.street_id = a.street_id AND s.postcode = a.key >> 29"
        " WHERE (a.key >> 12 & 131071) BETWEEN s.number_from AND s.number_to"
        " AND a.x BETWEEN s.x_from AND s.x_to AND a.y BETWEEN s.y_from AND s.y_to"
        " AND s.x BETWEEN s.x_from AND s.x_to AND s.y BETWEEN s.y_from AND s.y_to",
    )
    assert found == [(counts.addresses,)]
    cells = set(query(out, "SELECT cell, street_id, postcode FROM segment_cell"))
    addresses = query(out, "SELECT x, y, street_id, key >> 29 FROM address")
    assert cells == {
        (cell_of(x / 10, y / 10), street_id, postcode) for x, y, street_id, postcode in addresses
    }


@given(st.permutations(range(24)))
@settings(max_examples=10)
def test_the_order_of_the_source_makes_no_difference(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    rows = [
        address(openbare_ruimte=street, huisnummer=number, postcode=postcode, gemeentecode=code)
        for street in ("Dam", "Damrak")
        for number in (1, 2, 3)
        for postcode in ("1012JS", "")
        for code in ("GM0363", "")
    ]
    # Half of them come without a gemeente, and are the same addresses once it is found.
    rows = [replace(one, huisletter="" if one.gemeentecode else "A") for one in rows]
    folder = tmp_path_factory.mktemp("order")
    straight, _ = register_of(folder, *rows)
    expected = straight.read_bytes()
    shuffled, _ = register_of(folder, *(rows[place] for place in order))
    assert shuffled.read_bytes() == expected


# What it holds.


def test_an_address_comes_out_as_it_went_in(tmp_path: Path) -> None:
    houses = {
        RUIJTERKADE,
        address(openbare_ruimte="Burgemeester de Beaufortplein", openbare_ruimte_kort="Burg de Beaufortpln"),
        address(huisnummer=7, huisletter="A", huisnummertoevoeging="01", buurtcode="BU03630000"),
        address(postcode="", huisnummer=1),
        address(nummeraanduiding_id="0000200000057534", huisnummer=32),
    }
    out, counts = register_of(tmp_path, *houses)
    assert told(out) == houses
    assert counts.without_postcode == 1


def test_degrees_and_metres_are_the_same_point(tmp_path: Path) -> None:
    # Both pairs of coordinates stand in NLExtract's row.
    out, _ = register_of(tmp_path, RUIJTERKADE)
    ((lon, lat),) = query(out, "SELECT lon, lat FROM address")
    assert lon / 1e7 == pytest.approx(4.90516680992096, abs=2e-6)
    assert lat / 1e7 == pytest.approx(52.3777796784077, abs=2e-6)


def test_letters_that_differ_in_case_are_two_addresses(tmp_path: Path) -> None:
    _, counts = register_of(tmp_path, address(huisletter="A"), address(huisletter="a"))
    assert counts.addresses == 2


def test_a_streets_point_is_that_of_one_of_its_houses(tmp_path: Path) -> None:
    """Two rows of houses on either bank: their mean lies in the water."""
    bank = [address(huisnummer=n, x_rd=121_000.0 + n, y_rd=487_000.0) for n in (1, 3, 5)]
    other = [address(huisnummer=n, x_rd=121_000.0 + n, y_rd=487_100.0) for n in (2, 4)]
    out, _ = register_of(tmp_path, *bank, *other)
    points = {(one.x_rd * 10, one.y_rd * 10) for one in (*bank, *other)}
    for table in ("place", "street", "segment"):
        assert set(query(out, f"SELECT x, y FROM {table}")) <= points


def test_one_street_name_in_two_places_is_two_streets(tmp_path: Path) -> None:
    out, counts = register_of(
        tmp_path, address(woonplaats="Amsterdam"), address(woonplaats="Weesp", postcode="1381AB")
    )
    assert (counts.streets, counts.places) == (2, 2)
    assert query(out, "SELECT count(DISTINCT place_id) FROM street") == [(2,)]


def test_a_street_with_two_postcodes_has_two_segments(tmp_path: Path) -> None:
    out, counts = register_of(
        tmp_path,
        *(address(huisnummer=n, postcode="1012JS" if n < 50 else "1012JT") for n in range(10, 90, 10)),
    )
    assert (counts.streets, counts.segments) == (1, 2)
    assert query(out, "SELECT number_from, number_to, addresses FROM segment ORDER BY postcode") == [
        (10, 40, 4),
        (50, 80, 4),
    ]


def test_without_a_postcode_two_streets_still_keep_apart(tmp_path: Path) -> None:
    out, counts = register_of(
        tmp_path, address(postcode="", openbare_ruimte="Dam"), address(postcode="", openbare_ruimte="Nes")
    )
    assert counts.addresses == 2
    keys = [key for (key,) in query(out, "SELECT key FROM address")]
    assert all(unpack_key(key)[0] > NO_POSTCODE_FROM for key in keys)
    assert len({unpack_key(key)[0] for key in keys}) == 2


def test_more_houses_than_a_number_has_room_for_are_counted(tmp_path: Path) -> None:
    rows = [address(huisnummertoevoeging=str(n)) for n in range(MAX_SERIAL + 3)]
    out, counts = register_of(tmp_path, *rows)
    assert counts.refused == {Refusal.TOO_MANY: 2}
    assert query(out, "SELECT max(key) - min(key) FROM address") == [(MAX_SERIAL,)]


# Which gemeente, where the source names none.

# The station of Hengelo in Overijssel.
HENGELO = {"woonplaats": "Hengelo", "gemeentecode": "", "x_rd": 251_900.0, "y_rd": 476_700.0}


def test_two_places_of_one_name_fall_to_their_own_gemeenten(tmp_path: Path) -> None:
    """Hengelo in Overijssel and Hengelo in Gelderland (gemeente Bronckhorst) each have a Spoorstraat."""
    overijssel = address(openbare_ruimte="Spoorstraat", postcode="7551CA", **HENGELO)
    gelderland = replace(overijssel, postcode="7255AA", x_rd=219_500.0, y_rd=452_300.0)
    out, counts = register_of(tmp_path, overijssel, gelderland)
    assert counts.located == 2
    assert dict(query(out, "SELECT gemeentecode, addresses FROM place")) == {"GM0164": 1, "GM1876": 1}


def test_a_street_along_the_border_is_not_cut_in_two(tmp_path: Path) -> None:
    """One house of Hengelo drawn on the wrong side of the border, in Enschede: its PC4 and woonplaats outvote it."""
    inside = [address(openbare_ruimte=f"Straat {n}", postcode="7551CA", **HENGELO) for n in range(1, 6)]
    astray = replace(inside[0], openbare_ruimte="Grensweg", x_rd=257_000.0, y_rd=471_500.0)
    out, _ = register_of(tmp_path, *inside, astray)
    assert query(out, "SELECT gemeentecode, addresses FROM place") == [("GM0164", 6)]


def test_an_address_in_the_sea_has_no_gemeente_and_is_counted(tmp_path: Path) -> None:
    out, counts = register_of(tmp_path, address(gemeentecode="", x_rd=20_000.0, y_rd=600_000.0))
    assert (counts.located, counts.without_gemeente) == (0, 1)
    assert query(out, "SELECT gemeentecode FROM place") == [("",)]


# What it leaves out.


def _cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case['field']}={case['value']!r:.30}")
def test_a_field_is_read_or_refused(tmp_path: Path, case: dict[str, str]) -> None:
    neighbour = address(huisnummer=107)
    value = float(case["value"]) if case["field"] in ("x_rd", "y_rd") else case["value"]
    out, counts = register_of(tmp_path, address(**{case["field"]: value}), neighbour)
    if case["refused"]:
        assert counts.refused == {Refusal[case["refused"].upper()]: 1}
        assert told(out) == {neighbour}
    else:
        (read,) = told(out) - {neighbour}
        assert str(getattr(read, case["field"])) == case["stored"]


def test_a_name_of_a_page_long_is_no_name(tmp_path: Path) -> None:
    _, counts = register_of(tmp_path, address(openbare_ruimte="X" * 201), address(openbare_ruimte="X" * 200))
    assert counts.refused == {Refusal.TOO_LONG: 1}
    assert len(counts.examples[Refusal.TOO_LONG][0]) == 200


def test_what_could_steer_a_terminal_is_not_shown(tmp_path: Path) -> None:
    out, counts = register_of(tmp_path, address(), address(openbare_ruimte="\x1b[2JDam\x00", huisnummer=0))
    assert counts.examples[Refusal.NO_NUMBER] == ["[2JDam 0-1, 1011AB Amsterdam"]
    assert query(out, "SELECT name FROM street") == [("De Ruijterkade",)]


def test_of_the_same_id_twice_the_first_stays(tmp_path: Path) -> None:
    out, counts = register_of(tmp_path, RUIJTERKADE, replace(RUIJTERKADE, huisnummer=107))
    assert counts.refused == {Refusal.DOUBLE_ID: 1}
    assert counts.examples[Refusal.DOUBLE_ID] == ["De Ruijterkade 107-1, 1011AB Amsterdam"]
    assert told(out) == {RUIJTERKADE}


def test_of_the_same_address_twice_the_first_stays(tmp_path: Path) -> None:
    """Silodam 219 in Amsterdam has two ids (sample GeoPackage, 2021)."""
    twin = replace(RUIJTERKADE, nummeraanduiding_id="0363200012140306", x_rd=122_178.0)
    out, counts = register_of(tmp_path, RUIJTERKADE, twin)
    assert counts.refused == {Refusal.DOUBLE_ADDRESS: 1}
    assert told(out) == {RUIJTERKADE}


def test_of_two_gemeenten_found_and_named_the_address_is_the_same(tmp_path: Path) -> None:
    _, counts = register_of(tmp_path, address(), address(gemeentecode=""))
    assert counts.refused == {Refusal.DOUBLE_ADDRESS: 1}


# Files.


def test_the_same_rows_give_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from tests.geocode.register.addresses import address, register_of;"
        "register_of(Path(sys.argv[1]), *map(address_of, range(1, 900)))"
    ).replace("address_of", "lambda n: address(huisnummer=n, openbare_ruimte=f'Straat {n % 7}')")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    subprocess.run(
        [sys.executable, "-c", program, str(elsewhere)], check=True, env=os.environ | {"PYTHONHASHSEED": "1"}
    )
    here, _ = register_of(
        tmp_path, *(address(huisnummer=n, openbare_ruimte=f"Straat {n % 7}") for n in range(1, 900))
    )
    assert (elsewhere / here.name).read_bytes() == here.read_bytes()


def test_the_file_is_sound(tmp_path: Path) -> None:
    out, _ = register_of(tmp_path, *(address(huisnummer=n) for n in range(1, 500)))
    assert query(out, "PRAGMA integrity_check") == [("ok",)]


def test_nothing_usable_is_an_error_and_the_old_register_stays(tmp_path: Path) -> None:
    out, _ = register_of(tmp_path, address())
    before = out.read_bytes()
    with pytest.raises(SourceUnreadable, match=r"2 x geen straat"):
        register_of(tmp_path, address(openbare_ruimte=""), address(openbare_ruimte=" "))
    with pytest.raises(SourceUnreadable, match="er zijn geen rijen"):
        register_of(tmp_path)
    assert out.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [out.name]


def test_a_folder_that_is_not_there_is_said_before_anything_is_read(tmp_path: Path) -> None:
    def never() -> object:
        raise AssertionError("read too early")
        yield

    with pytest.raises(OutputError, match="kan hier niet geschreven worden"):
        write_register(never(), tmp_path / "weg" / "register.sqlite", {})  # type: ignore[arg-type]


def test_two_runs_do_not_write_one_file_together(tmp_path: Path) -> None:
    other_run = Guard(tmp_path / "register.sqlite")
    with pytest.raises(LockError, match="andere run"):
        register_of(tmp_path, address())
    other_run.release()
    register_of(tmp_path, address())


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are posix's")
def test_a_full_disk_leaves_the_old_register(tmp_path: Path) -> None:
    """A limit on the size of files stands in for a disk that is full."""
    import resource

    out, _ = register_of(tmp_path, address())
    before = out.read_bytes()
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, usual[1]))
    try:
        with pytest.raises(OutputError, match="Kijk of er ruimte is"):
            register_of(tmp_path, *(address(huisnummer=n) for n in range(1, 30_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert out.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [out.name]


def test_control_c_leaves_the_old_register_and_nothing_beside_it(tmp_path: Path) -> None:
    out, _ = register_of(tmp_path, address())
    before = out.read_bytes()

    def interrupted() -> Iterator[AddressRow]:
        yield address(huisnummer=107)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_register(interrupted(), out, {})
    assert out.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [out.name]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are posix's")
def test_a_killed_run_leaves_the_old_register_and_hinders_no_next_one(tmp_path: Path) -> None:
    out, _ = register_of(tmp_path, address())
    before = out.read_bytes()
    # Writing goes on for ever, so that it is cut off halfway for sure.
    program = (
        "import sys; from itertools import count; from pathlib import Path;"
        "from tests.geocode.register.addresses import address, register_of;"
        "from sociale_kaart.geocode.register import write\n"
        "endless = ((key, 1, None, None, None, None, 0, 0, 0, 0, None) for key in count())\n"
        "write._addresses = lambda arranged, advance: endless\n"
        "register_of(Path(sys.argv[1]), address())"
    )
    run = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)])
    draft = tmp_path / f".{out.name}.nieuw"
    deadline = time.monotonic() + 60
    while not (draft.exists() and draft.stat().st_size > 100_000):
        assert run.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    run.send_signal(signal.SIGKILL)
    assert run.wait(60) == -signal.SIGKILL
    assert out.read_bytes() == before
    _, counts = register_of(tmp_path, address(), address(huisnummer=107))
    assert counts.addresses == 2
    assert [one.name for one in tmp_path.iterdir()] == [out.name]


def test_no_index_or_table_is_missing(tmp_path: Path) -> None:
    out, _ = register_of(tmp_path, address())
    names = {name for (name,) in query(out, "SELECT name FROM sqlite_schema")}
    assert {"meta", "place", "street", "segment", "segment_cell", "buurt", "address"} <= names
    assert {"street_of_place", "street_by_norm", "segment_by_postcode"} <= names
    with pytest.raises(sqlite3.OperationalError):
        query(out, "INSERT INTO meta VALUES ('a', 'b')")
