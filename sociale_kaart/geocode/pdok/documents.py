"""What the Locatieserver answers, in our own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sociale_kaart.crs import LAT_RANGE, LON_RANGE, looks_like_rd, wgs84_to_rd
from sociale_kaart.errors import ServiceAnswerInvalid
from sociale_kaart.geocode.address import ParsedAddress, parse
from sociale_kaart.geocode.backend import Candidate, Suggestion
from sociale_kaart.model import MatchLevel

KINDS: Mapping[str, MatchLevel] = {
    "adres": MatchLevel.ADRES,
    "weg": MatchLevel.STRAAT,
    "postcode": MatchLevel.POSTCODE,
    "woonplaats": MatchLevel.WOONPLAATS,
}
"""The kinds of document that we use. There are more: perceel, hectometerpaal, wijk, ..."""

FIELDS: tuple[str, ...] = (
    "type",
    "weergavenaam",
    "straatnaam",
    "straatnaam_verkort",
    "huisnummer",
    "huisletter",
    "huisnummertoevoeging",
    "postcode",
    "woonplaatsnaam",
    "gemeentenaam",
    "gemeentecode",
    "provincienaam",
    "wijknaam",
    "wijkcode",
    "buurtnaam",
    "buurtcode",
    "nummeraanduiding_id",
    "adresseerbaarobject_id",
    "centroide_ll",
    "centroide_rd",
)
"""The fields we use, and so the only ones we ask for: a street's whole geometry may be fifty times as long."""

SUGGESTION_FIELDS: tuple[str, ...] = ("id", "type", "weergavenaam", "centroide_ll")

_POINT = re.compile(r"POINT\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)")


def documents(answer: Mapping[str, Any], *, where: str = "") -> list[Mapping[str, Any]]:
    """The documents of an answer; raises ServiceAnswerInvalid where it is no answer of the Locatieserver."""
    response = answer.get("response")
    docs = response.get("docs") if isinstance(response, Mapping) else None
    if not isinstance(docs, list) or not all(isinstance(doc, Mapping) for doc in docs):
        raise ServiceAnswerInvalid(
            "the answer has no response.docs",
            where=where,
            expected="expected an answer of the Locatieserver v3_1",
            remedy="check the setting SOCIALE_KAART_PDOK_URL",
        )
    return docs


def is_cut_off(answer: Mapping[str, Any]) -> bool:
    """Whether the service had more documents than it sent."""
    response = answer["response"]
    found = response.get("numFound")
    return isinstance(found, int) and found > len(response["docs"])


def candidates(answer: Mapping[str, Any], *, where: str = "") -> list[Candidate]:
    """Every usable document of a Locatieserver answer; raises ServiceAnswerInvalid where it is no such answer."""
    found = (candidate(doc) for doc in documents(answer, where=where))
    return [one for one in found if one is not None]


def candidate(doc: Mapping[str, Any]) -> Candidate | None:
    """One Locatieserver document in our own words; None for kinds that we do not use (perceel, wijk, ...).

    A document of fewer fields will do: what weergavenaam says is read where the fields themselves are missing.
    Raises ServiceAnswerInvalid where there is no point in it.
    """
    kind = KINDS.get(str(doc.get("type", "")))
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


def suggestion(doc: Mapping[str, Any]) -> Suggestion | None:
    """One document of `suggest`; None for kinds that we do not use, and for one without a name."""
    kind, label = KINDS.get(str(doc.get("type", ""))), str(doc.get("weergavenaam", ""))
    if kind is None or not label:
        return None
    lon, lat = _point(doc.get("centroide_ll")) or (None, None)
    return Suggestion(kind=kind, label=label, lon=lon, lat=lat, id=str(doc.get("id", "")))


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
