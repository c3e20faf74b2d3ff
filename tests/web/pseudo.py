"""A language that nobody speaks, read from right to left: it proves what a catalogue can do. It never ships.

Its code is Arabic's, for days, months, figures and plural forms; its words are the Dutch ones, letter by letter in
Arabic script, and half as long again.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from sociale_kaart.web.catalogues import TRANSLATIONS

CODE = "ar"
# What must stay as it is in a message: placeholders and tags.
_KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]+>|&\w+;)")
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابسدەفگهيجكلمنوپقرستوڤوكسيز"[:26])


def pseudo(text: str) -> str:
    """The text in letters of the other direction, longer than it was."""
    parts = _KEPT.split(text)
    return "".join(part if _KEPT.fullmatch(part) else _turned(part) for part in parts)


def _turned(text: str) -> str:
    words = re.sub(r"\w+", lambda word: word[0] + word[0][: len(word[0]) // 2], text.lower())
    return words.translate(_LETTERS)


def write_catalogue(folder: Path) -> Path:
    """A catalogue of the pseudo-language beside that of English; returns the folder of both."""
    with (TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        english = read_po(file, locale="en")
    made = Catalog(locale=CODE, charset="utf-8")
    for message in english:
        if not message.id:
            continue
        if isinstance(message.id, str):
            made.add(message.id, pseudo(message.id))
        else:
            one, many = message.id
            # As many forms as Arabic has; the first two could leave the number out, and these do not.
            made.add(message.id, (pseudo(many), pseudo(one), *([pseudo(many)] * (made.num_plurals - 2))))
    for language, catalogue in ((CODE, made), ("en", english)):
        target = folder / language / "LC_MESSAGES"
        target.mkdir(parents=True)
        with (target / "messages.po").open("wb") as file:
            write_po(file, catalogue)
    return folder
