"""Three states as numbers, so that many are weighed at once: the least of them is "and", the greatest is "or"."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# No, not known, yes. Higher wins where a place has several.
CLOSED, UNKNOWN, OPEN = 0, 1, 2

Ranks = NDArray[np.uint8]
