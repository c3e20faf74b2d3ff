"""What a publisher chooses beside what is shown: which parts there are, how high the frame is, in which language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from sociale_kaart.web.faults import Refused
from sociale_kaart.web.language import gettext as _

LEAST_PX, MOST_PX, USUAL_PX = 200, 2000, 600
LEFT_OUT: Final = "nee"
_MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Controls:
    """The parts of an embedded map that are there."""

    search: bool = True
    legend: bool = True
    listed: bool = True

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Controls:
        """Those that an address does not leave out."""
        return cls(*(args.get(name) != LEFT_OUT for name in ("zoekveld", "legenda", "lijst")))

    def query(self) -> dict[str, str]:
        """What an address must say for the same."""
        said = {"zoekveld": self.search, "legenda": self.legend, "lijst": self.listed}
        return {name: LEFT_OUT for name, there in said.items() if not there}


def height_of(args: Mapping[str, str]) -> int:
    """How high the frame is asked, in CSS pixels; raises Refused for one that makes no sense."""
    said = args.get("hoogte", "").strip() or str(USUAL_PX)
    height = int(said) if said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS else 0
    if not LEAST_PX <= height <= MOST_PX:
        raise Refused(HTTPStatus.BAD_REQUEST, _("Kies een hoogte van 200 tot en met 2000."))
    return height
