"""Who does what as a workbook to mail on: the same rows as the other files, with Dutch headings and words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sociale_kaart.export.findings import Findings, Part
from sociale_kaart.export.reportbook import BookSheet, report_book
from sociale_kaart.export.rolesfile import AGREEMENTS, LIBRARIES, PROMISES, ROLES
from sociale_kaart.model import Role
from sociale_kaart.web import words
from sociale_kaart.web.site import Site

_CAPTIONS: Mapping[str, str] = {
    ROLES: "een rij per organisatie, gemeente, soort hulp en rol; de dagen zijn die van het oudste gegeven in de rij",
    PROMISES: "hoeveel bibliotheekorganisaties en gemeenten een soort hulp hebben, en hoe ver elk doel is: van het "
    "hele gebied, ook als u een deel koos",
    LIBRARIES: "een rij per bibliotheekorganisatie en soort hulp",
    AGREEMENTS: "wat verder is afgesproken, en wat daarvan bekend is",
}
_DAYS = frozenset({"joined_covenant", "checked", "as_of", "by", "agreed_on"})


def roles_book(site: Site, findings: Findings, on: date) -> bytes:
    """The workbook; the same for the same findings and day."""
    sheets = [_sheet(site, part) for part in findings.parts]
    about = [*(("", one) for one in findings.sentences), *findings.about]
    return report_book(findings.title, about, sheets, on)


def _sheet(site: Site, part: Part) -> BookSheet:
    return BookSheet(
        title=part.title,
        caption=_CAPTIONS[part.name],
        columns=part.columns,
        rows=[[_told(site, column, row[column]) for column in part.columns] for row in part.rows],
    )


def _told(site: Site, column: str, value: Any) -> Any:
    """A value as a reader knows it: names for codes, days as days."""
    if column == "pillar" and value in site.pillars:
        return site.pillars[value].name
    if column == "role":
        return words.ROLE[Role(value)] or None
    if column == "gemeenten":
        return ", ".join(site.gemeenten[code].naam for code in value)
    if column in _DAYS and value:
        return date.fromisoformat(value)
    return value
