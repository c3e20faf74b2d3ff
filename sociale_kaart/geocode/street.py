"""Street names as people write them, brought to one form so that two spellings of one street compare equal.

What is brought together, and what it costs in streets that are truly different, stands in docs/reference/addresses.md.
A register stores this form of every street (`street.norm`): a change here asks for a new register.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sociale_kaart.model import fold

# Titles, ranks and saints in front of a name, to the word in full. BAG writes the same street with or without the
# abbreviation, by gemeente; "dokter" and "doctor" share one abbreviation, so they must share one form, and so must
# "koning" and "koningin", "prins" and "prinses".
_TITLES: Mapping[str, str] = {
    short: full
    for full, shorts in {
        "admiraal": "adm",
        "baron": "bar",
        "bisschop": "bissch",
        "burgemeester": "bgm bgmr burg burgem burgm burgmr",
        "commandant": "cmdt",
        "commissaris": "comm",
        "directeur": "dir",
        "doctor": "dokter dr",
        "doctorandus": "drs",
        "dominee": "ds",
        "familie": "fam",
        "gebroeders": "gebr gebrs",
        "generaal": "gen genl",
        "gouverneur": "goev goeverneur gouv",
        "hertog": "hert",
        "ingenieur": "ing ir",
        "jonkheer": "jhr jonkhr",
        "jonkvrouw": "jkvr",
        "juffrouw": "juf juffr",
        "kanunnik": "kan",
        "kapelaan": "kap kapel",
        "kapitein": "kapt kpt",
        "kardinaal": "kard",
        "kolonel": "kol",
        "koning": "kon koningin",
        "luitenant": "lt ltn luit",
        "majoor": "maj",
        "meester": "mr mstr",
        "mejuffrouw": "mej",
        "mevrouw": "mevr mw",
        "minister": "min",
        "monseigneur": "mgr",
        "notaris": "not",
        "pastoor": "past",
        "president": "pres",
        "prins": "pr prin princes prinses prs",
        "professor": "prof",
        "rector": "rect",
        "secretaris": "secr",
        "sergeant": "serg sgt",
        "sint": "sinte st",
        "wethouder": "weth wethr",
        "zuster": "zr",
    }.items()
    for short in shorts.split()
}

# How a street's last part is cut short: by people, and by BAG itself in its names of at most 24 characters.
_ENDINGS = (
    ("boulevard", "blvd"),
    ("plantsoen", "plnts"),
    ("plantsoen", "plants"),
    ("dwarsstraat", "dwstr"),
    ("straat", "strt"),
    ("singel", "sngl"),
    ("markt", "mrkt"),
    ("straat", "str"),
    ("plein", "pln"),
    ("steeg", "stg"),
    ("park", "prk"),
    ("gracht", "gr"),
    ("laan", "ln"),
    ("plein", "pl"),
    ("kade", "kd"),
    ("dijk", "dk"),
    ("weg", "wg"),
    ("pad", "pd"),
    ("hof", "hf"),
)
_ENDS_SHORT = re.compile(f"({'|'.join(short for _, short in _ENDINGS)})$")
_FULL_ENDING = {short: full for full, short in _ENDINGS}

# A name's last word may tell one side of a water from the other: "Kanaal N.Z.", "Parallelweg Z".
_LAST_WORDS = {
    "nz": "noordzijde",
    "zz": "zuidzijde",
    "oz": "oostzijde",
    "wz": "westzijde",
    "n": "noord",
    "z": "zuid",
    "o": "oost",
    "w": "west",
    "st": "straat",
}
_SIDES = frozenset((*_LAST_WORDS.values(), "noordzijde", "zuidzijde", "oostzijde", "westzijde")) - {"straat"}
# Its first may: Amsterdam's "N.Z. Voorburgwal", and "Nwe Gracht" anywhere.
_FIRST_WORDS = {
    "nz": "nieuwezijds",
    "oz": "oudezijds",
    "nwe": "nieuwe",
    "verl": "verlengde",
    "olv": "onzelievevrouwe",
}
_ORDINALS = {
    "eerste": "1e",
    "tweede": "2e",
    "derde": "3e",
    "vierde": "4e",
    "vijfde": "5e",
    "zesde": "6e",
    "zevende": "7e",
    "achtste": "8e",
    "negende": "9e",
    "tiende": "10e",
    "elfde": "11e",
    "twaalfde": "12e",
}
_DIGIT = re.compile(r"\d")
_ORDINAL = re.compile(r"(\d+)(?:ste|de|e)(?![^\W_])")
_LADY = re.compile(r"^olv(?:rouw|(?=[^r]))")

# NFKD leaves these whole.
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "´": "'"})
_HET = re.compile(r"'t(?![^\W_])|(?<![^ ])t (?=[^\W\d_]{2})")
_VAN_DE = re.compile(r"\bv(?:an)?[ ./]*d(?:en|er|e)?\b")
_VAN_HET = re.compile(r"\bv[ ./]*h\b")
_VAN = re.compile(r"(?<![^ ])v[. ] ?(?=[^\W\d_]{2})")
# "Comm d Vos v Steenwijkln"; but an initial has a point, or another one beside it.
_DE = re.compile(r"(?<= )d (?=[^\W\d_]{2})")
_PAIR_OF_SIDES = re.compile(r"\b([nzow])[. ]+z\b")
_YEARS = re.compile(r"19(\d\d)\D{1,3}19(\d\d)")
_WORD = re.compile(r"[^\W_]+")


# The longest street in BAG has 80 characters; what is longer is cut, so that no text takes long or fills the cache.
_LONGEST = 200


def normalise_street(street: str) -> str:
    """One form of a street's name: lower case, no accents, spaces or points; titles and endings in full; ij as y.

    `Burg. de Beaufortpln` and `Burgemeester de Beaufortplein` both give `burgemeesterdebeaufortplein`: for
    comparing only, never for showing.
    """
    return _form(street if len(street) <= _LONGEST else street[:_LONGEST])


@lru_cache(maxsize=1 << 16)
def _form(street: str) -> str:
    words = _WORD.findall(_in_words(fold(street)))
    if not words:
        return ""
    if len(words) > 1:
        words[:-1] = [_TITLES.get(word, word) for word in words[:-1]]
        words[0] = _FIRST_WORDS.get(words[0], words[0])
        words[-1] = _LAST_WORDS.get(words[-1], words[-1])
        if words[-1] in _SIDES:
            words[-2] = _with_full_ending(words[-2])
    words[-1] = _with_full_ending(words[-1])
    joined = "".join([_ORDINALS.get(word, word) for word in words])
    if joined.startswith("olv"):
        joined = _LADY.sub("onzelievevrouw", joined)
    return joined.replace("ij", "y")


def spelling() -> dict[str, Any]:
    """The tables by which a name gets its form, for who does the same elsewhere (static/src/filestreets.js)."""
    return {
        "titles": dict(_TITLES),
        "endings": [[short, full] for full, short in _ENDINGS],
        "last": _LAST_WORDS,
        "sides": sorted(_SIDES),
        "first": _FIRST_WORDS,
        "ordinals": _ORDINALS,
    }


def same_street(a: str, b: str) -> bool:
    """Whether two spellings name the same street; two empty names are no street at all."""
    first = normalise_street(a)
    return bool(first) and first == normalise_street(b)


def _in_words(folded: str) -> str:
    """A folded name with what people shorten by signs rather than by letters written out: v.d., v/h, &, 't, 1ste."""
    if not folded.isascii():
        folded = folded.translate(_LETTERS)
    if "t" in folded:
        folded = _HET.sub(" het ", folded)
    if "v" in folded:
        folded = _VAN.sub("van ", _VAN_HET.sub("van het", _VAN_DE.sub("vd", folded)))
    if " d " in folded:
        folded = _DE.sub("de ", folded)
    if "&" in folded:
        folded = folded.replace("&", " en ")
    if "z" in folded:
        folded = _PAIR_OF_SIDES.sub(r"\1z", folded)
    if _DIGIT.search(folded):
        folded = _ORDINAL.sub(r"\1e", _YEARS.sub(r"\1\2", folded))
    return folded


def _with_full_ending(word: str) -> str:
    found = _ENDS_SHORT.search(word)
    return word[: found.start()] + _FULL_ENDING[found[1]] if found else word
