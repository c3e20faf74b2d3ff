"""/gezond: what is served, and whether that is well; made anew for each question, and never kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import pytest
from flask import Flask

from sociale_kaart.config import Settings
from sociale_kaart.web import health
from sociale_kaart.web.app import create_app
from sociale_kaart.web.health import Health, MapHealth, WorkerHealth
from tests.web.smallmap import map_data

NOW = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)


def test_an_app_without_a_supervisor_tells_of_its_own_map() -> None:
    answer = create_app(map_data(), Settings(tiles_url="")).test_client().get("/gezond")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json == {
        "status": "ok",
        "version": version("sociale-kaart"),
        "maps": [
            {
                "name": "",
                "status": "ok",
                "title": "Kaart van Twente",
                "example": False,
                "content_hash": "abc",
                "built_at": None,
                "known_on": "2026-10-02",
                "fault": None,
            }
        ],
        "workers": [],
    }


def map_health(name: str = "twente", fault: str = "", *, is_served: bool = True) -> MapHealth:
    return MapHealth(name=name, title="Kaart", example=False, fault=fault, is_served=is_served)


FINE, OLD, GONE = map_health(), map_health(fault="beschadigd"), map_health(is_served=False)


@pytest.mark.parametrize(
    ("maps", "status", "code", "strict"),
    [
        ((FINE,), "ok", 200, 200),
        ((FINE, OLD), "stale", 200, 503),
        ((OLD, GONE), "down", 503, 503),
        ((), "down", 503, 503),
    ],
)
def test_visitors_may_come_while_every_map_is_served_and_somebody_must_look_when_one_is_old(
    maps: tuple[MapHealth, ...], status: str, code: int, strict: int
) -> None:
    app = Flask(__name__)
    health.install(app, lambda: Health(maps))
    app.register_blueprint(health.blueprint)
    client = app.test_client()
    assert client.get("/gezond").status_code == code
    assert client.get("/gezond?streng=ja").status_code == strict
    assert client.get("/gezond").json["status"] == status  # type: ignore[index]


def test_a_worker_has_an_age() -> None:
    worker = WorkerHealth(3, "serving", NOW - timedelta(minutes=2))
    assert worker.told(NOW) == {"number": 3, "state": "serving", "age_s": 120}
