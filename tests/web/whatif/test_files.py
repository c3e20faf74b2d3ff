"""The files that a browser reckons with."""

from __future__ import annotations

from flask.testing import FlaskClient


def test_the_files_say_no_more_than_they_must(visitor: FlaskClient) -> None:
    for name in ("punten", "plekken", "namen", "grens/GM0344", "plaatsen", "groep-65plus", "spreekuur/avond"):
        answer = visitor.get(f"/api/wat-als/{name}.json")
        assert answer.status_code == 200
        again = visitor.get(f"/api/wat-als/{name}.json", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
    for name in ("onzin/avond", "grens/GM0141", "groep-jongeren"):
        assert visitor.get(f"/api/wat-als/{name}.json").status_code == 404
