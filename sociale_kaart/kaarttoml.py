"""What kaart.toml may say: the schema, and its faults in Dutch with key, what came and what was expected."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    EmailStr,
    Field,
    HttpUrl,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError
from rapidfuzz import process

from sociale_kaart.errors import KaartConfigError
from sociale_kaart.model import COVENANT_PILLARS, Agreement, Pillar, Target

ORGANISATION_FIELDS = frozenset(
    [
        "organisation",
        "organisation_id",
        "organisation_kind",
        "parent",
        "kvk",
        "isil",
        "website",
        "phone",
        "email",
        "serves",
        "joined_covenant",
        "partner_contact",
        "partner_contact_public",
    ]
)
LOCATION_FIELDS = frozenset(
    [
        "location",
        "location_id",
        "address",
        "street",
        "huisnummer",
        "huisletter",
        "huisnummertoevoeging",
        "postcode",
        "woonplaats",
        "gemeente",
        "lon",
        "lat",
        "x_rd",
        "y_rd",
        "accessibility",
        "step_free",
        "computers",
        "printers",
        "network_checked",
    ]
)
OFFER_FIELDS = frozenset(
    [
        "pillar",
        "category",
        "service",
        "role",
        "presence",
        "schedule",
        "valid_from",
        "valid_to",
        "appointment",
        "audience",
        "languages",
        "cost",
        "bring",
        "course",
        "trained_volunteers",
        "note",
    ]
)
RECORD_FIELDS = frozenset(["id", "checked", "checked_by", "url"])

Kind = Literal["wide", "organisations", "locations", "offers"]

FIELDS_OF_KIND: Mapping[str, frozenset[str]] = {
    "wide": RECORD_FIELDS | ORGANISATION_FIELDS | LOCATION_FIELDS | OFFER_FIELDS,
    "organisations": RECORD_FIELDS | ORGANISATION_FIELDS,
    "locations": RECORD_FIELDS | LOCATION_FIELDS | {"organisation", "organisation_id"},
    "offers": RECORD_FIELDS | OFFER_FIELDS | {"organisation", "organisation_id", "location", "location_id"},
}
REQUIRED_FIELDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "wide": (("organisation", "location"),),
    "organisations": (("organisation",),),
    "locations": (("location", "address", "street"),),
    "offers": (("organisation", "organisation_id"), ("location", "location_id")),
}


# Characters that show the text after them in another order than it has.
_TURNS_TEXT = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])

# What a coordinator may call a field before reading the list of them.
_IN_ENGLISH: Mapping[str, str] = {
    "naam": "organisation",
    "organisatie": "organisation",
    "telefoon": "phone",
    "telefoonnummer": "phone",
    "mail": "email",
    "e-mail": "email",
    "adres": "address",
    "straat": "street",
    "nummer": "id",
    "plaats": "woonplaats",
    "plek": "location",
    "locatie": "location",
    "gebouw": "location",
    "tijden": "schedule",
    "tijd": "schedule",
    "openingstijden": "schedule",
    "spreekuur": "schedule",
    "soort": "category",
    "categorie": "category",
    "breedte": "lat",
    "breedtegraad": "lat",
    "lengte": "lon",
    "lengtegraad": "lon",
    "x": "x_rd",
    "y": "y_rd",
    "pijler": "pillar",
    "rol": "role",
    "aanwezig": "presence",
    "afspraak": "appointment",
    "kosten": "cost",
    "taal": "languages",
    "talen": "languages",
    "doelgroep": "audience",
    "cursus": "course",
    "vrijwilligers": "trained_volunteers",
    "opmerking": "note",
    "meenemen": "bring",
    "vanaf": "valid_from",
    "tot": "valid_to",
    "gecontroleerd": "checked",
    "bron": "url",
    "toegankelijkheid": "accessibility",
}


def _one_line(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("empty_text", "mag niet leeg zijn")
    line = " ".join(text.split())
    if any(unicodedata.category(c) == "Cc" or unicodedata.bidirectional(c) in _TURNS_TEXT for c in line):
        raise PydanticCustomError("control_characters", "bevat onzichtbare stuurtekens; haal die weg")
    return line


def _slug(text: str) -> str:
    if not text or not all(c.isascii() and (c.islower() or c.isdigit() or c in "-_") for c in text):
        raise PydanticCustomError("slug", "gebruik kleine letters, cijfers, - en _")
    return text


def _inside_folder(text: str) -> str:
    if Path(text).is_absolute() or ".." in Path(text).parts:
        raise PydanticCustomError("outside_folder", "het bestand moet in de map van de kaart staan")
    return text


Line = Annotated[str, AfterValidator(_one_line), Field(max_length=500)]
Slug = Annotated[str, AfterValidator(_slug), Field(max_length=60)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Publisher(_Part):
    """Who stands behind the map."""

    name: Line
    url: HttpUrl | None = None


class Contact(_Part):
    """Whom a visitor may write to or call about the map."""

    name: Line
    email: EmailStr | None = None
    url: HttpUrl | None = None
    phone: str = ""


class AreaPart(_Part):
    """Which gemeenten the map is about: whole provincies, gemeenten by name or code, or the whole country."""

    provincies: tuple[str, ...] = ()
    gemeenten: tuple[str, ...] = ()
    nederland: bool = False

    @model_validator(mode="after")
    def _not_empty(self) -> AreaPart:
        if not (self.provincies or self.gemeenten or self.nederland):
            raise PydanticCustomError("empty_area", "noem minstens één provincie of gemeente")
        return self


class PillarPart(_Part):
    """A pillar; the covenant's own need only their id."""

    id: Slug
    name: Line | None = None
    description: str = ""

    @model_validator(mode="after")
    def _named(self) -> PillarPart:
        if self.name is None and self.id not in COVENANT_PILLARS:
            raise PydanticCustomError("pillar_without_name", "een eigen pijler heeft ook een 'name' nodig")
        return self

    def pillar(self) -> Pillar:
        known = COVENANT_PILLARS.get(self.id)
        if known is None:
            return Pillar(id=self.id, name=self.name or self.id, description=self.description)
        return Pillar(
            id=self.id,
            name=self.name or known.name,
            description=self.description or known.description,
            covenant=True,
        )


class TargetPart(_Part):
    """So many places with a pillar, by a date; `source` says who set it."""

    pillar: Slug
    count: int = Field(gt=0)
    by: date
    source: str = ""

    def target(self) -> Target:
        return Target(pillar=self.pillar, count=self.count, by=self.by, source=self.source)


class AgreementPart(_Part):
    """Something the parties agreed on."""

    text: Line
    on: date | None = None

    def agreement(self) -> Agreement:
        return Agreement(text=self.text, on=self.on)


class ProgramPart(_Part):
    """The covenant or network."""

    name: Line = "Convenant Belastingdienst en bibliotheken (2016)"
    agreements: tuple[AgreementPart, ...] = ()
    library_organisations: tuple[Line, ...] = ()


class CompletenessPart(_Part):
    """Somebody's word that all places with a pillar are in the sources, in these gemeenten (default: all)."""

    pillar: Slug
    gemeenten: tuple[str, ...] = ()
    declared_by: Line
    as_of: date


class SourcePart(_Part):
    """One sheet of the coordinator's, and which of its columns says what.

    columns: our field -> their heading. defaults: our field -> value where the column is absent or empty.
    presence: pillar -> heading of a yes/no column. schedules: pillar -> heading of a column with hours.
    """

    id: Slug
    name: Line
    file: Annotated[Line, AfterValidator(_inside_folder)]
    sheet: str = ""
    kind: Kind
    header_row: int | None = Field(default=None, ge=1)
    columns: dict[str, str] = {}
    defaults: dict[str, str] = {}
    presence: dict[str, str] = {}
    schedules: dict[str, str] = {}
    supplier: Line
    licence: Line
    as_of: date
    url: HttpUrl | None = None

    @model_validator(mode="after")
    def _fields_known(self) -> SourcePart:
        known = FIELDS_OF_KIND[self.kind]
        for table, fields in (("columns", self.columns), ("defaults", self.defaults)):
            for name in fields:
                if name not in known:
                    raise PydanticCustomError(
                        "unknown_field",
                        "in '{table}' staat een onbekend veld '{name}'{hint}",
                        {
                            "table": table,
                            "name": name,
                            "hint": _hint(_IN_ENGLISH.get(name.casefold(), name), known),
                        },
                    )
        given = self.columns.keys() | self.defaults.keys()
        for choices in REQUIRED_FIELDS[self.kind]:
            if not given & set(choices):
                raise PydanticCustomError(
                    "missing_field",
                    "'columns' mist {fields}, nodig bij kind = \"{kind}\"",
                    {
                        "fields": " of ".join(f"'{choice}'" for choice in choices),
                        "kind": self.kind,
                    },
                )
        return self


class KaartConfig(_Part):
    """All of kaart.toml."""

    title: Line
    intro: str = ""
    language: Literal["nl"] = "nl"
    example: bool = False
    publisher: Publisher
    contact: Contact
    area: AreaPart
    program: ProgramPart = ProgramPart()
    pillars: Annotated[tuple[PillarPart, ...], Field(min_length=1)] = tuple(
        PillarPart(id=pillar) for pillar in COVENANT_PILLARS
    )
    targets: tuple[TargetPart, ...] = ()
    completeness: tuple[CompletenessPart, ...] = ()
    categories: dict[str, tuple[str, ...]] = {}
    sources: Annotated[tuple[SourcePart, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _pillars_known(self) -> KaartConfig:
        known = {pillar.id for pillar in self.pillars}
        for where, pillar in self._pillars_named():
            if pillar not in known:
                raise PydanticCustomError(
                    "unknown_pillar",
                    "{where} noemt de onbekende pijler '{pillar}'{hint}",
                    {"where": where, "pillar": pillar, "hint": _hint(pillar, known)},
                )
        return self

    @model_validator(mode="after")
    def _ids_unique(self) -> KaartConfig:
        for what, ids in (
            ("sources", [s.id for s in self.sources]),
            ("pillars", [p.id for p in self.pillars]),
        ):
            twice = next((one for one in ids if ids.count(one) > 1), None)
            if twice is not None:
                raise PydanticCustomError(
                    "double_id",
                    "in '{what}' staat id '{id}' twee keer",
                    {"what": what, "id": twice},
                )
        return self

    def _pillars_named(self) -> Iterator[tuple[str, str]]:
        yield from (("targets", target.pillar) for target in self.targets)
        yield from (("completeness", part.pillar) for part in self.completeness)
        yield from (
            (f"categories.{name}", pillar) for name, pillars in self.categories.items() for pillar in pillars
        )
        for source in self.sources:
            yield from ((f"sources.{source.id}.presence", pillar) for pillar in source.presence)
            yield from ((f"sources.{source.id}.schedules", pillar) for pillar in source.schedules)


def read_kaart_toml(path: Path) -> KaartConfig:
    """kaart.toml, validated; raises KaartConfigError with every fault found, in Dutch."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise KaartConfigError(
            [f"is geen UTF-8 tekst (byte {fault.start}). Sla het op als UTF-8."],
            where=path,
        ) from None
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = re.sub(
            r".*\(at line (\d+), column (\d+)\)", r" op regel \1, teken \2", str(fault), flags=re.DOTALL
        )
        place = place if place.startswith(" op") else " aan het eind"
        raise KaartConfigError(
            [f"is geen geldige TOML{place}. Kijk daar of er een aanhalingsteken, = of haak ontbreekt."],
            where=path,
        ) from fault
    try:
        return KaartConfig.model_validate(content)
    except ValidationError as fault:
        raise KaartConfigError(
            [_in_dutch(error, content) for error in _first_causes(fault.errors())], where=path
        ) from None


_EXPECTED: Mapping[str, str] = {
    "missing": "ontbreekt; vul deze sleutel in",
    "string_type": "verwacht tekst tussen aanhalingstekens",
    "int_type": "verwacht een heel getal",
    "int_parsing": "verwacht een heel getal",
    "greater_than": "verwacht een getal groter dan 0",
    "greater_than_equal": "verwacht een getal van 1 of meer",
    "bool_type": "verwacht true of false",
    "bool_parsing": "verwacht true of false",
    "date_type": "verwacht een datum zoals 2026-11-22",
    "date_parsing": "verwacht een datum zoals 2026-11-22",
    "date_from_datetime_parsing": "verwacht een datum zoals 2026-11-22",
    "date_from_datetime_inexact": "verwacht een datum zonder tijd, zoals 2026-11-22",
    "tuple_type": 'verwacht een lijst, zoals ["Overijssel"]',
    "dict_type": "verwacht een blok met sleutels",
    "model_type": "verwacht een blok met sleutels",
    "too_short": "is leeg; er is er minstens één nodig",
    "string_too_long": "is te lang",
    "url_parsing": "verwacht een webadres zoals https://voorbeeld.nl",
    "url_scheme": "verwacht een webadres dat met https:// begint",
}


def _first_causes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out what only follows: a list counts as empty once its one item was wrong."""

    def follows(error: ErrorDetails) -> bool:
        place = error["loc"]
        deeper = (other["loc"] for other in errors if len(other["loc"]) > len(place))
        return error["type"] == "too_short" and any(loc[: len(place)] == place for loc in deeper)

    return [error for error in errors if not follows(error)]


def _key(location: tuple[int | str, ...], content: Mapping[str, Any]) -> str:
    """Where in kaart.toml something stands: a source by its id where it has one, else an item by its number."""
    steps = [str(part + 1) if isinstance(part, int) else part for part in location]
    if location[:1] == ("sources",) and len(location) > 1 and isinstance(location[1], int):
        source = content["sources"][location[1]]
        if isinstance(source, dict) and isinstance(source.get("id"), str) and source["id"].isprintable():
            steps[1] = source["id"] or steps[1]
    return ".".join(steps)


def _in_dutch(error: ErrorDetails, content: Mapping[str, Any]) -> str:
    key = _key(error["loc"], content)
    kind, came = error["type"], error["input"]
    if kind == "extra_forbidden":
        known = _keys_beside(error["loc"])
        return f"onbekende sleutel '{key}'{_hint(str(error['loc'][-1]), known)} Verwijder of verbeter deze sleutel."
    if kind == "literal_error":
        return f"'{key}' is {came!r}; verwacht {error.get('ctx', {}).get('expected', '')}.".replace(
            " or ", " of "
        )
    if kind == "value_error" and "email" in str(error.get("ctx", "")) + error["msg"].lower():
        return f"'{key}' is {came!r}; verwacht een e-mailadres zoals info@voorbeeld.nl."
    if kind in _EXPECTED:
        shown = "" if kind in ("missing", "too_short", "string_too_long") else f"is {_short(came)}; "
        return f"'{key}' {shown}{_EXPECTED[kind]}."
    place = f"'{key}': " if key else ""
    return f"{place}{error['msg'].rstrip('.')}" + ("" if error["msg"].endswith("?") else ".")


def _keys_beside(location: tuple[int | str, ...]) -> set[str]:
    part: Any = KaartConfig
    for step in location[:-1]:
        if isinstance(step, int) or not (isinstance(part, type) and issubclass(part, BaseModel)):
            continue
        part = _part_in(part.model_fields[step].annotation)
    return set(part.model_fields) if isinstance(part, type) and issubclass(part, BaseModel) else set()


def _part_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_part_in(argument) for argument in getattr(annotation, "__args__", ()))
    return next((part for part in inner if part is not None), None)


def _hint(name: str, known: set[str] | frozenset[str]) -> str:
    near = process.extractOne(name, sorted(known), score_cutoff=65)
    if near is not None:
        return f"; bedoelt u '{near[0]}'?"
    return f"; bekend zijn: {', '.join(sorted(known))}." if known else "."


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
