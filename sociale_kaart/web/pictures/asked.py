"""How large a picture is asked for, within bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from http import HTTPStatus
from typing import Any, Final

from flask import url_for

from sociale_kaart.export.mappicture import Paper
from sociale_kaart.web import words
from sociale_kaart.web.dekking.choices import NAMES as CHOICES
from sociale_kaart.web.faults import Onward, Refused
from sociale_kaart.web.language import gettext as _

LEAST_PX, MOST_PX, USUAL_PX = 100, 4000, 2000
LEAST_DPI, MOST_DPI, USUAL_DPI = 50, 1200, 300
NAMES: Final = ("breedte", "hoogte", "dpi")
# Every name in the address of a picture.
ALL_NAMES: Final = ("wat", *CHOICES, "gemeente", "locatie", "ook", *NAMES)
# What people write for them who know other pictures.
_MEANT: Final[Mapping[str, str]] = {
    "width": "breedte",
    "height": "hoogte",
    "pillar": "pijler",
    "measure": "maat",
    "group": "groep",
    "when": "moment",
    "date": "datum",
    "within": "binnen",
    "limit": "binnen",
    "municipality": "gemeente",
    "location": "locatie",
}
_PLAN: Final = ("plan", "naam")
_LIKENESS = 0.75
_MOST_DIGITS = 4


def paper_of(args: Mapping[str, str]) -> Paper:
    """The size in an address; raises Refused for one that we do not make."""
    return Paper(
        width_px=_whole(args, "breedte", LEAST_PX, MOST_PX) or USUAL_PX,
        height_px=_whole(args, "hoogte", LEAST_PX, MOST_PX),
        dpi=_whole(args, "dpi", LEAST_DPI, MOST_DPI) or USUAL_DPI,
    )


def refuse_misspelt(names: Iterable[str]) -> None:
    """Raises Refused for a name that is nearly one of ours: with the usual picture nobody would see the mistake.

    Any other name is none of our business: content systems add their own, and a picture that they broke by it would
    vanish from a page.
    """
    for name in names:
        if name in ALL_NAMES:
            continue
        meant = _MEANT.get(name.lower()) or next(
            iter(get_close_matches(name.lower(), ALL_NAMES, n=1, cutoff=_LIKENESS)), None
        )
        if meant:
            sentence = _("‘%(name)s’ kennen we niet. Bedoelt u ‘%(meant)s’?")
            raise Refused(
                HTTPStatus.BAD_REQUEST, sentence % {"name": name, "meant": meant}, choices=ALL_NAMES
            )


def refuse_plan(args: Mapping[str, str], endpoint: str) -> None:
    """Raises Refused for a plan of what-if, and leads to its own picture, which is at `endpoint`.

    Drawn without its plan the map of now would be published as the plan.
    """
    if not args.get("plan"):
        return
    kept: dict[str, Any] = {name: args[name] for name in (*CHOICES, *_PLAN, *NAMES) if args.get(name)}
    sentence = _("Dit is een plaatje zonder plan. Dat met uw plan staat op %(address)s, met dezelfde keuzes.")
    raise Refused(
        HTTPStatus.BAD_REQUEST,
        sentence % {"address": url_for(endpoint)},
        onward=Onward(_("Het plaatje met uw plan"), url_for(endpoint, **kept)),
    )


def query_of(paper: Paper) -> dict[str, str]:
    """What an address must say for this size: only what differs from the usual."""
    said = {
        "breedte": "" if paper.width_px == USUAL_PX else str(paper.width_px),
        "hoogte": "" if paper.height_px is None else str(paper.height_px),
        "dpi": "" if paper.dpi == USUAL_DPI else str(paper.dpi),
    }
    return {name: value for name, value in said.items() if value}


def _whole(args: Mapping[str, str], name: str, least: int, most: int) -> int | None:
    said = args.get(name, "").strip()
    if not said:
        return None
    number = int(said) if said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS else 0
    if not least <= number <= most:
        sentence = _("Kies voor %(name)s een getal van %(least)s tot en met %(most)s.")
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            sentence % {"name": name, "least": words.number(least), "most": words.number(most)},
        )
    return number
