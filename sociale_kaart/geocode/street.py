"""Street names as people write them, brought to one form so that two spellings of one street compare equal."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from sociale_kaart.model import fold

# Titles in front of a name. BAG writes the same street with or without the abbreviation, by gemeente;
# "dokter" and "doctor" share one abbreviation, so they must share one form.
_TITLES = {
    "adm": "admiraal",
    "bgm": "burgemeester",
    "burg": "burgemeester",
    "burgem": "burgemeester",
    "dokter": "doctor",
    "dr": "doctor",
    "ds": "dominee",
    "gebr": "gebroeders",
    "gen": "generaal",
    "ing": "ingenieur",
    "ir": "ingenieur",
    "jhr": "jonkheer",
    "kap": "kapelaan",
    "kard": "kardinaal",
    "kol": "kolonel",
    "lt": "luitenant",
    "mgr": "monseigneur",
    "min": "minister",
    "mr": "meester",
    "past": "pastoor",
    "pres": "president",
    "prof": "professor",
    "st": "sint",
    "weth": "wethouder",
}

# How a street's last part is cut short: by people, and by BAG itself in its names of at most 24 characters.
_ENDINGS = (
    ("straat", "str"),
    ("plein", "pln"),
    ("laan", "ln"),
    ("plein", "pl"),
    ("gracht", "gr"),
    ("singel", "sngl"),
    ("steeg", "stg"),
    ("park", "prk"),
    ("kade", "kd"),
    ("dijk", "dk"),
    ("weg", "wg"),
    ("pad", "pd"),
    ("hof", "hf"),
)

_ORDINALS = {"eerste": "1e", "tweede": "2e", "derde": "3e", "vierde": "4e", "vijfde": "5e", "zesde": "6e"}
_ORDINAL = re.compile(r"(\d+)(?:ste|de|e)")
_VAN_DE = re.compile(r"\bv(?:an)?[ .]*d(?:en|er|e)?\b\.?")
_WORD = re.compile(r"[^\W_]+")

FUZZY_FROM = 85.0


def normalise_street(street: str) -> str:
    """One form of a street's name: lower case, no accents or points, titles and endings written in full.

    `Burg. de Beaufortpln` and `Burgemeester de Beaufortplein` both give `burgemeesterdebeaufortplein`: for
    comparing only, never for showing.
    """
    words = _WORD.findall(_VAN_DE.sub("vd", fold(street).replace("'", "")))
    last = len(words) - 1
    titled = [_TITLES.get(word, word) if i < last else _full_ending(word) for i, word in enumerate(words)]
    return "".join(_ordinal(word) for word in titled)


def same_street(a: str, b: str) -> bool:
    """Whether two spellings name the same street; two empty names are no street at all."""
    first, second = normalise_street(a), normalise_street(b)
    return bool(first) and first == second


def street_likeness(a: str, b: str) -> float:
    """How alike two street names are, 0..100 (rapidfuzz ratio on the normal form); FUZZY_FROM up may be a typo."""
    return float(fuzz.ratio(normalise_street(a), normalise_street(b)))


def _full_ending(word: str) -> str:
    for full, short in _ENDINGS:
        if word.endswith(short) and len(word) > len(short):
            return word.removesuffix(short) + full
        if word == short:
            return full
    return word


def _ordinal(word: str) -> str:
    spelled = _ORDINALS.get(word, word)
    numbered = _ORDINAL.fullmatch(spelled)
    return f"{numbered.group(1)}e" if numbered else spelled
