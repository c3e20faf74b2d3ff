"""A distance profile as a small picture: which share of the inhabitants lives within each limit, an area per line."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

WIDTH, HEIGHT = 300, 170
_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 8, 10, 26
_FONT = 12
# The first line is what it is about; the others are held against it. Apart by dash, width and mark, not by colour.
_LOOKS = ((2.6, ""), (1.6, "5 3"), (1.6, "1.5 3"))
_GRID = (0.0, 0.5, 1.0)


def profile_chart(
    lines: Sequence[Sequence[float]], limits: Sequence[str], *, says: str, ink: str = "currentColor"
) -> str:
    """The picture as SVG, the same for the same figures.

    Parameters
    ----------
    lines : of each area (three at most) the shares, 0..1, in the order of the limits
    limits : what stands under each, such as "5 km"
    says : the text in place of the picture
    ink : a colour; a page's own where it says currentColor
    """
    drawn = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'aria-label={quoteattr(says)} font-size="{_FONT}" font-family="\'Open Sans\', sans-serif" '
            f'fill="{ink}" class="profiel">'
        )
    ]
    for share in _GRID:
        y = _y(share)
        drawn.append(
            f'<path d="M{_LEFT} {y}H{WIDTH - _RIGHT}" stroke="{ink}" stroke-width="0.6" opacity="0.35"/>'
            f'<text x="{_LEFT - 5}" y="{y + 4}" text-anchor="end">{round(100 * share)}%</text>'
        )
    for number, limit in enumerate(limits):
        drawn.append(
            f'<text x="{_x(number, len(limits))}" y="{HEIGHT - 8}" text-anchor="middle">{escape(limit)}</text>'
        )
    for (width, dash), shares in zip(_LOOKS, lines, strict=False):
        drawn.append(_line(shares, width, dash, ink))
    return "".join([*drawn, "</svg>"])


def _line(shares: Sequence[float], width: float, dash: str, ink: str) -> str:
    points = [(_x(number, len(shares)), _y(share)) for number, share in enumerate(shares)]
    path = "L".join(f"{x} {y}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    marks = "" if dash else "".join(f'<circle cx="{x}" cy="{y}" r="3.2"/>' for x, y in points)
    return f'<path d="M{path}" fill="none" stroke="{ink}" stroke-width="{width}"{dashes}/>{marks}'


def _x(number: int, count: int) -> float:
    room = WIDTH - _LEFT - _RIGHT
    return round(_LEFT + room * (number + 0.5) / max(count, 1), 1)


def _y(share: float) -> float:
    room = HEIGHT - _TOP - _BOTTOM
    return round(_TOP + room * (1 - min(max(share, 0.0), 1.0)), 1)
