"""The front end's own files: names with a hash in them, so that a browser may keep them for ever; and compressed."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, Response, request, send_from_directory, url_for
from werkzeug.exceptions import NotFound

from sociale_kaart.web.documents import FOR_EVER, encoding_taken

MANIFEST = "manifest.json"
# What hatch_build.py writes beside a file, by the name that HTTP has for it.
COMPRESSED = {"br": ".br", "gzip": ".gz"}
_log = logging.getLogger(__name__)


def read_manifest(folder: Path) -> Mapping[str, str]:
    """Logical name ("kaart.js") -> name of the built file; empty where the front end was never built."""
    path = folder / MANIFEST
    if not path.is_file():
        _log.warning(
            "no built front end in %s: pages come without style and map. Build it: pip install -e .", folder
        )
        return {}
    content: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return content


def install(app: Flask) -> None:
    """Give templates asset_url(name) ("" where it was not built), and serve the files in place of Flask's own view."""
    folder = Path(app.static_folder or "")
    manifest = read_manifest(folder)
    hashed = set(manifest.values())

    @app.template_global()
    def asset_url(name: str) -> str:
        return url_for("static", filename=manifest[name]) if name in manifest else ""

    def static(filename: str) -> Response:
        """One file, as it was compressed by the build where the asker takes that."""
        if filename.endswith(tuple(COMPRESSED.values())):
            raise NotFound
        encoding = encoding_taken() if (folder / f"{filename}.br").is_file() else ""
        response = send_from_directory(
            folder, filename + COMPRESSED.get(encoding, ""), mimetype=_mimetype(filename), etag=False
        )
        if encoding:
            response.content_encoding = encoding
        response.vary.add("Accept-Encoding")
        if filename in hashed:
            # The name says what is in it: the same whichever worker answers, and after a restart.
            response.set_etag("-".join(part for part in (filename, encoding) if part))
            response.headers["Cache-Control"] = FOR_EVER
            response.make_conditional(request)
        return response

    app.view_functions["static"] = static


def _mimetype(filename: str) -> str | None:
    """Of the file itself, whatever it is compressed with; None for Flask to guess."""
    return {".js": "text/javascript", ".css": "text/css"}.get(Path(filename).suffix)
