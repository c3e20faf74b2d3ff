"""Who does what as findings: for a workbook, a list or JSON, each with its sources and its day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.coveragefile import marks_of
from sociale_kaart.export.examplenotice import EXAMPLE_NOTICE, LABEL
from sociale_kaart.export.findings import Findings, Part
from sociale_kaart.export.licences import licence_of
from sociale_kaart.export.promises import (
    LIBRARY_COLUMNS,
    PROMISE_COLUMNS,
    Promises,
    plain_libraries,
    plain_promises,
)
from sociale_kaart.export.roles import ROLE_COLUMNS, RoleRow, plain_role_rows

ROLES, PROMISES, LIBRARIES, AGREEMENTS = "roles", "promises", "libraries", "agreements"
AGREEMENT_COLUMNS = ("agreement", "agreed_on")
_ROLES_TITLE = "wie doet wat"
_CAPTION = (
    "een rij per organisatie, gemeente, soort hulp en rol; places: op hoeveel plekken; checked en as_of zijn die van "
    "het oudste gegeven in de rij"
)


def role_findings(
    data: MapData, rows: Sequence[RoleRow], promises: Promises, chosen: Iterable[tuple[str, str]] = ()
) -> Findings:
    """The rows, and how far each promise is kept on the whole map.

    chosen : label and value, in Dutch, of what the rows were narrowed to
    """
    agreements = [
        {"agreement": one.text, "agreed_on": one.on.isoformat() if one.on else None}
        for one in data.program.agreements
    ]
    return Findings(
        title=f"Wie doet wat: {data.config.title}",
        sentences=("Leeg of onbekend betekent: niemand heeft het ons verteld. Het is dus geen nee.",),
        parts=(
            _part(ROLES, _ROLES_TITLE, ROLE_COLUMNS, plain_role_rows(data, rows), _CAPTION),
            _part(
                PROMISES,
                "beloften",
                PROMISE_COLUMNS,
                plain_promises(promises),
                "hoeveel bibliotheekorganisaties en gemeenten een soort hulp hebben, en hoe ver elk doel is; van het "
                "hele gebied, ook als de rijen een deel zijn",
            ),
            _part(
                LIBRARIES,
                "bibliotheekorganisaties",
                LIBRARY_COLUMNS,
                plain_libraries(promises, data.pillars),
                "in_branches: in een eigen gebouw; in_working_area: ergens in de gemeenten waar ze werkt",
            ),
            _part(
                AGREEMENTS,
                "afspraken",
                AGREEMENT_COLUMNS,
                agreements,
                "of deze zijn nagekomen, staat niet in de bronnen",
            ),
        ),
        about=tuple(_about(data, chosen)),
        marks=marks_of(data),
    )


def _part(name: str, title: str, columns: tuple[str, ...], rows: Sequence[Any], caption: str) -> Part:
    return Part(name=name, title=title, columns=columns, brief=columns, rows=rows, caption=caption)


def _about(data: MapData, chosen: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    if data.config.example:
        yield LABEL, EXAMPLE_NOTICE
    yield "kaart", data.config.title
    if "program" in data.config.model_fields_set:
        yield "hoort bij", data.program.name
    yield "gegevens van", data.known_on.isoformat()
    yield "inhoud", data.content_hash
    yield "van", data.config.publisher.name
    yield "licentie", licence_of(data)[0]
    for source in data.config.sources:
        yield "bron", f"{source.name} ({source.supplier}, {source.as_of.isoformat()}, {source.licence})"
    for pillar in data.pillars:
        yield f"pijler {pillar.id}", pillar.name
    for part in data.config.completeness:
        where = ", ".join(part.gemeenten) or "het hele gebied"
        yield (
            f"lijst volledig: {part.pillar}",
            f"{where}; volgens {part.declared_by}, {part.as_of.isoformat()}",
        )
    yield from chosen
