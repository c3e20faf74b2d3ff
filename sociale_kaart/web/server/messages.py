"""What the supervisor and a worker tell each other: lines of JSON, one a message.

From the supervisor: first a Job; then {"order": SERVE | WARM | RETIRE | STOP} and {"state": ...} (see health.py). The
end of the stream means that the supervisor is gone. From a worker: Opened or Refused for each map, and then READY.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from sociale_kaart import errors
from sociale_kaart.config import Settings
from sociale_kaart.errors import SocialeKaartError, StoreError

SERVE, WARM, RETIRE, STOP = "serve", "warm", "retire", "stop"
READY = "ready"
# How a maker ends where a build cannot be opened.
REFUSED = 3

Message = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MapJob:
    """A map to open.

    file : what to read. folder : where it came from, with what lies beside it
    shelf : where the maker (maker.py) lays ready what is the same for everybody; None where nobody does
    """

    name: str
    file: Path
    folder: Path
    may_fail: bool
    shelf: Path | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """All that a worker must know.

    socket : number of the listening socket; or on Windows, the socket in its own words
    under_prefix : whether each map stands under its name, with a page of all of them at /
    scratch : folder for everything that it writes
    polite : whether others answer meanwhile, so that opening may take longer
    """

    number: int
    socket: int | str
    maps: tuple[MapJob, ...]
    under_prefix: bool
    scratch: Path
    polite: bool
    settings: Settings


def settings_of_map(settings: Settings, name: str, *, under_prefix: bool) -> Settings:
    """Those of the server, with the public address of the map itself."""
    if not (under_prefix and settings.public_url):
        return settings
    return replace(settings, public_url=f"{settings.public_url.rstrip('/')}/{name}")


def encoded(message: Message) -> bytes:
    """A line."""
    return json.dumps(message, default=str, separators=(",", ":")).encode() + b"\n"


def job_message(job: Job) -> Message:
    """A job as a message."""
    return asdict(job)


def job_of(message: Message) -> Job:
    """The job in a message."""
    maps = (
        MapJob(
            one["name"],
            Path(one["file"]),
            Path(one["folder"]),
            one["may_fail"],
            Path(one["shelf"]) if one["shelf"] else None,
        )
        for one in message["maps"]
    )
    return Job(
        **{
            **message,
            "maps": tuple(maps),
            "scratch": Path(message["scratch"]),
            "settings": _settings_of(message["settings"]),
        }
    )


def _settings_of(message: Message) -> Settings:
    paths = {one.name for one in fields(Settings) if one.default is None}
    told: dict[str, Any] = {
        name: Path(said) if name in paths and said else said for name, said in message.items()
    }
    return Settings(**told)


def fault_message(fault: Exception) -> Message:
    """An error as a message; one that is not ours by its name and words."""
    if isinstance(fault, SocialeKaartError):
        return {
            "kind": type(fault).__name__,
            "what": fault.what,
            "where": fault.where,
            "expected": fault.expected,
            "remedy": fault.remedy,
            "dutch": fault.dutch,
        }
    return {"kind": StoreError.__name__, "what": f"{type(fault).__name__}: {fault}"}


def fault_of(message: Message) -> SocialeKaartError:
    """The error in a message."""
    kind: type[SocialeKaartError] = getattr(errors, message["kind"], StoreError)
    return kind(**{name: said for name, said in message.items() if name != "kind"})
