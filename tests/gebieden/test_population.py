"""Where people live: every buurt of CBS once, and no zero where CBS says nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.gebieden.population import population_points


def test_columns_and_types_are_as_promised() -> None:
    points = population_points()
    assert list(points) == ["buurtcode", "gemeentecode", "inhabitants", "inhabitants_65plus", "x_rd", "y_rd"]
    assert points.buurtcode.is_unique
    assert set(points.gemeentecode) == set(gemeenten())
    assert points[["x_rd", "y_rd"]].notna().all().all()


def test_suppressed_counts_are_unknown_and_not_zero() -> None:
    points = population_points()
    assert int(points.inhabitants.isna().sum()) == 478
    assert int(points.inhabitants_65plus.isna().sum()) == 918
    assert (points.inhabitants.dropna() > 0).all()


def test_buurten_add_up_to_their_gemeente_but_for_rounding() -> None:
    # CBS rounds a buurt to five persons and a gemeente not at all; most in the one with the most buurten.
    sums = population_points().groupby("gemeentecode")[["inhabitants", "inhabitants_65plus"]].sum()
    for code, one in gemeenten().items():
        assert abs(sums.inhabitants[code] - (one.inhabitants or 0)) <= 75
        assert abs(sums.inhabitants_65plus[code] - (one.inhabitants_65plus or 0)) <= 50


def test_every_buurt_of_cbs_is_there_once_with_its_figures(shared_data: Path) -> None:
    with (shared_data / "cbs/kwb2024_gemeente_wijk_buurt.csv").open(encoding="utf-8", newline="") as file:
        cbs = {row["code"]: row["inwoners"] for row in csv.DictReader(file) if row["type"] == "buurt"}
    ours = population_points().set_index("buurtcode").inhabitants
    assert set(ours.index) == set(cbs)
    assert {code: "" if pd.isna(n) else str(int(n)) for code, n in ours.items()} == {
        code: n.removesuffix(".0") for code, n in cbs.items()
    }
