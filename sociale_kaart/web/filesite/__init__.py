"""What a site of files needs beside the pages of the site itself: lists to browse, and tables to search in a browser.

Everything here is an answer to a request without a query, so that `publish` can ask for it as for any page; the
blueprints are part of a frozen site alone. The browser's half is static/src/file*.js.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from flask import Flask, request

from sociale_kaart.config import Settings
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.web.filesite import data, embeds, package, pages, sheets
from sociale_kaart.web.filesite.ahead import Ahead
from sociale_kaart.web.filesite.span import EXTENSION, Span
from sociale_kaart.web.headers import content_security_policy
from sociale_kaart.web.site import EXTENSION as SITE
from sociale_kaart.web.site import Site


def install(app: Flask, first: date, weeks: int, moments: Sequence[str], settings: Settings) -> None:
    """Make an app one whose answers become files.

    first : the day of publishing
    weeks : for how many weeks from then the states of places are told
    moments : keys of dekking.moments.MOMENTS of which the coverage is told
    settings : its register, if any, is what addresses are searched in; its tiles are those that pages show
    """
    app.config["FROZEN"] = True
    app.config["FROZEN_REGISTER"] = settings.register
    app.config["FROZEN_MOMENTS"] = tuple(moments)
    app.extensions[EXTENSION] = Span(first, first + timedelta(weeks=weeks))
    site: Site = app.extensions[SITE]
    site.upcoming = Ahead(site.data, site.hours, datetime.combine(first, time(0), AMSTERDAM))
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(data.blueprint)
    app.register_blueprint(package.blueprint)
    policy = content_security_policy(settings.tiles_url)
    # A browser minds frame-ancestors in a header alone, and complains of one in a page.
    said = "; ".join(part for part in policy.split("; ") if not part.startswith("frame-ancestors"))
    app.jinja_env.globals["meta_policy"] = lambda: said
    app.jinja_env.globals["shard_of"] = data.shard_of
    app.jinja_env.globals["last_day"] = lambda: first + timedelta(weeks=weeks, days=-1)
    app.jinja_env.globals["oembed_link"] = embeds.oembed_link
    app.jinja_env.globals |= {
        "embedded_gemeentecodes": embeds.gemeentecodes,
        "ready_maps": embeds.ready_maps,
        "builder_in": embeds.builder_in,
    }
    asset_url: Any = app.jinja_env.globals["asset_url"]
    app.jinja_env.globals["asset_url"] = _once_per_language(asset_url)
    # Sheets print from the browser: a PDF is made when somebody asks.
    app.jinja_env.globals["can_print"] = lambda: False
    app.jinja_env.globals["facts_among"] = sheets.facts_among
    # What a server makes of a question, a script makes of this page.
    app.view_functions["sheets.of_question"] = sheets.of_question


def _once_per_language(asset_url: Callable[[str], str]) -> Callable[[str], str]:
    """Where a file of the front end is, worked out once: every page names six."""
    known = cache(lambda _root, name: asset_url(name))
    return lambda name: known(request.root_path, name)
