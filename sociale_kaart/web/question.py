"""What a visitor asks, as the address of a page says it: where, which help, when, and what else; checked once, here."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

from flask import request, url_for

from sociale_kaart.crs import looks_like_wgs84, wgs84_to_rd
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.gebieden.places import Position
from sociale_kaart.kaartfields import ALL_HELP
from sociale_kaart.web import language, words
from sociale_kaart.web.clock import moment
from sociale_kaart.web.facets import Facets, read_facet
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.finder import DECIMALS
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.needs import Need, all_help, need_of_pillar, needs_of
from sociale_kaart.web.placeindex import Wanted
from sociale_kaart.web.searcharea import SearchArea, read_area
from sociale_kaart.web.site import Site
from sociale_kaart.web.unusable import Unusable
from sociale_kaart.web.wanneer import When, read_when

MAX_SEARCH_LENGTH = 100
# What the form asks; its fields by their names in an address.
FIELDS = (
    "zoek",
    "plek",
    "gebied",
    "hulp",
    "wanneer",
    "dag",
    "deel",
    "afspraak",
    "drempelvrij",
    "taal",
    "gratis",
    "ook",
)
_MOST_PAGES_DIGITS = 6
# Where somebody stands is known to a device within some metres; we go by no more than this.
_OWN_RADIUS_M = 100.0

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Query:
    """What a visitor asks for; checked, so that a page can trust it.

    spot : where the visitor's own device says it is, rounded; None where that was not told
    area : what the map showed when its search was pressed; None where it was not
    phrase : the help that was asked for, after "plekken met"
    """

    zoek: str
    spot: Position | None
    area: SearchArea | None
    need: Need
    is_need_chosen: bool
    asked_pillars: tuple[str, ...]
    wanted: Wanted
    phrase: str
    when: When
    facets: Facets
    with_unknown: bool
    page: int

    @property
    def start(self) -> Position | None:
        """From where distances are measured without a search: where the visitor is, or the middle of the map."""
        return self.spot or (self.area.middle if self.area else None)

    @property
    def pillars(self) -> tuple[str, ...]:
        """The kinds of help that will do."""
        return self.wanted.pillars

    @property
    def is_asked(self) -> bool:
        """Whether the address asks anything; without, the page has only its question."""
        return bool(self.zoek or self.spot or self.filters() or self.page > 1)

    @property
    def is_narrowed(self) -> bool:
        """Whether something beside the kind of help was asked."""
        return bool(self.facets or self.when.parameters()["wanneer"])

    def filters(self) -> dict[str, Any]:
        """What decides which places there are, as an address says it: what the map must know too."""
        said = {
            "hulp": self.need.id if self.is_need_chosen else "",
            "pijler": list(self.asked_pillars),
            **self.when.parameters(),
            **self.facets.parameters(),
            "gebied": self.area.text if self.area else "",
            "ook": "onbekend" if self.with_unknown else "",
        }
        return {key: value for key, value in said.items() if value}

    def parameters(self, **changes: Any) -> dict[str, Any]:
        """The whole question with some answers changed, without what is empty."""
        where = {
            "zoek": self.zoek,
            "plek": spot_text(self.spot),
            "pagina": self.page if self.page > 1 else "",
        }
        return {key: value for key, value in (where | self.filters() | changes).items() if value}

    def address(self, **changes: Any) -> str:
        """The address of this question with some answers changed."""
        return url_for("zoeken.index", **self.parameters(**changes))

    def address_without_filters(self, **changes: Any) -> str:
        """The address of where and which help alone."""
        nothing = dict.fromkeys((*When().parameters(), *Facets.names(), "ook", "pagina"), "")
        return self.address(**(nothing | changes))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, with a sentence for each field that we cannot use: those count as left empty."""

    query: Query
    faults: Mapping[str, str]


def read_query(site: Site) -> Query:
    """The question in the address; raises Unusable on one that we cannot use."""
    asked = read_asked(site)
    for field, sentence in asked.faults.items():
        raise Unusable(field, sentence)
    return asked.query


def read_asked(site: Site) -> Asked:
    """The question in the address, as far as it can be used."""
    faults: dict[str, str] = {}

    def usable(read: Callable[[], _Answer], otherwise: _Answer) -> _Answer:
        try:
            return read()
        except Unusable as fault:
            faults[fault.field] = fault.sentence
            return otherwise

    zoek = usable(lambda: typed("zoek"), "")
    spot = None if zoek else usable(_spot, None)
    area = usable(read_area, None)
    needs = needs_of(site.data.config, tuple(site.pillars.values()), language.current())
    need = usable(lambda: _need(site, needs), None)
    nothing: tuple[str, ...] = ()
    pillars = usable(lambda: _pillars(site), nothing)
    chosen = need or all_help()
    facets = Facets(**{name: usable(partial(read_facet, name), "") for name in Facets.names()})
    query = Query(
        zoek=zoek,
        spot=spot,
        area=area,
        need=chosen,
        is_need_chosen=need is not None,
        asked_pillars=pillars,
        wanted=Wanted(pillars) if pillars else chosen.wanted,
        phrase=_phrase(site, pillars, chosen),
        when=usable(lambda: read_when(moment().date()), When()),
        facets=facets,
        with_unknown=request.args.get("ook") == "onbekend",
        page=_page(),
    )
    return Asked(query, faults)


def _phrase(site: Site, pillars: tuple[str, ...], chosen: Need) -> str:
    if pillars:
        return words.listed_own([site.pillars[one].name for one in pillars], "of")
    return language.own_text(chosen.phrase) if chosen.language else chosen.phrase


def typed(parameter: str) -> str:
    """What a visitor typed, on one line; raises Unusable where it is too long."""
    text = " ".join(request.args.get(parameter, "").replace("\0", "").split())
    if len(text) > MAX_SEARCH_LENGTH:
        most = str(MAX_SEARCH_LENGTH)
        raise Unusable(parameter, _("Wat u zoekt is te lang. Gebruik hoogstens %(most)s tekens.", most=most))
    return text


def _need(site: Site, needs: tuple[Need, ...]) -> Need | None:
    said = request.args.get("hulp", "")
    if said in ("", ALL_HELP):
        return all_help() if said else None
    found = next((one for one in needs if one.id == said), None) or need_of_pillar(
        site.data.config, site.pillars, said, language.current()
    )
    if found is None:
        raise Unusable("hulp", _("Deze soort hulp kennen we niet. Kies er een uit de lijst."))
    return found


def _pillars(site: Site) -> tuple[str, ...]:
    pillars = tuple(dict.fromkeys(part for part in request.args.getlist("pijler") if part))
    if not set(pillars) <= site.pillars.keys():
        raise Unusable("hulp", _("Deze soort hulp kennen we niet. Kies er een uit de lijst."))
    return pillars


def _page() -> int:
    said = request.args.get("pagina", "1")
    if not (said.isascii() and said.isdigit() and len(said) <= _MOST_PAGES_DIGITS and int(said) > 0):
        raise Refused(HTTPStatus.BAD_REQUEST, _("Het nummer van de pagina moet een heel getal zijn."))
    return int(said)


def _spot() -> Position | None:
    """Where a visitor is: "52.25,6.79", latitude first; no more exact than some hundred metres, whatever was sent."""
    said = request.args.get("plek", "").strip()
    if not said:
        return None
    found = re.fullmatch(r"(-?\d{1,3}(?:\.\d{1,20})?),(-?\d{1,3}(?:\.\d{1,20})?)", said, re.ASCII)
    lat, lon = (round(float(part), DECIMALS) for part in found.groups()) if found else (math.nan, math.nan)
    if not looks_like_wgs84(lon, lat):
        raise Unusable("zoek", _("We kunnen niet zien waar u bent. Vul een postcode of plaats in."))
    x_rd, y_rd = (float(value) for value in wgs84_to_rd(lon, lat))
    return Position(
        label=_("uw plek"),
        x_rd=x_rd,
        y_rd=y_rd,
        lon=lon,
        lat=lat,
        kind="plek",
        gemeentecode=locate(x_rd, y_rd)[0] or "",
        name="",
        radius_m=_OWN_RADIUS_M,
    )


def spot_text(spot: Position | None) -> str:
    """A spot as an address says it; "" for none."""
    return "" if spot is None else f"{spot.lat},{spot.lon}"
