"""What a sheet of paper says of a place: hours in words, the next dates, what to bring, and where to read more."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import segno
from flask_babel import gettext as _
from flask_babel import ngettext

from sociale_kaart.export.geojson import phone_of
from sociale_kaart.export.sheet import MOST_KINDS, SheetFact, SheetPlace, SheetTimes, shortened
from sociale_kaart.model import Appointment, Location, Presence, Service
from sociale_kaart.web import links, words
from sociale_kaart.web.bringing import what_to_bring
from sociale_kaart.web.helplines import HelpLine, help_lines, next_times
from sociale_kaart.web.placehelp import Help
from sociale_kaart.web.shortlinks import short_address
from sociale_kaart.web.site import Site

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
    lines = help_lines(site, helps, at, can_call=bool(phone))
    most = MOST_KINDS if number is None else FEW_KINDS
    times = TIMES_BY_KINDS[min(len(lines), MOST_KINDS)] if number is None else FEW_TIMES
    address, whereabouts = short_address(site, location.id), site.index.whereabouts(location)
    return SheetPlace(
        number=number,
        name=shortened(site.index.name(location), 120),
        address=shortened(whereabouts or _("Het adres is onbekend.")),
        is_address_known=bool(whereabouts),
        distance="" if distance_m is None else words.capitalised(words.distance(distance_m)),
        phone=shortened(phone, 40),
        times=tuple(_times(site, line, at, times, can_call=bool(phone)) for line in lines[:most]),
        facts=tuple(_facts(site, location, helps, is_alone=number is None)),
        more=_more(len(lines) - most),
        link=address.partition("://")[2],
        qr=_qr(address),
        qr_says=_("QR-code. Deze opent de pagina van deze plek."),
    )


def _times(site: Site, line: HelpLine, at: datetime, most: int, *, can_call: bool) -> SheetTimes:
    sentence, said_in = _sentence(site, line, can_call=can_call)
    certain = line.is_there and line.keys
    return SheetTimes(
        kinds="" if line.is_desk else shortened(words.listed(list(line.labels)), 160),
        sentence=shortened(sentence),
        besides=_besides(site, line) if line.is_there and line.sentence else "",
        next_times=tuple(one.text for one in next_times(site, line.keys[0], at)[:most]) if certain else (),
        language=said_in,
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
    known = site.hours.hours(line.keys[0])
    is_unsaid = known is None or known.appointment is Appointment.UNKNOWN
    said = (
        _("Het gebouw: %(hours)s", hours=line.building) if line.building else "",
        words.APPOINTMENT[line.appointment] if is_unsaid else "",
    )
    return " ".join(filter(None, said))


def _facts(site: Site, location: Location, helps: Sequence[Help], *, is_alone: bool) -> Iterator[SheetFact]:
    bring = "; ".join(what for what, _kinds in what_to_bring(site, helps))
    if bring:
        yield SheetFact(_("Neem mee"), shortened(bring, 200))
    if not is_alone:
        return
    services = [site.data.services[one.offer.service_id] for one in helps if one.offer]
    told: list[tuple[str, Callable[[Service], str]]] = [
        (_("Kosten"), lambda one: one.cost),
        (_("Talen"), lambda one: words.listed([words.capitalised(word) for word in one.languages])),
        (_("Voor wie"), lambda one: one.audience),
    ]
    for label, of in told:
        said = [*dict.fromkeys(filter(None, map(of, services)))]
        if said:
            yield SheetFact(label, shortened("; ".join(said), 200))
    yield from _access(location)


def _access(location: Location) -> Iterator[SheetFact]:
    if location.step_free is not Presence.UNKNOWN:
        yield SheetFact(_("Zonder drempels of trap"), words.PRESENCE[location.step_free], is_own=False)
    if location.accessibility:
        yield SheetFact(_("Toegankelijkheid"), shortened(location.accessibility, 200))


def _more(left_out: int) -> str:
    if left_out <= 0:
        return ""
    return ngettext(
        "Op de website staat nog %(number)s andere tijd.",
        "Op de website staan nog %(number)s andere tijden.",
        left_out,
        number=left_out,
    )


def _qr(address: str) -> str:
    """A QR code as SVG, with the white margin that a phone needs."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        border=4,
        light="#ffffff",
    )
    return drawn.getvalue().decode().strip()
