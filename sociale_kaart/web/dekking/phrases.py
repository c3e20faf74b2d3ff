"""The sentences under the map, with blanks: the page fills them in, and so does its script when a choice changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from sociale_kaart.web import words
from sociale_kaart.web.dekking.paint import Facts

_BLANK = re.compile(r"\{(\w+)\}")


def fill(sentence: str, blanks: Mapping[str, str]) -> str:
    """A sentence with its blanks filled in; an empty one leaves no gap."""
    return " ".join(_BLANK.sub(lambda found: blanks[found[1]], sentence).split()).replace(" :", ":")


def choose(told: Facts, *, is_label: bool) -> tuple[str, ...]:
    """Names of the phrases that say these facts: two for the map, and one for how sure its gaps are.

    static/src/dashboardsaid.js chooses alike; a test in a browser holds the two equal.
    """
    return (*(_of_label(told) if is_label else _of_range(told)), _sure(told))


def _of_label(told: Facts) -> tuple[str, str]:
    if told.without:
        first = "without_unknown" if told.unknown else "without"
        return first, _served(told)
    if told.unknown == told.gemeenten:
        return "all_unknown", "unknown_is_not_none"
    if told.unknown:
        return "own_unknown", "unknown_is_not_none"
    return "all_own", "reached_least" if told.is_reached_least else "reached"


def _served(told: Facts) -> str:
    if told.served is None:
        return "people"
    if not told.served:
        return "people_none_known" if told.is_served_least else "people_none"
    return "people_served_least" if told.is_served_least else "people_served"


def _of_range(told: Facts) -> tuple[str, str]:
    its = told.range
    if its is None:
        return "no_value", "unknown_is_not_none"
    end = "" if its.known == told.gemeenten else "_unknown"
    if its.lowest == its.highest:
        return "range_one", f"one{end}"
    return "range", f"half_lowest{end}" if its.half == its.lowest else f"half{end}"


def _sure(told: Facts) -> str:
    if not told.gaps:
        return "no_gap"
    if told.robust == told.gaps:
        return "gaps_robust"
    return "gaps_some_robust" if told.robust else "gaps_none_robust"


def say_gaps(told: Facts, said: Mapping[str, str]) -> str:
    """What stands beside a kind of help: how many gaps it has, in the numbers of the legend; `said` as of `phrases`.

    No gap is said of what nobody knows.
    """
    blanks = {
        "gaps": of_gemeenten(told.gaps, said),
        "robust": words.number(told.robust),
        "perhaps": words.number(told.perhaps),
        "untold": words.number(told.untold),
    }
    return ", ".join(fill(said[name], blanks) for name in _of_gaps(told))


def _of_gaps(told: Facts) -> Iterator[str]:
    """Names of the phrases that say it, one after the other."""
    if told.gaps:
        yield "tab_gaps"
    elif told.untold < told.gemeenten:
        yield "tab_no_gap_known" if told.untold or told.perhaps else "tab_no_gap"
    if told.perhaps:
        yield "tab_perhaps"
    if told.untold:
        yield "tab_unknown"


def of_gemeenten(number: int, said: Mapping[str, str]) -> str:
    """So many gemeenten, in words."""
    return fill(said["one_gemeente" if number == 1 else "gemeenten"], {"number": words.number(number)})


def phrases(gemeenten: int) -> dict[str, str]:
    """Every phrase by its name, in the language at hand, for a map of so many gemeenten."""
    return {
        "without": ngettext(
            "In de enige gemeente is %(moment)s geen plek voor ‘%(pillar)s’.",
            "In %(without)s van de %(total)s gemeenten is %(moment)s geen plek voor ‘%(pillar)s’.",
            gemeenten,
            **_open("without", "total", "moment", "pillar"),
        ),
        "without_unknown": _(
            "In %(without)s van de %(total)s gemeenten is %(moment)s geen plek voor ‘%(pillar)s’; "
            "van %(unknown)s weten we het niet.",
            **_open("without", "total", "moment", "pillar", "unknown"),
        ),
        "people": _(
            "Waar geen plek is, wonen %(people)s %(who)s; hoeveel van hen dichtbij terechtkunnen, weten we niet.",
            **_open("people", "who"),
        ),
        "people_served": _(
            "Waar geen plek is, wonen %(people)s %(who)s; %(served)s van hen hebben er een "
            "binnen %(km)s kilometer in een buurgemeente.",
            **_open("people", "who", "served", "km"),
        ),
        "people_none": _(
            "Waar geen plek is, wonen %(people)s %(who)s; niemand van hen heeft er een binnen %(km)s kilometer.",
            **_open("people", "who", "km"),
        ),
        "people_none_known": _(
            "Waar geen plek is, wonen %(people)s %(who)s; voor niemand van hen kennen we er een "
            "binnen %(km)s kilometer.",
            **_open("people", "who", "km"),
        ),
        "people_served_least": _(
            "Waar geen plek is, wonen %(people)s %(who)s; minstens %(served)s van hen hebben er een "
            "binnen %(km)s kilometer in een buurgemeente.",
            **_open("people", "who", "served", "km"),
        ),
        "all_unknown": ngettext(
            "Van de enige gemeente weten we niet of er %(moment)s een plek is voor ‘%(pillar)s’.",
            "Van geen van de %(total)s gemeenten weten we of er %(moment)s een plek is voor ‘%(pillar)s’.",
            gemeenten,
            **_open("total", "moment", "pillar"),
        ),
        "own_unknown": _(
            "In %(own)s van de %(total)s gemeenten is %(moment)s een plek voor ‘%(pillar)s’; "
            "van %(unknown)s weten we het niet.",
            **_open("own", "total", "moment", "pillar", "unknown"),
        ),
        "all_own": ngettext(
            "In de enige gemeente is %(moment)s een plek voor ‘%(pillar)s’.",
            "In alle %(total)s gemeenten is %(moment)s een plek voor ‘%(pillar)s’.",
            gemeenten,
            **_open("total", "moment", "pillar"),
        ),
        "reached": _(
            "Van alle %(all)s %(who)s hebben %(reached)s er een binnen %(km)s kilometer.",
            **_open("all", "who", "reached", "km"),
        ),
        "reached_least": _(
            "Van alle %(all)s %(who)s hebben minstens %(reached)s er een binnen %(km)s kilometer.",
            **_open("all", "who", "reached", "km"),
        ),
        "unknown_is_not_none": _(
            "Onbekend is iets anders dan ‘geen plek’: waar het onbekend is, heeft niemand alles geteld."
        ),
        "no_value": ngettext(
            "Dit cijfer is voor de enige gemeente niet bekend.",
            "Dit cijfer is voor geen van de %(total)s gemeenten bekend.",
            gemeenten,
            **_open("total"),
        ),
        "range": _(
            "%(measure)s %(moment)s: van %(lowest)s in %(lowest_of)s tot %(highest)s in %(highest_of)s.",
            **_open("measure", "moment", "lowest", "lowest_of", "highest", "highest_of"),
        ),
        "range_one": _(
            "%(measure)s %(moment)s: %(lowest)s, overal waar we het weten.",
            **_open("measure", "moment", "lowest"),
        ),
        "one": _("Dat geldt voor alle gemeenten."),
        "one_unknown": _(
            "Van %(untold)s van de %(total)s gemeenten weten we het niet.", **_open("untold", "total")
        ),
        "half_lowest": _("In de helft van de gemeenten of meer is het %(half)s.", **_open("half")),
        "half_lowest_unknown": _(
            "In de helft van de gemeenten of meer is het %(half)s; van %(untold)s weten we het niet.",
            **_open("half", "untold"),
        ),
        "half": _("In de helft van de gemeenten is het %(half)s of minder.", **_open("half")),
        "half_unknown": _(
            "In de helft van de gemeenten is het %(half)s of minder; van %(untold)s weten we het niet.",
            **_open("half", "untold"),
        ),
        "no_gap": _("Van geen enkele gemeente is zeker dat er een gat is."),
        "gaps_robust": _(
            "Een gat zien we in %(gaps)s; dat blijft zo als adressen of afstanden iets anders zijn.",
            **_open("gaps"),
        ),
        "gaps_some_robust": _(
            "Een gat zien we in %(gaps)s; bij %(robust)s daarvan blijft dat zo als afstanden iets anders zijn.",
            **_open("gaps", "robust"),
        ),
        "gaps_none_robust": _(
            "Een gat zien we in %(gaps)s; met iets andere adressen of afstanden kan dat anders zijn.",
            **_open("gaps"),
        ),
        "tab_gaps": _("gat in %(gaps)s (zeker in %(robust)s)", **_open("gaps", "robust")),
        "tab_no_gap": _("geen gat"),
        "tab_no_gap_known": _("geen gat bekend"),
        "tab_perhaps": _("misschien in %(perhaps)s", **_open("perhaps")),
        "tab_unknown": _("%(unknown)s onbekend", unknown="{untold}"),
        "one_gemeente": ngettext("1 gemeente", "%(number)s gemeenten", 1, **_open("number")),
        "gemeenten": ngettext("1 gemeente", "%(number)s gemeenten", 2, **_open("number")),
    }


def _open(*names: str) -> dict[str, Any]:
    """Blanks that are left open."""
    return {name: f"{{{name}}}" for name in names}
