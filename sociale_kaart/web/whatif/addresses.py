"""The addresses on the page of what-if: of a plan, of a form with its doubt taken away, and of a browser's files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for

from sociale_kaart.web.whatif.question import ACTIONS, PAGE, Asked, Option

# In addresses for a script, in place of what it fills in; nothing that an address would write otherwise.
BLANKS = ("eerste-", "tweede-")


def address(asked: Asked, **more: str) -> str:
    """The address of a plan."""
    return url_for(PAGE, **(asked.said() | more))


def option_address(args: Mapping[str, str], asked: Asked, option: Option) -> str:
    """The same form with the doubt taken away."""
    said = {name: args.get(name, "") for name in ACTIONS} | {option.field: option.value}
    filled: dict[str, Any] = asked.query() | {name: value for name, value in said.items() if value}
    return url_for(PAGE, **filled)


def file_addresses() -> dict[str, str]:
    """Addresses of what a browser reckons with, with blanks for what it chooses."""
    names = ("points", "places", "names", "towns")
    return {name: url_for(f"whatiffiles.{name}") for name in names} | {
        "people": url_for("whatiffiles.people", groep=BLANKS[0]),
        "pillar": url_for("whatiffiles.pillar", pijler=BLANKS[0], wanneer=BLANKS[1]),
        "border": url_for("whatiffiles.border", gemeentecode=BLANKS[0]),
    }
