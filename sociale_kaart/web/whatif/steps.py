"""The steps of a plan as an address says them: short, safe in any mail, and the same there and back.

::

    plan=bk7m2qd.b20345-50231.sqx3f8p.vw9d4tz-20280-50110
         │       │            │       └ the place w9d4tz moves (verhuist) to this spot, or to the place of another code
         │       │            └ the place qx3f8p closes (sluit)
         │       └ a place comes (bij) at this spot: RD New, in tens of metres
         └ a place comes at the place with this code

A code is the beginning of a hash of a listing's id (web/shortcodes.py). Only letters, digits, `-` and `.`: no browser
and no mail program writes these otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from sociale_kaart.crs import RD_X_RANGE, RD_Y_RANGE
from sociale_kaart.web.shortcodes import LONGEST, SHORTEST, SIGNS

MOST_STEPS = 20
LONGEST_NAME = 40
GRID_M = 10
_CODE = rf"[{SIGNS}]{{{SHORTEST},{LONGEST}}}"
_SPOT = r"\d{1,5}-\d{5}"
_STEP = re.compile(
    rf"(?P<kind>[bs])(?P<code>{_CODE})|b(?P<spot>{_SPOT})|v(?P<who>{_CODE})-(?P<to>{_CODE}|{_SPOT})", re.ASCII
)


class PlanFault(StrEnum):
    """Why a plan cannot be read at all."""

    UNREADABLE = "unreadable"
    TOO_MANY = "too_many"
    ABROAD = "abroad"


class Unreadable(ValueError):
    """A plan that no step of can be taken; `fault` says why."""

    def __init__(self, fault: PlanFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in whole tens of metres, RD New."""

    x: int
    y: int

    @classmethod
    def near(cls, x_rd: float, y_rd: float) -> Self:
        """The nearest to a point in metres; raises Unreadable outside the country."""
        if not (_is_in(x_rd, (0.0, RD_X_RANGE[1])) and _is_in(y_rd, RD_Y_RANGE)):
            raise Unreadable(PlanFault.ABROAD)
        return cls(round(x_rd / GRID_M), round(y_rd / GRID_M))

    @property
    def x_rd(self) -> float:
        return float(self.x * GRID_M)

    @property
    def y_rd(self) -> float:
        return float(self.y * GRID_M)

    def __str__(self) -> str:
        return f"{self.x}-{self.y:05}"


Where = Spot | str  # a spot, or the code of a place


@dataclass(frozen=True, slots=True)
class Add:
    """A place more."""

    where: Where

    def __str__(self) -> str:
        return f"b{self.where}"


@dataclass(frozen=True, slots=True)
class Close:
    """A place less, by its code."""

    code: str

    def __str__(self) -> str:
        return f"s{self.code}"


@dataclass(frozen=True, slots=True)
class Move:
    """The same place elsewhere."""

    code: str
    to: Where

    def __str__(self) -> str:
        return f"v{self.code}-{self.to}"


Step = Add | Close | Move


def written(steps: Sequence[Step]) -> str:
    """The steps as an address says them."""
    return ".".join(map(str, steps))


def read(text: str) -> tuple[Step, ...]:
    """The steps that an address says; raises Unreadable where that is no plan, too long or outside the country."""
    if not text:
        return ()
    parts = text.split(".", MOST_STEPS)
    if len(parts) > MOST_STEPS:
        raise Unreadable(PlanFault.TOO_MANY)
    return tuple(_step(part) for part in parts)


def clean_name(text: str) -> str:
    """What somebody calls a plan: on one line, of signs that show, and not too long."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())[:LONGEST_NAME].strip()


def _step(text: str) -> Step:
    found = _STEP.fullmatch(text)
    if found is None:
        raise Unreadable(PlanFault.UNREADABLE)
    if found["spot"]:
        return Add(_spot(found["spot"]))
    if found["who"]:
        to = found["to"]
        return Move(found["who"], _spot(to) if "-" in to else to)
    return Add(found["code"]) if found["kind"] == "b" else Close(found["code"])


def _spot(text: str) -> Spot:
    x, y = (int(part) * GRID_M for part in text.split("-"))
    return Spot.near(x, y)


def _is_in(value: float, between: tuple[float, float]) -> bool:
    return between[0] <= value <= between[1]
