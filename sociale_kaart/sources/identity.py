"""Which rows speak of the same organisation or the same place, whatever order they come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from sociale_kaart.hsds.ids import is_uuid
from sociale_kaart.model import fold, stable_id
from sociale_kaart.sources.fields.coordinates import Point
from sociale_kaart.sources.said import SaidLocation, SaidOrganisation

Key = tuple[str, ...]

# Further apart than this, two points are two places, even under one name.
SAME_PLACE_M = 250.0


class OrganisationKeys:
    """Gives every mention of an organisation the key of the organisation it means.

    The strongest thing known counts: its own id, else ISIL, else KvK (but not of a branch, which shares the KvK of
    its parent), else name and parent. A mention by name alone means the only organisation of that name.
    """

    def __init__(self, mentions: Iterable[SaidOrganisation]) -> None:
        mentions = tuple(mentions)
        self._stronger = _stronger(mentions)
        self._by_name: dict[str, set[Key]] = defaultdict(set)
        for mention in mentions:
            if (key := self._strong(mention)) is not None:
                self._by_name[fold(mention.name)].add(key)
        self._strong_names = {name: frozenset(keys) for name, keys in self._by_name.items()}
        for mention in mentions:
            if mention.name:
                self._by_name[fold(mention.name)].add(self.key(mention))

    def key(self, mention: SaidOrganisation) -> Key:
        """The key of an organisation that a row describes."""
        if (strong := self._strong(mention)) is not None:
            return strong
        named_so = self._strong_names.get(fold(mention.name), frozenset())
        if len(named_so) == 1:
            return next(iter(named_so))
        return ("name", fold(mention.name), fold(mention.parent))

    def named(self, name: str) -> frozenset[Key]:
        """Keys of all organisations of a name."""
        return frozenset(self._by_name.get(fold(name), ()))

    def names(self) -> tuple[str, ...]:
        """Every folded name."""
        return tuple(self._by_name)

    def _strong(self, mention: SaidOrganisation) -> Key | None:
        keys = _strong_keys(mention)
        if not keys:
            return None
        better = self._stronger.get(keys[0], frozenset())
        return next(iter(better)) if len(better) == 1 else keys[0]


def organisation_id(key: Key) -> str:
    """The stable id of an organisation; a number that is a UUID is that id, so that it keeps it in HSDS."""
    return _own_id(key) or stable_id("organisation", *key)


def _strong_keys(mention: SaidOrganisation) -> tuple[Key, ...]:
    """What identifies an organisation beyond its name, strongest first."""
    keys = (
        ("id", fold(mention.organisation_id)),
        ("isil", mention.isil),
        ("kvk", "" if mention.parent else mention.kvk),
    )
    return tuple(key for key in keys if key[1])


def _stronger(mentions: Iterable[SaidOrganisation]) -> Mapping[Key, frozenset[Key]]:
    """For each ISIL and KvK number the stronger keys it stands beside in some row."""
    beside: defaultdict[Key, set[Key]] = defaultdict(set)
    for mention in mentions:
        first, *weaker = _strong_keys(mention) or (("", ""),)
        for key in weaker:
            beside[key].add(first)
    return {key: frozenset(better) for key, better in beside.items()}


class LocationKeys:
    """Gives every described place the key of the place it is.

    What identifies a place is its address; without one its name and town; without those its point; else the
    organisation that is there. Where one such key covers two gemeenten, or one name covers points far apart, these
    tell the places apart.
    """

    def __init__(self, described: Iterable[tuple[SaidLocation, str]]) -> None:
        """Take each described place with the name of the organisation there ("" for none)."""
        gemeenten: defaultdict[Key, set[str]] = defaultdict(set)
        points: defaultdict[Key, set[Point]] = defaultdict(set)
        for location, organisation in described:
            key = _plain_key(location, organisation)
            if location.gemeentecode:
                gemeenten[key].add(location.gemeentecode)
            if location.point is not None:
                points[key].add(location.point)
        self._in_several_gemeenten = {key for key, codes in gemeenten.items() if len(codes) > 1}
        self._at_several_points = {
            key for key, there in points.items() if key[0] != "address" and _far_apart(there)
        }

    def key(self, location: SaidLocation, organisation: str) -> Key:
        """The key of a described place."""
        key = _plain_key(location, organisation)
        extra: Key = ()
        if key in self._in_several_gemeenten:
            extra += (location.gemeentecode,)
        if key in self._at_several_points:
            extra += _point_key(location.point)
        return key + extra


def location_id(key: Key) -> str:
    """The stable id of a location; a number that is a UUID is that id, so that it keeps it in HSDS."""
    return _own_id(key) or stable_id("location", *key)


def _own_id(key: Key) -> str:
    return key[1] if key[0] == "id" and is_uuid(key[1]) else ""


def _plain_key(location: SaidLocation, organisation: str) -> Key:
    if is_uuid(location.location_id):
        return ("id", fold(location.location_id))
    address = location.address
    town = fold(address.woonplaats) or address.postcode.replace(" ", "") or location.gemeentecode
    if address.text:
        return ("address", fold(address.text), town)
    if location.name and town:
        return ("name", fold(location.name), town)
    if location.point is not None:
        return ("point", *_point_key(location.point))
    return ("organisation", fold(organisation or location.name), town)


def _point_key(point: Point | None) -> Key:
    return () if point is None else (str(round(point[0])), str(round(point[1])))


def _far_apart(points: Iterable[Point]) -> bool:
    return any(
        (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 > SAME_PLACE_M**2 for a, b in combinations(sorted(points), 2)
    )
