"""What each column of a file of figures is called in Dutch, and in what its figures are told to people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from sociale_kaart.coverage.report.kind import Kind as Verdict

_REACH = {"own": "eigen plek", "neighbour": "bij de buren", "gap": "gat", "unknown": "onbekend"}
# What an area is called: dekking/painting.py says the same of a gemeente, in every language.
VERDICTS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.OWN: "ja, in de gemeente zelf",
        Verdict.NEIGHBOUR: "bij de buren",
        Verdict.GAP: "gat",
        Verdict.ROBUST_GAP: "zeker een gat",
        Verdict.NONE: "geen plek, buren onbekend",
        Verdict.NEARBY: "bij de buren, zelf onbekend",
        Verdict.UNKNOWN: "onbekend",
    }
)
_STATUS = {"covered": "ja", "uncovered": "nee", "unknown": "onbekend"}
_PRESENCE = {"yes": "ja", "no": "nee", "unknown": "onbekend"}
_KINDS = {"library": "bibliotheek", "partner": "partner", "government": "overheid", "unknown": "onbekend"}
_PROMISES = {
    "library_organisations": "bibliotheekorganisaties",
    "gemeenten": "gemeenten",
    "target": "plekken, voor het doel",
}
_PLANS = {"one_by_one": "een voor een", "best_set": "beste samen"}


NOT_KNOWN = "onbekend"
_DOES_NOT_APPLY = "–"


class Kind(StrEnum):
    """What a figure counts, so how it is written."""

    TEXT = "text"
    NAME = "name"
    CODE = "code"
    DATE = "date"
    YES_NO = "yes_no"
    COUNT = "count"
    RANK = "rank"
    PERSONS = "persons"
    SHARE = "share"
    POINTS = "points"  # a difference of two shares
    METRES = "metres"
    HOURS = "hours"
    RATE = "rate"


_WORDS = (Kind.TEXT, Kind.NAME, Kind.CODE, Kind.DATE, Kind.YES_NO)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what it is called above a table, its kind, for words of ours the Dutch ones, and what None says."""

    text: str
    kind: Kind = Kind.TEXT
    words: Mapping[str, str] = field(default_factory=dict)
    without: str = NOT_KNOWN

    @property
    def is_number(self) -> bool:
        return self.kind not in _WORDS


def _bounds(name: str, text: str, kind: Kind) -> dict[str, Heading]:
    return {
        name: Heading(text, kind),
        f"{name}_low": Heading(f"{text}, minstens", kind),
        f"{name}_high": Heading(f"{text}, hoogstens", kind),
    }


def _difference(name: str, text: str, kind: Kind) -> dict[str, Heading]:
    of = Kind.POINTS if kind is Kind.SHARE else kind
    return {f"{name}_difference": Heading(f"{text}, verschil met iedereen", of)}


_HEADINGS: Mapping[str, Heading] = MappingProxyType(
    {
        "area": Heading("gebied, code", Kind.CODE),
        "area_name": Heading("gebied", Kind.NAME),
        "gemeentecode": Heading("gemeentecode", Kind.CODE),
        "gemeente": Heading("gemeente", Kind.NAME),
        "pillar": Heading("pijler", Kind.NAME),
        "group": Heading("groep", Kind.NAME),
        "status": Heading("is er een plek", words=_STATUS),
        "reach": Heading("oordeel", words=_REACH),
        "not_declared": Heading("lijst niet volledig verklaard in", Kind.NAME),
        "places": Heading("plekken", Kind.COUNT),
        "places_no": Heading("zeker niet", Kind.COUNT),
        "places_unknown": Heading("onbekend", Kind.COUNT),
        "places_said_unknown": Heading("bron zegt onbekend", Kind.COUNT),
        "places_silent": Heading("niets over gezegd", Kind.COUNT),
        "places_in_branches": Heading("in eigen bibliotheken", Kind.COUNT),
        "inhabitants": Heading("inwoners", Kind.PERSONS),
        "persons": Heading("mensen", Kind.PERSONS),
        "places_per_10000": Heading("plekken per 10.000", Kind.RATE),
        "share_within_2km": Heading("binnen 2 km", Kind.SHARE),
        "share_within_5km": Heading("binnen 5 km", Kind.SHARE),
        "share_within_10km": Heading("binnen 10 km", Kind.SHARE),
        **_bounds("share_within_limit", "binnen de grens", Kind.SHARE),
        **_difference("share_within_limit", "binnen de grens", Kind.SHARE),
        **_bounds("mean_distance_m", "gemiddeld", Kind.METRES),
        **_difference("mean_distance_m", "gemiddeld", Kind.METRES),
        "median_distance_m": Heading("helft binnen", Kind.METRES),
        **_bounds("p90_distance_m", "9 op 10 binnen", Kind.METRES),
        **_difference("p90_distance_m", "9 op 10 binnen", Kind.METRES),
        "distance_at_most": Heading("misschien dichterbij", Kind.YES_NO),
        **_bounds("persons_beyond", "mensen verder weg", Kind.PERSONS),
        **_bounds("share_only_by_neighbour", "alleen bij de buren", Kind.SHARE),
        **_difference("share_only_by_neighbour", "alleen bij de buren", Kind.SHARE),
        "neighbours": Heading("buren die helpen", Kind.NAME),
        **_bounds("hours_per_week", "uren per week", Kind.HOURS),
        "hours_unknown": Heading("plekken zonder bekende uren", Kind.COUNT),
        **_bounds("hours_per_1000", "uren per 1.000", Kind.RATE),
        **_difference("hours_per_1000", "uren per 1.000", Kind.RATE),
        **_bounds("access_2sfca", "bereikbare uren per 1.000", Kind.RATE),
        **_difference("access_2sfca", "bereikbare uren per 1.000", Kind.RATE),
        **_bounds("gap_depth", "hoe ver buiten de grens", Kind.RATE),
        "concentration": Heading("scheef naar inkomen", Kind.RATE),
        **_bounds("persons_fragile", "mensen die één plek nodig hebben", Kind.PERSONS),
        "fragile_site": Heading("die plek, id", Kind.CODE),
        "fragile_site_name": Heading("die plek", Kind.NAME),
        "share_within_10min": Heading("binnen 10 minuten", Kind.SHARE),
        "share_within_20min": Heading("binnen 20 minuten", Kind.SHARE),
        "share_within_30min": Heading("binnen 30 minuten", Kind.SHARE),
        "median_minutes": Heading("minuten, helft binnen", Kind.COUNT),
        "persons_without_route": Heading("mensen zonder route", Kind.PERSONS),
        "gap_share": Heading("gat in deel van de proeven", Kind.SHARE),
        "gap_robust": Heading("zeker een gat", Kind.YES_NO),
        "robust_share_low": Heading("binnen de grens, minstens (proeven)", Kind.SHARE),
        "robust_share_high": Heading("binnen de grens, hoogstens (proeven)", Kind.SHARE),
        "organisation_kind": Heading("soort organisatie", words=_KINDS),
        "day": Heading("dag", Kind.DATE),
        "places_low": Heading("plekken, minstens", Kind.COUNT),
        "places_high": Heading("plekken, hoogstens", Kind.COUNT),
        "opened": Heading("geopend", Kind.COUNT),
        "closed": Heading("gesloten", Kind.COUNT),
        "moved": Heading("verhuisd", Kind.COUNT),
        "count": Heading("doel", Kind.COUNT),
        "by": Heading("op", Kind.DATE),
        "reached": Heading("gehaald", Kind.YES_NO, words=_PRESENCE),
        "source": Heading("bron", Kind.NAME),
        "name": Heading("naam", Kind.NAME),
        "supplier": Heading("van", Kind.NAME),
        "licence": Heading("licentie"),
        "as_of": Heading("datum", Kind.DATE),
        "indicator": Heading("kenmerk"),
        "value": Heading("waarde", Kind.RATE),
        "unit": Heading("eenheid"),
        "vintage": Heading("van wanneer"),
        "points": Heading("punten", Kind.COUNT),
        "suppressed": Heading("geheim", Kind.COUNT),
        "without_gemeente": Heading("zonder gemeente", Kind.COUNT),
        "official": Heading("volgens het CBS", Kind.PERSONS),
        "placed": Heading("op een punt", Kind.PERSONS),
        "share_placed": Heading("deel op een punt", Kind.SHARE),
        "not_placed": Heading("gemeenten zonder punt", Kind.NAME),
        # the workbook of a report
        "share_within_1km": Heading("binnen 1 km", Kind.SHARE),
        "share_within_20km": Heading("binnen 20 km", Kind.SHARE),
        "gemeenten_own": Heading("gemeenten met een plek", Kind.COUNT),
        "gemeenten_neighbour": Heading("gemeenten met een plek bij de buren", Kind.COUNT),
        "gemeenten_gap": Heading("gemeenten met een gat", Kind.COUNT),
        "gemeenten_none": Heading("gemeenten zonder plek, buren onbekend", Kind.COUNT),
        "gemeenten_nearby": Heading("gemeenten met alleen van de buren een plek bekend", Kind.COUNT),
        "gemeenten_unknown": Heading("gemeenten waarvan we het niet weten", Kind.COUNT),
        "verdict": Heading("is er een plek?"),
        "organisation": Heading("organisatie", Kind.NAME),
        "location": Heading("gebouw", Kind.NAME),
        "schedule": Heading("tijden"),
        "checked": Heading("nagekeken op", Kind.DATE),
        "checked_by": Heading("nagekeken door", Kind.NAME),
        "file": Heading("bestand", Kind.NAME),
        "sheet": Heading("blad", Kind.NAME),
        "row": Heading("rij", Kind.RANK),
        "column": Heading("kolom", Kind.NAME),
        "distance_m": Heading("afstand", Kind.METRES),
        "persons_within_limit": Heading("inwoners binnen 5 km", Kind.PERSONS),
        "todo_kind": Heading("soort"),
        "todo": Heading("wat er is"),
        "advice": Heading("wat u kunt doen"),
        # who does what
        "organisation_id": Heading("organisatie, id", Kind.CODE),
        "parent": Heading("hoort bij", Kind.NAME),
        "joined_covenant": Heading("doet mee sinds", Kind.DATE),
        "category": Heading("soort hulp in eigen woorden"),
        "role": Heading("rol"),
        "promise": Heading("waarvan geteld", words=_PROMISES),
        "yes": Heading("ja", Kind.COUNT),
        "no": Heading("zeker niet", Kind.COUNT),
        "unknown": Heading("onbekend", Kind.COUNT),
        "library_organisation": Heading("bibliotheekorganisatie", Kind.NAME),
        "on_map": Heading("staat op de kaart", Kind.YES_NO),
        "gemeenten": Heading("werkt in gemeenten", Kind.NAME),
        "in_branches": Heading("in een eigen gebouw", words=_STATUS),
        "in_working_area": Heading("ergens in het werkgebied", words=_STATUS),
        "agreement": Heading("afspraak"),
        "agreed_on": Heading("afgesproken op", Kind.DATE),
        # next-places
        "presence": Heading("is het er?", Kind.YES_NO, words=_PRESENCE),
        "plan": Heading("plan", words=_PLANS),
        "rank": Heading("nr.", Kind.RANK, without=_DOES_NOT_APPLY),
        "candidate": Heading("plek, id", Kind.CODE),
        "candidate_name": Heading("plek", Kind.NAME),
        "x_rd": Heading("x (RD)", Kind.COUNT),
        "y_rd": Heading("y (RD)", Kind.COUNT),
        "persons_gained": Heading("erbij", Kind.PERSONS, without=_DOES_NOT_APPLY),
        "persons_gained_at_least": Heading("minstens erbij", Kind.PERSONS, without=_DOES_NOT_APPLY),
        "persons_reached": Heading("samen binnen de grens", Kind.PERSONS),
        "share_reached": Heading("deel", Kind.SHARE),
        "gained_in": Heading("waar ze wonen", Kind.PERSONS, without=_DOES_NOT_APPLY),
        # compare
        "site": Heading("plek, id", Kind.CODE),
        "site_name": Heading("plek", Kind.NAME),
        "persons_gaining": Heading("winnen", Kind.PERSONS),
        "persons_losing": Heading("verliezen", Kind.PERSONS),
        "persons_nearer": Heading("dichterbij", Kind.PERSONS),
        "persons_farther": Heading("verder weg", Kind.PERSONS),
        "change": Heading("wat", words={"opened": "erbij", "closed": "weg", "moved": "verhuisd"}),
    }
)


def heading_of(column: str) -> Heading:
    """The heading of a column; one that compares two maps is named by its two sides."""
    for end, word in (("_before", "eerst"), ("_after", "daarna")):
        if column.endswith(end) and column.removesuffix(end) in _HEADINGS:
            of = _HEADINGS[column.removesuffix(end)]
            return Heading(f"{of.text}, {word}", of.kind, of.words)
    return _HEADINGS[column] if column in _HEADINGS else Heading(column.replace("_", " "))
