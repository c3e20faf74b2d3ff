"""The made-up national address set: as dense, as alike and as ragged as the real one, and the same every time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pa_parquet
import pytest
import shapely

from benchmarks.national import COLUMNS, Country, bag_street_names, generate, read_country
from benchmarks.national.__main__ import write

ADDRESSES, SEED = 40_000, 3


@pytest.fixture(scope="module")
def country(shared_data: Path) -> Country:
    read = pd.read_csv(shared_data / "adressen" / "groningen_adressen.csv", usecols=["street"])
    return read_country(shared_data, read["street"].unique().tolist())


@pytest.fixture(scope="module")
def made(country: Country) -> pd.DataFrame:
    return (
        pa.concat_tables(generate(ADDRESSES, SEED, country=country)).to_pandas().astype({"huisletter": str})
    )


def test_every_address_asked_for_is_there_in_the_columns_of_our_own_csv(made: pd.DataFrame) -> None:
    assert len(made) == ADDRESSES
    assert tuple(made.columns) == COLUMNS


def test_the_same_seed_makes_the_same_country(country: Country) -> None:
    first, again, other = (
        pa.concat_tables(generate(5_000, seed, country=country)).to_pandas() for seed in (1, 1, 2)
    )
    pd.testing.assert_frame_equal(first, again)
    assert not first["x_rd"].equals(other["x_rd"])


def test_no_two_addresses_are_the_same(made: pd.DataFrame) -> None:
    house = ["huisnummer", "huisletter", "huisnummertoevoeging"]
    assert not made.duplicated(["woonplaats", "gemeentecode", "openbare_ruimte", *house]).any()
    with_postcode = made[made["postcode"] != ""]
    assert not with_postcode.duplicated(["postcode", *house]).any()
    assert not made["nummeraanduiding_id"].duplicated().any()
    assert not made["adresseerbaarobject_id"].duplicated().any()


def test_ids_and_postcodes_are_written_as_the_bag_does(made: pd.DataFrame) -> None:
    gemeente = made["gemeentecode"].astype(str).str.slice(2)
    assert made["nummeraanduiding_id"].str.fullmatch(r"\d{4}20\d{10}").all()
    assert made["adresseerbaarobject_id"].str.fullmatch(r"\d{4}01\d{10}").all()
    assert (made["nummeraanduiding_id"].str.slice(0, 4) == gemeente).all()
    assert made["postcode"].str.fullmatch(r"([1-9]\d{3}(?!SA|SD|SS)[A-Z]{2})?").all()


def test_letters_suffixes_and_postcodes_are_as_common_as_among_real_addresses(made: pd.DataFrame) -> None:
    # Groningen has a letter on 18 % and a suffix on 12 %, more than a village has; the BAG lacks few postcodes.
    shares = (made[["huisletter", "huisnummertoevoeging", "postcode"]] != "").mean()
    assert 0.12 < shares["huisletter"] < 0.20
    assert 0.08 < shares["huisnummertoevoeging"] < 0.15
    assert 0.99 < shares["postcode"] < 1


def test_a_postcode_is_a_handful_of_houses_on_one_side_of_a_street(made: pd.DataFrame) -> None:
    by_postcode = made[made["postcode"] != ""].groupby("postcode")
    assert 10 < by_postcode.size().mean() < 25
    assert (by_postcode["openbare_ruimte"].agg(lambda streets: len(set(streets))) == 1).mean() > 0.97
    long_streets = by_postcode.filter(lambda rows: len(rows) > 15).groupby("postcode")
    one_side = long_streets["huisnummer"].agg(lambda numbers: len({number % 2 for number in numbers}) == 1)
    assert one_side.mean() > 0.5


def test_common_names_are_in_many_places_and_once_in_each(made: pd.DataFrame, country: Country) -> None:
    streets = made.drop_duplicates(["woonplaats", "gemeentecode", "openbare_ruimte"])
    places = streets.groupby(["woonplaats", "gemeentecode"]).ngroups
    assert streets["openbare_ruimte"].value_counts()["Kerkstraat"] > places / 8
    assert set(streets["woonplaats"]) <= set(country.parts["woonplaats"])


def test_houses_lie_in_the_area_of_their_postcode(made: pd.DataFrame, country: Country) -> None:
    some = made[made["postcode"] != ""].sample(3_000, random_state=1)
    areas = [country.areas[int(postcode[:4])] for postcode in some["postcode"]]
    assert shapely.contains_xy(areas, some["x_rd"].to_numpy(), some["y_rd"].to_numpy()).mean() > 0.98


def test_a_place_that_is_left_out_has_no_address(country: Country) -> None:
    out = {"Groningen", "Amsterdam"}
    tables = generate(20_000, SEED, leave_out_woonplaatsen=out, country=country)
    assert out.isdisjoint(pa.concat_tables(tables).to_pandas()["woonplaats"])


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_it_is_written_whole_in_either_kind_of_file(country: Country, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"land{suffix}"
    assert write(generate(2_000, SEED, country=country), path) == 2_000
    read: Callable[[Path], pa.Table] = pa_csv.read_csv if suffix == ".csv" else pa_parquet.read_table
    assert read(path).num_rows == 2_000
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_street_names_that_are_not_those_of_the_bag_are_refused(tmp_path: Path) -> None:
    (tmp_path / "streets_bag.txt").write_text("Nergensstraat\n", encoding="utf-8")
    with pytest.raises(ValueError, match="download it again"):
        bag_street_names(tmp_path)
