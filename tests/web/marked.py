"""Which words of a page stand in which language, as its `lang` attributes say: what a screen reader goes by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "path", "circle", "rect", "use"})
_UNSEEN = frozenset({"script", "style", "svg"})


class _Texts(HTMLParser):
    """Each run of text with the language of the element that it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = [("", "")]
        self.said: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._open.append((tag, dict(attrs).get("lang") or self._open[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        while tag in [name for name, _ in self._open]:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(name in _UNSEEN for name, _ in self._open):
            self.said.append((self._open[-1][1], " ".join(data.split())))


def texts(page: str) -> Iterator[tuple[str, str]]:
    """(language, text) of every run of text in a page."""
    parser = _Texts()
    parser.feed(page)
    return iter(parser.said)


def latin_words(text: str) -> list[str]:
    """Words in our own letters."""
    return re.findall(r"[A-Za-zÀ-ÿ]{2,}", text)


def arabic_words(text: str) -> list[str]:
    """Words in the letters of the pseudo-language."""
    return re.findall(r"[؀-ۿ]{2,}", text)
