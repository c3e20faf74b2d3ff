"""What a page says of where a visitor means: from where we measure, what is in doubt, and why nothing was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sociale_kaart.gebieden.places import Doubt, NotFound, Position, Unfound
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.language import marked

_IS_ITSELF = ("adres", "huisnummer")
MIDDLE: Mapping[str, str] = {
    "postcode4": marked("het midden van postcodegebied %(name)s"),
    "woonplaats": marked("het midden van %(name)s"),
    "gemeente": marked("het midden van de gemeente %(name)s"),
    "plek": marked("de plek waar u nu bent"),
    "kaart": marked("het midden van de kaart"),
}
DOUBTS: Mapping[Doubt, str] = {
    Doubt.POSTCODE: marked("Deze postcode hoort niet bij dit adres."),
    Doubt.HOUSE: marked("Dit huisnummer vonden we niet."),
    Doubt.STREET: marked("Deze straat vonden we niet."),
    Doubt.NO_PLACE: marked("U noemde geen plaats."),
    Doubt.CORNER: marked("Van een hoek van twee straten zoeken we alleen de eerste straat."),
    Doubt.NOT_PRECISE: marked("Dit adres vonden we niet precies."),
    Doubt.ADDRESS: marked("Dit adres vonden we niet."),
    Doubt.AWAY: marked("Zoeken op straat en huisnummer lukt nu niet. Dat ligt niet aan u."),
    Doubt.NO_STREETS: marked("Op deze website kunt u niet zoeken op straat en huisnummer."),
    Doubt.PO_BOX: marked("Een postbus of antwoordnummer is geen plek om naartoe te gaan."),
}
_REASON: Mapping[Unfound, str] = {
    Unfound.UNKNOWN: marked("Deze plaats kennen we niet."),
    Unfound.MISSPELLED: marked("We kennen geen plaats met de naam “%(name)s”."),
    Unfound.POSTCODE: marked("De postcode %(name)s kennen we niet."),
    Unfound.PROVINCIE: marked("%(name)s is een provincie."),
    Unfound.PO_BOX: marked("Een postbus of antwoordnummer is geen plek om naartoe te gaan."),
    Unfound.ABROAD: marked("Dit adres ligt niet in Nederland."),
    Unfound.SEVERAL_ADDRESSES: marked("Er zijn meer adressen met de naam “%(name)s”."),
    Unfound.MISSPELLED_ADDRESS: marked("Het adres “%(name)s” kennen we niet."),
    Unfound.OTHER_PLACE: marked("%(name)s ligt niet in %(place)s."),
    Unfound.OTHER_GEMEENTE: marked("%(name)s ligt in een andere gemeente."),
    Unfound.NAMESAKES: marked("Er zijn meer plaatsen met de naam %(place)s."),
    Unfound.OTHER_STREET: marked("Op deze postcode ligt een andere straat."),
    Unfound.POSTCODE_ELSEWHERE: marked("De postcode %(name)s hoort niet bij %(place)s."),
}
# What to do where there is nothing to suggest.
_ADVICE: Mapping[Unfound, str] = {
    Unfound.UNKNOWN: marked("Vul een postcode in, of de naam van een plaats of gemeente."),
    Unfound.POSTCODE: marked("Zoek op de naam van uw woonplaats."),
    Unfound.PROVINCIE: marked("Vul een postcode in, of de naam van een plaats."),
    Unfound.PO_BOX: marked("Vul de postcode of plaats in waar u bent."),
    Unfound.ABROAD: marked("Vul een Nederlandse postcode of plaats in."),
}
# Why, and what to do then; "" where something is suggested instead.
REASONS_AND_ADVICE: Mapping[Unfound, tuple[str, str]] = {
    why: (reason, _ADVICE.get(why, "")) for why, reason in _REASON.items()
}


@dataclass(frozen=True, slots=True)
class UnfoundWords:
    """Why there is no position, and what to do about it."""

    reason: str
    advice: str

    @property
    def message(self) -> str:
        """Both, for who reads them in one line."""
        return f"{self.reason} {self.advice}"


def measured_from(position: Position) -> str:
    """From where distances are measured, as it stands after "vanaf"."""
    if position.kind in _IS_ITSELF:
        return position.name
    return _(MIDDLE.get(position.kind, MIDDLE["woonplaats"]), name=position.name)


def doubt(position: Position) -> str:
    """What is in doubt about a position, and from where we search instead; "" where nothing is."""
    if position.doubt is None:
        return ""
    return " ".join(
        [_(DOUBTS[position.doubt]), _("We zoeken vanaf %(place)s.", place=measured_from(position))]
    )


def unfound(found: NotFound) -> UnfoundWords:
    """Why nothing was found, and what to do."""
    reason = _(_REASON[found.why], name=found.name, place=found.place)
    if found.suggestions:
        return UnfoundWords(reason, _("Bedoelt u %(name)s?", name=found.suggestions[0]))
    return UnfoundWords(reason, _(_ADVICE[found.why]))
