"""The names of places: which words are one, what else a place is called, and which names lie across the border.

Names come from the reference geography (woonplaatsen, gemeenten of today and before) and from `plaatsnamen.csv`
beside this module: naam, woonplaats (official), soort (gangbaar, afkorting, fries, nederlands,
buitenland) and bron.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources

from sociale_kaart.gebieden import files, tables
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import fold

TABLE = "plaatsnamen.csv"
_ABROAD, _SHORT = "buitenland", "afkorting"
# No place has a name as long as this; what is longer is cut, so that no text takes long or fills the caches.
_LONGEST = 100

# "Alphen a/d Rijn", "aan de Rijn" and "aan den Rijn" are one place, and so are St. and Sint.
_AAN_DE = re.compile(r"\b(?:aan den?\b|a[ ./]{0,2}d\b\.?)")
_SINT = re.compile(r"\bst\b")
_PROVINCE = re.compile(r"(?:[\s,]*\(([^()]*)\)|[\s,]+([^\W\d_]+[ -][^\W\d_]+|[^\W\d_]+))\.?\s*$")

_PROVINCE_NAMES: Mapping[str, str] = {
    name: province
    for province, names in {
        "drenthe": "dr drenthe",
        "flevoland": "fl flevoland",
        "fryslan": "fr frl friesland fryslan",
        "gelderland": "g gd ge gld geld gelderland",
        "groningen": "gn gr gron groningen",
        "limburg": "l lb lim limb limburg",
        "noordbrabant": "nb nbr nbrab brabant noordbrabant",
        "noordholland": "nh nholl noordholland",
        "overijssel": "o ov ovijssel overyssel overijssel",
        "utrecht": "u ut utr utrecht",
        "zeeland": "z zl zld zeeland",
        "zuidholland": "zh zholl zuidholland",
    }.items()
    for name in names.split()
}
# Behind a place's name without brackets these may as well be the place itself, or a word of its name.
_ALSO_A_PLACE = frozenset({"utrecht", "groningen"})


def place_key(name: str) -> str:
    """One form of a place's name, for comparing: no case, accents, spaces, hyphens or apostrophes; ij as y."""
    return _key(name if len(name) <= _LONGEST else name[:_LONGEST])


@lru_cache(maxsize=1 << 15)
def _key(name: str) -> str:
    folded = fold(name)
    if " a" in folded:
        folded = _AAN_DE.sub("aandr", folded)
    if "st" in folded:
        folded = _SINT.sub("sint", folded)
    return "".join([c for c in folded if c.isalnum()]).replace("ij", "y")


def split_province(name: str) -> tuple[str, str]:
    """A place's name and the province behind it: "Hengelo (Ov)", "Bergen NH", "Hengelo, Gelderland"; "" where none.

    A province comes in one form, whatever its spelling; what stands in brackets and is none stays with the name.
    """
    return _in_province(name if len(name) <= _LONGEST else name[:_LONGEST])


@lru_cache(maxsize=1 << 15)
def _in_province(name: str) -> tuple[str, str]:
    found = _PROVINCE.search(name)
    if found is None or found.start() == 0:
        return name, ""
    bracketed, bare = found.groups()
    if bracketed is not None:
        province = province_of(bracketed)
        return (name[: found.start()], province) if province else (name, "")
    for behind in (bare, re.split(r"[ -]", bare)[-1]):
        province = province_of(behind)
        if province and behind.lower() not in _ALSO_A_PLACE:
            rest = name[: name.rindex(behind)].rstrip(" ,-.")
            return (rest, province) if rest else (name, "")
    return name, ""


def province_of(text: str) -> str:
    """One form of a province's name or abbreviation; "" where the text is neither."""
    return _PROVINCE_NAMES.get("".join([c for c in fold(text) if c.isalpha()]), "")


def aliases(name: str) -> tuple[str, ...]:
    """What else a place is called, official or not, in either direction: Den Haag and 's-Gravenhage name each other."""
    return _aliases().get(place_key(split_province(name)[0]), ())


def is_place(name: str) -> bool:
    """Whether a place or a gemeente in the Netherlands is called so, in any spelling that place_key knows.

    Raises ReferenceDataError where the reference geography cannot be read.
    """
    return place_key(name) in known_places()


def is_abroad(name: str) -> bool:
    """Whether a town just across the border, and none on this side, is called so."""
    return place_key(name) in _abroad()


def are_apart(one: str, other: str) -> bool:
    """Whether two names are of places in different gemeenten, or of a place and of a province that it does not lie in.

    Never where one of them is not known: of a name that nobody lists nothing can be said. Raises ReferenceDataError.
    """
    ours, theirs = _gemeenten_called(one), _gemeenten_called(other)
    if not (ours and theirs and ours.isdisjoint(theirs)):
        return False
    return not (_provinces(ours) & {province_of(other)} or _provinces(theirs) & {province_of(one)})


def _gemeenten_called(name: str) -> frozenset[str]:
    """Codes of the gemeenten that are called so or have a place that is, under any of its names."""
    bare, province = split_province(name)
    names = (bare, *aliases(bare))
    codes = {code for called in names for code in _codes().get(place_key(called), ())}
    return frozenset(code for code in codes if not province or province in _provinces({code}))


def _provinces(codes: Iterable[str]) -> set[str]:
    return {province_of(gemeenten()[code].provincie) for code in codes if code in gemeenten()}


@cache
def _codes() -> Mapping[str, frozenset[str]]:
    """Per place_key the codes of the gemeenten of that name, and of those with a place of that name."""
    found: dict[str, set[str]] = {}
    for row in tables.read(files.PLACES):
        for key in _keys([row["woonplaats"]]):
            found.setdefault(key, set()).add(row["gemeentecode"])
    for row in tables.read(files.GEMEENTEN):
        for key in _keys([row["naam"]]):
            found.setdefault(key, set()).add(row["gemeentecode"])
    for row in tables.read(files.SUCCESSORS):
        found.setdefault(place_key(row["naam"]), set()).add(row["successor_code"])
    return {key: frozenset(codes) for key, codes in found.items()}


@cache
def known_places() -> frozenset[str]:
    """The place_key of every name of a place or gemeente that we know, official or not."""
    gemeenten = (row["naam"] for row in tables.read(files.GEMEENTEN))
    before = (row["naam"] for row in tables.read(files.SUCCESSORS))
    others = (row["alias"] for row in tables.read(files.ALIASES))
    # "A'dam" without its sign is a first name.
    ours = (row for row in _rows() if row["soort"] not in (_ABROAD, _SHORT))
    names = {
        *gemeenten,
        *before,
        *others,
        *(name for row in ours for name in (row["naam"], row["woonplaats"])),
    }
    return woonplaatsen() | frozenset(_keys(names))


@cache
def woonplaatsen() -> frozenset[str]:
    """The place_key of every woonplaats in the reference geography, with and without its province."""
    return frozenset(_keys(row["woonplaats"] for row in tables.read(files.PLACES)))


def _keys(names: Iterable[str]) -> Iterator[str]:
    return (key for name in names for key in (place_key(name), place_key(split_province(name)[0])) if key)


@cache
def _aliases() -> Mapping[str, tuple[str, ...]]:
    pairs = [(row["naam"], row["woonplaats"]) for row in _rows() if row["soort"] != _ABROAD]
    pairs += [
        (row["alias"], row["naam"]) for row in tables.read(files.ALIASES) if row["kind"] == "woonplaats"
    ]
    found: dict[str, tuple[str, ...]] = {}
    for one, other in pairs:
        for name, called in ((one, other), (other, one)):
            key = place_key(name)
            if called not in found.get(key, ()):
                found[key] = (*found.get(key, ()), called)
    return found


@cache
def _abroad() -> frozenset[str]:
    return frozenset(place_key(row["naam"]) for row in _rows() if row["soort"] == _ABROAD) - known_places()


def _rows() -> Iterator[dict[str, str]]:
    text = resources.files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
