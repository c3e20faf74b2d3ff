"""How the server is, for machines that keep an eye on it: /gezond.

Two questions in one address. Whether visitors may be sent here: 200 where every map can be served, 503 where not. A
build that was refused changes nothing for visitors, and with 503 for it a load balancer would take away every server at
once for one bad file; so the answer stays 200, with "stale" as its status. Whether somebody must look: the same with
`?streng=ja`, which answers 503 for that too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, cast

from flask import Blueprint, Flask, Response, current_app, jsonify, request

from sociale_kaart.web.site import Site

OK, STALE, DOWN = "ok", "stale", "down"
_EXTENSION = "sociale_kaart_health"

blueprint = Blueprint("gezond", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapHealth:
    """One map.

    built_at : when the file that is served was written; None where nobody knows
    fault : why the newest build is not what is served; "" where it is
    """

    name: str
    title: str
    example: bool
    content_hash: str = ""
    known_on: date | None = None
    built_at: datetime | None = None
    fault: str = ""
    is_served: bool = True

    @property
    def status(self) -> str:
        """OK, STALE or DOWN."""
        if not self.is_served:
            return DOWN
        return STALE if self.fault else OK

    def with_news(self, name: str, built_at: datetime | None, fault: str) -> MapHealth:
        """The same, as the server knows it by now."""
        return replace(self, name=name, built_at=built_at, fault=fault)

    def told(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "name": self.name,
            "status": self.status,
            "title": self.title or None,
            "example": self.example,
            "content_hash": self.content_hash or None,
            "built_at": self.built_at.isoformat(timespec="seconds") if self.built_at else None,
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "fault": self.fault or None,
        }


@dataclass(frozen=True, slots=True)
class WorkerHealth:
    """One worker: "starting", "ready", "serving" or "retiring"."""

    number: int
    state: str
    started_at: datetime

    def told(self, now: datetime) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "number": self.number,
            "state": self.state,
            "age_s": round((now - self.started_at).total_seconds()),
        }


@dataclass(frozen=True, slots=True)
class Health:
    """All of it."""

    maps: tuple[MapHealth, ...]
    workers: tuple[WorkerHealth, ...] = ()

    @property
    def status(self) -> str:
        """The worst of the maps."""
        return max((one.status for one in self.maps), key=(OK, STALE, DOWN).index, default=DOWN)

    def told(self, now: datetime) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "status": self.status,
            "version": version("sociale-kaart"),
            "maps": [one.told() for one in self.maps],
            "workers": [one.told(now) for one in self.workers],
        }


def install(app: Flask, health: Callable[[], Health]) -> None:
    """Let /gezond tell this."""
    app.extensions[_EXTENSION] = health


def install_own(app: Flask, site: Site) -> None:
    """Let /gezond tell of the app's own map: all that one process knows."""
    data = site.data
    own = MapHealth(
        name="",
        title=data.config.title,
        example=data.config.example,
        content_hash=data.content_hash,
        known_on=data.known_on,
    )
    install(app, lambda: Health((own,)))


def health_of(app: Flask) -> Health:
    """What an app's /gezond tells."""
    return cast(Health, app.extensions[_EXTENSION]())


@blueprint.get("/gezond")
def gezond() -> Response:
    """JSON, from this very moment."""
    health = health_of(current_app)
    response = jsonify(health.told(datetime.now(UTC)))
    is_bad = health.status == DOWN or (health.status == STALE and request.args.get("streng") == "ja")
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE if is_bad else HTTPStatus.OK
    response.headers["Cache-Control"] = "no-store"
    return response
