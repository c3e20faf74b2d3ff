"""The streets of a register by name: called so, or nearly so.

The names of a place's streets are read when the place is first asked for. Looking for a misspelled street within its
place is what makes it quick and right: the whole country has a hundred times the names.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from sociale_kaart.geocode.likeness import letters, may_be_alike
from sociale_kaart.geocode.register.places import Place
from sociale_kaart.geocode.register.rows import Rows, StreetRow
from sociale_kaart.geocode.street import normalise_street

# Below this a name is another name; above it the grader decides (grade.py), on all of them at once.
CUTOFF, ALIKE = 65.0, 5
# From here on a name may well be this one mistyped.
CLOSE = 82.0
# One this far behind the best cannot come near it in any likeness.
BEHIND = 20.0
# Names that differ more in length are not compared. A slip is a letter or two, but can undo a rule: Twede is not 2e.
LENGTHS = 6
# From so many names on it pays to pass over those that hold other letters altogether.
WORTH_A_LOOK = 500
# Streets of one name that are offered where no place is given.
NAMESAKES = 12


class _ByLength(NamedTuple):
    """Names in order of length, their lengths, and their letters (likeness.letters)."""

    names: NDArray[np.object_]
    lengths: list[int]
    letters: NDArray[np.uint32]


class StreetsOfPlace:
    """The names of one place's streets, each in its normal form, full or shortened; and the ids of who goes by it."""

    def __init__(self, pairs: list[tuple[str, int]], shortened: Iterable[tuple[str, int]]) -> None:
        self._first = dict(reversed(pairs))
        self._others: defaultdict[str, list[int]] = defaultdict(list)
        if len(self._first) < len(pairs):
            for norm, street_id in pairs:
                if self._first[norm] != street_id:
                    self._others[norm].append(street_id)
        for short, street_id in shortened:
            if self._first.setdefault(normalise_street(short), street_id) != street_id:
                self._others[normalise_street(short)].append(street_id)

    def called(self, norm: str) -> list[int]:
        """Ids of the streets that go by a normal form."""
        first = self._first.get(norm)
        if first is None:
            return []
        return [first, *self._others[norm]] if norm in self._others else [first]

    def beginning(self, norms: tuple[str, ...]) -> list[int]:
        """Ids of the streets whose normal form begins with one of these; those called exactly so first."""
        exact = [street_id for norm in norms for street_id in self.called(norm)]
        begun = [one for norm in self._first if norm.startswith(norms) for one in self.called(norm)]
        return list(dict.fromkeys(exact + begun))

    def like(self, norm: str) -> list[tuple[float, int]]:
        """The streets called most like it, with how much out of 100."""
        found = process.extract(norm, self._near(norm), scorer=fuzz.ratio, score_cutoff=CUTOFF, limit=ALIKE)
        return [(likeness, street_id) for name, likeness, _ in found for street_id in self.called(name)]

    def _near(self, norm: str) -> list[str]:
        """The names about as long, less those whose letters rule out that they are meant."""
        by_length = self._by_length
        low = bisect_left(by_length.lengths, len(norm) - LENGTHS)
        high = bisect_right(by_length.lengths, len(norm) + LENGTHS)
        near = by_length.names[low:high]
        if len(near) > WORTH_A_LOOK:
            near = near[may_be_alike(norm, by_length.letters[:, low:high])]
        return list(near)

    @cached_property
    def _by_length(self) -> _ByLength:
        names = sorted(self._first, key=len)
        return _ByLength(np.array(names, dtype=object), list(map(len, names)), letters(names))


class Streets:
    """The streets of one register; what was read once is kept, so that a batch asks little."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._by_id: dict[int, StreetRow] = {}
        self.of_place = lru_cache(maxsize=None)(self._of_place)

    def by_id(self, street_id: int) -> StreetRow:
        """A street by its id."""
        known = self._by_id.get(street_id)
        if known is None:
            known = self._by_id[street_id] = self._rows.street(street_id)
        return known

    def called(self, norm: str, places: Iterable[Place]) -> list[StreetRow]:
        """Streets with this normal form, of their name in full or shortened, in these places."""
        return [self.by_id(one) for place in places for one in self.of_place(place.id).called(norm)]

    def anywhere(self, norm: str) -> list[StreetRow]:
        """Streets with this normal form in the whole country: the largest NAMESAKES of them."""
        return self._rows.streets_called(norm, NAMESAKES)

    def like(self, norm: str, places: Sequence[Place]) -> tuple[list[StreetRow], float]:
        """The streets of these places whose normal form is most like this one, the likest first; and how like that is.

        The runners-up are there too: how far they stand behind tells how sure the first can be.
        """
        found = [one for place in places for one in self.of_place(place.id).like(norm)]
        found.sort(key=lambda one: -one[0])
        best = found[0][0] if found else 0.0
        near = dict.fromkeys(street_id for likeness, street_id in found if likeness >= best - BEHIND)
        return [self.by_id(street_id) for street_id in islice(near, ALIKE)], best

    def _of_place(self, place_id: int) -> StreetsOfPlace:
        return StreetsOfPlace(self._rows.street_norms(place_id), self._rows.street_shorts(place_id))
