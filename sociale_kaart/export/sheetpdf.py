"""A sheet as a tagged PDF (PDF/UA-1) on one page of A4 or A5."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Literal

from sociale_kaart.export.press import Press
from sociale_kaart.export.sheet import Sheet

Paper = Literal["a4", "a5"]

TEMPLATE = Path(__file__).with_name("sheet.typ")


def sheet_pdf(press: Press, sheet: Sheet, *, on: date, publisher: str, paper: Paper = "a4") -> bytes:
    """The sheet as PDF. Raises PressBusy, and SheetNotSet where it cannot be set.

    on : the day that the PDF says it was made: with the map's own, the same sheet gives the same bytes
    """
    return press.set(TEMPLATE, asdict(sheet) | {"publisher": publisher}, on=on, paper=paper)
