"""The sheet of the nearest places on a site of files: a page that a script fills, from the sheets of those places.

What a sheet of several places says is on the sheet of each place already; here stands the rest of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from sociale_kaart.export.sheet import SheetFact
from sociale_kaart.web import language, words
from sociale_kaart.web.cards import helps_asked_for
from sociale_kaart.web.clock import moment
from sociale_kaart.web.filesite.cards import choices
from sociale_kaart.web.filesite.data import once, pieces
from sociale_kaart.web.filesite.sentences import forms
from sociale_kaart.web.filesite.surroundings import SIDE_M, UNIT_M
from sociale_kaart.web.needs import Need
from sociale_kaart.web.sheetplaces import FEW_KINDS, FEW_TIMES, more_times, sheet_facts
from sociale_kaart.web.sheets import MOST_PLACES, NAMED, UNNAMED, blank_sheet, unnamed
from sociale_kaart.web.site import current_site

_DAY = "{day}"


def of_question() -> str:
    """The page that a script makes into the sheet of a question."""
    sheet = blank_sheet(current_site(), _DAY)
    return render_template("blad-dichtbij.html", sheet=sheet, back=url_for("zoeken.index"), said=_said())


def facts_among(plek_id: str, phone: str) -> list[tuple[str, Sequence[SheetFact]]]:
    """What else is said of a place among others, with the choices of help for which it is that; "" for the rest.

    Most places say the same whatever was asked.
    """
    site = current_site()
    row = site.index.row_of[plek_id]
    location = site.index.locations[row]
    per_help: dict[tuple[str, ...], tuple[SheetFact, ...]] = {}
    of_needs: dict[tuple[SheetFact, ...], list[str]] = {}
    for name, need in _needs().items():
        helps = helps_asked_for(site, row, need.wanted, moment().date())
        keys = tuple(one.key for one in helps)
        if keys not in per_help:
            per_help[keys] = sheet_facts(site, location, helps, phone, is_alone=False)
        of_needs.setdefault(per_help[keys], []).append(name)
    return [(" ".join(names), facts) for facts, names in of_needs.items() if facts]


def _said() -> dict[str, Any]:
    """What the script says, with {blanks}."""
    return {
        "places": MOST_PLACES,
        "kinds": FEW_KINDS,
        "times": FEW_TIMES,
        "needs": {name: words.capitalised(one.text) for name, one in _needs().items()},
        "counted": {form: _counted(sample) for form, sample in forms().items()},
        "chosen": _("Gekozen: %(choices)s.", choices="{choices}"),
        "open_at": _("open op %(day)s, %(time)s", day=_DAY, time="{time}"),
        "squares": {"names": pieces()["surroundings"], "side": SIDE_M, "unit": UNIT_M},
        "named": sorted(NAMED),
        "unnamed": {kind: unnamed(kind) for kind in ("", *UNNAMED)},
    }


def _needs() -> Mapping[str, Need]:
    """The choices of help, in the language at hand."""
    return once(f"needs {language.current()}", lambda: choices(current_site()))


def _counted(count: int) -> dict[str, str]:
    return {
        "near": ngettext(
            "Dit is de dichtste plek bij %(place)s.",
            "Dit zijn de %(number)s dichtste plekken bij %(place)s.",
            count,
            number="{number}",
            place="{place}",
        ),
        "more": more_times(count, "{number}"),
    }
