"""What does not change as long as the map does not: made once, compressed once, answered with an ETag."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

import brotli
from flask import Response, current_app, request

from sociale_kaart.web.memory import Memory
from sociale_kaart.web.shelf import joined, parted
from sociale_kaart.web.site import Site, current_site

EXAMPLE_HEADER = "X-Sociale-Kaart-Voorbeeld"
FOR_EVER = "public, max-age=31536000, immutable"
_MOST_OF_MANY = 200  # of up to 300 kB, with what is compressed
_EXTENSION = "sociale_kaart_documents"
# Smaller by a few percent at 11, and forty times as slow: seconds for the largest of a whole country.
_BROTLI_QUALITY = 9
_BROTLI_QUALITY_SMALL = 11
_BROTLI_QUALITY_QUICK = 5
_SMALL_BYTES = 600_000


class Document:
    """Bytes, and the same bytes compressed.

    quickly : whether somebody waits who will be the only one, for whom a fifth more bytes are there sooner
    """

    def __init__(
        self, content: Any, packed: Mapping[str, bytes] | None = None, *, quickly: bool = False
    ) -> None:
        self.plain = content if isinstance(content, bytes) else as_json(content)
        self._packed = packed or (self._quickly() if quickly else self._compressed())
        self._tag = hashlib.sha256(self.plain).hexdigest()[:20]

    def _compressed(self) -> Mapping[str, bytes]:
        quality = _BROTLI_QUALITY_SMALL if len(self.plain) < _SMALL_BYTES else _BROTLI_QUALITY
        return {
            "br": brotli.compress(self.plain, quality=quality),
            "gzip": gzip.compress(self.plain, compresslevel=9, mtime=0),
        }

    def _quickly(self) -> Mapping[str, bytes]:
        return {
            "br": brotli.compress(self.plain, quality=_BROTLI_QUALITY_QUICK),
            "gzip": gzip.compress(self.plain, compresslevel=6, mtime=0),
        }

    @classmethod
    def of_bytes(cls, content: bytes) -> Document:
        """One that another process made."""
        parts = parted(content)
        return cls(parts.pop(""), parts)

    def to_bytes(self) -> bytes:
        """All of it, for `of_bytes`."""
        return joined({"": self.plain, **self._packed})

    def response(self, mimetype: str) -> Response:
        """As the asker takes it, with an ETag; 304 for whoever has it."""
        encoding = encoding_taken()
        response = Response(self._packed.get(encoding, self.plain), mimetype=mimetype)
        if encoding:
            response.content_encoding = encoding
        response.vary.add("Accept-Encoding")
        response.set_etag(f"{self._tag}-{encoding}" if encoding else self._tag)
        return response


def encoding_taken() -> str:
    """The best compression that the asker takes: br, gzip or "" for none."""
    # Of equals werkzeug takes the first that the asker names, and every browser names gzip first.
    quality = {name: request.accept_encodings.quality(name) for name in ("br", "gzip")}
    best = max(quality, key=lambda name: quality[name])
    return best if quality[best] > 0 else ""


def as_json(content: Any) -> bytes:
    """Without spaces, and NaN refused."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def answer(name: str, mimetype: str, make: Callable[[Site], Any], *, version: str = "") -> Response:
    """The document of that name, from memory after its first time.

    version : what the asker's address must say in `v` for a browser to keep the answer for ever; "" where it may not
    """
    site = current_site()
    documents: dict[str, Document] = current_app.extensions.setdefault(_EXTENSION, {})
    if name not in documents:
        documents[name] = _made(site, name, make)
    response = documents[name].response(mimetype)
    tell_how_long(response, version)
    response.make_conditional(request)
    return response


def answer_of_many(
    name: str, mimetype: str, make: Callable[[Site], Any], *, quickly: bool = False
) -> Response:
    """The same for documents of which there are more than anybody could keep: the latest are remembered.

    quickly : whether to compress it as `Document` does where somebody waits; what is laid ready waits for nobody
    """
    site = current_site()
    many: Memory[str, Document] = current_app.extensions.setdefault(
        f"{_EXTENSION}_of_many", Memory(_MOST_OF_MANY)
    )
    hurries = quickly and not site.shelf.fills
    response = many.get(name, lambda: _made(site, name, make, quickly=hurries)).response(mimetype)
    tell_how_long(response, "")
    response.make_conditional(request)
    return response


def _made(site: Site, name: str, make: Callable[[Site], Any], *, quickly: bool = False) -> Document:
    return site.shelf.get(
        f"document/{name}",
        lambda: Document(make(site), quickly=quickly),
        write=Document.to_bytes,
        read=Document.of_bytes,
    )


def tell_how_long(response: Response, version: str) -> None:
    """For ever where the address names this very version, else until asked again; and whether the map is invented."""
    is_this = bool(version) and request.args.get("v") == version
    response.headers["Cache-Control"] = FOR_EVER if is_this else "no-cache"
    if current_site().data.config.example:
        response.headers[EXAMPLE_HEADER] = "1"
