"""What every answer tells a browser: load nothing from elsewhere but map tiles, keep nothing, tell nobody."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Response, request

# What answers a visitor's question, and the fields of one that say where somebody is or lives.
ASKING = frozenset(
    {
        "zoeken.index",
        "sheets.of_question",
        "sheets.pdf_of_question",
        "api.stand_json",
        "api.zoek",
        "api.suggest",
        "embed.places",
    }
)
# What is made to stand in a frame on any page; nothing else may stand in one.
FRAMED = frozenset({"embed.places", "embed.coverage"})
WHERE = ("zoek", "plek", "gebied", "q", "lon", "lat")
PERMISSIONS = "camera=(), microphone=(), geolocation=(self), payment=(), usb=()"


def tile_origin(tiles_url: str) -> str:
    """The host that tiles come from, as a source for the CSP: "https://tiles.example"; "" for none or our own.

    A {s} for subdomains becomes a wildcard.
    """
    parts = urlsplit(tiles_url.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


def content_security_policy(tiles_url: str, frame_ancestors: str = "'none'") -> str:
    """A policy without unsafe-inline: our own files, and images from the tile host.

    frame_ancestors : which pages may have it in a frame
    """
    images = " ".join(part for part in ("'self'", "data:", tile_origin(tiles_url)) if part)
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src {images}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {frame_ancestors}",
        )
    )


def install(app: Flask, tiles_url: str) -> None:
    """Put the headers on every answer, error pages included."""
    fixed = {
        "Content-Security-Policy": content_security_policy(tiles_url),
        "X-Content-Type-Options": "nosniff",
        # The origin alone: a search in the address of a page goes to nobody.
        "Referrer-Policy": "strict-origin",
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
    }

    framed = {"Content-Security-Policy": content_security_policy(tiles_url, "*")}

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers.update(fixed)
        if request.endpoint in FRAMED:
            response.headers.update(framed)
        if request.endpoint in ASKING and any(request.args.get(name) for name in WHERE):
            # Where somebody searched stays out of every cache.
            response.headers["Cache-Control"] = "no-store"
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-cache"
            _tell_apart(response)
        return response


def _tell_apart(response: Response) -> None:
    """Give what is asked for again and again a tag, and nothing more to whoever has it."""
    is_read = request.method in ("GET", "HEAD") and response.status_code == HTTPStatus.OK
    # What is sent as it is made has no end yet; a file has a tag of its own.
    if is_read and response.is_sequence and not response.direct_passthrough:
        # Weak: the same, whichever way it was compressed.
        response.add_etag(weak=True)
        response.make_conditional(request)
