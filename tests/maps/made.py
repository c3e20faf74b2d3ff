"""Where the maps that ship are, and the scripts that make them."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MAPS = ROOT / "geodata" / "kaarten"
OVERIJSSEL = MAPS / "overijssel"
VEENDAM = MAPS / "veendam"
UTRECHT = MAPS / "voorbeeld-utrecht"


def make(script: str) -> Callable[..., Any]:
    """The function `make` of a script in tools/."""
    found: Callable[..., Any] = runpy.run_path(str(ROOT / "tools" / script))["make"]
    return found
