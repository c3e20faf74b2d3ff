"""What a worker answers with: one map at /, or several under their names with a page of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sociale_kaart.web.accesslog import logged
from sociale_kaart.web.landing import make_landing
from sociale_kaart.web.manymaps import ManyMaps
from sociale_kaart.web.server.board import Board
from sociale_kaart.web.server.messages import Job

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from flask import Flask


def site_of(job: Job, opened: Mapping[str, Flask], board: Board) -> WSGIApplication:
    """The whole site, of the maps that were opened."""
    app: WSGIApplication
    if job.under_prefix:
        missing = [one.name for one in job.maps if one.name not in opened]
        app = ManyMaps(opened, make_landing(job.settings, opened, missing, board.health))
    else:
        (app,) = opened.values()
    return logged(app, job.settings.access_log)
