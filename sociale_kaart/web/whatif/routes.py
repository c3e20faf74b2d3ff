"""The addresses of what-if: its page, its files to take along, and the files that a browser reckons with."""

from __future__ import annotations

from sociale_kaart.web.whatif import downloads, picture  # noqa: F401 - which put their addresses on the blueprint of the page
from sociale_kaart.web.whatif.files import blueprint as files
from sociale_kaart.web.whatif.page import blueprint

__all__ = ["blueprint", "files"]
