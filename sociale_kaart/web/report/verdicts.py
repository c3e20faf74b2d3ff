"""The figures of each pillar in a gemeente: the judgement, what it rests on, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from flask_babel import gettext as _

from sociale_kaart.coverage.report.bound import Bound, bound_of, told_of
from sociale_kaart.coverage.report.kind import Kind, kind_of, places_known
from sociale_kaart.coverage.report.rows import ReportRow
from sociale_kaart.dataset.listingnames import listing_names
from sociale_kaart.export.areareport import PillarFigures
from sociale_kaart.kaarttoml import CompletenessPart
from sociale_kaart.model import CoverageRow, CoverageStatus, Pillar
from sociale_kaart.web import words
from sociale_kaart.web.dekking.painting import KIND_WORDS
from sociale_kaart.web.language import marked
from sociale_kaart.web.report.figures import LIMIT_M, Figures
from sociale_kaart.web.site import Site

MOST_NAMED = 4
HEADINGS = (
    marked("Plekken"),
    marked("Bron zegt: onbekend"),
    marked("Binnen 5 km"),
    marked("Gemiddelde afstand"),
    marked("9 op de 10 mensen binnen"),
    marked("Uren per week"),
)


_NAMES: WeakKeyDictionary[Site, Mapping[str, str]] = WeakKeyDictionary()


def headings() -> tuple[str, ...]:
    """What stands above the cells of `PillarFigures`."""
    return tuple(_(one) for one in HEADINGS)


def pillar_figures(site: Site, figures: Figures, gemeentecode: str, pillar: Pillar) -> PillarFigures:
    """One line of the figures of a gemeente."""
    row = figures.row(gemeentecode, pillar.id)
    built = site.coverage.get((gemeentecode, pillar.id))
    kind = kind_of(row, built)
    return PillarFigures(
        pillar=pillar.id,
        name=pillar.name,
        reach=kind.name.lower(),
        verdict=_(KIND_WORDS[kind]),
        cells=_cells(row, built),
        sure=_sure(site, row, kind, site.declared.get((gemeentecode, pillar.id))),
    )


def _cells(row: ReportRow | None, built: CoverageRow | None) -> tuple[str, ...]:
    told = row or built
    if told is None:
        return ("–",) * len(HEADINGS)
    places = places_known(told)
    return (
        "–" if places is None else words.number(places),
        words.number(row.places_said_unknown) if row else "–",
        _within(row) if row else "–",
        words.kilometres(told.mean_distance_m, at_most=told.distance_at_most),
        words.kilometres(told.p90_distance_m, at_most=told.distance_at_most),
        _hours(row) if row else "–",
    )


def _within(row: ReportRow) -> str:
    """The share near a place: at least so much where lists are not complete; nothing where nobody knows of any."""
    low = told_of(row, "share_within_limit")
    if row.distance_at_most:
        return share_at_least(low)
    return between(low, row.share_within_limit_high)


def share_at_least(value: float | None) -> str:
    """A share in a table where places may exist that no source holds: "minstens 62%", "100%"."""
    is_least = value is not None and bound_of("share_within_limit", value, is_open=True) is Bound.LEAST
    return _("minstens %(value)s", value=share(value)) if is_least else share(value)


def between(low: float | None, high: float | None) -> str:
    """A share that may be more: "62%", "62 tot 70%", a dash where nobody knows."""
    if low is None:
        return "–"
    if high is None or round(100 * low) == round(100 * high):
        return share(low)
    return _("%(low)s tot %(high)s%%", low=words.number(100 * low), high=words.number(100 * high))


def share(value: float | None) -> str:
    """A share in a table: "62%", never "100%" or "0%" of what is only nearly so."""
    if value is None:
        return "–"
    # Sums of shares are never quite one.
    exact = round(100 * value, 6)
    percent = round(exact)
    if percent == 0 < exact:
        return _("minder dan %(number)s%%", number=words.number(1))
    if exact < 100 <= percent:
        return _("meer dan %(number)s%%", number=words.number(99))
    return _("%(number)s%%", number=words.number(percent))


def _hours(row: ReportRow) -> str:
    if not row.places:
        return "–"
    low = row.hours_per_week_low
    if row.hours_per_week is not None:
        return words.number(row.hours_per_week, 1)
    if low:
        return _("minstens %(hours)s", hours=words.number(low, 1))
    return _("onbekend")


def _sure(site: Site, row: ReportRow | None, kind: Kind, declared: CompletenessPart | None) -> str:
    if kind is Kind.OWN:
        return _own(site, row) if row else ""
    if row is None:
        return _by_the_list(declared) if kind is Kind.NONE else ""
    parts = [
        _by_the_list(declared) if row.status is CoverageStatus.UNCOVERED else "",
        _("Buren die helpen: %(names)s.", names=_names(site, row.neighbours))
        if kind in (Kind.NEIGHBOUR, Kind.NEARBY)
        else "",
        _draws(row) if kind in (Kind.GAP, Kind.ROBUST_GAP) else "",
        _("Niemand zei dat de lijst volledig is in: %(names)s.", names=_names(site, row.not_declared))
        if row.not_declared
        else "",
    ]
    return " ".join(filter(None, parts)) or _("Bronnen zeggen er niets over.")


def _own(site: Site, row: ReportRow) -> str:
    lost = row.persons_fragile
    if not lost or not row.fragile_site_name or lost < 1:
        return _("Een bron noemt de plek.")
    people = words.number(round(lost))
    return _(
        "Sluit %(place)s, dan raken %(people)s mensen in %(gemeente)s hun plek binnen %(km)s km kwijt.",
        place=_names_of(site).get(row.fragile_site, row.fragile_site_name),
        people=people,
        gemeente=site.gemeenten[row.gemeentecode].naam,
        km=words.number(LIMIT_M / 1000),
    )


def _names_of(site: Site) -> Mapping[str, str]:
    """What each place is called, so that it is taken for no other; found once per map."""
    found = _NAMES.get(site)
    if found is None:
        found = _NAMES[site] = listing_names(site.data)
    return found


def _by_the_list(declared: CompletenessPart | None) -> str:
    if declared is None:
        return ""
    return _(
        "De lijst is volledig, zegt %(who)s (%(day)s).",
        who=declared.declared_by,
        day=words.day(declared.as_of),
    )


def _draws(row: ReportRow) -> str:
    if row.gap_share is None:
        return ""
    return _(
        "In %(percent)s%% van de proeven met kleine fouten blijft het een gat.",
        percent=words.number(100 * row.gap_share),
    )


def _names(site: Site, codes: tuple[str, ...]) -> str:
    names = [site.gemeente_names.get(code, code) for code in codes]
    if len(names) <= MOST_NAMED:
        return words.listed(names)
    rest = len(names) - MOST_NAMED
    return _("%(names)s en %(rest)s meer", names=", ".join(names[:MOST_NAMED]), rest=words.number(rest))
