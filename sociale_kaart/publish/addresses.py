"""From the address of a page to its file, and the links on a page as they must be where only files are served.

Links are relative, so that the folder works wherever it is put; a page is the index.html of a folder of its own, so
that its address needs no rule of the host.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from sociale_kaart.publish import byquery

INDEX = "index.html"
# What stands in an address that a script fills in.
BLANK = re.compile(r"/ID$|/pijler-|/moment-|/api/wat-als/[^?]*(?:eerste|tweede)-")
NOT_FOUND = "404.html"
# Attributes that hold an address: the usual ones, and those that scripts read. What a sheet says has no such quotes.
_ADDRESS = re.compile(
    r'(?P<before>\s(?:(?:href|src|action|data-[a-z-]+)="|content="0;url=))(?P<address>/(?!/)[^"]*)(?=")'
)
# JSON that an attribute or an element of a page holds, and the addresses in it.
_JSON = re.compile(
    r'\sdata-[a-z-]+="[\[{][^"]*"|<script type="application/json"[^>]*>.*?</script>', flags=re.DOTALL
)
_IN_JSON = re.compile(r'(?P<before>(?P<quote>&#34;|"))(?P<address>/[a-z][^"&\s<>]*)(?=(?P=quote)[,}\]])')
_LINK, _NO_LINK = ' href="', "data-alleen-met-server"
_MOST_ADDRESSES = 20_000  # some hundred bytes each
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,10}$")
# An address in HTML that is shown, or in JSON, is escaped once more.
_ESCAPED = ("&amp;amp;", "&amp;")


@dataclass
class Links:
    """Makes the addresses on pages relative, and keeps which paths of the site they lead to.

    What only looks like an address of the site stays as it is: a sheet may say "/balie", and another site may stand on
    the same host.

    public_url : the address of the published site, without a slash at its end
    is_left_out : whether a path is no file; what led there is no link any more
    is_ours : whether a path is one that the app answers
    seen : the paths that pages lead to; whoever asks may empty it
    root : where the site is on its host, such as "/kaart/", for a page shown at any depth; "" for links that are
        relative to its own file
    """

    public_url: str
    is_left_out: Callable[[str], bool] = lambda _: False
    is_ours: Callable[[str], bool] = lambda _: True
    seen: set[str] = field(default_factory=set)
    root: str = ""

    def __post_init__(self) -> None:
        end = r"(?P<address>/(?:[^\s\"'<>&\\]|&(?:amp;)+)*)"
        self._whole = re.compile(re.escape(self.public_url) + end)
        # Pages name the same addresses again and again.
        self._written = lru_cache(_MOST_ADDRESSES)(self._as_written)
        self._led = lru_cache(_MOST_ADDRESSES)(self._lead)

    def rewritten(self, page: str, file: str) -> str:
        """A page of the site as it must stand in a file, such as "plek/abc/index.html"."""
        steps = self.root or "../" * file.count("/")

        def relative(found: re.Match[str]) -> str:
            before = found["before"]
            if not self.is_ours(_path_in(html.unescape(found["address"]))):
                return found[0]
            written, path = self._written(found["address"], before == _LINK)
            if written is None:
                return f' {_NO_LINK}="'
            if path:
                self.seen.add(path)
            return before + (steps + written or "./")

        def whole(found: re.Match[str]) -> str:
            address = found["address"]
            sign = next((one for one in _ESCAPED if one in address), "&")
            asked = address.replace(sign, "&")
            if not self.is_ours(_path_in(asked)):
                return found[0]
            target = self.target(asked)
            return f"{self.public_url}/{target.replace('&', sign)}"

        def in_json(found: re.Match[str]) -> str:
            return _IN_JSON.sub(relative, found[0])

        return self._whole.sub(whole, _JSON.sub(in_json, _ADDRESS.sub(relative, page)))

    def target(self, address: str) -> str:
        """Where an address of the site leads, from the root of the files: "plek/abc/", "data/plekken.csv"."""
        led, path = self._led(address)
        if path:
            self.seen.add(path)
        return led

    def _as_written(self, in_html: str, is_link: bool) -> tuple[str | None, str]:
        """Where an address in HTML leads, as HTML has it, and by which path; None for a link to what is left out."""
        address = html.unescape(in_html)
        if is_link and self.is_left_out(urlsplit(address).path):
            return None, ""
        led, path = self._led(address)
        return html.escape(led), path

    def _lead(self, address: str) -> tuple[str, str]:
        """Where an address leads, and the path of the site that this is; "" where a script fills it in."""
        parts = urlsplit(address)
        path = parts.path
        query = f"?{parts.query}" if parts.query else ""
        if shown := byquery.path_of(path, parts.query, self.public_url):
            path, query = shown, ""
        seen = "" if BLANK.search(path) else path
        if is_page(path):
            path = path.rstrip("/") + "/"
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return path.removeprefix("/") + query + fragment, seen


def _path_in(address: str) -> str:
    return urlsplit(address).path


def is_page(path: str) -> bool:
    """Whether a path is that of a page, by its lack of an ending."""
    return _SUFFIX.search(PurePosixPath(path).name) is None


def file_of(path: str) -> str:
    """The file of a path, relative to the root of the files."""
    inside = unquote(path).strip("/")
    if not is_page(path):
        return inside
    return f"{inside}/{INDEX}" if inside else INDEX
