"""Measure 1 as a report tells it: places by kind of organisation."""

from __future__ import annotations

import numpy as np

from sociale_kaart.coverage.measures.areas import Ints
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.regions import Regions
from sociale_kaart.coverage.report.ground import Columns, transposed
from sociale_kaart.coverage.report.known import Help
from sociale_kaart.coverage.report.rows import KindRow


def kind_rows(help_: Help, regions: Regions, who: Columns) -> list[list[KindRow]]:
    """Of every area a row for each kind that any place has."""
    placed = together(help_.certain, help_.unplaced)
    counts = {
        "places": (placed, regions.sites_in(placed)),
        "places_no": (help_.no, regions.sites_in(help_.no)),
        "places_unknown": (help_.unknown, regions.sites_in(help_.unknown)),
    }
    kinds = sorted({kind for sites, _ in counts.values() for kind in sites.kind.tolist()})
    per_kind = [
        (
            kind,
            {
                name: _per_area(area[sites.kind == kind], len(regions))
                for name, (sites, area) in counts.items()
            },
        )
        for kind in kinds
    ]
    return [
        [
            KindRow(
                **one,
                organisation_kind=kind,
                places=told["places"][number],
                places_no=told["places_no"][number],
                places_unknown=told["places_unknown"][number],
            )
            for kind, told in per_kind
        ]
        for number, one in enumerate(transposed(who))
    ]


def _per_area(area: Ints, areas: int) -> list[int]:
    counted: list[int] = np.bincount(area[area >= 0], minlength=areas).tolist()
    return counted
