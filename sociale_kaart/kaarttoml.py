"""What kaart.toml may say: the schema, and its only reader."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

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
from pydantic_core import PydanticCustomError

from sociale_kaart.errors import KaartConfigError
from sociale_kaart.kaartfaults import hint, in_dutch
from sociale_kaart.kaartfields import (
    ALL_HELP,
    DUTCH_NAMES,
    FIELDS_OF_KIND,
    MOST_NEEDS,
    REQUIRED_FIELDS,
    Kind,
    NeedIcon,
)
from sociale_kaart.model import COVENANT_PILLARS, Agreement, Pillar, Target

# Characters that show the text after them in another order than it has.
_TURNS_TEXT = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])


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


def _phone(text: str) -> str:
    if not 3 <= sum(one.isdigit() for one in text) <= 15 or re.search(r"[^\d\s()+.-]", text):
        raise PydanticCustomError("phone", "is {text}; verwacht één telefoonnummer", {"text": repr(text)})
    return text


def _inside_folder(text: str) -> str:
    if Path(text).is_absolute() or ".." in Path(text).parts:
        raise PydanticCustomError("outside_folder", "het bestand moet in de map van de kaart staan")
    return text


def _share(value: float) -> float:
    if not 0 <= value <= 1:
        raise PydanticCustomError("no_share", "verwacht een deel van 0 tot 1, zoals 0.25 voor 25 procent")
    return value


Line = Annotated[str, AfterValidator(_one_line), Field(max_length=500)]
Slug = Annotated[str, AfterValidator(_slug), Field(max_length=60)]
Share = Annotated[float, AfterValidator(_share)]


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


class HelplinePart(_Part):
    """A number to call for whoever finds nothing, and what to expect of it."""

    phone: Annotated[Line, AfterValidator(_phone)]
    text: Line


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


class PillarWords(_Part):
    """What visitors read of a pillar in one language."""

    name: Line
    description: str = ""


class PillarPart(_Part):
    """A pillar; the covenant's own need only their id. `bring` is what visitors take along wherever they get it.

    translations : language -> name and description in it
    """

    id: Slug
    name: Line | None = None
    description: str = ""
    bring: str = ""
    translations: dict[str, PillarWords] = {}

    @model_validator(mode="after")
    def _named(self) -> PillarPart:
        if self.name is None and self.id not in COVENANT_PILLARS:
            raise PydanticCustomError("pillar_without_name", "een eigen pijler heeft ook een 'name' nodig")
        return self

    def pillar(self) -> Pillar:
        known = COVENANT_PILLARS.get(self.id)
        if known is None:
            return Pillar(
                id=self.id, name=self.name or self.id, description=self.description, bring=self.bring
            )
        return Pillar(
            id=self.id,
            name=self.name or known.name,
            description=self.description or known.description,
            covenant=True,
            bring=self.bring,
        )


class NeedWords(_Part):
    """What visitors read of a need in one language; `phrase` as it stands after "plekken met"."""

    text: Line
    phrase: Line | None = None


class NeedPart(NeedWords):
    """What somebody comes for, in their own words: a large choice on the front page.

    pillars, categories : the kinds of help that meet it; any one of them does
    translations : language -> the same words in it
    """

    id: Slug
    icon: NeedIcon = "vraag"
    pillars: tuple[Slug, ...] = ()
    categories: tuple[Line, ...] = ()
    translations: dict[str, NeedWords] = {}

    @model_validator(mode="after")
    def _met_by_something(self) -> NeedPart:
        if not (self.pillars or self.categories):
            raise PydanticCustomError(
                "empty_need", "noem met 'pillars' of 'categories' welke soort hulp hierbij hoort"
            )
        if self.id == ALL_HELP:
            raise PydanticCustomError(
                "reserved_id", "het id '{id}' is al van de keuze 'Alle hulp'", {"id": self.id}
            )
        return self


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


LONGEST_AREA = 40


class ComparisonPart(_Part):
    """How far people live from a pillar in a larger area, such as the whole country, as somebody else reckoned it.

    share_within_… : of its inhabitants, 0..1, in a straight line, as `sociale-kaart profile` tells them of a map
    at_least : there may be places that its source does not know, and then the shares are higher
    """

    area: Annotated[Line, Field(max_length=LONGEST_AREA)]
    pillar: Slug
    share_within_1km: Share
    share_within_2km: Share
    share_within_5km: Share
    share_within_10km: Share
    share_within_20km: Share
    at_least: bool = False
    source: Line
    as_of: date

    @property
    def shares(self) -> tuple[float, ...]:
        """In the order of the limits."""
        return (
            self.share_within_1km,
            self.share_within_2km,
            self.share_within_5km,
            self.share_within_10km,
            self.share_within_20km,
        )

    @model_validator(mode="after")
    def _ascends(self) -> ComparisonPart:
        if list(self.shares) != sorted(self.shares):
            raise PydanticCustomError(
                "not_ascending", "binnen een grotere afstand wonen nooit minder mensen; kijk de aandelen na"
            )
        return self


class HoursPart(_Part):
    """How texts about hours are read: in which language, and which holidays count.

    public_holidays: what holds on them for every text that says nothing of them, as the coordinator declares.
    school_region: for the whole map; without it each gemeente's own. school_holidays: a table of one's own, in the
    columns of geodata/kalender/schoolvakanties.csv; it counts for the school years that it names.
    """

    language: Literal["nl", "en"] = "nl"
    public_holidays: Literal["open", "closed"] | None = None
    school_region: Literal["noord", "midden", "zuid"] | None = None
    school_holidays: Annotated[str, AfterValidator(_inside_folder)] = ""


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
                            "hint": hint(DUTCH_NAMES.get(name.casefold(), name), known),
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
    licence: Line | None = None
    publisher: Publisher
    contact: Contact
    area: AreaPart
    program: ProgramPart = ProgramPart()
    pillars: Annotated[tuple[PillarPart, ...], Field(min_length=1)] = tuple(
        PillarPart(id=pillar) for pillar in COVENANT_PILLARS
    )
    needs: tuple[NeedPart, ...] = ()
    helpline: HelplinePart | None = None
    targets: tuple[TargetPart, ...] = ()
    completeness: tuple[CompletenessPart, ...] = ()
    comparisons: tuple[ComparisonPart, ...] = ()
    categories: dict[str, tuple[str, ...]] = {}
    hours: HoursPart = HoursPart()
    sources: Annotated[tuple[SourcePart, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _pillars_known(self) -> KaartConfig:
        known = {pillar.id for pillar in self.pillars}
        for where, pillar in self._pillars_named():
            if pillar not in known:
                raise PydanticCustomError(
                    "unknown_pillar",
                    "{where} noemt de onbekende pijler '{pillar}'{hint}",
                    {"where": where, "pillar": pillar, "hint": hint(pillar, known)},
                )
        return self

    @model_validator(mode="after")
    def _ids_unique(self) -> KaartConfig:
        for what, ids in (
            ("sources", [s.id for s in self.sources]),
            ("pillars", [p.id for p in self.pillars]),
            ("needs", [n.id for n in self.needs]),
            ("comparisons", [one.pillar for one in self.comparisons]),
        ):
            twice = next((one for one in ids if ids.count(one) > 1), None)
            if twice is not None:
                raise PydanticCustomError(
                    "double_id",
                    "in '{what}' staat id '{id}' twee keer",
                    {"what": what, "id": twice},
                )
        return self

    @model_validator(mode="after")
    def _comparisons_agree(self) -> KaartConfig:
        if len(areas := dict.fromkeys(one.area for one in self.comparisons)) > 1:
            raise PydanticCustomError(
                "several_comparisons",
                "in 'comparisons' staan meer gebieden ({areas}); er past één lijn naast die van de provincie",
                {"areas": ", ".join(areas)},
            )
        return self

    @model_validator(mode="after")
    def _needs_fit(self) -> KaartConfig:
        if len(self.needs) > MOST_NEEDS:
            raise PydanticCustomError(
                "too_many_needs",
                "er staan {count} blokken [[needs]]; op de voorpagina passen er {most}",
                {"count": len(self.needs), "most": MOST_NEEDS},
            )
        return self

    def _pillars_named(self) -> Iterator[tuple[str, str]]:
        yield from (("targets", target.pillar) for target in self.targets)
        yield from (("completeness", part.pillar) for part in self.completeness)
        yield from (("comparisons", part.pillar) for part in self.comparisons)
        yield from ((f"needs.{need.id}", pillar) for need in self.needs for pillar in need.pillars)
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
        raise KaartConfigError(in_dutch(fault, content, KaartConfig), where=path) from None
