"""What is known of every place beside its hours: no appointment, no step, languages, cost; as arrays, made once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.model import Appointment, Location, Offer, Presence, fold
from sociale_kaart.web.facets import ByAppointment, Facets, is_free
from sociale_kaart.web.placehelp import Help
from sociale_kaart.web.ranks import CLOSED, OPEN, UNKNOWN, Ranks

_OF_PRESENCE: Mapping[Presence, int] = {
    Presence.NO: CLOSED,
    Presence.UNKNOWN: UNKNOWN,
    Presence.YES: OPEN,
}
_WALK_IN: Mapping[Appointment, int] = {
    Appointment.NEEDED: CLOSED,
    Appointment.UNKNOWN: UNKNOWN,
    Appointment.POSSIBLE: OPEN,
    Appointment.NONE: OPEN,
}
_MOST_LANGUAGES = 30


def appointment_for(data: MapData, hours: MapHours, key: str, offer: Offer | None) -> Appointment:
    """Whether one needs an appointment: as the hours say, else as the service does."""
    known = hours.hours(key)
    if known is not None and known.appointment is not Appointment.UNKNOWN:
        return known.appointment
    return data.services[offer.service_id].appointment if offer else Appointment.UNKNOWN


class PlaceFacts:
    """Per help (n_helps,) and per place (n,) the rank of each facet; any number of threads may ask.

    helps : (row of the place, what one can come for there), in the order of the places
    """

    def __init__(
        self, data: MapData, places: Sequence[Location], helps: Sequence[tuple[int, Help]], hours: MapHours
    ) -> None:
        self._step_free = _ranks([_OF_PRESENCE[place.step_free] for place in places])
        # A desk beside help of its own tells nothing of its own: the help does.
        has_offers = {row for row, one in helps if one.offer is not None}
        silent = np.array([one.offer is None and row in has_offers for row, one in helps], dtype=np.bool_)
        needs = [appointment_for(data, hours, one.key, one.offer) for _, one in helps]
        services = [data.services[one.offer.service_id] if one.offer else None for _, one in helps]
        self._walk_in = _ranks([_WALK_IN[one] for one in needs])
        self._by_appointment = _ranks(
            [
                OPEN if one is Appointment.NEEDED else UNKNOWN if one is Appointment.UNKNOWN else CLOSED
                for one in needs
            ]
        )
        costs = [is_free(one.cost) if one else Presence.UNKNOWN for one in services]
        self._free = np.where(silent, CLOSED, _ranks([_OF_PRESENCE[one] for one in costs])).astype(np.uint8)
        spoken = [frozenset(fold(word) for word in one.languages) if one else frozenset() for one in services]
        # A list of languages need not be complete: of one that nobody named, nobody knows.
        self._speaks_other = np.where(silent, CLOSED, UNKNOWN).astype(np.uint8)
        counted = Counter(word for words in spoken for word in words)
        self._speaks = {
            word: np.where(silent, CLOSED, _ranks([_speaks(word, words) for words in spoken])).astype(
                np.uint8
            )
            for word, _ in counted.most_common(_MOST_LANGUAGES)
        }
        self._all = np.full(len(helps), OPEN, dtype=np.uint8)
        self._everywhere = np.full(len(places), OPEN, dtype=np.uint8)

    @property
    def languages(self) -> tuple[str, ...]:
        """In which languages help is given, as somebody said; in order of the alphabet."""
        return tuple(sorted(self._speaks))

    @property
    def tells_appointment(self) -> bool:
        """Whether any source says where one can walk in."""
        return bool((self._walk_in == OPEN).any())

    @property
    def tells_step_free(self) -> bool:
        return bool((self._step_free == OPEN).any())

    @property
    def tells_cost(self) -> bool:
        return bool((self._free == OPEN).any())

    def per_help(self, facets: Facets) -> Ranks:
        """How each help answers to all that was asked of it."""
        found = self._all
        if facets.afspraak:
            is_walk_in = facets.afspraak == ByAppointment.WALK_IN
            found = np.minimum(found, self._walk_in if is_walk_in else self._by_appointment)
        if facets.gratis:
            found = np.minimum(found, self._free)
        if facets.taal:
            found = np.minimum(found, self._speaks.get(facets.taal, self._speaks_other))
        return found

    def per_place(self, facets: Facets) -> Ranks:
        """How each place answers to what was asked of the building."""
        return self._step_free if facets.drempelvrij else self._everywhere


def _ranks(values: Sequence[int]) -> Ranks:
    return np.array(values, dtype=np.uint8)


def _speaks(word: str, words: frozenset[str]) -> int:
    return OPEN if word in words else UNKNOWN
