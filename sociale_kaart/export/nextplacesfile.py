"""Next places as findings: the list to go down, the best set beside it, and what going one by one costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sociale_kaart.coverage.nextplaces import Candidates, NextPlaces
from sociale_kaart.coverage.points import ALL
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.areadrawing import AreaDrawing
from sociale_kaart.export.coveragefile import about_map, marks_of
from sociale_kaart.export.findings import Findings, Part, dutch
from sociale_kaart.export.page import Picture, Point
from sociale_kaart.export.parameters import told
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import Presence

NEXT_PLACES_COLUMNS = (
    "plan",
    "rank",
    "pillar",
    "candidate",
    "candidate_name",
    "gemeentecode",
    "gemeente",
    "presence",
    "x_rd",
    "y_rd",
    "persons_gained",
    "persons_gained_at_least",
    "persons_reached",
    "share_reached",
    "gained_in",
)
BRIEF = (
    "plan",
    "rank",
    "candidate_name",
    "gemeente",
    "persons_gained",
    "persons_gained_at_least",
    "persons_reached",
    "share_reached",
)
ONE_BY_ONE, BEST_SET = "one_by_one", "best_set"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for, as a file says it: `candidates` in a word or by the name of a file."""

    pillar: str
    n: int
    candidates: str
    population: str
    when: str | None = None
    kind: str | None = None


def findings_of(data: MapData, found: NextPlaces, candidates: Candidates | None, asked: Asked) -> Findings:
    """The curve of the list and the best set.

    Parameters
    ----------
    candidates : those that `found` chose from, in the same order; None where there were too many to seek a best set
    """
    rows = [*_one_by_one(found, asked), *_best_set(found, candidates, asked)]
    name = next(one.name for one in data.pillars if one.id == asked.pillar)
    parameters = {
        "pillar": asked.pillar,
        "n": asked.n,
        "limit_m": found.limit_m,
        "candidates": asked.candidates,
        "weights": dict(found.weights),
        "when": asked.when,
        "kind": asked.kind,
    }
    return Findings(
        title=f"Volgende plekken voor ‘{name}’: {data.config.title}",
        sentences=(*_sentences(found, rows), *_fewer(found, asked), *_how_much_is_known(data, found)),
        parts=(
            Part(
                name="next_places",
                title="volgende plekken",
                columns=NEXT_PLACES_COLUMNS,
                brief=BRIEF,
                rows=rows,
                caption="een voor een: de beste na die erboven staan; beste samen: het beste stel van zoveel plekken",
            ),
        ),
        about=(*about_map(data, asked.population), *told(parameters)),
        marks=marks_of(data) | {"population": asked.population, "parameters": parameters},
    )


def pictures_of(findings: Findings, drawing: AreaDrawing) -> tuple[Picture, ...]:
    """A map per plan, with its places numbered as in the table."""
    plans = dict.fromkeys(row["plan"] for row in findings.main.rows)
    return tuple(_picture(findings, plan, drawing) for plan in plans)


def _picture(findings: Findings, plan: str, drawing: AreaDrawing) -> Picture:
    rows = [row for row in findings.main.rows if row["plan"] == plan]
    names = "een voor een" if plan == ONE_BY_ONE else "beste samen"
    return Picture(
        title=f"Volgende plekken, {names}",
        description="Elke plek met haar nummer; de namen en cijfers staan in de tabel.",
        drawing=drawing,
        fills={one.code: "vlak-same" for one in drawing.shapes},
        told={one.code: "op deze kaart" for one in drawing.shapes},
        legend=(("vlak-same", "het gebied van de kaart"),),
        points=tuple(
            Point(*drawing.at(row["x_rd"], row["y_rd"]), str(row["rank"] or "•"), row["candidate_name"])
            for row in rows
        ),
    )


def _one_by_one(found: NextPlaces, asked: Asked) -> Iterator[dict[str, Any]]:
    for rank, place in enumerate(found.places, start=1):
        yield _row(asked, found, place.id, place.name, place.x_rd, place.y_rd) | {
            "plan": ONE_BY_ONE,
            "rank": rank,
            "persons_gained": round(place.gained, 2),
            "persons_gained_at_least": round(place.gained_at_least, 2),
            "persons_reached": round(place.reached, 2),
            "share_reached": _share(place.reached, found.persons),
            "gained_in": {_gemeente(code): round(persons, 2) for code, persons in place.gained_in.items()},
        }


def _best_set(found: NextPlaces, candidates: Candidates | None, asked: Asked) -> Iterator[dict[str, Any]]:
    """A set has no first, and what one of it gains depends on the others: only together they have a figure."""
    if found.optimum is None or candidates is None:
        return
    reached = found.reached_before + found.optimum.reached
    for at in found.optimum.candidates:
        yield _row(
            asked,
            found,
            str(candidates.id[at]),
            str(candidates.names[at]),
            float(candidates.x_rd[at]),
            float(candidates.y_rd[at]),
        ) | {
            "plan": BEST_SET,
            "persons_reached": round(reached, 2),
            "share_reached": _share(reached, found.persons),
        }


def _row(asked: Asked, found: NextPlaces, id_: str, name: str, x_rd: float, y_rd: float) -> dict[str, Any]:
    code = str(locate([x_rd], [y_rd])[0] or "")
    told = {
        "pillar": asked.pillar,
        "candidate": id_,
        "candidate_name": name,
        "gemeentecode": code,
        "gemeente": _gemeente(code),
        "presence": (Presence.UNKNOWN if id_ in found.perhaps else Presence.NO).value,
        "x_rd": round(x_rd),
        "y_rd": round(y_rd),
    }
    return dict.fromkeys(NEXT_PLACES_COLUMNS) | told


def _gemeente(code: str) -> str:
    return gemeenten()[code].naam if code in gemeenten() else code or "onbekend"


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 6) if whole else None


def _sentences(found: NextPlaces, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    people = "mensen" if dict(found.weights) == {ALL: 1.0} else "mensen (gewogen)"
    limit = dutch(found.limit_m / 1000, 1)
    share = _share(found.reached_before, found.persons)
    yield (
        f"Nu wonen {dutch(found.reached_before)} van de {dutch(found.persons)} {people} binnen {limit} km van "
        f"een bekende plek{f' ({dutch(100 * share)}%)' if share is not None else ''}."
    )
    if not found.places:
        yield "Geen van de mogelijke plekken brengt er iemand bij."
        return
    several = len(found.places) > 1
    words = f"Een voor een brengen {len(found.places)} plekken" if several else "Eén plek brengt"
    yield f"{words} er {dutch(found.gained)} {people} bij."
    yield from _against_the_best(found, people)
    asking = [
        f"{row['candidate_name']} ({row['gemeente']})"
        for row in rows
        if row["presence"] == Presence.UNKNOWN.value
    ]
    if asking:
        names = ", ".join(dict.fromkeys(asking))
        yield f"Vraag het eerst: van deze plekken is niet bekend of zij het al bieden: {names}."


def _how_much_is_known(data: MapData, found: NextPlaces) -> Iterator[str]:
    if found.not_declared:
        yield (
            f"In {len(found.not_declared)} van de {len(data.gemeentecodes)} gemeenten heeft niemand gezegd dat de "
            "lijst volledig is: daar kan al hulp zijn die niemand noemde."
        )


def _fewer(found: NextPlaces, asked: Asked) -> Iterator[str]:
    if len(found.places) < asked.n:
        yield (
            f"Gevraagd waren er {asked.n}: van de mogelijke plekken brengen er niet meer dan {len(found.places)} "
            "iemand binnen de grens."
        )


def _against_the_best(found: NextPlaces, people: str) -> Iterator[str]:
    best = found.optimum
    if best is None:
        yield "Het beste stel is niet gezocht."
        return
    lost = best.reached - found.gained
    if best.proven:
        yield (
            f"Het beste stel van zoveel plekken brengt er {dutch(best.reached)} bij: een voor een kost "
            f"{dutch(max(lost, 0))} {people}."
        )
    else:
        yield (
            f"Het beste stel dat in de tijd gevonden werd brengt er {dutch(best.reached)} bij; geen stel meer dan "
            f"{dutch(best.at_most)}."
        )
