"""A distance profile as a small picture: which share of the inhabitants lives within each limit, an area per line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True)
class Look:
    """Of a chart: its size in units of which a letter has twelve, and its colour ("currentColor": the page's own).

    is_narrow : whether there is room for the unit of the last limit alone
    """

    width: int
    height: int
    ink: str = "currentColor"
    is_narrow: bool = False


ON_SCREEN = Look(300, 170)
# As wide as a quarter of a page, on which a letter has to be as large as those of the page's foot.
ON_PAPER = Look(185, 102, "#17212b", is_narrow=True)
_LEFT, _RIGHT, _TOP, _BOTTOM = 42, 8, 10, 26
_FONT = 12
# The first line is what it is about; the others are held against it. Apart by dash, width and mark, not by colour.
_LOOKS = ((2.6, ""), (1.6, "5 3"), (1.6, "1.5 3"), (1.6, "7 2.5 1.5 2.5"))
_GRID = (0.0, 0.5, 1.0)


def profile_chart(
    lines: Sequence[Sequence[float | None]],
    limits: Sequence[str],
    *,
    says: str,
    look: Look = ON_SCREEN,
) -> str:
    """The picture as SVG, the same for the same figures.

    Parameters
    ----------
    lines : of each area (four at most) the shares, 0..1, in the order of the limits; None: not known, nothing is drawn
    limits : what stands under each, such as "5 km"
    says : the text in place of the picture
    """
    drawn = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {look.width} {look.height}" role="img" '
            f'aria-label={quoteattr(says)} font-size="{_FONT}" font-family="\'Open Sans\', sans-serif" '
            f'fill="{look.ink}" class="profiel">'
        )
    ]
    for share in _GRID:
        y = _y(share, look)
        drawn.append(
            f'<path d="M{_LEFT} {y}H{look.width - _RIGHT}" stroke="{look.ink}" stroke-width="0.6" opacity="0.35"/>'
            f'<text x="{_LEFT - 5}" y="{y + 4}" text-anchor="end">{round(100 * share)}%</text>'
        )
    for number, limit in enumerate(_labels(limits, look)):
        x, y = _x(number, len(limits), look), look.height - 8
        drawn.append(f'<text x="{x}" y="{y}" text-anchor="middle">{escape(limit)}</text>')
    for (width, dash), shares in zip(_LOOKS, lines, strict=False):
        drawn.append(_line(shares, width, dash, look))
    return "".join([*drawn, "</svg>"])


def _labels(limits: Sequence[str], look: Look) -> Sequence[str]:
    if not look.is_narrow:
        return limits
    return [*(one.split()[0] for one in limits[:-1]), *limits[-1:]]


def _line(shares: Sequence[float | None], width: float, dash: str, look: Look) -> str:
    points = [
        (_x(number, len(shares), look), _y(share, look))
        for number, share in enumerate(shares)
        if share is not None
    ]
    if not points:
        return ""
    path = "L".join(f"{x} {y}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    marks = "" if dash else "".join(f'<circle cx="{x}" cy="{y}" r="3.2"/>' for x, y in points)
    return f'<path d="M{path}" fill="none" stroke="{look.ink}" stroke-width="{width}"{dashes}/>{marks}'


def _x(number: int, count: int, look: Look) -> float:
    room = look.width - _LEFT - _RIGHT
    return round(_LEFT + room * (number + 0.5) / max(count, 1), 1)


def _y(share: float, look: Look) -> float:
    room = look.height - _TOP - _BOTTOM
    return round(_TOP + room * (1 - min(max(share, 0.0), 1.0)), 1)
