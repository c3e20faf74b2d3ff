"""The files that are no answer of the app: how a host must serve the site, what search engines may see, checksums."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from textwrap import indent
from urllib.parse import urlsplit

from sociale_kaart.export.datawriters import FORMATS
from sociale_kaart.export.licences import licence_of
from sociale_kaart.publish.addresses import INDEX, NOT_FOUND
from sociale_kaart.publish.files import Written, sum_line
from sociale_kaart.web.headers import PERMISSIONS, content_security_policy
from sociale_kaart.web.site import Site

# By the ending of a file.
MIMETYPES: Mapping[str, str] = {
    **{ending: one.mimetype for ending, one in FORMATS.items()},
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "ics": "text/calendar",
    "txt": "text/plain",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "ttf": "font/ttf",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "bin": "application/octet-stream",
}
_POLICY, _ORIGIN = "Content-Security-Policy", "Access-Control-Allow-Origin"
_LASTING = "public, max-age=31536000, immutable"
# Where the example for nginx has the files, above the folder of the site on its host.
ON_DISK, _LANGUAGE, _STEP = "/var/www/site", "[a-z][a-z][a-z]?", "    "
# In the path of what may stand in a frame on any page.
_FRAMED = "/ingesloten/"
# What pages of others show or run.
_FOR_OTHERS = ("/ingesloten/passend.js", "/kaart.svg", "/kaart.png", "/kaart/*")
# The most that one sitemap may name (sitemaps.org).
_MOST_IN_A_SITEMAP = 50_000
# Places of a folder that a program reads and nobody visits.
_NO_PAGES = ("p/", "hulp/", "ingesloten/", "insluiten/")


def headers(tiles_url: str, frame_ancestors: str = "'none'") -> dict[str, str]:
    """What the app says with every answer, and a host of files must say: a page can say only part of it itself."""
    return {
        _POLICY: content_security_policy(tiles_url, frame_ancestors),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin",
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def headers_file(root: str, tiles_url: str, written: Iterable[Written], languages: Sequence[str]) -> str:
    """The same as Netlify and Cloudflare Pages read it (`_headers`).

    They join what several rules say, and of two policies the strictest holds: so each folder has the policy of its
    own, and none is said of all. They read it at the root of a host alone.

    root : the folder of the site on its host, as root_path tells it
    """
    said = headers(tiles_url)
    policy = said.pop(_POLICY)
    rules = {"/*": said} | {
        rule: {_POLICY: headers(tiles_url, "*")[_POLICY] if _FRAMED in rule else policy}
        for rule in _folders(written, languages)
    }
    # A page in a sandbox has no origin, and its scripts are somebody else's to it.
    rules |= {
        "/static/*": {"Cache-Control": _LASTING, _ORIGIN: "*"},
        "/data/*": {_POLICY: policy, _ORIGIN: "*"},
    }
    rules |= {rule: {_ORIGIN: "*", "Cross-Origin-Resource-Policy": "cross-origin"} for rule in _FOR_OTHERS}
    return "".join(
        f"{root}{rule[1:]}\n" + "".join(f"  {name}: {value}\n" for name, value in told.items())
        for rule, told in rules.items()
    )


def nginx_file(root: str, tiles_url: str) -> str:
    """The same for nginx, as an example to take over: one block, that leaves the rest of a host as it is.

    root : the folder of the site on its host, as root_path tells it
    """
    said, framed = headers(tiles_url), headers(tiles_url, "*")
    types = "".join(f"    {mimetype} {ending};\n" for ending, mimetype in MIMETYPES.items())
    to_others = {_ORIGIN: "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    escaped = re.escape(root)
    inside = (
        f"root {ON_DISK};\nindex index.html;\nerror_page 404 {root}{NOT_FOUND};\ncharset utf-8;\n"
        "gzip_static on;\n# brotli_static on;  # met de module voor Brotli\n"
        "# In uw log zou staan wat bezoekers zoeken: hun postcode of adres. Wilt u toch tellen?\n"
        "# Zet dan in het blok `http`: log_format zonder_vraag '$time_local $uri $status $body_bytes_sent';\n"
        "# en hier: access_log /var/log/nginx/kaart.log zonder_vraag;\n"
        "access_log off;\n"
        f"default_type application/octet-stream;\ntypes {{\n{types}}}\n"
        f"{_added(said)}try_files $uri $uri/ =404;\n"
        "# Wat hier staat heeft zijn inhoud in zijn naam.\n"
        f"{_location(f'{root}static/', {'Cache-Control': _LASTING, _ORIGIN: '*', **said})}"
        f"{_location(f'{root}data/', {_ORIGIN: '*', **said})}"
        "# Wat op de pagina van een ander mag staan.\n"
        f"{_location(f'~ ^{escaped}({_LANGUAGE}/)?ingesloten/', {**framed, **to_others})}"
        f"{_location(f'~ ^{escaped}({_LANGUAGE}/)?kaart[./]', {**said, **to_others})}"
    )
    bare = root.rstrip("/")
    return (
        f"# Neem dit over in het blok `server` van nginx. De site staat hier in {ON_DISK}{root}\n"
        + (f"location = {bare} {{\n{_STEP}return 301 {root};\n}}\n" if bare else "")
        + f"location {root} {{\n{indent(inside, _STEP)}}}\n"
    )


def _location(place: str, told: Mapping[str, str]) -> str:
    # What a location says itself comes instead of what stands around it, so it says it all.
    lines = indent("try_files $uri $uri/ =404;\n" + _added(told), _STEP)
    return f"location {place} {{\n{lines}}}\n"


def _added(told: Mapping[str, str]) -> str:
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in told.items())


def _folders(written: Iterable[Written], languages: Sequence[str]) -> list[str]:
    """A rule for each folder with pages, of each language, and for the pages that stand in none."""
    rules = {"/", f"/{NOT_FOUND}", *(f"/{one}/" for one in languages)}
    for one in written:
        parts = one.file.split("/")
        depth = 2 if parts[0] in languages else 1
        if one.file.endswith(INDEX) and len(parts) > depth:
            rules.add("/" + "/".join(parts[:depth]) + "/*")
    return sorted(rules)


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
    """As `sha256sum --check` reads it, of the compressed copies too."""
    files = sorted(pair for one in written for pair in ((one.file, one.sha256), *one.packed))
    return "".join(f"{sum_line(file, known)}\n" for file, known in files)


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
