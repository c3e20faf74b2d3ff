"""Lets a site speak: the map's own language at `/`, every other one under a prefix such as `/en/`.

A layer around the app moves the prefix from the path to the root of the script: every `url_for` carries it along. What
speaks no language (files, JSON, calendars, tiles) has one address, at the root.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from babel.support import NullTranslations
from flask import Flask, Response, has_request_context, request
from flask_babel import Babel, Domain
from werkzeug.exceptions import NotFound
from werkzeug.utils import cached_property, redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from sociale_kaart.web.catalogues import Languages
from sociale_kaart.web.language import (
    ENVIRON,
    EXTENSION,
    attributes_of,
    current,
    direction,
    languages,
    own_text,
    own_words,
    prefix,
    root,
    say,
    translations,
)
from sociale_kaart.web.languagelinks import is_at_the_root, same_page, with_query
from sociale_kaart.web.memory import Memory

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# What an address may name to be remembered: what is on the map, never what somebody looks for.
_ASKS_NOTHING = frozenset({"plek_id", "gemeentecode", "filename", "v", "_anchor"})
_HOW = frozenset({"_anchor", "_method", "_scheme", "_external"})
_MOST_ADDRESSES = 30_000  # a hundred bytes each


class PrefixLayer:
    """WSGI: `/en/over` becomes `/over` of a script whose root is `/en`, and the environment says which language."""

    def __init__(self, app: WSGIApplication, languages: Languages) -> None:
        self._app = app
        self._languages = languages

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the app does."""
        first, slash, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        if first in self._languages.others:
            environ[ENVIRON] = first
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{first}"
            environ["PATH_INFO"] = slash + rest
        return self._app(environ, start_response)


class Catalogues(Domain):
    """Reads .po files as they are: no compiled copy that could be older than its source."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))  # type: ignore[no-untyped-call]

    def get_translations(self) -> NullTranslations:
        """The sentences of the language at hand; the source's own where there is no catalogue."""
        return translations()


class OurBabel(Babel):
    """flask-babel, with our catalogues."""

    @cached_property
    def domain_instance(self) -> Catalogues:
        return Catalogues(languages().folder)


class SpeakingFlask(Flask):
    """Flask whose addresses carry the language, but for what speaks none."""

    def __init__(self, import_name: str) -> None:
        super().__init__(import_name)
        self._addresses: Memory[Hashable, str] = Memory(_MOST_ADDRESSES)

    def url_for(self, endpoint: str, **values: Any) -> str:
        """As Flask's own; files, JSON and calendars stay at the root.

        Those that say nothing of a visitor's question are remembered: a page has dozens.
        """
        # Flask's own function, which code calls, names every one of these, mostly as None: that says nothing.
        said = {name: value for name, value in values.items() if value is not None or name not in _HOW}
        if not has_request_context() or endpoint.startswith(".") or not said.keys() <= _ASKS_NOTHING:
            return self._address(endpoint, values)
        same = (endpoint, root(), *said.items())
        return self._addresses.get(same, lambda: self._address(endpoint, values))

    def _address(self, endpoint: str, values: Mapping[str, Any]) -> str:
        address = super().url_for(endpoint, **values)
        own = prefix()
        if not own or not is_at_the_root(endpoint):
            return address
        return address.replace(f"{root()}/", f"{root().removesuffix(own)}/", 1)


def install(app: Flask, languages: Languages) -> None:
    """Let a site speak these languages: in templates and in Python `_` and `ngettext`, and links between them."""
    app.extensions[EXTENSION] = languages
    app.wsgi_app = PrefixLayer(app.wsgi_app, languages)  # type: ignore[method-assign]
    OurBabel(app, default_locale=languages.default, locale_selector=current)  # type: ignore[no-untyped-call]
    app.jinja_env.globals["_"] = say
    app.jinja_env.globals["own_text"] = own_text
    app.jinja_env.globals["attributes_of"] = attributes_of
    app.context_processor(
        lambda: {
            "language": current(),
            "direction": direction(),
            "same_page": same_page(),
            "own": own_words(),
        }
    )

    @app.before_request
    def one_address_each() -> WerkzeugResponse | None:
        if not request.environ["PATH_INFO"] and prefix():
            return redirect(with_query(f"{quote(request.root_path)}/"), 308)
        if prefix() and is_at_the_root(request.endpoint or ""):
            raise NotFound
        return None

    @app.after_request
    def say_which(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers["Content-Language"] = current()
        return response
