"""Licences that data portals know, by the names that people write."""

from __future__ import annotations

from dataclasses import dataclass

from sociale_kaart.dataset.mapdata import MapData


@dataclass(frozen=True, slots=True)
class Licence:
    """id : as Open Definition and SPDX name it. url : its text. authority : its place in the EU's list of licences."""

    id: str
    title: str
    url: str
    authority: str


_AUTHORITY = "http://publications.europa.eu/resource/authority/licence/"
_KNOWN = (
    Licence(
        "CC0-1.0",
        "Creative Commons Zero 1.0",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        f"{_AUTHORITY}CC0",
    ),
    Licence(
        "CC-BY-4.0",
        "Creative Commons Naamsvermelding 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
        f"{_AUTHORITY}CC_BY_4_0",
    ),
    Licence(
        "CC-BY-SA-4.0",
        "Creative Commons Naamsvermelding-GelijkDelen 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
        f"{_AUTHORITY}CC_BYSA_4_0",
    ),
)
_NAMES = {
    "cc0": "CC0-1.0",
    "cc0 1.0": "CC0-1.0",
    "cc by": "CC-BY-4.0",
    "cc by 4.0": "CC-BY-4.0",
    "cc by sa 4.0": "CC-BY-SA-4.0",
}


def known_licence(text: str) -> Licence | None:
    """The licence that a text is the name of; None where it says anything more or else."""
    folded = " ".join(text.casefold().replace("-", " ").split())
    wanted = _NAMES.get(folded, "")
    return next((one for one in _KNOWN if one.id == wanted or one.url.casefold() == text.casefold()), None)


def licence_of(data: MapData) -> tuple[str, Licence | None]:
    """Under what others may use a map, in words, and the licence that these are the name of.

    What kaart.toml says; else what its sources say, each once: nobody else may give away what is theirs.
    """
    said = data.config.licence or "; ".join(dict.fromkeys(one.licence for one in data.config.sources))
    return said, known_licence(said)
