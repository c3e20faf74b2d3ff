"""Filling the lock: what is asked, what is left alone, and what a cut-off run keeps."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from sociale_kaart.crs import wgs84_to_rd
from sociale_kaart.errors import ServiceAnswerInvalid, ServiceError, ServiceMoved, ServiceUnavailable
from sociale_kaart.geocode.backend import NotFound, Outcome, as_outcome
from sociale_kaart.geocode.cascade import ServiceFailure, Summary, geocode_addresses
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.geocode.pdok import PdokBackend
from sociale_kaart.model import AddressInput, Match, MatchLevel
from tests.fakes.locatieserver import Fault, Locatieserver
from tests.geocode.byhand import mark_checked

DAY = date(2026, 11, 1)
LATER = date(2026, 12, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "adressen.lock.csv"


class Scripted:
    """A second backend, to show that anything of the type will do."""

    name = "scripted"

    def __init__(self, answers: dict[str, Match]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def lookup(self, asked: AddressInput) -> Outcome:
        self.asked.append(asked.text)
        match = self.answers.get(asked.text)
        return as_outcome(match) if match else NotFound(level=MatchLevel.NONE, backend=self.name)


def adds_up(summary: Summary) -> bool:
    answered = summary.adres_level + summary.straat_level + summary.doubtful + summary.not_found
    left = len(summary.service_failures) + len(summary.not_asked)
    return answered == summary.from_lock + summary.new and summary.asked == answered + left


def test_a_run_fills_the_lock_and_the_next_asks_nothing(
    path: Path, server: Locatieserver, backend: PdokBackend, addresses: list[AddressInput]
) -> None:
    seen: list[tuple[int, int]] = []
    first = geocode_addresses(
        [*addresses, *addresses], Lock.open(path), backend, lambda *at: seen.append(at), on=DAY
    )
    assert (first.asked, first.new, first.adres_level) == (8, 8, 8)
    assert seen == [(n, 8) for n in range(1, 9)]
    asked, content = len(server.requests), path.read_bytes()
    second = geocode_addresses(addresses, Lock.open(path), backend, on=LATER)
    assert (second.from_lock, second.new, second.adres_level) == (8, 0, 8)
    assert len(server.requests) == asked
    assert path.read_bytes() == content
    assert adds_up(first)
    assert adds_up(second)


def test_the_build_reads_every_answer_by_the_address_as_typed(
    path: Path, backend: PdokBackend, addresses: list[AddressInput], recorded: list[dict[str, str]]
) -> None:
    geocode_addresses(addresses, Lock.open(path), backend, on=DAY)
    rows = [Lock.open(path).get(asked) for asked in addresses]
    assert [row.match.nummeraanduiding_id for row in rows if row] == [
        row["bag_nummeraanduiding"] for row in recorded
    ]


def test_without_a_backend_only_the_lock_answers(path: Path, addresses: list[AddressInput]) -> None:
    summary = geocode_addresses(addresses, Lock.open(path), None, on=DAY)
    assert len(summary.not_asked) == 8
    assert not path.exists()
    assert adds_up(summary)


@pytest.mark.parametrize(
    "fault", ["429", "503", "reset", "html", "cut_json", "cut_body", "400", "wrong_shape"]
)
def test_a_service_failure_is_never_written_as_not_found(
    path: Path, server: Locatieserver, backend: PdokBackend, addresses: list[AddressInput], fault: str
) -> None:
    server.play(fault, times=2)
    summary = geocode_addresses(addresses, Lock.open(path), backend, on=DAY)
    assert [failure.asked for failure in summary.service_failures] == addresses[:2]
    assert (summary.not_found, summary.adres_level) == (0, 6)
    assert len(Lock.open(path)) == 6
    assert adds_up(summary)
    mended = geocode_addresses(addresses, Lock.open(path), backend, on=DAY)
    assert (mended.new, mended.adres_level) == (2, 8)


def test_a_service_that_stays_down_is_left_alone(
    path: Path, server: Locatieserver, backend: PdokBackend, addresses: list[AddressInput]
) -> None:
    server.always = Fault("503")
    summary = geocode_addresses(addresses, Lock.open(path), backend, on=DAY)
    assert (len(summary.service_failures), len(summary.not_asked), len(server.requests)) == (5, 3, 5)
    assert not path.exists()
    assert adds_up(summary)


class Flaky(Scripted):
    """Fails every other time."""

    def lookup(self, asked: AddressInput) -> Outcome:
        outcome = super().lookup(asked)
        if len(self.asked) % 2:
            raise ServiceUnavailable("down for a moment")
        return outcome


def test_failures_that_are_not_in_a_row_do_not_stop_a_run(path: Path, addresses: list[AddressInput]) -> None:
    summary = geocode_addresses(addresses, Lock.open(path), Flaky({}), on=DAY, failures_before_stop=2)
    assert (len(summary.service_failures), summary.not_found, summary.not_asked) == (4, 4, [])
    assert adds_up(summary)


def test_a_service_that_moved_ends_the_asking_at_once(
    path: Path, server: Locatieserver, backend: PdokBackend, addresses: list[AddressInput]
) -> None:
    server.always = Fault("410")
    summary = geocode_addresses(addresses, Lock.open(path), backend, on=DAY)
    assert (len(summary.service_failures), len(summary.not_asked), len(server.requests)) == (1, 7, 1)
    assert "410" in "\n".join(summary.lines())


def test_what_was_known_still_counts_when_the_service_is_gone(
    path: Path, server: Locatieserver, backend: PdokBackend, addresses: list[AddressInput]
) -> None:
    geocode_addresses(addresses[4:], Lock.open(path), backend, on=DAY)
    server.always = Fault("410")
    summary = geocode_addresses(addresses, Lock.open(path), backend, on=LATER, again=True)
    assert (summary.from_lock, summary.adres_level, len(summary.not_asked)) == (4, 4, 3)
    assert adds_up(summary)


def test_asking_again_retries_what_was_not_found_but_never_what_a_person_checked(path: Path) -> None:
    sure, unsure, by_hand = (
        AddressInput(text=f"{name} 1", woonplaats="Borne") for name in ("Ster", "Maan", "Zon")
    )
    x_rd, y_rd = (float(value) for value in wgs84_to_rd(6.75, 52.3))
    found = Match(level=MatchLevel.ADRES, lon=6.75, lat=52.3, x_rd=x_rd, y_rd=y_rd, backend="scripted")
    geocode_addresses([sure, unsure, by_hand], Lock.open(path), Scripted({"Ster 1": found}), on=DAY)
    mark_checked(path, by_hand, by="Jannie", on=DAY, note="bestaat niet meer")
    backend = Scripted({"Ster 1": found, "Maan 1": found, "Zon 1": found})
    assert geocode_addresses([sure, unsure, by_hand], Lock.open(path), backend, on=LATER).new == 0
    summary = geocode_addresses([sure, unsure, by_hand], Lock.open(path), backend, on=LATER, again=True)
    assert backend.asked == ["Maan 1"]
    assert (summary.from_lock, summary.new, summary.adres_level, summary.not_found) == (2, 1, 2, 1)
    rows = {row.asked.text: row for row in Lock.open(path)}
    assert rows["Zon 1"].match.level is MatchLevel.NONE
    assert (rows["Maan 1"].matched_on, rows["Ster 1"].matched_on) == (LATER, DAY)


def test_what_a_person_checked_is_no_longer_in_doubt(
    path: Path, backend: PdokBackend, addresses: list[AddressInput]
) -> None:
    asked = [AddressInput(text="De Haven 3", woonplaats="Borne")]
    assert geocode_addresses(asked, Lock.open(path), backend, on=DAY).doubtful == 1
    mark_checked(path, asked[0], by="Jannie", on=DAY, note="nieuwbouw, straat is goed genoeg")
    summary = geocode_addresses(asked, Lock.open(path), backend, on=LATER, again=True)
    assert (summary.doubtful, summary.straat_level, summary.from_lock) == (0, 1, 1)


def test_a_half_written_row_is_reported_and_asked_for_again(
    path: Path, backend: PdokBackend, addresses: list[AddressInput]
) -> None:
    geocode_addresses(addresses, Lock.open(path), backend, on=DAY)
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    summary = geocode_addresses(addresses, Lock.open(path), backend, on=DAY)
    assert "half geschreven" in summary.lines()[0]
    assert path.read_bytes() == whole


def test_the_summary_says_in_dutch_what_happened(
    path: Path, server: Locatieserver, backend: PdokBackend, addresses: list[AddressInput]
) -> None:
    server.play("503")
    extra = [
        AddressInput(text="Nergenshuizen 1", woonplaats="Borne"),
        AddressInput(text="De Haven 3", woonplaats="Borne"),
    ]
    lines = geocode_addresses([*addresses, *extra], Lock.open(path), backend, on=DAY).lines()
    assert lines[0] == "10 adressen: 0 stonden al in de lijst, 9 zijn nieuw opgezocht."
    assert lines[1:7] == [
        "   7 precies gevonden (adres)",
        "   0 alleen de straat gevonden",
        "   1 twijfelachtig: kijk deze na",
        "   1 niet gevonden",
        "   1 zonder bruikbaar antwoord van de adressendienst",
        "   0 niet opgezocht",
    ]
    assert lines[7].startswith("Storing: de adressendienst was niet te bereiken.")
    assert lines[7].endswith("(1 adres):")
    assert lines[8] == "  Doctor Wagenaarstraat 6, Enschede"


class Failing:
    """Fails in a way of its own for each address."""

    name = "failing"

    def __init__(self, *errors: ServiceError) -> None:
        self.errors = list(errors)

    def lookup(self, asked: AddressInput) -> Outcome:
        raise self.errors.pop(0)


def test_each_kind_of_failure_is_told_once_in_dutch_with_its_addresses(
    path: Path, addresses: list[AddressInput]
) -> None:
    down = ServiceUnavailable("no answer (ConnectionError)", remedy="try again later; nothing was recorded")
    odd = ServiceAnswerInvalid("the answer is not JSON", remedy="check the address")
    gone = ServiceMoved("the service is gone (410)", remedy="set the new address of the service")
    summary = geocode_addresses(addresses, Lock.open(path), Failing(down, odd, down, gone), on=DAY)
    told = summary.lines()[7:]
    kinds = [line for line in told if not line.startswith("  ")]
    assert [(line.split(".")[0], line.rsplit("(")[-1]) for line in kinds[:3]] == [
        ("Storing: de adressendienst was niet te bereiken", "2 adressen):"),
        ("De adressendienst is verhuisd (410)", "1 adres):"),
        ("De adressendienst gaf een antwoord dat niet te begrijpen is", "1 adres):"),
    ]
    assert kinds[3:] == [
        "Een storing is nooit opgeschreven als 'niet gevonden'.",
        "Nog niet opgezocht (4 adressen); draai: sociale-kaart geocode MAP",
    ]
    assert told[1:3] == [f"  {addresses[0]}", f"  {addresses[2]}"]
    assert sorted(line for line in told if line.startswith("  ")) == sorted(f"  {one}" for one in addresses)


def test_every_kind_of_service_error_has_its_dutch_words() -> None:
    summary = Summary()
    for kind in ServiceError.__subclasses__():
        summary.service_failures = [ServiceFailure(AddressInput(text="Dam 1"), kind("in English"))]
        assert "  Dam 1" in summary.lines()
        assert "English" not in "\n".join(summary.lines())


def test_without_a_backend_what_is_missing_is_named_up_to_twenty(path: Path) -> None:
    asked = [AddressInput(text=f"Dorpsstraat {number}", woonplaats="Borne") for number in range(1, 24)]
    lines = geocode_addresses(asked, Lock.open(path), None, on=DAY).lines()
    assert lines[7].startswith("Nog niet opgezocht (23 adressen)")
    assert lines[8:] == [*(f"  {one}" for one in asked[:20]), "  en nog 3"]


RUN = """
import sys
from datetime import date
from pathlib import Path
from sociale_kaart.config import Settings
from sociale_kaart.geocode import Lock, geocode_addresses
from sociale_kaart.geocode.pdok import PdokBackend
from sociale_kaart.model import AddressInput
typed = [line.split("|") for line in sys.argv[3:]]
addresses = [AddressInput(text=text, woonplaats=place) for text, place in typed]
print("begonnen", flush=True)
with PdokBackend(Settings(pdok_url=sys.argv[2], requests_per_second=10_000, retries=0, cache='')) as backend:
    geocode_addresses(addresses, Lock.open(Path(sys.argv[1])), backend, on=date(2026, 11, 1))
"""


@pytest.mark.slow
def test_a_run_killed_at_random_moments_and_resumed_makes_the_same_lock(
    path: Path, tmp_path: Path, server: Locatieserver, backend: PdokBackend, addresses: list[AddressInput]
) -> None:
    geocode_addresses(addresses, Lock.open(path), backend, on=DAY)
    whole = path.read_bytes()
    server.delay_s = 0.02
    seed = random.SystemRandom().randrange(10**6)
    moments = random.Random(seed)
    interrupted = 0
    for attempt in range(10):
        other = tmp_path / f"afgebroken-{attempt}.csv"
        arguments = [sys.executable, "-c", RUN, str(other), server.url]
        arguments += [f"{asked.text}|{asked.woonplaats}" for asked in addresses]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(moments.uniform(0.02, 0.3))
            run.send_signal(signal.SIGKILL)
        interrupted += run.returncode == -signal.SIGKILL
        kept = len(Lock.open(other))
        asked_before = len(server.requests)
        server.delay_s, delay = 0.0, server.delay_s
        summary = geocode_addresses(addresses, Lock.open(other), backend, on=DAY)
        server.delay_s = delay
        assert summary.from_lock == kept
        assert len(server.requests) - asked_before <= 4 * (8 - kept)
        assert other.read_bytes() == whole, f"seed {seed}"
    assert interrupted
