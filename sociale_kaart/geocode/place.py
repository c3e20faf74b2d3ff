"""Whether two names mean the same place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from sociale_kaart.gebieden.gemeenten import find_gemeente, gemeenten
from sociale_kaart.geocode.placenames import (
    aliases,
    is_place,
    place_key,
    province_of,
    split_province,
    woonplaatsen,
)
from sociale_kaart.model import fold

__all__ = ["PlaceAgreement", "aliases", "compare_place", "without_province"]

_LONGEST = 100
# CBS numbers many a wijk: "Wijk 08 Glanerbrug en omgeving".
_WIJK_NUMBER = re.compile(r"^wijk \d+ ")
_SEPARATOR = re.compile(r"\s*[-/,()]\s*|\s+(?:gem(?:eente)?\.?\s+)?")
_LINK = re.compile(r"[ -](?:aan|bij|en|in|op|van)[ -]", re.IGNORECASE)
_GEMEENTE_WORD = re.compile(r"\s+gem\.?$")


class PlaceAgreement(StrEnum):
    """How a typed place relates to a candidate's; the value of all but `same` is the fault that goes with it."""

    SAME = "same"
    ALIAS = "place_alias"
    GEMEENTE = "place_is_gemeente"
    OLD_GEMEENTE = "old_gemeente"
    NEIGHBOURHOOD = "place_is_neighbourhood"
    UNSURE = "place_unsure"
    NO = "place_conflict"

    @property
    def faults(self) -> tuple[str, ...]:
        return () if self is PlaceAgreement.SAME else (self.value,)


def compare_place(
    asked: str,
    woonplaats: str,
    *,
    gemeente: str = "",
    provincie: str = "",
    neighbourhoods: tuple[str, ...] = (),
) -> PlaceAgreement:
    """How a typed place name agrees with a candidate's woonplaats, or else with its gemeente, wijk or buurt.

    Two places of one name are told apart by their province: `Hengelo (Gld)` is not `Hengelo` in Overijssel, and
    a bare `Bergen` may be either of two, so that it is unsure. Of `Nijmegen-Lent` each part agrees.
    """
    asked = asked[:_LONGEST]
    name, asked_province = _parts(asked)
    there, there_province = _parts(woonplaats)
    if place_key(asked) == place_key(woonplaats):
        return PlaceAgreement.SAME
    if name == there:
        return _compare_province(asked_province, there_province, province_of(provincie))
    if any(place_key(other) == there for other in aliases(asked)):
        return PlaceAgreement.ALIAS
    if gemeente and name == _parts(gemeente)[0]:
        return PlaceAgreement.GEMEENTE
    if gemeente and name not in woonplaatsen() and gemeente in _became(asked):
        return PlaceAgreement.OLD_GEMEENTE
    # A village that BAG counts in with the town beside it lives on as a wijk: "Glanerbrug en omgeving".
    if any(f"{_WIJK_NUMBER.sub('', fold(part))} ".startswith(f"{fold(asked)} ") for part in neighbourhoods):
        return PlaceAgreement.NEIGHBOURHOOD
    if there in _parts_of_compound(asked, gemeente) or name == _head(woonplaats, gemeente):
        return PlaceAgreement.NEIGHBOURHOOD
    return PlaceAgreement.NO


def without_province(place: str) -> str:
    """`Hengelo (Ov)` as `Hengelo`; whatever else stands in brackets goes too."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", split_province(place)[0]).strip()


def _compare_province(asked: str, there: str, provincie: str) -> PlaceAgreement:
    if not asked:
        return PlaceAgreement.UNSURE if there else PlaceAgreement.SAME
    known = there or provincie
    if not known:
        return PlaceAgreement.UNSURE
    return PlaceAgreement.SAME if asked == known else PlaceAgreement.NO


@lru_cache(maxsize=1 << 14)
def _parts(name: str) -> tuple[str, str]:
    """The key of a name without its province, and the province."""
    bare, province = split_province(name)
    return place_key(bare), province


@lru_cache(maxsize=1 << 13)
def _parts_of_compound(name: str, gemeente: str) -> frozenset[str]:
    """Keys of what a compound name is made of: of "Nijmegen-Lent" both parts, of "Rotterdam Zuid" the first.

    A name that is a place of its own is no compound, unless it begins with its gemeente: "Amsterdam-Zuidoost" lies in
    Amsterdam, "Bergen op Zoom" not in Bergen, and "Etten-Leur" not in Etten.
    """
    words = [word for word in _SEPARATOR.split(name) if word]
    if len(words) < 2 or _LINK.search(name):
        return frozenset()
    heads = {key for count in range(1, len(words)) for key in _every_key(" ".join(words[:count]))}
    if is_place(name):
        return frozenset(heads & {_parts(gemeente)[0]})
    tail = {place_key(words[-1])} if "-" in name or "/" in name else set()
    return frozenset(heads | tail)


def _every_key(name: str) -> Iterator[str]:
    yield place_key(name)
    yield from map(place_key, aliases(name))


def _head(woonplaats: str, gemeente: str) -> str:
    """What stands before the gemeente in the name of a place: "Hoogvliet Rotterdam", "Spaarndam gem. Haarlem"."""
    if not gemeente or not woonplaats.endswith(gemeente):
        return ""
    return place_key(_GEMEENTE_WORD.sub("", woonplaats.removesuffix(gemeente).rstrip(" -")))


@lru_cache(maxsize=1 << 13)
def _became(name: str) -> frozenset[str]:
    """Names of the gemeenten that took over an old one of this name."""
    found = find_gemeente(name)
    if found.replaced_from is None:
        return frozenset()
    heirs = (found.gemeente,) if found.gemeente else found.ambiguous
    return frozenset(one.naam for one in heirs if one.code in gemeenten())
