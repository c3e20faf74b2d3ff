"""[[comparisons]]: the line of a larger area, as a larger map tells it and a coordinator writes it down."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sociale_kaart.coverage.populations import buurt_points
from sociale_kaart.coverage.profiles import PROFILE_LIMITS_M, profiles
from sociale_kaart.coverage.raking import raked
from sociale_kaart.coverage.sites import sites_of
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import KaartConfigError
from sociale_kaart.export.comparisonlines import comparison_lines
from sociale_kaart.kaarttoml import ComparisonPart, KaartConfig, read_kaart_toml
from tests.makers import wide_toml

COUNTRY = """
[[comparisons]]
area = "Nederland"
pillar = "spreekuur"
share_within_1km = 0.21
share_within_2km = 0.4
share_within_5km = 0.75
share_within_10km = 0.9
share_within_20km = 1
source = "Verzonnen cijfers"
as_of = 2026-10-01
"""


def read(folder: Path, settings: str) -> KaartConfig:
    path = folder / "kaart.toml"
    path.write_text(wide_toml(settings=settings, organisation="Naam"), encoding="utf-8")
    return read_kaart_toml(path)


def pillars_of(data: MapData) -> str:
    return "".join(f'[[pillars]]\nid = "{one.id}"\nname = "{one.name}"\n' for one in data.pillars)


def test_the_shares_stand_under_the_limits_that_are_measured() -> None:
    fields = [one for one in ComparisonPart.model_fields if one.startswith("share_within_")]
    assert fields == [f"share_within_{limit / 1000:.0f}km" for limit in PROFILE_LIMITS_M]


def test_what_a_map_tells_of_itself_a_smaller_map_can_read(utrecht: MapData, tmp_path: Path) -> None:
    told = read(tmp_path, pillars_of(utrecht) + comparison_lines(utrecht)).comparisons
    sites_rd = {one.id: sites_of(utrecht, one.id).xy_rd for one in utrecht.pillars}
    measured = profiles(raked(buurt_points())[0], sites_rd, {"": utrecht.gemeentecodes})
    for one in told:
        assert one.shares == pytest.approx(measured["", one.pillar].shares, abs=0.0005)
    assert {one.area for one in told} == {"provincie Utrecht"}
    assert all("verzonnen voorbeeld" in one.source for one in told), "an example says so wherever it goes"
    assert all(one.at_least for one in told), "over the border nobody declared a list complete"


def test_of_help_without_a_place_it_says_so_and_tells_no_share(overijssel: MapData) -> None:
    lines = comparison_lines(overijssel)
    assert "# computer: geen plek bekend" in lines
    assert 'pillar = "computer"' not in lines


def test_a_long_title_with_quotes_is_a_name_that_can_be_read(utrecht: MapData, tmp_path: Path) -> None:
    title = 'De "grote" kaart van alle hulp in en om de Utrechtse Heuvelrug en verder\\'
    part = replace(
        utrecht,
        gemeentecodes=utrecht.gemeentecodes[:3],
        config=utrecht.config.model_copy(update={"title": title}),
    )
    told = read(tmp_path, pillars_of(utrecht) + comparison_lines(part)).comparisons
    assert {one.area for one in told} == {'De "grote" kaart van alle hulp in en …'}
    assert all(title in one.source for one in told)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (COUNTRY + COUNTRY, "in 'comparisons' staat id 'spreekuur' twee keer"),
        (
            COUNTRY + COUNTRY.replace("Nederland", "België").replace("spreekuur", "computer"),
            "in 'comparisons' staan meer gebieden (Nederland, België)",
        ),
        (COUNTRY.replace("spreekuur", "spreekur"), "comparisons noemt de onbekende pijler 'spreekur'"),
        (COUNTRY.replace("0.21", "21"), "'comparisons.1.share_within_1km': verwacht een deel van 0 tot 1"),
        (COUNTRY.replace("0.21", '"veel"'), "'comparisons.1.share_within_1km' is 'veel'; verwacht een getal"),
        (COUNTRY.replace("0.4", "nan"), "'comparisons.1.share_within_2km': verwacht een deel van 0 tot 1"),
        (COUNTRY.replace("0.4", "0.1"), "binnen een grotere afstand wonen nooit minder mensen"),
        (COUNTRY.replace('source = "Verzonnen cijfers"', ""), "'comparisons.1.source' ontbreekt"),
    ],
)
def test_what_is_wrong_is_told_in_the_coordinators_words(tmp_path: Path, settings: str, said: str) -> None:
    with pytest.raises(KaartConfigError) as caught:
        read(tmp_path, settings)
    assert said in str(caught.value)
