"""A plan as a file: what changes, by every measure, with the steps, the parameters and the sources it rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from flask import Response, request
from flask_babel import gettext as _

from sociale_kaart.coverage.report.bound import told
from sociale_kaart.coverage.report.kind import NOT_KNOWN, Kind
from sociale_kaart.export.comparisonfile import COMPARED
from sociale_kaart.export.findings import Findings
from sociale_kaart.export.headings import VERDICTS
from sociale_kaart.web.language import as_written
from sociale_kaart.web.publicaddress import public_address
from sociale_kaart.web.site import current_site
from sociale_kaart.web.whatif import sentences
from sociale_kaart.web.whatif.addresses import address
from sociale_kaart.web.whatif.bench import Bench, current_bench
from sociale_kaart.web.whatif.bounds import is_open
from sociale_kaart.web.whatif.ground import Ground
from sociale_kaart.web.whatif.kinds import status_of
from sociale_kaart.web.whatif.page import blueprint
from sociale_kaart.web.whatif.question import Asked
from sociale_kaart.web.whatif.reckoned import Reckoned, first_reckoned

if TYPE_CHECKING:
    from sociale_kaart.coverage.glance import Glance
    from sociale_kaart.coverage.sites import Sites

_NAME = "wat-als"
# Columns that say which gemeente and what help; the verdicts come after them.
_NAMES, _BRIEF_NAMES = 3, 2


@blueprint.get("/dekking/wat-als.csv")
def csv() -> Response:
    """A row for each gemeente in which something changes."""
    from sociale_kaart.export.tables import as_csv

    found = _found()
    return _file(found, as_csv(found, found.main), "text/csv", "csv")


@blueprint.get("/dekking/wat-als.xlsx")
def xlsx() -> Response:
    """A workbook: the changes, the places, and what they rest on."""
    from sociale_kaart.export.tables import XLSX, as_xlsx

    found = _found()
    return _file(found, as_xlsx(found, for_people=True), XLSX, "xlsx")


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
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    return _file(found, text.encode(), "application/json", "json")


def _found() -> Findings:
    """The first plan of the address against how it is now, in Dutch like every file of figures."""
    found = first_reckoned(current_site(), current_bench(), request.args)
    with as_written():
        return _findings(found)


def _findings(found: Reckoned) -> Findings:
    from sociale_kaart.coverage.plans import compare
    from sociale_kaart.export.comparisonfile import findings_of

    site, bench, ground, asked = found.site, found.bench, found.ground, found.asked
    pillar, group = asked.choices.pillar, asked.choices.persons
    before, after = found.kinds_now(), found.kinds()
    points = ground.now.points
    findings = findings_of(
        site.data,
        {
            pillar: (
                compare(ground.now, found.first.after, group),
                _called(bench, ground.now.sites),
                _called(bench, found.first.after.sites),
            )
        },
        title=f"Wat als: {asked.first.name or site.data.config.title}",
        population=f"{points.source} ({points.vintage})",
        parameters=_parameters(found),
        remarks=[*_assumed(asked), _bounds(), *_remarks(found)],
        verdicts={pillar: (before, after)},
    )
    sides = {
        "before": _Side(ground, before, ground.glances(group)),
        "after": _Side(ground, after, found.first.seen),
    }
    return _as_people_are_told(findings, sides)


def _parameters(found: Reckoned) -> dict[str, Any]:
    """What somebody else must fill in to come to the same."""
    asked = found.asked
    return {
        "limit_m": found.ground.now.limit_m,
        "group": asked.choices.persons,
        **({"when": asked.choices.when} if asked.is_at_a_moment else {}),
        "plan": asked.query().get("plan", ""),
        "name": asked.first.name,
        "address": public_address(address(asked)),
    }


class _Side:
    """What the page says of each gemeente without a plan, or with it."""

    def __init__(self, ground: Ground, kinds: Mapping[str, Kind], seen: Sequence[Glance]) -> None:
        self._ground, self._kinds = ground, kinds
        self._seen = {one.gemeentecode: one for one in seen}

    def told(self, row: Mapping[str, Any], side: str) -> dict[str, Any]:
        """Its verdict, whether nearer places may exist, and its figures: none where nobody knows."""
        code, share = row["gemeentecode"], row[f"share_within_limit_{side}"]
        kind, open_ = self._kinds[code], is_open(self._ground, self._seen[code])
        status = status_of(self._ground, self._seen[code])
        figures = {
            f"{name}_{side}": told(name, row[f"{name}_{side}"], status=status, share=share, is_open=open_)
            for name in COMPARED
        }
        places = row[f"places_{side}"] or (None if kind in NOT_KNOWN else 0)
        return figures | {
            f"verdict_{side}": VERDICTS[kind],
            f"distance_at_most_{side}": open_,
            f"places_{side}": places,
        }


def _as_people_are_told(found: Findings, sides: Mapping[str, _Side]) -> Findings:
    """The same, with what the page calls each gemeente, and nothing that nobody knows."""
    rows = [
        {**row, **{name: value for side, one in sides.items() for name, value in one.told(row, side).items()}}
        for row in found.main.rows
    ]
    verdicts, bounds = ([f"{name}_{side}" for side in sides] for name in ("verdict", "distance_at_most"))
    head, tail = found.main.columns[:_NAMES], found.main.columns[_NAMES:]
    main = replace(
        found.main,
        rows=rows,
        columns=(*head, *verdicts, *tail, *bounds),
        brief=(*found.main.brief[:_BRIEF_NAMES], *verdicts, *found.main.brief[_BRIEF_NAMES:]),
    )
    return replace(found, parts=(main, *found.parts[1:]))


def _called(bench: Bench, sites: Sites) -> Sites:
    """The same, each by the name that the page gives it; a spot keeps its own."""
    names = [
        bench.places.names[bench.places.row_of[id_]] if id_ in bench.places.row_of else name
        for id_, name in zip(sites.id.tolist(), sites.names.tolist(), strict=True)
    ]
    return replace(sites, names=np.array(names, dtype=np.str_))


def _assumed(asked: Asked) -> list[tuple[str, str]]:
    """What a moment takes for granted."""
    if not asked.is_at_a_moment:
        return []
    text = _as_one(
        _("Dit zijn de cijfers %(moment)s.", moment=asked.then),
        _("Een plek telt alleen als u er dan zeker terechtkunt."),
        _("Van een plek die erbij komt, nemen we aan dat u er dan terechtkunt."),
    )
    return [("moment", text)]


def _bounds() -> tuple[str, str]:
    """What figures are where places may exist that no source holds."""
    text = _as_one(
        _("Waar een lijst niet volledig is, kunnen meer plekken zijn."),
        _("Dan zijn mensen dichtbij minstens zoveel, en afstanden en mensen verder weg hoogstens zoveel."),
        _("Ook erbij en eruit zijn dan hoogstens zoveel mensen."),
    )
    return "grenzen", text


def _remarks(found: Reckoned) -> list[tuple[str, str]]:
    """Every step in words, and what became of it."""
    told, then = found.told, found.asked.is_at_a_moment
    return [
        (
            f"stap {number}",
            _as_one(sentences.step(found.bench, one, told), sentences.remark(one, told, then=then)),
        )
        for number, one in enumerate(found.first.steps, start=1)
    ]


def _as_one(*said: str) -> str:
    """Sentences after each other; the file ends the last one itself."""
    return ". ".join(one.rstrip(".") for one in said if one)


def _file(found: Findings, content: bytes, mimetype: str, ending: str) -> Response:
    """The file, with a tag of what it says: a workbook also says when it was written."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{_NAME}.{ending}"'
    said = repr((found.title, found.about, found.marks, [part.rows for part in found.parts]))
    response.set_etag(hashlib.sha256(said.encode()).hexdigest()[:20], weak=True)
    response.make_conditional(request)
    return response
