"""What of the app becomes files: pages without arguments, what is listed here, and whatever those link to.

Every route that answers GET is published, reached by a link, or left out for a reason that stands here: a test holds
this against `app.url_map`, so that what is added to the app comes along or is decided upon.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from flask import Flask, current_app

from sociale_kaart.web.datafiles import current_files
from sociale_kaart.web.dekking.choices import GROUPS
from sociale_kaart.web.filesite import data, pages
from sociale_kaart.web.languagelinks import is_at_the_root, other_languages
from sociale_kaart.web.site import current_site

_ASKED = "Answers a question in its query; the browser finds the answer in tables."
_PAGES = "Comes in pages by a query and filters by one; its whole content is in /data."
_SCENARIO = "Tells of the scenario in its query; without one it holds now against now."
# Endpoint -> why it is no file.
LEFT_OUT: Mapping[str, str] = {
    "api.stand_json": _ASKED,
    "api.namen_json": "Takes rows from its query; the same names stand in /zoek/punten/.",
    "api.zoek": _ASKED,
    "api.suggest": _ASKED,
    "sheets.pdf_of_place": "Ten thousand PDFs that few people want; the sheet prints from the browser.",
    "sheets.pdf_of_question": "As that of a place.",
    "whatif.csv": _SCENARIO,
    "whatif.xlsx": _SCENARIO,
    "whatif.as_json": _SCENARIO,
    "whatif.svg": _SCENARIO,
    "whatif.png": _SCENARIO,
    "changes.changes": "Takes a cursor from its query, and grows with each build.",
    "ogc.landing": "Its readers ask for pages that files do not answer; they open the GeoJSON in /data (0979).",
    "ogc.api": "As its landing page.",
    "ogc.conformance": "As its landing page.",
    "ogc.collections": "As its landing page.",
    "ogc.collection": "As its landing page.",
    "ogc.items": _PAGES,
    "ogc.item": "As its landing page.",
    "hsds.services": _PAGES,
    "hsds.organizations": _PAGES,
    "hsds.service_at_locations": _PAGES,
    "hsds.taxonomies": _PAGES,
    "hsds.taxonomy_terms": _PAGES,
    "hsds.service": "Forty thousand records of a country; /data/hsds.zip is the package with all of them (0978).",
    "hsds.organization": "As hsds.service.",
    "hsds.service_at_location": "As hsds.service.",
    "hsds.taxonomy": "As hsds.service.",
    "hsds.taxonomy_term": "As hsds.service.",
    "hsds.about": "Promises a service that files cannot give.",
    "hsds.api": "As hsds.about.",
    "hsds.profile": "As hsds.about.",
    "apipage.human": "Tells how to ask a server; /data tells of the files.",
    "apidoc.openapi_json": "As apipage.human.",
    "gezond.gezond": "Tells how a server is.",
    "tegels.tile": "Fetches what others draw; a site of files shows their tiles itself, or none.",
}
# Endpoint -> its arguments; of what is neither here nor without arguments, links decide.
_EACH: Mapping[str, Callable[[], Iterator[dict[str, Any]]]] = {
    "plek.page": lambda: ({"plek_id": one.id} for one in current_site().index.locations),
    "sheets.of_place": lambda: ({"plek_id": one.id} for one in current_site().index.locations),
    "shortlinks.go": lambda: (
        {"code": current_site().short_links.code(one.id)} for one in current_site().index.locations
    ),
    "api.dekking_view": lambda: (
        {"pillar": pillar, "when": when}
        for pillar in current_site().pillars
        for when in current_app.config["FROZEN_MOMENTS"]
    ),
    "whatiffiles.pillar": lambda: (
        {"pijler": pillar, "wanneer": when}
        for pillar in current_site().pillars
        for when in current_app.config["FROZEN_MOMENTS"]
    ),
    "whatiffiles.people": lambda: ({"groep": one} for one in GROUPS),
    "whatiffiles.border": lambda: ({"gemeentecode": one} for one in current_site().data.gemeentecodes),
    # Pages link to these too; known beforehand, they are made by whoever has the figures and the tables at hand.
    "dekking.gemeente": lambda: ({"gemeentecode": one} for one in current_site().data.gemeentecodes),
    "datafiles.file": lambda: ({"name": one} for one in current_files().names),
    "filesite.places_in": lambda: ({"gemeentecode": one} for one in pages.gemeentecodes()),
    "filesite.cards_of": lambda: ({"shard": one} for one in data.pieces()["cards"]),
    "filedata.place_names": lambda: ({"piece": one} for one in data.pieces()["names"]),
    "filedata.postcodes": lambda: ({"piece": one} for one in data.pieces()["postcodes"]),
    "filedata.houses": lambda: ({"piece": one} for one in data.pieces()["houses"]),
    "filedata.streets": lambda: ({"piece": one} for one in data.pieces()["streets"]),
    "filedata.beginnings": lambda: ({"piece": one} for one in data.pieces()["beginnings"]),
    "filedata.surrounding": lambda: ({"piece": one} for one in data.pieces()["surroundings"]),
    "filedata.point_names": lambda: ({"piece": one} for one in data.pieces()["points"]),
}
# Whose arguments pages name: what they link to is published, and nothing else.
BY_LINKS = frozenset(
    {
        "agenda.aanbod",
        "agenda.gemeente",
        "agenda.plek",
        "rapport.of_gemeente",
    }
)
# What says nothing without a query: byquery.py gives each of its answers a path.
BY_QUERY = frozenset({"oembed.answer"})
# What takes seconds each: asked for first, and each by itself, so that the processes end together.
SLOW = ("/data/hsds", "/api/dekking/", "/api/wat-als/", "/dekking/rapport", "/zoek/standen.json")
# What tells of all files of data: in one portion, since what makes one of these pages makes every file.
TOGETHER = re.compile(r"(/[a-z]{2,3})?/data(/(?!hsds).*)?")
# Taken over as it is.
STATIC = "static"


def undecided(app: Flask) -> list[str]:
    """Endpoints of which nobody said whether they become files; none, unless somebody added a route with arguments."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.arguments]
    decided = {*LEFT_OUT, *_EACH, *BY_LINKS, STATIC}
    return sorted({rule.endpoint for rule in rules} - decided)


def paths(app: Flask, languages: tuple[str, ...]) -> Iterator[str]:
    """Every path to ask for without following a link; languages : those under a prefix."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint in {*LEFT_OUT, *BY_QUERY, STATIC}:
                continue
            prefixes = ("",) if is_at_the_root(rule.endpoint) else ("", *(f"/{one}" for one in languages))
            for path in _paths(app, rule.endpoint, bool(rule.arguments)):
                yield from (prefix + path for prefix in prefixes)


def is_left_out(app: Flask, path: str) -> bool:
    """Whether a path, in whichever language, is one of those that are no files."""
    bare = _bare(app, path)
    routes = app.url_map.bind("localhost")
    return routes.test(bare) and routes.match(bare)[0] in LEFT_OUT


def is_ours(app: Flask, path: str) -> bool:
    """Whether the app has an answer for a path, in whichever language."""
    return app.url_map.bind("localhost").test(unquote(_bare(app, path)))


def _bare(app: Flask, path: str) -> str:
    first, slash, rest = path.removeprefix("/").partition("/")
    return slash + rest if first in other_languages(app) else path


def _paths(app: Flask, endpoint: str, takes_arguments: bool) -> Iterator[str]:
    with app.test_request_context():
        if endpoint in _EACH:
            yield from (app.url_for(endpoint, **arguments) for arguments in _EACH[endpoint]())
        elif not takes_arguments:
            yield app.url_for(endpoint)
