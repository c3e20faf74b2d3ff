"""What to do next on a built map: what if a place comes, goes or moves, and where the next one helps most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict, Unpack, overload

import numpy as np

from sociale_kaart.coverage.allpillars import AllPillars
from sociale_kaart.coverage.around import unsure_near
from sociale_kaart.coverage.blockfigures import Terms
from sociale_kaart.coverage.candidates import INHABITED, LIBRARIES, PLACES, existing_places
from sociale_kaart.coverage.comparison import Comparison
from sociale_kaart.coverage.comparison import compare as compare_two
from sociale_kaart.coverage.completeness import in_force
from sociale_kaart.coverage.measures.areas import Bools
from sociale_kaart.coverage.measures.reach import HEADLINE_M
from sociale_kaart.coverage.moment import parse_when
from sociale_kaart.coverage.nextplaces import Candidates, NextPlaces, addresses
from sociale_kaart.coverage.nextplaces import next_places as next_places_of
from sociale_kaart.coverage.points import ALL, Floats, Points
from sociale_kaart.coverage.populations import buurt_points
from sociale_kaart.coverage.raking import raked
from sociale_kaart.coverage.report.helpof import AllWeek, HoursOf, all_week, help_in
from sociale_kaart.coverage.report.hours import most_access
from sociale_kaart.coverage.report.known import Help
from sociale_kaart.coverage.scenario import Scenario
from sociale_kaart.coverage.scenario import scenario as scenario_of
from sociale_kaart.coverage.when import When, ordinary_weeks
from sociale_kaart.dataset.area import declared_in
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours, map_hours
from sociale_kaart.dataset.store import read_map
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.kaart import Kaart
from sociale_kaart.model import Completeness

if TYPE_CHECKING:
    import geopandas as gpd

CANDIDATES = (LIBRARIES, PLACES, INHABITED)


class _Asked(TypedDict, total=False):
    limit_m: float
    points: Points | None
    kind: str | None
    when: str | When | None
    assumed_hours: float | None
    income: Floats | None


@overload
def scenario(kaart: MapData | Kaart, pillar: str, **asked: Unpack[_Asked]) -> Scenario: ...
@overload
def scenario(kaart: MapData | Kaart, pillar: None = None, **asked: Unpack[_Asked]) -> AllPillars: ...
def scenario(
    kaart: MapData | Kaart,
    pillar: str | None = None,
    *,
    limit_m: float = HEADLINE_M,
    points: Points | None = None,
    kind: str | None = None,
    when: str | When | None = None,
    assumed_hours: float | None = None,
    income: Floats | None = None,
) -> Scenario | AllPillars:
    """The places of a map as they are, to change in thought: `scenario(kaart, "spreekuur").close(id).figures()`.

    Parameters
    ----------
    kaart : a built map, or the folder of one that was built
    pillar : as in kaart.toml; None for all pillars side by side
    limit_m : metres in a straight line, inclusive
    points : where people live, in the whole country; by default the shipped buurten. Raked to the official totals
    kind : only organisations of this kind (model.OrganisationKind)
    when : part of the week or year, as `report` takes it: only places where one can go then, and of hours those then
    assumed_hours : hours a week of a place whose hours are not known, in the upper bounds alone; by default as many as
        the place with the most of that pillar
    income : (n,) what the points are ranked by for the concentration

    The figures are those of a `report` that is asked the same. The gemeenten of the map are told of; people around them
    count in the catchments. Places without a point make a gemeente its own and nobody reached. Raises
    SocialeKaartError for a pillar that the map does not have.
    """
    data = _built(kaart)
    standing = raked(buurt_points() if points is None else points)[0]
    hours_of, declared = hours_asked(data, when), _declared(data)

    def of(one: str) -> Scenario:
        known = help_in(data, one, declared, kind=kind, hours_of=hours_of)
        return scenario_knowing(
            data, known, standing, limit_m=limit_m, assumed_hours=assumed_hours, income=income
        )

    if pillar is None:
        return AllPillars({one.id: of(one.id) for one in data.pillars})
    return of(_there(data, pillar))


def scenario_knowing(
    data: MapData,
    known: Help,
    points: Points,
    *,
    limit_m: float = HEADLINE_M,
    assumed_hours: float | None = None,
    income: Floats | None = None,
) -> Scenario:
    """The same of a pillar of which all is looked up already: `scenario` of `what_is_known`, for many limits.

    Parameters
    ----------
    points : raked; the other ones as in `scenario`
    """
    assumed = known.longest_hours if assumed_hours is None else assumed_hours
    terms = Terms(
        limit_m=limit_m,
        assumed_hours=assumed,
        known_in=known.sure,
        maybe_reached=_maybe_reached(points, known.sure, frozenset(data.gemeentecodes), limit_m),
        unplaced=known.unplaced,
        doubtful=known.doubtful,
        perhaps_access=most_access(points, known.perhaps, points.persons[ALL], assumed)
        if len(known.perhaps)
        else None,
        income=income,
        told=frozenset(data.gemeentecodes),
    )
    return scenario_of(points, known.certain, terms=terms)


def next_places(
    kaart: MapData | Kaart,
    pillar: str,
    n: int,
    limit_m: float = HEADLINE_M,
    candidates: str | Candidates | Sequence[str] | Floats | gpd.GeoDataFrame = LIBRARIES,
    weights: str | Mapping[str, float] | Floats | None = None,
    *,
    points: Points | None = None,
    kind: str | None = None,
    when: str | When | None = None,
    exact: bool = True,
    seconds: float = 60.0,
) -> NextPlaces:
    """The n places where a pillar would reach most inhabitants of the map who have no place within the limit.

    Parameters
    ----------
    kaart : a built map, or the folder of one that was built
    limit_m : metres in a straight line, inclusive
    candidates : "libraries" or "places" (existing ones without the pillar, libraries first), "inhabited" (wherever
        somebody lives); or a list of one's own: addresses as text, (c, 2) metres in RD New, a GeoDataFrame or
        `Candidates`
    weights : a group ("65+"), what one of each group counts for, or (n,) weights of the points; else everybody is one
    points : where people live; by default the shipped buurten, raked. Those outside the map are left out
    kind : only organisations of this kind (model.OrganisationKind) help already
    when : part of the week or year, as `report` takes it: only places where one can go then help already
    exact, seconds : whether to seek the best set too, and for how long at most

    What nobody told of may help already: every place about which the sources are silent, unless the list of its
    gemeente was declared complete. Addresses are looked up as the package is set to (`sociale_kaart.geocode`). Raises
    SocialeKaartError for a pillar, group or word that is not there, and for an address without a point.
    """
    data = _built(kaart)
    known = what_is_known(data, pillar, kind=kind, when=when)
    standing = raked(buurt_points() if points is None else points)[0]
    here = np.isin(standing.gemeentecode, data.gemeentecodes)
    weighing = weights[here] if isinstance(weights, np.ndarray) else weights
    found = next_places_of(
        standing.only(here),
        known.certain,
        _candidates(data, known, candidates),
        n,
        limit_m,
        weights=weighing,
        perhaps=known.may_help,
        exact=exact,
        seconds=seconds,
    )
    return replace(found, not_declared=tuple(sorted({*data.gemeentecodes} - known.complete)))


def what_is_known(
    data: MapData,
    pillar: str,
    *,
    kind: str | None = None,
    when: str | When | None = None,
    hours: MapHours | None = None,
) -> Help:
    """What a map knows of a pillar; `kind` and `when` as in `scenario`. Raises SocialeKaartError.

    hours : of the map, where they are read already
    """
    hours_of = hours_asked(data, when, hours)
    return help_in(data, _there(data, pillar), _declared(data), kind=kind, hours_of=hours_of)


@overload
def compare(before: Scenario, after: Scenario, group: str = ALL) -> Comparison: ...
@overload
def compare(before: AllPillars, after: AllPillars, group: str = ALL) -> Mapping[str, Comparison]: ...
def compare(
    before: Scenario | AllPillars, after: Scenario | AllPillars, group: str = ALL
) -> Comparison | Mapping[str, Comparison]:
    """What changed between two scenarios, and who gains and loses by it; of all pillars, pillar by pillar.

    Parameters
    ----------
    group : the persons that weigh; NaN (suppressed) counts for nobody

    Raises SocialeKaartError where the two were not made of one.
    """
    if isinstance(before, AllPillars) and isinstance(after, AllPillars):
        return {pillar: compare_two(one, after[pillar], group) for pillar, one in before.pillars.items()}
    if isinstance(before, Scenario) and isinstance(after, Scenario):
        return compare_two(before, after, group)
    raise SocialeKaartError(
        "one pillar cannot be compared with all of them", expected="two scenarios of the same map"
    )


def _declared(data: MapData) -> tuple[Completeness, ...]:
    return tuple(in_force(data, declared_in(data.config, data.gemeentecodes)))


def known_all_week(data: MapData, pillar: str, hours_of: HoursOf) -> AllWeek:
    """What a map knows of a pillar, to be asked about any part of the days of `hours_of`. Raises SocialeKaartError."""
    return all_week(data, _there(data, pillar), _declared(data), hours_of=hours_of)


def hours_asked(data: MapData, when: str | When | None, hours: MapHours | None = None) -> HoursOf:
    """The days that a moment is about, four ordinary weeks for none; hours : of the map, where they are read."""
    moment = parse_when(when) if isinstance(when, str) else when
    start, end = moment.period(data.known_on) if moment else ordinary_weeks(data.known_on)
    return HoursOf(hours=hours or map_hours(data), start=start, end=end, when=moment)


def _maybe_reached(points: Points, sure: frozenset[str], told: frozenset[str], limit_m: float) -> Bools:
    """Points (n,) of the map within the limit of a gemeente in which not every place is known."""
    found = np.zeros(len(points), dtype=bool)
    asked = np.flatnonzero(np.isin(points.gemeentecode, sorted(told & sure)))  # the others are no gap anyhow
    for _, near in unsure_near(points.xy_rd[asked], sure, limit_m):
        found[asked[near]] = True
    return found


def _candidates(
    data: MapData,
    known: Help,
    wanted: str | Candidates | Sequence[str] | Floats | gpd.GeoDataFrame,
) -> Candidates | None:
    if isinstance(wanted, Candidates):
        return wanted
    if isinstance(wanted, str):
        if wanted not in CANDIDATES:
            raise SocialeKaartError(
                f"there are no candidates called {wanted!r}",
                expected=f"one of {', '.join(CANDIDATES)}, or a list of addresses or places",
                dutch=f"'{wanted}' is geen keuze. Kies {', '.join(CANDIDATES)}, of geef een lijst van adressen.",
            )
        return (
            None if wanted == INHABITED else existing_places(data, known, libraries_only=wanted == LIBRARIES)
        )
    if isinstance(wanted, np.ndarray):
        return addresses((f"{x:.0f}, {y:.0f}", x, y) for x, y in wanted.tolist())
    import geopandas as gpd

    if isinstance(wanted, gpd.GeoDataFrame):
        return _of_layer(wanted)
    return _looked_up(list(wanted))


def _of_layer(layer: gpd.GeoDataFrame) -> Candidates:
    if layer.crs is None:
        raise SocialeKaartError(
            "this layer of candidates has no coordinate system", expected="layer.set_crs(...)"
        )
    spots = layer.to_crs(28992).geometry.representative_point()
    told = next((layer[name] for name in ("naam", "name") if name in layer.columns), layer.index)
    return addresses(zip((str(one) for one in told), spots.x.tolist(), spots.y.tolist(), strict=True))


def _looked_up(texts: Sequence[str]) -> Candidates:
    from sociale_kaart.geocode import geocode_many

    found = list(zip(texts, geocode_many(texts), strict=True))
    lost = [text for text, match in found if not match.has_point]
    if lost:
        raise SocialeKaartError(
            f"these addresses have no point: {'; '.join(lost)}",
            expected="street, house number and town",
            dutch=f"deze adressen zijn niet gevonden: {'; '.join(lost)}. Schrijf straat, huisnummer en plaats.",
        )
    return addresses((text, float(match.x_rd or 0), float(match.y_rd or 0)) for text, match in found)


def _built(kaart: MapData | Kaart) -> MapData:
    return read_map(kaart.store_path) if isinstance(kaart, Kaart) else kaart


def _there(data: MapData, pillar: str) -> str:
    pillars = [one.id for one in data.pillars]
    if pillar not in pillars:
        raise SocialeKaartError(
            f"this map has no pillar {pillar}",
            expected=f"one of {', '.join(pillars)}",
            dutch=f"deze kaart heeft geen pijler {pillar}. Kies uit: {', '.join(pillars)}.",
        )
    return pillar
