"""How far help is: the nearest places over the border, and the distance profile beside that of the provincie."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from sociale_kaart.coverage.overborder import OverBorder
from sociale_kaart.coverage.profiles import PROFILE_LIMITS_M, Profile
from sociale_kaart.export.areareport import BorderPlace, BorderPlaces, ProfileLine, ProfileTable
from sociale_kaart.export.profilechart import Look, profile_chart
from sociale_kaart.kaarttoml import ComparisonPart
from sociale_kaart.model import Pillar
from sociale_kaart.web import words
from sociale_kaart.web.report.figures import LIMIT_M, WHOLE_AREA, Figures
from sociale_kaart.web.report.verdicts import share, share_at_least
from sociale_kaart.web.site import Site

_IN_WORDS = PROFILE_LIMITS_M.index(LIMIT_M)


def limits() -> tuple[str, ...]:
    """The limits of a profile, as they stand above a table."""
    return tuple(_("%(km)s km", km=words.number(one / 1000)) for one in PROFILE_LIMITS_M)


def borders(site: Site, figures: Figures, gemeentecode: str, most: int) -> tuple[BorderPlaces, ...]:
    """Of each pillar the places in other gemeenten that are nearest, so many at most."""
    return tuple(_border(site, figures, gemeentecode, pillar, most) for pillar in site.pillars.values())


def _border(site: Site, figures: Figures, gemeentecode: str, pillar: Pillar, most: int) -> BorderPlaces:
    found = figures.over_the_border(gemeentecode, pillar.id)[:most]
    return BorderPlaces(
        name=pillar.name,
        places=tuple(_place(site, one) for one in found),
        said="" if found else _("Geen plek bekend buiten deze gemeente."),
    )


def _place(site: Site, one: OverBorder) -> BorderPlace:
    listing = site.data.listings[one.site]
    gemeentecode = site.data.gemeente_of(listing.location_id)
    persons = round(one.persons_within)
    return BorderPlace(
        listing_id=listing.id,
        location_id=listing.location_id,
        name=listing.name,
        gemeente=site.gemeente_names.get(gemeentecode, _("onbekend")),
        distance=_("%(km)s km", km=words.number(one.distance_m / 1000, 1)),
        persons=words.number(persons),
    )


def profile_tables(
    site: Site, figures: Figures, gemeentecode: str, look: Look | None
) -> tuple[ProfileTable, ...]:
    """The distance profile of each pillar of which any place is known; empty without the extra `coverage`.

    look : of the charts; None for the figures alone
    """
    found = (_profile(site, figures, gemeentecode, pillar, look) for pillar in site.pillars.values())
    return tuple(one for one in found if one is not None)


def _profile(
    site: Site, figures: Figures, gemeentecode: str, pillar: Pillar, look: Look | None
) -> ProfileTable | None:
    own = tuple(_lines(site, figures, gemeentecode, pillar.id))
    if not own:
        return None
    lines = (*own, *(_compared(one) for one in site.data.config.comparisons if one.pillar == pillar.id))
    says = _(
        "Binnen 5 kilometer van een plek: %(shares)s.",
        shares=words.listed([_("%(area)s %(share)s", area=one.area, share=one.says) for one in lines]),
    )
    chart = profile_chart([one.shares for one in lines], limits(), says=says, look=look) if look else ""
    return ProfileTable(name=pillar.name, lines=lines, chart=chart, chart_says=says)


def _lines(site: Site, figures: Figures, gemeentecode: str, pillar: str) -> Iterator[ProfileLine]:
    gemeente = site.gemeenten[gemeentecode]
    beside = [(gemeentecode, gemeente.naam), (gemeente.provincie, _province(gemeente.provincie))]
    if not figures.is_one_provincie:
        beside.append((WHOLE_AREA, _whole(site)))
    for area, name in beside:
        profile = figures.profile(area, pillar)
        if profile is not None and (line := _line(name, figures, profile)):
            yield line


def _line(name: str, figures: Figures, profile: Profile) -> ProfileLine | None:
    if None in profile.shares:
        return None
    told = figures.told_profile(profile)
    is_open = figures.is_open(profile.area, profile.pillar)
    return ProfileLine(
        area=name,
        heading=_heading(name, is_open=is_open),
        says=_said(told[_IN_WORDS], is_open=is_open),
        cells=tuple(share(one) for one in told),
        shares=told,
    )


def _compared(one: ComparisonPart) -> ProfileLine:
    """A larger area, as kaart.toml tells it with its source."""
    return ProfileLine(
        area=one.area,
        heading=_heading(one.area, is_open=one.at_least),
        says=_said(one.shares[_IN_WORDS], is_open=one.at_least),
        cells=tuple(share(value) for value in one.shares),
        shares=one.shares,
    )


def _heading(area: str, *, is_open: bool) -> str:
    return _("%(area)s, minstens", area=area) if is_open else area


def _said(value: float | None, *, is_open: bool) -> str:
    if value is None:
        return _("onbekend")
    return share_at_least(value) if is_open else share(value)


def _province(name: str) -> str:
    return _("provincie %(name)s", name=name)


def _whole(site: Site) -> str:
    """What all gemeenten of the map are together."""
    if len(site.data.gemeentecodes) == len(site.gemeenten):
        return _("heel Nederland")
    return _("alle gemeenten van deze kaart")
