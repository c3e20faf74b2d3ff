"""The front end's own files: names with a hash in them, so that a browser may keep them for ever."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, Response, request, url_for

MANIFEST = "manifest.json"
FOR_EVER = "public, max-age=31536000, immutable"
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
    """Give templates asset_url(name) ("" where it was not built) and let browsers keep what has a hash."""
    manifest = read_manifest(Path(app.static_folder or ""))
    hashed = set(manifest.values())

    @app.template_global()
    def asset_url(name: str) -> str:
        return url_for("static", filename=manifest[name]) if name in manifest else ""

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and (request.view_args or {}).get("filename") in hashed:
            response.headers["Cache-Control"] = FOR_EVER
        return response
