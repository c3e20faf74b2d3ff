"""What a language in which help is given is called: in the language of the page, where Unicode's CLDR knows the word.

A coordinator writes "Arabisch, Turks"; an English page says "Arabic, Turkish". What CLDR does not know stays as it was
written, and says that it is the map's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from babel import Locale
from markupsafe import Markup, escape

from sociale_kaart.model import fold
from sociale_kaart.web import words
from sociale_kaart.web.language import current, map_language, own_text, own_words


def tongue(said: str) -> Markup:
    """The name of a language, to stand in a page."""
    name = _translated(said)
    return escape(name) if name else own_text(words.capitalised(said))


def tongues(said: Sequence[str]) -> Markup:
    """Several, summed up."""
    return words.listed_marked([tongue(one) for one in said])


def plain_tongue(said: str) -> str:
    """The same where no element can stand, such as on paper."""
    return _translated(said) or words.capitalised(said)


def tongue_attributes(said: str) -> Markup:
    """Attributes for an element that holds `plain_tongue` alone."""
    return Markup() if _translated(said) else own_words()


def _translated(said: str) -> str:
    if current() == map_language():
        return ""
    code = _codes(map_language()).get(fold(said), "")
    name = Locale.parse(current()).languages.get(code, "")
    return words.capitalised(name)


@cache
def _codes(language: str) -> Mapping[str, str]:
    """How a language calls every language, folded -> its code."""
    return {fold(name): code for code, name in Locale.parse(language).languages.items()}
