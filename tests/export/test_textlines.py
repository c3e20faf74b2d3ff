from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.export.textlines import text_width, wrapped


def test_lines_break_at_blanks_and_keep_together_what_a_no_break_space_keeps() -> None:
    assert wrapped("een plek (18\N{NO-BREAK SPACE}gemeenten)", 10, 95) == [
        "een plek",
        "(18\N{NO-BREAK SPACE}gemeenten)",
    ]
    assert wrapped("", 10, 100) == []


@given(text=st.text(st.sampled_from("aiW m-\N{NO-BREAK SPACE}é"), max_size=80), width=st.floats(15, 200))
def test_no_line_is_too_wide_and_no_sign_is_lost(text: str, width: float) -> None:
    lines = wrapped(text, 10, width)
    assert all(text_width(line, 10) <= width for line in lines)
    assert "".join("".join(lines).split(" ")) == "".join(text.split(" "))


@pytest.mark.parametrize("text", ["illegaal", "WWW", "Gemeente Súdwest-Fryslân"])
def test_bold_letters_are_wider(text: str) -> None:
    assert text_width(text, 10, bold=True) > text_width(text, 10) > 0
