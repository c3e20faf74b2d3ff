"""A plan as a file: what changes, by every measure, with the steps, the parameters and the sources it rests on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import numpy as np
from flask import Response, request
from flask_babel import gettext as _

from sociale_kaart.coverage.report.kind import NOT_KNOWN, Kind
from sociale_kaart.errors import ExtraMissing
from sociale_kaart.export.findings import Findings
from sociale_kaart.export.headings import VERDICTS
from sociale_kaart.web.dekking import moments
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.publicaddress import public_address
from sociale_kaart.web.site import Site, current_site
from sociale_kaart.web.whatif import sentences
from sociale_kaart.web.whatif.bench import Bench, current_bench
from sociale_kaart.web.whatif.kinds import kinds_of, robust_gaps
from sociale_kaart.web.whatif.outcome import Taken, outcome
from sociale_kaart.web.whatif.page import address, blueprint
from sociale_kaart.web.whatif.question import Asked, read_asked
from sociale_kaart.web.whatif.sure import sure_gaps

if TYPE_CHECKING:
    from sociale_kaart.coverage.sites import Sites

_NAME = "wat-als"
# Columns that say which gemeente and what help; the verdicts come after them.
_NAMES, _BRIEF_NAMES = 3, 2


@blueprint.get("/dekking/wat-als.csv")
def csv() -> Response:
    """A row for each gemeente in which something changes."""
    from sociale_kaart.export.tables import as_csv

    found = _found()
    return _file(as_csv(found, found.main), "text/csv", "csv")


@blueprint.get("/dekking/wat-als.xlsx")
def xlsx() -> Response:
    """A workbook: the changes, the places, and what they rest on."""
    from sociale_kaart.export.tables import XLSX, as_xlsx

    return _file(as_xlsx(_found()), XLSX, "xlsx")


@blueprint.get("/dekking/wat-als.json")
def as_json() -> Response:
    """The whole plan for a program: steps, what it rests on, and both lists."""
    found = _found()
    content = {
        "title": found.title,
        "sentences": found.sentences,
        "about": [{"name": name, "text": text} for name, text in found.about],
        **found.marks,
        **{part.name: list(part.rows) for part in found.parts},
    }
    return _file(
        (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode(), "application/json", "json"
    )


def _found() -> Findings:
    """The first plan of the address against how it is now."""
    from sociale_kaart.coverage.plans import compare
    from sociale_kaart.export.comparisonfile import findings_of

    site, bench = current_site(), current_bench()
    asked = read_asked(request.args, site)
    choices = asked.choices
    try:
        ground = bench.ground(choices.pillar, choices.limit_km, asked.moment)
    except ExtraMissing:
        sentence = _("Deze website kan dat nu niet uitrekenen.")
        raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, sentence) from None
    group = choices.persons
    brought, robust = outcome(bench, ground, asked.first.steps, group), robust_gaps(site, choices)
    before = kinds_of(ground, ground.glances(group), robust)
    after = kinds_of(ground, brought.seen, sure_gaps(bench, ground, brought, robust))
    points = ground.now.points
    found = findings_of(
        site.data,
        {
            choices.pillar: (
                compare(ground.now, brought.after, group),
                _called(bench, ground.now.sites),
                _called(bench, brought.after.sites),
            )
        },
        title=f"Wat als: {asked.first.name or site.data.config.title}",
        population=f"{points.source} ({points.vintage})",
        parameters={
            "limit_m": ground.now.limit_m,
            "group": choices.persons,
            **({"when": choices.when} if asked.is_at_a_moment else {}),
            "plan": asked.query().get("plan", ""),
            "name": asked.first.name,
            "address": public_address(address(asked)),
        },
        remarks=[*_assumed(asked), *_remarks(site, bench, brought.steps, then=asked.is_at_a_moment)],
        verdicts={choices.pillar: (before, after)},
    )
    return _with_verdicts(found, before, after)


def _with_verdicts(found: Findings, before: Mapping[str, Kind], after: Mapping[str, Kind]) -> Findings:
    """The same, with what the page calls each gemeente; of places nobody knows of there is no nought."""
    sides = {"verdict_before": before, "verdict_after": after}
    rows = [
        {**row, **{name: VERDICTS[kinds[row["gemeentecode"]]] for name, kinds in sides.items()}}
        | {
            f"places_{side}": row[f"places_{side}"]
            or (None if kinds[row["gemeentecode"]] in NOT_KNOWN else 0)
            for side, kinds in (("before", before), ("after", after))
        }
        for row in found.main.rows
    ]
    head, tail = found.main.columns[:_NAMES], found.main.columns[_NAMES:]
    main = replace(
        found.main,
        rows=rows,
        columns=(*head, *sides, *tail),
        brief=(*found.main.brief[:_BRIEF_NAMES], *sides, *found.main.brief[_BRIEF_NAMES:]),
    )
    return replace(found, parts=(main, *found.parts[1:]))


def _called(bench: Bench, sites: Sites) -> Sites:
    """The same, each by the name that the page gives it; a spot keeps its own."""
    names = [
        bench.names[bench.row_of[id_]] if id_ in bench.row_of else name
        for id_, name in zip(sites.id.tolist(), sites.names.tolist(), strict=True)
    ]
    return replace(sites, names=np.array(names, dtype=np.str_))


def _assumed(asked: Asked) -> list[tuple[str, str]]:
    """What a moment takes for granted."""
    if not asked.is_at_a_moment:
        return []
    then = moments.said(asked.choices.moment, asked.choices.day)
    return [
        (
            "moment",
            " ".join(
                [
                    _("Dit zijn de cijfers %(moment)s.", moment=then),
                    _("Een plek telt alleen als u er dan zeker terechtkunt."),
                    _("Van een plek die erbij komt, nemen we aan dat u er dan terechtkunt."),
                ]
            ).rstrip("."),
        )
    ]


def _remarks(site: Site, bench: Bench, taken: Sequence[Taken], *, then: bool) -> list[tuple[str, str]]:
    told = frozenset(site.data.gemeentecodes)
    return [
        (
            f"stap {number}",
            " ".join(
                part
                for part in (
                    sentences.step(bench, one, told),
                    sentences.refused(one.refused, then=then),
                )
                if part
            ).rstrip("."),
        )
        for number, one in enumerate(taken, start=1)
    ]


def _file(content: bytes, mimetype: str, ending: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{_NAME}.{ending}"'
    return response
