"""Which fields a sheet may tell, by the kind of sheet; docs/reference/kaart-toml.md says what each one means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

ORGANISATION_FIELDS = frozenset(
    [
        "organisation",
        "organisation_id",
        "organisation_kind",
        "parent",
        "kvk",
        "isil",
        "website",
        "phone",
        "email",
        "serves",
        "joined_covenant",
        "partner_contact",
        "partner_contact_public",
    ]
)
LOCATION_FIELDS = frozenset(
    [
        "location",
        "location_id",
        "address",
        "street",
        "huisnummer",
        "huisletter",
        "huisnummertoevoeging",
        "postcode",
        "woonplaats",
        "gemeente",
        "lon",
        "lat",
        "x_rd",
        "y_rd",
        "accessibility",
        "step_free",
        "computers",
        "printers",
        "network_checked",
        "opening_hours",
    ]
)
# A sheet with a column for each day of the week: Dutch as it stands before what a cell says.
WEEKDAY_FIELDS: Mapping[str, str] = {
    "monday": "maandag",
    "tuesday": "dinsdag",
    "wednesday": "woensdag",
    "thursday": "donderdag",
    "friday": "vrijdag",
    "saturday": "zaterdag",
    "sunday": "zondag",
}
OFFER_FIELDS = frozenset(
    [
        "pillar",
        "category",
        "service",
        "role",
        "presence",
        "schedule",
        *WEEKDAY_FIELDS,
        "valid_from",
        "valid_to",
        "appointment",
        "audience",
        "languages",
        "cost",
        "bring",
        "course",
        "trained_volunteers",
        "note",
    ]
)
RECORD_FIELDS = frozenset(["id", "checked", "checked_by", "url"])

Kind = Literal["wide", "organisations", "locations", "offers"]

# The large choices on the front page: as many as one takes in at a glance, each with a drawing of our own
# (web/templates/tekens.html).
MOST_NEEDS = 6
ALL_HELP = "alle"
NeedIcon = Literal[
    "belasting",
    "computer",
    "cursus",
    "geld",
    "gesprek",
    "mensen",
    "taal",
    "vraag",
    "wegwijzer",
    "werk",
    "zorg",
]

FIELDS_OF_KIND: Mapping[str, frozenset[str]] = {
    "wide": RECORD_FIELDS | ORGANISATION_FIELDS | LOCATION_FIELDS | OFFER_FIELDS,
    "organisations": RECORD_FIELDS | ORGANISATION_FIELDS,
    "locations": RECORD_FIELDS | LOCATION_FIELDS | {"organisation", "organisation_id"},
    "offers": RECORD_FIELDS | OFFER_FIELDS | {"organisation", "organisation_id", "location", "location_id"},
}
REQUIRED_FIELDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "wide": (("organisation", "location"),),
    "organisations": (("organisation",),),
    "locations": (("location", "address", "street"),),
    "offers": (("organisation", "organisation_id"), ("location", "location_id")),
}

# What a coordinator may call a field before reading the list of them.
DUTCH_NAMES: Mapping[str, str] = {
    "naam": "organisation",
    "organisatie": "organisation",
    "telefoon": "phone",
    "telefoonnummer": "phone",
    "mail": "email",
    "e-mail": "email",
    "adres": "address",
    "straat": "street",
    "nummer": "id",
    "plaats": "woonplaats",
    "plek": "location",
    "locatie": "location",
    "gebouw": "location",
    "tijden": "schedule",
    "tijd": "schedule",
    "openingstijden": "schedule",
    "spreekuur": "schedule",
    "soort": "category",
    "categorie": "category",
    "breedte": "lat",
    "breedtegraad": "lat",
    "lengte": "lon",
    "lengtegraad": "lon",
    "x": "x_rd",
    "y": "y_rd",
    "pijler": "pillar",
    "rol": "role",
    "aanwezig": "presence",
    "afspraak": "appointment",
    "kosten": "cost",
    "taal": "languages",
    "talen": "languages",
    "doelgroep": "audience",
    "cursus": "course",
    "vrijwilligers": "trained_volunteers",
    "opmerking": "note",
    "meenemen": "bring",
    "vanaf": "valid_from",
    "tot": "valid_to",
    "gecontroleerd": "checked",
    "bron": "url",
    "toegankelijkheid": "accessibility",
    "gebouw open": "opening_hours",
    "openingstijden gebouw": "opening_hours",
    **{dutch: field for field, dutch in WEEKDAY_FIELDS.items()},
    **{dutch[:2]: field for field, dutch in WEEKDAY_FIELDS.items()},
}
