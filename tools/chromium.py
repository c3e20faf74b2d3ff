"""Debian's chromium, as tests, benchmarks and screenshots all start it."""

from __future__ import annotations

import os
import shutil

PATH = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
# The same engine without the frame of a browser around it, from the same sources (Debian's chromium-headless-shell).
SHELL = "/usr/bin/chromium-headless-shell"
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


def for_tests() -> str:
    """The browser that tests drive: what `CHROMIUM` names, or the shell where there is one, or else all of chromium.

    To open a page takes the shell a quarter of the processor time (docs/decisions/1012).
    """
    if not os.environ.get("CHROMIUM") and shutil.which(SHELL):
        return SHELL
    return PATH
