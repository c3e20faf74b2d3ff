"""What comes of reading one cell: a value, and what there is to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from sociale_kaart.problems import Severity

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with one cell; message and remedy are Dutch sentences, the message about the cell's value."""

    code: str
    message: str
    remedy: str = ""
    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """The value a cell stands for (a field's own "unknown" where it cannot be read), with its faults."""

    value: T
    faults: tuple[Fault, ...] = ()


_SAYS_UNKNOWN = frozenset(
    ["?", "??", "-", "--", "onbekend", "unknown", "nvt", "n.v.t.", "n.v.t", "n/a", "nb", "n.b."]
)


def says_unknown(text: str) -> bool:
    """Whether a cell is empty or says that it is not known."""
    return not text or text.casefold() in _SAYS_UNKNOWN
