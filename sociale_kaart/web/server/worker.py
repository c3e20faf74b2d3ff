"""A worker: opens the maps that it is told to, answers visitors, and ends when it is told to or nobody is left to.

    python -m sociale_kaart.web.server.worker

Started by the supervisor alone: jobs and orders come in on standard input, what there is to tell goes out on standard
output, and all that is logged on standard error.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, BinaryIO

from sociale_kaart.errors import StoreError
from sociale_kaart.web.server.machine import give_back_memory, share_heaps
from sociale_kaart.web.server.messages import (
    READY,
    SERVE,
    STOP,
    WARM,
    Job,
    MapJob,
    Message,
    encoded,
    fault_message,
    job_of,
    settings_of_map,
)
from sociale_kaart.web.server.scratch import clear_after, takes_place

if TYPE_CHECKING:
    from flask import Flask

    from sociale_kaart.web.server.board import Board
    from sociale_kaart.web.server.retiring import RetiringServer
    from sociale_kaart.web.site import Site

WARM_UP = (
    "/",
    "/en/",
    "/?zoek=1012",
    "/over",
    "/api/suggest?q=ams",
    "/api/punten.bin",
    "/api/stand.json",
    "/api/omtrek.json",
)
MOST_MADE_AHEAD = 1_000  # listings: under a second
NICE = 10
# Retiring, somebody may take this long over a large file; stopping, nobody waits for them.
IDLE_S, RETIRING_S = 5.0, 300.0
IDLE_STOPPING_S, STOPPING_S = 0.2, 8.0
# This module is run, and so is not called by its name.
_log = logging.getLogger("sociale_kaart.web.server.worker")


class Worker:
    """One process that answers."""

    def __init__(self, job: Job, news: BinaryIO, board: Board) -> None:
        self._job, self._news, self._board = job, news, board
        self._may_serve = threading.Event()
        self._end: threading.Thread | None = None
        self._lock = threading.Lock()
        self._server: RetiringServer | None = None
        self._opened: dict[str, Flask] = {}

    def follow(self, orders: Iterator[Message]) -> None:
        """Do as the supervisor says; where it is gone, stop and clear up after it."""
        for one in orders:
            if "state" in one:
                self._board.tell(one["state"])
            elif one["order"] == SERVE:
                self._may_serve.set()
            elif one["order"] == WARM:
                threading.Thread(target=self._warm, daemon=True).start()
            else:
                self.end(stopping=one["order"] == STOP)
        self.end(stopping=True, orphaned=True)

    def end(self, *, stopping: bool, orphaned: bool = False) -> None:
        """Answer what was asked, and end."""
        with self._lock:
            if self._server is None:
                # Nobody was ever sent here.
                self._clear_up(everything=orphaned)
                os._exit(0)
            if self._end is None or stopping:
                # Whoever tells it may end with the process, and what they start would too: this is to finish.
                self._end = threading.Thread(target=self._retire, args=(stopping, orphaned), daemon=False)
                self._end.start()

    def _retire(self, stopping: bool, orphaned: bool) -> None:
        assert self._server is not None
        if stopping:
            self._server.retire(idle_s=IDLE_STOPPING_S, most_s=STOPPING_S)
        else:
            self._server.retire(idle_s=IDLE_S, most_s=RETIRING_S)
        self._clear_up(everything=orphaned)

    def _clear_up(self, *, everything: bool) -> None:
        if everything:
            clear_after(self._job.scratch.parent)
        else:
            shutil.rmtree(self._job.scratch, ignore_errors=True)

    def work(self, listener: socket.socket) -> None:
        """Open the maps, say so, wait for the word, and answer until the end."""
        from sociale_kaart.web.server.site import site_of

        opened = self._opened
        opening = threading.Thread(target=self._open, daemon=True)
        opening.start()
        opening.join()
        if not opened or any(one.name not in opened and not one.may_fail for one in self._job.maps):
            return
        app = site_of(self._job, opened, self._board)
        # What was opened stays: the collector need not walk through it again and again while visitors wait.
        gc.collect()
        gc.freeze()
        give_back_memory()
        self._tell({"news": READY})
        self._may_serve.wait()
        self._serve(app, listener, list(opened.values()))

    def _serve(self, app: object, listener: socket.socket, sites: list[Flask]) -> None:
        from sociale_kaart.web.server.retiring import RetiringServer

        settings = self._job.settings
        # By itself waitress takes away what a proxy tells of a visitor; limits.py believes as many as were set.
        forgets = {"clear_untrusted_proxy_headers": not settings.proxies}
        with self._lock:
            self._server = RetiringServer(app, listener, threads=settings.threads, **forgets)  # type: ignore[arg-type]
        threading.Thread(target=_make_ahead, args=(sites,), daemon=True).start()
        self._server.run()

    def _warm(self) -> None:
        """Take up what was laid ready since the maps were opened, before a visitor has to wait for that."""
        _be_nice()
        for one in self._job.maps:
            if one.name in self._opened:
                for page in _ask_ahead(self._opened[one.name], one, self._job):
                    _log.error("%s: this map cannot show %s", one.name, page)
        _log.info("worker %d took up what lies ready", self._job.number)

    def _open(self) -> None:
        if self._job.polite:
            _be_nice()
        for one in self._job.maps:
            try:
                app = opened_map(one, self._job)
            except Exception as fault:  # noqa: BLE001, RUF100  # whatever is wrong, the supervisor decides what then
                self._tell({"news": "refused", "map": one.name, "fault": _as_of(one, fault_message(fault))})
            else:
                self._board.add(one.name, app)
                self._opened[one.name] = app
                self._tell({"news": "opened", "map": one.name})

    def _tell(self, message: Message) -> None:
        self._news.write(encoded(message))
        self._news.flush()


def opened_map(one: MapJob, job: Job) -> Flask:
    """The website of a map, with all that is worked out once worked out; raises StoreError where it shows errors."""
    from sociale_kaart.web.app import create_app
    from sociale_kaart.web.shelf import Shelf

    settings = settings_of_map(job.settings, one.name, under_prefix=job.under_prefix)
    app = create_app(one.file, settings, folder=one.folder, shelf=Shelf(one.shelf))
    if failed := _ask_ahead(app, one, job):
        raise StoreError(f"this map cannot show {', '.join(failed)}", where=one.file)
    return app


def _ask_ahead(app: Flask, one: MapJob, job: Job) -> list[str]:
    """Ask for what is worked out once, so that nobody's first visit waits for it; gives the pages that failed."""
    from sociale_kaart.web.site import EXTENSION

    # Addresses are part of what is remembered.
    client, root = app.test_client(), f"http://localhost/{one.name if job.under_prefix else ''}"
    return [
        page
        for page in warm_up(app.extensions[EXTENSION])
        if client.get(page, base_url=root).status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    ]


def warm_up(site: Site) -> Iterator[str]:
    """Pages that leave behind what others need too; those that rest on much work only where that lies ready."""
    from sociale_kaart.web.report.figures import REPORT

    yield from WARM_UP
    for one in site.index.locations[:1]:
        yield from (f"/plek/{one.id}", f"/plek/{one.id}/blad")
    if site.shelf.has(REPORT):
        yield "/dekking"
        yield from (f"/dekking/{code}" for code in site.data.gemeentecodes[:1])


def _make_ahead(sites: list[Flask]) -> None:
    """What cannot be laid ready by another process, of maps of which that takes little time and memory."""
    from sociale_kaart.web.hsds.routes import make_ahead as find_ahead
    from sociale_kaart.web.site import EXTENSION
    from sociale_kaart.web.whatif.bench import make_ahead as reckon_ahead

    _be_nice()
    for one in sites:
        if len(one.extensions[EXTENSION].data.inventory.listings) <= MOST_MADE_AHEAD:
            reckon_ahead(one)
            find_ahead(one)


def _be_nice() -> None:
    """Let others go first. On Linux this is about the thread at hand and those that it starts, and not the process."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)


def _as_of(one: MapJob, fault: Message) -> Message:
    """An error about the copy as one about the file that was copied."""
    return {name: said.replace(str(one.file.parent), str(one.folder)) for name, said in fault.items()}


def _orders(stream: int) -> Iterator[Message]:
    """Messages as they come in. Read without a buffer of Python's, whose lock would be held when the process ends."""
    rest = b""
    while piece := os.read(stream, 1 << 16):
        *lines, rest = (rest + piece).split(b"\n")
        yield from (json.loads(line) for line in lines)


def _listener(told: int | str) -> socket.socket:
    if sys.platform == "win32":
        from base64 import b64decode

        return socket.fromshare(b64decode(str(told)))
    return socket.socket(fileno=int(told))


def _news_stream() -> BinaryIO:
    """Standard output, for messages alone: what anything else prints goes where the log goes."""
    news = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return news


def main() -> None:
    """Take one job, and end with it."""
    from sociale_kaart.web.logrecords import log_to_stderr
    from sociale_kaart.web.server.board import Board

    share_heaps()
    news, orders = _news_stream(), _orders(0)
    job = job_of(next(orders))
    log_to_stderr(job.settings.log)
    # Data files of a country are large: they go with the worker, however it ends.
    if not takes_place(job.scratch):
        return
    worker = Worker(job, news, Board())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(
        signal.SIGTERM,
        lambda *_: threading.Thread(target=worker.end, kwargs={"stopping": True}, daemon=True).start(),
    )
    threading.Thread(target=worker.follow, args=(orders,), daemon=True).start()
    worker.work(_listener(job.socket))


if __name__ == "__main__":
    main()
