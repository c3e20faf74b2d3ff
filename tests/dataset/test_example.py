"""`sociale-kaart example`: a national map of any size."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.dataset import example
from sociale_kaart.dataset.example import spots, write_example
from sociale_kaart.errors import KaartError
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.kaart import open_kaart
from sociale_kaart.problems import Severity
from sociale_kaart.sources.check import check

DAY = date(2026, 11, 22)


def rows_of(folder: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for path in sorted(folder.glob("plekken-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file, delimiter=";")
    return rows


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_map(tmp_path: Path) -> None:
    folders = [
        write_example(tmp_path / name, 200, seed) for name, seed in (("een", 7), ("twee", 7), ("drie", 8))
    ]
    files = ("kaart.toml", "plekken-1.csv")
    one, two, three = ([(folder / name).read_bytes() for name in files] for folder in folders)
    assert one == two
    assert one != three


def test_an_example_has_nothing_to_mend_and_loses_no_place(tmp_path: Path) -> None:
    kaart = open_kaart(write_example(tmp_path / "kaart", 500, 1))
    result = check(kaart, DAY)
    assert [str(p) for p in result.problems if p.severity is not Severity.HINT] == []
    assert len(result.inventory.listings) == 500
    assert len(result.inventory.locations) == 500
    assert kaart.config.example


def test_pillars_are_a_mixture_of_yes_no_and_unknown(tmp_path: Path) -> None:
    rows = rows_of(write_example(tmp_path / "kaart", 2000, 1))
    for column in ("Computer", "Cursus", "Spreekuur"):
        share = Counter(row[column] for row in rows)
        assert all(share[said] > 200 for said in ("ja", "nee", ""))


def test_places_follow_people(tmp_path: Path) -> None:
    rows = rows_of(write_example(tmp_path / "kaart", 20_000, 1))
    total = sum(one.inhabitants or 0 for one in gemeenten().values())
    count = Counter(row["Gemeente"] for row in rows)
    for code in ("GM0363", "GM0344", "GM0599"):
        expected = 20_000 * (gemeenten()[code].inhabitants or 0) / total
        assert count[code] == pytest.approx(expected, rel=0.15)


@settings(max_examples=8, deadline=None)
@given(places=st.integers(1, 400), seed=st.integers(0, 2**32))
def test_so_many_places_as_asked_each_in_its_own_gemeente(places: int, seed: int) -> None:
    where = spots(places, np.random.Generator(np.random.PCG64(seed)))
    assert len(where.gemeentecode) == places
    assert list(locate(where.x_rd, where.y_rd)) == list(where.gemeentecode)


def test_a_large_example_is_split_over_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(example, "PLACES_PER_FILE", 50)
    folder = write_example(tmp_path / "kaart", 51, 1)
    assert [source.file for source in open_kaart(folder).config.sources] == ["plekken-1.csv", "plekken-2.csv"]
    rows = rows_of(folder)
    assert len(rows) == 51
    assert len({row["Plek"] for row in rows}) == len(rows)


@pytest.mark.parametrize("places", [0, -1, 1_000_001])
def test_a_size_that_cannot_be_is_refused(tmp_path: Path, places: int) -> None:
    with pytest.raises(KaartError, match="1 tot en met"):
        write_example(tmp_path / "kaart", places, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "werk.csv").write_text("werk")
    with pytest.raises(KaartError, match="niet leeg"):
        write_example(tmp_path, 10, 1)
