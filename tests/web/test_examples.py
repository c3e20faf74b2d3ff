"""What the how-to on running a server ships: nginx and systemd, as far as it can be checked without either."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from sociale_kaart.config import PREFIX, Settings, environment_names
from sociale_kaart.web.limits import EXPENSIVE
from sociale_kaart.web.server.retiring import LIMITS

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
NGINX = EXAMPLES / "nginx-sociale-kaart.conf"
UNITS = sorted([*EXAMPLES.glob("*.service"), *EXAMPLES.glob("*.timer")])


@pytest.fixture(scope="module")
def nginx() -> str:
    """The example, without what it only remarks."""
    return re.sub(r"^\s*#.*$", "", NGINX.read_text(encoding="utf-8"), flags=re.M)


def test_braces_and_statements_are_whole(nginx: str) -> None:
    depth = 0
    # In a quoted string, a pattern of a location and a name such as $host these signs mean nothing.
    plain = re.sub(r'"[^"\n]*"|\'[^\'\n]*\'', "x", nginx)
    plain = re.sub(r"location ~ \S+", "location x", plain)
    for line in filter(None, map(str.strip, plain.splitlines())):
        depth += line.count("{") - line.count("}")
        assert depth >= 0, line
    assert depth == 0
    ends = [line for line in plain.splitlines() if line.strip() and not re.search(r"[;{}]\s*(#.*)?$", line)]
    continued = ("log_format", "x", "proxy_cache_path")
    assert [line for line in ends if not line.strip().startswith(continued)] == []


def test_no_log_tells_who_asked_for_what(nginx: str) -> None:
    (form,) = re.findall(r"log_format zonder_adres.*?;", nginx, flags=re.S)
    told = set(re.findall(r"\$\w+", form))
    assert not told & {
        "$remote_addr",
        "$binary_remote_addr",
        "$remote_user",
        "$request",
        "$request_uri",
        "$uri",
        "$args",
        "$query_string",
        "$http_referer",
        "$http_user_agent",
        "$http_x_forwarded_for",
    }
    assert set(re.findall(r"access_log (\S+ ?\S*);", nginx)) == {
        "/var/log/nginx/sociale-kaart.log zonder_adres",
        "off",
    }
    assert re.findall(r"error_log \S+ (\w+);", nginx) == ["crit"], "lower levels name the visitor"


def test_the_app_believes_as_many_proxies_as_nginx_is(nginx: str) -> None:
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in nginx, "one value, in place of what came"
    assert environment("sociale-kaart.service")["SOCIALE_KAART_PROXIES"] == "1"


def test_nginx_hangs_up_before_the_app_does(nginx: str) -> None:
    (kept_s,) = re.findall(r"keepalive_timeout (\d+)s;", nginx)
    assert int(kept_s) < LIMITS["channel_timeout"]
    (body_kb,) = re.findall(r"client_max_body_size (\d+)k;", nginx)
    assert int(body_kb) * 1000 <= LIMITS["max_request_body_size"]


def patterns(nginx: str) -> list[str]:
    return re.findall(r"location ~ (\S+) \{", nginx)


@pytest.mark.parametrize("root", ["", "/overijssel", "/en", "/overijssel/en"])
def test_what_is_costly_is_counted_apart(nginx: str, root: str, app: Flask) -> None:
    free, costly = map(re.compile, patterns(nginx)[:2])
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint in EXPENSIVE]
    assert {rule.endpoint for rule in rules} == EXPENSIVE
    for rule in rules:
        address = root + re.sub(r"<[^>]+>", "GM0153", rule.rule)
        assert costly.search(address), f"{rule.endpoint}: {address}"
        assert not free.search(address)
    for page in ("/", "/over", "/plek/l-bieb", "/api/punten.bin", "/api/plekken.geojson"):
        assert not costly.search(root + page), page


def test_what_comes_by_the_dozen_is_not_counted(nginx: str) -> None:
    free = re.compile(patterns(nginx)[0])
    assert all(
        free.search(one) for one in ("/static/kaart.js", "/overijssel/static/a.css", "/tegels/1/2/3.png")
    )
    assert not free.search("/api/suggest")


def unit(name: str) -> dict[str, str]:
    """What a unit sets, the last of each."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^(\w+)=(.*)$", text, flags=re.M))


def environment(name: str) -> dict[str, str]:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    return dict(one.split("=", 1) for one in re.findall(r"^Environment=(\S+)$", text, flags=re.M))


def test_the_settings_of_the_unit_are_settings_with_values_they_take() -> None:
    told = environment("sociale-kaart.service")
    assert set(told) <= set(environment_names())
    taken = Settings.from_environment(told)
    for name, said in told.items():
        assert str(getattr(taken, name.removeprefix(PREFIX).lower())) == said


def test_the_unit_serves_reads_only_and_ends_decently() -> None:
    service = unit("sociale-kaart.service")
    assert "serve /srv/kaarten/" in service["ExecStart"]
    assert service["KillMode"] == "mixed", "the supervisor asks its workers itself"
    assert service["ExecReload"] == "/bin/kill -HUP $MAINPID"
    assert service["ProtectSystem"] == "strict"
    assert "ReadWritePaths" not in service


def test_the_build_may_write_where_the_site_may_not_and_goes_second() -> None:
    service = unit("sociale-kaart-bouwen.service")
    assert service["ReadWritePaths"] == "/srv/kaarten"
    assert int(service["Nice"]) > 0
    assert unit("sociale-kaart-bouwen.timer")["Persistent"] == "yes"


@pytest.mark.skipif(
    shutil.which("nginx") is None, reason="nginx is not installed: the example is not tried by it"
)
def test_nginx_takes_the_example(tmp_path: Path) -> None:
    site = tmp_path / "site.conf"
    text = NGINX.read_text(encoding="utf-8").replace("/var/cache/nginx/", f"{tmp_path}/")
    site.write_text(text.replace("/var/log/nginx/", f"{tmp_path}/"), encoding="utf-8")
    temporary = " ".join(
        f"{kind}_temp_path {tmp_path}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = tmp_path / "nginx.conf"
    main.write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ {temporary} include {site}; }}", encoding="utf-8"
    )
    tried = subprocess.run(
        ["nginx", "-t", "-c", str(main), "-e", str(tmp_path / "error.log")],
        check=False,
        capture_output=True,
        text=True,
    )
    assert tried.returncode == 0, tried.stderr
