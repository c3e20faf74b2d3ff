"""What a browser reckons a plan with, as files without a query: so that a site without a server carries them too.

Coordinates are metres RD New; a gemeente is its number in `punten.json`, -1 for one that the map does not tell of; a
place is its row in `plekken.json`. What is exact here is exact there: the browser comes to the server's figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from itertools import groupby, pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np
from flask import Blueprint, Response
from flask_babel import gettext as _
from numpy.typing import NDArray

from sociale_kaart.gebieden.boundaries import gemeente_shapes, gemeenten_topology
from sociale_kaart.gebieden.places import names_within
from sociale_kaart.web.dekking.choices import EVERYBODY, GROUPS, LIMITS_KM, Choices, asked
from sociale_kaart.web.documents import answer, answer_of_many
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.shortcodes import SHORTEST
from sociale_kaart.web.site import Site, current_site
from sociale_kaart.web.whatif.bench import Bench, current_bench
from sociale_kaart.web.whatif.ground import WIDEST, Floats, Known, Moment
from sociale_kaart.web.whatif.kinds import robust_gaps

if TYPE_CHECKING:
    from sociale_kaart.coverage.sites import Sites

JSON = "application/json"
_MARGIN_M = 10_000  # around the area: places and postcodes to put something at
_POSTCODE = "postcode4"
_SIGNS: Mapping[str, str] = {"site": "s", "unplaced": "z", "doubtful": "d", "candidate": "k"}
_OTHER = "-"

blueprint = Blueprint("whatiffiles", __name__, url_prefix="/api/wat-als")


@blueprint.get("/punten.json")
def points() -> Response:
    """Where the people of the map live, by gemeente."""
    return answer("wat-als/punten", JSON, points_of)


@blueprint.get("/plekken.json")
def places() -> Response:
    """Code, point and gemeente of every place, and whether it is a library's."""
    return answer("wat-als/plekken", JSON, lambda _: places_of(current_bench()))


@blueprint.get("/namen.json")
def names() -> Response:
    """What every place is called."""
    return answer("wat-als/namen", JSON, lambda _: {"names": current_bench().places.names})


@blueprint.get("/grens/<gemeentecode>.json")
def border(gemeentecode: str) -> Response:
    """TopoJSON (RD New) of a gemeente of the map: whether a spot lies in it."""
    if gemeentecode not in current_site().data.gemeentecodes:
        raise Refused(HTTPStatus.NOT_FOUND, _("Deze gemeente staat niet op deze kaart."))
    return answer_of_many(f"wat-als/grens/{gemeentecode}", JSON, lambda _: gemeenten_topology([gemeentecode]))


@blueprint.get("/plaatsen.json")
def towns() -> Response:
    """Names and postcodes of four digits of the map and around it, with their middles."""
    return answer("wat-als/plaatsen", JSON, towns_of)


@blueprint.get("/groep-<groep>.json")
def people(groep: str) -> Response:
    """How many people of a group live at each point."""
    if groep not in GROUPS:
        raise Refused(HTTPStatus.NOT_FOUND, _("Deze groep kennen we niet. Kies er een uit de lijst."))
    return answer(f"wat-als/groep-{groep}", JSON, lambda _: people_of(current_bench(), GROUPS[groep][0]))


@blueprint.get("/<pijler>/<wanneer>.json")
def pillar(pijler: str, wanneer: str) -> Response:
    """What is known of a kind of help at a moment, as an address of the dashboard's figures says it."""
    choices = asked(current_site(), pijler, wanneer)
    return answer_of_many(
        f"wat-als/{pijler}/{choices.when}",
        JSON,
        lambda site: pillar_of(current_bench(), choices) | robust_of(site, choices),
    )


def points_of(_: Site) -> dict[str, Any]:
    """Points by gemeente: whole metres, each from the one before it, and how many people live there.

    start : where each gemeente begins. boxes : west, south, east and north of each. counted, factor : as `people_of`
    """
    bench = current_bench()
    told = bench.told
    return {
        "codes": list(told.codes),
        "names": [bench.gemeente_name(code) for code in told.codes],
        "start": told.start,
        "boxes": [_box(code) for code in told.codes],
        "x": _deltas(bench.points.x_rd[told.at].tolist()),
        "y": _deltas(bench.points.y_rd[told.at].tolist()),
        **people_of(bench, EVERYBODY),
        "population": f"{bench.points.source} ({bench.points.vintage})",
    }


def people_of(bench: Bench, group: str) -> dict[str, Any]:
    """How many people of a group live at each point.

    counted : persons as they were counted, null where that is suppressed
    factor : per gemeente what brings their sum to the official total
    """
    from sociale_kaart.coverage.populations import buurt_points

    told, raked = bench.told, bench.points.persons[group]
    counted = buurt_points().persons[group]
    return {
        "counted": [None if np.isnan(one) else _plain(one) for one in counted[told.at].tolist()],
        "factor": [_factor(raked[told.at[a:b]], counted[told.at[a:b]]) for a, b in pairwise(told.start)],
    }


def places_of(bench: Bench) -> dict[str, Any]:
    """Every place of the map in columns.

    codes : of so many signs each, side by side; longer : row -> code that has more of them
    x, y : each from the one before it that has a point; null for a place without
    gemeente : number, and how many rows after each other lie in it. library : whether it is one
    errors_m, error : how far off a place may lie, and which of those each does
    """
    rows = range(len(bench.places))
    codes = [bench.places.code(row) for row in rows]
    gemeenten = [bench.told.codes.get(code, -1) for code in bench.places.gemeentecodes]
    errors = sorted({*bench.places.errors_m.tolist()})
    return {
        "signs": SHORTEST,
        "codes": "".join(code[:SHORTEST] for code in codes),
        "longer": {str(row): code for row, code in enumerate(codes) if len(code) > SHORTEST},
        "x": _deltas(bench.places.x_rd.tolist()),
        "y": _deltas(bench.places.y_rd.tolist()),
        "gemeente": [[number, len(list(some))] for number, some in groupby(gemeenten)],
        "library": _bits(bench.places.is_library),
        "errors_m": errors,
        "error": "".join(str(errors.index(one)) for one in bench.places.errors_m.tolist()),
    }


def pillar_of(bench: Bench, choices: Choices) -> dict[str, Any]:
    """What is known of a pillar at a moment.

    kinds : of each row a sign of `_SIGNS`. hours : of the sites in order of row, hours a week (null where unknown)
    known_in : per gemeente whether every place is known. unplaced_in, doubtful_in : per gemeente how many, hours that
        are told, and of how many none are. assumed_hours : for those, in upper bounds
    clear_m : per gemeente metres to the nearest one in which an unknown place may stand; null where there is none
    reaches_m : limits, and `widest` times each. unsure, perhaps : per point the first of those (from 1) within which
        lies a gemeente where an unknown place may stand, and a place that may help already; 0 for none
    """
    known = bench.known(choices.pillar, Moment(choices.moment, choices.day))
    at = bench.told.at
    reaches = sorted({times * km * 1000.0 for km in LIMITS_KM for times in (1.0, WIDEST)})
    certain = sorted(
        zip(_rows(bench, known.help.certain), known.help.certain.hours_per_week.tolist(), strict=True)
    )
    return {
        "pillar": choices.pillar,
        "when": choices.when,
        "assumed_hours": known.help.longest_hours,
        "kinds": _kinds(bench, known),
        "hours": [None if np.isnan(hours) else _plain(hours) for _, hours in certain],
        "known_in": "".join("1" if code in known.help.sure else "0" for code in bench.told.codes),
        "unplaced_in": _counted(known.help.unplaced, bench.told.codes),
        "doubtful_in": _counted(known.help.doubtful, bench.told.codes),
        "clear_m": [
            None if np.isinf(metres) else metres
            for metres in (known.clear_m[code] for code in bench.told.codes)
        ],
        "widest": WIDEST,
        "reaches_m": reaches,
        "unsure": _first_within(known.unsure_m[at], reaches),
        "perhaps": _first_within(known.perhaps_m[at], reaches),
    }


def robust_of(site: Site, choices: Choices) -> dict[str, Any]:
    """Robust : group and limit -> per gemeente whether it is a gap for sure as it is."""
    codes = current_bench().told.codes
    found = {
        f"{group} {km}": robust_gaps(site, replace(choices, group=group, limit_km=km))
        for group in GROUPS
        for km in LIMITS_KM
    }
    return {
        "robust": {
            name: "".join("1" if code in gaps else "0" for code in codes) for name, gaps in found.items()
        }
    }


def towns_of(_: Site) -> dict[str, Any]:
    """Woonplaatsen (name, x, y) and postcodes of four digits, in and around the area."""
    bench = current_bench()
    xy = bench.points.xy_rd[bench.told.at]
    (left, bottom), (right, top) = xy.min(axis=0) - _MARGIN_M, xy.max(axis=0) + _MARGIN_M
    found = names_within(float(left), float(bottom), float(right), float(top))
    return {
        "postcodes": {one.name: [one.x_rd, one.y_rd] for one in found if one.kind == _POSTCODE},
        "places": [[one.name, one.x_rd, one.y_rd] for one in found if one.kind != _POSTCODE],
    }


def _box(gemeentecode: str) -> list[int]:
    west, south, east, north = gemeente_shapes()[gemeentecode].bounds
    return [floor(west), floor(south), ceil(east), ceil(north)]


def _kinds(bench: Bench, known: Known) -> str:
    signs = np.full(len(bench.places), _OTHER)
    signs[known.candidates] = _SIGNS["candidate"]
    for name, sites in (
        ("site", known.help.certain),
        ("unplaced", known.help.unplaced),
        ("doubtful", known.help.doubtful),
    ):
        signs[_rows(bench, sites)] = _SIGNS[name]
    return "".join(signs.tolist())


def _first_within(metres: Floats, reaches_m: Sequence[float]) -> str:
    first = np.searchsorted(reaches_m, metres) + 1
    return "".join(str(one) for one in np.where(first > len(reaches_m), 0, first).tolist())


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
    return [bench.places.row_of[one] for one in sites.id.tolist()]


def _bits(some: NDArray[np.bool_]) -> str:
    return "".join("1" if one else "0" for one in some.tolist())


def _deltas(metres: Iterable[float]) -> list[float | None]:
    """Each from the one before it that is known; null for one that is not."""
    found: list[float | None] = []
    before = 0.0
    for one in metres:
        found.append(None if np.isnan(one) else _plain(one - before))
        before = before if np.isnan(one) else one
    return found


def _plain(value: float) -> float:
    """A whole number without a point: half of the signs."""
    return int(value) if value == int(value) else value


def _factor(raked: Floats, counted: Floats) -> float:
    some = np.flatnonzero(counted > 0)
    return float(raked[some[0]] / counted[some[0]]) if len(some) else 1.0
