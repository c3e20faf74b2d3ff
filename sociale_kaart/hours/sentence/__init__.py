"""Hours in plain Dutch and English, for lists and for now; and what was said, read back."""

from sociale_kaart.hours.sentence.describe import describe, describe_written
from sociale_kaart.hours.sentence.languages import Language
from sociale_kaart.hours.sentence.now import describe_now, describe_occurrence, describe_times, holiday_in

__all__ = [
    "Language",
    "describe",
    "describe_now",
    "describe_occurrence",
    "describe_times",
    "describe_written",
    "holiday_in",
]
