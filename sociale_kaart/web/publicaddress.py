"""Where the website is for the rest of the world: what the publisher says it is, before what a request says.

A request's own word for the host may be anybody's. Where the publisher set SOCIALE_KAART_PUBLIC_URL no request is
believed; where not, its word reaches only the answer to that request, and nothing that is remembered for others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, current_app, request

from sociale_kaart.web.languagelinks import at_the_root

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_EXTENSION = "sociale_kaart_public_url"


class OneHostLayer:
    """WSGI: every request is for the publisher's host, whatever it says itself."""

    def __init__(self, app: WSGIApplication, public_url: str) -> None:
        parts = urlsplit(public_url)
        self._app = app
        self._scheme, self._host = parts.scheme, parts.netloc

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the app does."""
        environ["wsgi.url_scheme"], environ["HTTP_HOST"] = self._scheme, self._host
        return self._app(environ, start_response)


def install(app: Flask, public_url: str) -> None:
    """Let a site be where its publisher says; "" for wherever a request comes in."""
    app.extensions[_EXTENSION] = public_url.rstrip("/")
    if public_url:
        app.wsgi_app = OneHostLayer(app.wsgi_app, public_url)  # type: ignore[method-assign]
    app.jinja_env.globals.update(public_address=public_address, is_publicly_known=bool(public_url))


def public_address(path: str) -> str:
    """The whole address of a path that `url_for` gave: what is printed, and what search engines are told.

    The setting stands in place of the whole root of the site, the folder that a server may have put it in included.
    """
    known: str = current_app.extensions[_EXTENSION]
    return known + path.removeprefix(at_the_root("")) if known else request.host_url.rstrip("/") + path


def known_address() -> str:
    """What the publisher says the website's address is; "" where nobody said: fit for what is remembered."""
    known: str = current_app.extensions[_EXTENSION]
    return known
