"""Streets with a slip of the hand in them, where nothing else can be meant, without grading every other street.

What is found here is what the grader says too: it is asked once for each kind of evidence, and never where a street
stands less clear than its own rules ask for (grade.MARGIN), where a street is called so in another place that may be
meant, or where words were added: "t.o. Kerkstraat" is no misspelled Kerkstraat.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sociale_kaart.geocode.grade import MARGIN
from sociale_kaart.geocode.judge import street_likeness
from sociale_kaart.geocode.register.describe import House
from sociale_kaart.geocode.register.literal import Typed
from sociale_kaart.geocode.register.places import Place, Places
from sociale_kaart.geocode.register.streets import CLOSE, Streets

# Below this the grader looks at more than we do here.
ALIKE_FROM = 0.85
NONE_MEANT = (0, 0.0)
_FIGURES = re.compile(r"[0-9]+")


class Slips:
    """Knows the misspelled streets of one register."""

    def __init__(self, places: Places, streets: Streets) -> None:
        self._places, self._streets = places, streets

    def meant(self, typed: str, norm: str, place: Place) -> tuple[int, float]:
        """Id and likeness of the street of a place that is meant by one it does not have; NONE_MEANT where unsure."""
        found, best = self._streets.like(norm, (place,))
        if best < CLOSE or self._is_called_so(norm, self._places.meant(place.woonplaats).in_gemeente):
            return NONE_MEANT
        alike = [street_likeness(typed, street.name) for street in found]
        first = max(alike)
        if first < ALIKE_FROM or sum(one > first - MARGIN for one in alike) > 1:
            return NONE_MEANT
        street = found[alike.index(first)]
        return (street.id, first) if _is_spelled_out(typed, street.name) else NONE_MEANT

    def on_postcode(self, typed: Typed, norm: str, place: Place | None, house: House) -> float:
        """How like the street of a postcode and number is to the one typed; 0 where unsure that it is meant."""
        if place is None or not _is_spelled_out(typed.street, house.row.street):
            return 0.0
        beside = self._places.meant(place.woonplaats).all
        alike = street_likeness(typed.street, house.row.street)
        return alike if alike >= ALIKE_FROM and not self._is_called_so(norm, beside) else 0.0

    def _is_called_so(self, norm: str, places: Iterable[Place]) -> bool:
        return any(self._streets.of_place(place.id).called(norm) for place in places)


def _is_spelled_out(typed: str, there: str) -> bool:
    """Whether no word was added, left out or cut short, and no figure changed: the reader knows more of those."""
    return (
        "." not in typed
        and len(typed.split()) == len(there.split())
        and _FIGURES.findall(typed) == _FIGURES.findall(there)
    )
