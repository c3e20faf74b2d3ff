"""What somebody comes for, in their own words: the large choices on the front page, and what each stands for.

A map says them in kaart.toml (`[[needs]]`); where it does not, each of its first pillars is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sociale_kaart.kaartfields import ALL_HELP, MOST_NEEDS, NeedIcon
from sociale_kaart.kaarttoml import KaartConfig, NeedPart, NeedWords
from sociale_kaart.model import Pillar
from sociale_kaart.web.language import InPage, marked
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.placeindex import Wanted
from sociale_kaart.web.words import uncapitalised

_ICONS: Mapping[str, NeedIcon] = {"computer": "computer", "training": "cursus", "spreekuur": "belasting"}


@dataclass(frozen=True, slots=True)
class Need:
    """One choice.

    text : on the button; phrase : after "plekken met"
    language : what the words are in; "" for that of the page
    """

    id: str
    text: str
    phrase: str
    icon: str
    wanted: Wanted
    language: str = ""


def needs_of(config: KaartConfig, pillars: tuple[Pillar, ...], language: str) -> tuple[Need, ...]:
    """The choices of a map, in a language where it has them in that, else in its own."""
    if config.needs:
        return tuple(_told(part, config.language, language) for part in config.needs)
    return tuple(_of_pillar(pillar, config.language, language) for pillar in pillars[:MOST_NEEDS])


def need_of_pillar(
    config: KaartConfig, pillars: Mapping[str, Pillar], pillar: str, language: str
) -> Need | None:
    """A pillar as a choice, for an address of before the map named its needs; None where there is no such pillar."""
    return _of_pillar(pillars[pillar], config.language, language) if pillar in pillars else None


def all_help() -> Need:
    """The choice for whoever does not want to choose."""
    return Need(ALL_HELP, _("Alle hulp"), _("hulp"), ALL_HELP, Wanted())


def _told(part: NeedPart, own: str, language: str) -> Need:
    words: NeedWords = part.translations.get(language, part)
    said_in = language if language in part.translations else own
    return Need(
        part.id,
        words.text,
        words.phrase or uncapitalised(words.text),
        part.icon,
        Wanted(part.pillars, part.categories),
        "" if said_in == language else said_in,
    )


def _of_pillar(pillar: Pillar, own: str, language: str) -> Need:
    wanted, icon = Wanted((pillar.id,)), _ICONS.get(pillar.id, "vraag")
    if pillar.covenant:
        text, phrase = (_(said) for said in _COVENANT_WORDS[pillar.id])
        return Need(pillar.id, text, phrase, icon, wanted)
    return Need(
        pillar.id,
        pillar.name,
        uncapitalised(pillar.name),
        icon,
        wanted,
        "" if own == language or isinstance(pillar.name, InPage) else own,
    )


_COVENANT_WORDS: Mapping[str, tuple[str, str]] = {
    "computer": (marked("Een computer of printer gebruiken"), marked("een computer of printer")),
    "training": (marked("Leren werken met de computer"), marked("een cursus computer en internet")),
    "spreekuur": (marked("Hulp bij belasting of toeslagen"), marked("hulp bij belasting of toeslagen")),
}
