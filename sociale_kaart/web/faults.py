"""Error pages: what is wrong and where to go now; never a traceback, never what was asked for in a log."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Response, jsonify, make_response, render_template, request, url_for
from werkzeug.exceptions import HTTPException, InternalServerError

from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.language import marked
from sociale_kaart.web.languagelinks import same_page


@dataclass(frozen=True, slots=True)
class Fault:
    """What an error page says, in Dutch."""

    title: str
    text: str


FAULTS: Mapping[int, Fault] = {
    400: Fault(
        marked("Dit kunnen we niet lezen"),
        marked("In het adres van deze pagina staat iets dat niet klopt."),
    ),
    404: Fault(
        marked("Deze pagina is er niet"),
        marked("Misschien is de pagina weg, of zit er een fout in het adres."),
    ),
    405: Fault(marked("Dit kan hier niet"), marked("Deze pagina kunt u alleen bekijken.")),
    410: Fault(marked("Dit is er niet meer"), marked("Begin opnieuw. Dan krijgt u alles van nu.")),
    429: Fault(
        marked("Even rustig aan"), marked("U vraagt nu te veel. Probeer het over een minuut nog eens.")
    ),
    500: Fault(
        marked("Er ging iets mis"), marked("Dat ligt aan ons, niet aan u. Probeer het straks nog eens.")
    ),
    502: Fault(
        marked("Een andere dienst werkt niet"),
        marked("Wij kregen geen goed antwoord. Probeer het straks nog eens."),
    ),
    503: Fault(marked("Het werkt nu even niet"), marked("Probeer het over een paar minuten nog eens.")),
}


@dataclass(frozen=True, slots=True)
class Onward:
    """A link on an error page: what it says, in the visitor's language, and where it leads."""

    text: str
    address: str


# Where somebody can choose again, by the blueprint of the page that refused: what its link says, and its endpoint.
ONWARD: Mapping[str, tuple[str, str]] = {
    "dekking": (marked("Bekijk alle gemeenten"), "dekking.overview"),
    "wiedoetwat": (marked("Bekijk alle organisaties"), "wiedoetwat.page"),
    "rollen": (marked("Bekijk alle organisaties"), "wiedoetwat.page"),
    "rapport": (marked("Bekijk alle gemeenten"), "dekking.overview"),
    "rapportbestand": (marked("Bekijk alle gemeenten"), "dekking.overview"),
    "pictures": (marked("Maak een plaatje op deze website"), "insluiten.of_coverage"),
    "insluiten": (marked("Begin opnieuw"), "insluiten.builder"),
    "whatif": (marked("Begin een nieuw plan"), "whatif.page"),
}


class Refused(HTTPException):
    """A request we cannot use, with a sentence of our own for the visitor, in their language.

    onward : where to go instead, where that is more than the page to choose again
    choices : what an address may say there, where the sentence sends them to a list
    """

    def __init__(
        self, code: int, sentence: str, onward: Onward | None = None, choices: Iterable[str] = ()
    ) -> None:
        super().__init__()
        self.code = code
        self.sentence = sentence
        self.onward = onward
        self.choices = tuple(choices)


def install(app: Flask) -> None:
    """Answer every error with a page (or JSON under /api/)."""

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        # Redirects travel as exceptions too.
        if error.code is None or error.code < 400:
            return make_response(error.get_response())
        return _answer(error.code, error.sentence if isinstance(error, Refused) else "", error)

    @app.errorhandler(SocialeKaartError)
    def ours(error: SocialeKaartError) -> Response:
        # Of an outside service its host alone: its address may have a tile in it, and its answer what was asked.
        host = urlsplit(error.where).netloc
        app.logger.error("%s%s on %s", type(error).__name__, f" of {host}" if host else "", _route())
        return _answer(error.http_status)

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        # Where it happened, without its own words: a ValueError repeats what was typed.
        trace = "".join(traceback.format_tb(error.__traceback__))
        app.logger.error("unforeseen %s on %s\n%s", type(error).__name__, _route(), trace)
        return _answer(InternalServerError.code)


def _route() -> str:
    """What kind of page was asked for; not which, for a path may hold a place."""
    return request.url_rule.rule if request.url_rule else "-"


def _onward(error: HTTPException | None) -> list[Onward]:
    """Where to go from here: what the fault itself offers, and the page to choose again."""
    offered = [error.onward] if isinstance(error, Refused) and error.onward else []
    again = ONWARD.get(request.blueprint or "") if error is not None else None
    if again is not None:
        text, endpoint = again
        offered.append(Onward(_(text), url_for(endpoint)))
    return offered


def _answer(code: int, sentence: str = "", error: HTTPException | None = None) -> Response:
    fault = FAULTS.get(code, FAULTS[400 if code < 500 else 500])
    title, text = _(fault.title), sentence or _(fault.text)
    if request.path.startswith("/api/"):
        response = jsonify(status=code, title=title, detail=text)
        response.content_type = "application/problem+json"
    else:
        # What was asked for is not repeated, not even in a link.
        other = same_page(query="")
        response = make_response(
            render_template(
                "fout.html",
                title=title,
                text=text,
                code=code,
                same_page=other,
                onward=_onward(error),
                choices=error.choices if isinstance(error, Refused) else (),
            )
        )
    response.status_code = code
    # RFC 9110: a 405 names the methods that are allowed.
    if error is not None and code == HTTPStatus.METHOD_NOT_ALLOWED:
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers["Allow"] = value
    return response
