"""The publisher's own colours and letters: a style sheet of custom properties, put after ours."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, request, url_for

from sociale_kaart.errors import SettingError
from sociale_kaart.web.documents import tell_how_long

blueprint = Blueprint("thema", __name__)

FILE = "thema.css"
LONGEST = 64_000  # bytes: a theme is a list of values, and no second style sheet
_EXTENSION = "sociale_kaart_theme"


def install(app: Flask, asked: Path | None, beside: Path | None) -> None:
    """Serve the theme that a setting names, else the thema.css beside the map; templates get theme_url().

    Raises SettingError where the setting names a file that is not there, or where a theme is longer than LONGEST.
    """
    content = _read(asked, beside)
    tag = hashlib.sha256(content).hexdigest()[:12]
    app.extensions[_EXTENSION] = (content, tag)
    app.register_blueprint(blueprint)

    @app.template_global()
    def theme_url() -> str:
        return url_for("thema.css", v=tag) if content else ""


@blueprint.get(f"/{FILE}")
def css() -> Response:
    """The theme; empty where there is none."""
    content, tag = current_app.extensions[_EXTENSION]
    response = Response(content, content_type="text/css; charset=utf-8")
    response.set_etag(tag)
    tell_how_long(response, tag)
    response.make_conditional(request)
    return response


def _read(asked: Path | None, beside: Path | None) -> bytes:
    path = asked or (beside / FILE if beside else None)
    if path is None or (not asked and not path.is_file()):
        return b""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise SettingError(
            f"the theme {path} cannot be read",
            where="SOCIALE_KAART_THEME",
            remedy="name a CSS file, or unset the variable",
            dutch=f'Het thema "{path}" is niet te lezen. Noem een CSS-bestand, of haal de instelling weg.',
        ) from fault
    if len(content) > LONGEST:
        raise SettingError(
            f"the theme {path} is longer than {LONGEST} bytes",
            where="SOCIALE_KAART_THEME",
            remedy="keep to custom properties",
            dutch=f'Het thema "{path}" is te lang. Zet er alleen waarden in, en verwijs niet naar plaatjes.',
        )
    return content
