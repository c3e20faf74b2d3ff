"""The way back: to the list somebody came from, as their own browser tells it on a link of ours."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import after_this_request, request, url_for
from werkzeug.wrappers import Response


def back_to_list() -> str:
    """The address of the list that led here, with its question; "" where a visitor came another way.

    Only links from our own list send more than our name (`referrerpolicy`), and only to ourselves. What such a page
    holds of where somebody searched stays out of every cache, as the list itself does.
    """
    try:
        came = urlsplit(request.referrer or "")
    except ValueError:
        return ""
    home = url_for("zoeken.index")
    if came.netloc != request.host or came.path != home or not came.query:
        return ""
    after_this_request(_keep_nowhere)
    return f"{home}?{came.query}"


def _keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
