"""What the latest run of the accessibility checkers found on this website; `make accessibility` writes the file.

::

    {"date": "2026-11-22",                              the day of the run
     "site": "3f0c…",                                   what was looked at: see site_fingerprint
     "tools": [{"name": "axe-core", "version": "4.11",
                "views": 14}],                          in how many ways it looked at a page, at most; null: by no rules
     "pages": 12, "states": 18,                         kinds of pages, and of those with what is on them
     "findings": [{"tool": "axe-core", "rule": "color-contrast", "page": "/", "count": 2}]}
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILE = HERE / "findings.json"
# What decides how a page looks and reads: its templates, its words, and the built front end, named by content.
LOOKED_AT = ("templates/**/*.html", "translations/*/LC_MESSAGES/*.po", "static/manifest.json")


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a page breaks, and how often; `page` is its address."""

    tool: str
    rule: str
    page: str
    count: int


@dataclass(frozen=True, slots=True)
class Tool:
    """A checker, and in how many ways it looked at a page at most; None for what the checkers looked with."""

    name: str
    version: str
    views: int | None


@dataclass(frozen=True, slots=True)
class Findings:
    """One run of the checkers; not `is_current` where the website was changed after it."""

    on: date
    is_current: bool
    tools: tuple[Tool, ...]
    pages: int
    states: int
    findings: tuple[Finding, ...]


@cache
def read_findings(path: Path = FILE) -> Findings | None:
    """The latest run; None where the checkers never ran."""
    if not path.is_file():
        return None
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Findings(
        on=date.fromisoformat(told["date"]),
        is_current=told["site"] == site_fingerprint(),
        tools=tuple(Tool(one["name"], one["version"], one["views"]) for one in told["tools"]),
        pages=int(told["pages"]),
        states=int(told["states"]),
        findings=tuple(
            Finding(one["tool"], one["rule"], one["page"], int(one["count"])) for one in told["findings"]
        ),
    )


def site_fingerprint(folder: Path = HERE) -> str:
    """A hash of what the pages are made of, to know a run of another website by."""
    found = hashlib.sha256()
    for path in sorted(path for pattern in LOOKED_AT for path in folder.glob(pattern)):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]
