"""A problem in a coordinator's input: where it is, what is wrong, what to write instead (in plain Dutch)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """error: the row cannot be used. warning: used, but doubtful. hint: used, could be better."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend. `row` counts as the spreadsheet does (header row included); 0 means the whole file.

    `code` is stable, English, snake_case (documented in docs/reference/problems.md); `column` is the
    coordinator's own heading; `message` says what is wrong and `remedy` what to write, both in Dutch.
    """

    code: str
    severity: Severity
    message: str
    remedy: str = ""
    source: str = ""
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        where = [self.file]
        if self.sheet:
            where.append(f'blad "{self.sheet}"')
        if self.row:
            where.append(f"rij {self.row}")
        if self.column:
            where.append(f'kolom "{self.column}"')
        return f"{', '.join(part for part in where if part)}: {self.message} {self.remedy}".rstrip()
