"""The page at / of a server with several maps: which there are, and of whom."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, Response, current_app, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, InternalServerError

from sociale_kaart.config import Settings
from sociale_kaart.web import accesslog, assets, headers, health, publicaddress, words
from sociale_kaart.web.catalogues import SOURCE, Languages
from sociale_kaart.web.faults import FAULTS
from sociale_kaart.web.languagelinks import at_the_root, same_page
from sociale_kaart.web.site import EXTENSION, Site
from sociale_kaart.web.speaking import SpeakingFlask
from sociale_kaart.web.speaking import install as install_languages

if TYPE_CHECKING:
    from sociale_kaart.web.health import Health

_EXTENSION = "sociale_kaart_landing"
_log = logging.getLogger(__name__)

blueprint = Blueprint("landing", __name__)


@dataclass(frozen=True, slots=True)
class MapCard:
    """A map to choose.

    name : the first part of its addresses. languages : those it speaks under a prefix
    """

    name: str
    title: str
    publisher: str
    example: bool
    known_on: date
    language: str
    languages: tuple[str, ...]

    @classmethod
    def of(cls, name: str, site: Site) -> MapCard:
        """The card of an opened map."""
        config = site.data.config
        return cls(
            name,
            config.title,
            config.publisher.name,
            config.example,
            site.data.known_on,
            config.language,
            Languages.of(config.language).others,
        )

    def address(self, spoken: str) -> str:
        """Where the map begins, in this language if it speaks that."""
        within = f"{spoken}/" if spoken in self.languages else ""
        return at_the_root(f"/{self.name}/{within}")


@dataclass(frozen=True, slots=True)
class Landing:
    """What the page shows: maps by title, the names of those that cannot be served, and where the theme is."""

    cards: tuple[MapCard, ...]
    missing: tuple[str, ...]
    theme: str


def make_landing(
    settings: Settings, maps: Mapping[str, Flask], missing: Sequence[str], how: Callable[[], Health]
) -> Flask:
    """The page, as an app of its own, with its errors and /gezond."""
    app = SpeakingFlask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask types its provider by the base class
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    cards = sorted(
        (MapCard.of(name, one.extensions[EXTENSION]) for name, one in maps.items()),
        key=lambda card: (card.example, card.title.casefold()),
    )
    # With a theme for all maps each serves the same one.
    theme = f"/{cards[0].name}/thema.css" if settings.theme and cards else ""
    app.extensions[_EXTENSION] = Landing(tuple(cards), tuple(missing), theme)
    install_languages(app, Languages.of(SOURCE))
    publicaddress.install(app, settings.public_url)
    assets.install(app)
    headers.install(app, "")
    accesslog.install(app)
    health.install(app, how)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _unforeseen)
    app.register_blueprint(blueprint)
    app.register_blueprint(health.blueprint)
    return app


@blueprint.get("/")
def index() -> str:
    """All maps."""
    return _page()


def _page(fault: str = "") -> str:
    """The maps, below what went wrong. What was asked for is not repeated: then no link has its path or query."""
    landing: Landing = current_app.extensions[_EXTENSION]
    pages = same_page()
    if fault:
        pages = [replace(one, address=_begin(one.language)) for one in pages]
    return render_template(
        "kaarten.html",
        landing=landing,
        theme=at_the_root(landing.theme) if landing.theme else "",
        fault=fault,
        words=words,
        same_page=pages,
    )


def _begin(spoken: str) -> str:
    return at_the_root("/" if spoken == SOURCE else f"/{spoken}/")


def _refused(error: HTTPException) -> Response:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response())
    landing: Landing = current_app.extensions[_EXTENSION]
    is_map = request.path.removeprefix("/").partition("/")[0] in landing.missing
    code = HTTPStatus.SERVICE_UNAVAILABLE if is_map else error.code
    fault = FAULTS.get(code, FAULTS[HTTPStatus.BAD_REQUEST])
    response = make_response(_page(_(fault.title)), code)
    if allowed := dict(error.get_headers()).get("Allow"):
        response.headers["Allow"] = allowed
    return response


def _unforeseen(error: Exception) -> Response:
    # As in faults.py: where it happened, without its own words.
    trace = "".join(traceback.format_tb(error.__traceback__))
    _log.error("unforeseen %s on the page with all maps\n%s", type(error).__name__, trace)
    return make_response(_page(_(FAULTS[500].title)), InternalServerError.code)
