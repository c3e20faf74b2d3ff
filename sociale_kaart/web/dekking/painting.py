"""A view of the dashboard as it is drawn and said: the page, embedded maps and pictures all take it from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from flask_babel import gettext as _
from flask_babel import ngettext

from sociale_kaart.web import words
from sociale_kaart.web.dekking import moments
from sociale_kaart.web.dekking.choices import EVERYBODY, GROUPS, Choices
from sociale_kaart.web.dekking.figures import Figures, figures
from sociale_kaart.web.dekking.measures import Measure, Unit
from sociale_kaart.web.dekking.paint import Facts, Paint, Step, facts, paint
from sociale_kaart.web.dekking.slices import GAPS, Kind, Slice
from sociale_kaart.web.language import marked
from sociale_kaart.web.site import Site

UNKNOWN_CSS = "vlak-onbekend"
# How a label is filled: CSS class, and the pattern (an id in the drawing) where it has one.
FILL_OF_KIND: Mapping[Kind, tuple[str, str]] = {
    Kind.OWN: ("vlak-4", ""),
    Kind.NEIGHBOUR: ("vlak-2", ""),
    Kind.GAP: ("vlak-geen", "strepen"),
    Kind.ROBUST_GAP: ("vlak-zeker", "ruiten"),
    Kind.NONE: ("vlak-geen", "strepen"),
    Kind.UNKNOWN: (UNKNOWN_CSS, "stippen"),
}
# What lies over the class of a measure where there is a gap.
OVER_KIND: Mapping[Kind, str] = {Kind.GAP: "over-strepen", Kind.ROBUST_GAP: "over-ruiten"}
KIND_WORDS: Mapping[Kind, str] = {
    Kind.OWN: marked("ja, in de gemeente zelf"),
    Kind.NEIGHBOUR: marked("bij de buren"),
    Kind.GAP: marked("nee"),
    Kind.ROBUST_GAP: marked("zeker niet"),
    Kind.NONE: marked("geen plek in de gemeente"),
    Kind.UNKNOWN: marked("onbekend"),
}


@dataclass(frozen=True, slots=True)
class PaintedArea:
    """One gemeente on the map.

    css : class of its shape. pattern : id of the pattern that fills it, "" for none
    over : id of the pattern that lies over it, for a gap in another measure than the label; "" for none
    label, value : as words; of the label itself the two are the same
    """

    gemeentecode: str
    css: str
    pattern: str
    over: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class LegendLine:
    """A kind of area in the legend, and how many gemeenten are so."""

    css: str
    pattern: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Painted:
    """A view: its title, every gemeente by its code, its legend, and two sentences.

    is_whole : whether everything that was asked is known; False where the extra `coverage` is missing
    """

    title: str
    legend_title: str
    areas: Mapping[str, PaintedArea]
    legend: tuple[LegendLine, ...]
    sentences: tuple[str, ...]
    is_whole: bool


def painted(site: Site, choices: Choices) -> Painted:
    """The view that somebody chose, in the language at hand."""
    found = figures(site, choices)
    its, measure = found.slice(choices), choices.of_measure
    drawn = paint(its, measure)
    return Painted(
        title=title(site, choices),
        legend_title=measure.name(choices.limit_m),
        areas=_areas(found, its, drawn, measure),
        legend=legend(drawn, measure),
        sentences=sentences(site, choices, facts(its, measure)),
        is_whole=found.is_whole,
    )


def title(site: Site, choices: Choices) -> str:
    """What the view is about, on one line."""
    parts = [site.pillars[choices.pillar].name, choices.of_measure.name(choices.limit_m)]
    if GROUPS[choices.group][0] != EVERYBODY:
        parts.append(_(GROUPS[choices.group][1]))
    parts.append(moments.said(choices.moment, choices.day))
    return ", ".join(part for part in parts if part)


def value_text(measure: Measure, value: float | None, *, at_most: bool = False) -> str:
    """A value as a table says it, of what a report gives; "–" where it is not known."""
    if value is None or not np.isfinite(value):
        return "–"
    if measure.unit is Unit.METRES:
        return words.kilometres(value, at_most=at_most)
    number = words.number(measure.shown(value), measure.decimals)
    return _("%(number)s%%", number=number) if measure.unit is Unit.SHARE else number


def legend(drawn: Paint, measure: Measure) -> tuple[LegendLine, ...]:
    """The classes, and after them what patterns stand for."""
    if measure.unit is Unit.KIND:
        return tuple(
            LegendLine(*FILL_OF_KIND[kind], _(LEGEND_WORDS[kind]), int((drawn.classes == kind).sum()))
            for kind in LEGEND_WORDS
            if (drawn.classes == kind).any() or kind in _ALWAYS_TOLD
        )
    lines = [
        LegendLine(f"vlak-{step.number}", "", limits_text(step, measure), step.count) for step in drawn.steps
    ]
    lines += [
        LegendLine("", OVER_KIND[kind], _(LEGEND_WORDS[kind]), int((drawn.kinds == kind).sum()))
        for kind in GAPS
        if (drawn.kinds == kind).any()
    ]
    return (*lines, LegendLine(UNKNOWN_CSS, "stippen", _("onbekend"), int((drawn.classes == 0).sum())))


LEGEND_WORDS: Mapping[Kind, str] = {
    Kind.OWN: marked("plek in de gemeente zelf"),
    Kind.NEIGHBOUR: marked("geen plek, maar wel dichtbij bij de buren"),
    Kind.GAP: marked("gat: geen plek, en ook niet dichtbij"),
    Kind.ROBUST_GAP: marked("zeker een gat: ook als we er iets naast zitten"),
    Kind.NONE: marked("geen plek in de gemeente"),
    Kind.UNKNOWN: marked("onbekend"),
}
_ALWAYS_TOLD = (Kind.OWN, Kind.UNKNOWN)


def limits_text(step: Step, measure: Measure) -> str:
    """The limits of a class, such as "0,8 tot en met 2,0 km"."""
    unit = {Unit.SHARE: "%", Unit.METRES: _(" km")}.get(measure.unit, "")
    low, high = (
        words.number(one, measure.decimals) if one is not None else "" for one in (step.lowest, step.highest)
    )
    if not high:
        return _("%(low)s%(unit)s of meer", low=low, unit=unit)
    if low == high:
        return f"{low}{unit}"
    return _("%(low)s tot en met %(high)s%(unit)s", low=low, high=high, unit=unit)


def sentences(site: Site, choices: Choices, told: Facts) -> tuple[str, ...]:
    """Two sentences that say what the map shows."""
    return (_first(site, choices, told), _second(choices, told))


def _first(site: Site, choices: Choices, told: Facts) -> str:
    return ngettext(
        "In %(without)s van de %(number)s gemeente is geen plek voor ‘%(pillar)s’.",
        "In %(without)s van de %(number)s gemeenten is geen plek voor ‘%(pillar)s’.",
        told.gemeenten,
        without=words.number(told.without),
        number=words.number(told.gemeenten),
        pillar=site.pillars[choices.pillar].name,
    )


def _second(choices: Choices, told: Facts) -> str:
    if not told.without:
        return ngettext(
            "Van 1 gemeente weten we het niet: dat is iets anders dan ‘geen plek’.",
            "Van %(number)s gemeenten weten we het niet: dat is iets anders dan ‘geen plek’.",
            told.unknown,
            number=words.number(told.unknown),
        )
    if told.served is None:
        return _("Daar wonen %(people)s mensen.", people=words.number(told.people))
    return _(
        "Daar wonen %(people)s mensen; %(served)s van hen hebben er een binnen %(km)s kilometer in een buurgemeente.",
        people=words.number(told.people),
        served=words.number(told.served),
        km=choices.limit_km,
    )


def _areas(found: Figures, its: Slice, drawn: Paint, measure: Measure) -> Mapping[str, PaintedArea]:
    is_kind = measure.unit is Unit.KIND
    values = None if is_kind else its.values[measure.column].tolist()
    areas = {}
    for number, code in enumerate(found.order):
        kind = Kind(int(drawn.kinds[number]))
        label = _(KIND_WORDS[kind])
        step = int(drawn.classes[number])
        css, pattern = (
            FILL_OF_KIND[kind] if is_kind else (f"vlak-{step}", "") if step else (UNKNOWN_CSS, "stippen")
        )
        areas[code] = PaintedArea(
            gemeentecode=code,
            css=css,
            pattern=pattern,
            over="" if is_kind else OVER_KIND.get(kind, ""),
            label=label,
            value=label
            if values is None
            else value_text(measure, values[number], at_most=bool(its.at_most[number])),
        )
    return areas
