"""The end of a server: every process is asked to finish, and whoever does not is killed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from queue import Empty, SimpleQueue

from sociale_kaart.web.server.messages import STOP, Message
from sociale_kaart.web.server.workers import WorkerProcess

STOP_WITHIN_S = 15.0


def end_all(
    workers: Sequence[WorkerProcess],
    maker: WorkerProcess | None,
    events: SimpleQueue[tuple[WorkerProcess | None, Message]],
) -> None:
    """Ask every worker to finish, and wait for that; in haste after a second Ctrl+C.

    events : what processes tell; what no process tells is a signal
    """
    left = [*workers]
    for worker in left:
        worker.order(STOP)
    if maker:
        # What it makes nobody will read.
        maker.kill()
        left.append(maker)
    end, hurries = time.monotonic() + STOP_WITHIN_S, False
    while left and time.monotonic() < end and not hurries:
        try:
            one, message = events.get(timeout=0.2)
        except Empty:
            continue
        hurries = one is None
        if message["news"] == "ended":
            left = [worker for worker in left if worker is not one]
    for worker in left:
        worker.kill()
