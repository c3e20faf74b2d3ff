"""A map made into every measure, per any area.

rows.py says what comes out, frommap.py makes it of a built map, figures.py of arrays. `report` is loaded when it is
first used: who brings arrays need not wait for what reads a map and its hours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sociale_kaart.coverage.report.figures import report_of
from sociale_kaart.coverage.report.known import Help
from sociale_kaart.coverage.report.options import Options
from sociale_kaart.coverage.report.rows import CoverageReport, NeedRow, ReportRow, plain_rows

if TYPE_CHECKING:
    from sociale_kaart.coverage.report.frommap import report

__all__ = ["CoverageReport", "Help", "NeedRow", "Options", "ReportRow", "plain_rows", "report", "report_of"]


def __getattr__(name: str) -> Any:
    if name != "report":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sociale_kaart.coverage.report.frommap import report

    return report
