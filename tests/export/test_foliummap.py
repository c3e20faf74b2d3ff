"""A map to click on: how heavy it is, what is in it, and what it says where it cannot be made."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import folium
import pytest

from makers import PILLAR, Plek, map_of
from sociale_kaart.config import Settings
from sociale_kaart.dataset.layers import plekken
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.export import foliumlayers
from sociale_kaart.export.foliummap import folium_map
from sociale_kaart.model import Presence

AREA = ("GM0147", "GM0153", "GM0163", "GM0164")
MEGABYTE = 1_000_000


def spread(count: int) -> MapData:
    """So many places, a metre or more apart, of every presence."""
    says = (Presence.YES, Presence.NO, Presence.UNKNOWN)
    return map_of(
        (
            Plek(f"Voorbeeldplek {number:05d}", 245_000.0 + number % 100 * 150, 470_000.0 + number // 100 * 90,
                 AREA[number % 4], says[number % 3])
            for number in range(count)
        ),
        AREA,
    )  # fmt: skip


def html(drawn: folium.Map) -> str:
    text: str = drawn.get_root().render()
    return text


def with_markers(data: MapData) -> folium.Map:
    """What the tutorials do: a Marker with a Popup for each place."""
    drawn = folium.Map(tiles=None)
    for place in plekken(data).itertuples():
        text = f"<b>{place.name}</b><br>{place.address}<br>Spreekuur: {getattr(place, f'pillar_{PILLAR}')}"
        folium.Marker([place.lat, place.lon], popup=folium.Popup(text), tooltip=place.name).add_to(drawn)
    return drawn


@pytest.fixture
def data() -> MapData:
    return spread(6)


@pytest.mark.slow
def test_ten_thousand_places_weigh_little_beside_as_many_markers() -> None:
    some, many = spread(100), spread(10_000)
    ours = len(html(folium_map(many, PILLAR, offline=True)).encode())
    marker = (len(html(with_markers(some)).encode()) - len(html(folium.Map(tiles=None)).encode())) / 100
    assert ours < 2.5 * MEGABYTE  # Leaflet among it
    assert ours < 10_000 * marker / 5


def test_an_offline_map_names_no_address_to_load_from(data: MapData) -> None:
    text = html(folium_map(data, PILLAR, offline=True))
    assert (
        re.findall(r"<script[^>]+src=|<link[^>]+href=\"(?!data:)|@import|url\(['\"]?(?:https?:)?//", text)
        == []
    )
    assert "default-src 'none'" in text
    assert len(re.findall(r"url\(data:image/png;base64,", text)) == 3


def test_an_online_map_is_one_of_folium_with_the_tiles_of_the_settings(data: MapData) -> None:
    settings = Settings(
        tiles_url="https://tegels.example/{z}/{x}/{y}.png", tiles_attribution="© <b>Proef</b>"
    )
    text = html(folium_map(data, PILLAR, settings=settings))
    assert "https://tegels.example/{z}/{x}/{y}.png" in text
    assert "<b>Proef" not in text
    drawn = folium_map(data, PILLAR, settings=Settings(tiles_url=""))
    folium.Marker([52.2, 6.8], popup="zelf toegevoegd").add_to(drawn)
    assert "zelf toegevoegd" in html(drawn)


def test_there_is_one_layer_of_areas_and_one_of_places(data: MapData) -> None:
    text = html(folium_map(data, PILLAR, offline=True))
    assert text.count("L.geoJSON({") == 2
    assert text.count('"type":"Point"') == 6
    assert text.count("Polygon") >= len(AREA)


def test_coordinates_have_no_more_decimals_than_they_mean(data: MapData) -> None:
    text = html(folium_map(data, PILLAR, offline=True))
    collections = re.findall(r"L\.geoJSON\((\{.*\}), \{", text)
    decimals = [
        max(len(part) for part in re.findall(r"\d+\.(\d+)", collection)) for collection in collections
    ]
    assert decimals == [4, 5]


@pytest.mark.parametrize(
    "name", ["{{ 7 * 191 }}", "{% for x in y %}", "{# weg #}", "</script><b>", "\u2028x"]
)
def test_a_name_is_never_a_template_nor_markup(name: str) -> None:
    """folium renders a script as a template twice: braces in a sheet would run on the analyst's machine."""
    data = map_of([Plek(name, 257_900, 471_600, "GM0153")], AREA, title=f"Kaart {name}")
    text = html(folium_map(data, PILLAR, offline=True))
    assert "1337" not in text
    assert text.count("</script>") == html(folium_map(spread(1), PILLAR, offline=True)).count("</script>")
    assert "\u2028" not in text.partition("</title>")[2]


def test_a_pillar_that_is_not_there_is_named(data: MapData) -> None:
    with pytest.raises(SocialeKaartError, match="no pillar 'spreekur'"):
        folium_map(data, "spreekur")


def test_without_folium_one_is_told_what_to_install(data: MapData, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "folium", None)
    with pytest.raises(SocialeKaartError, match=r"pip install 'sociale-kaart\[notebooks\]'"):
        folium_map(data, PILLAR)


def test_without_a_built_front_end_one_is_told_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(SocialeKaartError, match="Build the front end"):
        foliumlayers.bundled_leaflet(tmp_path)
