"""A run from IN to OUT: what is asked, what is written, and what a cut-off or failed run leaves to the next."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from sociale_kaart.batch.answer import MATCH_COLUMNS
from sociale_kaart.batch.asking import Asker
from sociale_kaart.batch.review import REVIEW_COLUMNS
from sociale_kaart.batch.run import BatchRun, Choices
from sociale_kaart.batch.summary import Summary
from sociale_kaart.errors import (
    LockError,
    OutputError,
    ServiceAnswerInvalid,
    ServiceMoved,
    ServiceUnavailable,
    SourceUnreadable,
)
from sociale_kaart.geocode.backend import NotFound, Outcome, as_outcome
from sociale_kaart.geocode.grade import FAULTS
from sociale_kaart.model import AddressInput, Match, MatchLevel
from tests.batch.conftest import Counting, Run, Shaky, columns_of, read_csv

ADDRESSES = [
    ("De Haven 1", "Borne"),
    ("Het Baken 3", "Almelo"),
    ("Dokter G.H. Beensweg 21", "Wierden"),
    ("Constantijnstraat 32A", "Nijverdal"),
    ("Rozengaarde 75 a", "Rijssen"),
    ("Schipholtstraat 48B", "Enschede"),
    ("Doctor Wagenaarstraat 6", "Enschede"),
]
HAVEN_ID = "0147200000144833"
JOURNAL = ".uit.csv.voortgang"


def adds_up(summary: Summary) -> bool:
    return summary.rows == sum(summary.levels.values()) + summary.no_address + summary.not_answered


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "uit.csv"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return table(tmp_path / "in.csv", ADDRESSES)


def table(path: Path, rows: list[tuple[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Adres", "Plaats"), *rows])
    return path


def test_each_row_gets_the_answer_to_its_address(source: Path, out: Path, run: Run) -> None:
    summary = run(source, out)
    assert adds_up(summary)
    assert summary.levels == {"adres": 7}
    rows = read_csv(out)
    assert tuple(rows[0]) == ("Adres", "Plaats", *MATCH_COLUMNS)
    assert columns_of(rows, "Adres", "nummeraanduiding_id", "gemeentecode", "match_backend")[0] == (
        "De Haven 1",
        HAVEN_ID,
        "GM0147",
        "register",
    )
    assert not list(out.parent.glob(".*")), "nothing is left beside the file"


def test_the_same_address_is_asked_once_however_it_is_typed(
    tmp_path: Path, out: Path, run: Run, counting: Counting
) -> None:
    typed = [("De Haven 1", "Borne"), ("DE HAVEN  1", "borne"), ("", ""), ("Het Baken 3", "Almelo")] * 50
    summary = run(table(tmp_path / "in.csv", typed), out, counting)
    assert counting.asked == ["De Haven 1", "Het Baken 3"]
    assert (summary.rows, summary.no_address, summary.addresses) == (200, 50, 2)
    assert adds_up(summary)
    assert [row[0] for row in read_csv(out)[1:]] == [address for address, _ in typed]


def test_a_row_without_an_address_is_none_and_nobody_is_asked(
    tmp_path: Path, out: Path, run: Run, counting: Counting
) -> None:
    run(table(tmp_path / "in.csv", [("", "Borne"), ("onbekend", "?")]), out, counting)
    assert counting.asked == []
    assert columns_of(read_csv(out), "match_level", "match_backend") == [("none", ""), ("none", "")]


def test_a_failure_of_the_service_leaves_its_rows_empty_and_the_next_run_asks_for_those_alone(
    source: Path, out: Path, run: Run, shaky: Shaky
) -> None:
    shaky.failing = {"Het Baken 3": ServiceUnavailable("down"), "Rozengaarde 75 a": ServiceAnswerInvalid("?")}
    first = run(source, out, shaky)
    assert (first.not_answered, first.levels["adres"]) == (2, 5)
    assert adds_up(first)
    rows = read_csv(out)
    assert [level for (level,) in columns_of(rows, "match_level")].count("") == 2
    assert rows[2] == ["Het Baken 3", "Almelo", *[""] * len(MATCH_COLUMNS)]
    told = "\n".join(first.lines())
    assert "niet te bereiken" in told
    assert "niet te begrijpen" in told
    assert "2 rijen, leeg gelaten; dat is niet 'niet gevonden'" in told
    shaky.failing, shaky.asked = {}, []
    second = run(source, out, shaky)
    assert shaky.asked == ["Het Baken 3", "Rozengaarde 75 a"]
    assert (second.not_answered, second.levels["adres"], second.resumed) == (0, 7, 5)
    assert not list(out.parent.glob(".*"))


def test_a_service_that_moved_or_keeps_failing_is_left_alone(
    source: Path, out: Path, run: Run, shaky: Shaky
) -> None:
    shaky.failing = {address: ServiceMoved("410") for address, _ in ADDRESSES[1:]}
    assert run(source, out, shaky).not_answered == 6
    assert shaky.asked == ["De Haven 1", "Het Baken 3"]
    shaky.failing = {address: ServiceUnavailable("down") for address, _ in ADDRESSES[1:]}
    shaky.asked = []
    assert run(source, out, shaky).not_answered == 6
    assert len(shaky.asked) == 5


class Cut:
    """The register until the power goes: after so many chunks it raises what no run catches."""

    name = "register"

    def __init__(self, behind: Counting, after: int) -> None:
        self._behind = behind
        self._left = after

    def lookup(self, asked: AddressInput) -> Outcome:
        raise AssertionError("a run asks for many at once")

    def lookup_many(self, asked: list[AddressInput]) -> list[Outcome]:
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt
        return self._behind.lookup_many(asked)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sociale_kaart.batch.asking.MANY", 2)


@pytest.mark.usefixtures("small_chunks")
def test_a_run_that_was_cut_off_goes_on_where_it_was(
    source: Path, out: Path, run: Run, counting: Counting
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(source, out, Cut(counting, after=2))
    assert not out.exists()
    assert len(counting.asked) == 4
    counting.asked = []
    with BatchRun(source, out, Asker([counting]), Choices()) as one:
        assert any("4 adressen daarvan zijn er nog" in line for line in one.opening_lines(5.0))
        assert one.new_addresses() == 3
        summary = one.run()
    assert counting.asked == [address for address, _ in ADDRESSES[4:]]
    assert summary.levels == {"adres": 7}


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"columns": {"adres": "Adres"}}, "de keuze van kolommen"),
        ({"version": "nieuw register"}, "waar de adressen gezocht worden"),
    ],
)
def test_other_choices_start_over_and_say_so(
    source: Path, out: Path, run: Run, counting: Counting, choices: dict[str, object], told: str
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(source, out, Cut(counting, after=2))
    with BatchRun(source, out, Asker([counting]), Choices(**choices)) as one:  # type: ignore[arg-type]
        assert any(told in line and "opnieuw opgezocht" in line for line in one.opening_lines(5.0))
        assert one.new_addresses() == 7


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("choices", [{"min_level": "adres"}, {"review": Path("nakijken.csv")}])
def test_how_answers_are_written_is_no_reason_to_ask_again(
    source: Path,
    out: Path,
    run: Run,
    counting: Counting,
    choices: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(out.parent)
    with pytest.raises(KeyboardInterrupt):
        run(source, out, Cut(counting, after=2))
    counting.asked = []
    assert run(source, out, counting, **choices).levels == {"adres": 7}
    assert len(counting.asked) == 3


@pytest.mark.usefixtures("small_chunks")
def test_another_input_starts_over_and_says_so(source: Path, out: Path, run: Run, counting: Counting) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(source, out, Cut(counting, after=2))
    table(source, ADDRESSES[:-1])
    with BatchRun(source, out, Asker([counting]), Choices()) as one:
        assert any("het invoerbestand is anders" in line for line in one.opening_lines(5.0))


def _cut_short(journal: Path) -> None:
    journal.write_bytes(journal.read_bytes()[: journal.stat().st_size // 2])


def _overwritten(journal: Path) -> None:
    journal.write_bytes(b"geen voortgang")


def _without_answers(journal: Path) -> None:
    with sqlite3.connect(journal) as file:
        file.execute("DROP TABLE answer")
    file.close()


def _emptied(journal: Path) -> None:
    journal.write_bytes(b"")


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("spoil", [_cut_short, _overwritten, _without_answers, _emptied])
def test_a_journal_that_was_spoiled_is_dropped_and_every_row_is_still_there(
    source: Path, out: Path, run: Run, counting: Counting, spoil: Callable[[Path], None]
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(source, out, Cut(counting, after=3))
    spoil(out.parent / JOURNAL)
    assert run(source, out, counting).levels == {"adres": 7}
    assert not list(out.parent.glob(".*"))


def test_two_runs_do_not_write_one_file(source: Path, out: Path, counting: Counting) -> None:
    with BatchRun(source, out, Asker([counting]), Choices()), pytest.raises(LockError, match="andere run"):
        BatchRun(source, out, Asker([counting]), Choices())
    with BatchRun(source, out, Asker([counting]), Choices()) as one:
        assert one.run().rows == 7


def test_a_file_that_changes_while_it_is_read_leaves_the_old_out(
    source: Path, out: Path, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    out.write_text("van gisteren", encoding="utf-8")
    with BatchRun(source, out, Asker([counting]), Choices()) as one:
        table(source, ADDRESSES[:-1])
        with pytest.raises(SourceUnreadable, match="veranderd"):
            one.run()
    assert out.read_text(encoding="utf-8") == "van gisteren"


@pytest.mark.parametrize("way", ["same", "link", "review is in", "review is out"])
def test_no_file_is_written_over_another(source: Path, out: Path, run: Run, way: str) -> None:
    before = source.read_bytes()
    review = {"review is in": source, "review is out": out}.get(way)
    target = source if way == "same" else out
    if way == "link":
        out.symlink_to(source)
    with pytest.raises(OutputError, match="over een ander heen"):
        run(source, target, review=review)
    assert source.read_bytes() == before


@pytest.mark.parametrize(
    ("name_in", "name_out", "advice"),
    [("in.csv", "uit.xlsx", "uit.csv"), ("in.csv", "uit.PARQUET", "uit.csv")],
)
def test_a_name_of_another_kind_of_file_is_refused(
    tmp_path: Path, run: Run, name_in: str, name_out: str, advice: str
) -> None:
    source = table(tmp_path / name_in, ADDRESSES)
    with pytest.raises(OutputError, match=advice):
        run(source, tmp_path / name_out)


def test_columns_that_are_there_already_stay_and_ours_get_a_number(
    tmp_path: Path, out: Path, counting: Counting
) -> None:
    source = tmp_path / "in.csv"
    source.write_text("Adres,Plaats,lon,Match_Level,lon_2\nDe Haven 1,Borne,oud,oud,oud\n", encoding="utf-8")
    with BatchRun(source, out, Asker([counting]), Choices()) as one:
        lines = one.opening_lines(5.0)
        one.run()
    assert 'De kolom "match_level" was er al en blijft; de nieuwe heet "match_level_2".' in lines
    rows = read_csv(out)
    assert columns_of(rows, "lon", "Match_Level", "lon_2", "match_level_2") == [
        ("oud", "oud", "oud", "adres")
    ]
    ((lon, lat),) = columns_of(rows, "lon_3", "lat")
    assert (float(lon), float(lat)) == pytest.approx((6.75844818, 52.30236616), abs=2e-6)


def test_below_min_level_a_row_keeps_its_level_and_faults_and_loses_point_and_codes(
    tmp_path: Path, out: Path, run: Run
) -> None:
    source = table(tmp_path / "in.csv", [("De Haven 1", "Borne"), ("De Haven 999", "Borne")])
    summary = run(source, out, min_level="adres")
    exact, street = columns_of(
        read_csv(out), "match_level", "match_faults", "nummeraanduiding_id", "gemeentecode", "lon", "y_rd"
    )
    assert exact[2] == HAVEN_ID
    assert street == ("straat", "number_not_found", "", "", "", "")
    assert summary.below_min_level == 1
    assert "Onder --min-level: 1 rij" in "\n".join(summary.lines())


def test_the_doubtful_rows_go_to_the_review_with_their_reasons_in_dutch(
    tmp_path: Path, out: Path, run: Run
) -> None:
    source = tmp_path / "in.csv"
    source.write_text(
        "Naam,Adres,Plaats\nA,De Haven 1,Borne\n\n=1+1,De Haven 999,Borne\nC,Nergensweg 5,Zwolle\n",
        encoding="utf-8",
    )
    review = tmp_path / "nakijken.csv"
    summary = run(source, out, review=review)
    rows = read_csv(review, ";", "utf-8-sig")
    assert rows[0] == [REVIEW_COLUMNS[0], "Naam", "Adres", "Plaats", *REVIEW_COLUMNS[1:]]
    assert len(rows) == 1 + summary.doubtful == 2
    (number, name, *_) = rows[1]
    assert (number, name) == ("4", "'=1+1")
    (told,) = columns_of(rows, "match_explanation")[0]
    sentence = FAULTS["number_not_found"]
    assert told == f"{sentence[0].upper()}{sentence[1:]}."
    assert len(read_csv(out)) == 5, "the doubtful rows stand in OUT too"


def test_a_disk_that_is_full_is_told_and_leaves_the_old_out(
    source: Path, out: Path, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    out.write_text("van gisteren", encoding="utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with BatchRun(source, out, Asker([counting]), Choices()) as one:
        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(OutputError, match=r"No space left.*ruimte"):
            one.run()
        monkeypatch.undo()
    assert out.read_text(encoding="utf-8") == "van gisteren"
    assert [path.name for path in out.parent.glob(".*")] == [JOURNAL], (
        "what was found is kept for the next run"
    )


@pytest.mark.parametrize(("new", "is_told"), [(5000, False), (5001, True)])
def test_many_addresses_for_a_shared_service_bring_up_the_register(
    tmp_path: Path, out: Path, shaky: Shaky, counting: Counting, new: int, is_told: bool
) -> None:
    source = table(tmp_path / "in.csv", [(f"De Haven {number}", "Borne") for number in range(1, new + 1)])
    with BatchRun(source, out, Asker([shaky]), Choices()) as one:
        assert ("register build" in "\n".join(one.opening_lines(5.0))) == is_told
    with BatchRun(source, out, Asker([counting]), Choices()) as one:
        assert "register build" not in "\n".join(one.opening_lines(5.0))


class Other:
    """A service that knows one address that the register does not."""

    name = "other"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.is_down = False

    def lookup(self, asked: AddressInput) -> Outcome:
        self.asked.append(asked.text)
        if self.is_down:
            raise ServiceUnavailable("down")
        if asked.text == "Nieuwstraat 9":
            return as_outcome(
                Match(level=MatchLevel.ADRES, address="Nieuwstraat 9, Borne", backend=self.name)
            )
        return NotFound(level=MatchLevel.NONE, backend=self.name)


ASKED_OF_BOTH = [
    ("De Haven 1", "Borne"),
    ("Nieuwstraat 9", "Borne"),
    ("De Haven 999", "Borne"),
    ("Weg 1", "Verweg"),
]


def test_a_service_is_asked_only_for_what_the_register_leaves_in_doubt(
    tmp_path: Path, out: Path, counting: Counting
) -> None:
    other = Other()
    source = table(tmp_path / "in.csv", ASKED_OF_BOTH)
    with BatchRun(source, out, Asker([counting, other]), Choices()) as one:
        assert any("aan PDOK gevraagd" in line for line in one.opening_lines(5.0)), (
            "that addresses go out is told"
        )
        summary = one.run()
    assert other.asked == [address for address, _ in ASKED_OF_BOTH[1:]]
    assert columns_of(read_csv(out), "match_level", "match_backend") == [
        ("adres", "register"),
        ("adres", "other"),
        ("straat", "register"),
        ("none", "register"),
    ]
    assert summary.not_answered == 0


def test_when_the_service_is_down_the_register_s_answers_stand_but_not_its_silence(
    tmp_path: Path, out: Path, counting: Counting
) -> None:
    other = Other()
    other.is_down = True
    source = table(tmp_path / "in.csv", [*ASKED_OF_BOTH, *((f"De Haven {n}", "Borne") for n in range(2, 30))])
    with BatchRun(source, out, Asker([counting, other]), Choices()) as one:
        summary = one.run()
    levels = [level for (level,) in columns_of(read_csv(out), "match_level")]
    assert levels[:4] == ["adres", "woonplaats", "straat", ""]
    assert set(levels[4:]) == {"straat"}
    assert len(other.asked) == 5, "after five failures in a row it is left alone"
    assert summary.not_answered == 1
    told = "\n".join(summary.lines())
    assert "Van 30 adressen bleef het antwoord van het register staan" in told

    other.is_down, other.asked = False, []
    with BatchRun(source, out, Asker([counting, other]), Choices()) as again:
        mended = again.run()
    assert len(other.asked) == 31, "what only stood for want of an answer is asked again"
    assert (mended.not_answered, mended.failures) == (0, [])
    assert ("adres", "other") in columns_of(read_csv(out), "match_level", "match_backend")


def test_progress_is_told_in_rows(source: Path, out: Path, counting: Counting) -> None:
    seen: list[tuple[int, int]] = []
    with BatchRun(source, out, Asker([counting]), Choices()) as one:
        one.run(lambda *at: seen.append(at))
    assert seen[-1] == (7, 7)
