"""Serves a built map with waitress, and takes up a new build without a restart."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sociale_kaart.config import Settings
from sociale_kaart.errors import SocialeKaartError, StoreError

if TYPE_CHECKING:
    from flask import Flask

NEXT_PORTS = 20
CHECK_EVERY_S = 2.0
WARM_UP = ("/?zoek=1012", "/dekking", "/api/punten.bin", "/api/stand.json", "/api/omtrek.json")
# Nobody sends this site anything: small bodies, and connections that say nothing are closed soon.
LIMITS = {"max_request_body_size": 64_000, "channel_timeout": 30, "connection_limit": 500}
_log = logging.getLogger(__name__)

Stamp = tuple[int, int, int]


class ReloadingApp:
    """A WSGI app that opens the map anew once its file was replaced, beside the one that answers meanwhile.

    A new file that cannot be opened, for whatever reason, is logged once, and the last good map stays.
    """

    def __init__(
        self, path: Path, make: Callable[[Path], Flask], *, check_every_s: float = CHECK_EVERY_S
    ) -> None:
        self._path, self._make, self._check_every_s = path, make, check_every_s
        self._stamp = _stamp(path)
        self._app = make(path)
        self._checked = time.monotonic()
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if time.monotonic() - self._checked >= self._check_every_s and self._lock.acquire(blocking=False):
            self._checked = time.monotonic()
            stamp = _stamp(self._path)
            if stamp in (None, self._stamp):
                self._lock.release()
            else:
                # Opening a large map takes seconds: no visitor waits for it.
                threading.Thread(target=self._take_up_new_build, args=(stamp,), daemon=True).start()
        return self._app(environ, start_response)

    def _take_up_new_build(self, stamp: Stamp) -> None:
        try:
            self._app = self._make(self._path)
            _log.info("took up the new build of %s", self._path)
        except SocialeKaartError as fault:
            _log.error("kept the last good map: %s", fault)
        except Exception:
            # A bug in opening the new build must not take down the map that works; the log has the traceback.
            _log.exception("kept the last good map: the new build of %s cannot be opened", self._path)
        finally:
            # A build that failed is not tried again until the file changes.
            self._stamp = stamp
            self._lock.release()


def serve(path: Path, settings: Settings, port: int) -> None:
    """Serve a map until interrupted; prints the address to open.

    Parameters
    ----------
    path : the built map, kaart.gpkg (raises StoreError)
    settings : host and threads of the server, and what create_app takes
    port : 0 for any free one; when taken, says so and takes the next
    """
    from waitress.server import create_server  # type: ignore[import-untyped]  # waitress ships no types

    from sociale_kaart.web.app import create_app
    from sociale_kaart.web.datafiles import make_ahead
    from sociale_kaart.web.site import EXTENSION

    def warm(new: Path) -> Flask:
        made = create_app(new, settings)
        # Nobody's first visit waits for what is worked out once.
        site = made.extensions[EXTENSION]
        sheets = [f"/plek/{one.id}/blad" for one in site.index.locations[:1]]
        for page in (*WARM_UP, f"/dekking/{site.data.gemeentecodes[0]}", *sheets):
            if made.test_client().get(page).status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise StoreError(f"this map cannot show {page}", where=new)
        threading.Thread(target=make_ahead, args=(made,), daemon=True).start()
        return made

    app = ReloadingApp(path, warm)
    listener = listen(settings.host, port)
    # By itself waitress takes away what a proxy tells of a visitor; limits.py believes as many as were set.
    forgets = {"clear_untrusted_proxy_headers": not settings.proxies}
    server = create_server(app, sockets=[listener], threads=settings.threads, ident=None, **LIMITS, **forgets)
    host, bound = listener.getsockname()[:2]
    print(f"De kaart staat op {_address(settings.host, host, bound)} (stoppen: Ctrl+C)", flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        print("Gestopt.", flush=True)
    finally:
        server.close()


def listen(host: str, port: int) -> socket.socket:
    """A socket on a port, or on the first free one after it; raises SocialeKaartError where none is free."""
    candidates = range(port, min(port + NEXT_PORTS, 65536)) if port else (0,)
    for candidate in candidates:
        try:
            return _bound(host, candidate)
        except PermissionError:
            raise SocialeKaartError(
                f"poort {candidate} mag alleen een beheerder gebruiken",
                where=host,
                remedy="kies een hogere poort: --port 8000",
            ) from None
        except OSError as fault:
            if not _in_use(fault):
                raise SocialeKaartError(
                    f"op dit adres kan de server niet luisteren ({fault.strerror})",
                    where=host,
                    remedy="zet SOCIALE_KAART_HOST op 127.0.0.1",
                ) from None
            print(f"Poort {candidate} is bezet. Ik probeer poort {candidate + 1}.", flush=True)
    raise SocialeKaartError(
        f"geen vrije poort tussen {candidates[0]} en {candidates[-1]}",
        where=host,
        remedy="kies een andere: --port 0 neemt een vrije",
    )


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        # Listening at once makes a port that another server holds show itself now.
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def _in_use(fault: OSError) -> bool:
    import errno

    return fault.errno in (errno.EADDRINUSE, errno.EACCES)


def _address(asked: str, host: str, port: int) -> str:
    shown = "127.0.0.1" if asked in ("0.0.0.0", "::") else host  # noqa: S104  # read, not bound to
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
