"""The socket that visitors come in by: on the port that was asked for, or the first free one after it."""

from __future__ import annotations

import errno
import socket

from sociale_kaart.errors import SocialeKaartError

NEXT_PORTS = 20


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


def address_of(listener: socket.socket, asked: str) -> str:
    """What to open in a browser on this machine, where `asked` is the host that was to be listened on."""
    host, port = listener.getsockname()[:2]
    shown = "127.0.0.1" if asked in ("0.0.0.0", "::") else host  # noqa: S104  # read, not bound to
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


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
    return fault.errno in (errno.EADDRINUSE, errno.EACCES)
