"""How the tests of what-if ask its page."""

from __future__ import annotations

from urllib.parse import urlencode

from flask.testing import FlaskClient

PAGE = "/dekking/wat-als"
SPOT = "b13860-45600"
EVIL = "<script>alert(1)</script>"


def get(visitor: FlaskClient, **asked: str) -> str:
    answer = visitor.get(f"{PAGE}?{urlencode({'pijler': 'spreekuur'} | asked)}")
    assert answer.status_code == 200, asked
    return answer.text
