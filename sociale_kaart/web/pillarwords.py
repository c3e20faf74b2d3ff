"""What a pillar is called on a page: in its language where kaart.toml or our catalogue has it, else in the map's own.

The names of the covenant's pillars are ours, and translated with our sentences; a map that calls them otherwise, or has
pillars of its own, translates them in kaart.toml.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from sociale_kaart.kaarttoml import KaartConfig, PillarWords
from sociale_kaart.model import COVENANT_PILLARS, Pillar
from sociale_kaart.web.language import SOURCE, current, map_language, marked, own_text
from sociale_kaart.web.language import gettext as _

# The same texts as in the model, for the catalogue to find: a test holds them together.
COVENANT_WORDS: Mapping[str, tuple[str, str]] = {
    "computer": (
        marked("Computer en printer"),
        marked("Een computer met internet en een printer, gratis, voor zaken met de overheid."),
    ),
    "training": (
        marked("Cursus digitale vaardigheden"),
        marked("Een gratis cursus, zoals Digisterker of Klik & Tik."),
    ),
    "spreekuur": (
        marked("Spreekuur belasting en toeslagen"),
        marked("Iemand helpt u met belasting en toeslagen."),
    ),
}


def pillar_name(pillar: Pillar, config: KaartConfig) -> Markup:
    """The name, to stand in a page: where it is not in the language of the page, it says which it is in."""
    translated = _translated(pillar, config)
    return escape(translated.name) if translated else own_text(pillar.name)


def plain_pillar_name(pillar: Pillar, config: KaartConfig) -> str:
    """The same where no element can stand: a title, an attribute, a choice in a list."""
    translated = _translated(pillar, config)
    return translated.name if translated else pillar.name


def pillar_description(pillar: Pillar, config: KaartConfig) -> Markup:
    """What it is, in a sentence; empty where nobody wrote one."""
    translated = _translated(pillar, config)
    return escape(translated.description) if translated else own_text(pillar.description)


def _translated(pillar: Pillar, config: KaartConfig) -> PillarWords | None:
    """Its words in the language of the page, where that is not the map's own and somebody has them."""
    if current() == map_language():
        return None
    part = next((one for one in config.pillars if one.id == pillar.id), None)
    if part and current() in part.translations:
        return part.translations[current()]
    ours = COVENANT_PILLARS.get(pillar.id)
    if (
        ours is None
        or map_language() != SOURCE
        or (pillar.name, pillar.description) != (ours.name, ours.description)
    ):
        return None
    name, description = COVENANT_WORDS[pillar.id]
    return PillarWords(name=_(name), description=_(description))
