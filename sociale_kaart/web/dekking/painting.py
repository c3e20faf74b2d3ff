"""A view of the dashboard as it is drawn and said: the page, embedded maps and pictures all take it from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from flask_babel import gettext as _

from sociale_kaart.coverage.report.bound import Bound
from sociale_kaart.coverage.report.kind import GAPS, IN_ORDER, Kind
from sociale_kaart.coverage.shown.figures import Slice
from sociale_kaart.web import words
from sociale_kaart.web.dekking import moments
from sociale_kaart.web.dekking.choices import EVERYBODY, GROUPS, Choices
from sociale_kaart.web.dekking.figures import Figures, figures
from sociale_kaart.web.dekking.measures import Measure, Unit
from sociale_kaart.web.dekking.paint import Facts, Paint, Step, facts, paint, shown_values
from sociale_kaart.web.dekking.phrases import choose, fill, of_gemeenten, phrases
from sociale_kaart.web.language import marked
from sociale_kaart.web.site import Site

QUESTION = "?"
UNKNOWN_CSS = "vlak-onbekend"
# How a label is filled: CSS class, and the pattern (an id in the drawing) where it has one.
FILL_OF_KIND: Mapping[Kind, tuple[str, str]] = {
    Kind.OWN: ("vlak-4", ""),
    Kind.NEIGHBOUR: ("vlak-2", ""),
    Kind.GAP: ("vlak-geen", "strepen"),
    Kind.ROBUST_GAP: ("vlak-zeker", "ruiten"),
    Kind.NONE: ("vlak-misschien", "lijnen"),
    Kind.NEARBY: ("vlak-buren", "buurstippen"),
    Kind.UNKNOWN: (UNKNOWN_CSS, "stippen"),
}
# What lies over the class of a measure where there is a gap.
OVER_KIND: Mapping[Kind, str] = {Kind.GAP: "over-strepen", Kind.ROBUST_GAP: "over-ruiten"}
KIND_WORDS: Mapping[Kind, str] = {
    Kind.OWN: marked("ja, in de gemeente zelf"),
    Kind.NEIGHBOUR: marked("bij de buren"),
    Kind.GAP: marked("gat"),
    Kind.ROBUST_GAP: marked("zeker een gat"),
    Kind.NONE: marked("geen plek, buren onbekend"),
    Kind.NEARBY: marked("bij de buren, zelf onbekend"),
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

    certainty : one more, that says how sure the gaps are

    is_whole : whether everything that was asked is known; False where the extra `coverage` is missing
    """

    title: str
    legend_title: str
    areas: Mapping[str, PaintedArea]
    legend: tuple[LegendLine, ...]
    sentences: tuple[str, str]
    certainty: str
    is_whole: bool


def painted(site: Site, choices: Choices) -> Painted:
    """The view that somebody chose, in the language at hand."""
    found = figures(site, choices)
    its, measure = found.slice(choices), choices.of_measure
    drawn = paint(its, measure)
    first, second, certainty = sentences(site, choices, facts(its, measure))
    return Painted(
        title=title(site, choices),
        legend_title=choices.name_of(measure),
        areas=_areas(found, its, drawn, measure),
        legend=legend(drawn, measure),
        sentences=(first, second),
        certainty=certainty,
        is_whole=found.is_whole,
    )


def title(site: Site, choices: Choices) -> str:
    """What the view is about, on one line: the kind of help, and what is asked of it."""
    measure = choices.name_of(choices.of_measure)
    group = "" if choices.persons == EVERYBODY else _(GROUPS[choices.group][1])
    moment = moments.said(choices.moment, choices.day)
    if measure.endswith(QUESTION):
        # One question: "is er hulp voor mensen van 65 jaar en ouder op dinsdagavond?"
        whom = _("voor %(group)s", group=group) if group else ""
        asked = " ".join(part for part in (measure.removesuffix(QUESTION), whom, moment) if part) + QUESTION
    else:
        asked = ", ".join(part for part in (measure, group, moment) if part)
    return f"{site.pillars[choices.pillar].name}: {asked[0].lower()}{asked[1:]}"


def shown_text(measure: Measure, shown: float, *, is_open: bool = False) -> str:
    """A value with its unit; `shown` is as `Measure.shown` gives it, NaN where it is not known.

    is_open : whether there may be places around that no source holds, so that it is at least or at most so much
    """
    text = _plain_text(measure, shown)
    if not np.isfinite(shown):
        return text
    match measure.bound_of(shown, is_open=is_open):
        case Bound.LEAST:
            return _("minstens %(value)s", value=text)
        case Bound.MOST:
            return _("hoogstens %(value)s", value=text)
        case Bound.EXACT:
            return text


def _plain_text(measure: Measure, shown: float) -> str:
    if not np.isfinite(shown):
        return "–"
    number = words.number(shown, measure.decimals)
    if measure.unit is Unit.SHARE:
        return _("%(number)s%%", number=number)
    return _("%(km)s km", km=number) if measure.unit is Unit.METRES else number


def legend(drawn: Paint, measure: Measure) -> tuple[LegendLine, ...]:
    """The classes, and after them what patterns stand for."""
    if measure.unit is Unit.KIND:
        return tuple(
            LegendLine(*FILL_OF_KIND[kind], _(LEGEND_WORDS[kind]), int((drawn.classes == kind).sum()))
            for kind in IN_ORDER
            if (drawn.classes == kind).any() or kind in _ALWAYS_TOLD
        )
    lines = [
        LegendLine(f"vlak-{step.number}", "", limits_text(step, measure), step.count) for step in drawn.steps
    ]
    over = [
        LegendLine(
            "",
            OVER_KIND[kind],
            _("daarvan %(kind)s", kind=_(LEGEND_WORDS[kind])),
            int((drawn.kinds == kind).sum()),
        )
        for kind in GAPS
        if (drawn.kinds == kind).any()
    ]
    return (*lines, LegendLine(UNKNOWN_CSS, "stippen", _("onbekend"), int((drawn.classes == 0).sum())), *over)


LEGEND_WORDS: Mapping[Kind, str] = {
    Kind.OWN: marked("plek in de gemeente zelf"),
    Kind.NEIGHBOUR: marked("geen plek, maar wel dichtbij bij de buren"),
    Kind.GAP: marked("gat: geen plek, en ook niet dichtbij"),
    Kind.ROBUST_GAP: marked("zeker een gat: ook als we er iets naast zitten"),
    Kind.NONE: marked("geen plek, en van de buren weten we het niet"),
    Kind.NEARBY: marked("dichtbij bij de buren, van de gemeente zelf niet bekend"),
    Kind.UNKNOWN: marked("onbekend"),
}
_ALWAYS_TOLD = (Kind.OWN, Kind.UNKNOWN)


def limits_text(step: Step, measure: Measure) -> str:
    """The limits of a class, such as "0,8 tot en met 2,0 km"."""
    low = words.number(step.lowest, measure.decimals)
    if step.highest is None:
        return _("%(low)s of meer", low=shown_text(measure, step.lowest))
    if step.lowest == step.highest:
        return shown_text(measure, step.highest)
    return _("%(low)s tot en met %(high)s", low=low, high=shown_text(measure, step.highest))


def sentences(site: Site, choices: Choices, told: Facts) -> tuple[str, ...]:
    """Two sentences that say what the map shows, and one that says how sure its gaps are."""
    said = phrases(told.gemeenten)
    names = choose(told, is_label=choices.of_measure.unit is Unit.KIND)
    blanks = _blanks(site, choices, told, said)
    return tuple(fill(said[name], blanks) for name in names)


def _blanks(site: Site, choices: Choices, told: Facts, said: Mapping[str, str]) -> dict[str, str]:
    counts = {
        "total": told.gemeenten,
        "without": told.without,
        "unknown": told.unknown,
        "own": told.own,
        "robust": told.robust,
        "people": told.people,
        "served": told.served or 0,
        "all": told.everybody,
        "reached": told.reached,
        "km": choices.limit_km,
    }
    return {
        **{name: words.number(value) for name, value in counts.items()},
        "gaps": of_gemeenten(told.gaps, said),
        "pillar": site.pillars[choices.pillar].name,
        "moment": moments.said(choices.moment, choices.day),
        "who": who(choices),
        "measure": choices.name_of(choices.of_measure),
        **_blanks_of_range(site, choices.of_measure, told),
    }


def who(choices: Choices) -> str:
    """The group, in the middle of a sentence."""
    return _("mensen") if choices.persons == EVERYBODY else _("65-plussers")


def _blanks_of_range(site: Site, measure: Measure, told: Facts) -> dict[str, str]:
    if told.range is None:
        return {}
    return {
        "lowest": shown_text(measure, told.range.lowest, is_open=told.range.is_lowest_open),
        "highest": shown_text(measure, told.range.highest, is_open=told.range.is_highest_open),
        "half": shown_text(measure, told.range.half),
        "lowest_of": site.area[told.range.lowest_of].naam,
        "highest_of": site.area[told.range.highest_of].naam,
        "untold": words.number(told.gemeenten - told.range.known),
    }


def _areas(found: Figures, its: Slice, drawn: Paint, measure: Measure) -> Mapping[str, PaintedArea]:
    is_kind = measure.unit is Unit.KIND
    values = None if is_kind else shown_values(its, measure).tolist()
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
            else shown_text(measure, values[number], is_open=bool(its.at_most[number])),
        )
    return areas
