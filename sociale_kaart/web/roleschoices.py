"""What a visitor asks of the page that tells who does what: whom, where, and in which groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from types import MappingProxyType

from flask_babel import gettext as _

from sociale_kaart.export.promises import LibraryOrganisation
from sociale_kaart.export.roles import RoleRow, gemeente_name
from sociale_kaart.model import OrganisationKind
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.site import Site

_MOST_DIGITS = 5


class Per(StrEnum):
    """In which groups organisations are told; as the address of the page says it."""

    AREA = ""
    GEMEENTE = "gemeente"
    LIBRARY = "bibliotheek"


KINDS: Mapping[str, OrganisationKind] = MappingProxyType(
    {
        "bibliotheek": OrganisationKind.LIBRARY,
        "partner": OrganisationKind.PARTNER,
        "overheid": OrganisationKind.GOVERNMENT,
        "onbekend": OrganisationKind.UNKNOWN,
    }
)


@dataclass(frozen=True, slots=True)
class RoleChoices:
    """Each "" where nothing was chosen; `bladzijde` counts from 1."""

    pijler: str = ""
    gemeente: str = ""
    soort: str = ""
    bibliotheek: str = ""
    per: Per = Per.AREA
    bladzijde: int = 1

    @classmethod
    def of(
        cls, args: Mapping[str, str], site: Site, libraries: Mapping[str, LibraryOrganisation]
    ) -> RoleChoices:
        """What the address says; raises Refused for what is not on this map."""
        known = (
            ("pijler", site.pillars, _("Deze soort hulp kennen we niet. Kies er een uit de lijst.")),
            (
                "gemeente",
                site.data.gemeentecodes,
                _("Deze gemeente staat niet op deze kaart. Kies er een uit de lijst."),
            ),
            ("soort", KINDS, _("Deze soort organisatie kennen we niet. Kies er een uit de lijst.")),
            ("bibliotheek", libraries, _("Deze bibliotheek kennen we niet. Kies er een uit de lijst.")),
            ("per", tuple(Per), _("Zo kunnen we de lijst niet verdelen. Kies uit de lijst.")),
        )
        said = {name: args.get(name, "") for name, _values, _sentence in known}
        for name, values, sentence in known:
            if said[name] and said[name] not in values:
                raise Refused(400, sentence, choices=sorted(values))
        return cls(
            pijler=said["pijler"],
            gemeente=said["gemeente"],
            soort=said["soort"],
            bibliotheek=said["bibliotheek"],
            per=Per(said["per"]),
            bladzijde=_number(args.get("bladzijde", "")),
        )

    def query(self, **changes: str | int) -> dict[str, str | int]:
        """How an address says them: what differs from the default alone."""
        said = {one.name: getattr(self, one.name) for one in fields(self)} | changes
        left_out = {"", 1, None}
        return {name: str(value) for name, value in said.items() if value not in left_out}

    def narrowed(self) -> RoleChoices:
        """The same without what only says how it is shown: what a file is asked with."""
        return replace(self, per=Per.AREA, bladzijde=1)

    def scope(
        self, rows: tuple[RoleRow, ...], libraries: Mapping[str, LibraryOrganisation]
    ) -> tuple[RoleRow, ...]:
        """The rows of these organisations in these gemeenten, whatever they do there."""
        kind = KINDS.get(self.soort)
        library = libraries.get(self.bibliotheek)
        return tuple(
            row
            for row in rows
            if (not self.gemeente or row.gemeentecode == self.gemeente)
            and (kind is None or row.organisation.kind is kind)
            and (library is None or is_of(library, row))
        )

    def rows(
        self, rows: tuple[RoleRow, ...], libraries: Mapping[str, LibraryOrganisation]
    ) -> tuple[RoleRow, ...]:
        """All that was asked for: of the scope, the rows about this kind of help."""
        return tuple(
            row for row in self.scope(rows, libraries) if not self.pijler or row.pillar == self.pijler
        )

    def said(self, site: Site, libraries: Mapping[str, LibraryOrganisation]) -> Iterator[tuple[str, str]]:
        """Label and value of what was chosen, in Dutch, for a file."""
        if self.pijler:
            yield "alleen soort hulp", site.pillars[self.pijler].name
        if self.gemeente:
            yield "alleen gemeente", gemeente_name(self.gemeente)
        if self.soort:
            yield "alleen soort organisatie", self.soort
        if self.bibliotheek:
            yield "alleen bij bibliotheekorganisatie", libraries[self.bibliotheek].name


def is_of(library: LibraryOrganisation, row: RoleRow) -> bool:
    """Whether a row is of a library organisation itself, or of anybody in its buildings or its gemeenten."""
    return (
        row.organisation.id in library.members
        or row.gemeentecode in library.gemeenten
        or not library.branches.isdisjoint(row.location_ids)
    )


def _number(said: str) -> int:
    if not said:
        return 1
    if not (said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS and int(said)):
        raise Refused(400, _("Deze bladzijde is er niet. Begin opnieuw bij de eerste."))
    return int(said)
