"""The page of what-if: plans as links and forms, reckoned here for who has no script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from babel.numbers import get_decimal_symbol
from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from sociale_kaart.coverage.when import days_known
from sociale_kaart.errors import ExtraMissing
from sociale_kaart.export.press import can_print
from sociale_kaart.web.dekking import moments
from sociale_kaart.web.dekking.choices import GROUPS, LIMITS_KM, USUAL_KM, day_range
from sociale_kaart.web.dekking.page import options
from sociale_kaart.web.language import locale
from sociale_kaart.web.languagelinks import same_page
from sociale_kaart.web.site import current_site
from sociale_kaart.web.whatif import drawn, lines, sentences, table
from sociale_kaart.web.whatif.addresses import BLANKS, address, file_addresses, option_address
from sociale_kaart.web.whatif.bench import current_bench
from sociale_kaart.web.whatif.bounds import is_seen
from sociale_kaart.web.whatif.kinds import key_of, looks
from sociale_kaart.web.whatif.question import (
    LIBRARIES_ONLY,
    MOST_LISTED,
    Asked,
    Doubt,
    asked_step,
    read_asked,
)
from sociale_kaart.web.whatif.reckoned import Reckoned, reckoned
from sociale_kaart.web.whatif.steps import LONGEST_NAME, MOST_STEPS

blueprint = Blueprint("whatif", __name__)


@blueprint.get("/dekking/wat-als")
def page() -> str | Response:
    """A plan or two, and what they bring; a form that adds a step leads to the address of the plan with it."""
    site, bench = current_site(), current_bench()
    asked = read_asked(request.args, site)
    step = asked_step(request.args, site, bench)
    if step is not None and not isinstance(step, Doubt):
        return redirect(address(asked.with_step(step), _anchor="plan"))
    try:
        found = reckoned(site, bench, asked)
    except ExtraMissing:
        return render_template("wat-als-zonder.html", same_page=same_page(query=""))
    return render_template(
        "wat-als.html",
        same_page=same_page(query=address(asked).partition("?")[2]),
        asked=asked,
        address=address,
        **_form(found, step),
        **_choices(found),
        **_map(found),
        **_figures(found),
        **_for_scripts(asked),
    )


@blueprint.app_template_global()
def decimal_mark() -> str:
    """What the language at hand writes before tenths: "," in 4,3 km."""
    return get_decimal_symbol(locale())


def _form(found: Reckoned, doubt: Doubt | None) -> dict[str, Any]:
    """What the forms hold that add a step, and what is in doubt about the one that was sent."""
    asked = found.asked
    return {
        "hidden": asked.query(),
        "without_only": {name: value for name, value in asked.query().items() if name != "alleen"},
        "libraries_only": LIBRARIES_ONLY,
        "longest_name": LONGEST_NAME,
        "most_steps": MOST_STEPS,
        "lists": _lists(found) if len(found.bench.places.listings) <= MOST_LISTED else None,
        "doubt": doubt,
        "options": [
            (one.label, option_address(request.args, asked, one)) for one in (doubt.options if doubt else ())
        ],
    }


def _choices(found: Reckoned) -> dict[str, Any]:
    """What can be chosen of the dashboard's choices, and what is."""
    choices, known_on = found.asked.choices, found.site.data.known_on
    return {
        "pillar": found.site.pillars[choices.pillar],
        "groups": GROUPS,
        "limits": LIMITS_KM,
        "moment": found.asked.then,
        "moments": options(choices)["moment"],
        "day_range": day_range(known_on),
        "days_known": days_known(known_on),
    }


def _map(found: Reckoned) -> dict[str, Any]:
    """What the map shows of the plan at hand."""
    return {
        "drawing": found.site.drawing,
        "looks": looks(),
        "kinds": {code: key_of(kind) for code, kind in found.kinds().items()},
        "changed": {one.gemeentecode for one in found.first.changes if is_seen(found.ground, one)},
        "dots": drawn.dots(found.site, found.ground),
        "marks": drawn.marks(found.site, found.first),
        "pictures": ("svg", "png") if can_print() else ("svg",),
    }


def _figures(found: Reckoned) -> dict[str, Any]:
    """The plans in words and figures, and where the next place helps most."""
    names = table.plan_names(found.asked)
    return {
        "plans": [(key, names[key], lines.step_lines(found, key)) for key in found.outcomes],
        "columns": table.columns(found),
        "rows": table.row_titles(found.site, found.asked),
        "targets": table.target_rows(found.site),
        "unknown_titles": table.UNKNOWN_TITLES,
        "has_two_hours": table.has_two_hours(found),
        "changes": {key: lines.change_lines(found, key) for key in found.outcomes},
        "next": lines.next_lines(found),
        "population": found.ground.now.points.source,
    }


def _for_scripts(asked: Asked) -> dict[str, Any]:
    """What a browser needs to reckon the next plan by itself."""
    return {
        "usual": {
            "pillar": asked.choices.usual_pillar,
            "group": next(iter(GROUPS)),
            "moment": moments.ALWAYS,
            "day": "",
            "limit": str(USUAL_KM),
        },
        "files": file_addresses(),
        "blanks": BLANKS,
        "said": sentences.for_scripts(),
    }


def _lists(found: Reckoned) -> dict[str, list[tuple[str, str]]]:
    """Codes and names of a small map: what can come, libraries first, and what can close or move."""
    bench, is_open = found.bench, {*found.first.after.sites.id.tolist()}
    free = [row for row in found.ground.candidates.tolist() if bench.places.listings[row].id not in is_open]

    def by_name(rows: Iterable[int]) -> list[tuple[str, str]]:
        return [
            (bench.places.code(row), bench.places.names[row])
            for row in sorted(rows, key=lambda row: bench.places.folded_names[row])
        ]

    return {
        "libraries": by_name(row for row in free if bench.places.is_library[row]),
        "others": by_name(row for row in free if not bench.places.is_library[row]),
        "open": by_name(bench.places.row_of[one] for one in is_open if one in bench.places.row_of),
    }
