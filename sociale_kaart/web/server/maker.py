"""The maker: lays ready what is the same for everybody and costs much to make, and ends.

    python -m sociale_kaart.web.server.maker

Started by the supervisor alone, before the workers of a new build open it, and of the very first once they answer: with
a job on standard input, whose end means that the supervisor is gone. It lets everybody else go first. Workers find what
it made on the shelf of the map (shelf.py), wait a while for what it is making, and make the rest themselves. See
docs/decisions/0964.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sociale_kaart.web.server.messages import REFUSED, Job, MapJob, job_of, settings_of_map
from sociale_kaart.web.server.scratch import clear_after, takes_place

if TYPE_CHECKING:
    from flask import Flask

    from sociale_kaart.web.site import Site

# Not lower: on a machine that is always busy a new build would never come.
_NICE = 10
# This module is run, and so is not called by its name.
_log = logging.getLogger("sociale_kaart.web.server.maker")
# Of two who end this process the second waits for ever: who clears up is not cut short.
_ending = threading.Lock()


def opened(one: MapJob, job: Job) -> Flask:
    """A map whose shelf is to be filled; raises whatever its workers will tell of too."""
    from sociale_kaart.web.app import create_app
    from sociale_kaart.web.shelf import Shelf

    settings = settings_of_map(job.settings, one.name, under_prefix=job.under_prefix)
    return create_app(one.file, settings, folder=one.folder, shelf=Shelf(one.shelf, fills=True))


def make_ready(app: Flask, one: MapJob) -> None:
    """Make what a map's workers would each make for themselves, the most asked first."""
    from sociale_kaart.web import datafiles
    from sociale_kaart.web.dekking import figures
    from sociale_kaart.web.site import EXTENSION

    site: Site = app.extensions[EXTENSION]
    figures.make_ahead(site)
    for address in documents_of(site):
        _ask(app, address, one)
    datafiles.make_ahead(app)


def was_laid_ready(one: MapJob, job: Job) -> bool:
    """Whether a map could be opened, and so was laid ready."""
    try:
        app = opened(one, job)
    except Exception as fault:  # noqa: BLE001, RUF100  # whatever is wrong with it, its workers say so too
        _log.info("%s: nothing was laid ready of this build: %s", one.name, fault)
        return False
    make_ready(app, one)
    return True


def documents_of(site: Site) -> Iterator[str]:
    """Addresses that leave on the shelf all that they are made of."""
    from sociale_kaart.web.dekking.figures import can_reckon
    from sociale_kaart.web.dekking.moments import ALWAYS

    yield from (f"/dekking/{code}" for code in site.data.gemeentecodes[:1])
    yield from (f"/api/dekking/{pillar}/{ALWAYS}.json" for pillar in site.pillars)
    yield "/dekking"
    yield from (f"/api/wat-als/{name}.json" for name in ("plekken", "namen", "plaatsen"))
    if can_reckon():
        yield "/api/wat-als/punten.json"
        yield from (f"/api/wat-als/{pillar}/{ALWAYS}.json" for pillar in site.pillars)


def _ask(app: Flask, address: str, one: MapJob) -> None:
    if app.test_client().get(address).status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s: this map cannot show %s", one.name, address)


def _end_with(supervisor: BinaryIO, scratch: Path) -> None:
    """Wait for the end of the supervisor, clear up after it, and end."""
    supervisor.read()
    with _ending:
        clear_after(scratch)
        os._exit(0)


def main() -> None:
    """Take one job, and end with it."""
    from sociale_kaart.web.logrecords import log_to_stderr

    os.dup2(2, 1)
    orders = os.fdopen(0, "rb", buffering=0)
    order = orders.readline()
    if not order:
        # Whoever started this was gone before it could say what to make.
        return
    job = job_of(json.loads(order))
    log_to_stderr(job.settings.log)
    if sys.platform != "win32":
        os.nice(_NICE)
    if not takes_place(job.scratch):
        return
    threading.Thread(target=_end_with, args=(orders, job.scratch.parent), daemon=True).start()
    laid = [was_laid_ready(one, job) for one in job.maps]
    _ending.acquire()
    sys.exit(0 if all(laid) else REFUSED)


if __name__ == "__main__":
    main()
