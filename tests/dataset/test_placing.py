"""Where a place lands: by its own coordinates or by the lock, and never in another gemeente without a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from makers import WIDE_TOML
from sociale_kaart.crs import rd_to_wgs84, wgs84_to_rd
from sociale_kaart.dataset.build import assemble
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.report import summary_lines
from sociale_kaart.gebieden.boundaries import boundaries
from sociale_kaart.geocode.backend import Outcome, as_outcome
from sociale_kaart.geocode.cascade import geocode_addresses
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.geocode.lockrow import LockRow, to_cells
from sociale_kaart.kaart import open_kaart
from sociale_kaart.model import AddressInput, Match, MatchLevel
from sociale_kaart.problems import Problem, Severity

TODAY = date(2026, 11, 22)
HENGELO, BRONCKHORST, ALMELO, BORNE = "GM0164", "GM1876", "GM0141", "GM0147"

WHERE = ("outside_area", "other_gemeente", "point_in_no_gemeente", "lock_other_gemeente")


def found(lon: float, lat: float, gemeentecode: str, level: MatchLevel = MatchLevel.ADRES) -> Match:
    x_rd, y_rd = (round(float(value), 1) for value in wgs84_to_rd(lon, lat))
    return Match(
        level=level, gemeentecode=gemeentecode, lon=lon, lat=lat, x_rd=x_rd, y_rd=y_rd, backend="proef"
    )


# Near the middle of each town.
IN_HENGELO = found(6.7930, 52.2650, HENGELO)
IN_HENGELO_GLD = found(6.3065, 52.0510, BRONCKHORST)
IN_ALMELO = found(6.6616, 52.3575, ALMELO)
IN_BORNE = found(6.7584, 52.3024, BORNE)


def address(gemeentecode: str = "", woonplaats: str = "Hengelo") -> AddressInput:
    return AddressInput(text="Spoorstraat 1", woonplaats=woonplaats, gemeentecode=gemeentecode)


def built(folder: Path, rows: Sequence[str], locked: Sequence[LockRow]) -> MapData:
    """The map of some rows (name;address;place;gemeente) and some rows of the lock."""
    (folder / "kaart.toml").write_text(WIDE_TOML, encoding="utf-8")
    (folder / "bron.csv").write_text("\n".join(["Naam;Adres;Plaats;Gemeente", *rows, ""]), encoding="utf-8")
    path = folder / "adressen.lock.csv"
    with Lock.open(path) as lock:
        lock.save()
    with path.open("a", encoding="utf-8") as file:
        for row in locked:
            file.write(",".join(to_cells(row)) + "\n")
    return assemble(open_kaart(folder), today=TODAY)


def row(match: Match, asked: AddressInput | None = None, by: str = "") -> LockRow:
    return LockRow(asked=asked or address(), match=match, checked_by=by)


def placed(data: MapData) -> dict[str, Match]:
    """The match of each listing, by its name."""
    return {listing.name: data.match_of(listing.location_id) for listing in data.inventory.listings}


def said(data: MapData, *codes: str) -> list[Problem]:
    return [problem for problem in data.problems if problem.code in codes]


class Asked:
    """A geocoder that knows a street in both Hengelo's."""

    name = "asked"

    def lookup(self, asked: AddressInput) -> Outcome:
        return as_outcome(IN_HENGELO if asked.gemeentecode == HENGELO else IN_HENGELO_GLD)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_one_address_in_two_gemeenten_is_looked_up_twice_whatever_the_order(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    rows = ["Huis A;Spoorstraat 1;Hengelo;Hengelo (O)", "Huis B;Spoorstraat 1;Hengelo;Bronckhorst"]
    rows = [rows[i] for i in order]
    data = built(tmp_path, rows, [])
    assert len(data.inventory.locations) == 2
    asked = [location.address for location in data.inventory.locations]
    geocode_addresses(asked, Lock.open(tmp_path / "adressen.lock.csv"), Asked(), on=TODAY)
    matches = placed(assemble(open_kaart(tmp_path), today=TODAY))
    assert (matches["Huis A"].gemeentecode, matches["Huis B"].gemeentecode) == (HENGELO, BRONCKHORST)


def test_a_row_without_a_gemeente_is_the_place_of_the_one_that_states_it(tmp_path: Path) -> None:
    rows = ["Huis A;Spoorstraat 1;Hengelo;", "Huis B;Spoorstraat 1;Hengelo;Hengelo (O)"]
    for order in permutations(rows):
        data = built(tmp_path, order, [row(IN_HENGELO, address(HENGELO))])
        (location,) = data.inventory.locations
        assert location.address.gemeentecode == HENGELO
        assert [match.has_point for match in placed(data).values()] == [True, True]


@pytest.mark.parametrize(
    ("gemeente", "has_point"), [("Hengelo (O)", True), ("Bronckhorst", False), ("", True)]
)
def test_an_older_lock_answers_only_for_the_gemeente_it_was_found_in(
    tmp_path: Path, gemeente: str, has_point: bool
) -> None:
    data = built(tmp_path, [f"Huis;Spoorstraat 1;Hengelo;{gemeente}"], [row(IN_HENGELO)])
    assert placed(data)["Huis"].has_point is has_point
    assert bool(said(data, "not_geocoded")) is not has_point


def test_what_a_person_set_down_without_a_gemeente_answers_by_its_point(tmp_path: Path) -> None:
    by_hand = row(replace(IN_HENGELO, gemeentecode=BORNE), by="Jannie")
    for gemeente, has_point in (("Hengelo (O)", True), ("Borne", False)):
        data = built(tmp_path, [f"Huis;Spoorstraat 1;Hengelo;{gemeente}"], [by_hand])
        assert placed(data)["Huis"].has_point is has_point


@pytest.mark.parametrize("code", ["", ALMELO], ids=["empty", "stale"])
def test_a_point_set_by_hand_counts_in_the_gemeente_it_lies_in(tmp_path: Path, code: str) -> None:
    by_hand = replace(IN_BORNE, level=MatchLevel.GIVEN, gemeentecode=code, buurtcode="BU01410000")
    data = built(tmp_path, ["Huis;Spoorstraat 1;Hengelo;"], [row(by_hand, by="Jannie")])
    match = placed(data)["Huis"]
    assert (match.gemeentecode, match.buurtcode) == (BORNE, "")
    assert said(data, *WHERE) == []


def test_a_service_s_code_far_from_its_point_gives_way_and_is_reported(tmp_path: Path) -> None:
    data = built(tmp_path, ["Huis;Spoorstraat 1;Hengelo;"], [row(replace(IN_BORNE, gemeentecode=ALMELO))])
    assert placed(data)["Huis"].gemeentecode == BORNE
    (problem,) = said(data, *WHERE)
    assert (problem.code, problem.row, problem.severity) == ("lock_other_gemeente", 2, Severity.WARNING)
    assert all(word in problem.message for word in ("Spoorstraat 1, Hengelo", "Almelo", "Borne"))


@pytest.mark.parametrize(("beyond_m", "stands"), [(50.0, True), (150.0, False)])
def test_a_service_s_code_stands_up_to_a_hundred_metres_over_the_border(
    tmp_path: Path, beyond_m: float, stands: bool
) -> None:
    borne, hengelo = (boundaries().geometry[code] for code in (BORNE, HENGELO))
    # In Borne, at that distance from Hengelo.
    ring = hengelo.buffer(beyond_m).exterior.intersection(borne)
    spot = ring.interpolate(0.5, normalized=True)
    lon, lat = (round(float(value), 8) for value in rd_to_wgs84(spot.x, spot.y))
    data = built(tmp_path, ["Huis;Spoorstraat 1;Hengelo;"], [row(found(lon, lat, HENGELO))])
    assert placed(data)["Huis"].gemeentecode == (HENGELO if stands else BORNE)
    assert (said(data, *WHERE) == []) is stands


def test_a_code_of_a_gemeente_that_merged_gives_way_without_a_word(tmp_path: Path) -> None:
    data = built(tmp_path, ["Huis;Spoorstraat 1;Hengelo;"], [row(replace(IN_HENGELO, gemeentecode="GM9999"))])
    assert placed(data)["Huis"].gemeentecode == HENGELO
    assert said(data, *WHERE) == []


@pytest.mark.parametrize(
    ("gemeente", "match", "code", "names"),
    [
        ("", IN_HENGELO_GLD, "outside_area", "Bronckhorst"),
        ("Almelo", IN_BORNE, "other_gemeente", "Almelo"),
        ("Almelo", IN_HENGELO_GLD, "outside_area", "Bronckhorst"),
        ("", found(3.6, 52.5, ""), "point_in_no_gemeente", "geen enkele gemeente"),
    ],
)
def test_a_locked_point_outside_the_area_or_in_another_gemeente_is_warned_of(
    tmp_path: Path, gemeente: str, match: Match, code: str, names: str
) -> None:
    asked = address(ALMELO if gemeente else "")
    data = built(tmp_path, [f"Huis;Spoorstraat 1;Hengelo;{gemeente}"], [row(match, asked)])
    (problem,) = said(data, *WHERE)
    assert (problem.code, problem.row, problem.severity) == (code, 2, Severity.WARNING)
    assert "Spoorstraat 1, Hengelo" in problem.message
    assert names in problem.message
    assert placed(data)["Huis"].has_point, "it stays on the map: only doubtful"


def test_what_the_check_said_of_a_gemeente_outside_the_area_is_not_said_twice(tmp_path: Path) -> None:
    data = built(
        tmp_path, ["Huis;Spoorstraat 1;Hengelo;Bronckhorst"], [row(IN_HENGELO_GLD, address(BRONCKHORST))]
    )
    assert [problem.code for problem in said(data, *WHERE)] == ["outside_area"]


def test_a_build_says_that_a_line_of_the_lock_was_half_written_and_leaves_it(tmp_path: Path) -> None:
    built(tmp_path, ["Huis;Spoorstraat 1;Hengelo;"], [row(IN_HENGELO)])
    path = tmp_path / "adressen.lock.csv"
    path.write_bytes(path.read_bytes()[:-20])
    content = path.read_bytes()
    data = assemble(open_kaart(tmp_path), today=TODAY)
    (problem,) = said(data, "lock_half_written")
    assert str(problem).startswith("adressen.lock.csv: regel 2 was half geschreven")
    assert any("half geschreven" in line for line in summary_lines(data))
    assert path.read_bytes() == content
