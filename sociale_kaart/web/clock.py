"""What time it is: read once per request, here and nowhere else, so that a page never disagrees with itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask, current_app, g

from sociale_kaart.hours.schedule import AMSTERDAM

Clock = Callable[[], datetime]

_EXTENSION = "sociale_kaart_clock"


def system_clock() -> datetime:
    """Now, on Amsterdam's clock."""
    return datetime.now(AMSTERDAM)


def install(app: Flask, clock: Clock) -> None:
    """Let a site go by this clock: the system's, or one that stands still in a test."""
    app.extensions[_EXTENSION] = clock


def moment() -> datetime:
    """The minute (Europe/Amsterdam) that the request at hand is about: hours change on whole minutes."""
    return reading().replace(second=0, microsecond=0)


def seconds_left() -> int:
    """How long what is true at `moment` stays true for certain: until the next minute, 1 to 60 seconds."""
    return 60 - reading().second


def reading() -> datetime:
    """What the clock said when the request first asked."""
    if "reading" not in g:
        clock: Clock = current_app.extensions[_EXTENSION]
        g.reading = clock().astimezone(AMSTERDAM)
    found: datetime = g.reading
    return found
