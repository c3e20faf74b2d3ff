"""How a test comes to a page, whichever way it is served; and why some of what a server does no file can do."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Frame, Page

from tests.browser.conftest import put_on_monday

# A page that is a file becomes what its address asks for once its script has looked that up.
SETTLED = "html:not([data-site]), html[data-klaar]"

# Reasons for `server_only`.
NO_SCRIPT = (
    "Without a script nothing looks up an answer in the tables of files. What there is instead (every place per "
    "gemeente, the first view of the dashboard, and a sentence that says so) test_without_script_files.py tries."
)
HEADERS = (
    "Who may put a page in a frame is said in a header: a host of files sends those in _headers or nginx's."
)
EMBEDDED_QUESTION = "An embed that is a file has no field to search: its answer would stand in a query."
NO_SERVER = "A site of files has no server that reckons where the browser cannot."
SETTING = "Sets a limit lower in the server that is running."


def context_on_monday(browser: Browser, **options: Any) -> BrowserContext:
    """A visitor of one's own, at the moment at which the servers stand; whoever makes it closes it."""
    context = browser.new_context(**options)
    put_on_monday(context)
    return context


def visit(page: Page, address: str) -> None:
    """Go to a page, and wait until it is what its address asks for."""
    page.goto(address)
    settled(page)


def settled(page: Page | Frame) -> None:
    """Wait until the page is what its address asks for: a server's is at once."""
    page.wait_for_selector(SETTLED, state="attached")


def glided(page: Page) -> None:
    """Wait until a map that was moved or enlarged stands still."""
    page.wait_for_timeout(350)  # what it takes on a machine with nothing else to do, its beginning too
    page.wait_for_function("() => !document.querySelector('.leaflet-pan-anim, .leaflet-zoom-anim')")


def path_of(address: str, site: str) -> str:
    """The path of a page within its site, without the slash that ends the path of a file's folder."""
    return "/" + urlsplit(address.removeprefix(site)).path.strip("/")
