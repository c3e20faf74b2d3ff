"""From the address of a page to its file, and the links on a page as they must be where only files are served.

Links are relative, so that the folder works wherever it is put; a page is the index.html of a folder of its own, so
that its address needs no rule of the host.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urlsplit

INDEX = "index.html"
# What stands in an address that a script fills in.
BLANK = re.compile(r"/ID$|/pijler-|/moment-")
NOT_FOUND = "404.html"
# Attributes that hold an address: the usual ones, and those that scripts read.
_ADDRESS = re.compile(
    r'(?P<before>\s(?:href|src|action|content|poster|data-[a-z-]+)=")(?P<address>/[^"]*|/)(?=")'
)
# The same inside JSON that an attribute or an element of a page holds.
_IN_JSON = re.compile(r'(?P<before>(?P<quote>&#34;|"))(?P<address>/[a-z][^"&\s<>]*)(?=(?P=quote)[,}\]])')
_NO_LINK = "data-alleen-met-server"
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,10}$")
_LIST = re.compile(r"(?P<root>/|/[a-z]{2,3}/)")
# Embedded maps and their pictures, of which each pillar has a path of its own.
_EMBEDDED = re.compile(r"(?P<root>/|/[a-z]{2,3}/)ingesloten/(?P<subject>plekken|dekking)")
_PICTURE = re.compile(r"(?P<root>/|/[a-z]{2,3}/)kaart\.svg")
_ON_SCREEN = "dpi=96&breedte=640"
_ALL = "alle"


@dataclass
class Links:
    """Makes the addresses on pages relative, and keeps which paths of the site they lead to.

    public_url : the address of the published site, without a slash at its end
    is_left_out : whether a path is no file; what led there is no link any more
    root : where the site is on its host, such as "/kaart/", for a page shown at any depth; "" for links that are
        relative to its own file
    """

    public_url: str
    is_left_out: Callable[[str], bool] = lambda _: False
    seen: set[str] = field(default_factory=set)
    root: str = ""

    def __post_init__(self) -> None:
        end = r"(?P<address>/[^\s\"'<>&]*)"
        self._whole = re.compile(re.escape(self.public_url) + end)

    def rewritten(self, page: str, file: str) -> str:
        """A page of the site as it must stand in a file, such as "plek/abc/index.html"."""
        steps = self.root or "../" * file.count("/")

        def relative(found: re.Match[str]) -> str:
            address = html.unescape(found["address"])
            if found["before"] == ' href="' and self.is_left_out(urlsplit(address).path):
                return f' {_NO_LINK}="'
            return found["before"] + html.escape(steps + self.target(address) or "./")

        def whole(found: re.Match[str]) -> str:
            return f"{self.public_url}/{self.target(found['address'])}"

        return self._whole.sub(whole, _IN_JSON.sub(relative, _ADDRESS.sub(relative, page)))

    def target(self, address: str) -> str:
        """Where an address of the site leads, from the root of the files: "plek/abc/", "data/plekken.csv"."""
        parts = urlsplit(address)
        path = parts.path
        query = f"?{parts.query}" if parts.query else ""
        listed = _need_of(path, parts.query)
        if listed:
            path, query = f"{path}hulp/{listed}/", ""
        elif shown := _shown_at(path, parts.query):
            path, query = shown, ""
        if not listed and not BLANK.search(path):
            self.seen.add(path)
        if not listed and is_page(path):
            path = path.rstrip("/") + "/"
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return path.removeprefix("/") + query + fragment


def is_page(path: str) -> bool:
    """Whether a path is that of a page, by its lack of an ending."""
    return _SUFFIX.search(PurePosixPath(path).name) is None


def file_of(path: str) -> str:
    """The file of a path, relative to the root of the files."""
    inside = unquote(path).strip("/")
    if not is_page(path):
        return inside
    return f"{inside}/{INDEX}" if inside else INDEX


def need_page(language_root: str, need: str) -> tuple[str, str]:
    """The address that the app has for the list of a need, and the path that its file gets."""
    return f"{language_root}?hulp={need}", f"{language_root}hulp/{need}"


def embedded(language_root: str, subject: str, pillar: str) -> tuple[str, str]:
    """The address that the app has for an embedded map of a pillar, and the path that its file gets."""
    path = f"{language_root}ingesloten/{subject}"
    return f"{path}?pijler={pillar}", f"{path}/{pillar}"


def picture(language_root: str, subject: str, pillar: str) -> tuple[str, str]:
    """The same of its picture, as wide as a screen; pillar : "" for all places."""
    asked = f"{_ON_SCREEN}&wat={subject}" + (f"&pijler={pillar}" if pillar else "")
    return f"{language_root}kaart.svg?{asked}", f"{language_root}kaart/{subject}/{pillar or _ALL}.svg"


def _shown_at(path: str, query: str) -> str:
    """The path of an embedded map or picture that an address asks for; "" where it is not of those, or asks more."""
    asked = dict(parse_qsl(query))
    pillar, subject = asked.pop("pijler", ""), asked.pop("wat", "dekking")
    if pillar and not asked and (found := _EMBEDDED.fullmatch(path)):
        return embedded(found["root"], found["subject"], pillar)[1]
    if asked == dict(parse_qsl(_ON_SCREEN)) and (found := _PICTURE.fullmatch(path)):
        return picture(found["root"], subject, pillar)[1]
    return ""


def _need_of(path: str, query: str) -> str:
    """The need, where an address asks for the list of that and nothing more; else ""."""
    asked = parse_qsl(query)
    if len(asked) == 1 and asked[0][0] == "hulp" and _LIST.fullmatch(path):
        return asked[0][1]
    return ""
