"""Rows in = rows used + rows reported, up to and including the map."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from makers import WIDE_TOML
from sociale_kaart.dataset.area import area_of
from sociale_kaart.dataset.build import assemble
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.kaart import open_kaart
from sociale_kaart.model import AddressInput, Match, MatchLevel
from sociale_kaart.problems import Severity

TODAY = date(2026, 11, 22)
HEADINGS = ("Naam", "Adres", "Plaats", "Gemeente", "Tijden")
TOML = WIDE_TOML + 'schedule = "Tijden"\n'
# In the lock of these tests Dorpsstraat 1 was found, Dorpsstraat 2 has two answers, 3 none; 4 was never asked for.
ADDRESSES = ("Dorpsstraat 1", "Dorpsstraat 2", "Dorpsstraat 3", "Dorpsstraat 4", "geen idee", "")
MATCHES = {
    "Dorpsstraat 1": Match(
        level=MatchLevel.ADRES,
        address="Dorpsstraat 1, 7600AA Almelo",
        gemeentecode="GM0141",
        lon=6.66,
        lat=52.36,
        x_rd=241_700.0,
        y_rd=486_551.0,
        backend="proef",
    ),
    "Dorpsstraat 2": Match(level=MatchLevel.NONE, faults=("multiple_hits",), alternatives=("A 2", "B 2")),
    "Dorpsstraat 3": Match(level=MatchLevel.NONE),
}

rows = st.lists(
    st.fixed_dictionaries(
        {
            "Naam": st.sampled_from(["Huis A", "Huis B", "Huis C", "", "=1+1"]),
            "Adres": st.sampled_from(ADDRESSES),
            "Plaats": st.sampled_from(["Almelo", ""]),
            "Gemeente": st.sampled_from(["Almelo", "Atlantis", ""]),
            "Tijden": st.sampled_from(["", "ma 9-12", "di 13-15"]),
        }
    ),
    max_size=8,
)


def built(sheet: list[dict[str, str]], folder: Path) -> MapData:
    (folder / "kaart.toml").write_text(TOML, encoding="utf-8")
    with (folder / "bron.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADINGS, delimiter=";")
        writer.writeheader()
        writer.writerows(sheet)
    with Lock.open(folder / "adressen.lock.csv") as lock:
        for text, match in MATCHES.items():
            for code in ("", "GM0141"):
                lock.add(AddressInput(text=text, woonplaats="Almelo", gemeentecode=code), match, on=TODAY)
        lock.save()
    return assemble(open_kaart(folder), today=TODAY)


def test_a_provincie_may_be_named_as_people_name_it(tmp_path: Path) -> None:
    (tmp_path / "kaart.toml").write_text(TOML.replace("Overijssel", "Friesland"), encoding="utf-8")
    area = area_of(open_kaart(tmp_path))
    assert {gemeenten()[code].provincie for code in area} == {"Fryslân"}


@settings(max_examples=60, deadline=None)
@given(sheet=rows)
def test_every_row_is_on_the_map_or_reported(sheet: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        data = built(sheet, Path(folder))
    (count,) = data.counts
    assert count.rows_in == sum(any(row.values()) for row in sheet)
    assert count.rows_in == count.rows_used + count.rows_reported
    named = {problem.row for problem in data.problems if problem.severity is not Severity.HINT}
    assert count.rows_reported <= len(named)
    placed = {one.location_id for one in data.inventory.listings if data.match_of(one.location_id).has_point}
    assert bool(placed) == bool(count.rows_used)


def test_each_row_of_a_place_that_has_no_point_is_reported_with_its_reason(tmp_path: Path) -> None:
    def row(address: str, hours: str = "") -> dict[str, str]:
        return {"Naam": "Huis", "Adres": address, "Plaats": "Almelo", "Gemeente": "Almelo", "Tijden": hours}

    sheet = [row("Dorpsstraat 1"), row("Dorpsstraat 2"), row("Dorpsstraat 3")]
    sheet += [row("Dorpsstraat 4", "ma 9-12"), row("Dorpsstraat 4", "di 13-15")]
    data = built(sheet, tmp_path)
    (count,) = data.counts
    assert (count.rows_in, count.rows_used, count.rows_reported) == (5, 1, 4)
    reasons = {problem.row: problem.code for problem in data.problems if problem.severity is Severity.ERROR}
    assert reasons == {
        3: "address_ambiguous",
        4: "address_not_found",
        5: "not_geocoded",
        6: "not_geocoded",
    }
