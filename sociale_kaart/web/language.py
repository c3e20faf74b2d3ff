"""In which language a page speaks: the map's own at `/`, every other one under a prefix such as `/en/`.

The address alone decides: no cookie, and no guess from what a browser says. A layer around the app moves the prefix
from the path to the root of the script, so that every `url_for` carries it along. What speaks no language (files,
JSON, calendars, tiles) has one address, at the root.

The pages' own sentences are Dutch in the source; translations/<language>/LC_MESSAGES/messages.po holds the others.
"""

from __future__ import annotations

import io
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Request, Response, current_app, has_request_context, request
from flask_babel import Babel, Domain, force_locale, get_locale
from markupsafe import Markup, escape
from werkzeug.exceptions import NotFound
from werkzeug.utils import cached_property, redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from sociale_kaart.web.memory import Memory

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# The language that the sentences in the source are written in.
SOURCE = "nl"
TRANSLATIONS = Path(__file__).parent / "translations"
_CATALOGUE = Path("LC_MESSAGES") / "messages.po"
_ENVIRON = "sociale_kaart.language"
_VOICE = "sociale_kaart.voice"
_AS_WRITTEN = NullTranslations()
_EXTENSION = "sociale_kaart_languages"
# Blueprints (and Flask's own `static`) whose answers are the same in every language.
_AT_THE_ROOT = frozenset(
    {
        "static",
        "api",
        "agenda",
        "tegels",
        "thema",
        "changes",
        "datafiles",
        "rapportbestand",
        "filedata",
        "hsdspackage",
        "rollen",
        "apidoc",
        "gezond",
        "ogc",
        "whatiffiles",
    }
)
# What an address may name to be remembered: what is on the map, never what somebody looks for.
_ASKS_NOTHING = frozenset({"plek_id", "gemeentecode", "filename", "v", "_anchor"})
_MOST_ADDRESSES = 30_000  # a hundred bytes each


@dataclass(frozen=True, slots=True)
class Languages:
    """The language at `/`, those under a prefix, and the folder of their catalogues."""

    default: str
    others: tuple[str, ...]
    folder: Path

    @classmethod
    def of(cls, default: str, folder: Path = TRANSLATIONS) -> Languages:
        """Every language that has a catalogue, and the one of the source."""
        known = {path.parent.parent.name for path in folder.glob(f"*/{_CATALOGUE.as_posix()}")} | {SOURCE}
        return cls(default, tuple(sorted(known - {default})), folder)


@dataclass(frozen=True, slots=True)
class SamePage:
    """A page in one of the languages: its address, from the root of the site, and what that language calls itself."""

    language: str
    name: str
    direction: str
    address: str
    is_this: bool


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


class PrefixLayer:
    """WSGI: `/en/over` becomes `/over` of a script whose root is `/en`, and the environment says which language."""

    def __init__(self, app: WSGIApplication, languages: Languages) -> None:
        self._app = app
        self._languages = languages

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the app does."""
        first, slash, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        if first in self._languages.others:
            environ[_ENVIRON] = first
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{first}"
            environ["PATH_INFO"] = slash + rest
        return self._app(environ, start_response)


class Catalogues(Domain):
    """Reads .po files as they are: no compiled copy that could be older than its source."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))  # type: ignore[no-untyped-call]

    def get_translations(self) -> NullTranslations:
        """The sentences of the language at hand; the source's own where there is no catalogue."""
        return _translations()


class OurBabel(Babel):
    """flask-babel, with our catalogues."""

    @cached_property
    def domain_instance(self) -> Catalogues:
        return Catalogues(_languages().folder)


class SpeakingFlask(Flask):
    """Flask whose addresses carry the language, but for what speaks none."""

    def __init__(self, import_name: str) -> None:
        super().__init__(import_name)
        self._addresses: Memory[Hashable, str] = Memory(_MOST_ADDRESSES)

    def url_for(self, endpoint: str, **values: Any) -> str:
        """As Flask's own; files, JSON and calendars stay at the root.

        Those that say nothing of a visitor's question are remembered: a page has dozens.
        """
        if not has_request_context() or endpoint.startswith(".") or not values.keys() <= _ASKS_NOTHING:
            return self._address(endpoint, values)
        same = (endpoint, _voice().root, *values.items())
        return self._addresses.get(same, lambda: self._address(endpoint, values))

    def _address(self, endpoint: str, values: Mapping[str, Any]) -> str:
        address = super().url_for(endpoint, **values)
        prefix = _prefix()
        if not prefix or endpoint.partition(".")[0] not in _AT_THE_ROOT:
            return address
        root = _voice().root
        return address.replace(f"{root}/", f"{root.removesuffix(prefix)}/", 1)


def install(app: Flask, languages: Languages) -> None:
    """Let a site speak these languages: in templates and in Python `_` and `ngettext`, and links between them."""
    app.extensions[_EXTENSION] = languages
    app.wsgi_app = PrefixLayer(app.wsgi_app, languages)  # type: ignore[method-assign]
    OurBabel(app, default_locale=languages.default, locale_selector=current)  # type: ignore[no-untyped-call]
    app.jinja_env.globals["_"] = say
    app.jinja_env.globals["own_text"] = own_text
    app.jinja_env.globals["attributes_of"] = attributes_of
    app.context_processor(
        lambda: {
            "language": current(),
            "direction": direction(),
            "same_page": same_page(),
            "own": own_words(),
        }
    )

    @app.before_request
    def one_address_each() -> WerkzeugResponse | None:
        if not request.environ["PATH_INFO"] and _prefix():
            return redirect(_with_query(f"{quote(request.root_path)}/"), 308)
        if _prefix() and (request.endpoint or "").partition(".")[0] in _AT_THE_ROOT:
            raise NotFound
        return None

    @app.after_request
    def say_which(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers["Content-Language"] = current()
        return response


def say(sentence: str, **values: Any) -> Markup:
    """What templates call `_`: as Jinja's own, but the language is worked out once and not for every sentence.

    Code that fills in words of another language (`own_text`) imports this as `_`.
    """
    # Sentences of our own, from the templates and their catalogue; what is filled in is escaped.
    said = Markup(_translations().ugettext(sentence))  # noqa: S704
    return said % values if values or "%" in sentence else said


def say_counted(one: str, many: str, count: int, **values: Any) -> Markup:
    """The same for a sentence with a number: what code that fills in `own_text` imports as `ngettext`."""
    return Markup(_translations().ungettext(one, many, count)) % values  # noqa: S704  # as above


def gettext(sentence: str, **values: Any) -> str:
    """A sentence in the language at hand, for code: as flask-babel's, which works out the language every time."""
    said = _translations().ugettext(sentence)
    return said % values if values else said


def ngettext(one: str, many: str, count: int, **values: Any) -> str:
    """The same for a sentence with a number."""
    return _translations().ungettext(one, many, count) % {"num": count, **values}


def current() -> str:
    """The language of the request at hand, such as "nl"; outside one, the language of the source."""
    return _voice().language if has_request_context() else SOURCE


@contextmanager
def as_written() -> Iterator[None]:
    """In a request: what is said meanwhile is Dutch, as in a file that is in no other language; links stay as asked."""
    voice = _voice()
    request.environ[_VOICE] = replace(voice, language=SOURCE, translations=_AS_WRITTEN)
    try:
        with force_locale(SOURCE):
            yield
    finally:
        request.environ[_VOICE] = voice


def map_language() -> str:
    """The language that the map's own words are in."""
    return _languages().default


def root() -> str:
    """What the links of a page begin with: where the site lives, and the prefix of its language."""
    return _voice().root


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
    return _voice().own


def own_text(text: str) -> Markup:
    """The map's own words, to stand inside a sentence: in an element that says their language where that is another."""
    own = attributes_of(text)
    return Markup("<span{}>{}</span>").format(own, text) if own else escape(text)


def attributes_of(text: str) -> Markup:
    """The attributes for an element that holds the map's own words and nothing else."""
    return Markup() if isinstance(text, InPage) else _voice().own


def same_page(*, query: str | None = None) -> list[SamePage]:
    """The page at hand in every language of the site: that of the map first, then by code.

    query : what stands after the path; by default what the request has there
    """
    languages = _languages()
    root = request.root_path.removesuffix(_prefix())
    path = quote(request.path)
    rest = _with_query(path) if query is None else f"{path}?{query}" if query else path
    return [
        SamePage(
            language=one,
            name=_name(one),
            direction=Locale.parse(one).text_direction,
            address=quote(root) + ("" if one == languages.default else f"/{one}") + rest,
            is_this=one == current(),
        )
        for one in (languages.default, *languages.others)
    ]


def other_languages(app: Flask) -> tuple[str, ...]:
    """The languages that an app speaks under a prefix."""
    return cast(Languages, app.extensions[_EXTENSION]).others


def is_at_the_root(endpoint: str) -> bool:
    """Whether what answers there is the same in every language."""
    return endpoint.partition(".")[0] in _AT_THE_ROOT


def in_language(address: str, language: str) -> str:
    """An address that `url_for` gave, in another language of the site."""
    languages = _languages()
    root = quote(request.root_path.removesuffix(_prefix()))
    rest = address.removeprefix(quote(request.root_path))
    return root + ("" if language == languages.default else f"/{language}") + rest


def known_languages() -> tuple[str, ...]:
    """The languages of the site: that of the map first."""
    languages = _languages()
    return (languages.default, *languages.others)


def at_the_root(path: str) -> str:
    """The address of what speaks no language, from a path such as "/tegels/": below the folder of the site, if any."""
    return quote(request.root_path.removesuffix(_prefix())) + path


def marked(text: str) -> str:
    """The text as it is: a mark by which a sentence that is translated later gets into the catalogue."""
    return text


@cache
def _catalogue(folder: Path, language: str) -> NullTranslations:
    path = folder / language / _CATALOGUE
    if not path.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def _name(language: str) -> str:
    name = Locale.parse(language).get_display_name() or language
    return name[:1].upper() + name[1:]


def _with_query(path: str) -> str:
    query = request.query_string.decode("ascii", "replace")
    return f"{path}?{query}" if query else path


def _translations() -> NullTranslations:
    """The sentences of the language at hand; outside a request those of the source, as they are."""
    return _voice().translations if has_request_context() else _AS_WRITTEN


def _prefix() -> str:
    return _voice().prefix if has_request_context() else ""


def _voice() -> Voice:
    if not has_request_context():
        return _voice_of(SOURCE, "", "")
    # The request itself, once: each look through its proxy costs as much as a sentence.
    here: Request = cast(Any, request)._get_current_object()  # noqa: SLF001  # as Werkzeug documents it
    voice: Voice | None = here.environ.get(_VOICE)
    if voice is None:
        prefixed = here.environ.get(_ENVIRON)
        voice = _voice_of(
            prefixed or _languages().default, prefixed and f"/{prefixed}", quote(here.root_path)
        )
        here.environ[_VOICE] = voice
    return voice


def _voice_of(language: str, prefix: str | None, root: str) -> Voice:
    languages = _languages()
    is_own = language == languages.default
    way = Locale.parse(languages.default).text_direction
    return Voice(
        language=language,
        prefix=prefix or "",
        root=root,
        translations=_catalogue(languages.folder, language),
        own=Markup() if is_own else Markup(' lang="{}" dir="{}"').format(languages.default, way),
    )


def _languages() -> Languages:
    return cast(Languages, current_app.extensions[_EXTENSION])
