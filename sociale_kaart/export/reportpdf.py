"""A report as a tagged PDF (PDF/UA-1) on A4: one gemeente on two pages, or an area with a title page and contents."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from sociale_kaart.export.areareport import AreaReport
from sociale_kaart.export.press import Press
from sociale_kaart.export.reachmap import REACHES, reach_mark

TEMPLATE = Path(__file__).with_name("report.typ")


def report_pdf(press: Press, report: AreaReport, *, on: date) -> bytes:
    """The report as PDF. Raises PressBusy, and SheetNotSet where it cannot be set.

    on : the day that the PDF says it was made: the same report of the same day gives the same bytes
    """
    marks = {reach: reach_mark(reach) for reach in REACHES}
    return press.set(TEMPLATE, asdict(report) | {"marks": marks}, on=on)
