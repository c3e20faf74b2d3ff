"""The streets of the made-up address set: which each woonplaats has, how they are called, how long they are."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.national.country import Country

MEAN_STREET = 36
"""Addresses on a street: the BAG has ten million on some 280,000."""

# Chance that a woonplaats has a street of this name: nearly every village has a few of them.
EVERYWHERE = {
    "Kerkstraat": 0.42, "Schoolstraat": 0.38, "Dorpsstraat": 0.35, "Molenstraat": 0.30, "Molenweg": 0.33,
    "Julianastraat": 0.28, "Beatrixstraat": 0.26, "Wilhelminastraat": 0.24, "Nieuwstraat": 0.20, "Kerkweg": 0.18,
    "Stationsstraat": 0.16, "Stationsweg": 0.20, "Industrieweg": 0.22, "Parallelweg": 0.18, "Hoofdstraat": 0.16,
    "Eikenlaan": 0.20, "Kastanjelaan": 0.20, "Lindelaan": 0.19, "Beukenlaan": 0.18, "Berkenlaan": 0.16,
    "Rozenstraat": 0.14, "Tulpstraat": 0.11, "Leliestraat": 0.10, "Irenestraat": 0.16, "Margrietstraat": 0.17,
    "Prins Bernhardstraat": 0.16, "Oranjestraat": 0.14, "Kerkplein": 0.13, "Marktplein": 0.04, "Markt": 0.06,
    "Achterstraat": 0.09, "Raadhuisstraat": 0.11, "Raadhuisplein": 0.10, "Zandweg": 0.12, "Dijkstraat": 0.10,
    "Veldweg": 0.10, "Nieuweweg": 0.12, "Beatrixlaan": 0.12, "Julianalaan": 0.14, "Wilhelminalaan": 0.11,
    "Emmastraat": 0.11, "Merelstraat": 0.11, "Meidoornstraat": 0.09, "Sportlaan": 0.16, "Haven": 0.04,
}  # fmt: skip
ENDINGS = ("straat", "laan", "weg", "plein", "hof", "pad", "park", "singel", "kade", "dijk", "dreef", "steeg")
# Of the streets drawn, so many bring others of the same stem along: Rozenstraat and Rozenlaan.
WITH_FAMILY = 0.14
NUMBERED, SPLIT = 0.005, 0.008


def streets_of(country: Country, addresses: int, rng: Generator) -> pd.DataFrame:
    """Stretches of streets: woonplaats, gemeentecode, street, pc4, part, addresses, behind.

    A stretch is what a street has in one postcode area; behind is the number of its addresses before this stretch.
    Stretches of one woonplaats follow each other, each (street, woonplaats, gemeentecode) is there once.
    """
    parts = country.parts.assign(part=np.arange(len(country.parts)))
    parts["addresses"] = shares(parts["inhabitants"].to_numpy(), addresses)
    names = _Names(country.street_names, rng)
    made = [
        _stretches(where, town, names, rng)
        for where, town in parts[parts["addresses"] > 0].groupby(["woonplaats", "gemeentecode"], sort=True)
    ]
    order = rng.permutation(len(made))
    return pd.concat([made[i] for i in order], ignore_index=True)


def shares(weights: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    """Whole numbers in proportion to weights that add up to total."""
    ends = np.rint(np.cumsum(weights) / weights.sum() * total).astype(np.int64)
    return np.diff(ends, prepend=0)


def _stretches(where: tuple[str, str], town: pd.DataFrame, names: _Names, rng: Generator) -> pd.DataFrame:
    """The streets of one woonplaats, laid end to end over its postcode areas."""
    total = int(town["addresses"].sum())
    streets = names.draw(max(1, round(total / MEAN_STREET)))
    length = shares(rng.lognormal(0.0, 0.9, len(streets)), total)
    street_ends, area_ends = np.cumsum(length), np.cumsum(town["addresses"].to_numpy())
    ends = np.union1d(street_ends[street_ends > 0], area_ends)
    count = np.diff(ends, prepend=0)
    street = np.searchsorted(street_ends, ends)
    area = np.searchsorted(area_ends, ends)
    starts = ends - count
    return pd.DataFrame(
        {
            "woonplaats": where[0],
            "gemeentecode": where[1],
            "street": streets[street],
            "pc4": town["pc4"].to_numpy()[area],
            "part": town["part"].to_numpy()[area],
            "addresses": count,
            "behind": starts - (street_ends - length)[street],
        }
    )


class _Names:
    """Draws the streets of a woonplaats: some names are nearly everywhere, most in one place or two."""

    def __init__(self, names: NDArray[np.object_], rng: Generator) -> None:
        self._names, self._rng = names, rng
        # Zipf with a flat head, in an order of its own: the real frequencies are not in the list.
        weights = (np.arange(len(names)) + 100.0) ** -0.45
        self._cumulative = np.cumsum(rng.permutation(weights))
        self._cumulative /= self._cumulative[-1]
        self._family = _families(names)

    def draw(self, wanted: int) -> NDArray[np.object_]:
        """That many distinct names, in random order."""
        chance = min(1.0, wanted / 40)
        found = {
            _same(name): name for name, share in EVERYWHERE.items() if self._rng.random() < share * chance
        }
        rounds = 0
        while len(found) < wanted:
            for name in self._some(wanted - len(found), rounds):
                found.setdefault(_same(name), name)
            rounds += 1
        every = np.array(list(found.values()), dtype=object)
        return self._rng.permutation(every)[:wanted]

    def _some(self, wanted: int, rounds: int) -> list[str]:
        at = np.searchsorted(self._cumulative, self._rng.random(wanted))
        chance = self._rng.random(wanted)
        some: list[str] = []
        for i, luck in zip(at, chance, strict=True):
            name = self._names[i]
            # A town that needs more streets than there are names has an old and a new one of each.
            name = f"{name} {rounds}e deel" if rounds > 40 else name
            some.append(name)
            if luck < WITH_FAMILY:
                some += self._family.get(_stem(name)[0], [])[:4]
            elif luck > 1 - NUMBERED:
                some += [f"{nth}e {name}" for nth in (1, 2, 3)]
            elif luck > 1 - NUMBERED - SPLIT:
                some += [
                    f"{name} {side}" for side in (("Noord", "Zuid") if luck > 0.99 else ("Oost", "West"))
                ]
        return some


def _families(names: NDArray[np.object_]) -> dict[str, list[str]]:
    """Real names by their stem, where a stem has several."""
    by_stem: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        stem, ending = _stem(name)
        if ending and len(stem) > 3:
            by_stem[stem].append(name)
    return {stem: family for stem, family in by_stem.items() if len(family) > 1}


def _stem(name: str) -> tuple[str, str]:
    for ending in ENDINGS:
        if name.endswith(ending) and name != ending:
            return name.removesuffix(ending), ending
    return name, ""


def _same(name: str) -> str:
    """Two streets of one woonplaats differ in more than capitals, spaces and points."""
    return "".join(c for c in name.casefold() if c.isalnum())
