"""Debian's chromium, as tests, benchmarks and screenshots all start it."""

from __future__ import annotations

import os

PATH = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",  # CI runs as root, and chromium's sandbox does not
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # What a browser asks of its maker on its own account: tests reach no network.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
