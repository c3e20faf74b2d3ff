"""What stands behind a street and number on the same line: a place, a remark, or both."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sociale_kaart.geocode.placenames import is_abroad, known_places, place_key, province_of
from sociale_kaart.geocode.reader.clean import squeeze, trim
from sociale_kaart.geocode.reader.words import (
    BINDING,
    COUNTRY,
    LINKS,
    ORGANISATIONS,
    first_word,
    opens_remark,
    word_set,
)

_ARTICLES = frozenset({"de", "het", "een", "'t", "den", "'s"})
_BOUND = BINDING - _ARTICLES
_DIGITS_THEN_PLACE = re.compile(r"([1-9][0-9]{3})\s+([^\W\d_][^0-9]*)$")
_LONGEST_PLACE = 6

# Names of places that begin or end many a street, so that they part none: "Heer Bokelweg", "Lage Heide".
_COMMON = word_set(
    """
    adam, baak, balk, beek, broekdijk, esch, goor, groenstraat, heer, heide, heikant, hoek, hoeven, hof,
    horn, horst, kruisstraat, langeweg, linde, linden, loo, maasdijk, mussel, oostdijk, raam, sluis,
    stein, uitweg, veen, velden, ven, winkel, zand, zandberg, zuidzijde, noordzijde, veer, thorn, melle,
    bakhuizen, plein, gouden, dorp, kade
    """
)


class Behind(NamedTuple):
    """A place, what is no part of it, and a postcode of four digits in front of it."""

    place: str = ""
    spare: str = ""
    postcode: str = ""


NOTHING = Behind()


@lru_cache(maxsize=1 << 14)
def read_behind(text: str) -> Behind:
    """The place and the remark behind a house number or a postcode: "Borne ingang achter", "te Utrecht"."""
    text = trim(text)
    if not text:
        return NOTHING
    if text.isalpha() and not _opens_other(text):
        return Behind("", text) if text.lower() in COUNTRY else Behind(text)
    digits = _DIGITS_THEN_PLACE.match(text)
    if digits is not None:
        place = squeeze(digits[2])
        if known_place(place):
            return Behind(place, "", digits[1])
        if is_abroad(place):
            return Behind(place, digits[1])
    words = text.split()
    linked = len(words) > 1 and words[0].rstrip(".:").lower() in LINKS
    if linked and (words[1].lower() not in _ARTICLES or _known(words[1:])):
        return read_behind(" ".join(words[1:]))
    if _known(words):
        return Behind(text)
    if len(words) > 1 and words[-1].lower() in COUNTRY:
        read = read_behind(" ".join(words[:-1]))
        return read._replace(spare=f"{read.spare} {words[-1]}".strip())
    return Behind("", text) if linked else _split(words, text)


def is_place_text(text: str) -> bool:
    """Whether a piece of text may be a place: no digits, no remark, no organisation."""
    return not any(c.isdigit() for c in text) and not _opens_other(text)


def _opens_other(text: str) -> bool:
    return first_word(text) in ORGANISATIONS or opens_remark(text)


def place_at_end(words: list[str]) -> int:
    """How many words at the end of a street's text are a place: 1 of "Neude Utrecht", 0 of "Laan van Utrecht".

    A province behind the place counts with it.
    """
    for count in range(min(len(words) - 1, _LONGEST_PLACE), 0, -1):
        if not _known(words[-count:]) or words[-count].lower() in _COMMON:
            continue
        return 0 if words[-count - 1].lower().rstrip(".") in BINDING else count
    return 0


def linked_place(words: list[str]) -> int:
    """How many words stand before a word that links a known place to a street: 2 of "Plein 1944 te Nijmegen"."""
    for at in range(1, len(words) - 1):
        if words[at].rstrip(".:").lower() in LINKS and _known(words[at + 1 :]):
            return at
    return 0


def place_at_start(words: list[str]) -> int:
    """How many words at the start of a street's text are a place: 1 of "Utrecht Neude"; the street keeps one."""
    for count in range(min(len(words) - 1, _LONGEST_PLACE), 0, -1):
        if _known(words[:count]) and words[0].lower() not in _COMMON:
            # "Hoek van Schielandpad"; but "Gronsveld Van Lennephove".
            bound = words[count].islower() and words[count].rstrip(".") in _BOUND
            return 0 if bound else count
    return 0


@lru_cache(maxsize=1 << 14)
def known_place(text: str) -> bool:
    """Whether a whole text is the name of a place, with or without its province."""
    return _known(text.split())


def _known(words: list[str]) -> bool:
    if not words or len(words) > _LONGEST_PLACE + 1:
        return False
    known = known_places()
    if place_key(" ".join(words)) in known:
        return True
    # "Dr." is a title sooner than Drenthe.
    titled = words[-1].rstrip(".").lower() == "dr"
    return (
        len(words) > 1
        and not titled
        and bool(province_of(words[-1]))
        and place_key(" ".join(words[:-1])) in known
    )


def _split(words: list[str], text: str) -> Behind:
    """A place before a remark, or behind it; a place we do not know where nothing else can be meant."""
    if words[0].lower() in ORGANISATIONS:
        return Behind("", text)
    if not opens_remark(text):
        for at in range(1, len(words)):
            if _stops(words, at):
                return _with_remark(words, at)
        if not any(c.isdigit() for c in text):
            return Behind(text)
    count = place_at_end(words)
    if count:
        return Behind(" ".join(words[-count:]), squeeze(" ".join(words[:-count])))
    return Behind("", text)


def _stops(words: list[str], at: int) -> bool:
    """Whether a place's name cannot go on with this word: a remark, a number, an organisation, a new sentence."""
    word, before = words[at], words[at - 1]
    if (
        word[0].isdigit()
        or word.lower() in ORGANISATIONS
        or (before.endswith(".") and len(before) > len("gem."))
    ):
        return True
    return opens_remark(" ".join(words[at:]))


def _with_remark(words: list[str], at: int) -> Behind:
    """The first words as a place: "Wijk bij Duurstede" has a "bij" of its own, so that the longest known name wins."""
    longest = next((n for n in range(min(len(words), _LONGEST_PLACE), at, -1) if _known(words[:n])), at)
    place = squeeze(" ".join(words[:longest]))
    if any(c.isdigit() for c in place):
        return Behind("", " ".join(words))
    return Behind(place, squeeze(" ".join(words[longest:])))
