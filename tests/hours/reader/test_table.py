"""What is read of the table of hours that was written before there was a reader."""

from __future__ import annotations

import pytest

from benchmarks.hours.cases import Outcome, outcomes
from benchmarks.hours_reading import BAR_RIGHT, BAR_SILENT, share_right, share_silent


def _named(found: list[Outcome]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.row["id"], one.row["text"], one.wrong) for one in found if not one.is_right]


@pytest.mark.slow
def test_hours_are_read_as_a_careful_reader_reads_them() -> None:
    """Bar 2: of the whole table 97 % completely and right, and 0.5 % at most wrong without a doubt."""
    found = outcomes()
    assert share_right(found) >= BAR_RIGHT, _named(found)
    assert share_silent(found) <= BAR_SILENT, _named(found)


@pytest.mark.slow
def test_every_construct_of_the_table_is_read_not_only_the_common_ones() -> None:
    found = outcomes()
    constructs = {construct for one in found for construct in one.constructs}
    weak = {
        construct
        for construct in constructs
        if share_right([one for one in found if construct in one.constructs]) < 0.75
    }
    assert weak == set()
