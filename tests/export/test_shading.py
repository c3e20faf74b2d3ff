"""Classes that a legend can say, and areas that are no class at all."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.export.shading import (
    COLOURS,
    EMPTY,
    GAP,
    UNKNOWN,
    classes_of,
    measure_of,
    number,
    shade_of,
)

SHARE, DISTANCE, PLACES = map(measure_of, ("share_within_5km", "p90_distance_m", "places"))


def labels(values: list[float | None], measure: str) -> list[str]:
    return [one.label for one in classes_of(values, measure_of(measure))]


def test_a_share_has_the_same_five_classes_whatever_the_values() -> None:
    classes = ["0 tot 20%", "20 tot 40%", "40 tot 60%", "60 tot 80%", "80 t/m 100%"]
    assert labels([0.31], "share_within_5km") == labels([0.0, 1.0, None], "share_within_5km") == classes


def test_distances_get_limits_that_one_can_say_and_no_upper_one() -> None:
    assert labels([1_200.0, 4_100.0, 9_700.0], "p90_distance_m")[-1] == "8 km of meer"
    assert labels([300.0, 2_400.0], "p90_distance_m")[:2] == ["0 tot 0,5 km", "0,5 tot 1 km"]


def test_one_far_area_does_not_push_the_rest_into_one_class() -> None:
    values: list[float | None] = [float(1_000 + 500 * n) for n in range(18)]
    assert labels([*values, 90_000.0], "p90_distance_m") == labels([*values, 10_000.0], "p90_distance_m")


def test_there_is_no_limit_of_half_a_place() -> None:
    assert labels([0, 1, 2, 1], "places") == ["0 tot 1", "1 tot 2", "2 of meer"]


def test_classes_run_from_light_to_dark_and_few_take_the_dark_ones() -> None:
    classes = classes_of([0, 1, 2], PLACES)
    assert [one.colour for one in classes] == list(COLOURS[-3:])


def lightness(colour: str) -> float:
    """Relative luminance as WCAG 2 has it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_neighbouring_classes_differ_in_lightness_so_that_no_eye_needs_the_hue() -> None:
    lights = [lightness(colour) for colour in COLOURS]
    contrasts = [(light + 0.05) / (dark + 0.05) for light, dark in pairwise(lights)]
    assert min(contrasts) > 1.4


def test_a_value_on_a_limit_lies_in_the_class_that_begins_there() -> None:
    classes = classes_of([0.5], SHARE)
    assert [shade_of(value, "own", classes) for value in (0.0, 0.2, 0.8, 1.0)] == [
        classes[0],
        classes[1],
        classes[4],
        classes[4],
    ]


@pytest.mark.parametrize(
    ("value", "reach", "shade"),
    [(0.3, "gap", GAP), (0.3, "empty", EMPTY), (0.3, "unknown", UNKNOWN), (None, "own", UNKNOWN)],
)
def test_a_gap_and_an_unknown_area_are_no_class(value: float | None, reach: str, shade: str) -> None:
    assert shade_of(value, reach, classes_of([0.1, 0.9], SHARE)) == shade


def test_where_nothing_is_known_there_are_no_classes() -> None:
    assert classes_of([None, float("nan")], DISTANCE) == ()
    assert shade_of(float("nan"), "", ()) == UNKNOWN


def test_zero_everywhere_is_one_class() -> None:
    assert labels([0.0, 0.0], "persons_fragile") == ["0 of meer"]


def test_numbers_are_written_as_dutch_writes_them() -> None:
    assert [number(one) for one in (1234567, 0.5, 2.0, 1234.56)] == ["1.234.567", "0,5", "2", "1.234,56"]


def test_a_measure_that_no_map_shades_is_refused_by_name() -> None:
    with pytest.raises(SocialeKaartError, match="share_within_5km"):
        measure_of("fragile_site")
