"""Addresses drawn from the register's own source, and the ways in which they are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow.parquet as pa_parquet

from benchmarks.quality.real import DATA, Address, organisations, other_postcodes
from benchmarks.quality.slips import mistyped
from benchmarks.quality.variants import Pool, Variant, make_variants, place_names
from sociale_kaart.model import AddressInput

_LEAST_LETTERS = 5
# In the order of Address.
_FIELDS = [
    "openbare_ruimte",
    "huisnummer",
    "huisletter",
    "huisnummertoevoeging",
    "postcode",
    "woonplaats",
    "gemeentecode",
    "nummeraanduiding_id",
    "x_rd",
    "y_rd",
]


class Question(NamedTuple):
    """An address as asked for, and the nummeraanduiding_id that is the right answer."""

    asked: AddressInput
    truth: str


class Sample(NamedTuple):
    """Addresses in random order, and of each the number of addresses that share its house number."""

    addresses: list[Address]
    sharing: Counter[tuple[str, str, int]]


Make = Callable[[Address, Random], Question | None]


def draw(source: Path, count: int, seed: int) -> Sample:
    """So many addresses from a Parquet file as benchmarks.national writes it."""
    drawn = draw_rows(source, count, seed)
    addresses = [
        Address._make((*values, "made up")) for values in zip(*(drawn[name] for name in _FIELDS), strict=True)
    ]
    houses = zip(addresses, drawn["sharing"], strict=True)
    return Sample(addresses, Counter({address.house: count for address, count in houses}))


def draw_rows(source: Path, count: int, seed: int) -> pd.DataFrame:
    """So many rows in random order, read a batch at a time; `sharing` counts those of the same house number."""
    file = pa_parquet.ParquetFile(source)
    rng = np.random.default_rng(seed)
    total = file.metadata.num_rows
    chosen = np.sort(rng.choice(total, min(count, total), replace=False))
    first, parts = 0, []
    for batch in file.iter_batches(250_000, columns=_FIELDS):
        here = chosen[(chosen >= first) & (chosen < first + len(batch))] - first
        first += len(batch)
        rows = batch.to_pandas()
        street, _ = pd.factorize(rows["woonplaats"] + "|" + rows["openbare_ruimte"])
        house = pd.Series(street * 100_000 + rows["huisnummer"].to_numpy(dtype=np.int64))
        parts.append(rows.iloc[here].assign(sharing=house.map(house.value_counts()).to_numpy()[here]))
    return pd.concat(parts, ignore_index=True).sample(frac=1, random_state=seed, ignore_index=True)


def questions(addresses: Sequence[Address], make: Make, count: int, seed: int) -> list[Question]:
    """So many questions, from the first addresses that make one."""
    rng = Random(f"questions {seed}")
    made: list[Question] = []
    for address in addresses:
        question = make(address, rng)
        if question is not None:
            made.append(question)
            if len(made) == count:
                break
    return made


def house(address: Address) -> str:
    """Number, letter and suffix as they are written: 12A-2."""
    hanging = f"-{address.suffix}" if address.suffix else ""
    return f"{address.number}{address.letter}{hanging}"


def line(address: Address, street: str, *, postcode: bool = True) -> str:
    """An address on one line: Kerkstraat 12A-2, 1234 AB Utrecht."""
    spaced = f"{address.postcode[:4]} {address.postcode[4:]} " if postcode and address.postcode else ""
    return f"{street} {house(address)}, {spaced}{address.woonplaats}"


def by_postcode(address: Address, _: Random) -> Question | None:
    """A postcode and a number."""
    if not address.postcode:
        return None
    return Question(AddressInput(text=house(address), postcode=address.postcode), address.id)


def by_street(address: Address, _: Random) -> Question:
    """Street, number and place, in columns."""
    text = f"{address.street} {house(address)}"
    return Question(AddressInput(text=text, woonplaats=address.woonplaats), address.id)


def misspelled(address: Address, rng: Random) -> Question | None:
    """The same with one slip in the street's name, or two; without a postcode to help."""
    if sum(c.isalpha() for c in address.street) < _LEAST_LETTERS:
        return None
    text = f"{mistyped(address.street, rng)} {house(address)}"
    return Question(AddressInput(text=text, woonplaats=address.woonplaats), address.id)


def exact_line(address: Address, _: Random) -> Question | None:
    """All of an address on one line."""
    return (
        Question(AddressInput(text=line(address, address.street)), address.id) if address.postcode else None
    )


def exact_line_without_postcode(address: Address, _: Random) -> Question:
    """Street, number and place on one line."""
    return Question(AddressInput(text=line(address, address.street, postcode=False)), address.id)


def misspelled_line(address: Address, rng: Random) -> Question | None:
    """All of an address on one line, the street misspelled."""
    if not address.postcode or sum(c.isalpha() for c in address.street) < _LEAST_LETTERS:
        return None
    return Question(AddressInput(text=line(address, mistyped(address.street, rng))), address.id)


def misspelled_line_without_postcode(address: Address, rng: Random) -> Question | None:
    """Street, number and place on one line, the street misspelled."""
    if sum(c.isalpha() for c in address.street) < _LEAST_LETTERS:
        return None
    text = line(address, mistyped(address.street, rng), postcode=False)
    return Question(AddressInput(text=text), address.id)


def messy(sample: Sample, addresses: Sequence[Address], count: int, seed: int) -> list[Variant]:
    """Messy addresses of every class that quality is measured on, each on one line of text."""
    names = place_names()
    aliased = [(one, *alias) for one in addresses for alias in names.get(one.woonplaats, ())]
    absent = [(one._replace(number=one.number + 5000, id=""), "number") for one in addresses]
    pool = Pool(
        addresses=addresses,
        aliased=aliased,
        absent=absent,
        sharing=sample.sharing,
        postcodes=other_postcodes(DATA),
        organisations=organisations(DATA),
    )
    made = make_variants(pool, count, seed)
    Random(f"messy {seed}").shuffle(made)
    return made


def keystrokes(address: Address, rng: Random) -> list[str]:
    """What stands in the search box after each key, from the second: of an address, by street or by postcode."""
    by_code = bool(address.postcode) and rng.random() < 0.25
    typed = (
        f"{address.postcode} {house(address)}"
        if by_code
        else f"{address.street} {house(address)} {address.woonplaats}"
    )
    typed = typed.lower() if rng.random() < 0.5 else typed
    return [typed[:end] for end in range(2, len(typed) + 1)]
