"""What every test rests on: no network, the shared data where it is there, a browser where there is one."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.templating import Environment
from hypothesis import is_hypothesis_test, settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from tools import chromium

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = Path(os.environ.get("SOCIALE_KAART_DATA") or ROOT.parent / "shared" / "data")
# OWSLib brings lxml, with which openpyxl writes other bytes than without: the sheets that ship were made without.
os.environ["OPENPYXL_LXML"] = "False"
CI = os.environ.get("CI", "").lower() in {"true", "1"}

# A busy machine is no failure; in CI the same examples come every time.
settings.register_profile("project", deadline=None, derandomize=CI, print_blob=True)
# Laws hold on another version of Python or they do not: there a few examples are enough, whatever number a test names.
AGAIN = "again"
settings.register_profile(AGAIN, parent=settings.get_profile("project"), max_examples=15)
settings.load_profile("project")


class Compiled(BytecodeCache):
    """Templates as they were compiled for an earlier app, as long as their text is the same.

    Hundreds of tests make an app of their own, and compiling what its first page needs is nearly all that costs.
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


class QuickEnvironment(Environment):
    """Flask's own, with what was compiled before."""

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, **{"bytecode_cache": COMPILED} | options)


Flask.jinja_environment = QuickEnvironment


def pytest_configure() -> None:
    """A developer's own settings must not decide whether a test passes."""
    for name in [name for name in os.environ if name.startswith("SOCIALE_KAART_")]:
        if name != "SOCIALE_KAART_DATA":
            del os.environ[name]
    # And what a fake service answers does not belong in their home.
    os.environ["SOCIALE_KAART_CACHE"] = ""


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real open data (see CONTRIBUTING.md); skips where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the shared data folder is absent (SOCIALE_KAART_DATA names another one)")
    return SHARED_DATA


@pytest.fixture(scope="session")
def shared_file(shared_data: Path) -> Callable[[str], Path]:
    """A file of the shared data by name, as in `shared_file("kaart/twente_35.csv")`; skips where it is absent."""

    def find(name: str) -> Path:
        path = shared_data / name
        if not path.is_file():
            pytest.skip(f"{name} is absent from the shared data folder")
        return path

    return find


@pytest.hookimpl(tryfirst=True)  # before `-m` selects
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for playwright drives a browser, marked so or not; laws take no more examples than the profile."""
    for item in items:
        if "playwright" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if settings.get_current_profile_name() == AGAIN and isinstance(item, pytest.Function):
            _try_a_few(item.obj)


def _try_a_few(test: Any) -> None:
    if is_hypothesis_test(test):
        # What @settings says stands nowhere else; where Hypothesis renames it, this fails and nothing is skipped.
        own = test._hypothesis_internal_use_settings
        most = min(own.max_examples, settings.get_profile(AGAIN).max_examples)
        test._hypothesis_internal_use_settings = settings(own, max_examples=most)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What is slow, or waits for a browser, is not traced on top of that: quick tests run the same code."""
    if item.get_closest_marker("slow") or item.get_closest_marker("browser"):
        with _untraced():
            return (yield)
    return (yield)


@contextmanager
def _untraced() -> Iterator[None]:
    """No branch coverage in here: it makes a loop over all cases three to four times as long.

    Not pytest-cov's own `no_cover`: in a worker of xdist that only wakes the coverage that the worker began with as a
    child process of a measured one, and everything stays traced.
    """
    ours, of_threads = sys.gettrace(), threading.gettrace()
    of_children = {
        name: os.environ.pop(name) for name in list(os.environ) if name.startswith("COVERAGE_PROCESS_")
    }
    sys.settrace(None)
    threading.settrace(None)  # type: ignore[arg-type]  # None is what it is without tracing
    try:
        yield
    finally:
        sys.settrace(ours)
        threading.settrace(of_threads)  # type: ignore[arg-type]
        os.environ.update(of_children)


@pytest.hookimpl(tryfirst=True)  # before playwright looks for a browser of its own
def pytest_runtest_setup(item: pytest.Item) -> None:
    """No browser: skip, and the summary says so; in CI, where .ci/run installs one, fail."""
    if item.get_closest_marker("browser") and shutil.which(chromium.for_tests()) is None:
        told = (
            f"no browser at {chromium.for_tests()}: install Debian's chromium-headless-shell or chromium, "
            "or name another one in CHROMIUM"
        )
        if CI:
            pytest.fail(told, pytrace=False)
        pytest.skip(told)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's chromium; playwright's own download is never used."""
    return browser_type_launch_args | {"executable_path": chromium.for_tests(), "args": list(chromium.FLAGS)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A visitor in the Netherlands."""
    return browser_context_args | {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count and name what was skipped: a test that silently never runs is no test."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(_reason(report) for report in skipped)
    terminalreporter.section(f"skipped: {len(skipped)}")
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count:4} x {reason}")
        for report in skipped:
            if _reason(report) == reason:
                terminalreporter.write_line(f"       {report.nodeid}")


def _reason(report: pytest.TestReport) -> str:
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ")
