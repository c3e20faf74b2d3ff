from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.web import clock


def ticking(start: datetime, step: timedelta) -> Iterator[datetime]:
    while True:
        yield start
        start += step


def app_by(times: Iterator[datetime]) -> Flask:
    app = Flask(__name__)
    clock.install(app, lambda: next(times))
    app.add_url_rule("/", "index", lambda: f"{clock.moment()} {clock.moment()} {clock.seconds_left()}")
    return app


def test_one_request_goes_by_one_minute_however_long_it_takes() -> None:
    times = ticking(datetime(2026, 11, 23, 14, 59, 59, tzinfo=AMSTERDAM), timedelta(seconds=1))
    client = app_by(times).test_client()
    first, second = client.get("/").text, client.get("/").text
    assert first == "2026-11-23 14:59:00+01:00 2026-11-23 14:59:00+01:00 1"
    assert second.startswith("2026-11-23 15:00:00+01:00"), "the next request asks anew"


@pytest.mark.parametrize(
    ("at", "local"),
    [
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "2026-11-24 00:30:00+01:00"),
        (datetime(2026, 7, 1, 22, 15, tzinfo=UTC), "2026-07-02 00:15:00+02:00"),
    ],
)
def test_a_server_in_another_zone_goes_by_amsterdam(at: datetime, local: str) -> None:
    page = app_by(ticking(at, timedelta())).test_client().get("/").text
    assert page == f"{local} {local} 60"


def test_the_system_s_clock_knows_its_zone() -> None:
    assert abs(clock.system_clock() - datetime.now(UTC)) < timedelta(minutes=1)
