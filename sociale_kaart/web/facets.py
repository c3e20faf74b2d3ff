"""What else a visitor may ask of a place: no appointment, no step, a language, no cost.

Of each, somebody may have said yes, no, or nothing: what is not said is unknown, and never left out unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType

from flask import request

from sociale_kaart.model import Presence, fold
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.tongues import plain_tongue
from sociale_kaart.web.unusable import Unusable

MAX_LANGUAGE_LENGTH = 40


class ByAppointment(StrEnum):
    """Whether one wants to walk in, or asks for what needs an appointment; as the address of a page says it."""

    WALK_IN = "geen"
    NEEDED = "nodig"


@dataclass(frozen=True, slots=True)
class Facets:
    """What was asked for; each "" where nothing was."""

    afspraak: str = ""
    drempelvrij: str = ""
    taal: str = ""
    gratis: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.names())

    @property
    def per_help(self) -> bool:
        """Whether anything was asked of the help itself, and not only of the building."""
        return bool(self.afspraak or self.taal or self.gratis)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Their names in an address."""
        return tuple(one.name for one in fields(cls))

    def parameters(self) -> dict[str, str]:
        """How the address of a page says it; empty where there is nothing to say."""
        return {name: getattr(self, name) for name in self.names() if getattr(self, name)}

    def each(self) -> tuple[Facets, ...]:
        """Every one of them apart."""
        return tuple(Facets(**{name: said}) for name, said in self.parameters().items())


def facet_names(facets: Facets) -> list[str]:
    """What was asked for, each as it stands after "hulp": "in het Arabisch", "gratis"."""
    said = [
        _("in het %(language)s", language=plain_tongue(facets.taal)) if facets.taal else "",
        _("gratis") if facets.gratis else "",
        _("zonder drempel") if facets.drempelvrij else "",
        _APPOINTMENT[facets.afspraak]() if facets.afspraak else "",
    ]
    return [one for one in said if one]


def read_facet(name: str) -> str:
    """What the address of this page says of one of them; raises Unusable on what we cannot use."""
    said = " ".join(request.args.get(name, "").replace("\0", "").split())
    if not said:
        return ""
    if name == "taal":
        if len(said) > MAX_LANGUAGE_LENGTH:
            raise Unusable(name, _("Deze taal kennen we niet. Kies er een uit de lijst."))
        return fold(said)
    if said not in _VALUES[name]:
        raise Unusable(name, _("Deze keuze kennen we niet. Kies er een uit de lijst."))
    return said


_APPOINTMENT: Mapping[str, Callable[[], str]] = MappingProxyType(
    {ByAppointment.WALK_IN: lambda: _("zonder afspraak"), ByAppointment.NEEDED: lambda: _("op afspraak")}
)
_VALUES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"afspraak": tuple(ByAppointment), "drempelvrij": ("ja",), "gratis": ("ja",)}
)

_FREE = frozenset(
    [
        "gratis",
        "kosteloos",
        "geen",
        "geen kosten",
        "niets",
        "nee",
        "free",
        "free of charge",
        "none",
        "0",
        "€ 0",
    ]
)
_PAID = re.compile(r"€|\beuro\b|\beur\b|\d|\bcontributie\b|\bbetaald\b", re.IGNORECASE)


def is_free(cost: str) -> Presence:
    """What somebody wrote about cost: no more than "gratis" is a yes, an amount is a no, the rest is unknown.

    "Gratis met een pas" has a condition, and we cannot tell for whom it holds.
    """
    said = fold(cost).rstrip(".!")
    if said in _FREE:
        return Presence.YES
    return Presence.NO if _PAID.search(said) and "gratis" not in said else Presence.UNKNOWN
