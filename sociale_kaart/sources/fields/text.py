"""What any cell may suffer from: formulas, HTML, wrong encodings, Excel's own errors, endless text."""

from __future__ import annotations

import re
from functools import lru_cache

from sociale_kaart.problems import Severity
from sociale_kaart.sources.encoding import repair_mojibake
from sociale_kaart.sources.limits import MAX_CELL_CHARACTERS
from sociale_kaart.sources.reading import Fault, Reading

_FORMULA = re.compile(r"^=|^[+@-]\w*[A-Za-z_]\w*[(|!]|^[+@-].*\|.*!")
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(\s[^<>]*)?/?>|<!--|<!DOCTYPE", re.IGNORECASE)
# Control characters but tab and line breaks; zero-width characters; marks that turn the reading direction.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SHORT = 40
_SPACES = re.compile(r"[^\S\n]+")
_EXCEL_ERRORS = frozenset(
    [
        "#REF!",
        "#N/A",
        "#N/B",
        "#NAME?",
        "#NAAM?",
        "#VALUE!",
        "#WAARDE!",
        "#DIV/0!",
        "#DEEL/0!",
        "#NULL!",
        "#LEEG!",
        "#NUM!",
        "#GETAL!",
        "#VERW!",
        "#SPILL!",
    ]
)


def clean(text: str) -> Reading[str]:
    """A cell's text without what cannot be seen; formulas and HTML stay text, and are reported."""
    # Most cells are empty, or short and said before: "ja", "Almelo".
    return _clean_short(text) if len(text) <= _SHORT else _clean(text)


def _clean(text: str) -> Reading[str]:
    if len(text) > MAX_CELL_CHARACTERS:
        return Reading("", (_too_long(text),))
    if text.upper() in _EXCEL_ERRORS:
        return Reading("", (_excel_error(text),))
    plain = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in plain.split("\n")) if line)
    repaired = repair_mojibake(plain)
    faults = [fault for fault in (_formula(repaired), _html(repaired), _mojibake(plain, repaired)) if fault]
    return Reading(repaired, tuple(faults))


@lru_cache(maxsize=4096)
def _clean_short(text: str) -> Reading[str]:
    return _clean(text)


def computed_from(formula: str) -> Fault:
    """What to say of a cell whose value a spreadsheet formula computed."""
    return Fault(
        "formula",
        f"staat de formule {_short(formula)}; die is niet uitgevoerd, de kaart gebruikt wat er het laatst stond.",
        "Plak hier de waarde zelf (Plakken speciaal, Waarden).",
    )


def _formula(text: str) -> Fault | None:
    if not _FORMULA.search(text):
        return None
    return Fault(
        "formula",
        "lijkt op een formule; de kaart toont haar als gewone tekst en voert niets uit.",
        "Schrijf de waarde zelf, zonder =, + of @ ervoor.",
    )


def _html(text: str) -> Fault | None:
    if not _HTML.search(text):
        return None
    return Fault(
        "html", "bevat HTML; de kaart toont die letterlijk als tekst.", "Schrijf gewone tekst zonder < en >."
    )


def _mojibake(before: str, after: str) -> Fault | None:
    if before == after:
        return None
    return Fault(
        "mojibake",
        f'bevat verminkte letters; de kaart leest er "{_short(after)}" in.',
        "Verbeter de letters, en bewaar het blad als CSV UTF-8 of als .xlsx.",
    )


def _too_long(text: str) -> Fault:
    return Fault(
        "cell_too_long",
        f"is te lang ({len(text)} tekens; hooguit {MAX_CELL_CHARACTERS}).",
        "Maak de tekst korter, of kijk of er een aanhalingsteken te veel staat.",
        Severity.ERROR,
    )


def _excel_error(text: str) -> Fault:
    return Fault(
        "excel_error",
        "is een foutmelding van het rekenblad, geen waarde; de kaart leest dit als leeg.",
        f"Herstel de formule die {text} geeft, of schrijf de waarde zelf.",
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
