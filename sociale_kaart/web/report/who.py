"""Who does what in a gemeente: every organisation at a place, what it offers, when, and when that was last checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext as _

from sociale_kaart.export.areareport import Also, Conclusion, Times, Who
from sociale_kaart.model import Listing, Offer, Organisation, Presence, Provenance, fold
from sociale_kaart.web import words
from sociale_kaart.web.site import Site


def who_in(site: Site, gemeentecode: str, on: date) -> tuple[Who, ...]:
    """The organisations of a gemeente, by name."""
    here = site.listings_in.get(gemeentecode, ())
    often = Counter(listing.name for listing in here)
    return tuple(_who(site, listing, on, is_double=often[listing.name] > 1) for listing in here)


def complete_lists(site: Site, gemeentecode: str, shown: Sequence[Who]) -> tuple[Conclusion, ...]:
    """What "?" means of kinds of help whose list somebody vouched for, where one stands in their column."""
    told: dict[tuple[str, date], list[str]] = {}
    for number, pillar in enumerate(site.pillars.values()):
        declared = site.declared.get((gemeentecode, pillar.id))
        if declared and any(one.presences[number] == Presence.UNKNOWN for one in shown):
            told.setdefault((declared.declared_by, declared.as_of), []).append(pillar.name)
    return tuple(
        Conclusion(
            text=_(
                "De lijst is volledig, zegt %(who)s (%(day)s). Een ? betekent dan: deze plek staat er niet op. "
                "Dat geldt voor",
                who=who,
                day=words.day(on),
            ),
            about=tuple(names),
        )
        for (who, on), names in told.items()
    )


def works_here_too(site: Site, gemeentecode: str) -> tuple[Also, ...]:
    """Organisations that say they work here, without a place of their own or of a branch of theirs; by name."""
    here = {listing.organisation_id for listing in site.listings_in.get(gemeentecode, ())}
    here |= {site.data.organisations[one].parent for one in here}
    serving = [
        one for one in site.data.inventory.organisations if gemeentecode in one.serves and one.id not in here
    ]
    return tuple(
        _also(one, site.first_listing_of.get(one.id))
        for one in sorted(serving, key=lambda one: fold(one.name))
    )


def _also(organisation: Organisation, elsewhere: Listing | None) -> Also:
    return Also(
        name=organisation.name,
        website=organisation.website,
        listing_id=elsewhere.id if elsewhere else "",
        location_id=elsewhere.location_id if elsewhere else "",
    )


def _who(site: Site, listing: Listing, on: date, *, is_double: bool) -> Who:
    location = site.data.locations[listing.location_id]
    name = site.index.name(location)
    return Who(
        listing_id=listing.id,
        location_id=listing.location_id,
        name=listing.name,
        place=name if is_double or fold(name) != fold(listing.name) else "",
        presences=tuple(site.data.presence(listing, one.id).value for one in site.pillars.values()),
        times=tuple(_times(site, listing, on)),
        checked=checked(_oldest(site, listing)),
    )


def _times(site: Site, listing: Listing, on: date) -> Iterator[Times]:
    """The hours of each kind of help, those that are the same told once; nothing where no hours are known."""
    offers = [
        one for one in site.data.offers_at(listing) if one.presence is Presence.YES and site.data.holds(one)
    ]
    told: dict[tuple[str, bool], list[str]] = {}
    for offer in offers:
        said = _said(site, offer.id, on)
        if said[0]:
            told.setdefault(said, []).append(_help(site, offer))
    desk = _said(site, listing.id, on)
    if not offers and desk[0]:
        told[desk] = [""]
    for (text, is_sentence), helps in told.items():
        language = words.hours_language() if is_sentence else site.data.config.language
        yield Times(help=", ".join(dict.fromkeys(filter(None, helps))), text=text, language=language)


def _said(site: Site, key: str, on: date) -> tuple[str, bool]:
    """Hours in plain words, else as the source has them; and whether they are ours."""
    sentence = site.sentence(key, on)
    return (sentence, True) if sentence else (site.hours.text(key), False)


def _help(site: Site, offer: Offer) -> str:
    service = site.data.services[offer.service_id]
    pillar = site.pillars.get(service.pillar)
    return pillar.name if pillar else service.name or service.category


def _oldest(site: Site, listing: Listing) -> Provenance:
    """Of all that is told of the organisation here, what was checked longest ago, if ever."""
    told = [listing.provenance]
    for offer in site.data.offers_at(listing):
        its = offer.schedule.provenance if offer.schedule else None
        told.append(its or offer.provenance)
    return min(told, key=lambda one: (one.checked or date.min, one.as_of or date.min))


def checked(of: Provenance) -> str:
    """When something was last known to be true, and by whom."""
    if of.checked is None:
        if of.as_of is None:
            return _("Niet nagekeken.")
        return _("Niet apart nagekeken. De lijst is van %(day)s.", day=words.day(of.as_of))
    if of.checked_by:
        return _("Nagekeken op %(day)s, door %(who)s.", day=words.day(of.checked), who=of.checked_by)
    return _("Nagekeken op %(day)s.", day=words.day(of.checked))
