"""The map and the table of one pillar, for all gemeenten of a map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from sociale_kaart.export.areadrawing import Shade, shades
from sociale_kaart.gebieden.gemeenten import Gemeente
from sociale_kaart.kaarttoml import CompletenessPart
from sociale_kaart.model import (
    CoverageRow,
    CoverageStatus,
    Pillar,
    Target,
)
from sociale_kaart.web import words
from sociale_kaart.web.choropleth import fill_class
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.language import same_page
from sociale_kaart.web.site import Site, current_site


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


def overview() -> str:
    """The map and the table of one pillar."""
    site = current_site()
    pillar = _asked_pillar(site)
    address = url_for("dekking.overview", pijler=request.args.get("pijler") or None)
    if address not in site.rendered:
        site.rendered[address] = _overview(site, pillar, query=address.partition("?")[2])
    return site.rendered[address]


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
