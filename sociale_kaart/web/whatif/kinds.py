"""What a gemeente is called under a plan: the kinds of the dashboard, so that both call it the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sociale_kaart.coverage.report.kind import IN_ORDER, Kind, kind_from
from sociale_kaart.coverage.status import coverage_status
from sociale_kaart.model import CoverageStatus
from sociale_kaart.web.dekking.choices import Choices
from sociale_kaart.web.dekking.figures import figures
from sociale_kaart.web.dekking.painting import FILL_OF_KIND, KIND_WORDS, LEGEND_WORDS
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.site import Site

if TYPE_CHECKING:
    from sociale_kaart.coverage.glance import Glance
    from sociale_kaart.web.whatif.ground import Ground


def status_of(ground: Ground, one: Glance) -> CoverageStatus:
    """Whether there is a place, on somebody's word there is none, or nobody knows."""
    return coverage_status(
        places=one.places,
        said_unknown=one.places_unknown,
        declared_complete=one.gemeentecode in ground.help.complete,
    )


def kinds_of(ground: Ground, seen: Iterable[Glance], robust: frozenset[str]) -> Mapping[str, Kind]:
    """Gemeentecode -> its kind; robust : gemeenten of which a gap is sure."""
    return {one.gemeentecode: kind_of(ground, one, robust) for one in seen}


def kind_of(ground: Ground, one: Glance, robust: frozenset[str] = frozenset()) -> Kind:
    """As the dashboard calls it; a gap is robust only where that was tried."""
    kind = kind_from(one.reach, status_of(ground, one))
    return Kind.ROBUST_GAP if kind is Kind.GAP and one.gemeentecode in robust else kind


def robust_gaps(site: Site, choices: Choices) -> frozenset[str]:
    """Gemeenten of which the dashboard says that they are a gap for sure."""
    found = figures(site, choices)
    kinds = found.slice(choices).kinds.tolist()
    return frozenset(code for code, kind in zip(found.order, kinds, strict=True) if kind == Kind.ROBUST_GAP)


def counted(kinds: Iterable[Kind]) -> dict[str, int]:
    """How many gemeenten are of each kind, by `key_of`."""
    count = Counter(kinds)
    return {key_of(kind): count[kind] for kind in IN_ORDER}


def key_of(kind: Kind) -> str:
    """What files and scripts call a kind: "robust_gap"."""
    return kind.name.lower()


def looks() -> dict[str, dict[str, str]]:
    """Key of a kind -> what it is called in a table and in the legend, and how it is filled."""
    return {
        key_of(kind): {
            "label": _(KIND_WORDS[kind]),
            "legend": _(LEGEND_WORDS[kind]),
            "css": FILL_OF_KIND[kind][0],
            "pattern": FILL_OF_KIND[kind][1],
        }
        for kind in IN_ORDER
    }
