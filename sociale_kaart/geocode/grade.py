"""How well a candidate fits what was asked: our own judgement, field by field, never a search engine's score.

Level `adres` is for candidates whose street, number with suffix, and place or postcode all agree; anything
less gets a lower level and a named fault, so that a person can see what to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sociale_kaart.geocode.address import ParsedAddress
from sociale_kaart.geocode.backend import Ambiguous, Candidate, Found, NotFound, Outcome
from sociale_kaart.geocode.confidence import band, confidence
from sociale_kaart.geocode.judge import (
    AREA,
    GEMEENTE,
    HARMLESS,
    PLACE,
    POSTCODE,
    SHARED,
    SUFFIX,
    Question,
    Verdict,
    judge,
    norm,
)
from sociale_kaart.model import AddressInput, Match, MatchLevel

FAULTS: dict[str, str] = {
    "street_fuzzy": "de straat is bijna gelijk gespeld, maar niet helemaal",
    "street_conflict": "op deze postcode ligt een andere straat",
    "street_missing": "er staat geen straat bij",
    "street_not_found": "de straat is niet gevonden",
    "number_missing": "er staat geen huisnummer bij",
    "number_not_found": "het huisnummer is niet gevonden",
    "range_reduced": "er staat een reeks huisnummers; het eerste is genomen",
    "suffix_alias": "de toevoeging heet officieel anders",
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
    "place_fuzzy": "de plaats is bijna gelijk gespeld, maar niet helemaal",
    "old_gemeente": "de gemeente bestaat niet meer; het adres ligt in haar opvolger",
    "gemeente_conflict": "dit adres ligt in een andere gemeente",
    "multiple_hits": "er zijn meer adressen die even goed passen",
    "postcode_invalid": "deze postcode kan niet bestaan: de letters SA, SD en SS worden nooit gebruikt",
    "more_addresses": "er staat meer dan één adres; alleen dit is opgezocht",
    "opposite": "er staat 'tegenover' bij: de plek zelf ligt aan de overkant",
    "corner": "er staat een hoek van twee straten; alleen de eerste is opgezocht",
    "abroad": "dit adres ligt in het buitenland",
    "po_box": "een postbus of antwoordnummer is geen plek om naartoe te gaan",
}
"""Each fault and what it tells a coordinator, in Dutch."""

# What nobody can walk into is not looked up: it would only find something else.
_NOT_HERE = frozenset({"abroad", "po_box"})

_Kind = TypeVar("_Kind", bound=Match)
_ON_STREET = (MatchLevel.ADRES, MatchLevel.HUISNUMMER, MatchLevel.STRAAT)
_EXACTNESS = {level: rank for rank, level in enumerate(MatchLevel)}

# Of two answers at one level with as many faults, something that contradicts is worse than something missing.
_WORSE = {
    "suffix_conflict": 2,
    "postcode_conflict": 2,
    "place_conflict": 2,
    "gemeente_conflict": 2,
    "street_fuzzy": 2,
}

# How far the likeliest street must stand out from the next, and how like it must be, where no postcode vouches for it.
MARGIN = 0.08
CLEAR_FROM = 0.7
# Whatever else does not agree, a number that is not there above all, speaks against a street as much as this.
_FAULT_COUNTS = 0.06


def _agreed(bits: int) -> str:
    """What agrees, as the confidence table names it.

    That a suffix may have been left out outweighs all else, and does not turn on what else was typed. A gemeente beside
    a place or postcode that agrees makes an answer no less sure.
    """
    if bits & SHARED:
        return "shared"
    if bits & (POSTCODE | PLACE):
        bits &= ~GEMEENTE
    named = (
        (POSTCODE, "postcode"),
        (AREA, "area"),
        (PLACE, "place"),
        (GEMEENTE, "gemeente"),
        (SUFFIX, "suffix"),
    )
    return "+".join(name for bit, name in named if bits & bit and not (bit == AREA and bits & POSTCODE))


_AGREED = tuple(map(_agreed, range(2 * SHARED)))


def grade(
    asked: AddressInput, parsed: ParsedAddress, candidate: Candidate, *, only_street_in_gemeente: bool = False
) -> Match:
    """The match that a candidate makes with what was asked; level none where it is something else.

    only_street_in_gemeente: the gemeente asked for has this street once, so that the place's name cannot matter.
    Ids are kept at level adres only: below it they would name an address that nobody asked for.
    """
    if not _NOT_HERE.isdisjoint(parsed.faults):
        return Match(level=MatchLevel.NONE, query=str(asked), faults=parsed.faults)
    verdict = judge(Question(asked, parsed), candidate, only_street_in_gemeente)
    if verdict is None:
        return Match(level=MatchLevel.NONE, query=str(asked))
    return _match(Match, asked, _settled(verdict, clear=bool(verdict.agreed & POSTCODE)))


def choose(
    asked: AddressInput, parsed: ParsedAddress, candidates: Sequence[Candidate], *, all_streets: bool = False
) -> Outcome:
    """The answer that a list of candidates makes together: the best by our own grades, their order set aside.

    all_streets: the backend offered every street of the place that is alike (as a register can), so that a street
    misspelled may be recognised by standing out from the others; else an agreeing postcode is needed for that.
    A backend that finds nothing by place must offer every street of that name in the gemeente asked for:
    where it lies in one place only, the gemeente vouches for a place typed by another name.
    """
    if not _NOT_HERE.isdisjoint(parsed.faults):
        return nothing_fits(asked, parsed)
    question = Question(asked, parsed)
    places = _places_in_gemeente(question, candidates) if question.gemeentecode else None
    verdicts: list[Verdict] = []
    unsettled = False
    for candidate in candidates:
        verdict = judge(question, candidate, places == {candidate.woonplaats} if places else False)
        if verdict is not None:
            verdicts.append(verdict)
            unsettled = unsettled or 0 < verdict.likeness < 1
    if unsettled:
        verdicts = _settle_fuzzy(verdicts, all_streets)
    if not verdicts:
        return nothing_fits(asked, parsed)
    if len(verdicts) == 1:
        return _match(Found, asked, verdicts[0])
    best = _best(verdicts)
    if len(best) > 1:
        return _of_equals(asked, best)
    first = best[0]
    if first.level is MatchLevel.ADRES and not question.suffix and _is_shared(first.candidate, verdicts):
        first = first._replace(agreed=first.agreed | SHARED)
    return _match(Found, asked, first)


def nothing_fits(asked: AddressInput, parsed: ParsedAddress) -> NotFound:
    """The match of an address that nothing fits."""
    return NotFound(level=MatchLevel.NONE, query=str(asked), faults=parsed.faults)


def is_doubtful(match: Match) -> bool:
    """Whether a person should look at it: something was found, and something about it does not agree."""
    if match.level is MatchLevel.NONE:
        return "multiple_hits" in match.faults
    if match.level in (MatchLevel.GIVEN, MatchLevel.ADRES):
        return bool(set(match.faults) - HARMLESS)
    if match.level is MatchLevel.STRAAT:
        return bool(set(match.faults) - HARMLESS - {"number_missing"})
    return True


def _places_in_gemeente(question: Question, candidates: Sequence[Candidate]) -> set[str]:
    return {
        other.woonplaats
        for other in candidates
        if other.gemeentecode == question.gemeentecode and norm(other.street) == question.street != ""
    }


def _settle_fuzzy(verdicts: list[Verdict], all_streets: bool) -> list[Verdict]:
    """What is left where some of the streets are only alike: the one that stands out, or those that do not.

    A street of the very name that was typed is the one meant, unless postcode and number point at one alike.
    """
    fuzzy: list[Verdict] = []
    others: list[Verdict] = []
    for one in verdicts:
        (fuzzy if 0 < one.likeness < 1 else others).append(one)
    on_postcode = [one for one in fuzzy if one.agreed & POSTCODE and one.level is not MatchLevel.STRAAT]
    if any(one.likeness == 1 and one.level in _ON_STREET for one in others):
        return [*others, *(_settled(one, clear=False) for one in on_postcode)]
    candidates = on_postcode or fuzzy
    standings = [one.likeness - len(one.faults) * _FAULT_COUNTS for one in candidates]
    best = max(standings)
    near = [one for one, standing in zip(candidates, standings, strict=True) if standing > best - MARGIN]
    is_one_street = len(near) == 1 or len({norm(one.candidate.street) for one in near}) == 1
    first = candidates[standings.index(best)]
    vouched = bool(on_postcode) or (all_streets and first.likeness >= CLEAR_FROM)
    return [*others, *(_settled(one, clear=is_one_street and vouched) for one in near)]


def _settled(verdict: Verdict, *, clear: bool) -> Verdict:
    """A street that is only alike is an address where it is clear that it is meant, and else a house to look at."""
    if clear or verdict.likeness == 1 or verdict.level is not MatchLevel.ADRES:
        return verdict
    return verdict._replace(level=MatchLevel.HUISNUMMER)


def _best(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Those that no other is better than: by level, then by what does not agree, then a street before a house on it."""
    goodness = [_goodness(verdict) for verdict in verdicts]
    best = min(goodness)
    return [one for one, good in zip(verdicts, goodness, strict=True) if good == best]


def _is_shared(house: Candidate, verdicts: Sequence[Verdict]) -> bool:
    """Whether another address has this house number."""
    return any(
        other.huisnummer == house.huisnummer
        and other.street == house.street
        and other.woonplaats == house.woonplaats
        and other.nummeraanduiding_id != house.nummeraanduiding_id
        for _, _, other, _, _ in verdicts
    )


def _goodness(verdict: Verdict) -> tuple[int, int, bool]:
    """Smaller is better."""
    level, faults, candidate = verdict.level, verdict.faults, verdict.candidate
    weight = sum([_WORSE.get(fault, 1) for fault in faults]) if faults else 0
    return _EXACTNESS[level], weight, candidate.kind is not level


def _of_equals(asked: AddressInput, equals: Sequence[Verdict]) -> Outcome:
    """One answer for those that fit equally well: what they share, where they share house, street or postcode."""
    first = min(equals, key=lambda one: one.candidate.label)
    alternatives = tuple(sorted({one.candidate.label for one in equals}))
    twins = {one.candidate.nummeraanduiding_id for one in equals}
    in_one_place = len({_shared(one) for one in equals}) == 1
    if in_one_place and len(alternatives) == 1 and (len(twins) == 1 or first.level is not MatchLevel.ADRES):
        return _match(Found, asked, first)
    if not in_one_place:
        # They lie in different places: any choice would be a guess, so no point is given.
        return Ambiguous(
            level=MatchLevel.NONE, query=str(asked), faults=("multiple_hits",), alternatives=alternatives
        )
    level = MatchLevel.HUISNUMMER if first.level is MatchLevel.ADRES else first.level
    several = first._replace(level=level, faults=(*first.faults, "multiple_hits"))
    return _match(Ambiguous, asked, several, alternatives)


def _shared(verdict: Verdict) -> tuple[str | int | None, ...]:
    """What two candidates must share for one's point to stand for both."""
    candidate = verdict.candidate
    # Of places that bear one name, Hengelo in two provinces, each has a gemeente of its own.
    place = candidate.woonplaats, candidate.gemeentecode
    if verdict.level in (MatchLevel.ADRES, MatchLevel.HUISNUMMER):
        return *place, candidate.street, candidate.huisnummer
    if verdict.level is MatchLevel.STRAAT:
        return *place, candidate.street
    if verdict.level is MatchLevel.POSTCODE:
        return (candidate.postcode,)
    return place


def _match(
    kind: type[_Kind], asked: AddressInput, verdict: Verdict, alternatives: tuple[str, ...] = ()
) -> _Kind:
    level, faults, candidate, agreed, alike = verdict
    exact = level is MatchLevel.ADRES
    return kind(
        level=level,
        query=str(asked),
        confidence=confidence(level, faults, _AGREED[agreed], "" if alike == 1 else band(alike)),
        faults=faults,
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
        alternatives=alternatives,
    )
