"""Who does what: the covenant's social map itself, and how far each of its promises is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, current_app, render_template, request
from flask_babel import gettext as _

from sociale_kaart.export.promises import Tally
from sociale_kaart.model import OrganisationKind
from sociale_kaart.web import words
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.language import current, marked
from sociale_kaart.web.languagelinks import same_page
from sociale_kaart.web.rolelines import LINES_A_PAGE, Cell, count_of, groups_of, page_of
from sociale_kaart.web.roleschoices import KINDS, RoleChoices
from sociale_kaart.web.rolesknown import RolesKnown, roles_known
from sociale_kaart.web.site import Site, current_site

BAR_WIDTH = 400
# Told apart by pattern as well as by colour; the style fills the first.
FILLS: Mapping[str, str] = MappingProxyType(
    {"balk-ja": "currentColor", "balk-nee": "url(#balk-strepen)", "balk-onbekend": "url(#balk-stippen)"}
)
MOST_GEMEENTEN = 6  # named in a row
MOST_LIBRARIES = 200  # a longer list of choices, or of standings, is no help
KIND_WORDS = words.Said(
    {
        OrganisationKind.LIBRARY: marked("bibliotheek"),
        OrganisationKind.PARTNER: marked("partner"),
        OrganisationKind.GOVERNMENT: marked("overheid"),
        OrganisationKind.UNKNOWN: marked("soort onbekend"),
    }
)

blueprint = Blueprint("wiedoetwat", __name__)


@blueprint.get("/wie-doet-wat")
def page() -> str:
    """Organisations and their roles, as asked; and how far each promise is kept."""
    site = current_site()
    known = roles_known(site)
    choices = RoleChoices.of(request.args, site, known.libraries)
    question = (choices, current(), request.root_path)
    return known.pages.get(question, lambda: _page(site, known, choices))


def _page(site: Site, known: RolesKnown, choices: RoleChoices) -> str:
    is_frozen = bool(current_app.config.get("FROZEN"))
    groups = groups_of(
        choices,
        choices.scope(known.rows, known.libraries),
        list(site.pillars),
        site.data.gemeentecodes,
        known.promises.libraries,
    )
    # Files have no pages to leaf through: there all of it stands on one.
    shown, pages = page_of(groups, choices.bladzijde, max(1, len(known.rows)) if is_frozen else LINES_A_PAGE)
    if choices.bladzijde > pages:
        raise Refused(HTTPStatus.NOT_FOUND, _("Deze bladzijde is er niet. Begin opnieuw bij de eerste."))
    return render_template(
        "wie-doet-wat.html",
        same_page=same_page(query=urlencode(choices.query())),
        choices=choices,
        chosen=_chosen(site, known, choices),
        is_frozen=is_frozen,
        groups=shown,
        pages=pages,
        count=count_of(groups),
        pillars=[one for one in site.pillars.values() if choices.pijler in ("", one.id)],
        kept=[one for one in known.promises.kept if choices.pijler in ("", one.pillar.id)],
        library=known.libraries.get(choices.bibliotheek),
        standings=known.promises.standings,
        has_libraries=bool(known.libraries),
        is_promised=site.has_program or any(one.targets for one in known.promises.kept),
        has_others=any(line.others for group in shown for line in group.lines),
        bar_of=bar_of,
        fills=FILLS,
        role_words=role_words,
        kind_words=KIND_WORDS,
        most_gemeenten=MOST_GEMEENTEN,
        **_options(site, known),
    )


def _options(site: Site, known: RolesKnown) -> dict[str, Any]:
    """What each list of choices offers: value and words; and the library organisations, where those are a list."""
    libraries = known.promises.libraries if len(known.libraries) <= MOST_LIBRARIES else ()
    everything = ("", _("alle"))
    return {
        "libraries": libraries,
        "pillar_options": [everything, *((one.id, one.name) for one in site.pillars.values())],
        "gemeente_options": [everything, *((one.code, one.naam) for one in site.area)],
        "kind_options": [everything, *((name, KIND_WORDS[kind]) for name, kind in KINDS.items())],
        "library_options": [everything, *((one.id, one.name) for one in libraries)],
    }


def _chosen(site: Site, known: RolesKnown, choices: RoleChoices) -> list[str]:
    """What the list was narrowed to, each in a word or name."""
    library = known.libraries.get(choices.bibliotheek)
    said = [
        site.pillars[choices.pijler].name if choices.pijler else "",
        site.gemeente_names[choices.gemeente] if choices.gemeente else "",
        KIND_WORDS[KINDS[choices.soort]] if choices.soort else "",
        library.name if library else "",
    ]
    return [one for one in said if one]


def role_words(cell: Cell) -> str:
    """The roles in a cell: "Helpt en geeft les"; "" where nobody told any."""
    said = [words.ROLE[role] for role in cell.roles]
    return words.capitalised(words.listed([one for one in said if one]))


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar: css class, fill, where it begins and how wide it is."""

    css: str
    fill: str
    begin: float
    width: float


def bar_of(tally: Tally) -> tuple[BarPart, ...]:
    """A bar of BAR_WIDTH: yes, no and unknown, in so far as there are any."""
    parts = []
    begin = 0.0
    for css, count in zip(FILLS, (tally.yes, tally.no, tally.unknown), strict=True):
        if count:
            width = round(BAR_WIDTH * count / tally.all, 2)
            parts.append(BarPart(css, FILLS[css], round(begin, 2), width))
            begin += width
    return tuple(parts)
