"""Which gemeenten a map is about, and where its inventory is declared complete."""

from __future__ import annotations

from collections.abc import Iterable

from sociale_kaart.errors import KaartConfigError
from sociale_kaart.gebieden.gemeenten import find_gemeente, gemeenten, gemeenten_in
from sociale_kaart.kaart import Kaart
from sociale_kaart.kaarttoml import KaartConfig
from sociale_kaart.model import Completeness, fold


def area_of(kaart: Kaart) -> tuple[str, ...]:
    """Gemeentecodes of a map's area, by provincie and name; raises KaartConfigError on a name nobody has."""
    area = kaart.config.area
    faults: list[str] = []
    chosen = _of_provincies(area.provincies, faults) | _by_name(area.gemeenten, "area.gemeenten", faults)
    if area.nederland:
        chosen |= set(gemeenten())
    _raise(faults, kaart)
    return tuple(
        sorted(
            chosen,
            key=lambda code: (
                gemeenten()[code].provincie,
                fold(gemeenten()[code].naam),
            ),
        )
    )


def completeness_of(kaart: Kaart, area: Iterable[str]) -> tuple[Completeness, ...]:
    """What kaart.toml declares complete; without gemeenten a declaration is about the whole area.

    Raises KaartConfigError on a gemeente that nobody knows or that is outside the area.
    """
    faults: list[str] = []
    declared = _declared(kaart.config, frozenset(area), faults)
    _raise(faults, kaart)
    return declared


def declared_in(config: KaartConfig, area: Iterable[str]) -> tuple[Completeness, ...]:
    """The same, of a map that was built: its kaart.toml was found right then."""
    return _declared(config, frozenset(area), [])


def _declared(config: KaartConfig, area: frozenset[str], faults: list[str]) -> tuple[Completeness, ...]:
    declared = tuple(
        Completeness(
            pillar=part.pillar,
            gemeentecodes=frozenset(
                _by_name(part.gemeenten, "completeness.gemeenten", faults) if part.gemeenten else area
            ),
            declared_by=part.declared_by,
            as_of=part.as_of,
        )
        for part in config.completeness
    )
    outside = sorted({code for one in declared for code in one.gemeentecodes - area})
    faults += [
        f"'completeness.gemeenten' noemt '{gemeenten()[code].naam}', en die gemeente hoort niet bij [area]."
        for code in outside
    ]
    return declared


def _of_provincies(names: Iterable[str], faults: list[str]) -> set[str]:
    codes: set[str] = set()
    for name in names:
        found = {one.code for one in gemeenten_in([name])}
        if not found:
            known = ", ".join(sorted({one.provincie for one in gemeenten().values()}))
            faults.append(f"'area.provincies' noemt de onbekende provincie '{name}'; bekend zijn: {known}.")
        codes |= found
    return codes


def _by_name(names: Iterable[str], key: str, faults: list[str]) -> set[str]:
    codes: set[str] = set()
    for name in names:
        found = find_gemeente(name)
        if found.gemeente is not None:
            codes.add(found.gemeente.code)
        elif found.ambiguous:
            options = " of ".join(f"{one.naam} ({one.code})" for one in found.ambiguous)
            faults.append(f"'{key}' noemt '{name}'; bedoelt u {options}? Schrijf de code.")
        else:
            hint = f"; bedoelt u '{found.suggestion}'?" if found.suggestion else "."
            faults.append(f"'{key}' noemt de onbekende gemeente '{name}'{hint}")
    return codes


def _raise(faults: list[str], kaart: Kaart) -> None:
    if faults:
        raise KaartConfigError(faults, where=kaart.folder / "kaart.toml")
