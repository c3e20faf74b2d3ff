"""Houses on the streets of the made-up address set, as columns of our own register CSV."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.national.country import Country, bag_street_names, read_country
from benchmarks.national.streets import streets_of

COLUMNS = (
    "openbare_ruimte",
    "huisnummer",
    "huisletter",
    "huisnummertoevoeging",
    "postcode",
    "woonplaats",
    "gemeentecode",
    "nummeraanduiding_id",
    "adresseerbaarobject_id",
    "x_rd",
    "y_rd",
)
DATA = Path(os.environ.get("SOCIALE_KAART_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
BATCH = 250_000

# A postcode of PostNL is one side of a street, of this many addresses at the most; a short street has one in all.
ON_A_SIDE, ON_A_STREET = 18, 24
LETTERS = "ABCDEGHJKLMNPRSTVWXZFIOQUY"  # the last six only where the others are used up
NEVER = {"SA", "SD", "SS"}
TINY = 6  # so few addresses may share the postcode of the street before
METRES_PER_NUMBER, FROM_AXIS = 3.4, 9.0
WITHOUT_POSTCODE, STREET_WITHOUT_POSTCODE = 0.0015, 0.0015

# How likely an address has a number of its own, by kind of street: houses, mixed, split-up houses, flats.
KINDS = np.array([0.48, 0.22, 0.20, 0.10])
NEW_NUMBER = np.array([0.98, 0.80, 0.50, 0.25])
MOST_AT_A_NUMBER = 60


def generate(
    addresses: int,
    seed: int,
    *,
    leave_out_woonplaatsen: Collection[str] = frozenset(),
    country: Country | None = None,
) -> Iterator[pa.Table]:
    """A national address set, in tables of some 250,000 rows with COLUMNS; the same for the same arguments.

    Coordinates are metres RD New, ids 16 digits, an absent letter, suffix or postcode is "". A small set is of fewer
    postcode areas, not of hamlets with a house each. country is the real one from the shared data folder unless given.
    """
    country = country or read_country(DATA, bag_street_names())
    parts = country.parts[~country.parts["woonplaats"].isin(leave_out_woonplaatsen)]
    rng = np.random.default_rng(seed)
    country = replace(country, parts=_fewer(parts, max(20, addresses // 400), rng))
    stretches = _with_postcodes(streets_of(country, addresses, rng), rng)
    stretches = _with_lines(stretches, country, rng)
    first = 0
    for chunk in np.array_split(np.arange(len(stretches)), max(1, round(addresses / BATCH))):
        table = _houses(stretches.iloc[chunk], first, rng)
        first += len(table)
        yield table


def _fewer(parts: pd.DataFrame, areas: int, rng: Generator) -> pd.DataFrame:
    inhabitants = parts.groupby("pc4")["inhabitants"].sum()
    if areas < len(inhabitants):
        chance = inhabitants.to_numpy() / inhabitants.sum()
        kept = rng.choice(inhabitants.index.to_numpy(), areas, replace=False, p=chance)
        parts = parts[parts["pc4"].isin(kept)]
    return parts.reset_index(drop=True)


def _with_postcodes(stretches: pd.DataFrame, rng: Generator) -> pd.DataFrame:
    """Adds block (the first postcode of a stretch, in its area), side_blocks (how many a side has), size and start."""
    n = stretches["addresses"].to_numpy()
    area = stretches.groupby("pc4")["addresses"].transform("sum").to_numpy()
    size = np.maximum(ON_A_SIDE, np.ceil(area / 480)).astype(np.int64)
    one = n <= ON_A_STREET
    side_blocks = np.where(one, 1, -(-((n + 1) // 2) // size))
    fits = one & (n <= TINY) & (stretches["behind"].to_numpy() == 0)
    same_area = np.r_[False, np.diff(stretches["pc4"].to_numpy()) == 0]
    shares_it = fits & same_area & np.r_[False, one[:-1]] & (rng.random(len(n)) < 0.5)
    shares_it &= ~np.r_[False, shares_it[:-1]]
    blocks = np.where(shares_it, 0, np.where(one, 1, 2 * side_blocks))
    counted = pd.Series(blocks).groupby(stretches["pc4"].to_numpy()).cumsum().to_numpy()
    behind = stretches["behind"].to_numpy()
    street = np.cumsum(behind == 0) - 1
    high = (rng.random(len(n)) < 0.12)[street] * rng.integers(1, 120, len(n))[street]
    return stretches.assign(
        block=counted - np.where(shares_it, 1, blocks),
        side_blocks=np.where(one, 0, side_blocks),
        size=size,
        # Two streets on one postcode have no number in common; some streets begin where another ended.
        start=np.where(shares_it, 601, 1 + 2 * high) + 2 * np.where(behind > 0, behind * 7 // 10 + 9, 0),
        bare=rng.random(len(n)) < STREET_WITHOUT_POSTCODE,
    )


def _with_lines(stretches: pd.DataFrame, country: Country, rng: Generator) -> pd.DataFrame:
    """Adds the line that a stretch lies along, inside its postcode area: x, y of its middle, and a unit vector."""
    n = len(stretches)
    middle = country.parts[["x_rd", "y_rd"]].to_numpy()[stretches["part"].to_numpy()]
    areas = stretches["pc4"].map(country.areas).to_numpy()
    shapely.prepare(areas)
    half = stretches["addresses"].to_numpy() * METRES_PER_NUMBER / 2 + FROM_AXIS
    centre = shapely.get_coordinates(shapely.point_on_surface(areas))
    angle = rng.random(n) * np.pi
    shrink = np.full(n, 0.02)
    todo = np.arange(n)
    # People live near their polling place; what does not fit there lies anywhere else, and what fits nowhere is short.
    for spread in (250, 500, 500, 1000, 1000, 2000, 2000, 4000):
        at = middle[todo] + rng.normal(0.0, spread, (len(todo), 2))
        turned = rng.random(len(todo)) * np.pi
        reach = np.c_[np.cos(turned), np.sin(turned)] * half[todo, None]
        fits = (
            _contains(areas[todo], at)
            & _contains(areas[todo], at - reach)
            & _contains(areas[todo], at + reach)
        )
        done = todo[fits]
        centre[done], angle[done], shrink[done] = at[fits], turned[fits], 1.0
        todo = todo[~fits]
    return stretches.assign(
        x=centre[:, 0], y=centre[:, 1], cos=np.cos(angle), sin=np.sin(angle), half=half, shrink=shrink
    )


def _contains(areas: NDArray[np.object_], points: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray(shapely.contains_xy(areas, points[:, 0], points[:, 1]))


def _houses(stretches: pd.DataFrame, first: int, rng: Generator) -> pa.Table:
    """Every address on some stretches; first is how many were made before."""
    n = stretches["addresses"].to_numpy()
    of = np.repeat(np.arange(len(n)), n)
    rows = len(of)
    place = np.arange(rows) - np.repeat(np.cumsum(n) - n, n)
    odd = ((n + 1) // 2)[of]
    even_side = place >= odd
    on_side = place - even_side * odd
    kind = rng.choice(len(KINDS), len(n), p=KINDS)
    new = (rng.random(rows) < NEW_NUMBER[kind][of]) | (on_side % MOST_AT_A_NUMBER == 0)
    group = np.cumsum(new) - 1
    head = np.flatnonzero(new)
    within = np.arange(rows) - head[group]
    gap = np.where(rng.random(len(head)) < 0.06, rng.integers(1, 4, len(head)), 0)
    line = np.cumsum(1 + gap)[group]
    side_start = head[group] - on_side[head[group]]
    number = stretches["start"].to_numpy()[of] + even_side + 2 * (line - line[side_start])
    letter, suffix = _letters_and_suffixes(kind[of][head], group, within, rng)
    postcode = _postcodes(stretches, of, even_side, on_side[head[group]], rng)
    x, y = _points(stretches, of, even_side, on_side, rng)
    gemeente = stretches["gemeentecode"].str.slice(2).astype(int).to_numpy()[of]
    serial = first + np.arange(rows) + 1
    return pa.table(
        {
            "openbare_ruimte": _taken(stretches["street"], of),
            "huisnummer": pa.array(number.astype(np.int32)),
            "huisletter": letter,
            "huisnummertoevoeging": suffix,
            "postcode": postcode,
            "woonplaats": _taken(stretches["woonplaats"], of),
            "gemeentecode": _taken(stretches["gemeentecode"], of),
            "nummeraanduiding_id": _ids(gemeente, 20, serial),
            "adresseerbaarobject_id": _ids(gemeente, 1, serial + 1_000_000),
            "x_rd": pa.array(np.round(x, 1)),
            "y_rd": pa.array(np.round(y, 1)),
        }
    )


def _suffix_styles() -> tuple[list[list[str]], list[list[str]]]:
    """Per style what the first, second, third address at a number has for a letter, and for a suffix."""
    many = range(MOST_AT_A_NUMBER)
    letters = [chr(65 + i) if i < 26 else "Z" for i in many]
    beyond = ["" if i < 26 else str(i - 25) for i in many]
    bare = [""] * MOST_AT_A_NUMBER
    return (
        # bare then A, B, C; from A on; bare then 1, 2, 3; H, 1, 2, 3; bare, BS, BSA; 101, 102; A01, A02
        [["", *letters[:-1]], letters, bare, bare, bare, bare, ["A"] * MOST_AT_A_NUMBER],
        [
            ["", *beyond[:-1]],
            beyond,
            ["", *(str(i + 1) for i in many)][:-1],
            ["H", *(str(i + 1) for i in many)][:-1],
            ["", "BS", *(f"BS{chr(65 + i % 26)}{i // 26 or ''}" for i in many)][:MOST_AT_A_NUMBER],
            [str(100 * (1 + i // 12) + 1 + i % 12) for i in many],
            [f"{i + 1:02d}" for i in many],
        ],
    )


# Per kind of street how the addresses of one number are told apart, in the order of _suffix_styles.
STYLES = np.array(
    [
        [0.72, 0.10, 0.13, 0.00, 0.05, 0.00, 0.00],
        [0.62, 0.14, 0.15, 0.04, 0.02, 0.00, 0.03],
        [0.48, 0.16, 0.14, 0.10, 0.07, 0.00, 0.05],
        [0.12, 0.23, 0.25, 0.10, 0.00, 0.25, 0.05],
    ]
)


def _letters_and_suffixes(
    kind: NDArray[np.int64], group: NDArray[np.int64], within: NDArray[np.int64], rng: Generator
) -> tuple[pa.Array, pa.Array]:
    cumulative = np.cumsum(STYLES, axis=1)
    style = (rng.random(len(kind))[:, None] > cumulative[kind]).sum(axis=1).clip(max=STYLES.shape[1] - 1)
    # A number with one address rarely has a letter or suffix.
    alone = np.bincount(group) == 1
    style[alone & (rng.random(len(kind)) < 0.97)] = 0
    at = pa.array(style[group] * MOST_AT_A_NUMBER + within)
    letters, suffixes = _suffix_styles()
    return _encoded(letters, at), _encoded(suffixes, at)


def _encoded(styles: list[list[str]], at: pa.Array) -> pa.Array:
    return pa.array([text for style in styles for text in style]).dictionary_encode().take(at)


def _postcodes(
    stretches: pd.DataFrame,
    of: NDArray[np.int64],
    even_side: NDArray[np.bool_],
    on_side: NDArray[np.int64],
    rng: Generator,
) -> pa.Array:
    """The postcode of each address; all addresses at one number have the same."""
    side_blocks = stretches["side_blocks"].to_numpy()
    in_street = np.where(
        side_blocks[of] > 0,
        even_side * side_blocks[of] + on_side // stretches["size"].to_numpy()[of],
        0,
    )
    pairs = [a + b for a in LETTERS for b in LETTERS if a + b not in NEVER]
    codes = np.array(sorted(pairs, key=lambda pair: (max(map(LETTERS.index, pair)) >= 20, pair)), dtype="S2")
    letters = codes[(stretches["block"].to_numpy()[of] + in_street) % len(codes)]
    text = np.empty((len(of), 6), dtype=np.uint8)
    text[:, :4] = _digits(stretches["pc4"].to_numpy()[of], 4)
    text[:, 4:] = letters.view(np.uint8).reshape(-1, 2)
    without = stretches["bare"].to_numpy()[of] | (rng.random(len(of)) < WITHOUT_POSTCODE)
    return _texts(text, ~without)


def _points(
    stretches: pd.DataFrame,
    of: NDArray[np.int64],
    even_side: NDArray[np.bool_],
    on_side: NDArray[np.int64],
    rng: Generator,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Along the line of the street, odd numbers on one side of it and even ones on the other."""
    half, cos, sin, shrink = (stretches[name].to_numpy()[of] for name in ("half", "cos", "sin", "shrink"))
    along = (2 * METRES_PER_NUMBER * on_side - half + FROM_AXIS) * shrink + rng.normal(
        0.0, 0.7, len(of)
    ) * shrink
    across = np.where(even_side, FROM_AXIS, -FROM_AXIS) * shrink
    x, y = stretches["x"].to_numpy()[of], stretches["y"].to_numpy()[of]
    return x + along * cos - across * sin, y + along * sin + across * cos


def _ids(gemeente: NDArray[np.int64], kind: int, serial: NDArray[np.int64]) -> pa.Array:
    text = np.empty((len(serial), 16), dtype=np.uint8)
    text[:, :4] = _digits(gemeente, 4)
    text[:, 4:6] = _digits(np.full(len(serial), kind), 2)
    text[:, 6:] = _digits(serial, 10)
    return _texts(text, np.ones(len(serial), dtype=bool))


def _digits(numbers: NDArray[np.int64], width: int) -> NDArray[np.uint8]:
    powers = 10 ** np.arange(width - 1, -1, -1, dtype=np.int64)
    return (numbers.astype(np.int64)[:, None] // powers % 10 + ord("0")).astype(np.uint8)


def _texts(characters: NDArray[np.uint8], present: NDArray[np.bool_]) -> pa.Array:
    """Rows of ASCII characters as strings, "" where not present."""
    ends = np.cumsum(np.where(present, characters.shape[1], 0)).astype(np.int32)
    offsets = np.concatenate([np.zeros(1, dtype=np.int32), ends])
    content = np.ascontiguousarray(characters[present])
    return pa.StringArray.from_buffers(len(characters), pa.py_buffer(offsets), pa.py_buffer(content))


def _taken(column: pd.Series[str], of: NDArray[np.int64]) -> pa.Array:
    return pa.array(column.to_numpy(), type=pa.string()).dictionary_encode().take(pa.array(of))
