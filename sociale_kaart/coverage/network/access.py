"""Where one may walk or cycle, by the tags of OpenStreetMap, in the Netherlands.

Source: OpenStreetMap wiki, "OSM tags for routing/Access restrictions" and "Key:oneway:bicycle". Where no tag speaks of
a mode of travel the kind of street decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sociale_kaart.coverage.detour import Mode

OnStreets = Literal[Mode.WALK, Mode.BIKE]

ALLOWED = frozenset({"yes", "designated", "permissive", "official", "destination", "customers"})
FORBIDDEN = frozenset({"no", "private", "use_sidepath", "agricultural", "forestry", "delivery", "military"})

STREETS = frozenset(
    {"primary", "secondary", "tertiary", "primary_link", "secondary_link", "tertiary_link", "unclassified"}
    | {"residential", "living_street", "service", "road", "track", "path", "cycleway"}
)
USUAL: Mapping[Mode, frozenset[str]] = {
    # On a cycleway without a footway beside it one walks (RVV 1990, article 4).
    Mode.WALK: STREETS | {"footway", "pedestrian", "steps", "corridor", "platform"},
    Mode.BIKE: STREETS,
}
# Where a sign may let in who is usually kept out; anything else (construction, proposed, raceway) is no street yet.
WITH_A_SIGN = frozenset(
    {"trunk", "trunk_link", "bridleway", "busway", "footway", "pedestrian", "corridor", "platform", "steps"}
)
OWN_TAG: Mapping[Mode, str] = {Mode.WALK: "foot", Mode.BIKE: "bicycle"}


@dataclass(frozen=True, slots=True)
class Directions:
    """In which directions one may go: along the way as it is drawn, and against it."""

    along: bool
    against: bool


NO_WAY = Directions(along=False, against=False)


def directions(tags: Mapping[str, str], mode: OnStreets) -> Directions:
    """The directions in which a mode may use a way of OpenStreetMap."""
    if not _may_use(tags, mode):
        return NO_WAY
    oneway = _oneway(tags, mode)
    return Directions(along=oneway != "-1", against=oneway in ("no", "-1"))


def _may_use(tags: Mapping[str, str], mode: OnStreets) -> bool:
    own = tags.get(OWN_TAG[mode], "")
    highway = tags.get("highway", "")
    if own in FORBIDDEN or highway not in USUAL[mode] | WITH_A_SIGN:
        return False
    if own in ALLOWED:
        return True
    general = "vehicle" if mode is Mode.BIKE and "vehicle" in tags else "access"
    kept_out = tags.get(general) in FORBIDDEN or tags.get("motorroad") == "yes"
    return highway in USUAL[mode] and not kept_out


def _oneway(tags: Mapping[str, str], mode: OnStreets) -> str:
    """Which way a oneway street goes: "yes" along, "-1" against, or "no"."""
    said = tags.get(f"oneway:{OWN_TAG[mode]}")
    if said is None and mode is Mode.BIKE and not _has_contraflow(tags):
        said = tags.get("oneway", "yes" if tags.get("junction") in ("roundabout", "circular") else None)
    return {"yes": "yes", "true": "yes", "1": "yes", "-1": "-1", "reverse": "-1"}.get(said or "", "no")


def _has_contraflow(tags: Mapping[str, str]) -> bool:
    return any(
        tags.get(key, "").startswith("opposite") for key in ("cycleway", "cycleway:left", "cycleway:right")
    )
