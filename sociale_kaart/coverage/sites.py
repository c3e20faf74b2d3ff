"""The places where a pillar is offered, as arrays that the measures reckon with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.coverage.points import Floats, Strings
from sociale_kaart.model import Listing, Presence

if TYPE_CHECKING:  # whoever brings arrays need not wait for what reads a map and its hours
    from sociale_kaart.dataset.mapdata import MapData
    from sociale_kaart.dataset.maphours import MapHours
    from sociale_kaart.hours.occur import HoursPerWeek
    from sociale_kaart.hours.schedule import Hours

Bools = NDArray[np.bool_]

UNKNOWN_HOURS = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sites:
    """Places one can go to for one pillar: m of them, in one order.

    id : (m,) str, unique; of a built map the id of the listing
    x_rd, y_rd : (m,) metres, RD New
    gemeentecode : (m,) str, "" where the gemeente is not known
    hours_per_week : (m,) hours in which help is given, NaN where that is not known, never zero for that
    kind : (m,) str, the kind of organisation (model.OrganisationKind)
    names : (m,) str, what people call the place
    """

    id: Strings
    x_rd: Floats
    y_rd: Floats
    gemeentecode: Strings
    hours_per_week: Floats
    kind: Strings
    names: Strings

    def __len__(self) -> int:
        return len(self.id)

    @property
    def xy_rd(self) -> Floats:
        """(m, 2) metres, RD New."""
        return np.column_stack((self.x_rd, self.y_rd))

    def only(self, chosen: Bools) -> Sites:
        """The sites (m,) that are chosen, in the same order."""
        return Sites(**{one.name: getattr(self, one.name)[chosen] for one in fields(Sites)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from `start` up to and without `end` that hours a week are the mean of.

    walk_in_only : leave out the hours for which one needs an appointment
    """

    start: date
    end: date
    walk_in_only: bool = False


def sites_of(
    data: MapData,
    pillar: str,
    presence: Presence = Presence.YES,
    *,
    hours: MapHours | None = None,
    period: Period | None = None,
    ever: bool = False,
    without_point: bool = False,
) -> Sites:
    """The sites of a map for one pillar: one per listing with a point, in the order of the map.

    Parameters
    ----------
    presence : YES for what is certain; UNKNOWN for where a source itself says that it is not known (silence is no site)
    hours, period : what hours_per_week are reckoned from; without either all are NaN
    ever : with YES, also what ended or has yet to begin on the day of its source; for measures over time
    without_point : those without a point instead; their coordinates are NaN

    hours_per_week is NaN where no hours are told, where part of them is not understood, and where some in the period
    are uncertain (a public holiday of which nobody says whether it counts): take a period of ordinary weeks, or bounds.
    What the sources say of one desk in the same words is counted once.
    """
    chosen = [
        one
        for one in data.inventory.listings
        if data.match_of(one.location_id).has_point is not without_point
        and _is_site(data, one, pillar, presence, ever=ever)
    ]
    weekly = hours.hours_per_week(period.start, period.end) if hours and period else {}
    matches = [data.match_of(one.location_id) for one in chosen]
    return Sites(
        id=_strings(one.id for one in chosen),
        x_rd=np.array([match.x_rd for match in matches], dtype=np.float64),
        y_rd=np.array([match.y_rd for match in matches], dtype=np.float64),
        gemeentecode=_strings(data.gemeente_of(one.location_id) for one in chosen),
        hours_per_week=np.array(
            [_hours(data, one, pillar, weekly, hours, period) for one in chosen], dtype=np.float64
        ),
        kind=_strings(data.organisations[one.organisation_id].kind for one in chosen),
        names=_strings(one.name for one in chosen),
    )


def hours_keys(data: MapData, listing: Listing, pillar: str, hours: MapHours) -> tuple[str, ...]:
    """Keys of MapHours that tell when a pillar is offered at a listing; those with the same hours once."""
    told: dict[Hours, str] = {}
    for offer in data.offers_at(listing):
        if data.services[offer.service_id].pillar == pillar and offer.presence is Presence.YES:
            its = hours.hours(offer.id)
            if its is None:
                return ()  # of one offer nobody knows when: then of the whole nobody does
            told.setdefault(its, offer.id)
    return tuple(told.values())


def _is_site(data: MapData, listing: Listing, pillar: str, presence: Presence, *, ever: bool) -> bool:
    if presence is Presence.UNKNOWN:
        return data.says_unknown(listing, pillar)
    return data.presence(listing, pillar) is presence or (
        ever
        and any(
            data.services[offer.service_id].pillar == pillar and offer.presence is presence
            for offer in data.offers_at(listing)
        )
    )


def _hours(
    data: MapData,
    listing: Listing,
    pillar: str,
    weekly: Mapping[str, HoursPerWeek],
    hours: MapHours | None,
    period: Period | None,
) -> float:
    keys = hours_keys(data, listing, pillar, hours) if hours and period else ()
    found = [weekly[key] for key in keys]
    if not found or period is None or not all(one.is_complete and not one.uncertain for one in found):
        return UNKNOWN_HOURS
    return sum(one.open + (0.0 if period.walk_in_only else one.by_appointment) for one in found)


def _strings(values: Iterable[str]) -> Strings:
    return np.array([str(one) for one in values], dtype=np.str_)
