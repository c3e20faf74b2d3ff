"""What the dashboard's script must know to say and paint a view: it knows no language, and no measure, by itself."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from sociale_kaart.coverage.report.kind import IN_ORDER, Kind
from sociale_kaart.model import fold
from sociale_kaart.web import words
from sociale_kaart.web.dekking.choices import GROUPS, Choices
from sociale_kaart.web.dekking.figures import can_reckon
from sociale_kaart.web.dekking.measures import MEASURES
from sociale_kaart.web.dekking.moments import ALWAYS, MOMENTS, PARTS, WALK_IN
from sociale_kaart.web.dekking.painting import (
    FILL_OF_KIND,
    KIND_WORDS,
    LEGEND_WORDS,
    OVER_KIND,
    QUESTION,
    who,
)
from sociale_kaart.web.dekking.phrases import phrases
from sociale_kaart.web.dekking.table import COUNTS, GRAVITY, NAME, UNKNOWN, UNKNOWN_THEN, column_ids, heading
from sociale_kaart.web.language import locale
from sociale_kaart.web.site import Site

# In place of what a script fills in; nothing that an address would write otherwise.
_PILLAR, _WHEN = "pijler-", "moment-"


def script_words(site: Site, choices: Choices) -> dict[str, Any]:
    """Words with blanks in {braces}, what measures and kinds look like, and where the figures are."""
    usual = Choices(pillar=choices.usual_pillar, usual_pillar=choices.usual_pillar)
    return {
        "data": url_for("api.dekking_view", pillar=_PILLAR, when=_WHEN),
        "blanks": [_PILLAR, _WHEN],
        "usual": {
            "pijler": usual.pillar,
            "maat": usual.measure,
            "groep": usual.group,
            "moment": usual.moment,
            "datum": "",
            "binnen": str(usual.limit_km),
        },
        "has_limits": can_reckon(),
        "pillars": {one.id: one.name for one in site.pillars.values()},
        # Pairs, for the order of names is wanted too, and of an object it is lost in the page.
        "gemeenten": [(one.code, one.naam) for one in sorted(site.area, key=lambda one: fold(one.naam))],
        "measures": {
            one.id: {
                "name": _(one.title, km="{km}") if one.is_per_limit else _(one.title),
                "name_on_a_day": _(one.title_on_a_day) if one.title_on_a_day else "",
                "unit": one.unit,
                "decimals": one.decimals,
                "is_per_limit": one.is_per_limit,
                "bound": one.bound,
                "columns": column_ids(one.id),
            }
            for one in MEASURES.values()
        },
        "page_title": _("%(pillar)s per gemeente", pillar="{pillar}"),
        "headings": {id_: heading(id_, usual) for id_ in (NAME, *COUNTS)},
        "headings_then": {UNKNOWN: _(UNKNOWN_THEN)},
        "kinds": [_kind(kind) for kind in Kind],
        "kind_order": list(IN_ORDER),
        "gravity": list(GRAVITY),
        "moments": moment_words(),
        "parts": [*PARTS, WALK_IN],
        "day": day_words(),
        "for_group": _("voor %(group)s", group="{group}"),
        "question": QUESTION,
        "groups": {id_: _(said) for id_, (_group, said) in GROUPS.items()},
        "who": {
            group: who(Choices(pillar=choices.pillar, usual_pillar=choices.pillar, group=group))
            for group in GROUPS
        },
        "phrases": phrases(len(site.area)),
        "thousands": words.number(1000).strip("01"),
        "point": words.number(0.5, 1).strip("05"),
        "share": _("%(number)s%%", number="{number}"),
        "metres": _("%(km)s km", km="{number}"),
        "bounds": {
            "least": _("minstens %(value)s", value="{value}"),
            "most": _("hoogstens %(value)s", value="{value}"),
        },
        "of_these": _("daarvan %(kind)s", kind="{kind}"),
        "step": _("%(low)s tot en met %(high)s", low="{low}", high="{high}"),
        "open_step": _("%(low)s of meer", low="{low}"),
        "unknown": _("onbekend"),
        "busy": _("De cijfers worden uitgerekend."),
        "ready": _("De kaart en de tabel zijn bijgewerkt."),
        "not_here": _("Deze website heeft niet alles wat u koos. Wat er wel is, ziet u hier."),
        "view": _("Overzicht"),
        "failed": _("De cijfers konden niet laden. Probeer het nog eens."),
        "map": _("Kaart. Ga met de pijltjestoetsen van gemeente naar gemeente, en open er een met Enter."),
    }


def _kind(kind: Kind) -> dict[str, str]:
    css, pattern = FILL_OF_KIND[kind]
    return {
        "label": _(KIND_WORDS[kind]),
        "legend": _(LEGEND_WORDS[kind]),
        "css": css,
        "pattern": pattern,
        "over": OVER_KIND.get(kind, ""),
    }


def moment_words() -> dict[str, str]:
    """How a sentence ends that is about a moment of the week."""
    return {id_: "" if id_ == ALWAYS else _(said) for id_, said in MOMENTS.items()}


def day_words() -> dict[str, Any]:
    """A date as words.weekday says it, with its blanks."""
    date = _("%(day)s %(month)s %(year)s", day="{day}", month="{month}", year="{year}")
    return {
        "said": _("op %(day)s", day=_("%(weekday)s %(date)s", weekday="{weekday}", date=date)),
        "weekdays": [locale().days["format"]["wide"][number] for number in range(7)],
        "months": [locale().months["format"]["wide"][number] for number in range(1, 13)],
    }
