"""The register that quality is measured on: a made-up country with the real addresses in it, less what is held out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from random import Random
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.national import Country, bag_street_names, generate, read_country
from benchmarks.quality.real import DATA, Address, organisations, other_postcodes, read_real
from benchmarks.quality.slips import mistyped
from benchmarks.quality.variants import Pool, drawn, place_names
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.geocode.register.write import write_columns
from sociale_kaart.geocode.street import normalise_street

NATIONAL = 10_000_000
"""Addresses in the Netherlands: a smaller register is of fewer gemeenten, not of thinner streets."""

# One in so many: streets left out of the register, numbers left out of a street that is in it, addresses to ask for.
STREETS_OUT, NUMBERS_OUT = 10, 20
_MADE_UP_STREETS_OUT, _MADE_UP_NUMBERS_OUT = 150, 250
# Of real addresses and of made-up ones so many of each hundred variants are made.
REAL_SHARE = 60
_SAMPLE, _ALIASED_PER_PLACE, _ABSENT = 30_000, 250, 8_000
# Of a hundred other names for a place: so many are the gemeente's, and the place's own name misspelled.
_GEMEENTE_SHARE, _MISSPELLED_SHARE = 20, 10


@dataclass
class World:
    """A register and what can be asked of it."""

    path: Path
    pool: Pool
    addresses: int
    places: int


@dataclass
class _Gathered:
    """What is kept of the made-up addresses as they stream by."""

    sample: list[Address] = field(default_factory=list)
    aliased: defaultdict[str, list[Address]] = field(default_factory=lambda: defaultdict(list))
    absent: list[tuple[Address, str]] = field(default_factory=list)
    sharing: Counter[tuple[str, str, int]] = field(default_factory=Counter)


def build_world(
    out: Path, addresses: int, seed: int, data: Path = DATA, street_names: Sequence[str] = ()
) -> World:
    """Write the register and gather what to ask; the same for the same arguments.

    street_names are those of the made-up addresses; of the whole country (downloaded once) where none are given.
    """
    real = read_real(data)
    kept, absent = _held_out(real, seed)
    gathered = _Gathered(sharing=Counter(address.house for address in kept))
    country = _part_of(read_country(data, street_names or bag_street_names()), addresses, seed)
    batches = generate(addresses, seed, leave_out_woonplaatsen={"Groningen"}, country=country)
    maker = _MadeUp(real, gathered, addresses, seed)
    frames = (maker.kept(table.to_pandas()) for table in batches)
    counts = write_columns(chain([_frame(kept)], frames), out, {"source": f"made up and real, seed {seed}"})
    rng = Random(f"pool {seed}")
    pool = Pool(
        addresses=_mixed(kept, gathered.sample, rng),
        aliased=_named_otherwise(gathered, rng),
        absent=_mixed(absent, gathered.absent, rng),
        sharing=gathered.sharing,
        postcodes=other_postcodes(data),
        organisations=organisations(data),
    )
    return World(out, pool, counts.addresses, counts.places)


def _part_of(country: Country, addresses: int, seed: int) -> Country:
    """Whole gemeenten, as dense as they are, for so many addresses; those with real addresses come first."""
    of = country.parts.groupby("gemeentecode")["inhabitants"].sum()
    wanted = of.sum() * addresses / NATIONAL
    codes = sorted(of.index)
    Random(f"gemeenten {seed}").shuffle(codes)
    codes.sort(key=lambda code: code not in ("GM0153", "GM0363"))
    before = of[codes].cumsum() - of[codes]
    chosen = set(before.index[before < wanted])
    parts = country.parts[country.parts["gemeentecode"].isin(chosen)].reset_index(drop=True)
    return replace(country, parts=parts)


def _held_out(real: list[Address], seed: int) -> tuple[list[Address], list[tuple[Address, str]]]:
    """Real addresses that go into the register, and those that are left out: streets, numbers, a suffix of several."""
    sharing = Counter(address.house for address in real)
    kept: list[Address] = []
    absent: list[tuple[Address, str]] = []
    for address in real:
        what = _left_out(address, sharing[address.house], seed) if address.origin != "twente" else ""
        if what:
            absent.append((address, what))
        else:
            kept.append(address)
    return kept, absent


def _left_out(address: Address, sharing: int, seed: int) -> str:
    if drawn("street out", address.woonplaats, address.street, seed) % STREETS_OUT == 0:
        return "street"
    if drawn("number out", *address.house, seed) % NUMBERS_OUT == 0:
        return "number"
    if (
        sharing > 1
        and drawn("suffix out", *address.house, address.letter, address.suffix, seed) % NUMBERS_OUT == 0
    ):
        return "suffix"
    return ""


class _MadeUp:
    """Takes out of each batch of made-up addresses what is held out, or would contradict a real one; keeps a sample."""

    def __init__(self, real: list[Address], gathered: _Gathered, addresses: int, seed: int) -> None:
        self._real_streets = {(one.woonplaats, normalise_street(one.street)) for one in real}
        self._real_postcodes = {one.postcode for one in real}
        self._gathered, self._addresses, self._seed = gathered, addresses, seed
        self._rng = np.random.default_rng(seed)
        self._room = Counter(dict.fromkeys(place_names(), _ALIASED_PER_PLACE))

    def kept(self, batch: pd.DataFrame) -> pd.DataFrame:
        """The batch as it goes into the register."""
        place_and_street = batch["woonplaats"].astype(str) + "|" + batch["openbare_ruimte"].astype(str)
        street, names = pd.factorize(place_and_street)
        split = [name.split("|", 1) for name in names]
        clashes = np.array([(place, normalise_street(name)) in self._real_streets for place, name in split])
        out = np.array(
            [drawn("street out", *name, self._seed) % _MADE_UP_STREETS_OUT == 0 for name in split]
        )[street]
        number = batch["huisnummer"].to_numpy(dtype=np.int64)
        number_out = (street * 7919 + number * 104_729 + self._seed) % _MADE_UP_NUMBERS_OUT == 0
        usable = ~clashes[street] & ~batch["postcode"].isin(self._real_postcodes).to_numpy()
        self._keep_absent(batch, usable & out, "street", self._addresses / _MADE_UP_STREETS_OUT)
        self._keep_absent(batch, usable & ~out & number_out, "number", self._addresses / _MADE_UP_NUMBERS_OUT)
        stays = usable & ~out & ~number_out
        self._keep_sample(batch[stays], street[stays])
        return batch[stays]

    def _keep_absent(self, batch: pd.DataFrame, which: NDArray[np.bool_], what: str, of: float) -> None:
        some = which & (self._rng.random(len(batch)) < _ABSENT / 2 / of)
        self._gathered.absent += [(one, what) for one in _addresses(batch[some])]

    def _keep_sample(self, batch: pd.DataFrame, street: NDArray[np.intp]) -> None:
        chosen = self._rng.random(len(batch)) < _SAMPLE / self._addresses
        sharing = pd.Series(street * 100_000 + batch["huisnummer"].to_numpy(dtype=np.int64))
        sharing = sharing.groupby(sharing).transform("size").to_numpy()
        for one, count in zip(_addresses(batch[chosen]), sharing[chosen], strict=True):
            self._gathered.sample.append(one)
            self._gathered.sharing[one.house] = int(count)
        for place, rows in batch[batch["woonplaats"].isin(+self._room)].groupby("woonplaats", observed=True):
            some = rows.sample(min(len(rows), self._room[place]), random_state=self._seed)
            self._room[place] -= len(some)
            self._gathered.aliased[place] += _addresses(some)


def _addresses(rows: pd.DataFrame) -> list[Address]:
    return [
        Address(
            street=str(row.openbare_ruimte),
            number=int(row.huisnummer),
            letter=str(row.huisletter),
            suffix=str(row.huisnummertoevoeging),
            postcode=str(row.postcode),
            woonplaats=str(row.woonplaats),
            gemeentecode=str(row.gemeentecode),
            id=str(row.nummeraanduiding_id),
            x_rd=float(row.x_rd),
            y_rd=float(row.y_rd),
            origin="made up",
        )
        for row in rows.itertuples(index=False)
    ]


def _frame(addresses: list[Address]) -> pd.DataFrame:
    """Addresses under the names of the register's columns."""
    names = {
        "street": "openbare_ruimte",
        "number": "huisnummer",
        "letter": "huisletter",
        "suffix": "huisnummertoevoeging",
        "id": "nummeraanduiding_id",
    }
    return pd.DataFrame(addresses, columns=Address._fields).rename(columns=names)


_T = TypeVar("_T")


def _mixed(real: Sequence[_T], made_up: Sequence[_T], rng: Random) -> list[_T]:
    """Real ones and made-up ones, each its share however few there are."""
    size = max(len(real), len(made_up))
    return [rng.choice(real if rng.random() * 100 < REAL_SHARE else made_up) for _ in range(size * 3)]


def _named_otherwise(gathered: _Gathered, rng: Random) -> list[tuple[Address, str, str]]:
    """Addresses with another name for their place: one that it goes by, that of its gemeente, or a misspelled one."""
    found = [
        (address, *alias)
        for place in sorted(gathered.aliased)
        for alias in place_names()[place]
        for address in rng.sample(gathered.aliased[place], min(40, len(gathered.aliased[place])))
    ]
    elsewhere = [
        (address, gemeenten()[address.gemeentecode].naam, "gemeente")
        for address in gathered.sample
        if address.postcode
        and address.gemeentecode in gemeenten()
        and gemeenten()[address.gemeentecode].naam not in (address.woonplaats, "Groningen")
    ]
    long_names = [address for address in gathered.sample if len(address.woonplaats) > 5]
    misspelled = [(one, mistyped(one.woonplaats, rng), "misspelled") for one in long_names]
    of_gemeente = len(found) * _GEMEENTE_SHARE // 100
    of_slips = len(found) * _MISSPELLED_SHARE // 100
    return found + rng.sample(elsewhere, min(of_gemeente, len(elsewhere))) + misspelled[:of_slips]
