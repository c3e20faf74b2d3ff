"""The plans of an address reckoned: once, for the page, its files and its pictures alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask_babel import gettext as _

from sociale_kaart.coverage.report.kind import Kind
from sociale_kaart.errors import ExtraMissing
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.site import Site
from sociale_kaart.web.whatif.bench import Bench
from sociale_kaart.web.whatif.ground import Ground
from sociale_kaart.web.whatif.kinds import kinds_of, robust_gaps
from sociale_kaart.web.whatif.outcome import Outcome, outcome
from sociale_kaart.web.whatif.question import Asked, Plan, read_asked
from sociale_kaart.web.whatif.sure import sure_gaps

# The keys of the plan at hand, and of the other one beside it.
FIRST, SECOND = "a", "b"


@dataclass(frozen=True, slots=True, eq=False)
class Reckoned:
    """One or two plans on the ground that somebody chose; outcomes and sure by the key of the plan.

    robust : gemeenten of which a gap is sure as it is now. sure : the same under a plan
    """

    site: Site
    bench: Bench
    ground: Ground
    asked: Asked
    outcomes: Mapping[str, Outcome]
    robust: frozenset[str]
    sure: Mapping[str, frozenset[str]]

    @property
    def first(self) -> Outcome:
        """What the plan at hand brings."""
        return self.outcomes[FIRST]

    @property
    def told(self) -> frozenset[str]:
        """The gemeenten that the map tells of."""
        return frozenset(self.site.data.gemeentecodes)

    def kinds_now(self) -> Mapping[str, Kind]:
        """Gemeentecode -> its kind without any plan."""
        return kinds_of(self.ground, self.ground.glances(self.asked.choices.persons), self.robust)

    def kinds(self, key: str = FIRST) -> Mapping[str, Kind]:
        """The same under a plan."""
        return kinds_of(self.ground, self.outcomes[key].seen, self.sure[key])


def reckoned(site: Site, bench: Bench, asked: Asked) -> Reckoned:
    """Both plans. Raises ExtraMissing where scipy is not installed."""
    plans = {FIRST: asked.first} if asked.second is None else {FIRST: asked.first, SECOND: asked.second}
    return _reckoned(site, bench, asked, plans)


def first_reckoned(site: Site, bench: Bench, args: Mapping[str, str]) -> Reckoned:
    """The plan at hand of an address, alone. Raises Refused where this website cannot reckon."""
    asked = read_asked(args, site)
    try:
        return _reckoned(site, bench, asked, {FIRST: asked.first})
    except ExtraMissing:
        sentence = _("Deze website kan dat nu niet uitrekenen.")
        raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, sentence) from None


def _reckoned(site: Site, bench: Bench, asked: Asked, plans: Mapping[str, Plan]) -> Reckoned:
    choices = asked.choices
    ground = bench.ground(choices.pillar, choices.limit_km, asked.moment)
    outcomes = {key: outcome(bench, ground, plan.steps, choices.persons) for key, plan in plans.items()}
    robust = robust_gaps(site, choices)
    sure = {key: sure_gaps(bench, ground, one, robust) for key, one in outcomes.items()}
    return Reckoned(site, bench, ground, asked, outcomes, robust, sure)
