"""In which language the request at hand speaks, and its sentences.

The address alone decides: no cookie, and no guess from what a browser says. See speaking.py for how, and
languagelinks.py for what that does to addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast
from urllib.parse import quote

from babel import Locale
from babel.support import NullTranslations
from flask import Request, current_app, request
from flask_babel import force_locale, get_locale
from markupsafe import Markup, escape

from sociale_kaart.web.catalogues import AS_WRITTEN, SOURCE, Languages, catalogue

# Where an app keeps its languages; and in the environment of a request: the one of its prefix, and its voice.
EXTENSION = "sociale_kaart_languages"
ENVIRON = "sociale_kaart.language"
_VOICE = "sociale_kaart.voice"


@dataclass(frozen=True, slots=True)
class Voice:
    """What a request speaks: worked out once for each, for a page says hundreds of sentences.

    prefix : what the layer took from the path: "/en", or "" in the map's own language
    root : that of the script, as links have it: prefix included
    own : attributes for an element that holds the map's own words; "" where the page speaks that language
    """

    language: str
    prefix: str
    root: str
    translations: NullTranslations
    own: Markup


def say(sentence: str, **values: Any) -> Markup:
    """What templates call `_`: as Jinja's own, but the language is worked out once and not for every sentence.

    Code that fills in words of another language (`own_text`) imports this as `_`.
    """
    # Sentences of our own, from the templates and their catalogue; what is filled in is escaped.
    said = Markup(translations().ugettext(sentence))  # noqa: S704
    return said % values if values or "%" in sentence else said


def say_counted(one: str, many: str, count: int, **values: Any) -> Markup:
    """The same for a sentence with a number: what code that fills in `own_text` imports as `ngettext`."""
    return Markup(translations().ungettext(one, many, count)) % values  # noqa: S704  # as above


def gettext(sentence: str, **values: Any) -> str:
    """A sentence in the language at hand, for code: as flask-babel's, which works out the language every time."""
    said = translations().ugettext(sentence)
    return said % values if values else said


def ngettext(one: str, many: str, count: int, **values: Any) -> str:
    """The same for a sentence with a number."""
    return translations().ungettext(one, many, count) % {"num": count, **values}


def current() -> str:
    """The language of the request at hand, such as "nl"; outside one, the language of the source."""
    here = voice_here()
    return SOURCE if here is None else here.language


@contextmanager
def as_written() -> Iterator[None]:
    """In a request: what is said meanwhile is Dutch, as in a file that is in no other language; links stay as asked."""
    before = voice()
    request.environ[_VOICE] = replace(before, language=SOURCE, translations=AS_WRITTEN)
    try:
        with force_locale(SOURCE):
            yield
    finally:
        request.environ[_VOICE] = before


def map_language() -> str:
    """The language that the map's own words are in."""
    return languages().default


def known_languages() -> tuple[str, ...]:
    """The languages of the site: that of the map first."""
    of_site = languages()
    return (of_site.default, *of_site.others)


def root() -> str:
    """What the links of a page begin with: where the site lives, and the prefix of its language."""
    return voice().root


def locale() -> Locale:
    """How the language at hand writes its figures, days and months."""
    return get_locale() or Locale(SOURCE)


def direction() -> str:
    """Which way the language at hand is read, as HTML says it: "ltr" or "rtl"."""
    return locale().text_direction


class InPage(str):
    """Words of the map that somebody put in the language of the page: they need no mark."""

    __slots__ = ()


def own_words() -> Markup:
    """Attributes for an element that holds the map's own words, on a page that speaks another language."""
    return voice().own


def own_text(text: str) -> Markup:
    """The map's own words, to stand inside a sentence: in an element that says their language where that is another."""
    own = attributes_of(text)
    return Markup("<span{}>{}</span>").format(own, text) if own else escape(text)


def attributes_of(text: str) -> Markup:
    """The attributes for an element that holds the map's own words and nothing else."""
    return Markup() if isinstance(text, InPage) else voice().own


def marked(text: str) -> str:
    """The text as it is: a mark by which a sentence that is translated later gets into the catalogue."""
    return text


def translations() -> NullTranslations:
    """The sentences of the language at hand; outside a request those of the source, as they are."""
    here = voice_here()
    return AS_WRITTEN if here is None else here.translations


def prefix() -> str:
    """What the layer took from the path of the request at hand: "/en", or "" in the map's own language."""
    here = voice_here()
    return "" if here is None else here.prefix


def voice() -> Voice:
    """What the request at hand speaks; outside one, the language of the source."""
    return voice_here() or _voice_of(SOURCE, "", "")


def voice_here() -> Voice | None:
    """The same; None outside a request."""
    try:
        # The request itself, once: each look through its proxy costs as much as a sentence.
        here: Request = cast(Any, request)._get_current_object()  # noqa: SLF001  # as Werkzeug documents it
    except RuntimeError:
        return None
    known: Voice | None = here.environ.get(_VOICE)
    if known is None:
        prefixed = here.environ.get(ENVIRON)
        known = _voice_of(prefixed or languages().default, prefixed and f"/{prefixed}", quote(here.root_path))
        here.environ[_VOICE] = known
    return known


def _voice_of(language: str, prefix: str | None, root: str) -> Voice:
    of_site = languages()
    is_own = language == of_site.default
    way = Locale.parse(of_site.default).text_direction
    return Voice(
        language=language,
        prefix=prefix or "",
        root=root,
        translations=catalogue(of_site.folder, language),
        own=Markup() if is_own else Markup(' lang="{}" dir="{}"').format(of_site.default, way),
    )


def languages() -> Languages:
    """Those of the site at hand."""
    return cast(Languages, current_app.extensions[EXTENSION])
