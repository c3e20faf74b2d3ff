"""The parts of a day as everybody here means them; the search for help and the coverage read them here."""

from __future__ import annotations

from datetime import time

# Up to and without the second time; midnight is that of the day after.
MORNING = (time(6), time(12))
AFTERNOON = (time(12), time(18))
EVENING = (time(18), time(0))
