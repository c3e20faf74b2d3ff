"""A coverage report as findings: its rows, what they come down to in words, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sociale_kaart.coverage.report.kind import GAPS, Kind, kind_of
from sociale_kaart.coverage.report.rows import (
    CURVE_COLUMNS,
    INDICATOR_COLUMNS,
    KIND_COLUMNS,
    NEED_COLUMNS,
    PLACED_COLUMNS,
    REPORT_COLUMNS,
    TARGET_COLUMNS,
    CoverageReport,
    ReportRow,
    plain_rows,
)
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export import parameters
from sociale_kaart.export.examplenotice import EXAMPLE_NOTICE, LABEL
from sociale_kaart.export.findings import Findings, Part, dutch
from sociale_kaart.export.headings import VERDICTS
from sociale_kaart.model import Pillar

# What every row of a bare list (CSV, JSON) has behind its own columns.
MARK_COLUMNS = ("kaart", "known_on", "content_hash", "is_example", "population", "parameters")

BRIEF = (
    "area_name",
    "pillar",
    "reach",
    "places",
    "places_said_unknown",
    "places_silent",
    "share_within_limit",
    "mean_distance_m",
    "p90_distance_m",
    "persons_beyond",
)
_BRIEF_OF_NEED = (
    "area_name",
    "pillar",
    "group",
    "persons",
    "share_within_limit",
    "share_within_limit_difference",
    "mean_distance_m",
)
_MOST_NAMED = 12
_ENOUGH_PLACED = 0.9
_DISTANCE = (
    "afstand",
    "hemelsbreed, van waar mensen wonen naar de dichtste bekende plek, ook in een andere gemeente",
)
_PER: Mapping[str, tuple[str, str]] = {
    "gemeente": ("gemeente", "gemeenten"),
    "provincie": ("provincie", "provincies"),
    "wijk": ("wijk", "wijken"),
    "organisation": ("bibliotheekorganisatie", "bibliotheekorganisaties"),
}


def findings_of(report: CoverageReport, pillars: Iterable[Pillar]) -> Findings:
    """The report, with the rows that a screen and a page show first."""
    names = {one.id: one.name for one in pillars}
    return Findings(
        title=f"Dekking: {report.title}",
        sentences=(*_sentences(report, names), *_few_points(report)),
        parts=_parts(report),
        about=(*_about(report), *((f"pijler {one}", name) for one, name in names.items())),
        marks={
            "kaart": report.title,
            "known_on": report.known_on.isoformat(),
            "content_hash": report.content_hash,
            "is_example": report.is_example,
            "population": _population(report),
            "parameters": {name: value for name, value in report.parameters.items() if value is not None},
        },
    )


def marks_of(data: MapData) -> dict[str, Any]:
    """What names a map behind every row; population and parameters come after it."""
    return {
        "kaart": data.config.title,
        "known_on": data.known_on.isoformat(),
        "content_hash": data.content_hash,
        "is_example": data.config.example,
    }


def about_map(data: MapData, population: str) -> Iterator[tuple[str, str]]:
    """What names a map in full: title, day, content, and each of its sources."""
    if data.config.example:
        yield LABEL, EXAMPLE_NOTICE
    yield "kaart", data.config.title
    yield "gegevens van", data.known_on.isoformat()
    yield "inhoud", data.content_hash
    for source in data.config.sources:
        yield "bron", f"{source.name} ({source.supplier}, {source.as_of.isoformat()}, {source.licence})"
    yield "inwoners", population
    yield _DISTANCE


def _parts(report: CoverageReport) -> tuple[Part, ...]:
    with_minutes = any(row.share_within_10min is not None for row in report.rows)
    with_draws = any(row.gap_robust is not None for row in report.rows)
    extra = ("share_within_30min",) * with_minutes + ("gap_robust",) * with_draws
    return (
        Part(
            name="coverage",
            title="dekking",
            columns=REPORT_COLUMNS,
            brief=BRIEF + extra,
            rows=plain_rows(report.rows),
            caption=_caption(report),
        ),
        Part(
            name="need",
            title="groepen",
            columns=NEED_COLUMNS,
            brief=_BRIEF_OF_NEED,
            rows=plain_rows(report.need),
            caption="hoe het voor een groep mensen is, naast iedereen daar; het verschil is de groep min iedereen",
        ),
        Part(
            name="kinds",
            title="soorten",
            columns=KIND_COLUMNS,
            brief=("area_name", "pillar", "organisation_kind", "places", "places_no", "places_unknown"),
            rows=plain_rows(report.kinds),
            caption="plekken per soort organisatie",
        ),
        Part(
            name="curve",
            title="verloop",
            columns=CURVE_COLUMNS,
            brief=CURVE_COLUMNS,
            rows=plain_rows(report.curve),
            caption="hoeveel plekken er op een dag waren; minstens, en met die waarvan niemand zegt sinds wanneer",
        ),
        Part(
            name="targets",
            title="doelen",
            columns=TARGET_COLUMNS,
            brief=TARGET_COLUMNS,
            rows=plain_rows(report.targets),
            caption="een doel is pas gemist als de lijst volledig is",
        ),
        Part(
            name="indicators",
            title="kenmerken",
            columns=INDICATOR_COLUMNS,
            brief=INDICATOR_COLUMNS,
            rows=plain_rows(report.indicators),
            caption="van een gemeente als geheel bekend; nooit verdeeld over wijken of buurten",
        ),
        Part(
            name="placed",
            title="inwoners op een punt",
            columns=PLACED_COLUMNS,
            brief=("group", "points", "suppressed", "official", "share_placed"),
            rows=plain_rows(report.placed),
            caption="welk deel van de inwoners op een punt staat; de rest telt mee waar hun buren wonen",
        ),
    )


def _caption(report: CoverageReport) -> str:
    limit = dutch(float(report.parameters["limit_m"] or 0) / 1000, 1)
    return (
        f"een rij per {_PER.get(report.per, ('gebied', ''))[0]} en pijler. De grens is {limit} km, hemelsbreed. "
        "Een gat is het alleen waar iemand zei dat de lijst daar volledig is, en waar ook geen plek uit een "
        "onvolledige lijst eromheen de helft van de mensen kan bereiken; anders onbekend"
    )


def _few_points(report: CoverageReport) -> Iterator[str]:
    """Whoever brings points of a part of the country reads here where they tell little."""
    one, several = _PER.get(report.per, ("gebied", "gebieden"))
    shares = {row.area_name: row.share_placed for row in report.rows if row.share_placed is not None}
    few = sorted((share, name) for name, share in shares.items() if share < _ENOUGH_PLACED)
    if few:
        named = ", ".join(f"{name} ({dutch(100 * share)}%)" for share, name in few[:_MOST_NAMED])
        more = f" en {len(few) - _MOST_NAMED} meer" if len(few) > _MOST_NAMED else ""
        yield (
            f"In {len(few)} {one if len(few) == 1 else several} staat minder dan {dutch(100 * _ENOUGH_PLACED)}% van "
            f"de inwoners op een punt, zodat de cijfers daar weinig zeggen: {named}{more}."
        )
    if report.parameters.get("places_without_wijk"):
        yield (
            f"Van {report.parameters['places_without_wijk']} plekken is niet bekend in welke wijk ze liggen: die staan "
            "bij geen wijk, en waar zij kunnen liggen heet een wijk onbekend."
        )


def _sentences(report: CoverageReport, names: Mapping[str, str]) -> Iterable[str]:
    one, several = _PER.get(report.per, ("gebied", "gebieden"))
    for pillar in dict.fromkeys(row.pillar for row in report.rows):
        rows = [row for row in report.rows if row.pillar == pillar]
        of = {kind: [row for row in rows if kind_of(row) is kind] for kind in Kind}
        gaps = [row for row in rows if kind_of(row) in GAPS]
        told = [
            f"{_counted(of[Kind.OWN], one, several)} met een eigen plek",
            f"{len(of[Kind.NEIGHBOUR])} bij de buren",
            f"{_counted(gaps, 'gat', 'gaten')}" + _named(gaps),
            *(
                f"{len(of[kind])} {VERDICTS[kind]}" + _named(of[kind])
                for kind in (Kind.NONE, Kind.NEARBY, Kind.UNKNOWN)
                if of[kind] or kind is Kind.UNKNOWN
            ),
        ]
        yield f"{names.get(pillar, pillar)}: {'; '.join(told)}."


def _counted(rows: list[ReportRow], one: str, several: str) -> str:
    return f"{len(rows)} {one if len(rows) == 1 else several}"


def _named(rows: list[ReportRow]) -> str:
    if not rows:
        return ""
    rest = f" en nog {len(rows) - _MOST_NAMED}" if len(rows) > _MOST_NAMED else ""
    return f" ({', '.join(row.area_name for row in rows[:_MOST_NAMED])}{rest})"


def _about(report: CoverageReport) -> Iterable[tuple[str, str]]:
    if report.is_example:
        yield LABEL, EXAMPLE_NOTICE
    yield "kaart", report.title
    yield "gegevens van", report.known_on.isoformat()
    yield "inhoud", report.content_hash
    yield from parameters.told(report.parameters)
    for source in report.sources:
        label = "inwoners" if source.source == "inhabitants" else "bron"
        told = ", ".join(part for part in (source.supplier, source.as_of, source.licence) if part)
        yield label, f"{source.name} ({told})" if told else source.name
    for one in report.placed:
        if one.share_placed is not None:
            share = f"{dutch(100 * one.share_placed, 1)}% van {dutch(one.official)} inwoners"
            yield (
                f"op een punt ({parameters.group_name(one.group)})",
                f"{share}; van {dutch(one.suppressed)} punten is het aantal geheim",
            )
    yield _DISTANCE
    yield (
        "uitleg",
        "kolommen: docs/glossary.md; hoe elke maat gerekend is en wat zij verbergt: docs/explanation/measures.md",
    )


def _population(report: CoverageReport) -> str:
    return next((f"{one.name} ({one.as_of})" for one in report.sources if one.source == "inhabitants"), "")
