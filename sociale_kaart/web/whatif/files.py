"""What a browser reckons a plan with, as files without a query: so that a site without a server carries them too.

Coordinates are metres RD New; a gemeente is its number in `punten.json`, -1 for one that the map does not tell of; a
place is its row in `plekken.json`. What is exact here is exact there: the browser comes to the server's figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from flask import Blueprint, Response
from numpy.typing import NDArray

from sociale_kaart.gebieden.boundaries import gemeenten_topology
from sociale_kaart.gebieden.places import names_within
from sociale_kaart.web.dekking.choices import GROUPS, LIMITS_KM, Choices, usual_pillar
from sociale_kaart.web.documents import answer
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.site import Site, current_site
from sociale_kaart.web.whatif.bench import Bench, Floats, Ground, Rows, current_bench
from sociale_kaart.web.whatif.kinds import robust_gaps

if TYPE_CHECKING:
    from sociale_kaart.coverage.sites import Sites

JSON = "application/json"
_MARGIN_M = 10_000  # around the area: places and postcodes to put something at
_POSTCODE = "postcode4"

blueprint = Blueprint("whatiffiles", __name__, url_prefix="/api/wat-als")


@blueprint.get("/punten.json")
def points() -> Response:
    """Where the people of the map live, by gemeente."""
    return answer("wat-als/punten", JSON, points_of)


@blueprint.get("/plekken.json")
def places() -> Response:
    """Code, point and gemeente of every place, and whether it is a library's."""
    return answer("wat-als/plekken", JSON, lambda site: places_of(current_bench(), _codes(site)))


@blueprint.get("/namen.json")
def names() -> Response:
    """What every place is called."""
    return answer("wat-als/namen", JSON, lambda _: {"names": current_bench().names})


@blueprint.get("/grenzen.json")
def borders() -> Response:
    """TopoJSON (RD New) of the gemeenten of the map: in which of them a spot lies."""
    return answer("wat-als/grenzen", JSON, lambda site: gemeenten_topology(site.data.gemeentecodes))


@blueprint.get("/plaatsen.json")
def towns() -> Response:
    """Names and postcodes of four digits of the map and around it, with their middles."""
    return answer("wat-als/plaatsen", JSON, towns_of)


@blueprint.get("/<pijler>/<binnen>.json")
def pillar(pijler: str, binnen: str) -> Response:
    """What is known of a kind of help, for a limit of 2, 5 or 10 kilometres."""
    site = current_site()
    if pijler not in site.pillars or binnen not in {str(one) for one in LIMITS_KM}:
        raise Refused(HTTPStatus.NOT_FOUND, "Kies een pijler van deze kaart, en 2, 5 of 10.")
    return answer(
        f"wat-als/{pijler}/{binnen}",
        JSON,
        lambda site: (
            pillar_of(current_bench(), _codes(site), pijler, int(binnen))
            | robust_of(site, pijler, int(binnen))
        ),
    )


def points_of(site: Site) -> dict[str, Any]:
    """Points by gemeente: whole metres, each from the one before it, and persons as they were counted.

    start : where each gemeente begins. groups : group -> counted (null where that is suppressed), and per gemeente the
    factor that brings its sum to the official total
    """
    from sociale_kaart.coverage.populations import buurt_points

    now = _usual(site).now
    counted = buurt_points()
    blocks = [block for block, _ in now.blocks if now.terms.tells_of(block.code)]
    at: Rows = np.concatenate([block.at for block in blocks])
    start = np.cumsum([0, *(len(block.at) for block in blocks)]).tolist()
    return {
        "codes": [block.code for block in blocks],
        "names": [site.gemeente_names[block.code] for block in blocks],
        "start": start,
        "x": _deltas(now.points.x_rd[at]),
        "y": _deltas(now.points.y_rd[at]),
        "groups": {
            group: {
                "counted": [
                    None if np.isnan(one) else _plain(one) for one in counted.persons[group][at].tolist()
                ],
                "factor": [
                    _factor(now.points.persons[group][at[a:b]], counted.persons[group][at[a:b]])
                    for a, b in pairwise(start)
                ],
            }
            for group in now.points.persons
        },
        "population": f"{now.points.source} ({now.points.vintage})",
    }


def places_of(bench: Bench, codes: Mapping[str, int]) -> dict[str, Any]:
    """Every place of the map in columns; null for a place without a point."""
    return {
        "code": [bench.code(row) for row in range(len(bench.listings))],
        "x": _or_null(bench.x_rd),
        "y": _or_null(bench.y_rd),
        "gemeente": [codes.get(code, -1) for code in bench.gemeentecodes],
        "library": _bits(bench.is_library),
    }


def pillar_of(bench: Bench, codes: Mapping[str, int], pillar: str, limit_km: int) -> dict[str, Any]:
    """What is known of a pillar at a limit.

    sites, hours : rows, and hours a week (null where unknown). candidates : rows where it may come, libraries first
    doubtful, unplaced : rows of which a source says that it does not know, and of those without a point
    known_in : per gemeente whether every place is known. unplaced_in, doubtful_in : per gemeente how many, hours that
    are told, and of how many none are. assumed_hours : for those, in upper bounds
    maybe, maybe_helps : per point whether a place of which nobody knows, or one that may help already, is near
    """
    ground = bench.ground(pillar, limit_km)
    now, known = ground.now, ground.help
    told = _told_points(ground)
    maybe = now.terms.maybe_reached
    return {
        "pillar": pillar,
        "limit_m": now.limit_m,
        "assumed_hours": now.terms.assumed_hours,
        "sites": _rows(bench, known.certain),
        "hours": _or_null(known.certain.hours_per_week),
        "candidates": ground.candidates.tolist(),
        "doubtful": _rows(bench, known.doubtful),
        "unplaced": _rows(bench, known.unplaced),
        "known_in": "".join("1" if code in known.sure else "0" for code in codes),
        "unplaced_in": _counted(known.unplaced, codes),
        "doubtful_in": _counted(known.doubtful, codes),
        "maybe": _bits(maybe[told]) if maybe is not None else "",
        "maybe_helps": _bits(ground.doubtful[told]),
    }


def robust_of(site: Site, pillar: str, limit_km: int) -> dict[str, Any]:
    """Robust : group -> per gemeente whether it is a gap for sure as it is."""
    usual = Choices(pillar=pillar, usual_pillar=pillar, limit_km=limit_km)
    found = {persons: robust_gaps(site, replace(usual, group=key)) for key, (persons, _) in GROUPS.items()}
    return {
        "robust": {
            persons: "".join("1" if code in gaps else "0" for code in _codes(site))
            for persons, gaps in found.items()
        }
    }


def towns_of(site: Site) -> dict[str, Any]:
    """Woonplaatsen (name, x, y) and postcodes of four digits, in and around the area."""
    now = _usual(site).now
    xy = now.points.xy_rd[_told_points(_usual(site))]
    (left, bottom), (right, top) = xy.min(axis=0) - _MARGIN_M, xy.max(axis=0) + _MARGIN_M
    found = names_within(float(left), float(bottom), float(right), float(top))
    return {
        "postcodes": {one.name: [one.x_rd, one.y_rd] for one in found if one.kind == _POSTCODE},
        "places": [[one.name, one.x_rd, one.y_rd] for one in found if one.kind != _POSTCODE],
    }


def _usual(site: Site) -> Ground:
    return current_bench().ground(usual_pillar(site), LIMITS_KM[1])


def _codes(site: Site) -> dict[str, int]:
    """Number of each gemeente that has a point, as `points_of` counts them."""
    now = _usual(site).now
    told = (block.code for block, _ in now.blocks if now.terms.tells_of(block.code))
    return {code: number for number, code in enumerate(told)}


def _told_points(ground: Ground) -> Rows:
    terms = ground.now.terms
    return np.concatenate([block.at for block, _ in ground.now.blocks if terms.tells_of(block.code)])


def _counted(sites: Sites, codes: Mapping[str, int]) -> list[list[float]]:
    """Per gemeente: how many sites, their hours a week that are told, and of how many none are."""
    found: list[list[float]] = [[0, 0, 0] for _ in codes]
    for code, hours in zip(sites.gemeentecode.tolist(), sites.hours_per_week.tolist(), strict=True):
        if code in codes:
            one = found[codes[code]]
            one[0] += 1
            if np.isnan(hours):
                one[2] += 1
            else:
                one[1] += hours
    return found


def _rows(bench: Bench, sites: Sites) -> list[int]:
    return [bench.row_of[one] for one in sites.id.tolist()]


def _bits(some: NDArray[np.bool_]) -> str:
    return "".join("1" if one else "0" for one in some.tolist())


def _deltas(metres: Floats) -> list[float]:
    return [_plain(one) for one in np.diff(metres, prepend=0.0).tolist()]


def _or_null(values: Floats) -> list[float | None]:
    return [None if np.isnan(one) else _plain(one) for one in values.tolist()]


def _plain(value: float) -> float:
    """A whole number without a point: half of the signs."""
    return int(value) if value == int(value) else value


def _factor(raked: Floats, counted: Floats) -> float:
    some = np.flatnonzero(counted > 0)
    return float(raked[some[0]] / counted[some[0]]) if len(some) else 1.0
