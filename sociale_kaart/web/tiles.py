"""Background tiles through our own server, where the publisher wants no visitor to meet the host they come from.

Only the configured host, only tiles that touch the map's area, within limits of time and size; what was fetched is
kept in memory until it is the oldest. A tile that cannot be had is an error, and never a picture of ours.

A service that is slow must not take the pages down with it: half of the threads may fetch, the others wait a moment
at most, and once that was in vain nobody waits until the service has answered again. A log tells that the service
fails, and never which tile somebody looked at.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from http import HTTPStatus
from threading import Condition
from typing import cast

import requests
from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.exceptions import NotFound

from sociale_kaart.config import Settings
from sociale_kaart.errors import ServiceAnswerInvalid, ServiceError, ServiceHasNone
from sociale_kaart.http import get_content, session
from sociale_kaart.web.headers import tile_origin
from sociale_kaart.web.languagelinks import at_the_root

blueprint = Blueprint("tegels", __name__)

ADDRESS = "/tegels/{z}/{x}/{y}.png"
DEEPEST = 19
LARGEST_TILE = 500_000  # bytes
LONGEST_S = 5.0
# A page asks for about twenty at once; the rate at which we ask the service.
PER_SECOND = 50.0
# How long a thread waits for its turn, and how many seconds later a browser may ask again.
PATIENCE_S = 0.3
ASK_AGAIN_S = 2
KEPT_BYTES = 24_000_000
KEPT_BY_BROWSERS = "public, max-age=86400"
# A margin around the area, as a share of its size: a map shows some of what lies beside it.
MARGIN = 0.5
_EXTENSION = "sociale_kaart_tiles"
# How each kind of picture begins; a WebP says so after the length of its container, which sound may be in too.
_KINDS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_CONTAINER, _WEBP = b"RIFF", b"WEBP"

Box = tuple[float, float, float, float]
Number = tuple[int, int, int]


class Busy(Exception):
    """No turn came in time; nothing is known of the service."""


class Tiles:
    """Fetches and keeps the tiles of one service for one area.

    area : asked once, when the first tile is: its west, south, east and north in degrees
    """

    def __init__(self, settings: Settings, area: Callable[[], Box]) -> None:
        self._settings = settings
        self._area = area
        self._kept: OrderedDict[Number, bytes] = OrderedDict()
        self._bytes = 0
        self._changed = Condition()
        self._fetching: set[Number] = set()
        # Pages need the other half of the threads.
        self._most_at_once = max(1, settings.threads // 2)
        self._is_stuck = False
        self._is_down = False

    def get(self, z: int, x: int, y: int) -> bytes:
        """A tile.

        Raises NotFound where it is none of the area's or the service has none, Busy where others are being fetched,
        ServiceError where the service fails.
        """
        which = (z, x, y)
        if not self._is_of_the_area(*which):
            raise NotFound
        with self._changed:
            patience_s = 0.0 if self._is_stuck else PATIENCE_S
            in_time = self._changed.wait_for(lambda: which in self._kept or self._is_free(which), patience_s)
            if which in self._kept:
                self._kept.move_to_end(which)
                return self._kept[which]
            if not in_time:
                self._is_stuck = True
                raise Busy
            self._fetching.add(which)
        try:
            tile = self._fetched(which)
            self._keep(which, tile)
        finally:
            with self._changed:
                self._fetching.discard(which)
                self._is_stuck = False
                self._changed.notify_all()
        return tile

    def is_news(self, *, is_down: bool) -> bool:
        """Whether the service has just gone down, or up: what is worth a line in a log."""
        with self._changed:
            before, self._is_down = self._is_down, is_down
        return before is not is_down

    def _is_free(self, which: Number) -> bool:
        """Whether this tile may be fetched: there is a turn, and no other thread has it under way."""
        return which not in self._fetching and len(self._fetching) < self._most_at_once

    def _fetched(self, which: Number) -> bytes:
        try:
            tile = get_content(self._client, self._address(*which))
        except ServiceHasNone:
            raise NotFound from None
        if kind(tile) is None:
            raise ServiceAnswerInvalid("the answer is no picture", remedy="check SOCIALE_KAART_TILES_URL")
        return tile

    @cached_property
    def _box(self) -> Box:
        west, south, east, north = self._area()
        wide, high = (east - west) * MARGIN, (north - south) * MARGIN
        return west - wide, south - high, east + wide, north + high

    @cached_property
    def _client(self) -> requests.Session:
        hurried = replace(
            self._settings,
            requests_per_second=PER_SECOND,
            retries=0,
            timeout_s=LONGEST_S,
            total_timeout_s=LONGEST_S,
        )
        return session(hurried, accept="image/*", largest=LARGEST_TILE)

    def _address(self, z: int, x: int, y: int) -> str:
        address = self._settings.tiles_url
        for name, value in (("{z}", z), ("{x}", x), ("{y}", y), ("{s}", "a"), ("{r}", "")):
            address = address.replace(name, str(value))
        return address

    def _is_of_the_area(self, z: int, x: int, y: int) -> bool:
        if z > DEEPEST or x >= 2**z or y >= 2**z:
            return False
        west, south, east, north = self._box
        return (
            _longitude(x, z) <= east
            and _longitude(x + 1, z) >= west
            and _latitude(y + 1, z) <= north
            and _latitude(y, z) >= south
        )

    def _keep(self, which: Number, tile: bytes) -> None:
        with self._changed:
            self._bytes += len(tile) - len(self._kept.pop(which, b""))
            self._kept[which] = tile
            while self._bytes > KEPT_BYTES:
                self._bytes -= len(self._kept.popitem(last=False)[1])


def install(app: Flask, settings: Settings, area: Callable[[], Box]) -> None:
    """Give templates tiles_address() and tiles_host(); and where the publisher wants it, serve the tiles ourselves."""
    through_us = settings.tiles_proxy and bool(tile_origin(settings.tiles_url))
    if through_us:
        app.extensions[_EXTENSION] = Tiles(settings, area)
        app.register_blueprint(blueprint)

    @app.template_global()
    def tiles_address() -> str:
        """What a browser asks for tiles, with {z}, {x} and {y}; "" for none."""
        return at_the_root(ADDRESS) if through_us else settings.tiles_url

    @app.template_global()
    def tiles_host() -> str:
        """The other host that a visitor's browser asks for tiles; "" for none."""
        return "" if through_us else tile_origin(settings.tiles_url)


@blueprint.get("/tegels/<int:z>/<int:x>/<int:y>.png")
def tile(z: int, x: int, y: int) -> Response:
    """A background tile of the map's area."""
    if request.args:
        # Nothing but the tile's number goes along to the service, or makes a second copy of it.
        raise NotFound
    tiles = cast(Tiles, current_app.extensions[_EXTENSION])
    try:
        content = tiles.get(z, x, y)
    except Busy:
        return _none(HTTPStatus.SERVICE_UNAVAILABLE)
    except ServiceError as fault:
        if tiles.is_news(is_down=True):
            # Not the fault itself: its address is the tile that somebody looked at.
            current_app.logger.error("the tile service fails: %s", type(fault).__name__)
        return _none(fault.http_status)
    if tiles.is_news(is_down=False):
        current_app.logger.warning("the tile service answers again")
    response = Response(content, mimetype=kind(content))
    response.headers["Cache-Control"] = KEPT_BY_BROWSERS
    return response


def _none(status: int) -> Response:
    """No tile now, and no page instead of it: nobody reads what should have been a picture."""
    return Response(status=status, headers={"Cache-Control": "no-store", "Retry-After": str(ASK_AGAIN_S)})


def kind(content: bytes) -> str | None:
    """The media type of a picture by how it begins; None for what is no picture."""
    if content.startswith(_CONTAINER) and content[8:12] == _WEBP:
        return "image/webp"
    return next((name for start, name in _KINDS if content.startswith(start)), None)


def _longitude(x: int, z: int) -> float:
    """Of a tile's western edge, in degrees."""
    return x / (1 << z) * 360 - 180


def _latitude(y: int, z: int) -> float:
    """Of a tile's northern edge, in degrees."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / (1 << z)))))
