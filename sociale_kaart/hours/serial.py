"""Hours as JSON and back, without loss: how the built map keeps what was read from a text."""

from __future__ import annotations

from functools import lru_cache

from pydantic import TypeAdapter

from sociale_kaart.hours.schedule import Hours

_HOURS: TypeAdapter[Hours] = TypeAdapter(Hours)


def to_json(hours: Hours) -> str:
    """One line of JSON under the field names of `schedule`; what is as by default is left out."""
    return _HOURS.dump_json(hours, exclude_defaults=True).decode()


@lru_cache(maxsize=100_000)
def from_json(text: str) -> Hours:
    """The hours again; raises pydantic's ValidationError on a text that holds none."""
    return _HOURS.validate_json(text)
