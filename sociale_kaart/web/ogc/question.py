"""What a program asks of a collection, checked; anything else is refused with a sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Collection as Names
from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from sociale_kaart.export.collections import CRSS, LON_LAT, Box
from sociale_kaart.web.faults import Refused

DEFAULT_LIMIT = 100
MOST = 10_000
_MOST_OFFSET = 10**9
_OWN = frozenset({"limit", "offset", "bbox", "bbox-crs", "crs", "datetime", "f"})
# RFC 3339: a moment, or two with a slash, either of them open.
_MOMENT = r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?"
_DATETIME = re.compile(rf"{_MOMENT}|({_MOMENT}|\.\.|)/({_MOMENT}|\.\.|)")


@dataclass(frozen=True, slots=True)
class Question:
    """Which features, and in which CRS their coordinates are wanted.

    box : in box_crs. equal : column -> what it must read
    """

    limit: int
    offset: int
    box: Box | None
    box_crs: str
    crs: str
    equal: Mapping[str, str]


def read_question(columns: Names[str]) -> Question:
    """The question in the address; raises Refused (400) on a parameter that is wrong or that nobody knows."""
    refuse_unknown(_OWN | set(columns))
    read_format()
    if "datetime" in request.args and not _DATETIME.fullmatch(request.args["datetime"]):
        raise Refused(400, _("datetime is een moment of een periode volgens RFC 3339."))
    # No feature has a moment of its own: every one fits any period, as the standard has it.
    box_crs = read_crs("bbox-crs")
    return Question(
        limit=min(_whole("limit", DEFAULT_LIMIT, 1, _MOST_OFFSET), MOST),
        offset=_whole("offset", 0, 0, _MOST_OFFSET),
        box=_box(request.args["bbox"], box_crs) if "bbox" in request.args else None,
        box_crs=box_crs,
        crs=read_crs("crs"),
        equal={name: request.args[name] for name in columns if name in request.args},
    )


def refuse_unknown(known: Names[str]) -> None:
    """Raises Refused where the address has a parameter that nobody knows, or one twice."""
    for name, values in request.args.lists():
        if name not in known:
            raise Refused(400, _("Deze parameter bestaat niet: %(name)s.", name=name[:40]))
        if len(values) > 1:
            raise Refused(400, _("Deze parameter staat er twee keer: %(name)s.", name=name))


def read_format() -> None:
    """Raises Refused where another format than JSON is asked for."""
    if request.args.get("f", "json") != "json":
        raise Refused(400, _("Het enige formaat is json."))


def read_crs(parameter: str) -> str:
    """The CRS that a parameter names, by default longitude and latitude; raises Refused on one we do not have."""
    crs = request.args.get(parameter, LON_LAT)
    if crs not in CRSS:
        raise Refused(400, _("%(name)s is een van: %(all)s.", name=parameter, all=", ".join(CRSS)))
    return crs


def _whole(parameter: str, default: int, least: int, most: int) -> int:
    text = request.args.get(parameter, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 11 and least <= int(text) <= most):
        raise Refused(400, _("%(name)s is een heel getal vanaf %(least)s.", name=parameter, least=least))
    return int(text)


def _box(text: str, crs: str) -> Box:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:  # with heights, which we have none of
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)) or numbers[1] > numbers[3]:
        raise Refused(400, _("bbox is vier getallen met een komma ertussen: links, onder, rechts, boven."))
    if numbers[0] > numbers[2] and crs == LON_LAT:  # over the line of dates: nothing of ours lies beyond it
        numbers[2] = 180.0
    if numbers[0] > numbers[2]:
        raise Refused(400, _("bbox is vier getallen met een komma ertussen: links, onder, rechts, boven."))
    return numbers[0], numbers[1], numbers[2], numbers[3]
