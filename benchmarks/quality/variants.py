"""Messy spellings of addresses whose answer is known, by class, half of them to tune on and half to report on."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.quality.real import Address
from benchmarks.quality.slips import abbreviated, abbreviations, mistyped
from sociale_kaart.model import AddressInput

TUNE, REPORT = "tune", "report"

# Class and share of the variants.
CLASSES: Mapping[str, float] = {
    "clean": 0.06,
    "notation": 0.07,
    "street_typo": 0.15,
    "abbreviation": 0.08,
    "no_postcode": 0.06,
    "no_place": 0.06,
    "wrong_postcode": 0.07,
    "no_suffix": 0.07,
    "extra_words": 0.08,
    "place_alias": 0.07,
    "swapped": 0.07,
    "two_at_once": 0.07,
    "absent": 0.09,
}
# Where one class says nothing of it: how often a postcode stands there, a place, or both.
_WHERE = (("both", 5), ("place", 4), ("postcode", 2))
SELDOM = 0.9
_LETTERS = "ABCDEGHJKLMNPRSTVWXZ"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to write an address. kind is its class, detail what was done.

    in_register: whether the answer can be found at all. shared_number: the suffix was left out, and other addresses
    have the same number, so that nobody could tell which is meant.
    """

    kind: str
    detail: str
    asked: AddressInput
    truth: Address
    half: str
    in_register: bool = True
    shared_number: bool = False


@dataclass(frozen=True, slots=True)
class Pool:
    """What variants are made of. sharing: how many addresses of the register have this house number."""

    addresses: Sequence[Address]
    aliased: Sequence[tuple[Address, str, str]]
    absent: Sequence[tuple[Address, str]]
    sharing: Mapping[tuple[str, str, int], int]
    postcodes: Sequence[str]
    organisations: Sequence[str]


@dataclass(slots=True)
class _Draft:
    """An address on its way to being typed."""

    street: str
    number: str
    suffix: str
    postcode: str
    place: str
    before: str = ""
    after: str = ""
    layout: str = ""


def half_of(address: Address, seed: int) -> str:
    """The half that a street belongs to: no street is in both."""
    return TUNE if drawn("half", seed, address.woonplaats, address.street) % 2 else REPORT


def drawn(*parts: object) -> int:
    """A number that looks like chance and is always the same for the same parts."""
    digest = hashlib.blake2b("|".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def make_variants(pool: Pool, count: int, seed: int) -> list[Variant]:
    """So many variants, of each class its share; the same for the same arguments."""
    rng = Random(f"variants {seed}")
    return [
        variant
        for kind, share in CLASSES.items()
        for variant in _of_class(kind, round(count * share), pool, seed, rng)
    ]


def _of_class(kind: str, count: int, pool: Pool, seed: int, rng: Random) -> Iterator[Variant]:
    made, tried = 0, 0
    while made < count:
        tried += 1
        if tried > 50 * count + 1000:
            raise ValueError(f"too few addresses to make {count} variants of class {kind}")
        variant = _one(kind, pool, rng)
        if variant is not None:
            made += 1
            yield replace(variant, half=half_of(variant.truth, seed))


def _one(kind: str, pool: Pool, rng: Random) -> Variant | None:
    """A variant of a class; None where the address that was drawn cannot make one."""
    maker = _MAKERS.get(kind)
    if maker is not None:
        return maker(pool, rng)
    address = rng.choice(pool.addresses)
    draft = _draft(address, rng)
    done = _WAYS[kind](draft, rng)
    return None if done is None else Variant(kind, done, _typed(draft, rng), address, "")


def _absent(pool: Pool, rng: Random) -> Variant | None:
    address, what = rng.choice(pool.absent)
    draft = _draft(address, rng)
    way = rng.choice((_clean, _clean, _clean, _notation, _street_typo))
    detail = way(draft, rng) or "clean"
    _where(draft, rng)
    return Variant("absent", f"{what}, {detail}", _typed(draft, rng), address, "", in_register=False)


def _place_alias(pool: Pool, rng: Random) -> Variant | None:
    address, alias, sort = rng.choice(pool.aliased)
    draft = _draft(address, rng)
    draft.place = alias
    # The name of a gemeente alone leaves open in which of its villages a Dorpsstraat lies.
    if sort != "gemeente" and rng.random() < 0.5:
        draft.postcode = ""
    return Variant("place_alias", sort, _typed(draft, rng), address, "")


def _with_wrong_postcode(pool: Pool, rng: Random) -> Variant | None:
    address = rng.choice(pool.addresses)
    draft = _draft(address, rng)
    how = _wrong_postcode(draft, pool.postcodes, rng)
    wrong = draft.postcode != address.postcode
    return Variant("wrong_postcode", how, _typed(draft, rng), address, "") if wrong else None


def _with_extra_words(pool: Pool, rng: Random) -> Variant | None:
    address = rng.choice(pool.addresses)
    draft = _draft(address, rng)
    how = _extra_words(draft, pool.organisations, rng)
    _where(draft, rng)
    return Variant("extra_words", how, _typed(draft, rng), address, "")


def _without_suffix(pool: Pool, rng: Random) -> Variant | None:
    address = rng.choice(pool.addresses)
    if not (address.letter or address.suffix):
        return None
    sharing = pool.sharing[address.house]
    # Nobody can tell these apart, and people seldom leave off what their neighbours have too.
    if sharing > 1 and rng.random() < SELDOM:
        return None
    draft = _draft(address, rng)
    draft.suffix = ""
    _where(draft, rng)
    detail = "one has it" if sharing == 1 else "several have it"
    return Variant("no_suffix", detail, _typed(draft, rng), address, "", shared_number=sharing > 1)


def _two_at_once(pool: Pool, rng: Random) -> Variant | None:
    """Two things the matter with one address: a street abbreviated and misspelled, with words around it, ..."""
    address = rng.choice(pool.addresses)
    draft = _draft(address, rng)
    chosen = sorted(rng.sample(_TOGETHER, 2))
    for what in chosen:
        done = (
            _extra_words(draft, pool.organisations, rng) if what == "extra_words" else _WAYS[what](draft, rng)
        )
        if done is None or not (draft.place or draft.postcode):
            return None
    return Variant("two_at_once", " + ".join(chosen), _typed(draft, rng), address, "")


def _draft(address: Address, rng: Random) -> _Draft:
    return _Draft(
        address.street,
        str(address.number),
        _suffix(address, rng),
        _postcode(address.postcode, rng),
        address.woonplaats,
    )


def _suffix(address: Address, rng: Random) -> str:
    """Letter and suffix as people hang them on a number."""
    letter = address.letter if rng.random() < 0.5 else address.letter.lower()
    letter = rng.choices(("", "", "-", " "))[0] + letter if letter else ""
    if not address.suffix:
        return letter
    if address.suffix == "H":
        return letter + rng.choice(("-H", "hs", " hs", "-hs", " huis", "H"))
    floor = {"1": "I", "2": "II", "3": "III"}.get(address.suffix, address.suffix)
    written = rng.choice((address.suffix, address.suffix, floor))
    (between,) = rng.choices(("-", "/", " "), (6, 2, 1))
    return letter + between + written


def _postcode(postcode: str, rng: Random) -> str:
    if not postcode:
        return ""
    return rng.choice(
        (
            postcode,
            f"{postcode[:4]} {postcode[4:]}",
            postcode.lower(),
            f"{postcode[:4]} {postcode[4:].lower()}",
        )
    )


def _where(draft: _Draft, rng: Random) -> None:
    (which,) = rng.choices([one for one, _ in _WHERE], [weight for _, weight in _WHERE])
    if which == "place":
        draft.postcode = ""
    elif which == "postcode" and draft.postcode:
        draft.place = ""


def _clean(draft: _Draft, rng: Random) -> str:
    draft.layout = rng.choice(("fields", "line"))
    return ""


def _notation(draft: _Draft, rng: Random) -> str:
    draft.layout = rng.choice(("no comma", "upper", "lower", "spaces", "lines", "glued", "typographic"))
    return draft.layout


def _street_typo(draft: _Draft, rng: Random) -> str | None:
    if sum(c.isalpha() for c in draft.street) < 4:
        return None
    draft.street = mistyped(draft.street, rng)
    _where(draft, rng)
    return "typo"


def _abbreviation(draft: _Draft, rng: Random) -> str | None:
    if not abbreviations(draft.street):
        return None
    draft.street = abbreviated(draft.street, rng)
    _where(draft, rng)
    return "abbreviated"


def _no_postcode(draft: _Draft, _: Random) -> str:
    draft.postcode = ""
    return ""


def _no_place(draft: _Draft, _: Random) -> str | None:
    draft.place = ""
    return "" if draft.postcode else None


def _wrong_postcode(draft: _Draft, others: Sequence[str], rng: Random) -> str:
    """A letter or digit wrong, two swapped, or the postcode of somewhere else."""
    right = draft.postcode.replace(" ", "").upper()
    if not right:
        return ""
    how = rng.choice(("letter", "letter", "digit", "swapped", "another"))
    if how == "letter":
        at = rng.choice((4, 5))
        wrong = right[:at] + rng.choice(_LETTERS) + right[at + 1 :]
    elif how == "digit":
        at = rng.choice((1, 2, 3))
        wrong = right[:at] + rng.choice("0123456789") + right[at + 1 :]
    elif how == "swapped":
        at = rng.choice((0, 1, 2, 4))
        wrong = right[:at] + right[at + 1] + right[at] + right[at + 2 :]
        wrong = wrong if wrong[0] != "0" else right
    else:
        wrong = rng.choice(others)
    draft.postcode = wrong
    return how


_BEFORE: Mapping[str, Sequence[str]] = {
    "room": ("Kamer 4, ", "Zaal 2, ", "2e verdieping, ", "Ruimte 1.12, "),
    "attention": ("t.a.v. mevr. De Vries, ", "T.a.v. het secretariaat, ", "p/a "),
}
_BEHIND: Mapping[str, Sequence[str]] = {
    "remark": (
        " (ingang achterzijde)",
        " (naast de kerk)",
        ", ingang via de tuin",
        ", 1e etage",
        " (begane grond)",
        ", bel aan bij de receptie",
    ),
    "phone": (" tel. 050-3123456", ", 06-12345678", ", tel: 088 123 4567"),
    "country": (", Nederland", " NL", ", The Netherlands"),
}


def _extra_words(draft: _Draft, organisations: Sequence[str], rng: Random) -> str:
    how = rng.choice(("organisation", "organisation", *_BEFORE, *_BEHIND))
    if how == "organisation":
        draft.before = rng.choice(organisations) + ", "
    elif how in _BEFORE:
        draft.before = rng.choice(_BEFORE[how])
    else:
        draft.after = rng.choice(_BEHIND[how])
    return how


_SWAPS = (
    "town first",
    "number first",
    "columns swapped",
    "street in place",
    "number in postcode",
    "town in one",
)


def _swapped(draft: _Draft, rng: Random) -> str | None:
    draft.layout = rng.choice(_SWAPS)
    if draft.layout in ("columns swapped", "number in postcode") and not draft.postcode:
        return None
    return draft.layout


_WAYS: Mapping[str, Callable[[_Draft, Random], str | None]] = {
    "clean": _clean,
    "notation": _notation,
    "street_typo": _street_typo,
    "abbreviation": _abbreviation,
    "no_postcode": _no_postcode,
    "no_place": _no_place,
    "swapped": _swapped,
}


_MAKERS: Mapping[str, Callable[[Pool, Random], Variant | None]] = {
    "absent": _absent,
    "extra_words": _with_extra_words,
    "no_suffix": _without_suffix,
    "place_alias": _place_alias,
    "two_at_once": _two_at_once,
    "wrong_postcode": _with_wrong_postcode,
}
_TOGETHER = ("abbreviation", "extra_words", "notation", "street_typo", "swapped")


def _typed(draft: _Draft, rng: Random) -> AddressInput:
    """The draft as somebody fills it in: on one line, or in columns."""
    layout = draft.layout or rng.choice(("fields", "fields", "line", "line", "line", "no comma", "lower"))
    house = f"{draft.before}{draft.street} {draft.number}{draft.suffix}"
    town = f"{draft.postcode} {draft.place}".strip()
    line = ", ".join(part for part in (house, town) if part)
    texts: dict[str, Callable[[], str]] = {
        "line": lambda: line + draft.after,
        "no comma": lambda: f"{house} {town}{draft.after}",
        "upper": lambda: line.upper() + draft.after,
        "lower": lambda: line.lower() + draft.after,
        "spaces": lambda: "  ".join(f" {line} ".split(" ")).replace(",", " ,"),
        "lines": lambda: f"{house}\n{town}",
        "glued": lambda: f"{draft.street}{draft.number}{draft.suffix}, {town}",
        "typographic": lambda: line.replace("'", "\u2019").replace("-", "\u2013"),
        "town first": lambda: f"{town}, {house}",
        "number first": lambda: f"{draft.number}{draft.suffix} {draft.street}, {town}",
    }
    if layout in texts:
        return AddressInput(text=texts[layout]())
    if layout == "columns swapped":
        return AddressInput(text=house, postcode=draft.place, woonplaats=draft.postcode)
    if layout == "street in place":
        return AddressInput(text=town, woonplaats=house)
    if layout == "number in postcode":
        return AddressInput(text=draft.street, postcode=f"{draft.number}{draft.suffix}", woonplaats=town)
    if layout == "town in one":
        return AddressInput(text=house, woonplaats=town)
    return AddressInput(text=house + draft.after, postcode=draft.postcode, woonplaats=draft.place)


@cache
def place_names() -> Mapping[str, list[tuple[str, str]]]:
    """Per woonplaats the other ways in which it is named, each with its sort."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    with Path(__file__).with_name("plaatsen.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["woonplaats"]].append((row["genoemd"], row["soort"]))
    return found
