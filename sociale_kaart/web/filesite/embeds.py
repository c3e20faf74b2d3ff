"""Which embedded maps, pictures and pages that make their code a site of files has: declared here, once.

What a server makes to order (another measure, without a legend, a PNG of any size) is not among them; the page that
makes the code offers what is, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import request, url_for
from markupsafe import Markup

from sociale_kaart.web.embed import oembed
from sociale_kaart.web.embed.shown import Shown, Subject
from sociale_kaart.web.languagelinks import in_language
from sociale_kaart.web.pictures.subjects import said
from sociale_kaart.web.site import Site, current_site

# Each gemeente has two maps of each kind of help, in every language: of a country that would be ten thousand files.
MOST_GEMEENTEN = 50
# Pages that say of themselves how to embed them. A place does not: there is no embedded map of each.
_WITH_OEMBED = frozenset({"zoeken.index", "dekking.overview", "embed.places", "embed.coverage"})


@dataclass(frozen=True, slots=True)
class Choice:
    """An embedded map; pillar : "" for all help, or the usual one of coverage. gemeente : its code, "" for the map."""

    subject: Subject
    pillar: str = ""
    gemeente: str = ""


def choices(site: Site) -> Iterator[Choice]:
    """Every embedded map that is a file; each has a picture, a page with its code and an oEmbed answer."""
    for subject in Subject:
        for pillar in ("", *site.pillars):
            for gemeente in ("", *gemeentecodes(site)):
                yield Choice(subject, pillar, gemeente)


def gemeentecodes(site: Site) -> tuple[str, ...]:
    """The gemeenten that have embedded maps of their own; none where there are too many."""
    codes = tuple(site.data.gemeentecodes)
    return codes if 1 < len(codes) <= MOST_GEMEENTEN else ()


@dataclass(frozen=True, slots=True)
class Ready:
    """A map that is ready: what it is called, and the page with its code."""

    name: str
    address: str


def ready_maps(shown: Shown) -> list[Ready]:
    """Those of the whole map, and of what is shown those of each gemeente: for who has no script to choose with."""
    site = current_site()
    some = [
        one
        for one in choices(site)
        if not one.gemeente or (one.subject, one.pillar) == (shown.subject, _pillar(shown))
    ]
    return [Ready(said(site, _shown(site, one)).title, _page_of(one)) for one in some]


def builder_in(spoken: str) -> str:
    """Where the pages with code are in a language."""
    return in_language(url_for("insluiten.builder"), spoken)


def _pillar(shown: Shown) -> str:
    is_usual = shown.choices is not None and shown.choices.pillar == shown.choices.usual_pillar
    return "" if is_usual else shown.pillar


def _shown(site: Site, choice: Choice) -> Shown:
    asked = {"pijler": choice.pillar, "gemeente": choice.gemeente}
    return Shown.of({name: value for name, value in asked.items() if value}, site, choice.subject)


def _page_of(choice: Choice) -> str:
    asked: dict[str, str] = {"wat": str(choice.subject)}
    asked |= {"pijler": choice.pillar} if choice.pillar else {}
    asked |= {"gemeente": choice.gemeente} if choice.gemeente else {}
    return url_for("insluiten.builder", **asked)  # type: ignore[arg-type]  # names of our own


def oembed_link() -> Markup:
    """The link of a page to its oEmbed answer, where that is a file."""
    of_gemeente = request.endpoint == "dekking.gemeente" and bool(gemeentecodes(current_site()))
    return oembed.oembed_link() if request.endpoint in _WITH_OEMBED or of_gemeente else Markup()
