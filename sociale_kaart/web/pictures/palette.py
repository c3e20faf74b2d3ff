"""The colours of pictures: those of the pages by day, whatever the screen of who asks is set to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sociale_kaart.export.mappicture import Fill

PLACE: Final = "#0b5568"
IN_DOUBT: Final = "#8a5a00"
_GAP, _STRIPE, _UNKNOWN, _DOT = "#fde5d4", "#c2481a", "#f3f2ee", "#7c878e"
_NOTHING: Final = "none"
# CSS class or pattern, as dekking/painting.py names them.
FILLS: Final[Mapping[str, Fill]] = {
    "vlak-1": Fill("#d3e8ec"),
    "vlak-2": Fill("#93c7d2"),
    "vlak-3": Fill("#3d93a7"),
    "vlak-4": Fill("#0b5568"),
    "strepen": Fill(_GAP, _STRIPE, "stripes"),
    "ruiten": Fill(_GAP, _STRIPE, "cross"),
    "lijnen": Fill(_UNKNOWN, _DOT, "lines"),
    "stippen": Fill(_UNKNOWN, _DOT, "dots"),
    "buurstippen": Fill("#93c7d2", "#0b5568", "dots"),
    "over-strepen": Fill(_NOTHING, _STRIPE, "stripes"),
    "over-ruiten": Fill(_NOTHING, _STRIPE, "cross"),
}
