"""The page of what-if: plans as links and forms, reckoned here for who has no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from babel.numbers import get_decimal_symbol
from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from sociale_kaart.coverage.report.kind import NOT_KNOWN, Kind
from sociale_kaart.coverage.when import days_known
from sociale_kaart.errors import ExtraMissing
from sociale_kaart.export.mappicture import steps_of
from sociale_kaart.export.press import can_print
from sociale_kaart.web import words
from sociale_kaart.web.dekking import moments
from sociale_kaart.web.dekking.choices import GROUPS, LIMITS_KM, USUAL_KM, day_range
from sociale_kaart.web.dekking.page import options
from sociale_kaart.web.language import locale, marked, same_page
from sociale_kaart.web.site import Site, current_site
from sociale_kaart.web.whatif import sentences
from sociale_kaart.web.whatif.bench import Bench, Ground, current_bench
from sociale_kaart.web.whatif.bounds import any_open, is_open, is_seen, is_unknown, persons_beyond
from sociale_kaart.web.whatif.kinds import (
    counted,
    key_of,
    kind_of,
    kinds_of,
    looks,
    robust_gaps,
)
from sociale_kaart.web.whatif.outcome import Next, Outcome, Taken, next_best, outcome
from sociale_kaart.web.whatif.question import (
    LIBRARIES_ONLY,
    MOST_LISTED,
    PAGE,
    Asked,
    Doubt,
    Option,
    Plan,
    asked_step,
    read_asked,
)
from sociale_kaart.web.whatif.steps import LONGEST_NAME, MOST_STEPS, Add
from sociale_kaart.web.whatif.sure import sure_gaps

if TYPE_CHECKING:
    from sociale_kaart.coverage.glance import Glance, GlanceChange, Whole

# What a form says beside the plan itself; no link of the page carries these on.
ACTIONS = ("doe", "bij", "wie", "naar", "zoek")

_WHOLE = "whole"
# In addresses for a script, in place of what it fills in; nothing that an address would write otherwise.
_BLANKS = ("eerste-", "tweede-")
# Rows of the table of figures, in the words of the dashboard.
_KIND_TITLES: Mapping[Kind, str] = {
    Kind.OWN: marked("Gemeenten met een eigen plek"),
    Kind.NEIGHBOUR: marked("Gemeenten met alleen een plek bij de buren"),
    Kind.GAP: marked("Gemeenten met een gat"),
    Kind.ROBUST_GAP: marked("Gemeenten met zeker een gat"),
    Kind.NONE: marked("Gemeenten zonder plek, buren onbekend"),
    Kind.NEARBY: marked("Gemeenten met een plek bij de buren, zelf onbekend"),
    Kind.UNKNOWN: marked("Gemeenten waarvan we het niet weten"),
}
# Whether a moment was chosen -> what the places are called of which nobody knows.
UNKNOWN_TITLES: Mapping[bool, str] = {
    False: marked("Plekken waarvan een bron zegt: onbekend"),
    True: marked("Plekken waarvan we niet weten of u er dan terechtkunt"),
}

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
        ground = bench.ground(asked.choices.pillar, asked.choices.limit_km, asked.moment)
    except ExtraMissing:
        return render_template("wat-als-zonder.html", same_page=same_page(query=""))
    return _page(site, bench, ground, asked, step)


@blueprint.app_template_global()
def decimal_mark() -> str:
    """What the language at hand writes before tenths: "," in 4,3 km."""
    return get_decimal_symbol(locale())


def address(asked: Asked, **more: str) -> str:
    """The address of a plan."""
    return url_for(PAGE, **(asked.said() | more))


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in words, why it could not be taken (else ""), and the address without it."""

    text: str
    refused: str
    without: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A gemeente in which something changes: its name, and every cell by its name."""

    code: str
    naam: str
    cells: Mapping[str, str]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NextLine:
    """A place that could come, and the address of the plan with it."""

    code: str
    name: str
    is_library: bool
    gained: str
    at_least: str
    address: str


@dataclass(frozen=True, slots=True)
class Column:
    """A plan, or how it is now, in the table of figures: every cell by its name."""

    key: str
    name: str
    cells: Mapping[str, str]


def _page(site: Site, bench: Bench, ground: Ground, asked: Asked, doubt: Doubt | None) -> str:
    group = asked.choices.persons
    first, second = (
        None if plan is None else outcome(bench, ground, plan.steps, group)
        for plan in (asked.first, asked.second)
    )
    assert first is not None
    robust = robust_gaps(site, asked.choices)
    sure = {key: sure_gaps(bench, ground, found, robust) for key, found in _both(first, second)}
    kinds = kinds_of(ground, first.seen, sure["a"])
    targets = _targets(site)
    pairs = bench.pairs(asked.choices.limit_km)
    best = next_best(bench, ground, pairs, first.after, group, libraries_only=asked.libraries_only)
    return render_template(
        "wat-als.html",
        same_page=same_page(query=address(asked).partition("?")[2]),
        asked=asked,
        pillar=site.pillars[asked.choices.pillar],
        plans=_plans(site, bench, asked, first, second),
        columns=_columns(ground, asked, _both(first, second), robust, sure, targets),
        unknown_titles=UNKNOWN_TITLES,
        day_range=day_range(site.data.known_on),
        days_known=days_known(site.data.known_on),
        rows=_row_titles(site, asked),
        changes={
            key: [
                _line(bench, ground, one, robust, sure[key]) for one in found.changes if is_seen(ground, one)
            ]
            for key, found in _both(first, second)
        },
        next=[_next_line(bench, asked, one) for one in best],
        address=address,
        hidden=_hidden(asked),
        without_only=_hidden(asked, "alleen"),
        doubt=doubt,
        options=[(one.label, _option_address(asked, one)) for one in doubt.options] if doubt else [],
        lists=_lists(bench, ground, first) if len(bench.listings) <= MOST_LISTED else None,
        kinds={code: key_of(kind) for code, kind in kinds.items()},
        changed={one.gemeentecode for one in first.changes if is_seen(ground, one)},
        marks=_marks(site, first),
        dots=_dots(site, ground),
        moment=moments.said(asked.choices.moment, asked.choices.day),
        moments=options(asked.choices)["moment"],
        targets=targets,
        drawing=site.drawing,
        groups=GROUPS,
        usual={
            "pillar": asked.choices.usual_pillar,
            "group": next(iter(GROUPS)),
            "moment": moments.ALWAYS,
            "day": "",
            "limit": str(USUAL_KM),
        },
        limits=LIMITS_KM,
        libraries_only=LIBRARIES_ONLY,
        longest_name=LONGEST_NAME,
        most_steps=MOST_STEPS,
        population=ground.now.points.source,
        has_two_hours=any(
            map(_has_two_hours, (first.now, *(one.whole for _key, one in _both(first, second))))
        ),
        files=_files(),
        pictures=("svg", "png") if can_print() else ("svg",),
        blanks=_BLANKS,
        said=sentences.for_scripts(),
        looks=looks(),
    )


def _both(first: Outcome, second: Outcome | None) -> list[tuple[str, Outcome]]:
    return [("a", first)] if second is None else [("a", first), ("b", second)]


def _plans(
    site: Site, bench: Bench, asked: Asked, first: Outcome, second: Outcome | None
) -> list[tuple[str, str, list[StepLine]]]:
    """Key, name and steps of each plan."""
    told = frozenset(site.data.gemeentecodes)
    named = dict(_names(asked))
    lines = [
        ("a", named["a"], [_step_line(bench, asked, one, at, told) for at, one in enumerate(first.steps)])
    ]
    if second is not None:
        lines.append(("b", named["b"], [_step_line(bench, asked, one, None, told) for one in second.steps]))
    return lines


def _names(asked: Asked) -> list[tuple[str, str]]:
    second = asked.second or Plan()
    return [("a", asked.first.name or _("Uw plan")), ("b", second.name or _("Het andere plan"))]


def _step_line(bench: Bench, asked: Asked, taken: Taken, at: int | None, told: frozenset[str]) -> StepLine:
    return StepLine(
        sentences.step(bench, taken, told),
        sentences.remark(taken, told, then=asked.is_at_a_moment),
        "" if at is None else address(asked.without(at), _anchor="plan"),
    )


def _columns(
    ground: Ground,
    asked: Asked,
    both: Sequence[tuple[str, Outcome]],
    robust: frozenset[str],
    sure: Mapping[str, frozenset[str]],
    targets: Sequence[tuple[str, int, str]],
) -> list[Column]:
    named = dict(_names(asked))
    kinds = kinds_of(ground, ground.glances(asked.choices.persons), robust)
    (_key, first), *_rest = both
    now = Column(
        "nu",
        _("Nu"),
        _cells(ground, first.now, ground.glances(asked.choices.persons), kinds)
        | _needed(targets, first.now)
        | {"gaining": "–", "losing": "–"},
    )
    return [
        now,
        *(
            Column(
                key,
                named[key],
                _cells(ground, one.whole, one.seen, kinds_of(ground, one.seen, sure[key]))
                | _needed(targets, one.whole)
                | gains(ground, one),
            )
            for key, one in both
        ),
    ]


def gains(ground: Ground, found: Outcome) -> dict[str, str]:
    """How many people a plan brings a place, and takes one from: at most so many where some may have another."""
    gaining_at_most = any(one.persons_gaining and is_open(ground, one.before) for one in found.changes)
    losing_at_most = any(one.persons_losing and is_open(ground, one.after) for one in found.changes)
    return {
        "gaining": sentences.persons(found.persons_gaining, at_most=gaining_at_most),
        "losing": sentences.persons(found.persons_losing, at_most=losing_at_most),
    }


def _cells(ground: Ground, whole: Whole, seen: Sequence[Glance], kinds: Mapping[str, Kind]) -> dict[str, str]:
    # Without any place there are none only where no gemeente is unknown.
    is_unknown = not whole.places and any(one in NOT_KNOWN for one in kinds.values())
    may_be_more = any_open(ground, seen)
    within = sentences.persons(whole.persons_within)
    return {
        "places": words.number(whole.places),
        "places_unknown": words.number(whole.places_unknown),
        "persons_within": _(sentences.LEAST, value=within)
        if may_be_more and round(whole.persons_beyond or 0)
        else within,
        "persons_beyond": sentences.persons(whole.persons_beyond, at_most=may_be_more),
        "mean_distance_m": sentences.metres(whole.mean_distance_m, at_most=may_be_more),
        "hours": _(sentences.UNKNOWN)
        if is_unknown
        else sentences.hours(whole.hours_per_week_low, whole.hours_per_week_high),
        **{kind: words.number(count) for kind, count in counted(kinds.values()).items()},
    }


def _needed(targets: Sequence[tuple[str, int, str]], whole: Whole) -> dict[str, str]:
    """How many places are still needed for each target."""
    return {
        f"doel{number}": words.number(max(count - whole.places, 0))
        for number, (_pillar, count, _title) in enumerate(targets)
    }


def _has_two_hours(whole: Whole) -> bool:
    """Whether hours are said as a lower and an upper bound."""
    high = whole.hours_per_week_high
    return high is not None and words.number(whole.hours_per_week_low) != words.number(high)


def _row_titles(site: Site, asked: Asked) -> list[tuple[str, str]]:
    """Name and title of every row of the table of figures."""
    km = words.number(asked.choices.limit_km)
    pillar = site.pillars[asked.choices.pillar].name
    return [
        ("places", _places_title(pillar, moments.said(asked.choices.moment, asked.choices.day))),
        ("places_unknown", _(UNKNOWN_TITLES[asked.is_at_a_moment])),
        ("persons_within", _("Mensen met een plek binnen %(km)s km", km=km)),
        ("persons_beyond", _("Mensen die verder weg wonen")),
        ("gaining", _("Mensen die er een plek bij krijgen")),
        ("losing", _("Mensen die hun plek verliezen")),
        ("mean_distance_m", _("Gemiddelde afstand")),
        ("hours", _("Uren per week op de bekende plekken")),
        *((key_of(kind), _(title)) for kind, title in _KIND_TITLES.items()),
    ]


def _places_title(pillar: str, moment: str) -> str:
    if not moment:
        return _("Bekende plekken met ‘%(pillar)s’", pillar=pillar)
    return _("Bekende plekken met ‘%(pillar)s’, %(moment)s", pillar=pillar, moment=moment)


def _line(
    bench: Bench, ground: Ground, change: GlanceChange, robust: frozenset[str], sure: frozenset[str]
) -> ChangeLine:
    before, after = change.before, change.after
    return ChangeLine(
        change.gemeentecode,
        bench.gemeente_name(change.gemeentecode),
        {
            "gaining": sentences.persons(change.persons_gaining, at_most=is_open(ground, before)),
            "losing": sentences.persons(change.persons_losing, at_most=is_open(ground, after)),
            "places_before": sentences.places(before.places, is_unknown=is_unknown(ground, before)),
            "places_after": sentences.places(
                after.places, is_unknown=is_unknown(ground, after), at_least=is_unknown(ground, before)
            ),
            **_side(ground, before, "before"),
            **_side(ground, after, "after"),
        },
        key_of(kind_of(ground, before, robust)),
        key_of(kind_of(ground, after, sure)),
    )


def _side(ground: Ground, one: Glance, side: str) -> dict[str, str]:
    at_most = is_open(ground, one)
    return {
        f"mean_distance_m_{side}": sentences.metres(one.mean_distance_m, at_most=at_most),
        f"persons_beyond_{side}": sentences.persons(persons_beyond(ground, one), at_most=at_most),
    }


def _next_line(bench: Bench, asked: Asked, one: Next) -> NextLine:
    full = len(asked.first.steps) >= MOST_STEPS
    return NextLine(
        bench.code(one.row),
        bench.names[one.row],
        bool(bench.is_library[one.row]),
        sentences.persons(one.gained),
        sentences.persons(one.gained_at_least),
        "" if full else address(asked.with_step(Add(bench.code(one.row))), _anchor="plan"),
    )


def _hidden(asked: Asked, *without: str) -> dict[str, str]:
    return {name: value for name, value in asked.query().items() if name not in without}


def _option_address(asked: Asked, option: Option) -> str:
    """The same form with the doubt taken away."""
    said = {name: request.args.get(name, "") for name in ACTIONS} | {option.field: option.value}
    filled: dict[str, Any] = asked.query() | {name: value for name, value in said.items() if value}
    return url_for(PAGE, **filled)


def _lists(bench: Bench, ground: Ground, first: Outcome) -> dict[str, Any]:
    """Codes and names of a small map: what can come, libraries first, and what can close or move."""
    is_open = {*first.after.sites.id.tolist()}
    free = [row for row in ground.candidates.tolist() if bench.listings[row].id not in is_open]
    there = sorted(
        (bench.row_of[one] for one in is_open if one in bench.row_of), key=lambda row: bench.folded_names[row]
    )
    by_name = sorted(free, key=lambda row: bench.folded_names[row])
    return {
        "libraries": [(bench.code(row), bench.names[row]) for row in by_name if bench.is_library[row]],
        "others": [(bench.code(row), bench.names[row]) for row in by_name if not bench.is_library[row]],
        "open": [(bench.code(row), bench.names[row]) for row in there],
    }


def _targets(site: Site) -> list[tuple[str, int, str]]:
    """Pillar of every target of the program, how many places, and in words what is still needed for it."""
    return [
        (
            one.pillar,
            one.count,
            _(
                "Nog nodig voor het doel: %(number)s plekken op %(day)s",
                number=words.number(one.count),
                day=words.day(one.by),
            ),
        )
        for one in site.data.program.targets
        if one.pillar in site.pillars
    ]


def _dots(site: Site, ground: Ground) -> str:
    """The places as they are, as one shape: thousands of them are a few kilobytes."""
    if _WHOLE not in ground.shapes:
        xy = ground.now.sites.xy_rd.tolist()
        ground.shapes[_WHOLE] = steps_of(site.drawing.at(x, y) for x, y in xy)
    return ground.shapes[_WHOLE]


def _marks(site: Site, first: Outcome) -> list[tuple[str, int, int]]:
    """What the drawing shows of the steps: kind, and where in it."""
    ends = [
        ("dicht", one.place) if place else ("bij", one.to)
        for one in first.steps
        if not one.refused
        for place in (True, False)
        if (one.place if place else one.to)
    ]
    return [(kind, *site.drawing.at(one.x_rd, one.y_rd)) for kind, one in ends if one is not None]


def _files() -> dict[str, str]:
    """Addresses of what a browser reckons with, with blanks for what it chooses."""
    names = ("points", "places", "names", "towns")
    return {name: url_for(f"whatiffiles.{name}") for name in names} | {
        "people": url_for("whatiffiles.people", groep=_BLANKS[0]),
        "pillar": url_for("whatiffiles.pillar", pijler=_BLANKS[0], wanneer=_BLANKS[1]),
        "border": url_for("whatiffiles.border", gemeentecode=_BLANKS[0]),
    }
