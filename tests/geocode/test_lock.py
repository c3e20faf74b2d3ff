"""The lock: nothing written is lost, nothing damaged is read as if it were whole, a person's word stands."""

from __future__ import annotations

import csv
import io
import string
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sociale_kaart.crs import wgs84_to_rd
from sociale_kaart.errors import LockError
from sociale_kaart.geocode.cascade import geocode_addresses
from sociale_kaart.geocode.lock import LOCK_COLUMNS, Lock
from sociale_kaart.geocode.lockrow import LockRow, clean, from_cells, to_cells
from sociale_kaart.model import AddressInput, Match, MatchLevel
from tests.geocode.byhand import mark_checked

DAY = date(2026, 11, 1)
DAM = AddressInput(text="Dam 1", postcode="1012 JS", woonplaats="Amsterdam")
HAVEN = AddressInput(text="De Haven 1", woonplaats="Borne")
# Recorded Locatieserver answer of 2026 (streetworks; BAG, CC0).
DAM_MATCH = Match(
    level=MatchLevel.ADRES,
    confidence=0.9,
    nummeraanduiding_id="0363200003761447",
    adresseerbaarobject_id="0363010003761571",
    address="Dam 1, 1012JS Amsterdam",
    woonplaats="Amsterdam",
    gemeentecode="GM0363",
    wijkcode="WK0363AE",
    buurtcode="BU0363AE02",
    lon=4.8937175,
    lat=52.37329259,
    x_rd=121394.0,
    y_rd=487383.0,
    backend="pdok",
    data_version="v3_1",
)
NOTHING = Match(level=MatchLevel.NONE, backend="pdok")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kaart" / "adressen.lock.csv"


def filled(path: Path) -> Lock:
    lock = Lock.open(path)
    lock.add(HAVEN, NOTHING, on=DAY)
    lock.add(DAM, DAM_MATCH, on=DAY)
    lock.close()
    return lock


def test_a_lock_that_is_not_there_is_empty_and_reading_it_makes_no_file(path: Path) -> None:
    assert len(Lock.open(path)) == 0
    assert not path.parent.exists()


def test_a_row_is_on_the_disk_as_soon_as_it_is_added(path: Path) -> None:
    lock = Lock.open(path)
    lock.add(DAM, DAM_MATCH, on=DAY)
    other = Lock.open(path)
    row = other.get(AddressInput(text="dam  1", postcode="1012js", woonplaats="AMSTERDAM"))
    assert row is not None
    assert (row.match, row.matched_on) == (DAM_MATCH, DAY)
    lock.close()


def test_saving_puts_the_rows_in_order_whatever_order_they_came_in(path: Path, tmp_path: Path) -> None:
    filled(path).save()
    other = Lock.open(tmp_path / "other.csv")
    other.add(DAM, DAM_MATCH, on=DAY)
    other.add(HAVEN, NOTHING, on=DAY)
    other.save()
    assert path.read_bytes() == other.path.read_bytes()
    assert [line.split(",")[0] for line in path.read_text("utf-8").splitlines()] == [
        "address",
        "Dam 1",
        "De Haven 1",
    ]
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name]


def test_a_lock_cut_off_at_any_byte_keeps_every_whole_row_says_so_and_mends_itself(path: Path) -> None:
    filled(path)
    whole = path.read_bytes()
    ends = [i + 1 for i, byte in enumerate(whole) if byte == ord("\n")]
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        lock = Lock.open(path)
        complete = sum(end <= cut for end in ends[1:])
        # A row that lacks only its line end is whole, or reads as whole; anything shorter is reported.
        assert complete <= len(lock) <= complete + 1
        if cut not in (0, *ends) and len(lock) == complete and cut > ends[0]:
            assert f"regel {complete + 2} was half geschreven" in lock.repairs[0]
        if cut % 16 == 0:
            assert_mends(lock)


def assert_mends(lock: Lock) -> None:
    lock.add(DAM, DAM_MATCH, on=DAY)
    lock.add(HAVEN, NOTHING, on=DAY)
    lock.save()
    again = Lock.open(lock.path)
    assert again.repairs == ()
    assert [row.match for row in again] == [DAM_MATCH, NOTHING]


def test_a_torn_row_never_leaves_a_half_id_or_a_shortened_coordinate_behind(path: Path) -> None:
    filled(path)
    whole = path.read_bytes()
    for cut in range(len(whole) - 60, len(whole)):
        path.write_bytes(whole[:cut])
        row = Lock.open(path).get(DAM)
        assert row is None or row.match == DAM_MATCH


def test_a_person_s_word_is_never_changed_by_a_run(path: Path) -> None:
    lock = filled(path)
    mark_checked(path, HAVEN, by="Jannie", on=DAY, match=DAM_MATCH, note="gebeld, ingang achter")
    row = lock.add(HAVEN, NOTHING, on=date(2027, 1, 1))
    lock.save()
    again = Lock.open(path).get(HAVEN)
    assert row == again
    assert again is not None
    assert (again.match, again.checked_by, again.note) == (DAM_MATCH, "Jannie", "gebeld, ingang achter")


def test_a_person_who_corrects_a_point_need_only_write_lon_and_lat(path: Path) -> None:
    filled(path).save()
    text = path.read_text("utf-8").replace("121394.0,487383.0", ",")
    path.write_text(text, "utf-8")
    row = Lock.open(path).get(DAM)
    assert row is not None
    assert row.match.x_rd == pytest.approx(121394.0, abs=1)


def test_of_two_rows_for_one_address_the_later_wins_but_a_checked_one_beats_it(path: Path) -> None:
    lock = filled(path)
    lock.add(HAVEN, DAM_MATCH, on=DAY)
    lock.close()
    row = Lock.open(path).get(HAVEN)
    assert row is not None
    assert row.match == DAM_MATCH
    mark_checked(path, HAVEN, by="Jannie", on=DAY)
    with path.open("ab") as file:
        file.write(",".join(to_cells(LockRow(asked=HAVEN, match=NOTHING))).encode() + b"\n")
    row = Lock.open(path).get(HAVEN)
    assert row is not None
    assert row.is_checked


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (",52.37329259,", ",52,37329259,", "27 kolommen"),
        ("GM0363", "363", "kolom gemeentecode"),
        (",Jannie,", ',"Jannie"x,', "niet te lezen"),
    ],
)
def test_a_last_line_without_an_end_that_a_person_wrote_is_refused_and_never_dropped(
    path: Path, old: str, new: str, says: str
) -> None:
    filled(path).save()
    mark_checked(path, DAM, by="Jannie", on=DAY)
    haven, dam = sorted(path.read_text("utf-8").splitlines()[1:], key=lambda line: line.startswith("Dam"))
    content = "\n".join([",".join(LOCK_COLUMNS), haven, dam.replace(old, new)])
    path.write_text(content, "utf-8")
    with pytest.raises(LockError, match=says) as caught:
        Lock.open(path).add(AddressInput(text="Ster 1"), NOTHING, on=DAY)
    assert "regel 3" in str(caught.value)
    assert path.read_text("utf-8") == content


@pytest.mark.parametrize("cut", [-1, -3, -30, -100])
def test_a_run_that_asks_nobody_leaves_a_half_written_line_where_it_is(path: Path, cut: int) -> None:
    filled(path)
    content = path.read_bytes()[:cut]
    path.write_bytes(content)
    geocode_addresses([DAM, HAVEN], Lock.open(path), None, on=DAY)
    assert path.read_bytes() == content


def test_a_lock_saved_by_a_dutch_excel_reads_the_same(path: Path) -> None:
    filled(path).save()
    mark_checked(path, DAM, by="Jannie", on=DAY, note="gebeld, ingang achter")
    rows = list(Lock.open(path))
    with path.open(encoding="utf-8", newline="") as file:
        header, *cells = csv.reader(file)
    numbers = [header.index(column) for column in ("lon", "lat", "x_rd", "y_rd")]
    days = [header.index(column) for column in ("matched_on", "checked_on")]
    for row in cells:
        for i in numbers:
            row[i] = row[i].replace(".", ",")
        for i in days:
            row[i] = row[i] and "1-11-2026"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header, *cells, [""] * len(header)])
    lock = Lock.open(path)
    assert list(lock) == rows
    new = AddressInput(text="Ster 1", woonplaats="Borne")
    lock.add(new, NOTHING, on=DAY)
    lock.close()
    assert path.read_text("utf-8").startswith("address,postcode,")
    assert [row for row in Lock.open(path) if row.asked != new] == rows


def test_two_runs_cannot_write_at_once(path: Path) -> None:
    first, second = Lock.open(path), Lock.open(path)
    first.add(DAM, DAM_MATCH, on=DAY)
    with pytest.raises(LockError, match="een andere run"):
        second.add(HAVEN, NOTHING, on=DAY)
    first.save()
    second.add(HAVEN, NOTHING, on=DAY)
    second.save()
    assert {row.asked.text for row in Lock.open(path)} == {"Dam 1", "De Haven 1"}


def test_a_run_that_was_killed_holds_nobody_up(path: Path) -> None:
    script = (
        "import os, signal, sys; from sociale_kaart.geocode.guard import Guard; from pathlib import Path;"
        "path = Path(sys.argv[1]); path.parent.mkdir(parents=True);"
        "Guard(path); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == -9
    assert len(filled(path)) == 2


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Dam 1,", "Dam 1,,", ["regel 2", "27 kolommen", "26"]),
        (",adres,", ",precies,", ["regel 2", "kolom match_level", "'precies'", "woonplaats"]),
        ("0363200003761447", "3.632E+14", ["kolom nummeraanduiding_id", "16 cijfers"]),
        ("4.8937175", "4,8937175", ["regel 2", "27 kolommen"]),
        ("4.8937175", "48937175", ["kolom lon", "3 tot 7.5"]),
        ("4.8937175", "", ["kolom lon", "lat allebei"]),
        ("121394.0", "131394.0", ["kolom x_rd", "hetzelfde punt"]),
        (",0.9,", ",1.2,", ["kolom match_confidence", "van 0 tot 1"]),
        ("2026-11-01", "31-11-2026", ["kolom matched_on", "2026-10-31"]),
        ("GM0363", "363", ["kolom gemeentecode", "GM0344"]),
        ("match_level", "level", ["regel 1", "onbekende kolom 'level'", "bedoelt u 'match_level'?"]),
        ("address,postcode", "postcode", ["regel 1", "'address' ontbreekt"]),
        ("address,", "address;", ["regel 1", "onbekende kolom 'address;postcode'", "komma's of puntkomma's"]),
        ("postcode,woonplaats", "woonplaats,woonplaats", ["regel 1", "'postcode' ontbreekt"]),
        ("note\n", "note,note\n", ["regel 1", "'note' staat er twee keer in"]),
        ("Dam 1", '"Dam 1', ["regel 2", "niet te lezen"]),
    ],
)
def test_a_damaged_lock_names_line_column_and_what_was_expected(
    path: Path, old: str, new: str, says: list[str]
) -> None:
    filled(path).save()
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LockError) as caught:
        Lock.open(path)
    assert str(path) in str(caught.value)
    for part in says:
        assert part in str(caught.value)
    assert len(str(caught.value)) < len(str(path)) + 350, "names what is wrong, not every column there is"


def test_a_file_that_is_no_lock_at_all_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")
    with pytest.raises(LockError):
        Lock.open(path).add(DAM, DAM_MATCH, on=DAY)
    assert path.read_bytes().startswith(b"\x89PNG")


def test_a_lock_saved_by_a_spreadsheet_with_bom_and_crlf_reads_the_same(path: Path) -> None:
    filled(path).save()
    rows = list(Lock.open(path))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert list(Lock.open(path)) == rows


def test_a_lock_of_an_earlier_version_with_fewer_columns_is_read_and_brought_up_to_date(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("address,postcode,woonplaats,match_level\nDe Haven 1,,Borne,none\n", "utf-8")
    lock = Lock.open(path)
    lock.add(DAM, DAM_MATCH, on=DAY)
    lock.close()
    assert path.read_text("utf-8").splitlines()[0] == ",".join(LOCK_COLUMNS)
    assert len(Lock.open(path)) == 2


def test_no_cell_can_start_a_formula(path: Path) -> None:
    lock = Lock.open(path)
    nasty = AddressInput(text="=HYPERLINK(1)", postcode="-1", woonplaats="@x")
    lock.add(nasty, NOTHING, on=DAY)
    lock.save()
    assert path.read_text("utf-8").splitlines()[1].startswith("'=HYPERLINK(1),'-1,'@x,")
    assert Lock.open(path).get(nasty) is not None


OLD_COLUMNS = [one for one in LOCK_COLUMNS if one not in ("match_confidence", "match_query")]


def test_a_lock_of_before_confidence_is_read_as_it_is_and_rewritten_only_when_a_row_comes_in(
    path: Path,
) -> None:
    filled(path).save()
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    old = io.StringIO()
    writer = csv.DictWriter(old, OLD_COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(old.getvalue(), "utf-8")
    lock = Lock.open(path)
    assert {row.match.confidence for row in lock} == {None}
    assert path.read_text("utf-8") == old.getvalue()
    lock.add(AddressInput(text="Zzz 1", woonplaats="Zzz"), NOTHING, on=DAY)
    lock.save()
    again = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    assert [{name: row[name] for name in OLD_COLUMNS} for row in again[:-1]] == [
        {name: row[name] for name in OLD_COLUMNS} for row in rows
    ], "same rows, in the same order"


def test_how_sure_and_how_it_was_read_are_kept_where_they_say_something(path: Path) -> None:
    lock = Lock.open(path)
    asked = AddressInput(text="bibliotheek, dam 1 (achterom)", woonplaats="Amsterdam")
    lock.add(DAM, replace(DAM_MATCH, query=str(DAM), confidence=0.98765), on=DAY)
    lock.add(asked, replace(DAM_MATCH, query="dam 1, Amsterdam", confidence=None), on=DAY)
    lock.close()
    kept = {row.asked: row.match for row in Lock.open(path)}
    assert (kept[DAM].confidence, kept[DAM].query) == (0.988, "")
    assert (kept[asked].confidence, kept[asked].query) == (None, "dam 1, Amsterdam")


texts = st.text(max_size=40)
names = st.text(alphabet=string.ascii_letters + " ,'=-\"éüß;", max_size=30).map(
    lambda text: " ".join(text.split())
)


@st.composite
def located(draw: st.DrawFn) -> Match:
    lon = draw(st.floats(3.4, 7.2).map(lambda value: round(value, 8)))
    lat = draw(st.floats(50.8, 53.5).map(lambda value: round(value, 8)))
    x_rd, y_rd = wgs84_to_rd(lon, lat)
    return Match(
        level=draw(st.sampled_from([level for level in MatchLevel if level is not MatchLevel.NONE])),
        query=draw(names),
        confidence=draw(st.none() | st.integers(0, 100).map(lambda percent: percent / 100)),
        faults=tuple(draw(st.lists(st.sampled_from(["street_fuzzy", "multiple_hits"]), unique=True))),
        nummeraanduiding_id=draw(st.from_regex(r"[0-9]{16}", fullmatch=True) | st.just("")),
        address=draw(names),
        woonplaats=draw(names),
        lon=lon,
        lat=lat,
        x_rd=round(float(x_rd), 3),
        y_rd=round(float(y_rd), 3),
        alternatives=tuple(draw(st.lists(names.filter(bool), max_size=3))),
        backend=draw(names),
    )


@given(
    asked=st.builds(AddressInput, text=texts, postcode=texts, woonplaats=texts),
    match=located() | st.just(NOTHING),
)
def test_a_row_reads_back_as_it_was_written_whatever_was_typed(asked: AddressInput, match: Match) -> None:
    row = LockRow(asked=clean(asked), match=match, matched_on=DAY)
    assert from_cells(LOCK_COLUMNS, to_cells(row)) == row


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.builds(AddressInput, text=texts, postcode=texts, woonplaats=texts), max_size=8))
def test_a_file_reads_back_row_for_row_whatever_was_typed(
    tmp_path: Path, addresses: list[AddressInput]
) -> None:
    path = tmp_path / "any.csv"
    path.unlink(missing_ok=True)
    lock = Lock.open(path)
    for asked in addresses:
        lock.add(asked, NOTHING, on=DAY)
    lock.save()
    again = Lock.open(path)
    assert list(again) == list(lock)
    assert all(again.get(asked) is not None for asked in addresses)
