"""A plan as a file: what changes, by every measure, with the steps, the parameters and the sources it rests on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import numpy as np
from flask import Response, request
from flask_babel import gettext as _

from sociale_kaart.errors import ExtraMissing
from sociale_kaart.export.findings import Findings
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.publicaddress import public_address
from sociale_kaart.web.site import Site, current_site
from sociale_kaart.web.whatif import sentences
from sociale_kaart.web.whatif.bench import Bench, current_bench
from sociale_kaart.web.whatif.outcome import Taken, take
from sociale_kaart.web.whatif.page import address, blueprint
from sociale_kaart.web.whatif.question import read_asked

if TYPE_CHECKING:
    from sociale_kaart.coverage.sites import Sites

_NAME = "wat-als"


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
    after, taken = take(bench, ground, asked.first.steps)
    points = ground.now.points
    return findings_of(
        site.data,
        {
            choices.pillar: (
                compare(ground.now, after, choices.persons),
                _called(bench, ground.now.sites),
                _called(bench, after.sites),
            )
        },
        title=f"Wat als: {asked.first.name or site.data.config.title}",
        population=f"{points.source} ({points.vintage})",
        parameters={
            "limit_m": ground.now.limit_m,
            "group": choices.persons,
            "plan": asked.query().get("plan", ""),
            "name": asked.first.name,
            "address": public_address(address(asked)),
        },
        remarks=_remarks(site, bench, taken, then=asked.is_at_a_moment),
    )


def _called(bench: Bench, sites: Sites) -> Sites:
    """The same, each by the name that the page gives it; a spot keeps its own."""
    names = [
        bench.names[bench.row_of[id_]] if id_ in bench.row_of else name
        for id_, name in zip(sites.id.tolist(), sites.names.tolist(), strict=True)
    ]
    return replace(sites, names=np.array(names, dtype=np.str_))


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
