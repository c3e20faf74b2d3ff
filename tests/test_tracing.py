"""What is slow runs untraced, in a worker of xdist too; seen only where coverage is measured (`make test`)."""

from __future__ import annotations

import os
import sys
import threading

import pytest


@pytest.mark.slow
def test_a_slow_test_is_not_traced_nor_are_its_threads_and_programs() -> None:
    assert sys.gettrace() is None
    assert threading.gettrace() is None
    assert [name for name in os.environ if name.startswith("COVERAGE_PROCESS_")] == []


def test_a_quick_one_is_traced_where_coverage_is_measured(request: pytest.FixtureRequest) -> None:
    measured = request.config.pluginmanager.hasplugin("_cov") and bool(request.config.option.cov_source)
    assert sys.gettrace() is not None or not measured
    assert threading.gettrace() is not None or not measured
