"""Bars and curves: what is not certain shows as a range, and a target stands where it was promised."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.export.charts import Bar, bar_chart, target_chart
from sociale_kaart.export.pictures import Picture

SOURCE = "Proefbron, 1 oktober 2026."


def chart(*bars: Bar, **how: Any) -> Picture:
    return bar_chart(bars, title="Proef", subtitle="Inwoners", source=SOURCE, **how)


def texts(picture: Picture) -> list[str]:
    return [one.get_text() for one in picture.figure.findobj(Text) if one.get_text()]


def test_a_bar_has_its_figure_behind_it_as_dutch_writes_it() -> None:
    said = texts(chart(Bar("Utrecht", 80_858.2), Bar("Zeist", 0.5, note="en de helft")))
    assert {"80.858", "0,5 en de helft"} <= set(said)


def test_what_is_not_certain_is_a_paler_bar_and_a_range_and_unknown_is_no_bar() -> None:
    picture = chart(Bar("Lopik", 0.284, 0.284, 0.327), Bar("Eemnes", None), unit="%", factor=100)
    assert {"28,4 tot 32,7%", "onbekend"} <= set(texts(picture))
    (axes,) = picture.figure.axes
    widths = [bar.get_width() for bar in axes.patches if isinstance(bar, Rectangle)]
    assert widths == [0.327, 0.284]


def test_a_range_of_nothing_is_one_figure() -> None:
    assert "28,4%" in texts(chart(Bar("Lopik", 0.284, 0.284, 0.284), unit="%", factor=100))


def test_the_figure_behind_the_longest_bar_stays_on_the_page() -> None:
    figure = chart(
        Bar("Een gemeente met een lange naam", 912_345.0, 812_345.0, 912_345.0), Bar("B", 1.0)
    ).figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = [one.get_window_extent(renderer) for one in figure.findobj(Text) if one.get_text()]
    assert max(box.x1 for box in boxes) <= figure.bbox.x1
    assert min(box.x0 for box in boxes) >= 0


def test_no_bars_are_no_chart() -> None:
    with pytest.raises(SocialeKaartError, match="nothing to draw"):
        chart()


def report(**changes: Any) -> Any:
    """As much of a CoverageReport as a curve needs."""
    days = [(date(2017, 1, 1), 3, 3), (date(2018, 12, 31), 7, 9), (date(2026, 10, 15), 16, 18)]
    content = {
        "curve": [
            SimpleNamespace(pillar="spreekuur", day=day, places_low=low, places_high=high)
            for day, low, high in days
        ],
        "targets": [SimpleNamespace(pillar="spreekuur", count=20, by=date(2027, 12, 31))],
        "sources": [SimpleNamespace(name="Proefbron", as_of="2026-10-01")],
        "parameters": {"per": "gemeente", "limit_m": 5000.0},
        "known_on": date(2026, 10, 15),
        "is_example": True,
    }
    return SimpleNamespace(**(content | changes))


def test_a_curve_tells_its_last_figure_its_target_and_its_source() -> None:
    picture = target_chart(report(), "spreekuur", title="Op weg", name="een spreekuur")
    assert {"16 tot 18 plekken", "doel 20 in 2027"} <= set(texts(picture))
    assert picture.source.startswith(
        "Verzonnen voorbeeld. Stand van 2026-10-15. Bronnen: Proefbron, 2026-10-01."
    )
    assert "per gemeente, met een grens van 5 km in een rechte lijn" in picture.source


def test_a_pillar_without_a_curve_is_named() -> None:
    with pytest.raises(SocialeKaartError, match="no curve of 'taal'"):
        target_chart(report(), "taal", title="", name="")
