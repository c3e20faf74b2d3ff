"""The page with everything that others may take along."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, render_template
from flask_babel import gettext as _

from sociale_kaart.export.licences import licence_of
from sociale_kaart.web import words
from sociale_kaart.web.datafiles import AGENDA, current_files
from sociale_kaart.web.language import marked
from sociale_kaart.web.site import current_site

TITLES = {
    "plekken": (
        marked("Plekken"),
        marked("Elke organisatie op elke plek, met per soort hulp: ja, nee of onbekend."),
    ),
    "aanbod": (marked("Hulp"), marked("Wie doet wat, waar en wanneer: een rij per soort hulp op een plek.")),
    "dekking": (
        marked("Dekking"),
        marked("Hoeveel plekken een gemeente heeft, en hoe ver die zijn: een rij per soort hulp."),
    ),
    "gemeenten": (marked("Gemeenten"), marked("Dezelfde cijfers, met de grenzen: een rij per gemeente.")),
    "agenda": (marked("Agenda"), marked("Alle tijden die wij weten, voor een programma met een agenda.")),
}

blueprint = Blueprint("datapage", __name__)


@blueprint.get("/data")
def page() -> str:
    """Every file, with its size and checksum, and where they may be used."""
    site = current_site()
    said, known = licence_of(site.data)
    groups = [
        (name, *map(_, TITLES[name]), list(files))
        for name, files in groupby(current_files().all(), key=lambda one: one.name.partition(".")[0])
    ]
    return render_template(
        "data.html", groups=groups, licence=known, licence_text=said, size=size, agenda=AGENDA
    )


def size(count: int) -> str:
    """Bytes as people read them: "12 kB", "3,4 MB"."""
    if count < 1_000_000:
        return f"{words.number(max(1, round(count / 1000)))} kB"
    return f"{words.number(round(count / 1_000_000))} MB"
