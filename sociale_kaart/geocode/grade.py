"""How well a candidate fits what was asked: our own judgement, field by field, never a search engine's score.

Level `adres` is for candidates whose street, number with suffix, and place or postcode all agree; anything
less gets a lower level and a named fault, so that a person can see what to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sociale_kaart.geocode.address import ParsedAddress, same_street, suffix_key
from sociale_kaart.geocode.backend import Candidate, NotFound, Outcome, as_outcome
from sociale_kaart.geocode.place import PlaceAgreement, compare_place
from sociale_kaart.geocode.street import FUZZY_FROM, street_likeness
from sociale_kaart.model import AddressInput, Match, MatchLevel

FAULTS: dict[str, str] = {
    "street_fuzzy": "de straat is bijna gelijk gespeld, maar niet helemaal",
    "street_conflict": "op deze postcode ligt een andere straat",
    "street_missing": "er staat geen straat bij",
    "street_not_found": "de straat is niet gevonden",
    "number_missing": "er staat geen huisnummer bij",
    "number_not_found": "het huisnummer is niet gevonden",
    "range_reduced": "er staat een reeks huisnummers; het eerste is genomen",
    "suffix_dropped": "de letter of toevoeging is niet gevonden; het nummer zonder is genomen",
    "suffix_missing": "dit nummer bestaat alleen met een letter of toevoeging",
    "suffix_conflict": "de letter of toevoeging is anders",
    "postcode_conflict": "de postcode hoort niet bij dit adres",
    "place_conflict": "de plaats hoort niet bij dit adres",
    "place_missing": "er staat geen plaats en geen postcode bij",
    "place_alias": "de plaats heeft officieel een andere naam",
    "place_is_gemeente": "er staat een gemeente in plaats van een plaats",
    "place_is_neighbourhood": "er staat een wijk of buurt in plaats van een plaats",
    "place_in_gemeente": "de plaats heet officieel anders; deze straat is er in de gemeente maar één keer",
    "place_unsure": "er zijn meer plaatsen met deze naam",
    "gemeente_conflict": "dit adres ligt in een andere gemeente",
    "multiple_hits": "er zijn meer adressen die even goed passen",
    "po_box": "een postbus of antwoordnummer is geen plek om naartoe te gaan",
}
"""Each fault and what it tells a coordinator, in Dutch."""

# Faults that leave no doubt about which address is meant.
HARMLESS = frozenset(
    {"place_alias", "place_in_gemeente", "place_is_gemeente", "place_is_neighbourhood", "street_missing"}
)

_EXACTNESS = {level: rank for rank, level in enumerate(MatchLevel)}


def grade(
    asked: AddressInput, parsed: ParsedAddress, candidate: Candidate, *, only_street_in_gemeente: bool = False
) -> Match:
    """The match that a candidate makes with what was asked; level none where it is something else.

    only_street_in_gemeente: the gemeente asked for has this street once, so that the place's name cannot matter.
    Ids are kept at level adres only: below it they would name an address that nobody asked for.
    """
    judgement = _judge(asked, parsed, candidate, only_street_in_gemeente)
    if judgement.level is MatchLevel.NONE:
        return Match(level=MatchLevel.NONE, query=str(asked), faults=judgement.faults)
    exact = judgement.level is MatchLevel.ADRES
    return Match(
        level=judgement.level,
        query=str(asked),
        faults=judgement.faults,
        nummeraanduiding_id=candidate.nummeraanduiding_id if exact else "",
        adresseerbaarobject_id=candidate.adresseerbaarobject_id if exact else "",
        address=candidate.label,
        woonplaats=candidate.woonplaats,
        gemeentecode=candidate.gemeentecode,
        wijkcode=candidate.wijkcode,
        buurtcode=candidate.buurtcode,
        lon=candidate.lon,
        lat=candidate.lat,
        x_rd=candidate.x_rd,
        y_rd=candidate.y_rd,
    )


def choose(asked: AddressInput, parsed: ParsedAddress, candidates: Sequence[Candidate]) -> Outcome:
    """The answer that a list of candidates makes together: the best by our own grades, their order set aside.

    A backend that finds nothing by place must offer every street of that name in the gemeente asked for:
    where it lies in one place only, the gemeente vouches for a place typed by another name.
    """
    places = {
        other.woonplaats
        for other in candidates
        if other.gemeentecode == asked.gemeentecode and same_street(parsed.street, other.street)
    }
    graded = [
        (grade(asked, parsed, candidate, only_street_in_gemeente=places == {candidate.woonplaats}), candidate)
        for candidate in candidates
    ]
    fitting = [(match, candidate) for match, candidate in graded if match.level is not MatchLevel.NONE]
    if not fitting:
        return nothing_fits(asked, parsed)
    best = min(_goodness(match, candidate) for match, candidate in fitting)
    top = [(match, candidate) for match, candidate in fitting if _goodness(match, candidate) == best]
    equals = {candidate.label: (match, candidate) for match, candidate in top}
    twins = {candidate.nummeraanduiding_id for _, candidate in top}
    if len(equals) == 1 and (len(twins) == 1 or top[0][0].level is not MatchLevel.ADRES):
        return as_outcome(next(iter(equals.values()))[0])
    return as_outcome(_several([equals[label] for label in sorted(equals)]))


def nothing_fits(asked: AddressInput, parsed: ParsedAddress) -> NotFound:
    """The match of an address that nothing fits."""
    faults = ("po_box",) if parsed.po_box else ()
    return NotFound(level=MatchLevel.NONE, query=str(asked), faults=faults)


def is_doubtful(match: Match) -> bool:
    """Whether a person should look at it: something was found, and something about it does not agree."""
    if match.level is MatchLevel.NONE:
        return "multiple_hits" in match.faults
    if match.level in (MatchLevel.GIVEN, MatchLevel.ADRES):
        return bool(set(match.faults) - HARMLESS)
    if match.level is MatchLevel.STRAAT:
        return bool(set(match.faults) - HARMLESS - {"number_missing"})
    return True


@dataclass(frozen=True, slots=True)
class _Judgement:
    level: MatchLevel
    faults: tuple[str, ...] = ()


_NOT_IT = _Judgement(MatchLevel.NONE)


def _judge(
    asked: AddressInput, parsed: ParsedAddress, candidate: Candidate, only_street_in_gemeente: bool
) -> _Judgement:
    where = _where(asked, parsed, candidate)
    if where is None:
        return _NOT_IT
    if only_street_in_gemeente and asked.gemeentecode == candidate.gemeentecode:
        where = tuple("place_in_gemeente" if fault == "place_conflict" else fault for fault in where)
    if candidate.kind is MatchLevel.ADRES:
        return _judge_address(parsed, candidate, where)
    if candidate.kind in (MatchLevel.STRAAT, MatchLevel.POSTCODE):
        return _judge_street(parsed, candidate, where)
    if candidate.kind is MatchLevel.WOONPLAATS and parsed.woonplaats and "place_conflict" not in where:
        return _Judgement(MatchLevel.WOONPLAATS, ("street_not_found", *where))
    return _NOT_IT


def _where(asked: AddressInput, parsed: ParsedAddress, candidate: Candidate) -> tuple[str, ...] | None:
    """Faults of place and postcode; None where neither agrees, so that it is another address altogether."""
    faults: list[str] = []
    agreeing = 0
    if parsed.postcode and candidate.postcode:
        if candidate.postcode.startswith(parsed.postcode):
            agreeing += 1
        else:
            faults.append("postcode_conflict")
    if parsed.woonplaats:
        place = compare_place(
            parsed.woonplaats,
            candidate.woonplaats,
            gemeente=candidate.gemeente,
            provincie=candidate.provincie,
            neighbourhoods=(candidate.wijk, candidate.buurt),
        )
        if place is PlaceAgreement.UNSURE and len(parsed.postcode) == 6 and agreeing:
            place = PlaceAgreement.SAME
        agreeing += place is not PlaceAgreement.NO
        faults += place.faults
    if asked.gemeentecode and candidate.gemeentecode:
        if asked.gemeentecode == candidate.gemeentecode:
            agreeing += 1
        else:
            faults.append("gemeente_conflict")
    if not agreeing and faults:
        return None
    return tuple(faults) if agreeing else ("place_missing",)


def _judge_address(parsed: ParsedAddress, candidate: Candidate, where: tuple[str, ...]) -> _Judgement:
    street = _street_faults(parsed, candidate, where)
    if street is None:
        return _NOT_IT
    if "street_conflict" in street:
        return _Judgement(MatchLevel.POSTCODE, (*street, *where))
    if parsed.huisnummer is None or parsed.huisnummer != candidate.huisnummer:
        # One house on the right street says only that the street exists; the street itself is a better answer.
        fault = "number_missing" if parsed.huisnummer is None else "number_not_found"
        return _Judgement(MatchLevel.STRAAT, (fault, *street, *where))
    faults = (*street, *_suffix_faults(parsed, candidate), *where)
    return _Judgement(MatchLevel.HUISNUMMER if set(faults) - HARMLESS else MatchLevel.ADRES, faults)


def _judge_street(parsed: ParsedAddress, candidate: Candidate, where: tuple[str, ...]) -> _Judgement:
    """A street, or the part of a street that has one postcode."""
    number = "number_missing" if parsed.huisnummer is None else "number_not_found"
    street = _street_faults(parsed, candidate, where)
    if street is None:
        return _NOT_IT
    on_postcode = candidate.kind is MatchLevel.POSTCODE and len(parsed.postcode) == 6
    if "street_conflict" in street or "street_missing" in street:
        return _Judgement(MatchLevel.POSTCODE, (number, *street, *where)) if on_postcode else _NOT_IT
    return _Judgement(MatchLevel.STRAAT, (number, *street, *where))


def _street_faults(
    parsed: ParsedAddress, candidate: Candidate, where: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Faults of the street's name; None where it is another street and no postcode vouches for it."""
    by_postcode = (
        len(parsed.postcode) == 6
        and candidate.postcode == parsed.postcode
        and "postcode_conflict" not in where
    )
    if not parsed.street:
        return ("street_missing",) if by_postcode else None
    if same_street(parsed.street, candidate.street) or same_street(parsed.street, candidate.street_short):
        return ()
    if street_likeness(parsed.street, candidate.street) >= FUZZY_FROM:
        return ("street_fuzzy",)
    return ("street_conflict",) if by_postcode else None


def _suffix_faults(parsed: ParsedAddress, candidate: Candidate) -> tuple[str, ...]:
    wanted, there = parsed.suffix, suffix_key(candidate.huisletter, candidate.huisnummertoevoeging)
    if wanted == there:
        return ()
    if not wanted:
        return ("suffix_missing",)
    if there:
        return ("suffix_conflict",)
    is_range = wanted.isdigit() and parsed.huisnummer is not None and int(wanted) > parsed.huisnummer
    return ("range_reduced",) if is_range else ("suffix_dropped",)


# Of two matches at one level with as many faults, a wrong suffix is worse than a missing one.
_WORSE = {
    "suffix_conflict": 2,
    "postcode_conflict": 2,
    "place_conflict": 2,
    "gemeente_conflict": 2,
    "street_fuzzy": 2,
}


def _goodness(match: Match, candidate: Candidate) -> tuple[int, int, bool]:
    """Smaller is better: the level, then the weight of what does not agree, then a street before a house on it."""
    weight = sum(_WORSE.get(fault, 1) for fault in match.faults)
    return _EXACTNESS[match.level], weight, candidate.kind is not match.level


def _several(equals: list[tuple[Match, Candidate]]) -> Match:
    """One match for several that fit equally: the first of them where all share house, street or postcode.

    Where they lie in different places no point is given at all, for any choice would be a guess.
    """
    first, _ = equals[0]
    alternatives = tuple(other.label for _, other in equals)
    faults = (*first.faults, "multiple_hits")
    if len({_shared(match.level, other) for match, other in equals}) > 1:
        return Match(
            level=MatchLevel.NONE,
            query=first.query,
            faults=("multiple_hits",),
            alternatives=alternatives,
        )
    level = MatchLevel.HUISNUMMER if first.level is MatchLevel.ADRES else first.level
    return replace(
        first,
        level=level,
        faults=faults,
        alternatives=alternatives,
        nummeraanduiding_id="",
        adresseerbaarobject_id="",
    )


def _shared(level: MatchLevel, candidate: Candidate) -> tuple[str | int | None, ...]:
    """What two candidates must share for one's point to stand for both."""
    if level in (MatchLevel.ADRES, MatchLevel.HUISNUMMER):
        return candidate.woonplaats, candidate.street, candidate.huisnummer
    if level is MatchLevel.STRAAT:
        return candidate.woonplaats, candidate.street
    if level is MatchLevel.POSTCODE:
        return (candidate.postcode,)
    return candidate.woonplaats, candidate.gemeentecode
