"""The languages that hours are said in."""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

from sociale_kaart.hours.sentence.dutch import DUTCH
from sociale_kaart.hours.sentence.english import ENGLISH
from sociale_kaart.hours.sentence.lexicon import Lexicon

Language = Literal["nl", "en"]

_LEXICONS = MappingProxyType({"nl": DUTCH, "en": ENGLISH})


def lexicon(lang: Language) -> Lexicon:
    """The words and forms of a language. Raises KeyError for one that we do not speak."""
    return _LEXICONS[lang]
