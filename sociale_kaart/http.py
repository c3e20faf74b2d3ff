"""The only HTTP client: time limits, retries, a polite rate, and three kinds of failure kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Self
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests_ratelimiter import LimiterSession
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import InvalidHeader, MaxRetryError, ResponseError
from urllib3.util import Retry

from sociale_kaart.config import Settings
from sociale_kaart.errors import ServiceAnswerInvalid, ServiceMoved, ServiceUnavailable, SettingError

PASSING_FAULTS = (429, 500, 502, 503, 504)


# A service that asks for a longer wait than this is out of order for us: better to say so than to sit still.
LONGEST_WAIT_S = 60.0
BACKOFF_S = 0.5


class PoliteRetry(Retry):
    """Retries passing faults with growing, jittered pauses; honours Retry-After up to LONGEST_WAIT_S."""

    def get_backoff_time(self) -> float:
        # urllib3 tries the first time again at once, which would break our own rate.
        return super().get_backoff_time() or (BACKOFF_S if self.history else 0.0)

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        try:
            return super().get_retry_after(response)
        except InvalidHeader:
            # Not a number of seconds and not a date: as good as no header, so the usual pause.
            return None

    def increment(self, *args: Any, **kwargs: Any) -> Self:
        response = kwargs.get("response")
        wait_s = self.get_retry_after(response) if response is not None else None
        if wait_s is not None and wait_s > LONGEST_WAIT_S:
            raise MaxRetryError(
                kwargs["_pool"], kwargs.get("url") or "", ResponseError("Retry-After is too long")
            )
        return super().increment(*args, **kwargs)


def user_agent(settings: Settings) -> str:
    """Who asks, honestly: this program, its version, and whom a service can reach about it."""
    return f"sociale-kaart/{version('sociale-kaart')} ({settings.contact or 'no contact given'})"


def session(settings: Settings) -> requests.Session:
    """A session that waits its turn, retries passing faults with back-off and follows redirects. Close it."""
    client = LimiterSession(per_second=settings.requests_per_second)
    retry = PoliteRetry(
        total=settings.retries,
        backoff_factor=BACKOFF_S,
        backoff_jitter=BACKOFF_S / 2,
        status_forcelist=PASSING_FAULTS,
        allowed_methods=("GET",),
        respect_retry_after_header=True,
        raise_on_status=False,
    )
    client.mount("https://", HTTPAdapter(max_retries=retry))
    client.mount("http://", HTTPAdapter(max_retries=retry))
    client.headers.update({"User-Agent": user_agent(settings), "Accept": "application/json"})
    return client


def get_json(
    client: requests.Session, url: str, params: Mapping[str, Any] | None = None, *, timeout_s: float
) -> dict[str, Any]:
    """The JSON object at an address.

    Raises ServiceMoved on 410, ServiceUnavailable when there is no answer or a server error,
    ServiceAnswerInvalid when the answer is not a JSON object; SettingError where that is no web address.
    """
    _require_web_address(url)
    try:
        response = client.get(url, params=dict(params or {}), timeout=timeout_s)
    except requests.RequestException as fault:
        raise ServiceUnavailable(
            f"no answer ({type(fault).__name__})", where=url, remedy="try again later; nothing was recorded"
        ) from fault
    _raise_for_status(response, url)
    try:
        answer = response.json()
    except requests.JSONDecodeError as fault:
        raise ServiceAnswerInvalid("the answer is not JSON", where=url, remedy="check the address") from fault
    if not isinstance(answer, dict):
        raise ServiceAnswerInvalid("the answer is not a JSON object", where=url, remedy="check the address")
    return answer


def _require_web_address(url: str) -> None:
    """What could never be asked is no outage: every address that we ask comes from a setting."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise SettingError(
            f"{url!r} is no web address",
            where="SOCIALE_KAART_PDOK_URL, SOCIALE_KAART_BOUNDARIES_URL or SOCIALE_KAART_BUURTEN_URL",
            expected="expected an address that begins with https://",
            remedy="correct or unset the environment variable",
        )


def _raise_for_status(response: requests.Response, url: str) -> None:
    status = response.status_code
    if status == requests.codes.gone:
        raise ServiceMoved(
            "the service is gone (410)", where=url, remedy="set the new address of the service"
        )
    if status in PASSING_FAULTS or status >= 500:
        raise ServiceUnavailable(f"the service answered {status}", where=url, remedy="try again later")
    if status >= 400:
        raise ServiceAnswerInvalid(
            f"the service answered {status}: {response.text[:200]!r}", where=url, remedy="check the address"
        )
