"""A map made into every measure, per any area.

rows.py says what comes out, frommap.py makes it of a built map, figures.py of arrays.
"""

from sociale_kaart.coverage.report.figures import report_of
from sociale_kaart.coverage.report.frommap import report
from sociale_kaart.coverage.report.known import Help
from sociale_kaart.coverage.report.options import Options
from sociale_kaart.coverage.report.rows import CoverageReport, NeedRow, ReportRow, plain_rows

__all__ = ["CoverageReport", "Help", "NeedRow", "Options", "ReportRow", "plain_rows", "report", "report_of"]
