"""The catalogues: every sentence of every page is in each, said in full; and no page has a sentence outside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app
from sociale_kaart.web.catalogues import TRANSLATIONS
from tests.web.marked import arabic_words, latin_words, texts
from tests.web.pseudo import CODE, write_catalogue
from tests.web.smallmap import map_data
from tools.translations import Unreadable, extracted

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "sociale_kaart" / "web"
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
LANGUAGES = sorted(path.name for path in TRANSLATIONS.iterdir() if path.is_dir())
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w+)\}(?!\})")
# Words that are the same in every language.
_NAMES = {"PDF", "JSON", "OpenStreetMap"}


@cache
def sentences() -> frozenset[Any]:
    """The id of every message in the source, as `make translations` finds it."""
    return frozenset(message.id for message in extracted() if message.id)


@cache
def catalogue(language: str) -> Catalog:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def forms(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_sentence_and_no_other(language: str) -> None:
    assert {message.id for message in messages(language)} == sentences(), "run: make translations"


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ('{{ _("Wel gezegd.") }}\n{% if %}{{ _("Niet gezegd.") }}{% endif %}', "2: Expected an expression"),
        ('{{ _("Wel gezegd.") }}\n\n{% verzonnen %}', "3: Encountered unknown tag 'verzonnen'"),
    ],
)
def test_a_template_that_does_not_parse_loses_no_sentence_in_silence(
    tmp_path: Path, template: str, why: str
) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "goed.html").write_text('{{ _("Een goede zin.") }}', encoding="utf-8")
    assert "Een goede zin." in extracted(tmp_path)
    broken = folder / "kapot.html"
    broken.write_text(template, encoding="utf-8")
    with pytest.raises(Unreadable, match=re.escape(f"{broken}:{why}")):
        extracted(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_out_or_in_doubt(language: str) -> None:
    assert [one.id for one in messages(language) if not all(forms(one.string))] == []
    assert [one.id for one in messages(language) if one.fuzzy] == []
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_what_the_sentence_fills_in_and_keeps_its_marks(language: str) -> None:
    for message in messages(language):
        wanted = set(_PLACEHOLDER.findall(forms(message.id)[-1]))
        for said in forms(message.string):
            # The form for one may leave the number out.
            missing = {name for name, _ in wanted - set(_PLACEHOLDER.findall(said))}
            assert missing <= (
                {"number", "total", "covered", "without", "all"} if len(forms(message.id)) > 1 else set()
            ), message.id
            assert set(_PLACEHOLDER.findall(said)) <= wanted, message.id
            assert re.findall(r"</?\w+", said) == re.findall(r"</?\w+", forms(message.id)[-1]), message.id
            assert said.endswith((".", "?", "!")) == forms(message.id)[-1].endswith((".", "?", "!")), (
                message.id
            )


def bare_text(template: str) -> list[str]:
    """Words of a template that stand outside every message."""
    text = re.sub(r"\{#.*?#\}", " ", template, flags=re.S)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", text, flags=re.S)
    said = re.findall(r'\b(?:alt|title|aria-label|placeholder|content)="([^"\0]*)"', text)
    text = re.sub(r"<(script|style|title)\b.*?</\1>", " ", text, flags=re.S)
    text = re.sub(r"<[^>]*>", "\n", text, flags=re.S)
    words = [part.strip() for part in re.split(r"[\n\0]", text)]
    # A placeholder that is a date in figures and the viewport are no sentences.
    return [one for one in [*words, *said] if re.search(r"[^\W\d_]{2,}", one) and one not in _NAMES]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_says_anything_by_itself(path: Path) -> None:
    allowed = {"width=device-width, initial-scale=1", "light dark", "strict-origin", "noindex"}
    assert [one for one in bare_text(path.read_text(encoding="utf-8")) if one not in allowed] == []


def test_a_sentence_outside_the_catalogue_is_found() -> None:
    assert bare_text('<p>{{ _("Wel") }} niet <b aria-label="ook niet">{% if a %}x{% endif %}</b></p>') == [
        "niet",
        "ook niet",
    ]


def test_no_sentence_hides_in_a_formatted_string() -> None:
    """The extractor cannot look into those on every Python."""
    hidden = re.compile(r"""f(['"]).*\{(_|ngettext)\(""")
    assert [str(path) for path in WEB.rglob("*.py") if hidden.search(path.read_text(encoding="utf-8"))] == []


# What a finder answers, with a suggestion or advice; and where it doubts.
ANSWERS = (
    "/?zoek=Enschde",
    "/?zoek=9999",
    "/?zoek=Overijssel",
    "/?zoek=Postbus+12",
    "/?zoek=Oosterstraat+12,+Groningen",
    "/?zoek=1012+Groningen",
    "/?zoek=7511&hulp=alle",
    "/?plek=52.2,6.9&hulp=alle",
    "/?pijler=computer&ook=onbekend",
    "/?hulp=bestaatniet&dag=x",
    "/plek/l-bieb",
    "/plek/l-bieb/blad",
    "/blad?zoek=7511&hulp=alle",
    "/contact",
)
# Names of places and services stay as they are in every language, and no screen reader needs to be told.
_PROPER = re.compile(
    r"Enschde|Enschede|Groningen|Overijssel|Oosterstraat|OpenStreetMap|Google Maps|Kring van bibliotheken"
    r"|\S+[@/]\S+|– Kaart van Twente|\bPDF\b"
)
PAGES = ("/", "/?zoek=7511&hulp=alle", "/plek/l-bieb", "/dekking", "/dekking/GM0153", "/over", "/nergens")


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The small map with the pseudo-language, which only its catalogue knows of."""
    folder = write_catalogue(tmp_path_factory.mktemp("talen"))
    return create_app(map_data(), Settings(tiles_url=""), translations=folder).test_client()


@pytest.mark.parametrize("address", ANSWERS)
def test_every_word_says_which_language_it_is_in(speaking: FlaskClient, address: str) -> None:
    page = speaking.get(f"/{CODE}{address}").text
    page = page[page.index("</head>") :]
    ours = [text for language, text in texts(page) if language == CODE]
    assert [one for one in ours if latin_words(_PROPER.sub("", one))] == [], "Dutch, and not said to be"
    theirs = [text for language, text in texts(page) if language == "nl"]
    assert [one for one in theirs if arabic_words(one)] == [], "said to be Dutch, and not"


def test_unmarked_words_are_found() -> None:
    page = '<html lang="ar"><p>يا</p><p>Morgen <span lang="nl">open يا</span></p></html>'
    assert [words for language, text in texts(page) if language == "ar" for words in latin_words(text)] == [
        "Morgen"
    ]
    assert [one for language, one in texts(page) if language == "nl" and arabic_words(one)] == ["open يا"]


@pytest.mark.parametrize("address", PAGES)
def test_a_language_from_right_to_left_needs_only_a_file(speaking: FlaskClient, address: str) -> None:
    page = speaking.get(f"/{CODE}{address}").text
    assert f'<html lang="{CODE}" dir="rtl">' in page
    assert 'lang="nl" dir="ltr"' in page, "the map's own words say which way they are read"
    assert f'hreflang="{CODE}">العربية</a>' in speaking.get(address).text


def test_styles_follow_the_direction_of_the_language() -> None:
    physical = re.compile(
        r"^\s*(left|right|(margin|padding|border)-(left|right)[\w-]*|border-(top|bottom)-(left|right)-radius"
        r"|float:\s*(left|right)|text-align:\s*(left|right))\b.*$",
        re.M,
    )
    for name in ("tokens", "page", "places", "coverage"):
        style = (ROOT / "static" / "src" / f"{name}.css").read_text(encoding="utf-8")
        assert [found[0].strip() for found in physical.finditer(style)] == [], name


def test_english_has_one_word_for_a_gemeente() -> None:
    """docs/glossary.md: code says gemeente, whoever reads English pages reads municipality."""
    word = re.compile(r"(?<![%{(\w])gemeenten?(?![)}\w])", re.IGNORECASE)
    assert [one.id for one in messages("en") if any(word.search(form) for form in forms(one.string))] == []
