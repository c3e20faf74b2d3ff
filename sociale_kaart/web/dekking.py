"""Coverage: in which gemeenten there is help, where there is none, and where nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import shapely
from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from shapely.geometry import shape

from sociale_kaart.export.areadrawing import Shade, shades
from sociale_kaart.gebieden.boundaries import web_geojson
from sociale_kaart.gebieden.gemeenten import Gemeente, gemeenten
from sociale_kaart.kaarttoml import CompletenessPart
from sociale_kaart.model import (
    CoverageRow,
    CoverageStatus,
    Listing,
    Organisation,
    Pillar,
    Presence,
    Target,
    fold,
)
from sociale_kaart.web import words
from sociale_kaart.web.choropleth import fill_class
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.language import same_page
from sociale_kaart.web.site import Site, current_site

blueprint = Blueprint("dekking", __name__)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target, how many places the table of the area counts, and whether its day has yet to come."""

    target: Target
    known: int
    ahead: bool


@dataclass(frozen=True, slots=True)
class AreaLine:
    """A gemeente in the table and on the map."""

    gemeente: Gemeente
    row: CoverageRow | None
    fill: str


@blueprint.get("/dekking")
def overview() -> str:
    """The map and the table of one pillar."""
    site = current_site()
    pillar = _asked_pillar(site)
    address = url_for("dekking.overview", pijler=request.args.get("pijler") or None)
    if address not in site.rendered:
        site.rendered[address] = _overview(site, pillar, query=address.partition("?")[2])
    return site.rendered[address]


@blueprint.get("/dekking/<gemeentecode>")
def gemeente(gemeentecode: str) -> str:
    """Who does what in one gemeente, its figures, and its neighbours."""
    site = current_site()
    if gemeentecode not in site.data.gemeentecodes:
        raise Refused(404, _("Deze gemeente staat niet op deze kaart. Kies er een uit het overzicht."))
    address = url_for("dekking.gemeente", gemeentecode=gemeentecode)
    if address not in site.rendered:
        site.rendered[address] = _gemeente(site, gemeentecode)
    return site.rendered[address]


@dataclass(frozen=True, slots=True)
class WorksHereToo:
    """An organisation that says it works in a gemeente without a place there; one of its places elsewhere, if any."""

    organisation: Organisation
    elsewhere: Listing | None


def summary(
    pillar: Pillar,
    rows: Sequence[CoverageRow | None],
    inhabitants: Sequence[int | None],
    declared: Mapping[tuple[str, str], CompletenessPart],
) -> list[str]:
    """Sentences that say what the map shows: unknown never counted as none, and a none on somebody's word.

    declared : (gemeentecode, pillar) -> who declared the list complete there
    """
    status = [row.status if row else CoverageStatus.UNKNOWN for row in rows]
    count = Counter(status)
    people = sum(
        number or 0 for number, one in zip(inhabitants, status, strict=True) if one is CoverageStatus.COVERED
    )
    sentences = [_covered(pillar, count[CoverageStatus.COVERED], len(rows), people)]
    if unknown := count[CoverageStatus.UNKNOWN]:
        sentences.append(
            ngettext(
                "Van 1 gemeente weten we het niet: dat is iets anders dan ‘geen plek’.",
                "Van %(number)s gemeenten weten we het niet: dat is iets anders dan ‘geen plek’.",
                unknown,
                number=words.number(unknown),
            )
        )
    gaps = [row.gemeentecode for row in rows if row and row.status is CoverageStatus.UNCOVERED]
    for who, number in Counter(_on_whose_word(declared.get((code, pillar.id))) for code in gaps).items():
        sentences.append(
            ngettext(
                "Volgens %(who)s is er in 1 gemeente geen.",
                "Volgens %(who)s is er in %(number)s gemeenten geen.",
                number,
                who=who,
                number=words.number(number),
            )
        )
    return sentences if unknown or gaps else [*sentences, _("Van elke gemeente is dit bekend.")]


def _covered(pillar: Pillar, covered: int, total: int, people: int) -> str:
    if not covered:
        return ngettext(
            "In de enige gemeente is geen plek bekend voor ‘%(pillar)s’.",
            "In geen van de %(total)s gemeenten is een plek bekend voor ‘%(pillar)s’.",
            total,
            total=words.number(total),
            pillar=pillar.name,
        )
    known = ngettext(
        "In de enige gemeente is minstens één plek bekend voor ‘%(pillar)s’.",
        "In %(covered)s van de %(total)s gemeenten is minstens één plek bekend voor ‘%(pillar)s’.",
        total,
        covered=words.number(covered),
        total=words.number(total),
        pillar=pillar.name,
    )
    return " ".join([known, _("Daar wonen %(people)s mensen.", people=words.number(people))])


def _on_whose_word(part: CompletenessPart | None) -> str:
    return f"{part.declared_by} ({words.day(part.as_of)})" if part else _("de bronnen")


def neighbours(gemeentecode: str) -> frozenset[str]:
    """Codes of the gemeenten that share a border, or a corner, with one."""
    codes, tree = _borders()
    own = tree.geometries[codes.index(gemeentecode)]
    touching = {codes[i] for i in tree.query(own, predicate="intersects").tolist()}
    return frozenset(touching - {gemeentecode})


@cache
def _borders() -> tuple[list[str], shapely.STRtree]:
    features = web_geojson(list(gemeenten()))["features"]
    return [one["id"] for one in features], shapely.STRtree([shape(one["geometry"]) for one in features])


def _overview(site: Site, pillar: Pillar, *, query: str) -> str:
    """The page; `query` is what alone its address says, of all that a visitor's may."""
    rows = [site.coverage.get((one.code, pillar.id)) for one in site.area]
    classes = shades(
        row.places_per_10000
        for row in rows
        if row and row.status is CoverageStatus.COVERED and row.places_per_10000 is not None
    )
    lines = [AreaLine(one, row, fill_class(row, classes)) for one, row in zip(site.area, rows, strict=True)]
    return render_template(
        "dekking.html",
        pillar=pillar,
        same_page=same_page(query=query),
        lines=lines,
        line_of={line.gemeente.code: line for line in lines},
        legend=_legend(classes, lines),
        drawing=site.drawing,
        targets=[_target(site, one, rows) for one in site.data.program.targets if one.pillar == pillar.id],
        summary=summary(pillar, rows, [one.inhabitants for one in site.area], site.declared),
        at_most=any(row.distance_at_most for row in rows if row and row.mean_distance_m is not None),
    )


def _gemeente(site: Site, gemeentecode: str) -> str:
    here = site.listings_in.get(gemeentecode, ())
    often = Counter(listing.name for listing in here)
    return render_template(
        "gemeente.html",
        same_page=same_page(query=""),
        has_hours=any(site.has_hours(one) for one in site.listings_in.get(gemeentecode, ())),
        gemeente=site.gemeenten[gemeentecode],
        rows=[
            (
                pillar,
                site.coverage.get((gemeentecode, pillar.id)),
                site.declared.get((gemeentecode, pillar.id)),
            )
            for pillar in site.data.pillars
        ],
        also=_works_here_too(site, gemeentecode),
        who=[(listing, _presences(site, listing)) for listing in here],
        double={name for name, times in often.items() if times > 1},
        neighbours=[one for one in site.area if one.code in neighbours(gemeentecode)],
    )


def _asked_pillar(site: Site) -> Pillar:
    """The pillar in the address, else the first that somebody offers."""
    asked = request.args.get("pijler", "")
    if asked and asked not in site.pillars:
        raise Refused(400, _("Deze soort hulp kennen we niet. Kies er een uit de lijst."))
    if asked:
        return site.pillars[asked]
    offered = (pillar for pillar in site.data.pillars if site.index.count_yes(pillar.id))
    return next(offered, site.data.pillars[0])


def _legend(classes: Sequence[Shade], lines: Sequence[AreaLine]) -> list[tuple[str, str, int]]:
    """CSS class, words and number of gemeenten per kind of area on the map."""
    count = Counter(line.fill for line in lines)
    offset = 4 - max(len(classes), 1)
    shown = [(f"vlak-{one.number + offset}", _limits(one)) for one in reversed(classes)]
    shown += [("vlak-geen", _("geen plek")), ("vlak-onbekend", _("onbekend"))]
    return [(css, text, count[css]) for css, text in shown]


def _limits(shade: Shade) -> str:
    low, high = words.number(shade.lowest, 1), words.number(shade.highest, 1)
    return low if low == high else _("%(low)s tot en met %(high)s", low=low, high=high)


def _target(site: Site, target: Target, rows: Sequence[CoverageRow | None]) -> TargetLine:
    known = sum(row.places for row in rows if row)
    return TargetLine(target, known, ahead=target.by > site.data.known_on)


def _works_here_too(site: Site, gemeentecode: str) -> list[WorksHereToo]:
    """Organisations that say they work here, without a place of their own or of a branch of theirs."""
    here = {listing.organisation_id for listing in site.listings_in.get(gemeentecode, ())}
    here |= {site.data.organisations[one].parent for one in here}
    listed = {listing.organisation_id: listing for listing in reversed(site.data.inventory.listings)}
    return [
        WorksHereToo(one, listed.get(one.id))
        for one in sorted(site.data.inventory.organisations, key=lambda one: fold(one.name))
        if gemeentecode in one.serves and one.id not in here
    ]


def _presences(site: Site, listing: Listing) -> list[Presence]:
    return [site.data.presence(listing, pillar.id) for pillar in site.data.pillars]
