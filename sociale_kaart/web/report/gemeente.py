"""All that is known of one gemeente, in words; its page, its print and its part of a report all show this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from sociale_kaart.export.areareport import Conclusion, GemeenteReport, PillarFigures, ProfileTable
from sociale_kaart.export.profilechart import ON_PAPER, ON_SCREEN, Look
from sociale_kaart.web import words
from sociale_kaart.web.dekking.figures import can_reckon
from sociale_kaart.web.language import marked
from sociale_kaart.web.report.figures import Figures
from sociale_kaart.web.report.nearby import borders, profile_tables
from sociale_kaart.web.report.todos import longest_group, todo_groups
from sociale_kaart.web.report.verdicts import pillar_figures
from sociale_kaart.web.report.who import complete_lists, who_in, works_here_too
from sociale_kaart.web.site import Site


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each list there is room for: organisations, things to do of a kind, places over the border.

    charts : whether distance profiles are drawn too; their figures stand in a table anyhow
    """

    organisations: int
    todos: int
    border_places: int
    charts: bool = True


BORDER_PLACES = 3
_ORDER = ("own", "neighbour", "robust_gap", "gap", "none", "nearby", "unknown")


def gemeente_report(
    site: Site, figures: Figures, gemeentecode: str, on: date, *, room: Room | None = None
) -> GemeenteReport:
    """The report of a gemeente of the map, in the language at hand.

    on : the day somebody reads it
    room : on paper: longer lists are cut short and say so, and charts have an ink of their own
    """
    gemeente = site.gemeenten[gemeentecode]
    lines = tuple(pillar_figures(site, figures, gemeentecode, one) for one in site.pillars.values())
    who = who_in(site, gemeentecode, on)
    profiles = profile_tables(site, figures, gemeentecode, _look(room))
    todos = figures.todo(gemeentecode, on)
    shown = who[: room.organisations] if room else who
    return GemeenteReport(
        code=gemeentecode,
        name=gemeente.naam,
        lead=_(
            "Provincie %(provincie)s, %(number)s inwoners (CBS, %(vintage)s).",
            provincie=gemeente.provincie,
            number=words.number(gemeente.inhabitants),
            vintage=site.population_vintage,
        ),
        conclusions=_conclusions(lines, len(who), len(todos)),
        figures=lines,
        who=shown,
        who_in_all=len(who),
        complete_lists=complete_lists(site, gemeentecode, shown),
        here="" if who else _("Onze bronnen noemen geen plek in %(gemeente)s.", gemeente=gemeente.naam),
        also=works_here_too(site, gemeentecode),
        borders=borders(site, figures, gemeentecode, room.border_places if room else BORDER_PLACES),
        profiles=profiles,
        profile_key=" ".join(filter(None, (_key(profiles), _of_country(site) if profiles else ""))),
        has_charts=any(one.chart for one in profiles),
        no_profile="" if profiles else _no_profile(),
        todos=todo_groups(todos, room.todos if room else None),
        cut=_("Van de lijsten staat hier een deel. Alles staat op de website en in het Excel-bestand.")
        if room and (len(shown) < len(who) or longest_group(todos) > room.todos)
        else "",
        nothing_to_do="" if todos else _("Er is hier niets na te vragen."),
        no_figures="" if can_reckon() else no_figures(),
    )


def _look(room: Room | None) -> Look | None:
    if room is None:
        return ON_SCREEN
    return ON_PAPER if room.charts else None


def no_figures() -> str:
    """What is missing without the extra `coverage`, and how to get it."""
    return _(
        "Deze website rekent geen afstanden uit. De beheerder kan dat aanzetten: %(command)s.",
        command="pip install 'sociale-kaart[coverage]'",
    )


def _key(profiles: tuple[ProfileTable, ...]) -> str:
    """Which line of the charts is which area; the first area is drawn through, the others have dashes and dots."""
    # An area may be told of for some kinds of help alone.
    areas = [one.area for one in max((of.lines for of in profiles if of.chart), key=len, default=())]
    looks = (
        marked("Doorgetrokken lijn met punten: %(area)s."),
        marked("Streepjes: %(area)s."),
        marked("Stippels: %(area)s."),
        marked("Streepjes en stippels: %(area)s."),
    )
    return " ".join(_(look, area=area) for look, area in zip(looks, areas, strict=False))


def _of_country(site: Site) -> str:
    """Where the line of a larger area comes from, or why there is none where the map knows a part of the country."""
    if site.data.config.comparisons:
        told = dict.fromkeys((one.area, one.source, one.as_of) for one in site.data.config.comparisons)
        return " ".join(
            _("De cijfers van %(area)s: %(source)s, %(date)s.", area=area, source=source, date=words.day(on))
            for area, source, on in told
        )
    if len(site.data.gemeentecodes) == len(site.gemeenten):
        return ""
    return _("Een lijn van heel Nederland is er niet: deze kaart kent alleen haar eigen plekken.")


def _no_profile() -> str:
    if not can_reckon():
        return no_figures()
    return _("Er is op deze kaart nog geen plek bekend met een punt.")


def _conclusions(lines: tuple[PillarFigures, ...], places: int, todos: int) -> tuple[Conclusion, ...]:
    """What it comes down to: per judgement the kinds of help it holds for."""
    of_reach = {reach: [one for one in lines if one.reach == reach] for reach in _ORDER}
    told = [
        Conclusion(text=words.capitalised(some[0].verdict), about=tuple(one.name for one in some))
        for some in of_reach.values()
        if some
    ]
    counted = ngettext(
        "Er is %(number)s organisatie met een plek bekend.",
        "Er zijn %(number)s organisaties met een plek bekend.",
        places,
        number=words.number(places),
    )
    to_do = ngettext(
        "Er is nog %(number)s ding na te vragen.",
        "Er zijn nog %(number)s dingen na te vragen.",
        todos,
        number=words.number(todos),
    )
    return (*told, Conclusion(text=counted), Conclusion(text=to_do))
