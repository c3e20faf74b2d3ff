"""The gemeenten of the Netherlands, and finding one by whatever a person wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sociale_kaart.gebieden import files, tables
from sociale_kaart.gebieden.names import expand, fold, without_gemeente, without_qualifier
from sociale_kaart.gebieden.successors import codes_by_old_name, successors

_CODE = re.compile(r"(?:GM)?\s*(\d{1,4})", re.IGNORECASE)
_LIKENESS = 75.0  # of 100; below this a suggestion is more puzzling than helpful


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A gemeente of 2024, named as the Kadaster does."""

    code: str
    naam: str
    provinciecode: str
    provincie: str
    inhabitants: int | None
    inhabitants_65plus: int | None
    land_area_ha: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a name or code stands for.

    gemeente : the one that is meant, or None
    replaced_from : name of a gemeente that no longer exists and was followed to its successor: warn about it
    ambiguous : the gemeenten it may be, when there are several
    suggestion : the name most like it, when nothing is called so
    """

    gemeente: Gemeente | None = None
    replaced_from: str | None = None
    ambiguous: tuple[Gemeente, ...] = ()
    suggestion: str | None = None


@cache
def gemeenten() -> Mapping[str, Gemeente]:
    """Every gemeente by its code ("GM0344"), in order of code. Raises ReferenceDataError."""
    rows = (_gemeente(row) for row in tables.read(files.GEMEENTEN))
    return MappingProxyType({one.code: one for one in rows})


def find_gemeente(name_or_code: str) -> Found:
    """The gemeente that a person means by a name, a CBS code or an alias.

    Case, accents, apostrophes and "(gem.)" around the name do not matter. Raises ReferenceDataError.
    """
    text = without_gemeente(name_or_code)
    code = _CODE.fullmatch(text.strip())
    if code:
        return _by_code(f"GM{int(code[1]):04d}")
    # 1. the name in full, in any spelling that somebody official uses
    # 2. the name with its abbreviations written out ("St. Oedenrode")
    # 3. a gemeente that merged or was renamed
    # 4. the name without what tells it from its namesakes: one gemeente, or a question back
    folded = fold(text)
    for key in (folded, expand(folded)):
        if key in _by_name():
            return Found(gemeenten()[_by_name()[key]])
    for key in (folded, expand(folded)):
        if key in codes_by_old_name():
            return _by_code(codes_by_old_name()[key])
    namesakes = _namesakes().get(folded, ())
    if len(namesakes) == 1:
        return Found(namesakes[0])
    return Found(ambiguous=namesakes) if namesakes else Found(suggestion=_most_alike(folded))


def gemeenten_in(provincies: Iterable[str], gemeentecodes: Iterable[str] = ()) -> tuple[Gemeente, ...]:
    """Gemeenten of the named provincies (name or code; "Friesland" too) together with those named themselves.

    Parameters
    ----------
    provincies : names or codes, as a coordinator writes them
    gemeentecodes : names or codes of gemeenten; what does not stand for exactly one is left out, so check
    those first
        with `find_gemeente`

    Returns each gemeente once, in order of code.
    """
    wanted = {_provincie_key(provincie) for provincie in provincies}
    single = {found.code for name in gemeentecodes if (found := find_gemeente(name).gemeente)}
    return tuple(
        one
        for one in gemeenten().values()
        if one.code in single or wanted & {_provincie_key(one.provincie), _provincie_key(one.provinciecode)}
    )


@cache
def provincies() -> Mapping[str, str]:
    """Name of each provincie by its code ("PV26")."""
    return MappingProxyType(
        dict(sorted({one.provinciecode: one.provincie for one in gemeenten().values()}.items()))
    )


def _gemeente(row: Mapping[str, str]) -> Gemeente:
    return Gemeente(
        code=row["gemeentecode"],
        naam=row["naam"],
        provinciecode=row["provinciecode"],
        provincie=row["provincie"],
        inhabitants=tables.number(row["inhabitants"]),
        inhabitants_65plus=tables.number(row["inhabitants_65plus"]),
        land_area_ha=int(row["land_area_ha"]),
    )


def _by_code(code: str) -> Found:
    if code in gemeenten():
        return Found(gemeenten()[code])
    became = successors().get(code, ())
    old_name = became[0].naam if became else None
    heirs = tuple(gemeenten()[heir] for heir in _heirs(code))
    if len(heirs) == 1:
        return Found(heirs[0], replaced_from=old_name)
    return Found(replaced_from=old_name, ambiguous=heirs)


def _heirs(code: str) -> list[str]:
    """Codes of today that an old one became, through every merger since; each once."""
    if code in gemeenten():
        return [code]
    found = (heir for one in successors().get(code, ()) for heir in _heirs(one.successor_code))
    return list(dict.fromkeys(found))


@cache
def _by_name() -> Mapping[str, str]:
    """Gemeentecode by every folded name that stands for one gemeente."""
    aliases = [row for row in tables.read(files.ALIASES) if row["kind"] == "gemeente"]
    return {
        **{fold(row["alias"]): row["gemeentecode"] for row in aliases if row["gemeentecode"] in gemeenten()},
        **{fold(one.naam): one.code for one in gemeenten().values()},
    }


@cache
def _namesakes() -> Mapping[str, tuple[Gemeente, ...]]:
    result: dict[str, tuple[Gemeente, ...]] = {}
    for one in gemeenten().values():
        key = fold(without_qualifier(one.naam))
        result[key] = (*result.get(key, ()), one)
    return result


def _most_alike(folded: str) -> str | None:
    from rapidfuzz import fuzz, process

    names = {**{fold(one.naam): one.naam for one in gemeenten().values()}}
    old = {name: successors()[code][0].naam for name, code in codes_by_old_name().items()}
    best = process.extractOne(folded, [*names, *old], scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    return {**old, **names}[best[0]] if best else None


def _provincie_key(name_or_code: str) -> str:
    folded = fold(name_or_code)
    return "fryslan" if folded == "friesland" else folded
