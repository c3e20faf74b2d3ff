"""The addresses of what-if: its page, its files to take along, and the files that a browser reckons with."""

from __future__ import annotations

from sociale_kaart.web.whatif.downloads import blueprint
from sociale_kaart.web.whatif.files import blueprint as files

__all__ = ["blueprint", "files"]
