"""What languages do to addresses: each under its prefix, but for what speaks none and has one, at the root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

from babel import Locale
from flask import Flask, request

from sociale_kaart.web.catalogues import Languages
from sociale_kaart.web.language import EXTENSION, current, languages, prefix

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


@dataclass(frozen=True, slots=True)
class SamePage:
    """A page in one of the languages: its address, from the root of the site, and what that language calls itself."""

    language: str
    name: str
    direction: str
    address: str
    is_this: bool


def same_page(*, query: str | None = None) -> list[SamePage]:
    """The page at hand in every language of the site: that of the map first, then by code.

    query : what stands after the path; by default what the request has there
    """
    of_site = languages()
    root = request.root_path.removesuffix(prefix())
    path = quote(request.path)
    rest = with_query(path) if query is None else f"{path}?{query}" if query else path
    return [
        SamePage(
            language=one,
            name=_name(one),
            direction=Locale.parse(one).text_direction,
            address=quote(root) + ("" if one == of_site.default else f"/{one}") + rest,
            is_this=one == current(),
        )
        for one in (of_site.default, *of_site.others)
    ]


def other_languages(app: Flask) -> tuple[str, ...]:
    """The languages that an app speaks under a prefix."""
    return cast(Languages, app.extensions[EXTENSION]).others


def is_at_the_root(endpoint: str) -> bool:
    """Whether what answers there is the same in every language."""
    return endpoint.partition(".")[0] in _AT_THE_ROOT


def in_language(address: str, language: str) -> str:
    """An address that `url_for` gave, in another language of the site."""
    root = quote(request.root_path.removesuffix(prefix()))
    rest = address.removeprefix(quote(request.root_path))
    return root + ("" if language == languages().default else f"/{language}") + rest


def at_the_root(path: str) -> str:
    """The address of what speaks no language, from a path such as "/tegels/": below the folder of the site, if any."""
    return quote(request.root_path.removesuffix(prefix())) + path


def with_query(path: str) -> str:
    """The path with the query of the request at hand."""
    query = request.query_string.decode("ascii", "replace")
    return f"{path}?{query}" if query else path


def _name(language: str) -> str:
    name = Locale.parse(language).get_display_name() or language
    return name[:1].upper() + name[1:]
