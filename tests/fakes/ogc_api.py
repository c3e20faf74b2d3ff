"""An OGC API Features service of our own, on loopback: pages, a redirect and every fault on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

Feature = dict[str, Any]


@dataclass
class FakeOgcApi:
    """Serves `/{base}/collections/{id}/items` in pages of `page_size`; use as a context manager.

    faults : per collection what happens at its page (number from 0, fault); a fault is an HTTP status or
        "broken" (half a JSON), "text", "list", "nofeatures", "circle", "cut" (page left out), "badgeometry",
        "noproperties", "drop" (connection closed)
    moved : path prefixes that are redirected, as the service's former address is
    """

    collections: Mapping[str, Sequence[Feature]]
    page_size: int = 2
    faults: dict[str, tuple[int, int | str]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                fake._answer(self)

            def log_message(self, *_: object) -> None:
                """Keep the test's output clean."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Address without a path."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        self.asked.append(request.path)
        for old, new in self.moved.items():
            if parts.path.startswith(old):
                request.send_response(301)
                request.send_header("Location", request.path.replace(old, new, 1))
                request.send_header("Content-Length", "0")
                request.end_headers()
                return
        collection = parts.path.split("/")[-2]
        offset = int(parse_qs(parts.query).get("offset", ["0"])[0])
        page, fault = self.faults.get(collection, (-1, 200))
        fault = fault if page == offset // self.page_size else 200
        if fault == "drop":
            request.connection.close()
            return
        if isinstance(fault, int) and fault != 200:
            self._send(request, b"out of order", fault)
            return
        self._send(request, self._body(collection, parts.path, offset, str(fault)), 200)

    def _body(self, collection: str, path: str, offset: int, fault: str) -> bytes:
        features = [
            dict(feature) for feature in self.collections[collection][offset : offset + self.page_size]
        ]
        following = offset + self.page_size if fault != "circle" else 0
        links = [{"rel": "self", "href": path}]
        if following < len(self.collections[collection]) and fault != "cut":
            query = urlencode({"f": "json", "limit": self.page_size, "offset": following})
            links.append({"rel": "next", "href": path if fault == "circle" else f"{path}?{query}"})
        if fault == "badgeometry":
            features[0]["geometry"] = {"type": "Polygon", "coordinates": [[["x", "y"]]]}
        if fault == "noproperties":
            features[0]["properties"] = None
        answer: Any = {
            "type": "FeatureCollection",
            "numberMatched": len(self.collections[collection]),
            "numberReturned": len(features),
            "features": features,
            "links": links,
        }
        if fault == "nofeatures":
            del answer["features"]
        if fault == "list":
            answer = [answer]
        text = "<html>maintenance</html>" if fault == "text" else json.dumps(answer)
        return (text[: len(text) // 2] if fault == "broken" else text).encode()

    @staticmethod
    def _send(request: BaseHTTPRequestHandler, body: bytes, status: int) -> None:
        request.send_response(status)
        request.send_header("Content-Type", "application/geo+json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
