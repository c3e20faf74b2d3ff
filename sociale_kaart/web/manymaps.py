"""Several maps on one server: each under the name of its folder, and a page with all of them at /."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sociale_kaart.web.accesslog import tell_map

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class ManyMaps:
    """WSGI: `/overijssel/over` becomes `/over` of a script whose root is `/overijssel`; all else is the landing's."""

    def __init__(self, maps: Mapping[str, WSGIApplication], landing: WSGIApplication) -> None:
        self._maps, self._landing = maps, landing

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the app of the map does."""
        name, slash, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        app = self._maps.get(name)
        if app is None:
            return self._landing(environ, start_response)
        tell_map(environ, name)
        root = f"{environ.get('SCRIPT_NAME', '')}/{name}"
        if not slash:
            query = environ.get("QUERY_STRING", "")
            where = f"{root}/?{query}" if query else f"{root}/"
            start_response(
                "308 Permanent Redirect",
                [("Location", where), ("Content-Length", "0"), ("Cache-Control", "no-cache")],
            )
            return [b""]
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = root, f"/{rest}"
        return app(environ, start_response)
