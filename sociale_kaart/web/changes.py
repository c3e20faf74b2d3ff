"""Following a map: `/api/changes?since=` tells what came, changed and went after a cursor, a page at a time."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, request, url_for
from flask_babel import gettext as _

from sociale_kaart.dataset.changes import (
    CHANGE_COLUMNS,
    EMPTY,
    ChangeLog,
    Mark,
    digests_of,
    place_record,
    read_log,
)
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.documents import EXAMPLE_HEADER, as_json
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.site import Site, current_site

DEFAULT_LIMIT = 100
MOST = 1000
_EXTENSION = "sociale_kaart_changes"

blueprint = Blueprint("changes", __name__, url_prefix="/api")


class Changes:
    """The log that came with a map, as far as it tells of these very places; a map that has none begins one.

    A file that was replaced since the map was read, or a log of another version, leads to a log of what is new. Whether
    it is one takes a digest of every place, a second of work for a country: that waits until somebody follows the map.
    """

    def __init__(self, data: MapData, path: Path | None) -> None:
        self._data = data
        # Read at once: later another build may have taken its place.
        self._came = EMPTY if path is None else read_log(path)
        self._log: Memory[None, ChangeLog] = Memory(1)

    @property
    def log(self) -> ChangeLog:
        """The log up to the places of now; any number of threads may ask."""
        return self._log.get(None, lambda: self._came.advanced(digests_of(self._data)))


def install(app: Flask, data: MapData, path: Path | None) -> None:
    """Keep the log that came with the map; nothing is worked out yet."""
    app.extensions[_EXTENSION] = Changes(data, path)


@blueprint.get("/changes")
def changes() -> Response:
    """Places that came, changed or went after a cursor, oldest change first."""
    site, log = current_site(), _log()
    limit, sequence = _limit(), _since(log)
    page = log.since(sequence, limit)
    reached = page[-1].sequence if page else sequence
    following = log.cursor(reached)
    more = reached < log.latest.sequence
    response = Response(
        as_json(
            {
                "title": site.data.config.title,
                "example": site.data.config.example,
                "content_hash": site.data.content_hash,
                "changes": [_told(site, one) for one in page],
                "next": following,
                "more": more,
            }
        ),
        mimetype="application/json",
    )
    if more:
        address = url_for("changes.changes", since=following, limit=limit)
        response.headers["Link"] = f'<{address}>; rel="next"'
    response.headers["Cache-Control"] = "no-cache"
    if site.data.config.example:
        response.headers[EXAMPLE_HEADER] = "1"
    response.add_etag()
    response.make_conditional(request)
    return response


def _log() -> ChangeLog:
    found: Changes = current_app.extensions[_EXTENSION]
    return found.log


def _told(site: Site, mark: Mark) -> dict[str, Any]:
    place = None if mark.removed else place_record(site.data, site.data.listings[mark.id])
    return dict(zip(CHANGE_COLUMNS, (mark.id, mark.sequence, mark.removed, place), strict=True))


def _since(log: ChangeLog) -> int:
    said = request.args.get("since", "")
    if not said:
        return 0
    try:
        sequence = log.sequence_of(said)
    except ValueError:
        raise Refused(HTTPStatus.BAD_REQUEST, _("Geef in since het laatste next dat u kreeg.")) from None
    if sequence is None:
        raise Refused(
            HTTPStatus.GONE,
            _("Zo ver gaat de lijst van wijzigingen niet terug. Begin opnieuw, zonder since."),
        )
    return sequence


def _limit() -> int:
    said = request.args.get("limit", str(DEFAULT_LIMIT))
    if not (said.isascii() and said.isdigit() and len(said) < 5 and 1 <= int(said) <= MOST):
        raise Refused(
            HTTPStatus.BAD_REQUEST, _("limit is een heel getal van 1 tot en met %(most)s.", most=str(MOST))
        )
    return int(said)
