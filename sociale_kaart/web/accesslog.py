"""The access log: what kind of page was asked for, and how that went; nothing of who asked, or for which place.

The route is the pattern of the address ("/plek/<plek_id>"), never the address itself, and without its query. No IP
address, no user agent, no referrer.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from sociale_kaart.web.logrecords import FIELDS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

NONE, REQUESTS, ALL = "none", "requests", "all"
NO_ROUTE = "-"
HEALTH = "/gezond"
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
_ROUTE, _MAP = "sociale_kaart.route", "sociale_kaart.map"
_log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Let an app tell the log which route a request was for."""

    @app.before_request
    def tell_route() -> None:
        request.environ[_ROUTE] = request.url_rule.rule if request.url_rule else NO_ROUTE


def tell_map(environ: WSGIEnvironment, name: str) -> None:
    """Say which map a request is for, where there are several."""
    environ[_MAP] = name


class AccessLog:
    """WSGI: logs every request once it was answered; with REQUESTS all but those for /gezond."""

    def __init__(self, app: WSGIApplication, which: str) -> None:
        self._app, self._which = app, which

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the app does."""
        began = time.perf_counter()
        told: dict[str, Any] = {"status": 0, "bytes": None}

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            told["status"] = int(status[:3])
            told["bytes"] = next(
                (int(value) for name, value in headers if name.lower() == "content-length"), None
            )
            return start_response(status, headers, *rest)

        answer = self._app(environ, start)
        if told["bytes"] is not None:
            # A body is not looked at: waitress sends a file faster that nobody stands before.
            self._write(environ, told, began)
            return answer
        return self._counted(answer, environ, told, began)

    def _counted(
        self, answer: Iterable[bytes], environ: WSGIEnvironment, told: dict[str, Any], began: float
    ) -> Iterator[bytes]:
        sent = 0
        try:
            for piece in answer:
                sent += len(piece)
                yield piece
        finally:
            told["bytes"] = sent
            if hasattr(answer, "close"):
                answer.close()
            self._write(environ, told, began)

    def _write(self, environ: WSGIEnvironment, told: dict[str, Any], began: float) -> None:
        route = environ.get(_ROUTE, NO_ROUTE)
        if route == HEALTH and self._which != ALL:
            return
        method = environ.get("REQUEST_METHOD", "")
        fields = {
            "event": "request",
            "method": method if method in _METHODS else "OTHER",
            "route": route,
            "status": told["status"],
            "ms": round((time.perf_counter() - began) * 1000, 1),
            "bytes": 0 if method == "HEAD" else told["bytes"],
            "map": environ.get(_MAP, ""),
        }
        _log.info("request", extra={FIELDS: fields})


def logged(app: WSGIApplication, which: str) -> WSGIApplication:
    """The app, with a log of what the setting asks for."""
    return app if which == NONE else AccessLog(app, which)
