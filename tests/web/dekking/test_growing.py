from __future__ import annotations

from datetime import date

from sociale_kaart.coverage.report.rows import CurveRow, TargetRow
from sociale_kaart.model import Presence
from sociale_kaart.web.dekking.growing import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, drawn


def row(day: date, low: int, high: int) -> CurveRow:
    return CurveRow(pillar="spreekuur", day=day, places_low=low, places_high=high, opened=0, closed=0)


def target(day: date, count: int) -> TargetRow:
    return TargetRow(
        pillar="spreekuur",
        count=count,
        by=day,
        source="",
        places_low=0,
        places_high=0,
        reached=Presence.UNKNOWN,
    )


ROWS = (row(date(2016, 1, 1), 0, 0), row(date(2017, 1, 1), 5, 5), row(date(2018, 1, 1), 10, 10))


def test_a_curve_goes_up_on_the_day_that_there_are_more_and_the_target_stands_where_it_belongs() -> None:
    curve = drawn(ROWS, (target(date(2018, 1, 1), 10),))
    assert curve is not None
    right, bottom, middle = WIDTH - RIGHT, HEIGHT - BOTTOM, (HEIGHT - BOTTOM + TOP) / 2
    assert curve.line.startswith(f"M{LEFT}.0 {bottom}.0H") or curve.line.startswith(f"M{LEFT} {bottom}")
    assert curve.line.endswith(f"V{middle}H{right}.0V{TOP}.0") or curve.line.endswith(
        f"V{middle}H{right}V{TOP}"
    )
    assert [(one.x, one.y) for one in curve.targets] == [(right, TOP)]
    assert [one.text for one in curve.counts] == ["0", "2", "4", "6", "8", "10"]
    assert [one.text for one in curve.years] == ["2016", "2017", "2018"]
    assert curve.band == "", "all is certain"


def test_what_may_have_been_there_is_a_band() -> None:
    curve = drawn((*ROWS[:2], row(date(2018, 1, 1), 10, 20)), ())
    assert curve is not None
    assert curve.band.endswith("z")


def test_nothing_is_drawn_where_nobody_told_since_when() -> None:
    assert drawn((row(date(2016, 1, 1), 0, 9), row(date(2017, 1, 1), 0, 9)), ()) is None
    assert drawn(ROWS[2:], ()) is None
    assert drawn((), ()) is None
