"""Text in lines that fit, where nothing but the letters themselves can be asked how wide they are."""

from __future__ import annotations

from typing import Final

# Widths as shares of the size of the letters, rounded up from DejaVu Sans, the widest font that our pictures may be
# shown in: with any other one the lines are shorter, never longer.
_NARROW: Final = frozenset("fijlrtI.,:;'’‘()[]|!-/ ")
_WIDE: Final = frozenset("mwMW%—…@")
_WIDTHS: Final = (0.40, 0.98, 0.70, 0.63)
_BOLD: Final = 1.1


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at most, in the unit of `size`."""
    narrow, wide, capital, other = _WIDTHS
    shares = sum(
        narrow if sign in _NARROW else wide if sign in _WIDE else capital if sign.isupper() else other
        for sign in text
    )
    return shares * size * (_BOLD if bold else 1)


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than `width`; a longer word is cut, so that nothing runs off the paper."""
    lines: list[str] = []
    line = ""
    # Not at a no-break space: what that keeps together stays so.
    for word in text.split(" "):
        for part in _pieces(word, size, width, bold=bold):
            longer = f"{line} {part}" if line else part
            if not part:
                continue
            if not line or text_width(longer, size, bold=bold) <= width:
                line = longer
            else:
                lines.append(line)
                line = part
    return [*lines, line] if line else lines


def _pieces(word: str, size: float, width: float, *, bold: bool) -> list[str]:
    if text_width(word, size, bold=bold) <= width:
        return [word]
    pieces = [""]
    for sign in word:
        if pieces[-1] and text_width(pieces[-1] + sign, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces
