"""What a worker of the web server carries: no package that only some pages, or no page at all, need."""

from __future__ import annotations

import json
import subprocess
import sys

# Ten megabytes or a tenth of a second each, and more.
LARGE = ("pandas", "geopandas", "pyogrio", "pyarrow", "scipy", "openpyxl", "lxml", "PIL", "typst")


def test_making_the_website_imports_nothing_large() -> None:
    said = f"import json, sys, sociale_kaart.web.app; print(json.dumps([one for one in {LARGE} if one in sys.modules]))"
    found = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True).stdout
    assert json.loads(found) == []
