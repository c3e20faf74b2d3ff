"""Comparisons as findings: per gemeente who gains and who loses, every measure before and after, and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sociale_kaart.coverage.comparison import Change, Comparison
from sociale_kaart.coverage.report.kind import Kind
from sociale_kaart.coverage.report.rows import plain_rows
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.areadrawing import AreaDrawing
from sociale_kaart.export.coveragefile import about_map, marks_of
from sociale_kaart.export.findings import Findings, Part, capitalised, dutch
from sociale_kaart.export.headings import VERDICTS, heading_of
from sociale_kaart.export.page import Picture
from sociale_kaart.export.parameters import told
from sociale_kaart.gebieden.gemeenten import gemeenten


def _bounded(name: str) -> tuple[str, str, str]:
    return name, f"{name}_low", f"{name}_high"


COMPARED = (
    "reach",
    "places",
    "share_within_2km",
    "share_within_5km",
    "share_within_10km",
    "share_within_limit",
    "share_only_by_neighbour",
    "mean_distance_m",
    "median_distance_m",
    "p90_distance_m",
    "persons_beyond",
    "places_per_10000",
    *_bounded("hours_per_week"),
    "hours_unknown",
    *_bounded("hours_per_1000"),
    *_bounded("access_2sfca"),
    "gap_depth",
    "concentration",
    "persons_fragile",
)
_PERSONS = ("persons_gaining", "persons_losing", "persons_nearer", "persons_farther")
COMPARISON_COLUMNS = (
    "gemeentecode",
    "gemeente",
    "pillar",
    *_PERSONS,
    *(f"{one}_{side}" for one in COMPARED for side in ("before", "after")),
)
STEP_COLUMNS = ("pillar", "change", "site", "site_name", "gemeentecode", "gemeente", "x_rd", "y_rd")
BRIEF = (
    "gemeente",
    "pillar",
    "persons_gaining",
    "persons_losing",
    "persons_nearer",
    "persons_farther",
    "share_within_limit_before",
    "share_within_limit_after",
)
_CHANGES = ("vlak-gain", "vlak-loss", "vlak-both", "vlak-same")
_LEGEND: Mapping[str, str] = {
    "vlak-gain": "mensen komen binnen de grens, niemand valt eruit",
    "vlak-loss": "mensen vallen buiten de grens, niemand komt erbij",
    "vlak-both": "de een komt erbij, de ander valt eruit",
    "vlak-same": "niemand komt erbij of valt eruit",
}

Compared = Mapping[str, tuple[Comparison, Sites, Sites]]
Verdicts = Mapping[str, tuple[Mapping[str, Kind], Mapping[str, Kind]]]


def findings_of(
    data: MapData,
    compared: Compared,
    *,
    title: str,
    population: str,
    parameters: Mapping[str, Any],
    remarks: Iterable[tuple[str, str]] = (),
    verdicts: Verdicts | None = None,
) -> Findings:
    """What changes per pillar.

    Parameters
    ----------
    compared : pillar -> the comparison, and the sites before and after
    title : what is compared with what. parameters : what it was reckoned with, by name
    remarks : label and text of whatever a reader must know besides: how a place was found, what is not dated
    verdicts : pillar -> what each gemeente is called before and after, where that was settled; by default its reach
    """
    noted = tuple(remarks)
    rows = [
        _row(pillar, one)
        for pillar, (found, *_) in compared.items()
        for one in sorted(found.changes, key=_size, reverse=True)
    ]
    rows = [row for row in rows if _differs(row)]
    steps = [one for pillar, found in compared.items() for one in _steps(pillar, *found)]
    names = {one.id: one.name for one in data.pillars}
    return Findings(
        title=title,
        sentences=(
            *(
                _sentence(names.get(pillar, pillar), found, _relabelled(found, (verdicts or {}).get(pillar)))
                for pillar, (found, *_) in compared.items()
            ),
            *(f"{capitalised(label)}: {text}." for label, text in noted),
        ),
        parts=(
            Part(
                name="changes",
                title="veranderingen",
                columns=COMPARISON_COLUMNS,
                brief=BRIEF,
                rows=rows,
                caption="een rij per gemeente en pijler waar iets verandert. Winnen: komt binnen de grens; "
                "verliezen: valt erbuiten. Die twee worden nooit van elkaar afgetrokken",
            ),
            Part(
                name="steps",
                title="plekken",
                columns=STEP_COLUMNS,
                brief=("pillar", "change", "site_name", "gemeente"),
                rows=steps,
                caption="welke plekken erbij kwamen, weg zijn of verhuisd",
            ),
        ),
        about=(
            *about_map(data, population),
            *noted,
            *told(parameters),
        ),
        marks=marks_of(data) | {"population": population, "parameters": dict(parameters)},
    )


def pictures_of(findings: Findings, data: MapData, drawing: AreaDrawing) -> tuple[Picture, ...]:
    """A map per pillar: where people gain, lose, or both."""
    names = {one.id: one.name for one in data.pillars}
    asked = dict.fromkeys(row["pillar"] for part in findings.parts for row in part.rows)
    return tuple(
        _picture(names[pillar], [row for row in findings.main.rows if row["pillar"] == pillar], drawing)
        for pillar in asked
    )


def _picture(name: str, rows: Iterable[Mapping[str, Any]], drawing: AreaDrawing) -> Picture:
    areas = [one.code for one in drawing.shapes]
    changed = {row["gemeentecode"]: row for row in rows}
    fills = {code: _fill(changed.get(code)) for code in areas}
    return Picture(
        title=name,
        description="Waar mensen een plek binnen de grens krijgen of verliezen; de cijfers staan in de tabel.",
        drawing=drawing,
        fills=fills,
        told={code: _told(changed.get(code)) for code in areas},
        legend=tuple((css, f"{_LEGEND[css]} ({[*fills.values()].count(css)})") for css in _CHANGES),
    )


def _fill(row: Mapping[str, Any] | None) -> str:
    gains, loses = (bool(row and row[one]) for one in ("persons_gaining", "persons_losing"))
    if gains and loses:
        return "vlak-both"
    return "vlak-gain" if gains else "vlak-loss" if loses else "vlak-same"


def _told(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "er verandert niets"
    return f"{dutch(row['persons_gaining'])} winnen, {dutch(row['persons_losing'])} verliezen"


def _differs(row: Mapping[str, Any]) -> bool:
    """Whether anything that is told differs; that of two equal places the other is now named first is nothing.

    Of what was not known, or is no longer, nobody can say that it differs: where only that is left, nothing changed.
    """
    pairs = ((row[f"{one}_before"], row[f"{one}_after"]) for one in COMPARED)
    return any(row[one] for one in _PERSONS) or any(
        before != after for before, after in pairs if before is not None and after is not None
    )


def _size(change: Change) -> tuple[float, float]:
    """How much changes: first for those who come in or fall out, then for those who come nearer or go farther."""
    return (
        change.persons_gaining + change.persons_losing,
        change.persons_nearer + change.persons_farther,
    )


def _row(pillar: str, change: Change) -> dict[str, Any]:
    before, after = plain_rows((change.before, change.after))
    told: dict[str, Any] = {
        "gemeentecode": change.gemeentecode,
        "gemeente": _gemeente(change.gemeentecode),
        "pillar": pillar,
        **{one: round(getattr(change, one), 2) for one in _PERSONS},
    }
    for name in COMPARED:
        told |= {f"{name}_before": before[name], f"{name}_after": after[name]}
    return told


def _steps(pillar: str, found: Comparison, before: Sites, after: Sites) -> Iterator[dict[str, Any]]:
    for change, ids, sites in (
        ("opened", found.opened, after),
        ("closed", found.closed, before),
        ("moved", found.moved, after),
    ):
        number = {one: at for at, one in enumerate(sites.id.tolist())}
        for one in ids:
            at = number[one]
            code = str(sites.gemeentecode[at])
            yield {
                "pillar": pillar,
                "change": change,
                "site": one,
                "site_name": str(sites.names[at]),
                "gemeentecode": code,
                "gemeente": _gemeente(code),
                "x_rd": round(float(sites.x_rd[at])),
                "y_rd": round(float(sites.y_rd[at])),
            }


def _sentence(pillar: str, found: Comparison, relabelled: str) -> str:
    done = ", ".join(
        f"{len(ids)} {word}"
        for ids, word in ((found.opened, "erbij"), (found.closed, "weg"), (found.moved, "verhuisd"))
        if ids
    )
    if not done:
        return f"{pillar}: geen plek kwam erbij, verdween of verhuisde."
    return (
        f"{pillar}: {done}. {dutch(found.persons_gaining)} mensen komen binnen de grens, "
        f"{dutch(found.persons_losing)} vallen erbuiten.{relabelled}"
    )


def _relabelled(found: Comparison, verdicts: tuple[Mapping[str, Kind], Mapping[str, Kind]] | None) -> str:
    words = heading_of("reach").words
    if verdicts is None:
        both = {code: (words[was.value], words[now.value]) for code, (was, now) in found.relabelled.items()}
    else:
        was, now = verdicts
        both = {code: (VERDICTS[was[code]], VERDICTS[now[code]]) for code in was if was[code] != now[code]}
    told = [f"{_gemeente(code)} was ‘{before}’ en wordt ‘{after}’" for code, (before, after) in both.items()]
    return f" {'; '.join(told)}." if told else ""


def _gemeente(code: str) -> str:
    return gemeenten()[code].naam if code in gemeenten() else code
