"""What an embedded map or a picture shows: places or coverage, of which help, and where; checked once, here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from flask import url_for

from sociale_kaart.gebieden.gemeenten import Gemeente
from sociale_kaart.gebieden.places import Position
from sociale_kaart.kaartfields import ALL_HELP
from sociale_kaart.model import Location
from sociale_kaart.web.dekking.choices import Choices
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.site import Site

UNKNOWN_TOO = "onbekend"


class Subject(StrEnum):
    """As an address says it."""

    PLACES = "plekken"
    COVERAGE = "dekking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is shown.

    pillar : "" for all help, which places alone can be of
    with_unknown : whether places of which nobody knows if they have it are listed too
    gemeente : the one that it is about; None for the whole map
    location : the one place that it is about, if any. choices : of coverage
    """

    subject: Subject
    pillar: str = ""
    with_unknown: bool = False
    gemeente: Gemeente | None = None
    location: Location | None = None
    choices: Choices | None = None

    @classmethod
    def of(cls, args: Mapping[str, str], site: Site, subject: Subject) -> Shown:
        """What an address asks for; raises Refused for what is not on this map."""
        gemeente = _gemeente(site, args.get("gemeente", ""))
        if subject is Subject.COVERAGE:
            choices = Choices.of(args, site)
            return cls(subject=subject, pillar=choices.pillar, gemeente=gemeente, choices=choices)
        location = _location(site, args.get("locatie", ""))
        pillar = args.get("pijler", "")
        if pillar and pillar not in site.pillars:
            raise Refused(
                HTTPStatus.BAD_REQUEST,
                _("Deze soort hulp kennen we niet. Kies er een uit de lijst."),
                choices=site.pillars,
            )
        if location is not None:
            return cls(subject=subject, location=location)
        return cls(
            subject=subject, pillar=pillar, with_unknown=args.get("ook") == UNKNOWN_TOO, gemeente=gemeente
        )

    def query(self) -> dict[str, Any]:
        """What an address must say for the same: only what differs from the usual."""
        said = {
            **(self.choices.query() if self.choices else {"pijler": self.pillar}),
            "ook": UNKNOWN_TOO if self.with_unknown else "",
            "gemeente": self.gemeente.code if self.gemeente else "",
            "locatie": self.location.id if self.location else "",
        }
        return {name: value for name, value in said.items() if value}

    def page(self, site: Site) -> str:
        """The address of the full page that shows the same, in the language at hand."""
        if self.location:
            return url_for("plek.page", plek_id=self.location.id)
        if self.choices is None:
            return url_for("zoeken.index", **self._of_places(site))
        if self.gemeente:
            return url_for("dekking.gemeente", gemeentecode=self.gemeente.code)
        choices: dict[str, Any] = {**self.choices.query()}
        return url_for("dekking.overview", **choices)

    def _of_places(self, site: Site) -> dict[str, Any]:
        said = {"pijler": self.pillar} if self.pillar else {"hulp": ALL_HELP}
        said |= {"ook": UNKNOWN_TOO} if self.with_unknown else {}
        return {**said, "zoek": _searched(site, self.gemeente)} if self.gemeente else said


def _searched(site: Site, gemeente: Gemeente) -> str:
    """What one types to find a gemeente: its name, where that means this one."""
    found = site.finder.position(gemeente.naam)
    is_this = isinstance(found, Position) and found.gemeentecode == gemeente.code
    return gemeente.naam if is_this else f"gemeente {gemeente.naam}"


def _gemeente(site: Site, code: str) -> Gemeente | None:
    if not code:
        return None
    if code not in site.data.gemeentecodes:
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            _("Deze gemeente staat niet op deze kaart. Kies er een uit het overzicht."),
        )
    return site.gemeenten[code]


def _location(site: Site, id_: str) -> Location | None:
    if not id_:
        return None
    if id_ not in site.index.row_of:
        raise Refused(
            HTTPStatus.NOT_FOUND,
            _("Deze plek staat niet (meer) op de kaart. Zoek een andere plek dicht bij u."),
        )
    return site.data.locations[id_]
