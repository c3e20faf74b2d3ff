"""The places of the map as columns to search in, and the states of their help: what `search.select` reckons from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.model import fold
from sociale_kaart.web.facets import ByAppointment, Facets
from sociale_kaart.web.filesite.span import Span
from sociale_kaart.web.filesite.timelines import Timelines
from sociale_kaart.web.placeindex import Wanted
from sociale_kaart.web.site import Site

_CENTIMETRES = 2


def place_columns(site: Site, span: Span) -> dict[str, Any]:
    """Per place of the index, and per help at it; a string has a digit for each: 0 no, 1 unknown, 2 yes."""
    index, columns, facts = site.index, site.place_hours.columns, site.place_hours.facts
    weights = [1 << number for number in range(len(index.pillars))]
    rows = site.map_points.row_of
    return {
        "version": site.map_points.version,
        "x": _metres(index.x_rd),
        "y": _metres(index.y_rd),
        "row": [rows.get(one.id, -1) for one in index.locations],
        "yes": [int(one @ weights) for one in index.yes],
        "unknown": [int(one @ weights) for one in index.unknown],
        "helps": _digits(~_helpless(site)),
        "categories": {fold(one): _category(site, one) for one in _asked_categories(site)},
        "stepFree": _digits(facts.per_place(Facets(drempelvrij="ja"))),
        "help": {
            "places": np.bincount(columns.row, minlength=len(index)).tolist(),
            "pillar": columns.pillar.tolist(),
            "category": _where(columns.category),
            "sure": _digits(columns.is_sure),
            "known": _digits(columns.is_known),
            "begins": _days(columns.begins, span),
            "ends": _days(columns.ends, span),
            "walkIn": _digits(facts.per_help(Facets(afspraak=ByAppointment.WALK_IN))),
            "byAppointment": _digits(facts.per_help(Facets(afspraak=ByAppointment.NEEDED))),
            "free": _digits(facts.per_help(Facets(gratis="ja"))),
            "languages": {one: _digits(facts.per_help(Facets(taal=one))) for one in facts.languages},
            # A language that nobody named anywhere: unknown, but at a desk that tells nothing of its own.
            "otherLanguage": _digits(facts.per_help(Facets(taal="-"))),
        },
    }


def help_states(site: Site, timelines: Timelines) -> dict[str, Any]:
    """Of every help, in the order of the columns, which of the timelines it has; -1 where nobody says when."""
    numbers: dict[str, int] = {}
    of_help = []
    for one in site.place_hours.columns.helps:
        text = timelines.states(one.key)
        of_help.append(-1 if text is None else numbers.setdefault(text, len(numbers)))
    return {
        "version": site.map_points.version,
        "first": timelines.span.first.isoformat(),
        "end": timelines.span.end.isoformat(),
        "timelines": list(numbers),
        "help": of_help,
    }


def _helpless(site: Site) -> NDArray[np.bool_]:
    """Places (n,) of which nobody says that any help is there."""
    return site.index.select(Wanted(), with_unknown=True).doubtful


def _asked_categories(site: Site) -> list[str]:
    return sorted({name for need in site.data.config.needs for name in need.categories})


def _category(site: Site, category: str) -> str:
    found = site.index.select(Wanted((), (category,)), with_unknown=True)
    ranks = np.zeros(len(site.index), dtype=np.uint8)
    ranks[found.rows] = 2
    ranks[found.doubtful] = 1
    return _digits(ranks)


def _digits(values: Iterable[Any]) -> str:
    return "".join(str(int(one)) for one in values)


def _metres(values: NDArray[np.float64]) -> list[float | None]:
    return [None if math.isnan(one) else round(one, _CENTIMETRES) for one in values.tolist()]


def _where(categories: NDArray[np.str_]) -> dict[str, list[int]]:
    """Category -> the helps of it; without those of none."""
    return {str(one): np.flatnonzero(categories == one).tolist() for one in np.unique(categories) if one}


def _days(ordinals: NDArray[np.int64], span: Span) -> dict[int, int]:
    """Help -> day, counted from the first of the span, where it has one."""
    extremes = (1, 3_652_059)  # date.min and date.max: no day was told
    return {
        number: day - span.first.toordinal()
        for number, day in enumerate(ordinals.tolist())
        if day not in extremes
    }
