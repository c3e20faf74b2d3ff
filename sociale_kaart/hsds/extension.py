"""Our additions to HSDS: the terms of our own taxonomy, which attributes point to (docs/reference/hsds.md)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sociale_kaart.hsds.ids import hsds_id

LINK_TYPE = "sociale-kaart"
PILLAR, CATEGORY, SOURCE = "pillar", "category", "source"

EXTENSION_ID = hsds_id("taxonomy", "extension")
PILLARS_ID = hsds_id("taxonomy", "pillars")
CATEGORIES_ID = hsds_id("taxonomy", "categories")
SOURCES_ID = hsds_id("taxonomy", "sources")

# Code of a term -> its Dutch name, and in English what its value is.
TERMS: Mapping[str, tuple[str, str]] = {
    "publisher": ("Uitgever", "This organization publishes the map; it is none of the organizations on it."),
    "settings": ("Instellingen van de kaart", "What kaart.toml says of the map but for its sources, as JSON."),
    "kind": ("Soort organisatie", "library, partner, government or unknown."),
    "joined_covenant": ("Convenant sinds", "Day on which the organization joined the program (ISO 8601)."),
    "serves": ("Werkt in gemeente", "CBS code of a gemeente that the organization works in, one attribute each."),
    "website": ("Website", "Web address of an organization's desk at a location."),
    "appointment": ("Afspraak", "Whether one needs an appointment: needed, possible, none or unknown."),
    "course": ("Cursus", "Name of the course."),
    "audience": ("Voor wie", "For whom the help is, in the coordinator's words."),
    "presence": ("Is het er", "Whether the service is offered at this location: yes, no or unknown."),
    "role": ("Rol", "host, helper, trainer, referrer, coordinator or unknown."),
    "trained_volunteers": ("Getrainde vrijwilligers", "How many volunteers are trained."),
    "hours_text": ("Tijden zoals geschreven", "Hours in the coordinator's words, one attribute per part."),
    "hours_from": ("Geldig vanaf", "First day of the help or the hours (ISO 8601)."),
    "hours_to": ("Geldig tot en met", "Last day of the help or the hours (ISO 8601)."),
    "hours_source": ("Bron van de tijden", "Code of the source that told the hours, where it is another one."),
    "hours_checked": ("Tijden gecontroleerd op", "Day on which somebody checked these hours (ISO 8601)."),
    "hours_checked_by": ("Tijden gecontroleerd door", "Who checked these hours."),
    "hours_url": ("Pagina met de tijden", "Web page that told the hours."),
    "verified": ("Laatst bekend op", "Last day on which somebody held this schedule to be true (ISO 8601)."),
    "holidays": ("Op feestdagen", "What holds on public holidays: open, closed or unknown, several with a comma."),
    "match_level": ("Hoe precies gevonden", "given, adres, huisnummer, straat, postcode, woonplaats, gemeente, none."),
    "match_confidence": ("Zekerheid", "Share of answers like this one that proved right, 0 to 1."),
    "match_fault": ("Twijfel over het adres", "Name of a fault of the match, one attribute each."),
    "match": ("Gevonden adres", "The rest of the match as JSON, in the columns of the geocode lock."),
    "typed_address": ("Adres zoals geschreven", "Street and number as typed."),
    "typed_postcode": ("Postcode zoals geschreven", "Postcode as typed."),
    "typed_woonplaats": ("Woonplaats zoals geschreven", "Place as typed."),
    "gemeentecode": ("Gemeente", "CBS code of the gemeente."),
    "stated_gemeentecode": ("Genoemde gemeente", "CBS code of the gemeente that a row states."),
    "x_rd": ("X (RD)", "Metres, RD New (EPSG:28992), as a row states it."),
    "y_rd": ("Y (RD)", "Metres, RD New (EPSG:28992), as a row states it."),
    "step_free": ("Zonder drempel", "Whether one can go in without a step: yes, no or unknown."),
    "computers": ("Computers", "How many computers visitors may use."),
    "printers": ("Printers", "How many printers visitors may use."),
    "network_checked": ("Netwerk gecontroleerd op", "Day on which safety and privacy of the network were checked."),
    "category": ("Soort hulp", "The coordinator's own word for the help."),
    "checked": ("Gecontroleerd op", "Day on which somebody checked this record (ISO 8601)."),
    "checked_by": ("Gecontroleerd door", "Who checked this record."),
    "source_url": ("Bronpagina", "Web page that this record comes from."),
}  # fmt: skip


@cache
def term_id(code: str) -> str:
    """The UUID of a term of ours."""
    return hsds_id("term", code)


CODES: Mapping[str, str] = {term_id(code): code for code in TERMS}
"""UUID of each of our terms -> its code."""
