"""A sheet as a tagged PDF (PDF/UA-1), set by typst: it needs no system library and no font of the machine.

The same sheet gives the same bytes, on any machine: the fonts come with us, and the date is the map's. What a
coordinator wrote goes in as data, which the template never reads as markup.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from importlib.util import find_spec
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any, Literal

from sociale_kaart.errors import PressBusy, SheetNotSet
from sociale_kaart.export.sheet import Sheet

Paper = Literal["a4", "a5"]

MIMETYPE = "application/pdf"
TEMPLATE = Path(__file__).with_name("sheet.typ")
STANDARD: Literal["ua-1"] = "ua-1"
# How many signs that no font of ours has may be found before we give up; each costs a compilation.
_MOST_STRANGE = 40
_NOT_SHOWN = "\N{WHITE SQUARE}"
_LACKING = re.compile(r'the text `"(.+)"` could not be displayed', re.DOTALL)
# Line ends and tabs are blanks; other controls, and what turns the order of text round, mean nothing on paper.
_CONTROLS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Marks and joiners: with a sign that is not shown, what belongs to it is not shown either.
_JOINED = frozenset({"Mn", "Me", "Cf"})
# What Arabic and Persian words need between their letters.
_JOINERS = frozenset("\u200c\u200d")


def can_print() -> bool:
    """Whether typst is installed (the extra `pdf`)."""
    return find_spec("typst") is not None


class Press:
    """Sets sheets one at a time: any number of threads may ask, and no flood of questions takes them all.

    One may wait while another's sheet is set; whoever else asks meanwhile is told at once that the press is busy.

    Parameters
    ----------
    fonts : folders with the fonts that we ship; without them typst's own serif serves
    patience_s : seconds to wait for the sheet of somebody else
    """

    def __init__(self, fonts: Sequence[Path] = (), patience_s: float = 5.0) -> None:
        self._fonts = [str(path) for path in fonts]
        self._patience_s = patience_s
        self._room = BoundedSemaphore(2)
        self._lock = Lock()
        self._strange: set[str] = set()

    def pdf(self, sheet: Sheet, *, on: date, publisher: str, paper: Paper = "a4") -> bytes:
        """The sheet as PDF. Raises PressBusy, and SheetNotSet where it cannot be set.

        on : the day that the PDF says it was made: with the map's own, the same sheet gives the same bytes
        """
        data = asdict(sheet) | {"publisher": publisher}
        if not self._room.acquire(blocking=False):
            raise _busy()
        try:
            if not self._lock.acquire(timeout=self._patience_s):
                raise _busy()
            try:
                return self._set(data, paper, datetime.combine(on, time(), tzinfo=UTC))
            finally:
                self._lock.release()
        finally:
            self._room.release()

    def _set(self, data: Mapping[str, Any], paper: Paper, at: datetime) -> bytes:
        import typst

        for _ in range(_MOST_STRANGE):
            inputs = {"sheet": json.dumps(self._showable(data)), "paper": paper}
            compiler = typst.Compiler(
                str(TEMPLATE),
                root=str(TEMPLATE.parent),
                font_paths=[*self._fonts],
                ignore_system_fonts=True,
                sys_inputs=inputs,
            )
            try:
                made = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=int(at.timestamp()))
            except typst.TypstError as fault:
                lacking = _LACKING.search(str(fault))
                if lacking is None:
                    raise SheetNotSet(str(fault), where=TEMPLATE.name) from fault
                self._strange |= set(lacking[1])
            else:
                assert isinstance(made, bytes)  # a PDF is one file; pictures come as a list
                return made
        raise SheetNotSet("too many signs that no font has", where=TEMPLATE.name)

    def _showable(self, value: Any) -> Any:
        """The data with every sign that we have no font for replaced: PDF/UA allows no text that does not show."""
        if isinstance(value, str):
            return showable(value, self._strange)
        if isinstance(value, Mapping):
            return {key: self._showable(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self._showable(one) for one in value]
        return value


def _busy() -> PressBusy:
    return PressBusy("the press is busy", where="sheet.typ", remedy="ask again in a few seconds")


def showable(text: str, strange: Iterable[str] = ()) -> str:
    """A text without what cannot be printed: controls go, strange signs become a square, with all that joins them."""
    lacking = frozenset(strange) - {_NOT_SHOWN}
    shown = ""
    for sign in text:
        belongs_to_square = shown.endswith(_NOT_SHOWN) and unicodedata.category(sign) in _JOINED
        shown += "" if belongs_to_square else _shown(sign, lacking)
    return shown


def _shown(sign: str, lacking: frozenset[str]) -> str:
    if sign in lacking:
        return _NOT_SHOWN
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in _CONTROLS and sign not in _JOINERS else sign
