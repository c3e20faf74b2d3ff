"""A map of folium in one file, opened from disk: it asks nobody anything, and shows what is on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from makers import PILLAR, Plek, map_of
from sociale_kaart.dataset.layers import plekken
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export import foliummap
from sociale_kaart.export.foliummap import folium_map
from tests.browser.conftest import Watched

AREA = ("GM0147", "GM0153", "GM0163", "GM0164")
AREAS, PLACES = ".leaflet-kaart-410-pane path", ".leaflet-kaart-420-pane path"


def opened(watched: Watched, data: MapData, pillar: str, folder: Path) -> None:
    path = folder / "kaart.html"
    folium_map(data, pillar, offline=True).save(str(path))
    watched.page.goto(path.as_uri())
    watched.page.wait_for_selector(AREAS)
    assert watched.asked == [path.as_uri()]


def test_it_asks_nobody_and_draws_every_area_and_place(
    watched: Watched, utrecht: MapData, tmp_path: Path
) -> None:
    opened(watched, utrecht, "spreekuur", tmp_path)
    assert watched.page.locator(AREAS).count() == len(utrecht.gemeentecodes)
    assert watched.page.locator(PLACES).count() == int(plekken(utrecht)["lon"].notna().sum())
    box = watched.page.locator(AREAS).first.bounding_box()
    assert box
    assert box["width"] > 10
    legend = watched.page.locator(".kaart-legenda").inner_text().split("\n")
    assert legend == ["Spreekuur belasting en toeslagen", "ja", "nee", "onbekend"]
    assert watched.complaints == []
    assert watched.hosts() == {""}


HOSTILE = '<img src=x onerror="window.hacked=1"></script><script>window.hacked=1</script>{{ 7*7 }}\''


def test_a_hostile_name_is_shown_as_it_was_written(watched: Watched, tmp_path: Path) -> None:
    data = map_of([Plek(HOSTILE, 257_900, 471_600, "GM0153")], AREA, title=HOSTILE)
    opened(watched, data, PILLAR, tmp_path)
    page = watched.page
    page.locator(PLACES).first.hover()
    expect(page.locator(".leaflet-tooltip")).to_have_text(HOSTILE)
    page.locator(PLACES).first.click()
    expect(page.locator(".leaflet-popup-content strong")).to_have_text(HOSTILE)
    expect(page.locator(".leaflet-popup-content > div > div").last).to_have_text(
        "Spreekuur belasting en toeslagen: ja"
    )
    assert page.title() == HOSTILE
    assert page.evaluate("window.hacked") is None
    assert watched.complaints == []
    assert len(watched.asked) == 1


def test_thousands_of_places_stand_on_a_canvas_and_leave_the_areas_to_be_clicked(
    watched: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foliummap, "_MANY_PLACES", 0)
    data = map_of([Plek("Bieb", 257_900, 471_600, "GM0153")], AREA)
    opened(watched, data, PILLAR, tmp_path)
    page = watched.page
    assert page.locator(".leaflet-kaart-420-pane canvas").count() == 1
    # Borne, which is the first of the four: in its middle there is no place.
    box = page.locator(AREAS).first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".leaflet-popup-content strong")).to_have_text("Borne")
    assert watched.complaints == []
