"""A schedule keeps what the coordinator wrote."""

from __future__ import annotations

from datetime import date

from sociale_kaart.hours.reading import read_schedule
from sociale_kaart.model import Schedule


def test_the_text_stays_the_coordinators_own() -> None:
    # Huis voor Taal & Meedoen, Enschede (huisvoortaalenmeedoen.nl, read 2026-10-02).
    text = "Taalspreekuur: maandag 13.30–17.00, dinsdag 09.30–12.00 uur."
    assert read_schedule(text) == Schedule(text=text)


def test_lines_in_a_cell_become_one_line() -> None:
    assert read_schedule(" ma 9-12 \n\n di  13-15\n") == Schedule(text="ma 9-12; di 13-15")


def test_saying_nothing_is_no_schedule_but_a_date_alone_is_one() -> None:
    assert read_schedule("  \n ") is None
    assert read_schedule("", valid_from=date(2026, 3, 1)) == Schedule(text="", valid_from=date(2026, 3, 1))
