"""How long a site of files takes to write, and how many requests it serves beside the app (bar 6 of issue 7).

Run: python -m benchmarks.publish KAART OUT [--times N] [--seconds N] [--only-serve]

KAART must be built; it is published anew into OUT so many times, and once more when nothing changed. Then the same
pages are asked of the app, once it has laid everything ready, and of nginx, one after the other on this machine, with
wrk (apt: wrk nginx).
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.underload import await_maker
from sociale_kaart.publish.beside import ON_DISK

APP, NGINX = 8364, 8365
CONNECTIONS, THREADS = 16, 1


def main() -> None:
    """Publish, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kaart", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--only-serve", action="store_true", help="OUT is published already")
    asked = parser.parse_args()
    if not asked.only_serve:
        for which in (*["anew"] * asked.times, "nothing changed"):
            if which == "anew":
                shutil.rmtree(asked.out, ignore_errors=True)
            seconds, cpu = published(asked.kaart, asked.out)
            print(f"publish, {which}: {seconds:.0f} s, {cpu:.0f} s of processor", flush=True)
    for suffix in ("", ".br", ".gz"):
        print(told(asked.out, suffix))
    place = next(one.parent.name for one in sorted((asked.out / "plek").glob("*/index.html")))
    paths = {
        "question": "/",
        "place": f"/plek/{place}/",
        "answer": "/zoek/kaartjes/0.json",
        "coverage": "/dekking/",
        "data": "/data/plekken.geojson",
    }
    with app(asked.kaart):
        asked_of_app = {
            "question": "/",
            "place": f"/plek/{place}",
            "answer": "/?zoek=3511&hulp=alle",
            "coverage": "/dekking",
            "data": "/data/plekken.geojson",
        }
        measured = {name: rate(APP, path, asked.seconds) for name, path in asked_of_app.items()}
    with nginx(asked.out):
        files = {name: rate(NGINX, path, asked.seconds) for name, path in paths.items()}
    print("requests/s   app   nginx")
    for name, of_app in measured.items():
        times = files[name] / of_app if of_app else float("inf")
        print(f"{name:10} {of_app:6.0f} {files[name]:7.0f} {times:10.1f} x")


def published(kaart: Path, out: Path) -> tuple[float, float]:
    """Seconds on the clock, and of processor time of all processes."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(
        [*program(), "publish", str(kaart), str(out), "--address", "https://kaart.voorbeeld.nl"], check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, cpu


def told(out: Path, suffix: str) -> str:
    """How many files and how much."""
    sizes = [
        one.stat().st_size
        for one in out.rglob("*")
        if one.is_file() and (one.suffix == suffix or (not suffix and one.suffix not in (".br", ".gz")))
    ]
    return f"{suffix or 'plain':6} {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB"


def rate(port: int, path: str, seconds: int) -> float:
    """Requests a second, compressed as a browser asks for it."""
    address = f"http://127.0.0.1:{port}{path}"
    command = [
        "wrk",
        f"-t{THREADS}",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "-H",
        "Accept-Encoding: gzip",
        address,
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said:
        raise SystemExit(f"{address}: {said}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]


def program() -> list[str]:
    """The command line of this very checkout."""
    return [sys.executable, "-m", "sociale_kaart"]


@contextmanager
def running(command: list[str], port: int) -> Iterator[int]:
    """The number of a server's process, once it answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(240):
            probe = ["wrk", "-t1", "-c1", "-d1s", f"http://127.0.0.1:{port}/"]
            said = subprocess.run(probe, check=False, capture_output=True, text=True)
            if (
                said.returncode == 0
                and "Socket errors" not in said.stdout
                and " 0 requests" not in said.stdout
            ):
                break
            time.sleep(0.5)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def app(kaart: Path) -> Iterator[None]:
    """The app as it is served, once it has laid everything ready."""
    with running([*program(), "serve", str(kaart), "--port", str(APP)], APP) as pid:
        await_maker(pid)
        yield


@contextmanager
def nginx(out: Path) -> Iterator[None]:
    """Nginx with the example that is published beside the site, but for its folder."""
    with tempfile.TemporaryDirectory() as folder:
        example = (
            (out / "nginx.voorbeeld.conf").read_text(encoding="utf-8").replace(ON_DISK, str(out.resolve()))
        )
        config = Path(folder) / "nginx.conf"
        config.write_text(
            f"daemon off; worker_processes 2; pid {folder}/pid; error_log stderr;\n"
            f"events {{ worker_connections 1024; }}\nhttp {{ access_log off; server {{ listen 127.0.0.1:{NGINX};\n"
            f"{example}}} }}\n",
            encoding="utf-8",
        )
        with running([shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(config)], NGINX):
            yield


if __name__ == "__main__":
    main()
