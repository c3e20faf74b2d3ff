"""The dashboard: map, table, targets and sentences of one view, for all gemeenten of a map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from sociale_kaart.coverage.when import days_known
from sociale_kaart.model import Pillar
from sociale_kaart.web import words
from sociale_kaart.web.dekking.choices import GROUPS, LIMITS_KM, Choices, day_range
from sociale_kaart.web.dekking.download import as_csv
from sociale_kaart.web.dekking.figures import can_reckon, figures
from sociale_kaart.web.dekking.growing import HEIGHT, LEFT, RIGHT, WIDTH, growing
from sociale_kaart.web.dekking.measures import MEASURES, PLACE
from sociale_kaart.web.dekking.moments import ALWAYS
from sociale_kaart.web.dekking.moments import GROUPS as MOMENTS
from sociale_kaart.web.dekking.paint import facts
from sociale_kaart.web.dekking.painting import painted
from sociale_kaart.web.dekking.phrases import phrases, say_gaps
from sociale_kaart.web.dekking.scriptwords import script_words
from sociale_kaart.web.dekking.table import Order, table, way_back
from sociale_kaart.web.languagelinks import same_page
from sociale_kaart.web.site import Site, current_site

# A form without a script sends all of them, also those that are as usual.
_FIELDS = ("maat", "groep", "binnen", "moment", "datum")
INSTALL = "pip install 'sociale-kaart[coverage]'"


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of help to choose; said: how many gaps it has, "" where nothing can be reckoned."""

    pillar: Pillar
    address: str
    is_chosen: bool
    said: str


def overview() -> str | WerkzeugResponse:
    """The map and the table of one view."""
    site = current_site()
    choices, order = Choices.of(request.args, site), Order.of(request.args)
    # What alone an address says, of all that a visitor's may.
    query = {**choices.query(), **order.query()}
    address = _address(query)
    if set(_FIELDS) <= set(request.args) and request.args.to_dict() != query:
        return redirect(address)

    def made() -> str:
        return _overview(site, choices, order, query=address.partition("?")[2])

    return site.views.get(address, made)


def download() -> Response:
    """The table of a view as CSV."""
    site = current_site()
    choices, order = Choices.of(request.args, site), Order.of(request.args)
    response = Response(as_csv(site, choices, order), mimetype="text/csv")
    name = f"dekking-{choices.pillar}-{choices.measure}-{choices.when}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _address(query: Mapping[str, Any]) -> str:
    return url_for("dekking.overview", **query)


def tabs(site: Site, choices: Choices) -> list[Tab]:
    """Every kind of help, with its gaps in this view."""
    return [_tab(site, replace(choices, pillar=one.id), one, choices) for one in site.pillars.values()]


def whose_word(site: Site, pillar: Pillar) -> list[str]:
    """Who says that the list of a pillar is complete, and in how many gemeenten: on that every gap rests."""
    declared = [site.declared.get((one.code, pillar.id)) for one in site.area]
    count = Counter(f"{part.declared_by} ({words.day(part.as_of)})" for part in declared if part)
    return [
        ngettext(
            "%(who)s zegt dat de lijst volledig is in 1 gemeente.",
            "%(who)s zegt dat de lijst volledig is in %(number)s gemeenten.",
            number,
            who=who,
            number=words.number(number),
        )
        for who, number in count.items()
    ]


def _overview(site: Site, choices: Choices, order: Order, *, query: str) -> str:
    view = painted(site, choices)
    return render_template(
        "dekking.html",
        same_page=same_page(query=query),
        choices=choices,
        order=order,
        pillar=site.pillars[choices.pillar],
        view=view,
        table=table(site, choices, order),
        sorted_by=lambda order: _address({**choices.query(), **order.query()}),
        drawing=site.drawing,
        tabs=tabs(site, choices),
        options=options(choices),
        growing=[(growing(site, one), whose_word(site, one)) for one in site.pillars.values()],
        curve_box={"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT},
        install=INSTALL,
        script_words=script_words(site, choices),
        way_back=way_back(choices, order),
        days_known=days_known(site.data.known_on),
        day_range=day_range(site.data.known_on),
        at_most=bool(figures(site, choices).slice(choices).at_most.any()),
    )


def _tab(site: Site, of_pillar: Choices, pillar: Pillar, chosen: Choices) -> Tab:
    said = ""
    if can_reckon():
        told = facts(figures(site, of_pillar).slice(of_pillar), MEASURES[PLACE])
        said = say_gaps(told, phrases(told.gemeenten))
    address = _address(of_pillar.query())
    return Tab(pillar, address, of_pillar.pillar == chosen.pillar, said)


def options(choices: Choices) -> Mapping[str, Any]:
    """What the form offers, by the name of each field: value and words, those of moments below headings."""
    return {
        "maat": [(one.id, choices.name_of(one)) for one in MEASURES.values()],
        "groep": [(id_, _(said)) for id_, (_group, said) in GROUPS.items()],
        "moment": [
            (_(heading), [(id_, _("altijd") if id_ == ALWAYS else _(said)) for id_, said in moments.items()])
            for heading, moments in MOMENTS.items()
        ],
        "binnen": [(str(km), _("%(km)s km", km=km)) for km in LIMITS_KM],
    }
