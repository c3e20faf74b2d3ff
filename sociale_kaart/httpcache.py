"""Answers of outside services kept on the user's own disk, each for as long as its content allows.

A kept answer is its text and the moment it ends, nothing else: no header, no address of the service with what may
stand in it. Asking twice within that time costs the service nothing, and us neither a turn nor a wait.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from requests import Response
from requests_cache import CachedSession
from requests_cache.backends.sqlite import SQLiteCache
from requests_cache.models.response import CachedResponse

__all__ = ["KeepFor", "cached_session"]

KeepFor: TypeAlias = Callable[[bytes], timedelta | None]
"""How long an answer may be kept, from its content; None: not at all."""

FILE_NAME = "answers.sqlite"

log = logging.getLogger(__name__)


class AnswerCache(SQLiteCache):
    """Keeps what `keep_for` allows until `now` has passed its end. A file that fails us only costs another request."""

    def __init__(self, path: Path, keep_for: KeepFor, now: Callable[[], datetime]) -> None:
        super().__init__(path, serializer="json", wal=True, busy_timeout=5000)
        self._keep_for = keep_for
        self._now = now

    def get_response(self, key: str, default: CachedResponse | None = None) -> CachedResponse | None:
        """The kept answer, where it has not ended yet."""
        try:
            kept = super().get_response(key, default)
        except sqlite3.Error as fault:
            _warn(self.db_path, fault)
            return default
        return default if kept is None or kept.expires is None or kept.expires <= self._now() else kept

    def save_response(
        self,
        response: Response,
        cache_key: str | None = None,
        expires: datetime | None = None,  # noqa: ARG002 - the content decides, not a setting of the session
    ) -> None:
        """Keep an answer for as long as its content allows."""
        time_kept = self._keep_for(response.content)
        if time_kept is None or cache_key is None:
            return
        bare = CachedResponse(
            content=response.content, status_code=response.status_code, expires=self._now() + time_kept
        )
        try:
            self.responses[cache_key] = bare
        except sqlite3.Error as fault:
            _warn(self.db_path, fault)


def cached_session(
    folder: Path, keep_for: KeepFor, now: Callable[[], datetime] | None = None
) -> CachedSession | None:
    """A session that answers from `folder` what it has asked before; None, with a warning, where that is unusable."""
    path = folder / FILE_NAME
    try:
        # Whose addresses somebody looks up is nobody else's business.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        cache = AnswerCache(path, keep_for, now or _utc)
        cache.delete(expired=True, vacuum=False)
    except (OSError, sqlite3.Error) as fault:
        _warn(path, fault)
        return None
    return CachedSession(backend=cache, allowable_codes=(200,), allowable_methods=("GET",))


def _utc() -> datetime:
    return datetime.now(UTC)


def _warn(path: Any, fault: Exception) -> None:
    log.warning(
        "%s: answers cannot be kept here (%s); set SOCIALE_KAART_CACHE to another folder", path, fault
    )
