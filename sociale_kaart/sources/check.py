"""Checks a map folder: everything wrong in the sheets, with file, row, column and what to write instead.

Exit codes of `sociale-kaart check`: 0 no errors (there may be warnings), 1 some row, correction or date cannot be used,
3 kaart.toml is wrong (as an error, see `errors`), 4 a source cannot be read; the others are checked all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from rapidfuzz import fuzz, process

from sociale_kaart.dataset.area import area_of, completeness_of
from sociale_kaart.dataset.schooldays import school_known_to
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.hours.reading import parsed, read
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.hours.schoolregions import region_of_gemeente
from sociale_kaart.kaart import Kaart
from sociale_kaart.kaarttoml import KaartConfig
from sociale_kaart.model import Completeness, Listing, Location, Offer, Presence, Schedule, fold
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.checkformats import FORMATS, as_table
from sociale_kaart.sources.checkresult import CheckResult
from sociale_kaart.sources.columns import RowRef, source_problem
from sociale_kaart.sources.hourcells import HoursCell
from sociale_kaart.sources.hourfaults import (
    calendar_faults,
    read_so,
    reading_fault,
    region_fault,
)
from sociale_kaart.sources.intake import Intake, in_order, read_sources
from sociale_kaart.sources.reading import Fault

_STALE_DAYS = 365

__all__ = ["FORMATS", "CheckResult", "as_table", "check"]


def check(kaart: Kaart, today: date, *, confirm_hours: bool = False, goes_on: bool = False) -> CheckResult:
    """Read and check all sources of a map, and how they fit its area and its categories.

    confirm_hours : say of every cell with hours how it was read, for somebody to nod at
    goes_on : report a source that cannot be read, and check the others; what only all of them can tell is not told

    Raises KaartConfigError (an area or gemeente that nobody knows) or, unless it goes on, SourceError (a file that
    cannot be read).
    """
    area = area_of(kaart)
    declared = completeness_of(kaart, area)
    intake = read_sources(kaart, today, goes_on=goes_on)
    found = [
        *intake.problems,
        *_misplaced(intake, area),
        *_unmapped_categories(kaart.config, intake),
        *_declared(declared, today),
        *_hours_and_calendar(kaart, intake, today),
        *_school_regions(kaart.config, intake),
        *(_read_back(kaart.config, intake.hours) if confirm_hours else ()),
        *(() if intake.unread else _of_all_together(kaart.config, intake)),
    ]
    return CheckResult(
        inventory=intake.inventory,
        problems=tuple(in_order(found, [source.id for source in kaart.config.sources])),
        counts=intake.counts,
        corrections=intake.corrections,
        rows_at=intake.rows_at,
        unread=intake.unread,
    )


def _of_all_together(config: KaartConfig, intake: Intake) -> Iterator[Problem]:
    """What no source tells by itself: what one leaves out another may hold."""
    yield from _unused_categories(config, intake)
    yield from _unreachable(config, intake)
    yield from _hoped_for(config, intake)
    yield from _unmet(config, intake)


def _hours_and_calendar(kaart: Kaart, intake: Intake, today: date) -> Iterator[Problem]:
    """What weeks and school holidays of the coming year do to hours, once per source."""
    known_to = school_known_to(kaart)
    for source in kaart.config.sources:
        rows = [
            (cell.ref.number, parsed(cell.text, kaart.config.hours.language, cell.known_on).hours)
            for cell in intake.hours
            if cell.ref.source == source.id
        ]
        for fault in calendar_faults(rows, today, known_to):
            yield source_problem(source, fault)


def _school_regions(config: KaartConfig, intake: Intake) -> Iterator[Problem]:
    """Gemeenten whose school region is not known, where that makes a difference."""
    if config.hours.school_region is not None:
        return
    inventory = intake.inventory
    told: list[Offer | Listing] = [*inventory.offers, *inventory.listings]
    places = {location.id: location.gemeentecode for location in inventory.locations}
    minding = {
        places[one.location_id] for one in told if _hours_of(one.schedule, config.hours.language).minds_school
    }
    divided = sorted(_name(code) for code in minding - {""} - region_of_gemeente().keys())
    if divided:
        yield _in_kaart_toml(region_fault(divided))


def _hours_of(schedule: Schedule | None, lang: str) -> Hours:
    if schedule is None:
        return Hours()
    return read(schedule, lang).hours


def _read_back(config: KaartConfig, cells: Iterable[HoursCell]) -> Iterator[Problem]:
    """How every cell was read that says when, and was read in one way."""
    for cell in cells:
        found = parsed(cell.text, config.hours.language, cell.known_on)
        if found.hours.rules and reading_fault(found) is None:
            yield cell.ref.problem(read_so(found), column=cell.heading, value=cell.text)


def _misplaced(intake: Intake, area: Collection[str]) -> Iterator[Problem]:
    """Points that lie outside the area, or in another gemeente than their row says."""
    pointed = [location for location in intake.inventory.locations if location.has_given_point]
    codes = locate([one.given_x_rd or 0.0 for one in pointed], [one.given_y_rd or 0.0 for one in pointed])
    found = {location.id: code for location, code in zip(pointed, codes, strict=True)} if pointed else {}
    for location in intake.inventory.locations:
        ref = intake.refs[location.provenance.source, location.provenance.row]
        fault = place_fault(location, found, area)
        if fault is not None:
            yield ref.problem(fault)


def place_fault(location: Location, found: Mapping[str, str | None], area: Collection[str]) -> Fault | None:
    """What is wrong with the gemeente of a place: found holds, by location id, the one its point lies in."""
    stated = location.gemeentecode
    if location.id not in found:
        return _outside(f"{_name(stated)} hoort", stated) if stated and stated not in area else None
    code = found[location.id]
    if code is None:
        return Fault(
            "point_in_no_gemeente",
            "dit punt ligt in geen enkele gemeente.",
            "Kijk de coördinaten na: ligt het punt in zee of over de grens?",
        )
    if code not in area:
        return _outside(f"het punt van deze rij ligt in {_name(code)}, en dat hoort", code)
    if stated and code != stated:
        return Fault(
            "other_gemeente",
            f"het punt ligt in {_name(code)}, maar de rij zegt {_name(stated)}.",
            "Kijk welke van de twee klopt.",
        )
    return None


def _outside(what: str, code: str) -> Fault:
    return Fault(
        "outside_area",
        f"{what} niet bij het gebied van deze kaart.",
        f'Verbeter de rij, of zet "{_name(code)}" bij [area] in kaart.toml.',
    )


def _name(code: str) -> str:
    return gemeenten()[code].naam


def _unmapped_categories(config: KaartConfig, intake: Intake) -> Iterator[Problem]:
    """Categories of the sheets that kaart.toml does not know."""
    known = {fold(name): name for name in config.categories}
    sources = {source.id: source for source in config.sources}
    for (source, category), rows in intake.categories.items():
        if fold(category) not in known:
            yield source_problem(sources[source], _unmapped(category, rows, known))


def _unused_categories(config: KaartConfig, intake: Intake) -> Iterator[Problem]:
    """The other way round."""
    used = {fold(category) for _, category in intake.categories}
    for name in {fold(name): name for name in config.categories}.values():
        if fold(name) not in used:
            yield _in_kaart_toml(_unused(name))


def _unmapped(category: str, rows: int, known: Mapping[str, str]) -> Fault:
    near = process.extractOne(fold(category), list(known), scorer=fuzz.ratio, score_cutoff=75)
    hint = f' Bedoelt u "{known[near[0]]}"?' if near else ""
    count = "1 rij" if rows == 1 else f"{rows} rijen"
    return Fault(
        "category_unmapped",
        f'de soort hulp "{category}" ({count}) staat niet in kaart.toml en telt voor geen enkele pijler.{hint}',
        f'Zet bij [categories]: "{category}" = ["…"], of = [] als er geen pijler bij hoort.',
        Severity.WARNING if known else Severity.HINT,
    )


def _unused(name: str) -> Fault:
    return Fault(
        "category_unused",
        f'de soort hulp "{name}" bij [categories] komt in geen enkel blad voor.',
        "Haal hem weg, of kijk of hij in het blad anders heet.",
        Severity.HINT,
    )


def _declared(declarations: Iterable[Completeness], today: date) -> Iterator[Problem]:
    """A declaration of completeness counts from its date; one older than a year may be out of date."""
    for declared in declarations:
        shown = f"{declared.as_of.day}-{declared.as_of.month}-{declared.as_of.year}"
        if declared.as_of > today:
            yield _in_kaart_toml(
                Fault(
                    "completeness_in_future",
                    f'de verklaring bij [[completeness]] dat de lijst voor "{declared.pillar}" volledig is, is van '
                    f"{shown}, en dat is in de toekomst.",
                    "Schrijf bij 'as_of' de dag waarop iemand het naging: vandaag of eerder.",
                    Severity.ERROR,
                )
            )
        elif (today - declared.as_of).days > _STALE_DAYS:
            yield _in_kaart_toml(
                Fault(
                    "stale_completeness",
                    f'de verklaring bij [[completeness]] dat de lijst voor "{declared.pillar}" volledig is, is van '
                    f"{shown}, langer dan een jaar geleden.",
                    "Ga na of zij nog klopt, en zet bij 'as_of' de nieuwe datum.",
                    Severity.HINT,
                )
            )


def _hoped_for(config: KaartConfig, intake: Intake) -> Iterator[Problem]:
    """Library organisations that the program hopes for and no row speaks of: perhaps spelled otherwise."""
    for name in config.program.library_organisations:
        if fold(name) not in intake.organisation_names:
            near = process.extractOne(
                fold(name), sorted(intake.organisation_names), scorer=fuzz.ratio, score_cutoff=90
            )
            hint = f' Er is wel "{near[0]}".' if near else ""
            yield _in_kaart_toml(
                Fault(
                    "library_not_found",
                    f'"{name}" staat bij library_organisations, maar in geen enkel blad.{hint}',
                    "Doet deze bibliotheek nog niet mee, dan is dit goed. Schrijf anders de naam zoals in het blad.",
                    Severity.HINT,
                )
            )


def _unmet(config: KaartConfig, intake: Intake) -> Iterator[Problem]:
    """Choices on the front page for which no row says of any place that it certainly is there."""
    kind = {one.id: one for one in intake.inventory.services}
    there = [kind[one.service_id] for one in intake.inventory.offers if one.presence is Presence.YES]
    pillars = {one.pillar for one in there} | {
        pillar
        for listing in intake.inventory.listings
        for category in listing.categories
        for pillar in _pillars_of(category, config)
    }
    categories = {fold(one.category) for one in there} | {
        fold(category) for listing in intake.inventory.listings for category in listing.categories
    }
    for need in config.needs:
        if pillars.isdisjoint(need.pillars) and categories.isdisjoint(map(fold, need.categories)):
            yield _in_kaart_toml(
                Fault(
                    "need_without_place",
                    f'bij de keuze "{need.text}" ([[needs]], id "{need.id}") is van geen enkele plek zeker dat u er '
                    "terechtkunt. Wie daarop drukt, vindt niets.",
                    "Kijk of 'pillars' en 'categories' kloppen, vul de plekken aan, of haal de keuze weg.",
                )
            )


def _pillars_of(category: str, config: KaartConfig) -> tuple[str, ...]:
    return next((pillars for name, pillars in config.categories.items() if fold(name) == fold(category)), ())


def _in_kaart_toml(fault: Fault) -> Problem:
    return RowRef(source="", file="kaart.toml", sheet="", number=0).problem(fault)


def _unreachable(config: KaartConfig, intake: Intake) -> Iterator[Problem]:
    """Per source, how many places with help have no phone, mail or website."""
    inventory = intake.inventory
    helping = {
        (offer.organisation_id, offer.location_id)
        for offer in inventory.offers
        if offer.presence is Presence.YES
    }
    silent = Counter(
        listing.provenance.source
        for listing in inventory.listings
        if (listing.organisation_id, listing.location_id) in helping and not _has_contact(listing)
    )
    for source in config.sources:
        if count := silent[source.id]:
            yield source_problem(source, _no_contact(count))


def _has_contact(listing: Listing) -> bool:
    return bool(listing.phone or listing.email or listing.website)


def _no_contact(count: int) -> Fault:
    places = "1 plek met hulp heeft" if count == 1 else f"{count} plekken met hulp hebben"
    return Fault(
        "no_contact",
        f"{places} geen telefoonnummer, e-mailadres of website.",
        "Vul er per plek minstens één in, dan kan een bezoeker vragen of het open is.",
        Severity.HINT,
    )
