"""The live backend: PDOK's Locatieserver v3_1. Its field names and its query language are known here only.

How it behaves, from its wiki and recorded answers: undeclared parameters are refused with a 400; `fq` values
need quotes (a bare hyphen splits them); an empty query returns an arbitrary hit; free text ranks a street above
its own addresses ("Dam 1 Amsterdam"); `huisletter` and `huisnummertoevoeging` are left out where empty.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Self

import requests

from sociale_kaart.config import Settings
from sociale_kaart.crs import LAT_RANGE, LON_RANGE, looks_like_rd, wgs84_to_rd
from sociale_kaart.errors import ServiceAnswerInvalid
from sociale_kaart.geocode.address import ParsedAddress, parse, parse_input
from sociale_kaart.geocode.backend import Candidate, Outcome, as_outcome
from sociale_kaart.geocode.grade import choose, grade, nothing_fits
from sociale_kaart.geocode.place import without_province
from sociale_kaart.http import get_json, session
from sociale_kaart.model import AddressInput, Match, MatchLevel

ROWS = 50
KEEP_HIT, KEEP_MISS = timedelta(days=30), timedelta(days=1)

_KINDS = {
    "adres": MatchLevel.ADRES,
    "weg": MatchLevel.STRAAT,
    "postcode": MatchLevel.POSTCODE,
    "woonplaats": MatchLevel.WOONPLAATS,
}
_POINT = re.compile(r"POINT\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)")
_SOLR_SPECIALS = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/])')
_SOLR_WORDS = re.compile(r"\b(AND|OR|NOT|TO)\b")


BACKEND = "pdok"
DATA_VERSION = "v3_1"

_Query = dict[str, str | list[str]]


class PdokBackend:
    """Asks the Locatieserver, structured first and then in free text, at the polite rate of the settings."""

    name = BACKEND

    def __init__(self, settings: Settings, client: requests.Session | None = None) -> None:
        self._url = f"{settings.pdok_url.rstrip('/')}/free"
        self._client = client or session(settings, keep_for=keep_for)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def lookup(self, asked: AddressInput) -> Outcome:
        """The best answer the Locatieserver has to one address, graded by our own rules.

        Raises ServiceUnavailable, ServiceMoved or ServiceAnswerInvalid; never turns those into NotFound.
        """
        parsed = parse_input(asked)
        outcome: Outcome = nothing_fits(asked, parsed)
        seen: list[Candidate] = []
        for query in _queries(asked, parsed):
            seen += self._ask(query)
            outcome = choose(asked, parsed, seen)
            if outcome.level is MatchLevel.ADRES:
                break
        return as_outcome(_signed(outcome))

    def _ask(self, query: _Query) -> list[Candidate]:
        answer = get_json(self._client, self._url, query)
        return candidates(answer, where=self._url)


def match_document(asked: AddressInput, doc: Mapping[str, Any]) -> Match:
    """The match that one recorded Locatieserver document makes with an address; level none where it is another.

    Raises ServiceAnswerInvalid where the document has no point.
    """
    parsed, found = parse_input(asked), candidate(doc)
    return _signed(nothing_fits(asked, parsed) if found is None else grade(asked, parsed, found))


def candidates(answer: Mapping[str, Any], *, where: str = "") -> list[Candidate]:
    """Every usable document of a Locatieserver answer; raises ServiceAnswerInvalid where it is no such answer."""
    response = answer.get("response")
    docs = response.get("docs") if isinstance(response, Mapping) else None
    if not isinstance(docs, list) or not all(isinstance(doc, Mapping) for doc in docs):
        raise ServiceAnswerInvalid(
            "the answer has no response.docs",
            where=where,
            expected="expected an answer of the Locatieserver v3_1",
            remedy="check the setting SOCIALE_KAART_PDOK_URL",
        )
    return [found for found in (candidate(doc) for doc in docs) if found is not None]


def candidate(doc: Mapping[str, Any]) -> Candidate | None:
    """One Locatieserver document in our own words; None for kinds that we do not use (perceel, wijk, ...).

    A document of fewer fields will do: what weergavenaam says is read where the fields themselves are missing.
    Raises ServiceAnswerInvalid where there is no point in it.
    """
    kind = _KINDS.get(str(doc.get("type", "")))
    if kind is None:
        return None
    label = str(doc.get("weergavenaam", ""))
    shown = parse(label) if kind is MatchLevel.ADRES else ParsedAddress()
    lon, lat, x_rd, y_rd = _points(doc, label)
    return Candidate(
        kind=kind,
        label=label,
        street=str(doc.get("straatnaam", shown.street)),
        street_short=str(doc.get("straatnaam_verkort", "")),
        huisnummer=_number(doc["huisnummer"], label) if "huisnummer" in doc else shown.huisnummer,
        huisletter=str(doc.get("huisletter", "" if "huisnummer" in doc else shown.huisletter)),
        huisnummertoevoeging=str(
            doc.get("huisnummertoevoeging", "" if "huisnummer" in doc else shown.huisnummertoevoeging)
        ),
        postcode=str(doc.get("postcode", shown.postcode)),
        woonplaats=str(doc.get("woonplaatsnaam", shown.woonplaats)),
        gemeente=str(doc.get("gemeentenaam", "")),
        gemeentecode=_gemeentecode(doc),
        provincie=str(doc.get("provincienaam", "")),
        wijk=str(doc.get("wijknaam", "")),
        wijkcode=str(doc.get("wijkcode", "")),
        buurt=str(doc.get("buurtnaam", "")),
        buurtcode=str(doc.get("buurtcode", "")),
        nummeraanduiding_id=str(doc.get("nummeraanduiding_id", "")),
        adresseerbaarobject_id=str(doc.get("adresseerbaarobject_id", "")),
        lon=lon,
        lat=lat,
        x_rd=x_rd,
        y_rd=y_rd,
    )


def keep_for(content: bytes) -> timedelta | None:
    """How long an answer may be kept: a hit for 30 days, a miss for one; None for what is no answer at all."""
    try:
        docs = json.loads(content)["response"]["docs"]
    except (ValueError, LookupError, TypeError):
        return None
    return KEEP_HIT if docs else KEEP_MISS


def escape_text(text: str) -> str:
    """User text for `q`: every character and word that means something to Solr made plain."""
    return _SOLR_SPECIALS.sub(r"\\\1", _SOLR_WORDS.sub(lambda found: found.group().lower(), text))


def filter_on(field: str, value: str) -> str:
    """A filter for `fq`, its value in quotes: an unquoted hyphen or space would split it."""
    escaped = value.replace("\\", r"\\").replace('"', r"\"")
    return f'{field}:"{escaped}"'


def _queries(asked: AddressInput, parsed: ParsedAddress) -> Iterator[_Query]:
    """The questions worth asking, the most certain first; none at all where there is nothing to ask."""
    if parsed.po_box or not (parsed.street or parsed.postcode):
        # An empty query returns an arbitrary hit, and nobody can walk into a post box.
        return
    number = [] if parsed.huisnummer is None else [filter_on("huisnummer", str(parsed.huisnummer))]
    # 1. postcode and number name one address in the country: nothing to misread
    if len(parsed.postcode) == 6 and number:
        yield _query("", "type:adres", *number, filter_on("postcode", parsed.postcode))
    # 2. number and place as filters, the street as text: the service's own analyser knows Dr. from Doctor
    if parsed.street and number and parsed.woonplaats:
        place = filter_on("woonplaatsnaam", without_province(parsed.woonplaats))
        yield _query(parsed.street, "type:adres", *number, place)
    # 3. number and gemeente: the place typed may be a village that BAG counts in with the town, or the gemeente;
    #    and every street of that name there, to see whether the place's name can matter (see grade.choose)
    gemeente = _gemeente_filter(asked, parsed)
    if parsed.street and number and gemeente:
        yield _query(parsed.street, "type:adres", *number, gemeente)
        yield _query(parsed.street, "type:weg", gemeente)
    # 4. free text, for a place by another name or a street misspelled; streets, postcodes and places come too,
    #    and only what our own grades accept is kept (see grade.py)
    if parsed.street or len(parsed.postcode) == 6:
        yield _query(_as_text(parsed), "type:(adres OR weg OR postcode OR woonplaats)")


def _gemeente_filter(asked: AddressInput, parsed: ParsedAddress) -> str:
    if asked.gemeentecode:
        return filter_on("gemeentecode", asked.gemeentecode.removeprefix("GM"))
    return filter_on("gemeentenaam", parsed.woonplaats) if parsed.woonplaats else ""


def _as_text(parsed: ParsedAddress) -> str:
    number = "" if parsed.huisnummer is None else f"{parsed.huisnummer}{parsed.huisletter}"
    number += f"-{parsed.huisnummertoevoeging}" if parsed.huisnummertoevoeging else ""
    return " ".join(part for part in (parsed.street, number, parsed.postcode, parsed.woonplaats) if part)


def _query(text: str, *filters: str) -> _Query:
    """Declared parameters only: the service refuses any other with a 400."""
    asked: _Query = {"fq": list(filters), "fl": "*", "rows": str(ROWS)}
    return {"q": escape_text(text), **asked} if text else asked


def _signed(match: Match) -> Match:
    return replace(match, backend=BACKEND, data_version=DATA_VERSION)


def _points(doc: Mapping[str, Any], label: str) -> tuple[float, float, float, float]:
    lonlat = _point(doc.get("centroide_ll"))
    if lonlat is None or not (
        LON_RANGE[0] <= lonlat[0] <= LON_RANGE[1] and LAT_RANGE[0] <= lonlat[1] <= LAT_RANGE[1]
    ):
        raise ServiceAnswerInvalid(
            f"{label!r} has no usable centroide_ll: {doc.get('centroide_ll')!r}",
            expected="expected POINT(lon lat) in the Netherlands",
        )
    rd = _point(doc.get("centroide_rd"))
    if rd is None or not looks_like_rd(*rd):
        x_rd, y_rd = wgs84_to_rd(*lonlat)
        rd = round(float(x_rd), 3), round(float(y_rd), 3)
    return *lonlat, *rd


def _point(text: Any) -> tuple[float, float] | None:
    found = _POINT.fullmatch(text) if isinstance(text, str) else None
    return (float(found.group(1)), float(found.group(2))) if found else None


def _number(value: Any, label: str) -> int:
    try:
        return int(value)
    except (TypeError, ValueError) as fault:
        raise ServiceAnswerInvalid(f"{label!r} has no usable huisnummer: {value!r}") from fault


def _gemeentecode(doc: Mapping[str, Any]) -> str:
    """The service writes "0153", CBS and we write "GM0153"."""
    code = str(doc.get("gemeentecode", ""))
    return f"GM{code.zfill(4)}" if code.isdigit() else ""
