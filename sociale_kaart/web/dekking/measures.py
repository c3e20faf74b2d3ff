"""The measures that the dashboard can show: what each is called, in which unit, and which way is better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _

from sociale_kaart.coverage.report.bound import Bound
from sociale_kaart.web import words
from sociale_kaart.web.language import marked


class Unit(StrEnum):
    """What a value is shown in; see `Measure.shown`."""

    KIND = "kind"
    COUNT = "count"
    SHARE = "share"
    METRES = "metres"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure of an area; docs/glossary.md defines its column.

    id : as an address says it. column : of coverage.report.rows.ReportRow; "" for the label of the area
    title_on_a_day : its title where one day alone counts; "" for the same
    decimals : of the value as it is shown. steps : upper limits of the classes, as shown; empty for classes of about
        equal numbers of gemeenten
    is_better_high : whether more of it is better: darker areas are better off
    bound : what its values are where places may be missing. needs_own : whether it says nothing of a gemeente of which
        nobody knows whether it has a place
    is_per_limit : whether it depends on how far is near. is_built : whether a built map holds it without the extra
    """

    id: str
    title: str
    title_on_a_day: str = ""
    column: str = ""
    unit: Unit = Unit.COUNT
    decimals: int = 0
    steps: tuple[float, ...] = ()
    is_better_high: bool = True
    bound: Bound = Bound.EXACT
    needs_own: bool = False
    is_per_limit: bool = False
    is_built: bool = False

    def name(self, limit_m: int, *, is_one_day: bool = False) -> str:
        """What it is called in the language at hand."""
        title = (self.title_on_a_day if is_one_day else "") or self.title
        return _(title, km=words.number(limit_m / 1000)) if self.is_per_limit else _(title)

    def bound_of(self, shown: float, *, is_open: bool) -> Bound:
        """What a value as shown is; where it cannot be better, places that nobody told of change nothing.

        is_open : whether there may be places around that no source holds
        """
        is_best = (self.unit is Unit.SHARE and shown == 100) or (self.bound is Bound.MOST and shown == 0)
        return self.bound if is_open and not is_best else Bound.EXACT

    def shown(self, value: float) -> float:
        """A value in the unit that readers see: kilometres, percent, or as it is."""
        factor = {Unit.METRES: 0.001, Unit.SHARE: 100.0}.get(self.unit, 1.0)
        return round(value * factor, self.decimals)


_SHARES = (25.0, 50.0, 75.0, 100.0)
_KILOMETRES = (2.0, 5.0, 10.0)
PLACE = "plek"
MEASURES: Mapping[str, Measure] = {
    one.id: one
    for one in (
        Measure(id=PLACE, title=marked("Is er hulp?"), unit=Unit.KIND, is_built=True),
        Measure(
            id="bereik",
            title=marked("Deel van de mensen met hulp binnen %(km)s km"),
            column="share_within_limit",
            unit=Unit.SHARE,
            steps=_SHARES,
            bound=Bound.LEAST,
            is_per_limit=True,
        ),
        Measure(
            id="buiten",
            title=marked("Mensen zonder hulp binnen %(km)s km"),
            column="persons_beyond",
            bound=Bound.MOST,
            is_better_high=False,
            is_per_limit=True,
        ),
        Measure(
            id="afstand",
            title=marked("Gemiddelde afstand"),
            column="mean_distance_m",
            unit=Unit.METRES,
            bound=Bound.MOST,
            decimals=1,
            steps=_KILOMETRES,
            is_better_high=False,
            is_built=True,
        ),
        Measure(
            id="ver",
            title=marked("Afstand voor 9 van de 10 mensen"),
            column="p90_distance_m",
            unit=Unit.METRES,
            bound=Bound.MOST,
            decimals=1,
            steps=_KILOMETRES,
            is_better_high=False,
            is_built=True,
        ),
        Measure(id="plekken", title=marked("Plekken"), column="places", is_built=True),
        Measure(
            id="dichtheid",
            title=marked("Plekken per 10.000 inwoners"),
            column="places_per_10000",
            decimals=1,
            is_built=True,
        ),
        Measure(
            id="uren",
            title=marked("Uren hulp per week per 1.000 inwoners"),
            title_on_a_day=marked("Uren hulp die dag per 1.000 inwoners"),
            column="hours_per_1000",
            decimals=2,
        ),
        Measure(
            id="toegang",
            title=marked("Uren hulp in de buurt per 1.000 mensen"),
            column="access_2sfca",
            decimals=2,
            bound=Bound.LEAST,
        ),
        Measure(
            id="buren",
            title=marked("Deel dat alleen bij de buren terechtkan"),
            column="share_only_by_neighbour",
            needs_own=True,
            unit=Unit.SHARE,
            steps=_SHARES,
            is_better_high=False,
            is_per_limit=True,
        ),
        Measure(
            id="kwetsbaar",
            title=marked("Mensen die van één plek afhangen"),
            column="persons_fragile",
            needs_own=True,
            is_better_high=False,
            is_per_limit=True,
        ),
    )
}
COLUMNS = tuple(one.column for one in MEASURES.values() if one.column)
