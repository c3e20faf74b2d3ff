"""What one address may ask of the answers that cost most, and how its address is known behind a proxy.

Counted in memory, by a hash whose secret lives no longer than the minute it counts: no address is kept or written.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from ipaddress import ip_address
from threading import Lock

from flask import Flask, Response, request
from flask_limiter import Limiter
from werkzeug.middleware.proxy_fix import ProxyFix

from sociale_kaart.config import Settings

WINDOW_S = 60
# Endpoints that look something up, walk through all places or draw, or where an address may ask what nobody asked
# before (`api.dekking_view`: any day); all else is made once and remembered.
EXPENSIVE = frozenset(
    {
        "api.zoek",
        "api.suggest",
        "api.stand_json",
        "api.dekking_view",
        "changes.changes",
        "dekking.download",
        "dekking.gemeente",
        "dekking.overview",
        "embed.coverage",
        "embed.places",
        "insluiten.builder",
        "insluiten.of_coverage",
        "oembed.answer",
        "hsds.organizations",
        "hsds.service_at_locations",
        "hsds.services",
        "ogc.items",
        "pictures.png",
        "pictures.svg",
        "pictures.words",
        "rapport.of_area",
        "rapport.of_gemeente",
        "rapportbestand.as_book",
        "rollen.csv_file",
        "rollen.xlsx_file",
        "sheets.pdf_of_place",
        "sheets.pdf_of_question",
        "whatif.csv",
        "whatif.page",
        "whatif.png",
        "whatif.svg",
        "whatif.xlsx",
        "whatif.as_json",
        "wiedoetwat.page",
    }
)
# Everything of a list at once, of a country some seconds of work: as many requests as it would be page by page.
STREAM_COUNTS_FOR = 25
OPEN_TO_ALL = ("/api/", "/data/", "/static/", "/oembed")
# Files beside the pages that tell the same, for programs.
OPEN_FILES = (".csv", ".ics", ".json", ".xlsx")


class PassingNames:
    """A name for an address that holds for one window, and that nobody can trace back after it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._window, self._secret = -1, b""

    def name(self, address: str) -> str:
        """The same for the same address within a window."""
        window = int(time.time()) // WINDOW_S
        with self._lock:
            if window != self._window:
                self._window, self._secret = window, secrets.token_bytes(32)
            secret = self._secret
        return hashlib.blake2b(address.encode(), key=secret, digest_size=16).hexdigest()


def install(app: Flask, settings: Settings) -> None:
    """Limit what is expensive, believe so many proxies as were set, and let pages elsewhere read the data."""
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    app.after_request(_open_to_all)
    if settings.requests_per_minute:
        names = PassingNames()
        of_a_stream = min(STREAM_COUNTS_FOR, settings.requests_per_minute)
        limiter = Limiter(
            lambda: names.name(request.remote_addr or ""),
            app=app,
            application_limits=[f"{settings.requests_per_minute} per {WINDOW_S} seconds"],
            application_limits_cost=lambda: of_a_stream if _is_stream() else 1,
            storage_uri="memory://",
            strategy="fixed-window",
            headers_enabled=True,
        )
        # Asked before it looks which of its limits there are for an answer.
        limiter.request_filter(_is_free)


def _is_stream() -> bool:
    return request.blueprint == "hsds" and request.args.get("format") == "ndjson"


def _is_free() -> bool:
    return request.endpoint not in EXPENSIVE or _is_this_machine(request.remote_addr)


def _is_this_machine(address: str | None) -> bool:
    """A proxy that nobody told us of sends everybody as one address: limiting that would shut all visitors out."""
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def _open_to_all(response: Response) -> Response:
    """Pages elsewhere may read what is public and the same for all; no cookie goes with it."""
    if request.path.startswith(OPEN_TO_ALL) or request.path.endswith(OPEN_FILES):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Content-Crs, ETag, Link, Retry-After"
        # Data may be fetched by any page; without this a browser refuses it to one that is isolated from others.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since, Range"
            response.headers["Access-Control-Max-Age"] = "86400"
    return response
