"""What a pillar is called on a page: in its language where kaart.toml or our catalogue has it, else in the map's own.

The names of the covenant's pillars are ours, and translated with our sentences; a map that calls them otherwise, or has
pillars of its own, translates them in kaart.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sociale_kaart.kaarttoml import KaartConfig
from sociale_kaart.model import COVENANT_PILLARS, Pillar
from sociale_kaart.web.catalogues import SOURCE
from sociale_kaart.web.language import InPage, current, marked
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


def in_page(pillar: Pillar, config: KaartConfig) -> Pillar:
    """A pillar with the words of the page at hand, as `InPage`; as it is where nobody translated it."""
    part = next((one for one in config.pillars if one.id == pillar.id), None)
    if part and current() in part.translations:
        words = part.translations[current()]
        return replace(pillar, name=InPage(words.name), description=InPage(words.description))
    ours = COVENANT_PILLARS.get(pillar.id)
    is_ours = ours is not None and (pillar.name, pillar.description) == (ours.name, ours.description)
    if not is_ours or config.language != SOURCE:
        return pillar
    name, description = COVENANT_WORDS[pillar.id]
    return replace(pillar, name=InPage(_(name)), description=InPage(_(description)))
