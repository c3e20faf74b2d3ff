"""What we ask the Locatieserver about an address: structured first, the surest first, then in free text.

Whatever a person typed is text to Solr and never a command: escaped in `q`, in quotes in `fq`. Only parameters that the
service declares are sent, and never an empty question, which returns an arbitrary hit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, TypeAlias

from sociale_kaart.geocode.address import ParsedAddress, readings
from sociale_kaart.geocode.pdok.documents import FIELDS
from sociale_kaart.geocode.place import aliases, without_province
from sociale_kaart.model import AddressInput

Query: TypeAlias = dict[str, str | list[str]]

MOST_REQUESTS = 6
"""So many requests at most are spent on one address; most take one or two."""
READINGS = 3
ROWS = 50

_SOLR_SPECIALS = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/])')
_SOLR_WORDS = re.compile(r"\b(AND|OR|NOT|TO)\b")
_FREE_KINDS = "type:(adres OR weg OR postcode OR woonplaats)"


class Question(NamedTuple):
    """A query, and the reading of the address that it rests on."""

    parsed: ParsedAddress
    query: Query


def questions(asked: AddressInput) -> Iterator[Question]:
    """The questions worth asking about an address, at most MOST_REQUESTS; none where there is nothing to ask.

    Of the likeliest reading all, then the surest of another reading, and last the free text of the likeliest.
    """
    tried = [parsed for parsed in islice(readings(asked), READINGS) if _is_askable(parsed)]
    if not tried:
        return
    structured = [Question(parsed, query) for parsed in tried for query in _structured(asked, parsed)]
    seen: list[Query] = []
    for question in structured:
        if question.query not in seen and len(seen) < MOST_REQUESTS - 1:
            seen.append(question.query)
            yield question
    if tried[0].street or len(tried[0].postcode) == 6:
        yield Question(tried[0], _query(as_read(tried[0]), _FREE_KINDS))


def narrowed(question: Question) -> Question | None:
    """The question once more for the letter or suffix alone, where more houses have the number than were sent."""
    parsed = question.parsed
    if parsed.huisnummertoevoeging:
        suffix = filter_on("huisnummertoevoeging", parsed.huisnummertoevoeging)
    elif parsed.huisletter:
        suffix = filter_on("huisletter", parsed.huisletter)
    else:
        return None
    filters = question.query["fq"]
    if "type:adres" not in filters or suffix in filters:
        return None
    return Question(parsed, question.query | {"fq": [*filters, suffix]})


def escape_text(text: str) -> str:
    """User text for `q`: every character and word that means something to Solr made plain."""
    return _SOLR_SPECIALS.sub(r"\\\1", _SOLR_WORDS.sub(lambda found: found.group().lower(), text))


def filter_on(field: str, *values: str) -> str:
    """A filter for `fq` on one of these values, each in quotes: an unquoted hyphen or space would split it."""
    quoted = [f'"{escaped}"' for escaped in (one.replace("\\", r"\\").replace('"', r"\"") for one in values)]
    return f"{field}:{quoted[0]}" if len(quoted) == 1 else f"{field}:({' OR '.join(quoted)})"


def _is_askable(parsed: ParsedAddress) -> bool:
    """Nobody can walk into a post box, and the service knows the Netherlands only."""
    return not {"po_box", "abroad"} & set(parsed.faults) and bool(parsed.street or parsed.postcode)


def _structured(asked: AddressInput, parsed: ParsedAddress) -> Iterator[Query]:
    if parsed.huisnummer is None:
        return
    number = filter_on("huisnummer", str(parsed.huisnummer))
    # 1. postcode and number name one address in the country: nothing to misread
    if len(parsed.postcode) == 6:
        yield _query("", "type:adres", number, filter_on("postcode", parsed.postcode))
    if not parsed.street:
        return
    # 2. number and place as filters, the street as text: the service's own analyser knows Dr. from Doctor
    if parsed.woonplaats:
        yield _query(
            parsed.street, "type:adres", number, filter_on("woonplaatsnaam", *_names(parsed.woonplaats))
        )
    # 3. number and gemeente: the place typed may be a village that BAG counts in with the town, or the gemeente;
    #    and every street of that name there, to see whether the place's name can matter (see grade.choose)
    gemeente = _gemeente_filter(asked, parsed)
    if gemeente:
        yield _query(parsed.street, "type:adres", number, gemeente)
        yield _query(parsed.street, "type:weg", gemeente)


def _gemeente_filter(asked: AddressInput, parsed: ParsedAddress) -> str:
    if asked.gemeentecode:
        return filter_on("gemeentecode", asked.gemeentecode.removeprefix("GM"))
    return filter_on("gemeentenaam", *_names(parsed.woonplaats)) if parsed.woonplaats else ""


def _names(place: str) -> tuple[str, ...]:
    """A place by the name that was typed and its official ones: Den Haag, 's-Gravenhage."""
    return tuple(dict.fromkeys(without_province(name) or name for name in (place, *aliases(place))))


def as_read(parsed: ParsedAddress) -> str:
    """An address as we read it, in the usual order."""
    number = "" if parsed.huisnummer is None else f"{parsed.huisnummer}{parsed.huisletter}"
    number += f"-{parsed.huisnummertoevoeging}" if parsed.huisnummertoevoeging else ""
    street = " ".join(part for part in (parsed.street, number) if part)
    return str(AddressInput(text=street, postcode=parsed.postcode, woonplaats=parsed.woonplaats))


def _query(text: str, *filters: str) -> Query:
    """Declared parameters only: the service refuses any other with a 400."""
    asked: Query = {"fq": list(filters), "fl": ",".join(FIELDS), "rows": str(ROWS)}
    return {"q": escape_text(text), **asked} if text else asked
