"""What the latest run of the accessibility checkers found on this website; `make accessibility` writes the file.

::

    {"date": "2026-11-22",                              the day of the run
     "tools": [{"name": "axe-core", "version": "4.11"}],
     "pages": 18, "views": 9,                           how many pages, and in how many ways each was looked at
     "findings": [{"tool": "axe-core", "rule": "color-contrast", "page": "/", "count": 2}]}
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("findings.json")


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a page breaks, and how often; `page` is its address."""

    tool: str
    rule: str
    page: str
    count: int


@dataclass(frozen=True, slots=True)
class Findings:
    """One run of the checkers."""

    on: date
    tools: tuple[tuple[str, str], ...]
    pages: int
    views: int
    findings: tuple[Finding, ...]


@cache
def read_findings(path: Path = FILE) -> Findings | None:
    """The latest run; None where the checkers never ran."""
    if not path.is_file():
        return None
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Findings(
        on=date.fromisoformat(told["date"]),
        tools=tuple((one["name"], one["version"]) for one in told["tools"]),
        pages=int(told["pages"]),
        views=int(told["views"]),
        findings=tuple(
            Finding(one["tool"], one["rule"], one["page"], int(one["count"])) for one in told["findings"]
        ),
    )
