"""What every answer tells a browser: load nothing from elsewhere but map tiles, keep nothing, tell nobody."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request

PERMISSIONS = "camera=(), microphone=(), geolocation=(self), payment=(), usb=()"


def tile_origin(tiles_url: str) -> str:
    """The host that tiles come from, as a source for the CSP: "https://tiles.example"; "" for none or our own.

    A {s} for subdomains becomes a wildcard.
    """
    parts = urlsplit(tiles_url.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


def content_security_policy(tiles_url: str) -> str:
    """A policy without unsafe-inline: our own files, and images from the tile host."""
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
            "frame-ancestors 'none'",
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

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers.update(fixed)
        if "Cache-Control" not in response.headers:
            # What somebody searched for stays out of every cache.
            is_private = request.args.get("zoek") or request.args.get("plek")
            response.headers["Cache-Control"] = "no-store" if is_private else "no-cache"
        return response
