"""A plain server of files, as any web host is: it knows folders and endings, and nothing of maps."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sociale_kaart.publish.beside import MIMETYPES


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing on the terminal, and has a name for every kind of file, as the how-to asks of a host."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        f".{ending}": mimetype for ending, mimetype in MIMETYPES.items()
    }

    def log_message(self, *_: Any) -> None:
        """A test's own output is enough."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What is not there is told of by the page that the site has for it."""
        page = next((one for one in self._not_found() if one.is_file()), None)
        if page is None:
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _not_found(self) -> Iterator[Path]:
        root = Path(self.directory)
        return (one / "404.html" for one in (root, *sorted(root.iterdir())) if one.is_dir())


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


@contextmanager
def served_files(folder: Path) -> Iterator[str]:
    """The address of a folder."""
    server = _Server(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    # Looks for the end ten times a second more than the usual twice: a test waits for it.
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=120)
