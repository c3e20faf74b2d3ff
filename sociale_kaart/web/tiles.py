"""Background tiles through our own server, where the publisher wants no visitor to meet the host they come from.

Only the configured host, only tiles that touch the map's area, within limits of time and size; what was fetched is
kept in memory until it is the oldest. A tile that cannot be had is an error, and never a picture of ours.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from threading import BoundedSemaphore, Lock
from typing import cast

import requests
from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.exceptions import NotFound

from sociale_kaart.config import Settings
from sociale_kaart.errors import ServiceAnswerInvalid, ServiceUnavailable
from sociale_kaart.http import get_content, session
from sociale_kaart.web.headers import tile_origin
from sociale_kaart.web.language import at_the_root

blueprint = Blueprint("tegels", __name__)

ADDRESS = "/tegels/{z}/{x}/{y}.png"
DEEPEST = 19
LARGEST_TILE = 500_000  # bytes
LONGEST_S = 5.0
# A page asks for about twenty at once; the rate at which we ask the service, and the most of our threads that may wait.
PER_SECOND = 50.0
ASKING = 2
KEPT_BYTES = 24_000_000
KEPT_BY_BROWSERS = "public, max-age=86400"
# A margin around the area, as a share of its size: a map shows some of what lies beside it.
MARGIN = 0.5
_EXTENSION = "sociale_kaart_tiles"
# How each kind of picture begins.
_KINDS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"RIFF", "image/webp"))

Box = tuple[float, float, float, float]


class Tiles:
    """Fetches and keeps the tiles of one service for one area.

    area : asked once, when the first tile is: its west, south, east and north in degrees
    """

    def __init__(self, settings: Settings, area: Callable[[], Box]) -> None:
        self._settings = settings
        self._area = area
        self._kept: OrderedDict[tuple[int, int, int], bytes] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()
        self._turn = BoundedSemaphore(ASKING)

    def get(self, z: int, x: int, y: int) -> bytes:
        """A tile. Raises NotFound where it is none of the area's, ServiceError where the service has none."""
        if not self._is_of_the_area(z, x, y):
            raise NotFound
        with self._lock:
            if (z, x, y) in self._kept:
                self._kept.move_to_end((z, x, y))
                return self._kept[z, x, y]
        # Half of the threads may wait for tiles; pages need the others.
        if not self._turn.acquire(timeout=LONGEST_S):
            raise ServiceUnavailable("too many tiles are asked for at once", remedy="try again in a moment")
        try:
            tile = get_content(self._client, self._address(z, x, y))
        finally:
            self._turn.release()
        if kind(tile) is None:
            raise ServiceAnswerInvalid("the answer is no picture", remedy="check SOCIALE_KAART_TILES_URL")
        self._keep((z, x, y), tile)
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

    def _keep(self, which: tuple[int, int, int], tile: bytes) -> None:
        with self._lock:
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
    content = cast(Tiles, current_app.extensions[_EXTENSION]).get(z, x, y)
    response = Response(content, mimetype=kind(content))
    response.headers["Cache-Control"] = KEPT_BY_BROWSERS
    return response


def kind(content: bytes) -> str | None:
    """The media type of a picture by how it begins; None for what is no picture."""
    return next((name for start, name in _KINDS if content.startswith(start)), None)


def _longitude(x: int, z: int) -> float:
    """Of a tile's western edge, in degrees."""
    return x / (1 << z) * 360 - 180


def _latitude(y: int, z: int) -> float:
    """Of a tile's northern edge, in degrees."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / (1 << z)))))
