"""Bytes that an address should not hold: written as it writes them (`%FF`), before anybody reads a question.

A program of old may send a letter as it is. In UTF-8 it means what it means; Werkzeug refuses any other with an
exception, which would be a fault of ours on every page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# All of ASCII stays as it is, also what is no part of any address.
_AS_IT_IS = bytes(range(128))


class Written:
    """WSGI: hands on a question in ASCII alone."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the app does."""
        question: str = environ.get("QUERY_STRING", "")
        if not question.isascii():
            environ["QUERY_STRING"] = quote_from_bytes(question.encode("latin-1"), safe=_AS_IT_IS)
        return self._app(environ, start_response)


def install(app: Flask) -> None:
    """Let an app read nothing else."""
    app.wsgi_app = Written(app.wsgi_app)  # type: ignore[method-assign]
