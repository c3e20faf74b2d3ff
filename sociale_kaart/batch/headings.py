"""Which columns of a table hold the address, by their headings or as the coordinator says; and a row's address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.model import AddressInput, fold
from sociale_kaart.sources.fields.address import parse_gemeente
from sociale_kaart.sources.reading import says_unknown
from sociale_kaart.sources.tables import column_letter

# What each part of an address is headed, the likeliest group first: where a group names two columns of one table, a
# person must choose. Spelled as `_plain` leaves a heading.
_HEADINGS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "adres": (
        ("adres", "address", "volledig adres", "full address", "adresregel", "adresregel 1", "street address"),
        ("straat en huisnummer", "straat en nummer", "straat huisnummer", "straatnaam en huisnummer"),
    ),
    "straat": (
        ("straat", "straatnaam", "street", "street name", "streetname"),
        ("openbare ruimte", "openbareruimte", "openbare ruimte naam", "openbareruimtenaam"),
    ),
    "huisnummer": (
        ("huisnummer", "huisnr", "huis nr", "house number", "housenumber"),
        ("nummer", "nr", "number", "no"),
    ),
    "huisletter": (("huisletter", "house letter", "houseletter"), ("letter",)),
    "toevoeging": (
        ("huisnummertoevoeging", "huisnummer toevoeging", "huisnr toevoeging", "huisnr toev"),
        ("toevoeging", "toev", "suffix", "addition", "toevoegsel"),
    ),
    "postcode": (("postcode", "post code", "postal code", "pc6", "pcode"), ("zipcode", "zip code", "zip"), ("pc",)),
    "plaats": (
        ("woonplaats", "woonplaatsnaam", "woonplaats naam"),
        ("plaats", "plaatsnaam", "vestigingsplaats", "city", "town"),
        ("stad", "dorp", "place"),
    ),
    "gemeente": (
        ("gemeentecode", "gemeente code", "cbs gemeentecode", "municipality code"),
        ("gemeente", "gemeentenaam", "municipality"),
    ),
}  # fmt: skip
FIELDS = tuple(_HEADINGS)
_OTHER_NAMES = {
    "woonplaats": "plaats",
    "gemeentecode": "gemeente",
    "huisnummertoevoeging": "toevoeging",
    "straatnaam": "straat",
}

# Headings that may as well number the rows: they hold a house number only right behind the street.
_VAGUE = frozenset(_HEADINGS["huisnummer"][1])

# "Postcode bezoekadres": the address to go to, which wins over one without a word; "postadres" is never one.
_ADDRESSES_TO_VISIT = {"bezoekadres", "vestigingsadres", "locatieadres"}
_TO_VISIT = _ADDRESSES_TO_VISIT | {"bezoek", "vestiging", "locatie"}
_FOR_MAIL = {"postadres", "correspondentieadres", "correspondentie", "factuuradres", "postbus"}

_FIELD_NAMES = "|".join((*FIELDS, *_OTHER_NAMES))
# A comma parts two columns only where a field's name follows: a heading may hold one itself.
_BETWEEN = re.compile(rf",\s*(?=(?:{_FIELD_NAMES})\s*=)", re.IGNORECASE)
_WHOLE_FLOAT = re.compile(r"(\d+)[.,]0+")
_EXAMPLE = '--columns "adres=Adres,postcode=Postcode,plaats=Plaats"'


@dataclass(frozen=True, slots=True)
class AddressColumns:
    """Where the parts of an address stand: field -> column index; header_row counts from 1, headings as they are."""

    header_row: int
    headings: tuple[str, ...]
    columns: Mapping[str, int]

    def address(self, cells: Sequence[str]) -> AddressInput:
        """What a row asks; empty where it says nothing of an address."""
        part = {field: _cell(cells, index) for field, index in self.columns.items()}
        gemeente = part.get("gemeente", "")
        gemeentecode = parse_gemeente(gemeente).value if gemeente else ""
        return AddressInput(
            text=_line(part),
            postcode=part.get("postcode", ""),
            # A gemeente that is none we know may still be the name of the town.
            woonplaats=part.get("plaats", "") or ("" if gemeentecode else gemeente),
            gemeentecode=gemeentecode,
        )

    def told(self) -> str:
        """Which columns it took, in Dutch."""
        parts = [f'{field} uit "{_shown(self.headings[index])}"' for field, index in self.columns.items()]
        return f"Adres: {', '.join(parts)} (koppen in rij {self.header_row})."


def parse_columns(texts: Iterable[str]) -> dict[str, str]:
    """`adres=Kolom,postcode=Kolom` as field -> heading; raises ValueError, its text Dutch, where it is not that."""
    wanted: dict[str, str] = {}
    for pair in (pair for text in texts for pair in _BETWEEN.split(text)):
        name, is_said, heading = pair.partition("=")
        field = _OTHER_NAMES.get(fold(name), fold(name))
        if not is_said or not heading.strip() or field not in _HEADINGS:
            raise ValueError(
                f'"{pair}" zegt niet welke kolom wat is. Schrijf bijvoorbeeld {_EXAMPLE}; '
                f"voor het is-teken staat een van: {', '.join(FIELDS)}."
            )
        if field in wanted:
            raise ValueError(f'"{field}" staat er twee keer in; noem er een.')
        wanted[field] = heading.strip()
    return wanted


def words_of_headings(named: Mapping[str, str]) -> tuple[str, ...]:
    """Headings by which a table is recognised, and so the sign between its cells."""
    if named:
        return tuple(named.values())
    return tuple(heading for groups in _HEADINGS.values() for group in groups for heading in group)


def find_columns(
    head: Sequence[Sequence[str]], named: Mapping[str, str], where: str, width: int
) -> AddressColumns:
    """The columns that hold the address, and the row of headings they were found in.

    Parameters
    ----------
    head : the first rows of the table
    named : field -> heading (or letter of the column) as the coordinator says; empty to go by the headings
    width : cells in the table's widest row

    Raises SourceUnreadable, naming what was seen and what to write, where there is none or more than one.
    """
    if not any(any(cell.strip() for cell in row) for row in head):
        raise SourceUnreadable("het bestand is leeg", where=where)
    found = _named(head, named, where) if named else _recognised(head, where)
    headings = (*head[found.header_row - 1], *[""] * width)[:width]
    return AddressColumns(found.header_row, tuple(headings), found.columns)


def _named(head: Sequence[Sequence[str]], named: Mapping[str, str], where: str) -> AddressColumns:
    wanted = {fold(heading) for heading in named.values()}
    hits = [len(wanted & {fold(cell) for cell in row}) for row in head]
    first_filled = next(i for i, row in enumerate(head) if any(cell.strip() for cell in row))
    at = hits.index(max(hits)) if max(hits) else first_filled
    columns = {field: _column(heading, head[at], where) for field, heading in named.items()}
    return AddressColumns(at + 1, tuple(head[at]), _worth_asking(columns, head[at], where))


def _column(heading: str, headings: Sequence[str], where: str) -> int:
    """Index of a column by its heading, or else by its letter."""
    at = [i for i, there in enumerate(headings) if fold(there) == fold(heading)]
    if len(at) > 1:
        standing = " en ".join(column_letter(i) for i in at)
        raise SourceUnreadable(
            f'de kolom "{heading}" staat er {len(at)} keer ({standing})',
            where=where,
            remedy=f"noem de letter van de kolom, zoals --columns adres={column_letter(at[0])}",
        )
    if at:
        return at[0]
    letters = [column_letter(i) for i in range(len(headings))]
    if heading.upper() in letters:
        return letters.index(heading.upper())
    near = process.extractOne(heading, [h for h in headings if h], scorer=fuzz.WRatio, score_cutoff=60)
    hint = f' (bedoelt u "{near[0]}"?)' if near else ""
    raise SourceUnreadable(f'er is geen kolom "{heading}"{hint}', where=where, expected=_seen(headings))


def _recognised(head: Sequence[Sequence[str]], where: str) -> AddressColumns:
    """The first row among the head's with the most headings that we know."""
    best = max(range(len(head)), key=lambda i: (len(_candidates(head[i])), -i))
    headings = head[best]
    columns: dict[str, int] = {}
    for field, indexes in _apart(_candidates(headings), headings).items():
        if len(indexes) > 1:
            several = " en ".join(f'"{_shown(headings[i])}" ({column_letter(i)})' for i in indexes)
            raise SourceUnreadable(
                f"er zijn {len(indexes)} kolommen voor {field}: {several}",
                where=f"{where}, rij {best + 1}",
                remedy=f"zeg welke u bedoelt, zoals --columns {field}={column_letter(indexes[0])}, "
                "en noem de andere delen van het adres er ook bij",
            )
        columns[field] = indexes[0]
    shown = headings if columns else next(row for row in head if any(cell.strip() for cell in row))
    return AddressColumns(best + 1, tuple(headings), _worth_asking(columns, shown, where))


def _candidates(headings: Sequence[str]) -> dict[str, list[int]]:
    """For each field the columns that its likeliest group names."""
    ranked: dict[str, dict[int, list[int]]] = {}
    for index, heading in enumerate(headings):
        if (known := _known_as(heading)) is not None:
            field, rank = known
            ranked.setdefault(field, {}).setdefault(rank, []).append(index)
    return {field: ranked[field][min(ranked[field])] for field in FIELDS if field in ranked}


@cache
def _ranks() -> dict[str, tuple[str, int]]:
    return {
        heading: (field, rank)
        for field, groups in _HEADINGS.items()
        for rank, group in enumerate(groups)
        for heading in group
    }


def _known_as(heading: str) -> tuple[str, int] | None:
    """Field and rank of a heading, smaller being likelier; None where it heads no part of an address."""
    words = _plain(heading).split()
    if _FOR_MAIL & set(words):
        return None
    rest = " ".join(word for word in words if word not in _TO_VISIT)
    to_visit = len(rest.split()) < len(words)
    if not rest and _ADDRESSES_TO_VISIT & set(words):
        rest = "adres"
    known = _ranks().get(rest)
    return None if known is None else (known[0], known[1] - (10 if to_visit else 0))


def _plain(heading: str) -> str:
    """A heading in lower case with single spaces between its words: `postal_code` is `postal code`."""
    return " ".join(re.findall(r"[^\W_]+", fold(heading)))


def _apart(found: dict[str, list[int]], headings: Sequence[str]) -> dict[str, list[int]]:
    """The columns that together make one address, of those that could."""
    found = dict(found)
    numbers = found.get("huisnummer", [])
    if any(_plain(headings[i]) in _VAGUE for i in numbers) and [i - 1 for i in numbers] != found.get(
        "straat"
    ):
        del found["huisnummer"]
    if "huisnummer" not in found and "toevoeging" in found and "straat" in found:
        # Open data of schools: HUISNUMMER-TOEVOEGING holds both.
        found["huisnummer"] = found.pop("toevoeging")
    if "straat" in found and "huisnummer" in found:
        found.pop("adres", None)
    elif "adres" in found:
        found.pop("straat", None)
    return found


def _worth_asking(columns: dict[str, int], headings: Sequence[str], where: str) -> dict[str, int]:
    if not {"adres", "straat", "postcode"} & set(columns):
        raise SourceUnreadable(
            "er is geen kolom met een adres gevonden",
            where=where,
            expected=_seen(headings),
            remedy=f"zeg welke kolom wat is: {_EXAMPLE}",
        )
    return columns


def _seen(headings: Sequence[str]) -> str:
    names = [f'"{_shown(heading)}"' for heading in headings if heading.strip()]
    return f"gezien: {', '.join(names[:20])}{', …' if len(names) > 20 else ''}"


def _shown(heading: str) -> str:
    plain = " ".join("".join(c if c.isprintable() else " " for c in heading).split())
    return plain if len(plain) <= 60 else plain[:59] + "…"


def _cell(cells: Sequence[str], index: int) -> str:
    text = cells[index].strip() if index < len(cells) else ""
    return "" if says_unknown(text) else text


def _line(part: Mapping[str, str]) -> str:
    """Street and number as one line, as people write them: `Kerkstraat 12a-3`."""
    street = part.get("adres") or part.get("straat", "")
    whole = _WHOLE_FLOAT.fullmatch(part.get("huisnummer", ""))
    number = whole[1] if whole else part.get("huisnummer", "")
    if not number:
        return street
    hanging = part.get("toevoeging", "")
    behind = f"{part.get('huisletter', '')}{'-' if hanging else ''}{hanging}"
    there = re.search(rf"(?<!\w){re.escape(number)}(?!\d)", street) if "adres" in part else None
    if there is None:
        return f"{street} {number}{behind}".strip()
    # "Bloemstraat 37" beside a 37 and an a: the letter stands in its own column alone.
    return f"{street}{behind}" if there.end() == len(street) else street
