"""Fields that take one of a few words, Dutch or English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from rapidfuzz import fuzz, process

from sociale_kaart.model import Appointment, OrganisationKind, Pillar, Presence, Role, fold
from sociale_kaart.problems import Severity
from sociale_kaart.sources.reading import Fault, Reading, says_unknown

T = TypeVar("T")

_PRESENCE = {
    **dict.fromkeys(
        ("ja", "j", "yes", "y", "waar", "true", "1", "x", "v", "✓", "✔", "aanwezig", "wel"), Presence.YES
    ),
    **dict.fromkeys(
        ("nee", "neen", "n", "no", "onwaar", "false", "0", "afwezig", "geen", "niet"), Presence.NO
    ),
}
_KINDS = {
    **dict.fromkeys(("bibliotheek", "bieb", "library", "bibliotheekorganisatie", "bibliotheekstichting"),
                    OrganisationKind.LIBRARY),
    **dict.fromkeys(("partner", "maatschappelijke organisatie", "sociale organisatie", "welzijn", "welzijnsorganisatie",
                     "vrijwilligersorganisatie"), OrganisationKind.PARTNER),
    **dict.fromkeys(("overheid", "government", "gemeente", "rijk", "belastingdienst"), OrganisationKind.GOVERNMENT),
}  # fmt: skip
_ROLES = {
    **dict.fromkeys(("host", "gastheer", "gastvrouw", "gastlocatie", "gastgever", "locatie"), Role.HOST),
    **dict.fromkeys(("helper", "hulpverlener", "helpt", "spreekuurhouder", "uitvoerder"), Role.HELPER),
    **dict.fromkeys(("trainer", "docent", "cursusleider", "cursusgever"), Role.TRAINER),
    **dict.fromkeys(("referrer", "verwijzer", "doorverwijzer", "verwijst", "toeleider"), Role.REFERRER),
    **dict.fromkeys(("coordinator", "coordinatie", "trekker"), Role.COORDINATOR),
}
_APPOINTMENTS = {
    **dict.fromkeys(("nodig", "needed", "ja", "verplicht", "op afspraak", "alleen op afspraak", "afspraak"),
                    Appointment.NEEDED),
    **dict.fromkeys(("mogelijk", "possible", "kan", "mag", "met of zonder afspraak"), Appointment.POSSIBLE),
    **dict.fromkeys(("geen", "none", "nee", "niet nodig", "inloop", "vrije inloop", "zonder afspraak", "loop binnen"),
                    Appointment.NONE),
}  # fmt: skip
_LIST = re.compile(r"\s*[;,|\n]\s*")
_LANGUAGES = re.compile(r"\s*(?:[;,|/\n]|\ben\b)\s*")


def parse_presence(text: str) -> Reading[Presence]:
    """Yes, no or unknown; a word we do not know is unknown, never a no."""
    return _one_of(_PRESENCE, Presence.UNKNOWN, "yes_no", 'Schrijf "ja", "nee" of laat het vakje leeg.')(text)


def parse_kind(text: str) -> Reading[OrganisationKind]:
    """Library, partner or government."""
    return _one_of(
        _KINDS,
        OrganisationKind.UNKNOWN,
        "organisation_kind",
        'Schrijf "bibliotheek", "partner" of "overheid".',
    )(text)


def parse_role(text: str) -> Reading[Role]:
    """What an organisation does in an offer."""
    return _one_of(
        _ROLES, Role.UNKNOWN, "role", 'Schrijf "gastheer", "helper", "trainer", "verwijzer" of "coördinator".'
    )(text)


def parse_appointment(text: str) -> Reading[Appointment]:
    """Whether one must make an appointment."""
    return _one_of(
        _APPOINTMENTS, Appointment.UNKNOWN, "appointment", 'Schrijf "nodig", "mogelijk" of "geen".'
    )(text)


def parse_pillars(
    text: str, pillars: Iterable[Pillar], severity: Severity = Severity.WARNING
) -> Reading[tuple[str, ...]]:
    """Ids of the pillars that a cell names by id or name, several divided by ; or , or a line break."""
    if says_unknown(text):
        return Reading(())
    known = {fold(name): pillar.id for pillar in pillars for name in (pillar.id, pillar.name)}
    if fold(text) in known:
        return Reading((known[fold(text)],))
    found: list[str] = []
    faults: list[Fault] = []
    for name in filter(None, _LIST.split(text)):
        if fold(name) in known:
            found.append(known[fold(name)])
        elif not says_unknown(name):
            faults.append(_unknown_pillar(name, known, severity, is_all=name == text))
    return Reading(tuple(dict.fromkeys(found)), tuple(faults))


def parse_list(text: str) -> Reading[tuple[str, ...]]:
    """Words divided by ; or , or a line break, each once."""
    return Reading(() if says_unknown(text) else tuple(dict.fromkeys(filter(None, _LIST.split(text)))))


def parse_languages(text: str) -> Reading[tuple[str, ...]]:
    """Names of languages in lower case, each once."""
    if says_unknown(text):
        return Reading(())
    names = tuple(dict.fromkeys(name.casefold() for name in _LANGUAGES.split(text) if name))
    strange = [name for name in names if not re.fullmatch(r"[^\W\d_][^\d<>=]{1,40}", name)]
    if not strange:
        return Reading(names)
    fault = Fault(
        "language",
        f'noemt "{strange[0]}", en dat is geen taal.',
        'Schrijf bijvoorbeeld "Nederlands, Engels".',
    )
    return Reading(tuple(name for name in names if name not in strange), (fault,))


def _one_of(words: Mapping[str, T], unknown: T, code: str, remedy: str) -> Callable[[str], Reading[T]]:
    def parse(text: str) -> Reading[T]:
        if says_unknown(text):
            return Reading(unknown)
        if (found := words.get(fold(text).rstrip("."))) is not None:
            return Reading(found)
        near = process.extractOne(fold(text), list(words), scorer=fuzz.ratio, score_cutoff=75)
        hint = f' Bedoelt u "{near[0]}"?' if near else ""
        return Reading(
            unknown,
            (Fault(code, "is een woord dat de kaart niet kent en dus als onbekend leest." + hint, remedy),),
        )

    return parse


def _unknown_pillar(name: str, known: Mapping[str, str], severity: Severity, *, is_all: bool) -> Fault:
    near = process.extractOne(fold(name), list(known), scorer=fuzz.WRatio, score_cutoff=60)
    hint = f' Bedoelt u "{known[near[0]]}"?' if near else ""
    what = "is" if is_all else f'noemt "{name}", en dat is'
    listed = ", ".join(dict.fromkeys(known.values()))
    return Fault(
        "unknown_pillar",
        f"{what} geen pijler van deze kaart.{hint}",
        f"Schrijf een van: {listed}. Een eigen pijler zet u eerst in kaart.toml, bij [[pillars]].",
        severity,
    )
