"""What is logged, as lines of JSON for a program or as plain lines for a terminal; all of it on standard error.

Nothing that a visitor asked for is in it: of an error in answering somebody its own words are left out, because a
ValueError repeats what was typed, and waitress names the path.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

JSON_LINES, TEXT, AUTO = "json", "text", "auto"
# Where a record of a request has its fields.
FIELDS = "sociale_kaart_fields"
_OF_VISITORS = ("waitress",)


class JsonLines(logging.Formatter):
    """One object a line: time, level, event, and what belongs to the event."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_told(record), ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """The same for people."""

    def format(self, record: logging.LogRecord) -> str:
        told = _told(record)
        time = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        if told["event"] == "request":
            kept = f"{told['bytes'] / 1000:.1f} kB"
            parts = (
                time,
                told["status"],
                told["method"],
                told["route"],
                f"{told['ms']} ms",
                kept,
                told["map"],
            )
            return "  ".join(str(part) for part in parts if part)
        trace = f"\n{told['traceback']}" if "traceback" in told else ""
        return f"{time}  {record.levelname.lower()}  {told['message']}{trace}"


def log_to_stderr(form: str) -> None:
    """Let every record of this process go to standard error; AUTO is plain on a terminal and JSON elsewhere."""
    is_json = form == JSON_LINES or (form == AUTO and not sys.stderr.isatty())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if is_json else PlainLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("sociale_kaart").setLevel(logging.INFO)
    # A line for every request that waits a moment tells nothing that the milliseconds of the requests do not.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def _told(record: logging.LogRecord) -> dict[str, Any]:
    told: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
    }
    fields: Mapping[str, Any] | None = getattr(record, FIELDS, None)
    if fields is not None:
        return {**told, **fields}
    message, _, trace = _message(record).partition("\n")
    told |= {"event": record.name, "message": message}
    if trace:
        told["traceback"] = trace.rstrip()
    if record.exc_info and record.exc_info[0] is not None:
        told["traceback"] = _trace(record)
    return told


def _is_about_a_visitor(record: logging.LogRecord) -> bool:
    # The supervisor logs too, and has no use for Flask.
    from flask import has_request_context

    return has_request_context() or record.name.startswith(_OF_VISITORS)


def _message(record: logging.LogRecord) -> str:
    message = record.getMessage()
    # "Exception while serving /7511GM"
    return message.partition(" serving ")[0] if record.name.startswith(_OF_VISITORS) else message


def _trace(record: logging.LogRecord) -> str:
    assert record.exc_info is not None
    kind, fault, trace = record.exc_info
    assert kind is not None
    frames = "".join(traceback.format_tb(trace))
    words = "" if _is_about_a_visitor(record) else f": {fault}"
    return f"{frames}{kind.__name__}{words}"
