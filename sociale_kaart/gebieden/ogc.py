"""Features from an OGC API: page after page, complete or an error; the words of PDOK and CBS end here.

Standard: OGC API - Features - Part 1: Core (17-069r4), `/collections/{id}/items`, `next` links.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from sociale_kaart import http
from sociale_kaart.errors import ServiceAnswerInvalid

PAGE = 1000
_CHECK = "check the address and the year; nothing was changed"
# CBS writes every number it does not have as a large negative one: -99995 missing, -99997 suppressed.
_SENTINELS_FROM = -99_990


@dataclass(frozen=True, slots=True)
class GemeenteFeature:
    """A gemeente as the Kadaster publishes it; shape in degrees (WGS84)."""

    code: str
    naam: str
    provinciecode: str
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class BuurtFeature:
    """A buurt as CBS publishes it; None is unknown or suppressed; shape in degrees (WGS84)."""

    buurtcode: str
    gemeentecode: str
    is_water: bool
    inhabitants: int | None
    inhabitants_65plus: int | None
    land_area_ha: int | None
    shape: BaseGeometry


def gemeenten(client: requests.Session, base_url: str) -> list[GemeenteFeature]:
    """Every feature of `gemeentegebied`."""
    return [
        GemeenteFeature(
            code=f"GM{_code(properties, where)}",
            naam=_text(properties, where, "naam"),
            provinciecode=f"PV{_text(properties, where, 'ligt_in_provincie_code', 'ligtInProvincieCode')}",
            shape=shape,
        )
        for properties, shape, where in _features(client, base_url, "gemeentegebied")
    ]


def provincies(client: requests.Session, base_url: str) -> dict[str, str]:
    """Name by code ("PV26") of every feature of `provinciegebied`."""
    return {
        f"PV{_text(properties, where, 'code')}": _text(properties, where, "naam")
        for properties, _, where in _features(client, base_url, "provinciegebied")
    }


def buurten(client: requests.Session, base_url: str) -> list[BuurtFeature]:
    """Every feature of CBS's `buurten`.

    CBS gives the share of people of 65 and over here, in whole per cents: their number is rounded from that.
    """
    result = []
    for properties, shape, where in _features(client, base_url, "buurten"):
        inhabitants = _count(properties, where, "aantal_inwoners")
        share = _count(properties, where, "percentage_personen_65_jaar_en_ouder")
        known = inhabitants is not None and share is not None
        result.append(
            BuurtFeature(
                buurtcode=_text(properties, where, "buurtcode"),
                gemeentecode=_text(properties, where, "gemeentecode"),
                is_water=properties.get("water") != "NEE",
                inhabitants=inhabitants,
                inhabitants_65plus=round((inhabitants or 0) * (share or 0) / 100) if known else None,
                land_area_ha=_count(properties, where, "oppervlakte_land_in_ha"),
                shape=shape,
            )
        )
    return result


def _features(
    client: requests.Session, base_url: str, collection: str
) -> Iterator[tuple[Mapping[str, Any], BaseGeometry, str]]:
    """Properties, shape and address of each feature; raises when a page is broken or the count is short."""
    count, expected = 0, None
    for page, url in _pages(client, f"{base_url.rstrip('/')}/collections/{collection}/items"):
        expected = page.get("numberMatched", expected)
        for feature in _of_page(page, url):
            count += 1
            yield _properties(feature, url), _shape(feature, url), url
    if count == 0 or count != (count if expected is None else expected):
        raise ServiceAnswerInvalid(
            f"{collection} came incomplete: {count} features",
            where=base_url,
            expected=f"expected {expected or 'some'}",
            remedy="try again later; nothing was changed",
        )


def _pages(client: requests.Session, url: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    page = http.get_json(client, url, {"f": "json", "limit": PAGE})
    seen = {url}
    yield page, url
    while following := _next(page, url):
        if following in seen:
            raise ServiceAnswerInvalid("the pages go round in a circle", where=following, remedy=_CHECK)
        seen.add(following)
        url = following
        page = http.get_json(client, url)
        yield page, url


def _of_page(page: Mapping[str, Any], url: str) -> list[Any]:
    features = page.get("features")
    if page.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise ServiceAnswerInvalid("the answer is not a FeatureCollection", where=url, remedy=_CHECK)
    return features


def _next(page: Mapping[str, Any], url: str) -> str | None:
    links = [link for link in page.get("links", []) if link.get("rel") == "next" and link.get("href")]
    if not links:
        return None
    following: str = urljoin(url, str(links[0]["href"]))
    if urlsplit(following).scheme not in ("http", "https"):
        raise ServiceAnswerInvalid(f"the next page is at {following}", where=url, remedy=_CHECK)
    return following


def _properties(feature: Any, url: str) -> Mapping[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise ServiceAnswerInvalid("a feature has no properties", where=url, remedy=_CHECK)
    return properties


def _shape(feature: Mapping[str, Any], url: str) -> BaseGeometry:
    try:
        shape: BaseGeometry = shapely.force_2d(shapely.geometry.shape(feature["geometry"]))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, GEOSException) as fault:
        raise ServiceAnswerInvalid("a feature has no readable geometry", where=url, remedy=_CHECK) from fault
    if shape.is_empty or shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise ServiceAnswerInvalid(
            f"a feature is a {shape.geom_type}", where=url, expected="expected a polygon"
        )
    return shape


def _text(properties: Mapping[str, Any], where: str, *names: str) -> str:
    for name in names:
        if properties.get(name) not in (None, ""):
            return str(properties[name])
    raise ServiceAnswerInvalid(f"a feature has no {' or '.join(names)}", where=where, remedy=_CHECK)


def _code(properties: Mapping[str, Any], where: str) -> str:
    return _text(properties, where, "code").removeprefix("GM").zfill(4)


def _count(properties: Mapping[str, Any], where: str, name: str) -> int | None:
    value = properties.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ServiceAnswerInvalid(
            f"{name} is {value!r}", where=where, expected="expected a number", remedy=_CHECK
        )
    return None if value <= _SENTINELS_FROM else round(value)
