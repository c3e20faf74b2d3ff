"""What a sheet of paper says of a place: hours in words, the next dates, what to bring, and where to read more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from sociale_kaart.export.geojson import phone_of
from sociale_kaart.export.sheet import MOST_KINDS, SheetFact, SheetPlace, SheetTimes, shortened
from sociale_kaart.hours.reason import State
from sociale_kaart.model import Appointment, Location, Presence, Service
from sociale_kaart.web import links, words
from sociale_kaart.web.bringing import what_to_bring
from sociale_kaart.web.cards import contact_of
from sociale_kaart.web.helplines import HelpLine, help_lines, next_times
from sociale_kaart.web.language import attributes_of
from sociale_kaart.web.placehelp import Help
from sociale_kaart.web.qr import qr_svg
from sociale_kaart.web.shortlinks import short_address
from sociale_kaart.web.site import Site
from sociale_kaart.web.tongues import plain_tongue

# Of each of several places on one sheet: the help that was asked for, and when next.
FEW_KINDS, FEW_TIMES = 2, 1
# Dates per kind of help on a sheet of one place: fewer where there is much help.
TIMES_BY_KINDS = (3, 3, 3, 2, 1, 1)


def sheet_place(
    site: Site,
    location: Location,
    helps: Sequence[Help],
    at: datetime,
    *,
    number: int | None = None,
    distance_m: float | None = None,
) -> SheetPlace:
    """A place as it stands on a sheet, with the help that the sheet is about.

    number : on a sheet with several places; each then says less
    distance_m : metres in a straight line; None where nobody searched from anywhere
    """
    phones = [phone_of(site.data, one) for one in site.data.listings_at[location.id]]
    phone = next((one for one in phones if links.phone(one)), "")
    every = help_lines(site, helps, at, can_call=bool(phone))
    lines = _to_come(site, every, at)
    most = MOST_KINDS if number is None else FEW_KINDS
    times = TIMES_BY_KINDS[min(len(lines), MOST_KINDS)] if number is None else FEW_TIMES
    address, whereabouts = short_address(site, location.id), site.index.whereabouts(location)

    def told(line: HelpLine) -> SheetTimes:
        return _times(site, line, at, times, can_call=bool(phone))

    return SheetPlace(
        number=number,
        name=shortened(site.index.name(location), 120),
        address=shortened(whereabouts or _("Het adres is onbekend.")),
        is_address_known=bool(whereabouts),
        distance="" if distance_m is None else words.capitalised(words.distance(distance_m)),
        phone=shortened(phone, 40),
        times=tuple(told(line) for line in lines[:most]),
        facts=sheet_facts(site, location, helps, phone, is_alone=number is None),
        more=_more(sum(bool(line.sentence) for line in lines[most:])),
        other_times=tuple(told(line) for line in every if line not in lines[:most])
        if site.upcoming.spare_times
        else (),
        link=address.partition("://")[2],
        qr=qr_svg(address),
        qr_says=_("QR-code. Deze opent de pagina van deze plek."),
    )


def _times(site: Site, line: HelpLine, at: datetime, most: int, *, can_call: bool) -> SheetTimes:
    sentence, said_in = _sentence(site, line, can_call=can_call)
    coming = next_times(site, line.keys[0], at) if line.is_there and line.keys else []
    told = coming[: most + site.upcoming.spare_times]
    return SheetTimes(
        kinds="" if line.is_desk else shortened(words.listed(list(line.labels)), 160),
        kinds_are_own=any(map(attributes_of, line.labels)),
        sentence=shortened(sentence),
        besides=_besides(site, line) if line.is_there else "",
        next_times=tuple(one.text for one in told),
        most_times=most,
        begins=tuple(one.start.isoformat()[:16] for one in told),
        ends=tuple(one.end.isoformat()[:16] for one in told),
        language=said_in,
        keys=line.keys,
        is_known=bool(line.sentence),
        is_over=_is_over(site, line, at),
    )


def _sentence(site: Site, line: HelpLine, *, can_call: bool) -> tuple[str, str]:
    """The hours, and in which language that is; "" for that of the sheet."""
    if not line.is_there:
        return _("Wij weten niet of deze hulp hier is."), ""
    if line.sentence:
        return line.sentence, words.hours_language()
    if line.source_text:
        return line.source_text, site.data.config.language
    if can_call:
        return _("De tijden zijn niet bekend. Bel eerst."), ""
    return _("De tijden zijn niet bekend. Vraag het eerst na."), ""


def _besides(site: Site, line: HelpLine) -> str:
    """When the building is open, where the hours follow it; and the appointment, where the hours leave that unsaid."""
    if not line.sentence:
        return _building(line)
    known = site.hours.hours(line.keys[0])
    is_unsaid = known is None or known.appointment is Appointment.UNKNOWN
    said = (
        _("Het gebouw: %(hours)s", hours=line.building) if line.building else "",
        words.APPOINTMENT[line.appointment] if is_unsaid else "",
    )
    return " ".join(filter(None, said))


def _building(line: HelpLine) -> str:
    """When the building is open, where nobody knows when the help is there."""
    if not line.building:
        return ""
    return _("Het gebouw: %(hours)s Vraag of deze hulp er dan ook is.", hours=line.building)


def _to_come(site: Site, lines: Sequence[HelpLine], at: datetime) -> Sequence[HelpLine]:
    """Without what is over for good, unless that is all there is."""
    coming = [line for line in lines if not _is_over(site, line, at)]
    return coming or lines


def _is_over(site: Site, line: HelpLine, at: datetime) -> bool:
    known = line.state is State.CLOSED and line.following is None and bool(line.sentence)
    return known and not next_times(site, line.keys[0], at)


def sheet_facts(
    site: Site, location: Location, helps: Sequence[Help], phone: str, *, is_alone: bool
) -> tuple[SheetFact, ...]:
    """What else is said of a place and this help; on a sheet with several places less."""
    asks = () if phone else _how_to_ask(site, location)
    return (*asks, *_facts(site, location, helps, is_alone=is_alone))


def _how_to_ask(site: Site, location: Location) -> Iterator[SheetFact]:
    """Where one can ask without a phone: a website or mail address of the place, else whoever made the map."""
    contact = contact_of(site, location.id)
    if contact:
        yield SheetFact(_("Website") if links.website(contact) else _("Mail"), shortened(contact, 120))
        return
    ours = site.data.config.contact
    if ours.phone or ours.email:
        yield SheetFact(_("Vragen"), shortened(ours.phone or ours.email or "", 120))


def _facts(site: Site, location: Location, helps: Sequence[Help], *, is_alone: bool) -> Iterator[SheetFact]:
    offered = [one for one in helps if one.offer]
    kinds = [*dict.fromkeys(_kind(site, one) for one in offered)]
    # Beside what the coordinator wrote, in the same words: a text on paper is in one language.
    own = {one.id: one for one in site.data.pillars}
    bring = "; ".join(
        what if whose in ([], kinds) else f"{what} ({words.listed(whose)})"
        for what, whose in what_to_bring(site, helps, own)
    )
    if bring:
        yield SheetFact(_("Neem mee"), shortened(bring, 200))
    if not is_alone:
        return
    told: list[tuple[str, Callable[[Service], str]]] = [
        (_("Kosten"), lambda one: one.cost),
        (_("Talen"), lambda one: words.listed([plain_tongue(word) for word in one.languages])),
        (_("Voor wie"), lambda one: one.audience),
    ]
    for label, of in told:
        said = _of_each(site, offered, of)
        if said:
            yield SheetFact(label, shortened(said, 300))
    yield from _access(location)


def _of_each(site: Site, offered: Sequence[Help], of: Callable[[Service], str]) -> str:
    """What is told of help; where that is not the same of all of it, with of which."""
    told: dict[str, list[str]] = {}
    for one in offered:
        if one.offer:
            told.setdefault(of(site.data.services[one.offer.service_id]), []).append(_kind(site, one))
    if len(told) == 1:
        return next(iter(told))
    return "; ".join(
        f"{said} ({words.listed([*dict.fromkeys(kinds)])})" for said, kinds in told.items() if said
    )


def _kind(site: Site, one: Help) -> str:
    """As the map itself calls it."""
    pillar = next((pillar for pillar in site.data.pillars if pillar.id == one.pillar), None)
    if pillar:
        return pillar.name
    service = site.data.services[one.offer.service_id] if one.offer else None
    return (service.name or service.category) if service else ""


def _access(location: Location) -> Iterator[SheetFact]:
    if location.step_free is not Presence.UNKNOWN:
        yield SheetFact(_("Zonder drempels of trap"), words.PRESENCE[location.step_free], is_own=False)
    if location.accessibility:
        yield SheetFact(_("Toegankelijkheid"), shortened(location.accessibility, 200))


def _more(left_out: int) -> str:
    return more_times(left_out, str(left_out)) if left_out > 0 else ""


def more_times(count: int, number: str) -> str:
    """Says that so many times are not on the sheet; number : how that stands in the sentence."""
    return ngettext(
        "Op de website staat nog %(number)s andere tijd.",
        "Op de website staan nog %(number)s andere tijden.",
        count,
        number=number,
    )
