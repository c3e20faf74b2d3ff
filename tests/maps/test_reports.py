"""What a report says of the maps that ship, read by eye from their sheets (spreadsheets in geodata/kaarten)."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from sociale_kaart.coverage.completeness import in_force
from sociale_kaart.coverage.measures.imported import Reach
from sociale_kaart.coverage.per_gemeente import coverage_per_gemeente
from sociale_kaart.coverage.populations import buurt_points
from sociale_kaart.coverage.report import CoverageReport, ReportRow, report
from sociale_kaart.dataset.area import declared_in
from sociale_kaart.dataset.build import assemble
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.export.coveragefile import findings_of
from sociale_kaart.gebieden.gemeenten import find_gemeente, gemeenten
from sociale_kaart.kaart import open_kaart
from sociale_kaart.model import Presence
from tests.maps.made import OVERIJSSEL, ROOT, UTRECHT, VEENDAM

TODAY = date(2026, 11, 22)

# Sheet "Plekken" of netwerk.xlsx, and who does what there: sheet "Aanbod" and spreekuren.ods. S09 ended in 2022.
SPREEKUREN = {
    "Utrecht": 3, "Amersfoort": 2, "Nieuwegein": 1, "Soest": 1, "Woerden": 1, "Zeist": 1, "IJsselstein": 1,
    "De Ronde Venen": 1, "Bunnik": 1, "Houten": 1, "Veenendaal": 1, "Stichtse Vecht": 1, "Montfoort": 1,
}  # fmt: skip
COMPUTERS = {
    "Amersfoort": 2, "Soest": 1, "Baarn": 1, "Leusden": 1, "Utrecht": 3, "Nieuwegein": 1, "IJsselstein": 1,
    "Houten": 1, "Vijfheerenlanden": 1, "Woerden": 1, "Stichtse Vecht": 1, "De Ronde Venen": 1, "Zeist": 1,
    "Veenendaal": 1,
}  # fmt: skip
# Without a spreekuur of their own: somebody is not sure whether Vijfheerenlanden has one (P12, "onbekend").
WITHOUT = {
    "Baarn", "Bunschoten", "De Bilt", "Eemnes", "Leusden", "Lopik", "Oudewater", "Renswoude", "Rhenen",
    "Utrechtse Heuvelrug", "Vijfheerenlanden", "Wijk bij Duurstede", "Woudenberg",
}  # fmt: skip
OWN_LISTS_ONLY = "the list is declared complete in the province, not beyond its border"


@cache
def map_at(folder: Path) -> MapData:
    return assemble(open_kaart(folder), today=TODAY)


@cache
def report_on(folder: Path, **asked: str) -> CoverageReport:
    return report(map_at(folder), **asked)  # type: ignore[arg-type]


def named(found: CoverageReport, pillar: str, chosen: Callable[[ReportRow], bool]) -> set[str]:
    return {row.area_name for row in found.rows if row.pillar == pillar and chosen(row)}


def labelled(found: CoverageReport, pillar: str, label: Reach) -> set[str]:
    return named(found, pillar, lambda row: row.reach is label)


@pytest.mark.parametrize(("pillar", "by_eye"), [("spreekuur", SPREEKUREN), ("computer", COMPUTERS)])
def test_places_are_those_of_the_sheets(pillar: str, by_eye: dict[str, int]) -> None:
    rows = [row for row in report_on(UTRECHT).rows if row.pillar == pillar]
    assert {row.area_name: row.places for row in rows if row.places} == by_eye
    assert labelled(report_on(UTRECHT), pillar, Reach.OWN) == by_eye.keys()


def reached_within_5_km(pillar: str) -> dict[str, float]:
    """Share of the inhabitants, point by point from buurten.csv, with a place of the sheets within 5 km."""
    data = map_at(UTRECHT)
    places = [
        (match.x_rd or 0.0, match.y_rd or 0.0)
        for listing in data.inventory.listings
        if data.presence(listing, pillar) is Presence.YES
        for match in [data.match_of(listing.location_id)]
    ]
    near, everybody = Counter[str](), Counter[str]()
    with (ROOT / "geodata" / "gebieden" / "buurten.csv").open(encoding="utf-8", newline="") as file:
        for buurt in csv.DictReader(file):
            persons = int(buurt["inhabitants"] or 0)
            at = (float(buurt["x_rd"]), float(buurt["y_rd"]))
            everybody[buurt["gemeentecode"]] += persons
            near[buurt["gemeentecode"]] += (
                persons if min(math.dist(at, place) for place in places) <= 5_000 else 0
            )
    return {gemeenten()[code].naam: near[code] / everybody[code] for code in data.gemeentecodes}


def test_a_neighbour_serves_where_half_of_the_inhabitants_live_near_one() -> None:
    shares = reached_within_5_km("spreekuur")
    served = {name for name in WITHOUT if shares[name] >= 0.5}
    assert labelled(report_on(UTRECHT), "spreekuur", Reach.NEIGHBOUR) == served == {"De Bilt"}


def test_the_example_of_utrecht_names_its_gaps() -> None:
    """Utrechtse Heuvelrug and Montfoort lie well inside the province: who lives there is far from any other list."""
    assert labelled(report_on(UTRECHT), "spreekuur", Reach.GAP) == {"Utrechtse Heuvelrug"}
    assert labelled(report_on(UTRECHT), "computer", Reach.GAP) == {"Utrechtse Heuvelrug", "Montfoort"}
    assert labelled(report_on(UTRECHT), "informatiepunt", Reach.GAP) == set(), (
        "nobody declared that list complete"
    )


def test_what_keeps_others_from_being_a_gap_is_named() -> None:
    """All those without that border on another province, of whose spreekuren this network keeps no list."""
    found = report_on(UTRECHT)
    unknown = [row for row in found.rows if row.pillar == "spreekuur" and row.reach is Reach.UNKNOWN]
    assert {row.area_name for row in unknown} == WITHOUT - {"De Bilt", "Utrechtse Heuvelrug"}
    inside = {*map_at(UTRECHT).gemeentecodes}
    for row in unknown:
        assert row.not_declared, row.area_name
        own = find_gemeente("Vijfheerenlanden").gemeente
        assert own is not None
        assert {*row.not_declared} - inside or row.not_declared == (own.code,), (
            f"{row.area_name}: {OWN_LISTS_ONLY}"
        )
    assert all(
        row.not_declared == () for row in found.rows if row.reach in (Reach.OWN, Reach.GAP, Reach.NEIGHBOUR)
    )


def test_overijssel_names_what_is_known_and_calls_nothing_a_gap() -> None:
    found = report_on(OVERIJSSEL)
    labels = Counter(row.reach for row in found.rows)
    assert labels[Reach.GAP] == 0
    assert labels[Reach.OWN] > 0
    for pillar in ("computer", "training", "spreekuur"):
        assert len(labelled(found, pillar, Reach.UNKNOWN)) == 25
        assert named(found, pillar, lambda row: row.mean_distance_m is not None) == set()
        assert named(found, pillar, lambda row: row.hours_per_week is not None) == set()
    # hulpplekken-twente.csv, column "Soort hulp": the rows with "mantelzorg" are in one gemeente.
    with (OVERIJSSEL / "hulpplekken-twente.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for pillar in ("mantelzorg", "taal", "ontmoeten"):
        by_eye = {find_gemeente(row["Gemeente"]).gemeente for row in rows if row["Soort hulp"] == pillar}
        assert labelled(found, pillar, Reach.OWN) == {one.naam for one in by_eye if one}
    assert all(row.not_declared for row in found.rows if row.reach is Reach.UNKNOWN)


def test_a_spreekuur_counts_for_a_library_organisation_in_a_branch_of_its_own() -> None:
    """De Linde has two since S09 closed; spreekuren in buurthuizen (P20-P24) are in nobody's branch."""
    rows = [row for row in report_on(UTRECHT, per="organisation").rows if row.pillar == "spreekuur"]
    told = {row.area_name.removeprefix("Voorbeeldbibliotheek "): row for row in rows}
    assert {name: row.places_in_branches for name, row in told.items()} == {
        "De Linde": 2, "De Kastanje": 2, "De Wilg": 3, "De Eik": 3, "De Beuk": 2,
        "De Es": None, "De Iep": None, "De Hazelaar": None, "De Populier": None,
    }  # fmt: skip
    for hoped_for in ("De Es", "De Iep", "De Hazelaar", "De Populier"):
        row = told[hoped_for]
        assert (row.reach, row.inhabitants, row.mean_distance_m) == (Reach.UNKNOWN, None, None)
    served = find_gemeente("Utrecht").gemeente
    assert served is not None
    assert told["De Kastanje"].inhabitants == served.inhabitants


def test_of_overijssel_s_library_organisations_nobody_said_where_they_work() -> None:
    rows = report_on(OVERIJSSEL, per="organisation").rows
    assert {(row.reach, row.inhabitants) for row in rows} == {(Reach.UNKNOWN, None)}


def test_a_provincie_is_told_as_a_whole() -> None:
    found = {row.pillar: row for row in report_on(UTRECHT, per="provincie").rows}
    assert found["spreekuur"].area_name == "Utrecht"
    assert found["spreekuur"].places == sum(SPREEKUREN.values()) == 16
    inhabitants = sum(one.inhabitants or 0 for one in gemeenten().values() if one.provincie == "Utrecht")
    assert found["spreekuur"].inhabitants == inhabitants


def test_a_wijk_has_no_place_of_its_own_while_nobody_says_in_which_wijk_one_lies() -> None:
    """The sheets of Utrecht give coordinates and no address."""
    rows = [row for row in report_on(UTRECHT, per="wijk").rows if row.pillar == "spreekuur"]
    heuvelrug = [row for row in rows if row.area.startswith("WK1581")]
    assert {row.places for row in rows} == {0}
    assert {row.reach for row in rows if row.area.startswith("WK0344")} == {Reach.UNKNOWN}
    assert Reach.GAP in {row.reach for row in heuvelrug}


def test_places_of_which_the_wijk_is_not_known_are_said_to_be_missing() -> None:
    """The sheet "Plekken" gives coordinates alone, and those tell no wijk."""
    found = report_on(UTRECHT, per="wijk")
    placeless = sum(row.places for row in report_on(UTRECHT).rows) - sum(row.places for row in found.rows)
    assert found.parameters["places_without_wijk"] == placeless > 0
    sentences = findings_of(found, map_at(UTRECHT).pillars).sentences
    assert any(f"Van {placeless} plekken is niet bekend in welke wijk" in one for one in sentences)


def test_polygons_of_one_s_own_are_areas(tmp_path: Path) -> None:
    """A square around the buurthuis of Bunnik (P22) and one around the two libraries of Amersfoort (P01, P02)."""
    layer = gpd.GeoDataFrame(
        {"naam": ["Bunnik", "Amersfoort"]},
        geometry=[
            shapely.box(141_273, 452_328, 143_273, 454_328),
            shapely.box(157_000, 467_500, 158_500, 469_000),
        ],
        crs=28992,
    )
    layer.to_crs(4326).to_file(tmp_path / "vlakken.geojson")
    found = report_on(UTRECHT, per=tmp_path / "vlakken.geojson")  # type: ignore[arg-type]
    assert found.of("Bunnik", "spreekuur").places == 1
    assert found.of("Amersfoort", "computer").places == 2
    assert found.of("Amersfoort", "spreekuur").places == 1, "S09 has ended"


def test_targets_are_held_against_the_dates_of_the_sheet() -> None:
    """Column "Sinds" of spreekuren.ods: five by 1 July 2017, ten by the end of 2018; 2027 has yet to come."""
    told = {
        (row.pillar, row.by.isoformat()): (row.places_low, row.places_high, row.reached)
        for row in report_on(UTRECHT).targets
    }
    assert told["spreekuur", "2017-07-01"] == (5, 5, Presence.YES)
    assert told["spreekuur", "2018-12-31"] == (10, 10, Presence.YES)
    assert told["spreekuur", "2027-12-31"] == (16, 16, Presence.UNKNOWN)
    # Nobody wrote since when there are computers: they may all have been there.
    assert told["computer", "2018-12-31"] == (0, 17, Presence.UNKNOWN)


def test_the_curve_splits_what_opened_from_what_closed() -> None:
    curve = {row.day: row for row in report_on(UTRECHT).curve if row.pillar == "spreekuur"}
    assert curve[date(2018, 1, 1)].places_low == 7, "S01 to S07"
    assert curve[date(2023, 1, 1)].opened == 1, "S14 in 2022"
    assert curve[date(2023, 1, 1)].closed == 1, "S09 in 2022"


def test_on_a_tuesday_evening_no_spreekuur_is_open() -> None:
    """No row of spreekuren.ods has a time after 18:00 but S14 ("donderdag 18.30-20.30"); of S16 nobody knows."""
    found = report_on(UTRECHT, when="dinsdagavond")
    assert named(found, "spreekuur", lambda row: row.places > 0) == set()
    assert named(found, "spreekuur", lambda row: row.places_unknown > 0) == {
        "Amersfoort", "Vijfheerenlanden",
    } | named(report_on(UTRECHT), "spreekuur", lambda row: row.places_unknown > 0)  # fmt: skip
    assert found.parameters["when"] == "dinsdagavond"


def test_on_tuesday_mornings_one_can_walk_in_at_these() -> None:
    """S02 (odd weeks), S10 (Monday to Thursday) and S14; S06, S13, S15 and others need an appointment."""
    found = report_on(UTRECHT, when="dinsdagochtend")
    assert named(found, "spreekuur", lambda row: row.places > 0) == {"Amersfoort", "Utrecht", "Veenendaal"}
    assert found.of("GM0345", "spreekuur").hours_per_week == 2.0
    amersfoort = found.of("GM0307", "spreekuur")
    assert (amersfoort.hours_per_week, amersfoort.places_unknown) == (1.0, 1 + silent_in_amersfoort())


def silent_in_amersfoort() -> int:
    """Listings of which the sheets say nothing about the spreekuur, whatever the moment."""
    return report_on(UTRECHT).of("GM0307", "spreekuur").places_unknown


def test_without_an_appointment_leaves_out_those_that_need_one() -> None:
    """Column "Afspraak": De Ronde Venen (S11), Houten (S13), Stichtse Vecht (S15) and Zeist (S06) need one."""
    found = report_on(UTRECHT, when="zonder afspraak")
    gone = SPREEKUREN.keys() - named(found, "spreekuur", lambda row: row.places > 0)
    assert gone == {"De Ronde Venen", "Houten", "Stichtse Vecht", "Zeist"}


@pytest.mark.parametrize("when", ["aangiftetijd", "doordeweeks"])
def test_who_wants_an_appointment_is_not_sent_away(when: str) -> None:
    found = report_on(UTRECHT, when=when)
    assert {"De Ronde Venen", "Houten", "Stichtse Vecht", "Zeist"} <= named(
        found, "spreekuur", lambda row: row.places > 0
    )


def test_of_few_squares_the_report_says_how_little_they_tell() -> None:
    """A tenth of Utrecht's buurten: a tenth of the people, or thereabouts, and of Amersfoort nobody."""
    everywhere = buurt_points()
    in_utrecht = np.flatnonzero(everywhere.gemeentecode == "GM0344")
    few = np.isin(np.arange(len(everywhere)), in_utrecht[::10])
    found = report(map_at(UTRECHT), pillars=["spreekuur"], points=everywhere.only(few))
    told = everywhere.persons["all"]
    expected = np.nansum(told[few]) / np.nansum(told[in_utrecht])
    assert found.of("GM0344", "spreekuur").share_placed == pytest.approx(expected, rel=0.02)
    assert found.of("GM0307", "spreekuur").share_placed is None
    sentences = findings_of(found, map_at(UTRECHT).pillars).sentences
    assert any("In 1 gemeente staat minder dan 90% van de inwoners op een punt" in one for one in sentences)
    whole = report_on(UTRECHT)
    assert min(row.share_placed or 0 for row in whole.rows) > 0.95


@pytest.mark.parametrize("folder", [UTRECHT, OVERIJSSEL, VEENDAM], ids=lambda folder: folder.name)
def test_a_report_and_the_build_say_the_same(folder: Path) -> None:
    data = map_at(folder)
    stored = coverage_per_gemeente(data, in_force(data, declared_in(data.config, data.gemeentecodes)))
    found = {(row.area, row.pillar): row for row in report_on(folder).rows}
    assert len(found) == len(stored)
    for row in stored:
        ours = found[row.gemeentecode, row.pillar]
        for name in ("status", "places", "places_no", "places_unknown", "inhabitants", "distance_at_most"):
            assert getattr(ours, name) == getattr(row, name), (row, name)
        for name in ("places_per_10000", "mean_distance_m", "p90_distance_m"):
            assert getattr(ours, name) == pytest.approx(getattr(row, name), abs=0.01), (row, name)


def test_a_report_says_what_it_rests_on() -> None:
    found = report_on(UTRECHT)
    assert found.is_example
    assert found.known_on == date(2026, 10, 15)
    assert {row.source for row in found.sources} == {
        "organisaties",
        "plekken",
        "aanbod",
        "spreekuren",
        "inhabitants",
    }
    assert 0.99 < next(row.share_placed or 0 for row in found.placed if row.group == "all") <= 1
    assert found.parameters["limit_m"] == 5_000.0


def test_a_pillar_or_area_that_is_not_there_is_refused_in_dutch() -> None:
    with pytest.raises(SocialeKaartError) as fault:
        report(map_at(UTRECHT), pillars=["spreekuurtje"])
    assert "spreekuur" in fault.value.in_dutch()
    with pytest.raises(SocialeKaartError) as fault:
        report(map_at(UTRECHT), per="straat")
    assert "gemeente, provincie, wijk, organisation" in fault.value.in_dutch()


def test_of_one_kind_of_organisation_only_its_own_places_count() -> None:
    """All spreekuren are held by partners; the libraries say no at P05 and do not know at P12."""
    found = report_on(UTRECHT, kind="library")
    assert named(found, "spreekuur", lambda row: row.places > 0) == set()
    by_partners = report_on(UTRECHT, kind="partner")
    assert sum(row.places for row in by_partners.rows if row.pillar == "spreekuur") == 16
