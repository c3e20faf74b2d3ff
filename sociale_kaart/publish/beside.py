"""The files that are no answer of the app: how a host must serve the site, what search engines may see, checksums."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from urllib.parse import urlsplit

from sociale_kaart.export.licences import licence_of
from sociale_kaart.publish.addresses import INDEX
from sociale_kaart.publish.files import Written
from sociale_kaart.web.headers import PERMISSIONS, content_security_policy
from sociale_kaart.web.site import Site

# The most that one sitemap may name (sitemaps.org).
_MOST_IN_A_SITEMAP = 50_000
# Places of a folder that a program reads and nobody visits.
_NO_PAGES = ("p/", "hulp/", "ingesloten/", "insluiten/")


def headers(tiles_url: str) -> dict[str, str]:
    """What the app says with every answer, and a host of files must say: a page can say only part of it itself."""
    return {
        "Content-Security-Policy": content_security_policy(tiles_url),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin",
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def headers_file(tiles_url: str) -> str:
    """The same as Netlify and Cloudflare Pages read it (`_headers`)."""
    said = "".join(f"  {name}: {value}\n" for name, value in headers(tiles_url).items())
    lasting = "  Cache-Control: public, max-age=31536000, immutable\n"
    return f"/*\n{said}/static/*\n{lasting}/data/*\n  Access-Control-Allow-Origin: *\n"


def nginx_file(tiles_url: str) -> str:
    """The same for nginx, as an example to take over."""
    said = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers(tiles_url).items())
    indented = "".join(f"    {line}\n" for line in said.splitlines())
    return (
        "# Neem dit over in het blok `server` van nginx. De site staat hier in /var/www/kaart.\n"
        "root /var/www/kaart;\nindex index.html;\nerror_page 404 /404.html;\ncharset utf-8;\n"
        "gzip_static on;\n# brotli_static on;  # met de module voor Brotli\n"
        "types {\n    text/html html;\n    text/css css;\n    text/javascript js;\n    application/json json;\n"
        "    application/geo+json geojson;\n    application/ld+json jsonld;\n    text/calendar ics;\n"
        "    text/csv csv;\n    text/plain txt;\n    application/xml xml;\n    image/svg+xml svg;\n"
        "    image/png png;\n    font/ttf ttf;\n    application/pdf pdf;\n}\n"
        f"{said}location / {{\n    try_files $uri $uri/ =404;\n}}\n"
        "location /static/ {\n    # Wat hier staat heeft zijn inhoud in zijn naam.\n"
        f'    add_header Cache-Control "public, max-age=31536000, immutable";\n{indented}}}\n'
    )


def sitemaps(public_url: str, written: Iterable[Written], on: date) -> dict[str, str]:
    """sitemap.xml; of more pages than one may name, several and a list of them."""
    pages = sorted(
        f"{public_url}/{one.file.removesuffix(INDEX)}" for one in written if _is_for_search(one.file)
    )
    parts = [pages[first : first + _MOST_IN_A_SITEMAP] for first in range(0, len(pages), _MOST_IN_A_SITEMAP)]
    if len(parts) <= 1:
        return {"sitemap.xml": _sitemap("urlset", "url", pages, on)}
    named = {f"sitemap-{number}.xml": part for number, part in enumerate(parts, start=1)}
    files = {name: _sitemap("urlset", "url", part, on) for name, part in named.items()}
    files["sitemap.xml"] = _sitemap("sitemapindex", "sitemap", [f"{public_url}/{one}" for one in named], on)
    return files


def robots(public_url: str) -> str:
    """Everything may be found; a robot reads this at the root of a host alone."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {public_url}/sitemap.xml\n"


def manifest(site: Site, public_url: str, on: date, end: date, written: Sequence[Written]) -> str:
    """What this is, under which licence, from when and until when its states are told."""
    said, licence = licence_of(site.data)
    told = {
        "title": site.data.config.title,
        "publisher": site.data.config.publisher.name,
        "address": public_url,
        "licence": said,
        "licence_known": licence is not None,
        "example": site.data.config.example,
        "content_hash": site.data.content_hash,
        "published": on.isoformat(),
        "states_until": end.isoformat(),
        "files": len(written),
        "bytes": sum(one.size for one in written),
        "checksums": "SHA256SUMS",
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def sums(written: Iterable[Written]) -> str:
    """As `sha256sum --check` reads it."""
    return "".join(f"{one.sha256}  {one.file}\n" for one in sorted(written, key=lambda one: one.file))


def root_path(public_url: str) -> str:
    """The folder of the site on its host, "/" or "/kaart/": for a page that may be shown at any depth."""
    return urlsplit(public_url).path.rstrip("/") + "/"


def _is_for_search(file: str) -> bool:
    inside = file.partition("/")[2] if len(file.partition("/")[0]) == 2 else file
    return file.endswith(INDEX) and not inside.startswith(_NO_PAGES) and not inside.endswith("/blad/" + INDEX)


def _sitemap(outer: str, inner: str, addresses: Iterable[str], on: date) -> str:
    rows = "".join(
        f"<{inner}><loc>{escape(one)}</loc><lastmod>{on.isoformat()}</lastmod></{inner}>\n"
        for one in addresses
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="{space}">\n{rows}</{outer}>\n'
