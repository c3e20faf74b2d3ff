"""What if, and where next, asked of a whole map."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest

from makers import PILLAR, Plek, map_of
from sociale_kaart import geocode
from sociale_kaart.coverage.blockfigures import Figures
from sociale_kaart.coverage.measures.imported import Reach
from sociale_kaart.coverage.nextplaces import NextPlaces, addresses
from sociale_kaart.coverage.plans import compare, next_places, scenario
from sociale_kaart.coverage.points import Points
from sociale_kaart.coverage.report import ReportRow, report
from sociale_kaart.dataset.mapdata import NO_MATCH, MapData
from sociale_kaart.dataset.store import write_map
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.kaart import Kaart
from sociale_kaart.model import Match, MatchLevel, OrganisationKind, Presence, Schedule

OVERIJSSEL = tuple(sorted(code for code, one in gemeenten().items() if one.provincie == "Overijssel"))
ZWOLLE, DEVENTER, ENSCHEDE, RAALTE = "GM0193", "GM0150", "GM0153", "GM0177"
TRAINING = "training"


def a_map(**changes: Any) -> MapData:
    """Three libraries: that of Zwolle helps on Tuesdays, of Deventer's nobody knows, Enschede's does not.

    In Zwolle a partner helps too, and nobody told when; of another in Enschede nothing is said.
    """
    data = map_of(
        [
            Plek("Bieb Zwolle", 202_700, 502_200, ZWOLLE),
            Plek("Bieb Deventer", 207_500, 474_000, DEVENTER, Presence.UNKNOWN),
            Plek("Bieb Enschede", 257_800, 471_600, ENSCHEDE, Presence.NO),
            Plek("Buurthuis Enschede", 255_000, 470_000, ENSCHEDE, None),
            Plek("Buurthuis Zwolle", 203_000, 503_000, ZWOLLE),
        ],
        OVERIJSSEL,
        pillars=[{"id": PILLAR}, {"id": TRAINING}],
        **changes,
    )
    kinds = (OrganisationKind.LIBRARY,) * 3 + (OrganisationKind.PARTNER,) * 2
    organisations = tuple(
        replace(one, kind=kind) for one, kind in zip(data.inventory.organisations, kinds, strict=True)
    )
    zwolle = data.inventory.locations[0].id
    offers = tuple(
        replace(one, schedule=Schedule(text="di 10:00-12:00")) if one.location_id == zwolle else one
        for one in data.inventory.offers
    )
    return replace(data, inventory=replace(data.inventory, organisations=organisations, offers=offers))


def id_of(data: MapData, name: str) -> str:
    return next(one.id for one in data.inventory.listings if one.name == name)


VOUCHED = {"completeness": [{"pillar": PILLAR, "declared_by": "wij", "as_of": date(2026, 1, 1)}]}
AS_IN_A_REPORT = {one.name for one in fields(Figures)} & {one.name for one in fields(ReportRow)}


@pytest.mark.parametrize("vouched", [VOUCHED, {}], ids=["vouched for", "not vouched for"])
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"when": "dinsdagochtend"},
        {"when": "zondag"},
        {"kind": "library"},
        {"kind": "government"},
        {"assumed_hours": 3.5},
    ],
    ids=lambda asked: " ".join(map(str, asked.values())) or "plain",
)
def test_before_any_step_a_scenario_says_what_the_report_says(
    vouched: dict[str, Any], asked: dict[str, Any]
) -> None:
    """Hours too: of Zwolle's second place nobody told them, and a doubtful place raises the upper bounds."""
    data = a_map(**vouched)
    rows = {one.gemeentecode: one for one in report(data, pillars=[PILLAR], **asked).rows}
    told = scenario(data, PILLAR, **asked).figures()
    assert {one.gemeentecode for one in told} == rows.keys() == set(OVERIJSSEL)
    assert len(AS_IN_A_REPORT) >= 24
    for one in told:
        for name in AS_IN_A_REPORT:
            expected = getattr(rows[one.gemeentecode], name)
            found = getattr(one, name)
            assert found == (pytest.approx(expected) if isinstance(expected, int | float) else expected), (
                one,
                name,
            )
    assert Reach.GAP not in {one.reach for one in told} or vouched


def test_where_no_place_is_open_nobody_is_reached_if_that_is_sure_and_else_nobody_knows() -> None:
    for vouched, expected in ((VOUCHED, 0.0), ({}, None)):
        (raalte,) = (
            one
            for one in scenario(a_map(**vouched), PILLAR, when="zondag").figures()
            if one.gemeentecode == RAALTE
        )
        assert (raalte.share_within_limit, raalte.share_only_by_neighbour) == (expected, expected)
        assert raalte.persons_beyond == (None if expected is None else raalte.inhabitants)
        assert (raalte.mean_distance_m, raalte.persons_fragile, raalte.hours_per_week) == (
            None,
            None,
            expected,
        )


def test_hours_move_along() -> None:
    data = a_map()
    now = scenario(data, PILLAR)
    assert now.sites.hours_per_week.tolist() == [2.0, pytest.approx(np.nan, nan_ok=True)]
    moved = now.move(id_of(data, "Bieb Zwolle"), 207_500, 474_000)
    found = {one.gemeentecode: one for one in moved.figures()}
    # Zwolle is left with a place of which nobody told the hours; of Deventer a place may be there besides.
    assert (found[ZWOLLE].hours_per_week, found[ZWOLLE].hours_per_week_low, found[ZWOLLE].hours_unknown) == (
        None,
        0,
        1,
    )
    assert (found[ZWOLLE].hours_per_week_high, found[DEVENTER].hours_per_week) == (2.0, 2.0)
    assert found[DEVENTER].hours_per_week_high == 4.0
    # Of nobody else the hours are told: what Deventer and those around it have adds up to the two hours.
    reached = [one for one in moved.figures() if one.access_2sfca_low]
    handed_out = sum((one.access_2sfca_low or 0) * one.inhabitants / 1000 for one in reached)
    assert DEVENTER in {one.gemeentecode for one in reached}
    assert 1.0 < handed_out <= 2.0 + 1e-9  # some live over the border, in Gelderland


def test_a_library_that_closes_takes_every_pillar_along() -> None:
    data = a_map()
    now = scenario(data)
    zwolle = id_of(data, "Bieb Zwolle")
    both = now.add("Bieb Almelo", 242_000, 485_000).add("Bieb Kampen", 191_000, 508_000, pillars=[TRAINING])
    assert [len(both[one].sites) for one in (PILLAR, TRAINING)] == [3, 2]
    after = both.close("Bieb Almelo").close(zwolle).move("Bieb Kampen", 191_100, 508_000)
    assert [len(after[one].sites) for one in (PILLAR, TRAINING)] == [1, 1]
    found = compare(now, after)
    assert [(found[one].opened, found[one].closed) for one in (PILLAR, TRAINING)] == [
        ((), (zwolle,)),
        (("Bieb Kampen",), ()),
    ]
    assert [one.places for one in after.figures()[TRAINING] if one.places] == [1]
    for wrong in (lambda: after.close(zwolle), lambda: after.add("x", 0, 0, pillars=["unheard of"])):
        with pytest.raises(SocialeKaartError, match=r"unheard of|no open site"):
            wrong()
    with pytest.raises(SocialeKaartError, match="cannot be compared"):
        compare(now, after[PILLAR])  # type: ignore[call-overload]
    assert compare(now[PILLAR], after[PILLAR]).closed == (zwolle,)


def test_a_place_without_a_point_makes_its_gemeente_its_own() -> None:
    data = a_map(**VOUCHED)
    lost = replace(data, matches=dict.fromkeys(data.matches, NO_MATCH))
    found = {one.gemeentecode: one for one in scenario(lost, PILLAR).figures()}
    assert (found[ZWOLLE].reach, found[ZWOLLE].places) == (Reach.OWN, 2)
    assert found[ZWOLLE].mean_distance_m is None


def names(found: NextPlaces) -> list[str]:
    return [one.name for one in found.places]


def test_candidates_are_libraries_first_any_place_or_wherever_somebody_lives() -> None:
    data = a_map()
    # Of Deventer a source says that it does not know: it may be there already, so it is no candidate.
    assert names(next_places(data, PILLAR, 3)) == ["Bieb Enschede"]
    assert names(next_places(data, PILLAR, 3, candidates="places")) == ["Bieb Enschede", "Buurthuis Enschede"]
    anywhere = next_places(data, PILLAR, 2, candidates="inhabited", exact=False)
    assert len(anywhere.places) == 2
    assert anywhere.gained >= next_places(data, PILLAR, 2, candidates="places").gained
    assert set().union(*(one.gained_in for one in anywhere.places)) <= set(OVERIJSSEL)


def test_what_nobody_told_of_may_help_already_unless_its_list_is_complete() -> None:
    """Of "Buurthuis Enschede" the sources are silent: all who live near it may have help already."""
    for vouched, may_help in (({}, True), (VOUCHED, False)):
        found = next_places(a_map(**vouched), PILLAR, 2, candidates="places", exact=False)
        silent = next(one for one in found.places if one.name == "Buurthuis Enschede")
        assert silent.may_help is may_help
        assert silent.gained > 0
        assert silent.gained_at_least == (0.0 if may_help else silent.gained)
        assert {*found.not_declared} == ({*OVERIJSSEL} if may_help else set())


def test_a_place_that_is_closed_then_is_a_candidate_for_then() -> None:
    """On Sunday the library of Zwolle is closed; of the other place there nobody told the hours: it may be open."""
    found = next_places(a_map(), PILLAR, 9, candidates="places", when="zondag", exact=False)
    assert "Bieb Zwolle" in names(found)
    assert found.reached_before == 0.0
    assert "Buurthuis Zwolle" not in names(found)
    of_government = next_places(a_map(), PILLAR, 9, candidates="places", kind="government", exact=False)
    assert of_government.reached_before == 0.0


@pytest.mark.parametrize("limit_m", [np.nan, np.inf, 0.0, -1.0])
def test_a_limit_that_is_none_is_refused(limit_m: float) -> None:
    for ask in (
        lambda: report(a_map(), limit_m=limit_m),
        lambda: scenario(a_map(), PILLAR, limit_m=limit_m),
        lambda: next_places(a_map(), PILLAR, 1, limit_m),
    ):
        with pytest.raises(SocialeKaartError, match="a limit of") as told:
            ask()
        assert "is geen grens" in told.value.dutch


def test_candidates_of_ones_own_are_metres_a_layer_or_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    data, metres = a_map(), np.array([[242_000.0, 485_000.0], [191_000.0, 508_000.0]])
    by_metres = next_places(data, PILLAR, 2, candidates=metres)
    layer = gpd.GeoDataFrame(
        {"naam": ["Almelo", "Kampen"]}, geometry=gpd.points_from_xy(*metres.T), crs=28992
    ).to_crs(4326)
    by_layer = next_places(data, PILLAR, 2, candidates=layer)
    assert [one.gained for one in by_layer.places] == [one.gained for one in by_metres.places]
    assert names(by_layer) == ["Almelo", "Kampen"]
    assert next_places(data, PILLAR, 1, candidates=addresses([("Almelo", *metres[0])])).gained > 0

    known = {"Almelo 1": Match(level=MatchLevel.ADRES, x_rd=242_000.0, y_rd=485_000.0, lon=6.6, lat=52.3)}
    monkeypatch.setattr(geocode, "geocode_many", lambda texts: [known.get(one, NO_MATCH) for one in texts])
    by_address = next_places(data, PILLAR, 1, candidates=["Almelo 1"])
    assert (names(by_address), by_address.gained) == (["Almelo 1"], by_metres.places[0].gained)
    for wrong in (["Almelo 1", "Nergens 5"], layer.set_crs(None, allow_override=True), "overal"):
        with pytest.raises(SocialeKaartError, match=r"Nergens 5|no coordinate system|no candidates called"):
            next_places(data, PILLAR, 1, candidates=wrong)


def test_weights_are_a_group_or_ones_own_for_each_point() -> None:
    data = a_map()
    old = next_places(data, PILLAR, 1, weights="65+")
    assert old.weights == {"65+": 1.0}
    assert 0 < old.gained < next_places(data, PILLAR, 1).gained
    points = Points(
        x_rd=np.array([257_800.0, 257_800.0, 202_700.0, 136_000.0]),
        y_rd=np.array([471_600.0, 472_000.0, 502_200.0, 456_000.0]),
        gemeentecode=np.array([ENSCHEDE, ENSCHEDE, ZWOLLE, "GM0344"]),
        persons={"all": np.ones(4)},
        source="made up",
        vintage="2024",
    )
    own = next_places(data, PILLAR, 1, weights=np.array([3.0, np.nan, 5.0, 100.0]), points=points)
    assert (own.weights, own.gained, own.persons, own.points_unknown) == ({"own": 1.0}, 3.0, 8.0, 1)
    for wrong in (np.ones(3), np.array([1.0, -1.0, 0.0, 0.0])):
        with pytest.raises((SocialeKaartError, IndexError)):
            next_places(data, PILLAR, 1, weights=wrong, points=points)


def test_the_folder_of_a_built_map_will_do(tmp_path: Path) -> None:
    data = a_map()
    kaart = Kaart(folder=tmp_path, config=data.config)
    write_map(data, kaart.store_path)
    assert names(next_places(kaart, PILLAR, 1)) == ["Bieb Enschede"]
    assert scenario(kaart, PILLAR).sites.names.tolist() == ["Bieb Zwolle", "Buurthuis Zwolle"]


def test_a_pillar_that_the_map_does_not_have_is_named() -> None:
    for ask in (lambda: scenario(a_map(), "koffie"), lambda: next_places(a_map(), "koffie", 1)):
        with pytest.raises(SocialeKaartError, match="no pillar koffie"):
            ask()


def test_a_gap_that_unknown_hours_could_fill_is_not_robust() -> None:
    """On Tuesday evening nobody knows whether the second place of Zwolle is open; of Enschede all is known."""
    found = report(a_map(**VOUCHED), pillars=[PILLAR], when="dinsdagavond", robustness_draws=4)
    assert (found.of(ZWOLLE, PILLAR).gap_share, found.of(ZWOLLE, PILLAR).gap_robust) == (0.0, False)
    assert (found.of(ENSCHEDE, PILLAR).gap_share, found.of(ENSCHEDE, PILLAR).gap_robust) == (1.0, True)
