"""What a program asks of the HSDS interface, checked; anything else is refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import request
from flask_babel import gettext as _

from sociale_kaart.gebieden.places import Position, search_position
from sociale_kaart.hsds.ids import is_uuid
from sociale_kaart.web.faults import Refused

DEFAULT_PER_PAGE = 100
MOST_PER_PAGE = 1000
# With all that belongs to it a record may cost ten milliseconds of the server, and somebody waits for the page.
MOST_IN_FULL = 100
MOST_PROXIMITY_M = 500_000
_MOST_PAGE = 10**9
_LONGEST = 200
_BOOLEANS = {"true": True, "false": False}
_IDS = ("taxonomy_term_id", "taxonomy_id", "organization_id", "parent_id")
_POSTCODE = re.compile(r"[1-9]\d{3}( ?[A-Za-z]{2})?")

PAGING = ("page", "per_page", "format")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which records, how much of each, and how they are handed over.

    per_page : None where not asked. ids : name of a filter -> UUID. position : the middle of the postcode that was
    asked for. proximity_m : None where not asked
    """

    page: int = 1
    per_page: int | None = None
    ndjson: bool = False
    search: str = ""
    ids: dict[str, str]
    flags: frozenset[str] = frozenset()
    modified_after: datetime | None = None
    position: Position | None = None
    proximity_m: float | None = None

    def size(self, usual: int) -> int:
        """How many records a page holds. usual : where nobody said."""
        size = self.per_page or usual
        return min(size, MOST_IN_FULL) if self.flags & {"full", "full_service"} else size

    def id_of(self, name: str) -> str:
        """The UUID that a filter asks for; "" where it does not."""
        return self.ids.get(name, "")


def read_question(filters: Collection[str]) -> Question:
    """The question in the address; raises Refused (400) on a parameter that is wrong or that nobody knows."""
    refuse_unknown({*filters, *PAGING})
    format_ = request.args.get("format", "json")
    if format_ not in ("json", "ndjson"):
        raise Refused(400, _("format is json of ndjson."))
    return Question(
        page=_whole("page", 1, _MOST_PAGE) or 1,
        per_page=_whole("per_page", None, MOST_PER_PAGE),
        ndjson=format_ == "ndjson",
        search=request.args.get("search", "")[:_LONGEST],
        ids={name: _uuid(name) for name in _IDS if name in request.args},
        flags=frozenset(name for name in ("minimal", "full", "full_service", "top_only") if read_flag(name)),
        modified_after=_moment("modified_after"),
        position=_position(),
        proximity_m=_proximity(),
    )


def refuse_unknown(known: Collection[str]) -> None:
    """Raises Refused where the address has a parameter that nobody knows here, or one twice."""
    for name, values in request.args.lists():
        if name not in known:
            raise Refused(400, _("Deze parameter bestaat niet: %(name)s.", name=name[:40]))
        if len(values) > 1:
            raise Refused(400, _("Deze parameter staat er twee keer: %(name)s.", name=name))


def read_flag(name: str) -> bool:
    """A parameter that is true or false, by default false; raises Refused on anything else."""
    text = request.args.get(name, "false")
    if text not in _BOOLEANS:
        raise Refused(400, _("%(name)s is true of false.", name=name))
    return _BOOLEANS[text]


def _whole(name: str, default: int | None, most: int) -> int | None:
    text = request.args.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 11 and 1 <= int(text) <= most):
        raise Refused(400, _("%(name)s is een heel getal van 1 tot en met %(most)s.", name=name, most=most))
    return int(text)


def _uuid(name: str) -> str:
    text = request.args[name]
    if not is_uuid(text):
        raise Refused(400, _("%(name)s is een UUID.", name=name))
    return text.lower()


def _moment(name: str) -> datetime | None:
    text = request.args.get(name)
    if text is None:
        return None
    try:
        # In an address a plus is a space.
        found = datetime.fromisoformat(text.replace(" ", "+") if text.count(" ") == 1 else text)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused(400, _("%(name)s is een datum met tijd (ISO 8601).", name=name)) from None


def _position() -> Position | None:
    text = request.args.get("postcode")
    if text is None:
        return None
    if not _POSTCODE.fullmatch(text):
        raise Refused(400, _("postcode is een Nederlandse postcode, zoals 1234 of 1234 AB."))
    found = search_position(text)
    if not isinstance(found, Position):
        raise Refused(400, _("Deze postcode kennen we niet."))
    return found


def _proximity() -> float | None:
    text = request.args.get("proximity")
    if text is None:
        return None
    if "postcode" not in request.args:
        raise Refused(400, _("proximity gaat over de afstand tot een postcode: geef die ook."))
    if not re.fullmatch(r"\d{1,7}(\.\d{1,6})?", text, re.ASCII) or float(text) > MOST_PROXIMITY_M:
        raise Refused(400, _("proximity is een aantal meters, hoogstens %(most)s.", most=MOST_PROXIMITY_M))
    return float(text)
