"""A report for paper: of one gemeente on two pages, or of a whole area with a title page and a summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from sociale_kaart.coverage.report.kind import IN_ORDER, Kind, kind_of
from sociale_kaart.export.areadrawing import AreaDrawing
from sociale_kaart.export.areareport import AreaReport, LegendLine, PillarMap, Summary
from sociale_kaart.export.reachmap import reach_map
from sociale_kaart.gebieden import boundaries
from sociale_kaart.model import Pillar
from sociale_kaart.web import language, words
from sociale_kaart.web.dekking.figures import can_reckon
from sociale_kaart.web.dekking.painting import KIND_WORDS, LEGEND_WORDS
from sociale_kaart.web.language import marked
from sociale_kaart.web.report.figures import LIMIT_M, Figures
from sociale_kaart.web.report.gemeente import Room, gemeente_report, no_figures
from sociale_kaart.web.report.nearby import limits
from sociale_kaart.web.report.verdicts import headings, share, share_at_least
from sociale_kaart.web.site import Site

WORDS = {
    "about": marked("Waar dit op rust"),
    "contents": marked("Inhoud"),
    "summary": marked("Het gebied in één oogopslag"),
    "map": marked("Op de kaart"),
    "per_pillar": marked("Per soort hulp"),
    "per_gemeente": marked("Per gemeente"),
    "gemeente": marked("Gemeente"),
    "figures": marked("De cijfers"),
    "pillar": marked("Soort hulp"),
    "verdict": marked("Is er een plek?"),
    "sure": marked("Hoe zeker is dat?"),
    "who": marked("Wie doet hier wat?"),
    "organisation": marked("Organisatie, tijden en laatste controle"),
    "also": marked("Werkt hier ook, zonder plek die we kennen:"),
    "borders": marked("Wat de buren bieden"),
    "place": marked("Plek"),
    "distance": marked("Afstand"),
    "persons": marked("Inwoners binnen 5 km"),
    "profile": marked("Hoe ver wonen mensen van hulp?"),
    "area": marked("Gebied"),
    "todo": marked("Wat u kunt nagaan"),
    "yes": marked("ja"),
    "no": marked("nee"),
    "unknown": marked("onbekend"),
    "page": marked("bladzijde"),
    "of": marked("van"),
}
_USUAL_LEGEND = (Kind.OWN, Kind.UNKNOWN)
# As they fit in a cell of the table of all gemeenten.
SHORT = {
    Kind.OWN: marked("ja"),
    Kind.NEIGHBOUR: marked("buren"),
    Kind.GAP: marked("gat"),
    Kind.ROBUST_GAP: marked("zeker een gat"),
    Kind.NONE: marked("geen"),
    Kind.NEARBY: marked("buren?"),
    Kind.UNKNOWN: marked("onbekend"),
}


def gemeente_paper(site: Site, figures: Figures, gemeentecode: str, on: date, room: Room) -> AreaReport:
    """The report of one gemeente, with as much of its lists as there is room for."""
    name = site.gemeenten[gemeentecode].naam
    return _paper(
        site,
        figures,
        (gemeentecode,),
        on,
        title=_("Hulp in %(gemeente)s", gemeente=name),
        subtitle=site.data.config.title,
        summary=None,
        rooms={gemeentecode: room},
    )


def area_paper(
    site: Site,
    figures: Figures,
    gemeentecodes: Sequence[str],
    on: date,
    title: str,
    rooms: Mapping[str, Room],
) -> AreaReport:
    """The report of some gemeenten, or all, with a title page and a summary before them.

    rooms : of each gemeente that gets pages of its own; without any there is a summary alone, which says so
    """
    return _paper(
        site,
        figures,
        gemeentecodes,
        on,
        title=title,
        subtitle=ngettext(
            "Wie doet wat in %(number)s gemeente, en waar hulp ontbreekt",
            "Wie doet wat in %(number)s gemeenten, en waar hulp ontbreekt",
            len(gemeentecodes),
            number=words.number(len(gemeentecodes)),
        ),
        summary=_summary(site, figures, gemeentecodes),
        rooms=rooms,
    )


def _paper(
    site: Site,
    figures: Figures,
    gemeentecodes: Sequence[str],
    on: date,
    *,
    title: str,
    subtitle: str,
    summary: Summary | None,
    rooms: Mapping[str, Room],
) -> AreaReport:
    config = site.data.config
    return AreaReport(
        language=language.current(),
        own_language=config.language,
        hours_language=words.hours_language(),
        title=title,
        subtitle=subtitle,
        publisher=config.publisher.name,
        example=words.example_notice() if config.example else "",
        lead=tuple(_lead(site, on, has_pages=bool(rooms))),
        about=tuple(about(site, figures, on)),
        foot=_("%(title)s. Gegevens van %(day)s.", title=config.title, day=words.day(site.data.known_on)),
        summary=summary,
        gemeenten=tuple(
            gemeente_report(site, figures, code, on, room=rooms[code])
            for code in gemeentecodes
            if code in rooms
        ),
        figure_headings=headings(),
        limits=limits(),
        pillars=tuple(one.name for one in site.pillars.values()),
        notes=notes(),
        words={name: _(text) for name, text in WORDS.items()},
    )


def _lead(site: Site, on: date, *, has_pages: bool) -> Iterator[str]:
    yield _(
        "%(publisher)s maakte dit rapport op %(day)s.",
        publisher=site.data.config.publisher.name,
        day=words.day(on),
    )
    yield _("De nieuwste bron is van %(day)s.", day=words.day(site.data.known_on))
    if not has_pages:
        yield _("Dit is de samenvatting. De bladzijden per gemeente staan in het rapport van elke provincie.")
    if not can_reckon():
        yield no_figures()


def notes() -> tuple[str, ...]:
    """How the figures are to be read."""
    return (
        _("Afstanden zijn in een rechte lijn, van waar mensen wonen naar de dichtste bekende plek."),
        _("Die plek mag ook in een andere gemeente zijn. Een plek die niemand noemt, telt niet mee."),
        _("Onbekend is iets anders dan ‘nee’: niemand heeft het ons verteld."),
        _("Een gat is het alleen waar iemand zei dat de lijst volledig is."),
    )


def made_with() -> str:
    """Which of the choices of the dashboard a report is made with: always the same."""
    return _(
        "Het gaat over alle inwoners, op welk moment ook. Dichtbij is binnen %(km)s km.",
        km=words.number(LIMIT_M / 1000),
    )


def about(site: Site, figures: Figures, on: date) -> Iterator[tuple[str, str]]:
    """What a report rests on: label and text."""
    data = site.data
    yield _("Kaart"), data.config.title
    yield _("Gemaakt op"), words.day(on)
    yield _("Gegevens van"), words.day(data.known_on)
    for source in data.config.sources:
        yield (
            _("Bron"),
            _(
                "%(name)s, van %(supplier)s, %(day)s (%(licence)s)",
                name=source.name,
                supplier=source.supplier,
                day=words.day(source.as_of),
                licence=source.licence,
            ),
        )
    yield _("Inwoners"), figures.points.source
    yield _("Voor wie en wanneer"), _("alle inwoners, op welk moment ook")
    yield _("Dichtbij"), _("binnen %(km)s km in een rechte lijn", km=words.number(LIMIT_M / 1000))
    found = figures.report
    if found is not None:
        start, end = (date.fromisoformat(str(found.parameters[one])) for one in ("hours_from", "hours_until"))
        yield (
            _("Uren per week"),
            _("gemiddeld van %(start)s tot en met %(end)s", start=words.day(start), end=words.day(end)),
        )
    yield _("Inhoud van de kaart"), data.content_hash[:16]


def _summary(site: Site, figures: Figures, gemeentecodes: Sequence[str]) -> Summary:
    kinds = {
        (code, one.id): kind_of(figures.row(code, one.id), site.coverage.get((code, one.id)))
        for code in gemeentecodes
        for one in site.pillars.values()
    }
    drawing = _drawing(site, gemeentecodes)
    there = [one for one in IN_ORDER if one in kinds.values() or one in _USUAL_LEGEND]
    return Summary(
        maps=tuple(_map(site, drawing, gemeentecodes, kinds, one) for one in site.pillars.values()),
        legend=tuple(LegendLine(reach=one.name.lower(), text=_(LEGEND_WORDS[one])) for one in there),
        headings=(
            *(_(KIND_WORDS[one]) for one in there),
            _("Plekken"),
            _("Binnen 5 km"),
            _("Uren per week, minstens"),
        ),
        rows=tuple(_row(figures, gemeentecodes, kinds, there, one) for one in site.pillars.values()),
        pillars=tuple(one.name for one in site.pillars.values()),
        gemeenten=tuple(
            (
                site.gemeenten[code].naam,
                tuple(
                    LegendLine(reach=kind.name.lower(), text=_(SHORT[kind]))
                    for kind in (kinds[code, one.id] for one in site.pillars.values())
                ),
            )
            for code in gemeentecodes
        ),
    )


def _drawing(site: Site, gemeentecodes: Sequence[str]) -> AreaDrawing:
    if set(gemeentecodes) == set(site.data.gemeentecodes):
        return site.drawing
    codes = tuple(gemeentecodes)
    return AreaDrawing.of_gemeenten(boundaries.web_geojson(codes, "land"), boundaries.web_geojson(codes))


def _map(
    site: Site,
    drawing: AreaDrawing,
    gemeentecodes: Sequence[str],
    kinds: dict[tuple[str, str], Kind],
    pillar: Pillar,
) -> PillarMap:
    of_kind = {
        kind: [site.gemeenten[code].naam for code in gemeentecodes if kinds[code, pillar.id] is kind]
        for kind in IN_ORDER
    }
    sentences = tuple(
        _(
            "%(what)s: %(number)s.",
            what=words.capitalised(_(LEGEND_WORDS[kind])),
            number=words.number(len(names)),
        )
        for kind, names in of_kind.items()
        if names
    )
    return PillarMap(
        name=pillar.name,
        svg=reach_map(drawing, {code: kinds[code, pillar.id].name.lower() for code in gemeentecodes}),
        says=_("Kaart van %(pillar)s. %(told)s", pillar=pillar.name, told=" ".join(sentences)),
        sentences=sentences,
    )


def _row(
    figures: Figures,
    gemeentecodes: Sequence[str],
    kinds: dict[tuple[str, str], Kind],
    there: Sequence[Kind],
    pillar: Pillar,
) -> tuple[str, ...]:
    rows = [one for one in (figures.row(code, pillar.id) for code in gemeentecodes) if one]
    counted = [sum(kinds[code, pillar.id] is kind for code in gemeentecodes) for kind in there]
    people = [(one.inhabitants or 0, one.share_within_limit) for one in rows]
    living = sum(number for number, part in people if part is not None)
    within = sum(number * part for number, part in people if part is not None)
    hours = sum(one.hours_per_week_low or 0.0 for one in rows)
    places = sum(one.places for one in rows)
    is_open = any(one.distance_at_most for one in rows)
    return (
        *(words.number(one) for one in counted),
        words.number(places) if rows else "–",
        (share_at_least if is_open else share)(within / living) if living else "–",
        words.number(hours, 1) if hours else "–",
    )
