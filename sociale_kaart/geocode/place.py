"""Whether two names mean the same place."""

from __future__ import annotations

import re
from enum import StrEnum

from sociale_kaart.model import fold

# What people call it, and how its official woonplaats reads. A start; the full geocoder brings the long list.
_ALIASES = {
    "denhaag": "sgravenhage",
    "gravenhage": "sgravenhage",
    "denbosch": "shertogenbosch",
    "hertogenbosch": "shertogenbosch",
}
_PROVINCE = re.compile(r"\s*\(([a-z.-]+)\)$")
# CBS numbers many a wijk: "Wijk 08 Glanerbrug en omgeving".
_WIJK_NUMBER = re.compile(r"^wijk \d+ ")


class PlaceAgreement(StrEnum):
    """How a typed place relates to a candidate's; the value of all but `same` is the fault that goes with it."""

    SAME = "same"
    ALIAS = "place_alias"
    GEMEENTE = "place_is_gemeente"
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
    a bare `Bergen` may be either of two, so that it is unsure.
    """
    name, asked_province = _parts(asked)
    there, there_province = _parts(woonplaats)
    if name == there:
        return _compare_province(asked_province, there_province, _parts(provincie)[0])
    if _ALIASES.get(name, name) == _ALIASES.get(there, there):
        return PlaceAgreement.ALIAS
    if gemeente and name == _parts(gemeente)[0]:
        return PlaceAgreement.GEMEENTE
    # A village that BAG counts in with the town beside it lives on as a wijk: "Glanerbrug en omgeving".
    if any(f"{_WIJK_NUMBER.sub('', fold(part))} ".startswith(f"{fold(asked)} ") for part in neighbourhoods):
        return PlaceAgreement.NEIGHBOURHOOD
    return PlaceAgreement.NO


def without_province(place: str) -> str:
    """`Hengelo (Ov)` as `Hengelo`."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", place).strip()


def _compare_province(asked: str, there: str, provincie: str) -> PlaceAgreement:
    if not asked:
        return PlaceAgreement.UNSURE if there else PlaceAgreement.SAME
    known = there or provincie
    if not known:
        return PlaceAgreement.UNSURE
    return PlaceAgreement.SAME if asked[0] == known[0] else PlaceAgreement.NO


def _parts(name: str) -> tuple[str, str]:
    """A name without hyphens, apostrophes and spaces, and the province behind it in brackets."""
    folded = fold(name)
    province = _PROVINCE.search(folded)
    return "".join(c for c in _PROVINCE.sub("", folded) if c.isalnum()), province.group(1) if province else ""
