"""Makes the app of a site of files, and asks it for pages as a browser would."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, render_template
from werkzeug.test import create_environ, run_wsgi_app

from sociale_kaart.config import Settings
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.web import filesite
from sociale_kaart.web.app import create_app


@dataclass(frozen=True, slots=True)
class Plan:
    """What is published: which map, with which settings, from which day and for how many weeks.

    moments : of the week, of which the coverage is told
    """

    store: Path
    settings: Settings
    first: date
    weeks: int
    moments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app says."""

    status: int
    mimetype: str
    content: bytes


def frozen_app(plan: Plan) -> Flask:
    """The app whose answers become files: its clock stands at the beginning of the day, and it asks nobody anything.

    Tiles that our own server would fetch are left out: files fetch nothing, and visitors were not to ask others.
    """
    settings = replace(
        plan.settings,
        visitors_pdok=False,
        tiles_proxy=False,
        tiles_url="" if plan.settings.tiles_proxy else plan.settings.tiles_url,
        requests_per_minute=0,
        proxies=0,
    )
    midnight = datetime.combine(plan.first, time(0), AMSTERDAM)
    app = create_app(plan.store, settings, clock=lambda: midnight)
    filesite.install(app, plan.first, plan.weeks, plan.moments, settings)
    app.after_request(_lead_on)
    return app


def ask(app: Flask, path: str) -> Answer:
    """The answer to GET of a path, with its query where it has one."""
    chunks, status, headers = run_wsgi_app(app, create_environ(path), buffered=True)
    return Answer(
        status=int(status.split()[0]),
        mimetype=headers.get("Content-Type", "").partition(";")[0],
        content=b"".join(chunks),
    )


def _lead_on(response: Response) -> Response:
    """A host of files cannot lead elsewhere, so a page does; three hundred itself is a page with a choice."""
    if (
        not response.location
        or not HTTPStatus.MULTIPLE_CHOICES < response.status_code < HTTPStatus.BAD_REQUEST
    ):
        return response
    return Response(render_template("verder.html", address=_inside(response.location)), mimetype="text/html")


def _inside(location: str) -> str:
    parts = urlsplit(location)
    query = f"?{parts.query}" if parts.query else ""
    return parts.path + query + (f"#{parts.fragment}" if parts.fragment else "")
