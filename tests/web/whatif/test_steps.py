"""A plan is the same there and back, whatever is in it; and what is no plan is refused before anything is reckoned."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.web.shortcodes import LONGEST, SHORTEST, SIGNS
from sociale_kaart.web.whatif.steps import (
    LONGEST_NAME,
    MOST_STEPS,
    Add,
    Close,
    Move,
    PlanFault,
    Spot,
    Unreadable,
    clean_name,
    read,
    written,
)

codes = st.text(alphabet=SIGNS, min_size=SHORTEST, max_size=LONGEST)
spots = st.builds(Spot, st.integers(0, 30_000), st.integers(28_900, 62_900))
steps = st.one_of(
    st.builds(Add, codes | spots), st.builds(Close, codes), st.builds(Move, codes, codes | spots)
)
plans = st.lists(steps, max_size=MOST_STEPS).map(tuple)


@given(plans)
def test_a_plan_is_the_same_there_and_back(plan: tuple[Add | Close | Move, ...]) -> None:
    assert read(written(plan)) == plan


@given(plans)
def test_no_browser_or_mail_program_writes_it_otherwise(plan: tuple[Add | Close | Move, ...]) -> None:
    text = written(plan)
    assert urlencode({"plan": text}) == f"plan={text}"
    assert not text.endswith(".")  # which a mail program would leave out of a link


@given(st.floats(0, 300_000), st.floats(289_000, 629_000))
def test_a_spot_is_no_more_exact_than_ten_metres_and_no_less(x_rd: float, y_rd: float) -> None:
    spot = Spot.near(x_rd, y_rd)
    assert abs(spot.x_rd - x_rd) <= 5
    assert abs(spot.y_rd - y_rd) <= 5
    assert read(f"b{spot}") == (Add(spot),)


@given(st.text(max_size=200))
def test_whatever_else_is_refused(text: str) -> None:
    plan: tuple[Add | Close | Move, ...] | None = None
    with suppress(Unreadable):
        plan = read(text)
    assert plan is None or written(plan) == text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (".".join(["b20345-50231"] * (MOST_STEPS + 1)), PlanFault.TOO_MANY),
        ("." * 100_000, PlanFault.TOO_MANY),
        ("b20345-70000", PlanFault.ABROAD),  # in the North Sea
        ("b99999-50231", PlanFault.ABROAD),  # in Germany
        ("b٢٠٣٤٥-50231", PlanFault.UNREADABLE),  # digits of another script
        ("b20345-50231.", PlanFault.UNREADABLE),
        ("x20345-50231", PlanFault.UNREADABLE),
        ("bk7m2", PlanFault.UNREADABLE),  # a sign too few
        ("s20345-50231", PlanFault.UNREADABLE),  # what closes is a place
        ("vk7m2qd", PlanFault.UNREADABLE),  # where to?
        ("b<script>", PlanFault.UNREADABLE),
    ],
)
def test_what_cannot_be_is_told_apart(text: str, fault: PlanFault) -> None:
    with pytest.raises(Unreadable) as found:
        read(text)
    assert found.value.fault is fault


@given(st.text(max_size=300))
def test_a_name_is_one_short_line_and_stays_as_it_is(text: str) -> None:
    name = clean_name(text)
    assert len(name) <= LONGEST_NAME
    assert name.isprintable()
    assert clean_name(name) == name


def test_an_address_with_ten_steps_is_short_enough_to_mail() -> None:
    """78 signs are a line of plain mail; 2,000 are what every browser and program takes."""
    spots = [Add(Spot(20_345 + number, 50_231)) for number in range(10)]
    moves = [Move("k7m2qd", one.where) for one in spots]
    assert len(written(spots)) == 129
    assert len(written(moves)) == 199
