"""What the app tells apart by a query gets a path of its own: lists of a need, embedded maps, pictures and their code.

Both ways stand here: the address that the app has for each with the path that its file gets, and from an address on a
page to that path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from sociale_kaart.web.embed.shown import Subject
from sociale_kaart.web.filesite.embeds import Choice

ALL = "alle"
OEMBED = "oembed"
_ROOT = r"(?P<root>/|/[a-z]{2,3}/)"
_LIST = re.compile(_ROOT)
_EMBEDDED = re.compile(rf"{_ROOT}ingesloten/(?P<subject>plekken|dekking)")
_CODE = re.compile(rf"{_ROOT}insluiten")
_PICTURE = re.compile(rf"{_ROOT}kaart\.(?P<ending>svg|png)")
_OEMBED = re.compile(rf"{_ROOT}{OEMBED}")
# A drawing has the same lines at any size: the one for a screen serves for paper too.
_ON_SCREEN = {"dpi": "96", "breedte": "640"}


def need_page(root: str, need: str) -> tuple[str, str]:
    """The address that the app has for the list of a need, and the path that its file gets.

    root : "/", or that of a language, "/en/"
    """
    return f"{root}?hulp={need}", f"{root}hulp/{need}"


def embeds(
    root: str, choices: Sequence[Choice], needs: Sequence[str], public_url: str, *, prints: bool
) -> Iterator[tuple[str, str]]:
    """The same of every embedded map, its picture, the page with its code, and the oEmbed answers.

    choices : of filesite.embeds. needs : that have a list. prints : whether pictures are made as PNG too
    """
    for one in choices:
        frame = _with_query(f"{root}ingesloten/{one.subject}", _asked(one))
        of_map = {"wat": str(one.subject), **_asked(one)}
        yield _told(frame, public_url)
        yield _told(_with_query(f"{root}insluiten", of_map), public_url)
        yield _told(_with_query(f"{root}kaart.svg", {**_ON_SCREEN, **of_map}), public_url)
        yield _oembed_of(root, frame, public_url)
        if one.subject is Subject.COVERAGE and one.gemeente and not one.pillar:
            yield _oembed_of(root, f"{root}dekking/{one.gemeente}", public_url)
        if prints and not one.gemeente:
            yield _told(_with_query(f"{root}kaart.png", of_map), public_url)
    for page in (root, f"{root}dekking", *(need_page(root, need)[0] for need in needs)):
        yield _oembed_of(root, page, public_url)


def path_of(path: str, query: str, public_url: str) -> str:
    """The path of the file for an address with a query; "" where it is none of those, or asks more than files have."""
    asked = dict(parse_qsl(query))
    if (found := _LIST.fullmatch(path)) and list(asked) == ["hulp"]:
        return need_page(path, asked["hulp"])[1]
    if found := _EMBEDDED.fullmatch(path):
        return _at(f"{found['root']}ingesloten/{found['subject']}", asked) if asked else ""
    if (found := _CODE.fullmatch(path)) and (subject := asked.pop("wat", "")):
        return _at(f"{found['root']}insluiten/{subject}", {"pijler": ALL, **asked})
    if (found := _PICTURE.fullmatch(path)) and asked:
        return _picture(found["root"], found["ending"], asked)
    if (found := _OEMBED.fullmatch(path)) and asked.get("url", "").startswith(public_url):
        return _oembed(found["root"], asked["url"].removeprefix(public_url) or "/", public_url)
    return ""


def is_oembed(path: str) -> bool:
    """Whether a file tells in JSON of addresses of the site."""
    return OEMBED in path.split("/")[:2]


def _told(address: str, public_url: str) -> tuple[str, str]:
    path, _, query = address.partition("?")
    return address, path_of(path, query, public_url) or path


def _oembed_of(root: str, page: str, public_url: str) -> tuple[str, str]:
    return _told(f"{root}{OEMBED}?url={quote(public_url + page, safe='')}&format=json", public_url)


def _oembed(root: str, page: str, public_url: str) -> str:
    parts = urlsplit(page)
    path = path_of(parts.path, parts.query, public_url) or parts.path
    return f"{root}{OEMBED}/{path.removeprefix(root).strip('/') or 'index'}.json"


def _picture(root: str, ending: str, asked: dict[str, str]) -> str:
    subject = asked.pop("wat", str(Subject.COVERAGE))
    is_usual = not asked.keys() & _ON_SCREEN.keys()
    if ending == "svg" and _ON_SCREEN.items() <= asked.items():
        asked = {name: value for name, value in asked.items() if name not in _ON_SCREEN}
    elif not is_usual or (ending == "png" and "gemeente" in asked):
        return ""
    found = _at(f"{root}kaart/{subject}", {"pijler": ALL, **asked})
    return f"{found}.{ending}" if found else ""


def _at(path: str, asked: Mapping[str, str]) -> str:
    """A path, and what is asked as the parts behind it; "" where more is asked than a pillar and a gemeente."""
    if set(asked) - {"pijler", "gemeente"}:
        return ""
    parts = [asked.get("pijler", ALL), *([asked["gemeente"]] if "gemeente" in asked else [])]
    return "/".join((path, *parts))


def _asked(one: Choice) -> dict[str, str]:
    return {name: value for name, value in (("pijler", one.pillar), ("gemeente", one.gemeente)) if value}


def _with_query(path: str, asked: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(asked)}" if asked else path
