"""What a command reckoned with, in Dutch: labels and values for people; the stable names stand behind every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sociale_kaart.export.findings import dutch

LABELS: Mapping[str, str] = {
    "per": "een rij per",
    "limit_m": "grens, meter hemelsbreed",
    "group": "voor welke groep",
    "kind": "alleen organisaties van soort",
    "when": "op welk moment",
    "assumed_hours": "uren per week waar die onbekend zijn (bovengrens)",
    "robustness_draws": "proeven voor de zekerheid",
    "hours_from": "uren vanaf",
    "hours_until": "uren tot en met",
    "minutes": "minuten",
    "catchment_m": "bereik van een plek (2SFCA), meter",
    "pillar": "pijler",
    "n": "hoeveel plekken gevraagd",
    "candidates": "waar het kan",
    "weights": "wie er meetelt",
    "at": "op de dagen",
    "add": "erbij",
    "close": "sluit",
    "move": "verhuist",
    "compared_with": "vergeleken met",
    "compared_with_hash": "inhoud daarvan",
    "plan": "het plan, zoals het adres het zegt",
    "name": "naam van het plan",
    "address": "adres van het plan",
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "per": {"organisation": "bibliotheekorganisatie", "polygons": "gebied uit een eigen bestand"},
    "group": {"all": "alle inwoners"},
    "weights": {"all": "alle inwoners"},
    "kind": {"library": "bibliotheek", "partner": "partner", "government": "overheid"},
    "assumed_hours": {"most known of the pillar": "het meeste dat van deze pijler bekend is"},
    "candidates": {
        "libraries": "in de bibliotheken van de kaart",
        "places": "op alle plekken van de kaart",
        "inhabited": "overal waar iemand woont",
    },
}
_ESTIMATE = "estimate: straight line"


def told(parameters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and value of each parameter that was given, in Dutch."""
    for name, value in parameters.items():
        if value is not None and value not in ([], {}, ""):
            yield LABELS.get(name, name), _value(name, value)


def group_name(group: str) -> str:
    """A group of people as a Dutch reader expects it."""
    return WORDS["group"].get(group, group)


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return dutch(value)
    if isinstance(value, Mapping):
        weighed = ((_value(name, one), weight) for one, weight in value.items())
        return ", ".join(one if weight == 1 else f"{one} × {dutch(weight, 2)}" for one, weight in weighed)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(map(str, value))
    text = str(value)
    if text.startswith(_ESTIMATE):
        return f"schatting: hemelsbreed{text.removeprefix(_ESTIMATE)}"
    return WORDS.get(name, {}).get(text, text)
