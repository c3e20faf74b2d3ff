"""Reads a page as a browser and a screen reader do: what it fetches, its headings, tables and pictures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

_FETCHING = ("src", "href", "srcset", "data", "poster", "action", "xlink:href")


@dataclass
class Page:
    """What was read. fetched: addresses outside the page; tables_without_heads: those without a th of scope col."""

    language: str = ""
    fetched: list[str] = field(default_factory=list)
    tags: Counter[str] = field(default_factory=Counter)
    headings: list[tuple[int, str]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    labelled_pictures: int = 0
    tables_without_heads: int = 0
    text: str = ""


def read_page(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    page = reader.page
    page.tables_without_heads = page.tags["table"] - reader.tables_with_heads
    return page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.tables_with_heads = 0
        self._inside: list[str] = []
        self._ids: set[str] = set()
        self._has_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page, given = self.page, {name: value or "" for name, value in attrs}
        page.tags[tag] += 1
        page.fetched += [
            given[name] for name in _FETCHING if name in given and not given[name].startswith("#")
        ]
        page.fetched += [value for value in given.values() if "url(" in value and "url(#" not in value]
        if tag == "html":
            page.language = given.get("lang", "")
        if tag == "svg" and given.get("role") == "img" and given.get("aria-labelledby"):
            page.labelled_pictures += 1
        if tag == "table":
            self._has_head = False
        if tag == "th" and given.get("scope") == "col" and not self._has_head:
            self._has_head = True
            self.tables_with_heads += 1
        if tag in ("h1", "h2", "h3"):
            page.headings.append((int(tag[1]), ""))
        if tag == "caption":
            page.captions.append("")
        if tag not in ("meta", "link", "br", "img", "input", "hr"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._inside.pop() == tag, f"</{tag}> closes something else"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._inside.pop()

    def handle_data(self, data: str) -> None:
        page = self.page
        if "style" in self._inside:
            assert "url(" not in data
            assert "@import" not in data
            return
        page.text += data
        if self._inside[-1:] and self._inside[-1] in ("h1", "h2", "h3"):
            level, text = page.headings[-1]
            page.headings[-1] = (level, text + data)
        if "caption" in self._inside:
            page.captions[-1] += data
