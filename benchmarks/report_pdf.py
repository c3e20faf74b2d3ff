"""Bar 8 of issue 7: the report of a whole provincie as PDF, cold, by a process of its own.

    .venv/bin/python -m benchmarks.report_pdf [KAART]

Runs `sociale-kaart report` (by default on Overijssel, built before), and prints how long that took from starting
Python to the file on the disk, the seconds of the processor, the bytes and pages, what PDF/UA-1 asks for that can be
read back, and whether a second run gives the same bytes.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BAR_S = 10.0
# PDF/UA-1: tagged, marked as such, with a language, a title that is shown, and its own label.
WANTED = {
    "tagged": rb"/StructTreeRoot",
    "marked": rb"/MarkInfo",
    "language": rb"/Lang ?\(nl\)",
    "title shown": rb"/DisplayDocTitle true",
    "PDF/UA-1": rb"pdfuaid:part>1<",
    "contents": rb"/S ?/TOC\b",
}


def main() -> None:
    """Make it twice, read it back, tell."""
    kaart = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "geodata" / "kaarten" / "overijssel"
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "eerste.pdf", Path(folder) / "tweede.pdf"
        seconds, processor_s = _made(kaart, first)
        _made(kaart, second)
        content = first.read_bytes()
        same = content == second.read_bytes()
    pages = len(re.findall(rb"/Type ?/Page\b", content))
    lacking = [name for name, pattern in WANTED.items() if not re.search(pattern, content)]
    verdict = "met" if seconds <= BAR_S else "not met"
    print(f"{kaart.name}: {pages} pages, {len(content) / 1e6:.1f} MB")
    print(
        f"cold, from start to file: {seconds:.1f} s (bar: {BAR_S:.0f} s, {verdict}), processor {processor_s:.1f} s"
    )
    print(f"load of this machine: {os.getloadavg()[0]:.1f}")
    print(
        f"lacking: {', '.join(lacking) or 'nothing'}; a second run: {'the same bytes' if same else 'OTHER BYTES'}"
    )


def _made(kaart: Path, output: Path) -> tuple[float, float]:
    """Seconds on the clock and of the processor that a report takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        [
            sys.executable,
            "-m",
            "sociale_kaart",
            "report",
            str(kaart),
            "--on",
            "2026-11-22",
            "--output",
            str(output),
        ],
        check=True,
        capture_output=True,
    )
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
