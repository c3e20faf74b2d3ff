"""One candidate beside what was asked, field by field: what agrees, what does not, and how exact that makes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sociale_kaart.gebieden.successors import successors
from sociale_kaart.geocode.address import ParsedAddress, suffix_key
from sociale_kaart.geocode.backend import Candidate
from sociale_kaart.geocode.likeness import abbreviates, likeness, resembles
from sociale_kaart.geocode.place import PlaceAgreement, compare_place, without_province
from sociale_kaart.geocode.placenames import is_place, place_key
from sociale_kaart.geocode.reader.words import word_set
from sociale_kaart.geocode.street import normalise_street
from sociale_kaart.model import AddressInput, MatchLevel, fold

# What agrees, as bits. AREA: the four digits of the postcode. SHARED: no letter or suffix was typed, and other
# addresses have the number too, so that one of them may be meant.
POSTCODE, PLACE, GEMEENTE, AREA, SUFFIX, SHARED = 1, 2, 4, 8, 16, 32

# Below this a street or a place is another one; on a postcode and number that agree, a looser likeness will do.
ALIKE_FROM, PLACE_ALIKE_FROM = 0.7, 0.7
_ON_POSTCODE, _CUT_SHORT, _NEARLY = 0.5, 0.9, 0.99

# Faults that leave no doubt about which address is meant.
HARMLESS = frozenset(
    {
        "old_gemeente",
        "place_alias",
        "place_in_gemeente",
        "place_is_gemeente",
        "place_is_neighbourhood",
        "street_missing",
        "suffix_alias",
    }
)

# One of these leaves the address that is meant clear, where no other candidate fits as well.
_BEARABLE = frozenset(
    {
        "place_fuzzy",
        "place_unsure",
        "postcode_conflict",
        "place_conflict",
        "postcode_invalid",
        "range_reduced",
        "street_fuzzy",
        "suffix_missing",
    }
)

# A kind of street and nobody's name: a "Straat" or "Weg" is no Astraat or Wegje misspelled.
_GENERIC = word_set(
    """
    straat, weg, laan, plein, markt, kade, hof, pad, dijk, singel, gracht, steeg, dreef, park, plantsoen, brink,
    dorp, haven, wal
    """
)

# House numbers that one address can run over: a block of houses at the most.
LONGEST_RANGE = 60

_FLOORS = {"HS": "H", "HUIS": "H", "I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "BIS": "BS"}
_ALIAS = ("suffix_alias",)
_UNSURE, _ANOTHER = PlaceAgreement.UNSURE.faults, PlaceAgreement.NO.faults
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


class Question:
    """What was asked, brought to the forms that are compared, once for all its candidates."""

    __slots__ = (
        "as_typed",
        "faults",
        "gemeentecode",
        "number",
        "postcode",
        "street",
        "suffix",
        "suffix_or_range",
        "woonplaats",
    )

    def __init__(self, asked: AddressInput, parsed: ParsedAddress) -> None:
        self.street = norm(parsed.street) if parsed.street else ""
        self.number = parsed.huisnummer
        self.as_typed = parsed.street
        self.suffix = suffix_of(parsed.huisletter, parsed.huisnummertoevoeging)
        self.suffix_or_range = ""
        if parsed.huisnummer_to is not None:
            self._read_range(parsed.huisnummer or 0, parsed.huisnummer_to)
        self.postcode = parsed.postcode
        self.woonplaats = parsed.woonplaats
        self.gemeentecode = asked.gemeentecode
        self.faults = parsed.faults

    def _read_range(self, first: int, last: int) -> None:
        """Take "1-3" for a range, or for flat 3 where there is one; "110-415" can only be a flat."""
        flat = f"{self.suffix}{last}"
        if 0 < last - first <= LONGEST_RANGE:
            self.suffix_or_range = flat
        else:
            self.suffix = flat


class Verdict(NamedTuple):
    """What one candidate is worth: agreed as bits of what agrees, likeness 1 for the same street."""

    level: MatchLevel
    faults: tuple[str, ...]
    candidate: Candidate
    agreed: int
    likeness: float


def judge(question: Question, candidate: Candidate, only_street_in_gemeente: bool) -> Verdict | None:
    """What a candidate is worth; None where it is something else than was asked for.

    Whether a street that is only alike is the one meant can be told beside the other candidates alone (grade.choose).
    """
    agreed, where = _where(question, candidate)
    if not agreed and where:
        return None
    if not agreed:
        where = ("place_missing",)
    elif only_street_in_gemeente and agreed & GEMEENTE and "place_conflict" in where:
        where = tuple("place_in_gemeente" if fault == "place_conflict" else fault for fault in where)
        agreed |= PLACE
    kind = candidate.kind
    if kind is MatchLevel.ADRES:
        return _judge_address(question, candidate, agreed, where)
    if kind in (MatchLevel.STRAAT, MatchLevel.POSTCODE):
        return _judge_street(question, candidate, agreed, where)
    if kind in (MatchLevel.WOONPLAATS, MatchLevel.GEMEENTE) and question.woonplaats and agreed & PLACE:
        street = "street_not_found" if question.street else "street_missing"
        return Verdict(kind, (street, *where), candidate, agreed, 1.0)
    return None


def _where(question: Question, candidate: Candidate) -> tuple[int, tuple[str, ...]]:
    """What of postcode, place and gemeente agrees, and the faults of what does not."""
    agreed = 0
    faults: tuple[str, ...] = ()
    if question.postcode and candidate.postcode:
        agreed = _postcode_agreement(question.postcode, candidate.postcode)
        if agreed == 0 or (agreed == AREA and len(question.postcode) == 6):
            faults = ("postcode_conflict",)
    if question.gemeentecode and candidate.gemeentecode:
        of_gemeente = _gemeente_faults(question.gemeentecode, candidate.gemeentecode)
        agreed |= 0 if "gemeente_conflict" in of_gemeente else GEMEENTE
        faults += of_gemeente
    if question.woonplaats:
        of_place = _place_faults(
            question.woonplaats,
            candidate.woonplaats,
            candidate.gemeente,
            candidate.provincie,
            candidate.wijk,
            candidate.buurt,
        )
        if not of_place:
            return agreed | PLACE, faults
        if of_place == _UNSURE and agreed & (POSTCODE | GEMEENTE):
            return agreed | PLACE, faults
        if of_place != _ANOTHER:
            agreed |= PLACE
        faults += of_place
    return agreed, faults


def _gemeente_faults(asked: str, there: str) -> tuple[str, ...]:
    if asked == there or asked in _became(there):
        return ()
    return ("old_gemeente",) if there in _became(asked) else ("gemeente_conflict",)


def _postcode_agreement(asked: str, there: str) -> int:
    if asked == there:
        return POSTCODE | AREA
    return AREA if asked[:4] == there[:4] else 0


def _judge_address(
    question: Question, candidate: Candidate, agreed: int, where: tuple[str, ...]
) -> Verdict | None:
    alike = _street_likeness(question, candidate, agreed)
    if question.number is None or question.number != candidate.huisnummer:
        if alike == 0 or not question.street:
            return None
        # One house on the right street says only that the street exists; the street itself is a better answer.
        fault = "number_missing" if question.number is None else "number_not_found"
        faults = (fault, *_street_faults(alike), *where, *question.faults)
        return Verdict(MatchLevel.STRAAT, faults, candidate, agreed, alike)
    if not question.street:
        if not agreed & POSTCODE:
            return None
        street: tuple[str, ...] = ("street_missing",)
        alike = 1.0
    elif alike == 0:
        if not agreed & POSTCODE:
            return None
        return Verdict(MatchLevel.POSTCODE, ("street_conflict", *where), candidate, agreed, 0.0)
    else:
        street = _street_faults(alike)
    hanging = _suffix_faults(question, candidate)
    if question.suffix and (not hanging or hanging == _ALIAS):
        agreed |= SUFFIX
    faults = (*street, *hanging, *where, *question.faults)
    return Verdict(_address_level(faults, agreed), faults, candidate, agreed, alike)


def _address_level(faults: Sequence[str], agreed: int) -> MatchLevel:
    """An address where nothing stands in its way, or one thing that still leaves it clear which one is meant."""
    if not faults:
        return MatchLevel.ADRES
    doubts = [fault for fault in faults if fault not in HARMLESS]
    if agreed & POSTCODE and "place_fuzzy" in doubts:
        doubts.remove("place_fuzzy")
    if not doubts:
        return MatchLevel.ADRES
    if len(doubts) > 1 or doubts[0] not in _BEARABLE:
        return MatchLevel.HUISNUMMER
    if doubts[0] == "place_conflict" and not agreed & POSTCODE:
        return MatchLevel.HUISNUMMER
    if doubts[0] == "place_conflict" and "street_missing" in faults:
        return MatchLevel.HUISNUMMER
    return MatchLevel.ADRES


def _judge_street(
    question: Question, candidate: Candidate, agreed: int, where: tuple[str, ...]
) -> Verdict | None:
    """A street, or the part of a street that has one postcode."""
    number = "number_missing" if question.number is None else "number_not_found"
    alike = _street_likeness(question, candidate, agreed)
    if alike and question.street:
        faults = (number, *_street_faults(alike), *where, *question.faults)
        return Verdict(MatchLevel.STRAAT, faults, candidate, agreed, alike)
    if candidate.kind is not MatchLevel.POSTCODE or not agreed & POSTCODE:
        return None
    street = "street_conflict" if question.street else "street_missing"
    return Verdict(MatchLevel.POSTCODE, (number, street, *where), candidate, agreed, 1.0)


def _street_likeness(question: Question, candidate: Candidate, agreed: int) -> float:
    """1 where the street is the same, less where it is alike, 0 where it is another one."""
    asked = question.street
    if not asked:
        return 0.0
    if asked == norm(candidate.street) or (candidate.street_short and asked == norm(candidate.street_short)):
        return 1.0
    alike = 0.0 if asked in _GENERIC else street_likeness(question.as_typed, candidate.street)
    if alike >= ALIKE_FROM:
        return alike
    on_address = agreed & POSTCODE and question.number == candidate.huisnummer
    return _ON_POSTCODE if on_address and resembles(asked, norm(candidate.street)) else 0.0


@lru_cache(maxsize=16_384)
def street_likeness(typed: str, there: str) -> float:
    """The likeness of two streets not called the same: in the normal form, as written or cut short, whichever is most.

    "Vaj der" and "Twedee" are slips in words that the normal form shortens. Never that of the same street.
    """
    best = max(likeness(norm(typed), norm(there)), likeness(_letters(typed), _letters(there)))
    if best < _CUT_SHORT and abbreviates(typed, there):
        best = _CUT_SHORT
    return min(best, _NEARLY)


def _street_faults(alike: float) -> tuple[str, ...]:
    return () if alike == 1 else ("street_fuzzy",)


def _suffix_faults(question: Question, candidate: Candidate) -> tuple[str, ...]:
    wanted, there = question.suffix, suffix_of(candidate.huisletter, candidate.huisnummertoevoeging)
    if there and there == question.suffix_or_range:
        return ()
    if wanted == there:
        return ("range_reduced",) if question.suffix_or_range else ()
    if not wanted:
        return ("suffix_conflict",) if question.suffix_or_range else ("suffix_missing",)
    if not there:
        return ("suffix_dropped",)
    return _ALIAS if spelled_out(wanted) == spelled_out(there) else ("suffix_conflict",)


def suffix_of(huisletter: str, huisnummertoevoeging: str) -> str:
    """Letter and suffix as one; most addresses have neither."""
    return suffix_key(huisletter, huisnummertoevoeging) if huisletter or huisnummertoevoeging else ""


@lru_cache(maxsize=4096)
def spelled_out(suffix: str) -> str:
    """Floors as people and registers write them, in one way: 58-III is 58-3, 9C I is 9C1, 12 hs is 12-H."""
    if suffix not in _FLOORS and suffix[:1].isalpha() and suffix[1:] in _FLOORS:
        suffix = suffix[0] + _FLOORS[suffix[1:]]
    return _LEADING_ZEROS.sub("", _FLOORS.get(suffix, suffix))


@lru_cache(maxsize=65_536)
def norm(street: str) -> str:
    """street.normalise_street, remembered: the same few streets come by again and again."""
    return normalise_street(street)


@lru_cache(maxsize=65_536)
def _letters(street: str) -> str:
    return "".join(c for c in fold(street) if c.isalnum())


@lru_cache(maxsize=65_536)
def _place_faults(
    asked: str, woonplaats: str, gemeente: str, provincie: str, *around: str
) -> tuple[str, ...]:
    """What the place's name leaves to say; a name that no place has may be one misspelled."""
    found = compare_place(asked, woonplaats, gemeente=gemeente, provincie=provincie, neighbourhoods=around)
    if found is PlaceAgreement.NO and not is_place(asked):
        alike = likeness(place_key(without_province(asked)), place_key(without_province(woonplaats)))
        if alike >= PLACE_ALIKE_FROM:
            return ("place_fuzzy",)
    return found.faults


@cache
def _became(gemeentecode: str) -> frozenset[str]:
    """Every gemeente that an old one went into, however many changes later; none for one that still exists."""
    heirs: set[str] = set()
    new = {gemeentecode}
    while new:
        new = {heir.successor_code for code in new for heir in successors().get(code, ())} - heirs
        heirs |= new
    return frozenset(heirs)
