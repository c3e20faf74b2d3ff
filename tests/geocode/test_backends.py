"""One geocoder behind the other: what is asked of whom, and what becomes of a failure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sociale_kaart.config import Settings
from sociale_kaart.errors import ServiceError, ServiceMoved, ServiceUnavailable, SettingError
from sociale_kaart.geocode.backend import Ambiguous, Found, NotFound, Outcome, Suggestion
from sociale_kaart.geocode.backends import CHOICES, CascadeBackend, open_geocoder
from sociale_kaart.geocode.cascade import kindness_lines, new_addresses
from sociale_kaart.geocode.filling import fill_lock
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.geocode.register.write import write_register
from sociale_kaart.model import AddressInput, Match, MatchLevel
from tests.fakes.locatieserver import Fault, Locatieserver, quick
from tests.geocode.recorded_register import rows_of

DAY = date(2026, 11, 1)
ASKED = AddressInput(text="De Haven 1", woonplaats="Borne")
POINT = {"lon": 6.75844818, "lat": 52.30236616, "x_rd": 248526.4, "y_rd": 480262.0}

ADDRESS = Found(level=MatchLevel.ADRES, backend="exact", **POINT)
DOUBTFUL = Found(level=MatchLevel.ADRES, faults=("postcode_conflict",), backend="doubtful", **POINT)
STREET = Found(level=MatchLevel.STRAAT, faults=("number_not_found",), backend="street", **POINT)
SEVERAL = Ambiguous(level=MatchLevel.NONE, faults=("multiple_hits",), backend="several")
NOTHING = NotFound(level=MatchLevel.NONE, backend="nothing")
DOWN, GONE = ServiceUnavailable("down"), ServiceMoved("gone")


class Scripted:
    """A geocoder that always says the same, and counts how often."""

    name = "scripted"

    def __init__(self, outcome: Outcome | ServiceError) -> None:
        self.outcome = outcome
        self.asked = 0
        self.closed = False

    def _say(self) -> Outcome:
        self.asked += 1
        if isinstance(self.outcome, ServiceError):
            raise self.outcome
        return self.outcome

    def lookup(self, asked: AddressInput) -> Outcome:
        return self._say()

    def reverse(self, lon: float, lat: float) -> Outcome:
        return self._say()

    def suggest(
        self, prefix: str, near: tuple[float, float] | None = None, limit: int = 8
    ) -> list[Suggestion]:
        outcome = self._say()
        return (
            [] if isinstance(outcome, NotFound) else [Suggestion(kind=outcome.level, label=outcome.backend)]
        )

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(
    ("first", "second", "answer", "asked_of_second", "told"),
    [
        (ADDRESS, DOWN, ADDRESS, 0, []),
        (DOUBTFUL, ADDRESS, ADDRESS, 1, []),
        (DOUBTFUL, DOUBTFUL, DOUBTFUL, 1, []),
        (STREET, ADDRESS, ADDRESS, 1, []),
        (STREET, NOTHING, STREET, 1, []),
        (NOTHING, STREET, STREET, 1, []),
        (NOTHING, SEVERAL, SEVERAL, 1, []),
        (NOTHING, NOTHING, NOTHING, 1, []),
        (STREET, DOWN, STREET, 1, [DOWN]),
        (SEVERAL, GONE, SEVERAL, 1, [GONE]),
        (DOWN, ADDRESS, ADDRESS, 1, [DOWN]),
        (NOTHING, DOWN, DOWN, 1, []),
        (DOWN, NOTHING, DOWN, 1, []),
        (DOWN, GONE, DOWN, 1, []),
    ],
    ids=lambda one: getattr(one, "backend", None) or str(one),
)
def test_the_better_answer_is_kept_and_a_failure_is_told_or_raised(
    first: Outcome | ServiceError,
    second: Outcome | ServiceError,
    answer: Outcome | ServiceError,
    asked_of_second: int,
    told: list[ServiceError],
) -> None:
    backends = [Scripted(first), Scripted(second)]
    heard: list[ServiceError] = []
    with CascadeBackend(backends, lambda _, failure: heard.append(failure)) as cascade:
        if isinstance(answer, ServiceError):
            with pytest.raises(type(answer)) as caught:
                cascade.lookup(ASKED)
            assert caught.value is answer
        else:
            assert cascade.lookup(ASKED) is answer
    assert (backends[1].asked, heard) == (asked_of_second, told)
    assert all(backend.closed for backend in backends)


@pytest.mark.parametrize(
    ("first", "second", "asked_of_second"), [(STREET, DOWN, 0), (NOTHING, STREET, 1), (DOWN, STREET, 1)]
)
def test_a_point_and_a_beginning_go_to_the_next_only_where_the_first_knows_nothing(
    first: Outcome | ServiceError, second: Outcome | ServiceError, asked_of_second: int
) -> None:
    backends = [Scripted(first), Scripted(second)]
    cascade = CascadeBackend(backends)
    assert cascade.reverse(6.75, 52.3) is STREET
    assert backends[1].asked == asked_of_second
    assert [one.label for one in cascade.suggest("De Hav")] == ["street"]


def test_where_all_fail_or_know_nothing_a_failure_is_no_nothing() -> None:
    for ask in (lambda of: of.reverse(6.75, 52.3), lambda of: of.suggest("De Hav")):
        with pytest.raises(ServiceUnavailable):
            ask(CascadeBackend([Scripted(NOTHING), Scripted(DOWN)]))
    assert isinstance(CascadeBackend([Scripted(NOTHING)]).reverse(6.75, 52.3), NotFound)
    assert CascadeBackend([Scripted(NOTHING)]).suggest("De Hav") == []
    assert isinstance(CascadeBackend([]).lookup(ASKED), NotFound)


@pytest.fixture(scope="module")
def register(recorded: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of the recorded addresses of Enschede alone."""
    path = tmp_path_factory.mktemp("register") / "adressen.register"
    write_register(
        [row for row in rows_of(recorded) if row.woonplaats == "Enschede"],
        path,
        {"source_date": "2026-09-14"},
    )
    return path


@pytest.fixture
def settings(server: Locatieserver, register: Path) -> Settings:
    return replace(quick(server), register=register)


def test_the_settings_say_who_is_asked(settings: Settings, server: Locatieserver) -> None:
    for choice, name in zip(CHOICES, ("cascade", "register", "pdok"), strict=True):
        geocoder = open_geocoder(settings, choice)
        assert geocoder.name == name
        geocoder.close()
    without = open_geocoder(replace(settings, register=None))
    assert without.name == "pdok"
    without.close()
    with pytest.raises(SettingError, match=r"SOCIALE_KAART_REGISTER.*register build"):
        open_geocoder(replace(settings, register=None), "register")


def test_what_the_register_knows_is_not_asked_of_pdok(
    tmp_path: Path, settings: Settings, server: Locatieserver, addresses: list[AddressInput]
) -> None:
    summary = fill_lock(addresses, tmp_path / "lock.csv", settings, "auto", on=DAY)
    by_backend = {row.asked.woonplaats: row.match.backend for row in Lock.open(tmp_path / "lock.csv")}
    assert summary.adres_level == len(addresses) == 8
    assert by_backend["Enschede"] == "register"
    assert by_backend["Borne"] == "pdok"
    assert not any("Enschede" in str(query) for query in server.requests)
    assert {row.match.data_version for row in Lock.open(tmp_path / "lock.csv")} == {"2026-09-14", "v3_1"}


def test_with_the_register_alone_nothing_leaves_this_machine(
    tmp_path: Path, settings: Settings, server: Locatieserver, addresses: list[AddressInput]
) -> None:
    summary = fill_lock(addresses, tmp_path / "lock.csv", settings, "register", on=DAY)
    assert server.requests == []
    assert summary.not_found == sum(asked.woonplaats != "Enschede" for asked in addresses)


def test_while_pdok_is_down_the_register_goes_on_and_nothing_is_called_not_found(
    tmp_path: Path, settings: Settings, server: Locatieserver, addresses: list[AddressInput]
) -> None:
    server.always = Fault("503")
    half = AddressInput(text="Doctor Wagenaarstraat 999", woonplaats="Enschede")
    others = [one for one in addresses if one.woonplaats != "Enschede"]
    here = [one for one in addresses if one.woonplaats == "Enschede"]
    more = [AddressInput(text=f"Nergenshuizen {n}", woonplaats="Borne") for n in range(9)]
    summary = fill_lock([half, *others, *more, *here], tmp_path / "lock.csv", settings, "auto", on=DAY)
    assert summary.adres_level == len(here), "although more than five before them failed in a row"
    assert [failure.asked for failure in summary.second_best] == [half]
    assert [failure.asked for failure in summary.service_failures] == [*others, *more]
    assert (summary.not_found, summary.not_asked) == (0, [])
    assert len(server.requests) == 5, "and then PDOK was left alone"
    rows = {row.asked.text: row.match.level for row in Lock.open(tmp_path / "lock.csv")}
    assert MatchLevel.NONE not in rows.values()
    assert rows[half.text] is MatchLevel.STRAAT
    told = "\n".join(summary.lines())
    assert "minder precies antwoord uit het adressenregister" in told
    server.always = None
    mended = fill_lock([half, *others, *more, *here], tmp_path / "lock.csv", settings, "auto", on=DAY)
    assert (mended.service_failures, mended.second_best) == ([], [])


def test_above_five_thousand_new_addresses_the_kinder_way_is_named_and_the_run_goes_on(
    tmp_path: Path,
) -> None:
    assert kindness_lines(5000, 5.0) == []
    lines = kindness_lines(36_000, 2.5)
    assert "36.000 nieuwe adressen" in lines[0]
    assert "2,5 vragen per seconde" in lines[0]
    assert "4,0 uur" in lines[0]
    assert "sociale-kaart register build" in "\n".join(lines)
    lock = Lock.open(tmp_path / "lock.csv")
    lock.add(ASKED, Match(level=MatchLevel.NONE), on=DAY)
    other = AddressInput(text="De Haven 2", woonplaats="Borne")
    assert new_addresses([ASKED, other, other], lock) == 1
    assert new_addresses([ASKED, other, other], lock, again=True) == 2
    lock.close()


def test_it_is_said_before_the_asking_and_only_where_pdok_would_be_asked(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, addresses: list[AddressInput]
) -> None:
    monkeypatch.setattr("sociale_kaart.geocode.cascade.KIND_TO_ASK", 7)
    for choice, said in (("pdok", True), ("auto", False), ("register", False)):
        lines: list[str] = []
        summary = fill_lock(addresses, tmp_path / choice, settings, choice, on=DAY, say=lines.append)
        assert bool(lines) is said
        assert summary.new == 8
