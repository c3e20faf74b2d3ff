"""What is real in the made-up address set: places and their gemeente, postcode areas and inhabitants, street names."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyogrio import read_dataframe

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "benchmarks" / ".cache"

# Every street name of the BAG stands in deduce's lookup lists (LGPL: read from its wheel, never copied in here).
DEDUCE = "deduce==3.0.6"
STREETS_IN_WHEEL = "deduce/data/lookup/src/locations/lst_street/streets_bag.txt"
STREETS_SHA256 = "ca5d2d9b19952fcf1d7dfa373bf9f4734d0e3519061eb695c8364c983e073caa"

# As the polling places say it, and as the BAG does.
OFFICIAL = {"Den Haag": "'s-Gravenhage", "Den Bosch": "'s-Hertogenbosch"}
# A postcode area with nothing but industry still has addresses.
LEAST_INHABITANTS = 40


@dataclass(frozen=True)
class Country:
    """Where people live, and how streets are called.

    parts : one row per woonplaats and postcode area that share ground: woonplaats, gemeentecode, pc4, inhabitants,
        x_rd, y_rd (metres RD New: the middle of what is built there)
    areas : the outline of each postcode area (EPSG:28992), by its four digits
    street_names : distinct names
    """

    parts: pd.DataFrame
    areas: dict[int, shapely.Geometry]
    street_names: NDArray[np.object_]


def read_country(data: Path, street_names: Sequence[str]) -> Country:
    """The real Netherlands, from the shared data folder and the places that this repository carries.

    A postcode area belongs to the woonplaats that its polling places name, to several in the proportion in which they
    do, and to that of the nearest polling place where it has none.
    """
    areas = _areas(data)
    polling = _polling_places(data)
    outlines = shapely.STRtree(areas["geometry"].to_numpy())
    votes = _inside(outlines, areas, polling)
    small = _inside(outlines, areas, _villages_without(polling))
    lonely = areas[~areas["pc4"].isin(votes["pc4"])]
    nearest = shapely.STRtree(_points(polling)).nearest(shapely.centroid(lonely["geometry"].to_numpy()))
    borrowed = polling.iloc[nearest].assign(
        pc4=lonely["pc4"].to_numpy(),
        x_rd=shapely.get_x(shapely.point_on_surface(lonely["geometry"].to_numpy())),
        y_rd=shapely.get_y(shapely.point_on_surface(lonely["geometry"].to_numpy())),
    )
    parts = _parts(pd.concat([votes, small, borrowed], ignore_index=True))
    inhabitants = areas.set_index("pc4")["inhabitants"].reindex(parts["pc4"]).to_numpy()
    return Country(
        parts=parts.assign(inhabitants=inhabitants * parts.pop("share").to_numpy()),
        areas=dict(zip(areas["pc4"], areas["geometry"], strict=True)),
        street_names=np.array(sorted(set(street_names)), dtype=object),
    )


def bag_street_names(cache: Path = CACHE) -> list[str]:
    """The street names of the BAG (157,174, in PyPI's deduce), downloaded once; raises ValueError if they changed."""
    kept = cache / "streets_bag.txt"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", scratch, DEDUCE]
            subprocess.run(pip, check=True)
            (wheel,) = Path(scratch).glob("*.whl")
            with zipfile.ZipFile(wheel) as archive:
                kept.write_bytes(archive.read(STREETS_IN_WHEEL))
    content = kept.read_bytes()
    if hashlib.sha256(content).hexdigest() != STREETS_SHA256:
        raise ValueError(f"{kept} is not the list of {DEDUCE}: remove it to download it again")
    return [name for name in content.decode().splitlines() if sum(c.isalpha() for c in name) > 2]


def _areas(data: Path) -> pd.DataFrame:
    """Outline and inhabitants of each postcode area: of 2024 where known, else those of the year of the outline."""
    drawn = read_dataframe(data / "cbs" / "pc4_2020.gpkg")
    drawn = drawn[drawn.geometry.notna() & ~drawn.geometry.is_empty & drawn["postcode"].notna()]
    counted = pd.read_csv(data / "cbs" / "pc4_inwoners_2024.csv", index_col="Postcode")["Aantal_inwoners"]
    pc4 = drawn["postcode"].astype(int)
    then = pd.to_numeric(drawn["inwoners"], errors="coerce")
    inhabitants = pc4.map(counted).fillna(then).fillna(0).clip(lower=LEAST_INHABITANTS)
    geometry = drawn.geometry.to_numpy()
    return pd.DataFrame({"pc4": pc4.to_numpy(), "inhabitants": inhabitants.to_numpy(), "geometry": geometry})


def _polling_places(data: Path) -> pd.DataFrame:
    """Every polling place that names a woonplaats we know: woonplaats, gemeentecode, x_rd, y_rd."""
    read = pd.read_csv(data / "kaart" / "stemlokalen_tk2025.csv", sep=";", dtype=str, keep_default_na=False)
    named = pd.DataFrame(
        {
            "key": read["plaats"].replace(OFFICIAL).map(_key),
            "gemeentecode": "GM" + read["gemeentecode"],
            "x_rd": read["x"].astype(float),
            "y_rd": read["y"].astype(float),
        }
    )
    return named.merge(_woonplaatsen()[["key", "gemeentecode", "woonplaats"]], on=["key", "gemeentecode"])


def _woonplaatsen() -> pd.DataFrame:
    read = pd.read_csv(ROOT / "geodata" / "gebieden" / "woonplaatsen.csv")
    read = read[~read["woonplaats"].isin(OFFICIAL)]
    return read.assign(key=read["woonplaats"].map(_key)).drop_duplicates(["key", "gemeentecode"])


def _villages_without(polling: pd.DataFrame) -> pd.DataFrame:
    """The woonplaatsen where nobody votes: too small."""
    every = _woonplaatsen()
    known = pd.MultiIndex.from_frame(polling[["key", "gemeentecode"]])
    return every[~pd.MultiIndex.from_frame(every[["key", "gemeentecode"]]).isin(known)]


def _inside(outlines: shapely.STRtree, areas: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """The points that lie in a postcode area, with its four digits."""
    which, where = outlines.query(_points(points), predicate="intersects")
    return points.iloc[which].assign(pc4=areas["pc4"].to_numpy()[where])


def _parts(votes: pd.DataFrame) -> pd.DataFrame:
    """What each woonplaats has of each postcode area: its share, and the point in the middle of its votes."""
    by_part = votes.groupby(["pc4", "woonplaats", "gemeentecode"], sort=True)
    parts = by_part.agg(
        x_rd=("x_rd", "median"), y_rd=("y_rd", "median"), votes=("x_rd", "size")
    ).reset_index()
    # One stray ballot box does not make a woonplaats of it: a part needs a tenth of the area's votes.
    parts = parts[parts["votes"] >= parts.groupby("pc4")["votes"].transform("sum") / 10]
    return parts.assign(share=parts["votes"] / parts.groupby("pc4")["votes"].transform("sum")).reset_index(
        drop=True
    )


def _points(frame: pd.DataFrame) -> NDArray[np.object_]:
    return shapely.points(frame["x_rd"].to_numpy(), frame["y_rd"].to_numpy())


def _key(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
