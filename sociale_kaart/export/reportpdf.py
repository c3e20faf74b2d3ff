"""A report as a tagged PDF (PDF/UA-1) on A4: one gemeente on two pages, or an area with a title page and contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path

from sociale_kaart.errors import SheetNotSet
from sociale_kaart.export.areareport import AreaReport
from sociale_kaart.export.press import Press
from sociale_kaart.export.reachmap import REACHES, reach_mark

TEMPLATE = Path(__file__).with_name("report.typ")
_PAGE = re.compile(rb"/Type ?/Page\b")

SetReport = Callable[[AreaReport], bytes]


@contextmanager
def at_press(press: Press, *, on: date) -> Iterator[SetReport]:
    """A turn at the press, in which reports are set as PDF. Raises PressBusy, and SheetNotSet where one cannot be set.

    on : the day that the PDF says it was made: the same report of the same day gives the same bytes
    """
    marks = {reach: reach_mark(reach) for reach in REACHES}
    with press.session(TEMPLATE) as set_:
        yield lambda report: set_(asdict(report) | {"marks": marks}, on, {})


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of ours has. Raises SheetNotSet where none can be told."""
    found = len(_PAGE.findall(pdf))
    if not found:  # as when typst would pack its pages together
        raise SheetNotSet("no page can be counted in a PDF", where=TEMPLATE.name)
    return found
