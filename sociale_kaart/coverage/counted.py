"""What the sources of a map say of one pillar, listing by listing, and where that leaves nothing unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sociale_kaart.coverage.distance import Floats
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.model import Listing, OrganisationKind, Presence

NOWHERE = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one pillar at one listing; a yes of which nobody knows that it counts is `said_unknown` too."""

    listing: Listing
    gemeentecode: str
    presence: Presence
    said_unknown: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """Listings per gemeentecode, of one pillar; "" is a gemeente that nobody knows.

    said_unknown: the source itself says so. unplaced: a yes without a point.
    """

    yes: Counter[str]
    no: Counter[str]
    unknown: Counter[str]
    said_unknown: Counter[str]
    unplaced: Counter[str]
    sites_rd: Floats

    @property
    def doubtful(self) -> frozenset[str]:
        """Gemeenten in which a place may stand that no distance was measured to."""
        return frozenset(self.said_unknown.keys() | self.unplaced.keys())

    @property
    def may_be_anywhere(self) -> bool:
        """A place that is or may be a yes, and nobody knows in which gemeente."""
        return bool(self.yes[NOWHERE] or self.said_unknown[NOWHERE])

    def complete(self, declared: frozenset[str]) -> frozenset[str]:
        """Gemeenten of which the declared list can be believed: none while a place may be in any of them."""
        return frozenset() if self.may_be_anywhere else declared

    def certain(self, declared: frozenset[str]) -> frozenset[str]:
        """Gemeenten in which every place is known and has a point."""
        return self.complete(declared) - self.doubtful


def said_of(data: MapData, pillar: str, kind: str | None = None) -> Iterator[Said]:
    """What is said at every listing, in the order of the map.

    Parameters
    ----------
    kind : only organisations of this kind (model.OrganisationKind). One whose own kind nobody knows may be of it, so
        that its yes is unknown
    """
    for listing in data.inventory.listings:
        presence, says_unknown = data.presence(listing, pillar), data.says_unknown(listing, pillar)
        its_kind = data.organisations[listing.organisation_id].kind
        if kind is not None and its_kind != kind:
            if its_kind is not OrganisationKind.UNKNOWN or presence is Presence.NO:
                continue
            says_unknown |= presence is Presence.YES
            presence = Presence.UNKNOWN
        yield Said(listing, data.gemeente_of(listing.location_id), presence, says_unknown)


def count(data: MapData, pillar: str, kind: str | None = None) -> Counted:
    """The listings of a map, counted; `kind` as in `said_of`."""
    counters: dict[Presence, Counter[str]] = {presence: Counter() for presence in Presence}
    said_unknown: Counter[str] = Counter()
    unplaced: Counter[str] = Counter()
    sites: list[tuple[float, float]] = []
    for said in said_of(data, pillar, kind):
        counters[said.presence][said.gemeentecode] += 1
        match = data.match_of(said.listing.location_id)
        if said.said_unknown:
            said_unknown[said.gemeentecode] += 1
        elif said.presence is Presence.YES and match.x_rd is not None and match.y_rd is not None:
            sites.append((match.x_rd, match.y_rd))
        elif said.presence is Presence.YES:
            unplaced[said.gemeentecode] += 1
    return Counted(
        yes=counters[Presence.YES],
        no=counters[Presence.NO],
        unknown=counters[Presence.UNKNOWN],
        said_unknown=said_unknown,
        unplaced=unplaced,
        sites_rd=np.array(sites, dtype=float).reshape(-1, 2),
    )
