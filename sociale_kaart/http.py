"""The only HTTP client: time limits, retries, a polite rate, and three kinds of failure kept apart.

From the outside in: a session (which may answer from its cache), get_json, and the adapter below. So a kept answer
waits for no turn, and is there when the service is not. The adapter is, in this order: the breaker, the rate, the
retries, and the limits of time and size on the answer itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import requests
from pybreaker import CircuitBreaker, CircuitBreakerError
from requests_ratelimiter import LimiterAdapter
from urllib3 import BaseHTTPResponse, HTTPResponse
from urllib3.exceptions import HTTPError, InvalidHeader, MaxRetryError, ResponseError
from urllib3.util import Retry

from sociale_kaart.config import Settings
from sociale_kaart.errors import (
    ServiceAnswerInvalid,
    ServiceHasNone,
    ServiceMoved,
    ServiceUnavailable,
    SettingError,
)

if TYPE_CHECKING:
    from sociale_kaart.httpcache import KeepFor

PASSING_FAULTS = (429, 500, 502, 503, 504)

# A service that asks for a longer wait than this is out of order for us: better to say so than to sit still.
LONGEST_WAIT_S = 60.0
BACKOFF_S = 0.5

# One for the question that is asked, one for a question that is still closing; PDOK asks for no more than that.
CONNECTIONS = 2
# So many failures in a row, and a service is left alone for so long before it is tried again with one question.
FAILURES_BEFORE_REST = 5
REST_S = 60.0

# The largest answer that we ask for is a page of boundaries, 30 MB; what is longer is no answer to us.
LARGEST_ANSWER = 100_000_000
JSON = "application/json"
_PIECE = 1 << 16
_TURN = "service"


def user_agent(settings: Settings) -> str:
    """Who asks, honestly: this program, its version, and whom a service can reach about it."""
    return f"sociale-kaart/{version('sociale-kaart')} ({settings.contact or 'no contact given'})"


class PoliteRetry(Retry):
    """Retries passing faults with growing, jittered pauses; honours Retry-After up to LONGEST_WAIT_S.

    A second try waits for its turn as a first one does: `wait_for_turn` is the rate of the adapter.
    """

    wait_for_turn: Callable[[], object] | None = None

    def new(self, **kwargs: Any) -> Self:
        other = super().new(**kwargs)
        other.wait_for_turn = self.wait_for_turn
        return other

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        super().sleep(response)
        if self.wait_for_turn is not None:
            self.wait_for_turn()

    def get_backoff_time(self) -> float:
        # urllib3 tries the first time again at once, which would break our own rate.
        return super().get_backoff_time() or (self.backoff_factor if self.history else 0.0)

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


class PoliteAdapter(LimiterAdapter):
    """Asks a service one question at a time, within its rate and ours; raises ServiceError where it has no answer."""

    def __init__(
        self, settings: Settings, *, backoff_s: float, rest_s: float, accept: str, largest: int
    ) -> None:
        retry = PoliteRetry(
            total=settings.retries,
            backoff_factor=backoff_s,
            backoff_jitter=backoff_s / 2,
            status_forcelist=PASSING_FAULTS,
            allowed_methods=("GET",),
            respect_retry_after_header=True,
            raise_on_status=False,
        )
        super().__init__(
            per_second=settings.requests_per_second,
            per_host=False,
            bucket_name=_TURN,
            # The retries and the breaker answer a 429; the limiter's own answer would add a second to every one.
            limit_statuses=(),
            max_retries=retry,
            pool_maxsize=CONNECTIONS,
            pool_block=True,
        )
        retry.wait_for_turn = lambda: self.limiter.try_acquire(_TURN)
        self._timeouts_s = (settings.connect_timeout_s, settings.timeout_s)
        self._total_s = settings.total_timeout_s
        self._rest_s = rest_s
        self._accept = accept
        self._largest = largest
        self._breaker = CircuitBreaker(
            fail_max=FAILURES_BEFORE_REST, reset_timeout=rest_s, throw_new_error_on_trip=False
        )

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """The answer, whole; one of a 4xx other than 410 and 429 too, for that is the question's fault."""
        where = _without_query(request.url or "")
        try:
            return self._breaker.call(self._ask, request, where, *args, **kwargs)
        except CircuitBreakerError as fault:
            raise ServiceUnavailable(
                f"not asked: the service failed {FAILURES_BEFORE_REST} times in a row",
                where=where,
                remedy=f"try again in {self._rest_s:.0f} seconds",
            ) from fault

    def build_response(self, req: requests.PreparedRequest, resp: Any) -> requests.Response:
        """The response of requests, its body read within our limits of time and size."""
        return super().build_response(req, _read_whole(resp, self._total_s, self._largest))

    def _ask(
        self, request: requests.PreparedRequest, where: str, *args: Any, **kwargs: Any
    ) -> requests.Response:
        try:
            response = super().send(request, *args, **(kwargs | {"timeout": self._timeouts_s}))
        except (requests.RequestException, HTTPError) as fault:
            raise ServiceUnavailable(
                f"no answer ({type(fault).__name__})",
                where=where,
                remedy="try again later; nothing was recorded",
            ) from fault
        _raise_where_down(response, where, self._accept)
        return response


def session(
    settings: Settings,
    *,
    keep_for: KeepFor | None = None,
    now: Callable[[], datetime] | None = None,
    backoff_s: float = BACKOFF_S,
    rest_s: float = REST_S,
    accept: str = JSON,
    largest: int | None = None,
) -> requests.Session:
    """A session for one service; close it.

    Parameters
    ----------
    keep_for : how long an answer may be kept in the cache of the settings; without it nothing is kept
    now : the clock of the cache
    backoff_s, rest_s : seconds of the first pause before a retry, and of the rest that a failing service is given
    accept : the media type that is asked for
    largest : bytes; what is longer is no answer; by default LARGEST_ANSWER
    """
    client = _caching_session(settings, keep_for, now) or requests.Session()
    adapter = PoliteAdapter(
        settings, backoff_s=backoff_s, rest_s=rest_s, accept=accept, largest=largest or LARGEST_ANSWER
    )
    client.mount("https://", adapter)
    client.mount("http://", adapter)
    client.headers.update({"User-Agent": user_agent(settings), "Accept": accept})
    return client


def get_json(client: requests.Session, url: str, params: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The JSON object at an address.

    Raises ServiceMoved on 410, ServiceUnavailable when there is no answer or a server error,
    ServiceAnswerInvalid when the answer is not a JSON object; SettingError where that is no web address.
    """
    _require_web_address(url)
    try:
        response = client.get(url, params=dict(params or {}))
    except requests.RequestException as fault:
        raise ServiceUnavailable(
            f"no answer ({type(fault).__name__})", where=url, remedy="try again later; nothing was recorded"
        ) from fault
    if response.status_code >= 400:
        raise ServiceAnswerInvalid(
            f"the service answered {response.status_code}: {response.text[:200]!r}",
            where=url,
            remedy="check the address",
        )
    try:
        answer = response.json()
    except requests.JSONDecodeError as fault:
        raise ServiceAnswerInvalid("the answer is not JSON", where=url, remedy="check the address") from fault
    if not isinstance(answer, dict):
        raise ServiceAnswerInvalid("the answer is not a JSON object", where=url, remedy="check the address")
    return answer


def get_content(client: requests.Session, url: str) -> bytes:
    """What stands at an address, whatever it is.

    Raises ServiceMoved on 410, ServiceUnavailable when there is no answer or a server error, ServiceHasNone on 404,
    ServiceAnswerInvalid on any other refusal; SettingError where that is no web address.
    """
    _require_web_address(url)
    try:
        response = client.get(url)
    except requests.RequestException as fault:
        raise ServiceUnavailable(
            f"no answer ({type(fault).__name__})", where=url, remedy="try again later"
        ) from fault
    if response.status_code == requests.codes.not_found:
        raise ServiceHasNone("the service has nothing there", where=url, remedy="check the address")
    if response.status_code >= 400:
        raise ServiceAnswerInvalid(
            f"the service answered {response.status_code}", where=url, remedy="check the address"
        )
    return response.content


def _caching_session(
    settings: Settings, keep_for: KeepFor | None, now: Callable[[], datetime] | None
) -> requests.Session | None:
    folder = settings.cache_dir()
    if folder is None or keep_for is None:
        return None
    from sociale_kaart.httpcache import cached_session

    return cached_session(folder, keep_for, now)


def _read_whole(resp: BaseHTTPResponse, total_s: float, largest: int) -> HTTPResponse:
    """The same response with its body in memory.

    Raises ServiceUnavailable where it takes longer than total_s: each piece may come in time and the whole never.
    """
    until = time.monotonic() + total_s
    body = bytearray()
    try:
        while piece := resp.read1(_PIECE, decode_content=True):
            body += piece
            if len(body) > largest:
                raise ServiceAnswerInvalid(f"the answer is longer than {largest} bytes")
            if time.monotonic() > until:
                raise ServiceUnavailable(f"the answer was not complete after {total_s:g} seconds")
    finally:
        if not resp.closed:
            resp.close()
        resp.release_conn()
    headers = {name: value for name, value in resp.headers.items() if name.lower() not in _OF_THE_TRANSFER}
    return HTTPResponse(
        body=BytesIO(bytes(body)),
        headers=headers,
        status=resp.status,
        version=resp.version,
        reason=resp.reason,
        preload_content=False,
        request_url=resp.url,
    )


_OF_THE_TRANSFER = {"content-encoding", "content-length", "transfer-encoding"}


def _raise_where_down(response: requests.Response, where: str, accept: str) -> None:
    status = response.status_code
    if status == requests.codes.gone:
        raise ServiceMoved(
            "the service is gone (410)", where=where, remedy="set the new address of the service"
        )
    if status in PASSING_FAULTS or status >= 500:
        raise ServiceUnavailable(f"the service answered {status}", where=where, remedy="try again later")
    if accept != JSON:
        return
    if status == requests.codes.ok and not response.content.lstrip().startswith(b"{"):
        # A page that says "maintenance" with a smile and a 200.
        raise ServiceAnswerInvalid("the answer is not JSON", where=where, remedy="check the address")


def _without_query(url: str) -> str:
    """Where was asked, without what was asked for, a name or a password."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


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
            where="SOCIALE_KAART_PDOK_URL, or one of the other settings that end in _URL",
            expected="expected an address that begins with https://",
            remedy="correct or unset the environment variable",
            dutch=f'"{url}" is geen webadres: dat begint met https://. '
            "Verbeter de omgevingsvariabele, of haal haar weg.",
        )
