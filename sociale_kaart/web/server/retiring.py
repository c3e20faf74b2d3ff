"""waitress, and how it ends: it takes no new connection, answers what was asked, and says goodbye with each answer.

A connection that is kept alive gets one more answer, with `Connection: close`. One on which nothing was asked for a
while is closed, as it would be by any server: by then no question is on its way.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]  # waitress ships no types
from waitress.server import create_server  # type: ignore[import-untyped]
from waitress.task import WSGITask  # type: ignore[import-untyped]
from waitress.wasyncore import close_all  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# Nobody sends this site anything: small bodies, and connections that say nothing are closed soon.
LIMITS: Mapping[str, int] = {"max_request_body_size": 64_000, "channel_timeout": 30, "connection_limit": 500}
LOOK_EVERY_S = 0.05


class _LastAnswer(WSGITask):  # type: ignore[misc]  # no types, as above
    """Tells that the connection closes, once the server retires."""

    def build_response_header(self) -> bytes:
        if self.channel.server.retires:
            self.set_close_on_finish()
        header: bytes = super().build_response_header()
        return header


class _Channel(HTTPChannel):  # type: ignore[misc]
    task_class = _LastAnswer


class RetiringServer:
    """A waitress server on a socket that others listen on too."""

    def __init__(self, app: WSGIApplication, listener: socket.socket, **options: Any) -> None:
        self._sockets: dict[int, Any] = {}
        self._server = create_server(
            app, map=self._sockets, sockets=[listener], ident=None, **LIMITS, **options
        )
        self._server.channel_class = _Channel
        self._server.retires = False

    def run(self) -> None:
        """Answer until retired."""
        self._server.run()
        self._server.task_dispatcher.shutdown()

    def retire(self, *, idle_s: float, most_s: float) -> None:
        """End `run` once all is answered; called from another thread.

        idle_s : how long a connection must have been silent to be closed without a last answer
        most_s : how long somebody may take to receive an answer
        """
        # In the backlog of the socket a connection is there for whoever else listens.
        self._server.accepting = False
        self._server.retires = True
        end = time.monotonic() + most_s
        while self._sockets:
            # Whoever retires it too, in more haste, may have closed everything this very moment.
            with suppress(OSError):
                self._server.trigger.pull_trigger(
                    lambda: self._close_idle(idle_s, at_once=time.monotonic() > end)
                )
            time.sleep(LOOK_EVERY_S)

    def _close_idle(self, idle_s: float, *, at_once: bool) -> None:
        """In the thread of the sockets, so that nothing is closed while it is being read."""
        channels = list(self._server.active_channels.values())
        for one in channels:
            is_idle = not (one.requests or one.request or one.total_outbufs_len)
            if at_once or (is_idle and one.last_activity < time.time() - idle_s):
                one.will_close = True
        if not channels or at_once:
            close_all(self._sockets)
