"""The table of figures: a column for how it is now, and one for each plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from sociale_kaart.coverage.report.kind import NOT_KNOWN, Kind
from sociale_kaart.model import Target
from sociale_kaart.web import words
from sociale_kaart.web.language import marked
from sociale_kaart.web.site import Site
from sociale_kaart.web.whatif import sentences
from sociale_kaart.web.whatif.bounds import any_open, is_open
from sociale_kaart.web.whatif.kinds import counted, key_of
from sociale_kaart.web.whatif.outcome import Outcome
from sociale_kaart.web.whatif.question import Asked
from sociale_kaart.web.whatif.reckoned import FIRST, SECOND, Reckoned

if TYPE_CHECKING:
    from sociale_kaart.coverage.glance import Glance, Whole
    from sociale_kaart.web.whatif.ground import Ground

# In the words of the dashboard.
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
_NO_PLAN: Mapping[str, str] = {"gaining": "–", "losing": "–"}


@dataclass(frozen=True, slots=True)
class Column:
    """A plan, or how it is now: every cell by the name of its row."""

    key: str
    name: str
    cells: Mapping[str, str]


def columns(found: Reckoned) -> list[Column]:
    """How it is now, and what each plan makes of it."""
    return [_now(found), *(_of_plan(found, key) for key in found.outcomes)]


def plan_names(asked: Asked) -> Mapping[str, str]:
    """What the plan at hand is called, and the other."""
    other = asked.second.name if asked.second else ""
    return {FIRST: asked.first.name or _("Uw plan"), SECOND: other or _("Het andere plan")}


def row_titles(site: Site, asked: Asked) -> list[tuple[str, str]]:
    """Name and title of every row, but for those of the targets."""
    km = words.number(asked.choices.limit_km)
    return [
        ("places", _places_title(site.pillars[asked.choices.pillar].name, asked.then)),
        ("places_unknown", _(UNKNOWN_TITLES[asked.is_at_a_moment])),
        ("persons_within", _("Mensen met een plek binnen %(km)s km", km=km)),
        ("persons_beyond", _("Mensen die verder weg wonen")),
        ("gaining", _("Mensen die er een plek bij krijgen")),
        ("losing", _("Mensen die hun plek verliezen")),
        ("mean_distance_m", _("Gemiddelde afstand")),
        ("hours", _("Uren per week op de bekende plekken")),
        *((key_of(kind), _(title)) for kind, title in _KIND_TITLES.items()),
    ]


def target_rows(site: Site) -> list[tuple[str, int, str]]:
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
        for one in _targets(site)
    ]


def gains(ground: Ground, found: Outcome) -> dict[str, str]:
    """How many people a plan brings a place, and takes one from: at most so many where some may have another."""
    gaining_at_most = any(one.persons_gaining and is_open(ground, one.before) for one in found.changes)
    losing_at_most = any(one.persons_losing and is_open(ground, one.after) for one in found.changes)
    return {
        "gaining": sentences.persons(found.persons_gaining, at_most=gaining_at_most),
        "losing": sentences.persons(found.persons_losing, at_most=losing_at_most),
    }


def has_two_hours(found: Reckoned) -> bool:
    """Whether hours are said anywhere as a lower and an upper bound."""
    return any(map(_has_two_hours, (found.first.now, *(one.whole for one in found.outcomes.values()))))


def _now(found: Reckoned) -> Column:
    seen = found.ground.glances(found.asked.choices.persons)
    return Column("nu", _("Nu"), {**_cells(found, found.first.now, seen, found.kinds_now()), **_NO_PLAN})


def _of_plan(found: Reckoned, key: str) -> Column:
    one = found.outcomes[key]
    cells = _cells(found, one.whole, one.seen, found.kinds(key))
    return Column(key, plan_names(found.asked)[key], cells | gains(found.ground, one))


def _cells(
    found: Reckoned, whole: Whole, seen: Sequence[Glance], kinds: Mapping[str, Kind]
) -> dict[str, str]:
    may_be_more = any_open(found.ground, seen)
    return {
        "places": words.number(whole.places),
        "places_unknown": words.number(whole.places_unknown),
        "persons_within": _within(whole, may_be_more=may_be_more),
        "persons_beyond": sentences.persons(whole.persons_beyond, at_most=may_be_more),
        "mean_distance_m": sentences.metres(whole.mean_distance_m, at_most=may_be_more),
        "hours": _hours(whole, kinds),
        **{kind: words.number(count) for kind, count in counted(kinds.values()).items()},
        **_still_needed(found.site, whole),
    }


def _within(whole: Whole, *, may_be_more: bool) -> str:
    within = sentences.persons(whole.persons_within)
    is_least = may_be_more and round(whole.persons_beyond or 0)
    return _(sentences.LEAST, value=within) if is_least else within


def _hours(whole: Whole, kinds: Mapping[str, Kind]) -> str:
    """Without any place there are none only where no gemeente is unknown."""
    if not whole.places and any(one in NOT_KNOWN for one in kinds.values()):
        return _(sentences.UNKNOWN)
    return sentences.hours(whole.hours_per_week_low, whole.hours_per_week_high)


def _still_needed(site: Site, whole: Whole) -> dict[str, str]:
    """How many places are still needed for each target."""
    return {
        f"doel{number}": words.number(max(one.count - whole.places, 0))
        for number, one in enumerate(_targets(site))
    }


def _targets(site: Site) -> list[Target]:
    return [one for one in site.data.program.targets if one.pillar in site.pillars]


def _has_two_hours(whole: Whole) -> bool:
    high = whole.hours_per_week_high
    return high is not None and words.number(whole.hours_per_week_low) != words.number(high)


def _places_title(pillar: str, then: str) -> str:
    if not then:
        return _("Bekende plekken met ‘%(pillar)s’", pillar=pillar)
    return _("Bekende plekken met ‘%(pillar)s’, %(moment)s", pillar=pillar, moment=then)
