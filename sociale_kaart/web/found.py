"""What was found, in a sentence: how many places with which help, how near, and which is the nearest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from sociale_kaart.gebieden.places import Position
from sociale_kaart.web import words
from sociale_kaart.web.facets import facet_names
from sociale_kaart.web.language import gettext, own_text
from sociale_kaart.web.language import say as _
from sociale_kaart.web.language import say_counted as ngettext
from sociale_kaart.web.placeindex import Selection
from sociale_kaart.web.question import Query
from sociale_kaart.web.site import Site
from sociale_kaart.web.wanneer import Choice

# "Near" is as far as one must go for a choice of three; no place is called near beyond the last.
RADII_KM = (1, 2, 5, 10, 20, 50)
ENOUGH = 3
FAR_M = 50_000.0


@dataclass(frozen=True, slots=True)
class Found:
    """The sentences above a list.

    heading : how many there are, or that there is none
    nearest : which is the nearest of them, and how far; "" where that says nothing more
    beyond : how many there are farther away than the heading tells; "" where there are none
    is_far : whether the visitor is so far from all of them that only the nearest is worth telling
    """

    heading: Markup
    nearest: Markup
    is_far: bool
    beyond: str = ""


def what_was_found(
    site: Site, query: Query, at: datetime, position: Position | None, shown: Selection
) -> Found:
    """The sentences about a selection, which is in order of distance where there is a position."""
    is_all_certain = shown.certain == len(shown.rows)
    certain = shown.rows if is_all_certain else shown.rows[~shown.doubtful[shown.rows]]
    if not len(certain):
        return Found(_none(query, at), Markup(), is_far=False)
    if position is None or shown.distance_m is None or query.area:
        return Found(_everywhere(query, at, len(certain)), Markup(), is_far=False)
    metres = shown.distance_m[certain]
    if np.isnan(metres).all():
        return Found(_everywhere(query, at, len(certain)), Markup(), is_far=False)
    first = int(np.nanargmin(metres))
    name = own_text(site.index.name(site.index.locations[int(certain[first])]))
    distance = words.distance(float(metres[first]))
    if metres[first] > FAR_M:
        return Found(
            _(
                "Op deze kaart staat geen plek met %(help)s bij %(place)s.",
                help=_help(query),
                place=place_name(position),
            ),
            _("De dichtste plek op deze kaart is %(name)s: %(distance)s.", name=name, distance=distance),
            is_far=True,
        )
    radius = radius_km(metres)
    count = int(np.count_nonzero(metres <= radius * 1000))
    return Found(
        _near(query, at, radius, count, place_name(position)),
        _("De dichtste is %(name)s: %(distance)s.", name=name, distance=distance),
        is_far=False,
        beyond=_beyond(len(metres) - count),
    )


def chosen(query: Query, at: datetime, *, on_paper: bool = False) -> list[str]:
    """What was asked beside where and which help, each in a few words.

    on_paper : for who reads it another day: by date instead of "now" and "today"
    """
    when = query.when
    if on_paper and when.choice is Choice.TODAY:
        when = replace(when, choice=Choice.DAY, day=at.date())
    then = when.phrase(at.date())
    said = [gettext("%(then)s open", then=then)] if then else []
    if on_paper and when.choice is Choice.NOW:
        day = words.weekday(at.date(), at.date())
        said = [gettext("open op %(day)s, %(time)s", day=day, time=words.clock_time(at))]
    if when.choice is Choice.NOT_KNOWN:
        said = [gettext("tijden onbekend")]
    return said + facet_names(query.facets)


def place_name(position: Position) -> str:
    """A position as it stands in a sentence."""
    if position.kind in ("postcode4", "postcode"):
        return gettext("postcode %(postcode)s", postcode=position.label)
    return position.label


def _help(query: Query) -> str:
    """What was asked for and must fit besides, after "plekken met"; and where, if only that part of the map counts."""
    besides = facet_names(query.facets)
    said = (
        _("%(help)s (%(choices)s)", help=query.phrase, choices=words.listed(besides))
        if besides
        else query.phrase
    )
    return _("%(help)s in dit gebied", help=said) if query.area else said


def radius_km(metres: NDArray[np.float64]) -> int:
    """The smallest radius that holds a choice of places, else the smallest that holds them all."""
    within = [(int(np.count_nonzero(metres <= km * 1000)), km) for km in RADII_KM]
    most = within[-1][0]
    return next(km for count, km in within if count >= min(ENOUGH, most))


def _beyond(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "Verder weg is nog %(number)s plek.",
        "Verder weg zijn nog %(number)s plekken.",
        count,
        number=words.number(count),
    )


def _near(query: Query, at: datetime, radius: int, count: int, place: str) -> Markup:
    then = query.when.phrase(at.date())
    said = {
        "number": words.number(count),
        "help": _help(query),
        "km": str(radius),
        "place": place,
        "then": then,
    }
    if query.when.choice is Choice.NOT_KNOWN:
        return ngettext(
            "Van %(number)s plek binnen %(km)s km van %(place)s weten we de tijden niet.",
            "Van %(number)s plekken binnen %(km)s km van %(place)s weten we de tijden niet.",
            count,
            **said,
        )
    if then:
        return ngettext(
            "Er is %(number)s plek met %(help)s binnen %(km)s km van %(place)s die %(then)s open is.",
            "Er zijn %(number)s plekken met %(help)s binnen %(km)s km van %(place)s die %(then)s open zijn.",
            count,
            **said,
        )
    return ngettext(
        "Er is %(number)s plek met %(help)s binnen %(km)s km van %(place)s.",
        "Er zijn %(number)s plekken met %(help)s binnen %(km)s km van %(place)s.",
        count,
        **said,
    )


def _everywhere(query: Query, at: datetime, count: int) -> Markup:
    then = query.when.phrase(at.date())
    said = {"number": words.number(count), "help": _help(query), "then": then}
    if query.when.choice is Choice.NOT_KNOWN:
        return ngettext(
            "Van %(number)s plek met %(help)s weten we de tijden niet.",
            "Van %(number)s plekken met %(help)s weten we de tijden niet.",
            count,
            **said,
        )
    if then:
        return ngettext(
            "Er is %(number)s plek met %(help)s die %(then)s open is.",
            "Er zijn %(number)s plekken met %(help)s die %(then)s open zijn.",
            count,
            **said,
        )
    return ngettext(
        "Er is %(number)s plek met %(help)s.", "Er zijn %(number)s plekken met %(help)s.", count, **said
    )


def _none(query: Query, at: datetime) -> Markup:
    then = query.when.phrase(at.date())
    if query.when.is_over(at):
        return _("Dit deel van de dag is al voorbij.")
    if query.when.choice is Choice.NOT_KNOWN:
        return _("Er is geen plek met %(help)s waarvan we de tijden niet weten.", help=_help(query))
    if then:
        return _("We weten geen plek met %(help)s die %(then)s open is.", help=_help(query), then=then)
    if query.facets:
        return _("We weten geen plek met %(help)s.", help=_help(query))
    return _("We weten nog geen plek met %(help)s.", help=_help(query))
