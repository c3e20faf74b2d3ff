"""Sets templates as tagged PDF (PDF/UA-1) with typst: it needs no system library and no font of the machine.

The same data give the same bytes, on any machine: the fonts come with us, and the date is given. What a coordinator
wrote goes in as data, which a template never reads as markup.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from importlib.util import find_spec
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any, Literal

from sociale_kaart.errors import PressBusy, SheetNotSet

MIMETYPE = "application/pdf"
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


class Turns:
    """Lets one thing be made at a time: one may wait for it, and whoever else asks meanwhile hears that it is busy.

    patience_s : seconds to wait for what somebody else asked
    """

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s
        self._room = BoundedSemaphore(2)
        self._lock = Lock()

    @contextmanager
    def turn(self, what: str) -> Iterator[None]:
        """A turn to make `what`; raises PressBusy."""
        if not self._room.acquire(blocking=False):
            raise _busy(what)
        try:
            if not self._lock.acquire(timeout=self._patience_s):
                raise _busy(what)
            try:
                yield
            finally:
                self._lock.release()
        finally:
            self._room.release()


class Press:
    """Sets one thing at a time: any number of threads may ask, and no flood of questions takes them all.

    One may wait while another's is set; whoever else asks meanwhile is told at once that the press is busy.

    Parameters
    ----------
    fonts : folders with the fonts that we ship; without them typst's own serif serves
    patience_s : seconds to wait for what somebody else asked
    """

    def __init__(self, fonts: Sequence[Path] = (), patience_s: float = 5.0) -> None:
        self._fonts = [str(path) for path in fonts]
        self.turns = Turns(patience_s)
        self._strange: set[str] = set()

    def set(self, template: Path, data: Mapping[str, Any], *, on: date, **inputs: str) -> bytes:
        """The template with these data (read there as `sys.inputs.data`) as PDF.

        on : the day that the PDF says it was made. inputs : what else the template reads from `sys.inputs`
        Raises PressBusy, and SheetNotSet where it cannot be set.
        """
        with self.session(template) as set_:
            return set_(data, on, inputs)

    @contextmanager
    def session(
        self, template: Path
    ) -> Iterator[Callable[[Mapping[str, Any], date, Mapping[str, str]], bytes]]:
        """A turn in which a template is set as often as it takes: with data, on a day, with inputs.

        Raises PressBusy; what it gives raises SheetNotSet.
        """
        with self.turns.turn(template.name):
            yield lambda data, on, inputs: self._set(
                template, data, inputs, datetime.combine(on, time(), tzinfo=UTC)
            )

    def _set(self, template: Path, data: Mapping[str, Any], inputs: Mapping[str, str], at: datetime) -> bytes:
        import typst

        for _ in range(_MOST_STRANGE):
            compiler = typst.Compiler(
                str(template),
                root=str(template.parent),
                font_paths=[*self._fonts],
                ignore_system_fonts=True,
                sys_inputs={**inputs, "data": json.dumps(self._showable(data))},
            )
            try:
                made = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=int(at.timestamp()))
            except typst.TypstError as fault:
                lacking = _LACKING.search(str(fault))
                if lacking is None:
                    raise SheetNotSet(str(fault), where=template.name) from fault
                self._strange |= set(lacking[1])
            else:
                assert isinstance(made, bytes)  # a PDF is one file; pictures come as a list
                return made
        raise SheetNotSet("too many signs that no font has", where=template.name)

    def _showable(self, value: Any) -> Any:
        """The data with every sign that we have no font for replaced: PDF/UA allows no text that does not show."""
        if isinstance(value, str):
            return showable(value, self._strange)
        if isinstance(value, Mapping):
            return {key: self._showable(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self._showable(one) for one in value]
        return value


def _busy(what: str) -> PressBusy:
    return PressBusy("the press is busy", where=what, remedy="ask again in a few seconds")


def showable(text: str, strange: Iterable[str] = ()) -> str:
    """A text without what cannot be printed: controls go, strange signs become a square, with all that joins them."""
    lacking = frozenset(strange) - {_NOT_SHOWN}
    # Nearly every text is plain: it need not be looked at sign by sign.
    if text.isascii() and text.isprintable() and not lacking:
        return text
    shown: list[str] = []
    for sign in text:
        belongs_to_square = bool(shown) and shown[-1] == _NOT_SHOWN and unicodedata.category(sign) in _JOINED
        if not belongs_to_square and (one := _shown(sign, lacking)):
            shown.append(one)
    return "".join(shown)


def _shown(sign: str, lacking: frozenset[str]) -> str:
    if sign in lacking:
        return _NOT_SHOWN
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in _CONTROLS and sign not in _JOINERS else sign
