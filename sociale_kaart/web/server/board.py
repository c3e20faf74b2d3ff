"""What a worker knows of how the server is: the maps that it opened itself, and what the supervisor tells it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sociale_kaart.web.health import Health, MapHealth, WorkerHealth, health_of

if TYPE_CHECKING:
    from flask import Flask


class Board:
    """The latest state; any thread may read it."""

    def __init__(self) -> None:
        self._maps: dict[str, MapHealth] = {}
        self._state: Mapping[str, Any] = {}

    def add(self, name: str, app: Flask) -> None:
        """A map that was opened; its /gezond tells of it and no other map from now on."""
        from sociale_kaart.web import health

        (self._maps[name],) = health_of(app).maps
        health.install(app, lambda: self.health(name))

    def tell(self, state: Mapping[str, Any]) -> None:
        """What the supervisor says, in place of what it said before."""
        self._state = state

    def health(self, only: str = "") -> Health:
        """How all maps are, or one."""
        told: Mapping[str, Any] = self._state.get("maps", {})
        names = [only] if only else [*dict.fromkeys((*told, *self._maps))]
        return Health(
            maps=tuple(self._map(name, told.get(name, {})) for name in names),
            workers=tuple(
                WorkerHealth(one["number"], one["state"], datetime.fromisoformat(one["started_at"]))
                for one in self._state.get("workers", ())
            ),
        )

    def _map(self, name: str, told: Mapping[str, Any]) -> MapHealth:
        built_at = told.get("built_at")
        fault = told.get("fault", "")
        opened = self._maps.get(name)
        if opened is None:
            return MapHealth(name=name, title="", example=False, fault=fault, is_served=False)
        return opened.with_news(name, datetime.fromisoformat(built_at) if built_at else None, fault)
